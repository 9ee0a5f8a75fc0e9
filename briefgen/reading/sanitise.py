"""Raw HTML, cleaned of all that could run: for sites that allow it in bodies.

HTML in, HTML out, by nh3 (the extra `html`): a short list of elements and attributes stays, the
rest goes. What our own Markdown made carries a mark that raw HTML cannot know, by which ids and
links inside the site are told apart.
"""

import re
from collections.abc import Callable

_TAGS = frozenset(
    re.findall(
        r"\w+",
        """a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl
        dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp
        section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var
        wbr""",
    )
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "bdo": {"dir"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "img": {"alt", "decoding", "height", "loading", "src", "title", "width"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"reversed", "start"},
    "q": {"cite"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_ANYWHERE = {"class", "dir", "id", "lang", "tabindex"}
_CLASS = re.compile(r"table|footnotes|footnote-(ref|item|backref)|align-\w+|language-[\w+#.-]+")
_EMPTY_IMAGE = re.compile(r'<img(?: (?!src=)[a-z]+="[^"]*")*>')
_SCHEMES = {"http", "https", "mailto", "tel"}


def available() -> bool:
    """Tell whether nh3 is installed."""
    try:
        import nh3  # noqa: F401
    except ImportError:
        return False
    return True


def sanitise(html: str, mark: str, place: Callable[[str, str], str | None]) -> str:
    """Return clean HTML.

    `mark` is in the ids that are ours. `place` is asked for each address of a link or an image,
    with its element, and returns what is to stand there, or None for nothing.
    """
    import nh3

    def keep(element: str, attribute: str, value: str) -> str | None:
        if attribute in ("href", "src"):
            return place(element, value)
        if attribute == "class":
            return value if _CLASS.fullmatch(value) else None
        if attribute == "id":
            return value if mark in value else None
        if attribute == "tabindex":
            return value if value == "0" and element in ("div", "pre") else None
        return value

    cleaned = nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={tag: _ATTRIBUTES.get(tag, set()) | _ANYWHERE for tag in _TAGS},
        attribute_filter=keep,
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    # An image whose address had to go shows nothing, and is not valid HTML.
    return _EMPTY_IMAGE.sub("", cleaned)
