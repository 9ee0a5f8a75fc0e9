"""Markdown in, HTML out: safe whatever was written, with numbered places for links inside the site.

CommonMark with tables, strikethrough and footnotes. Raw HTML is shown as text, or cleaned of all
that could run. Where a link inside the site leads is not known here: the HTML holds `\\x02N\\x03`
in its place, N being the index in `links`. No character of the text can forge such a mark.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin

from briefgen.finding import Finding
from briefgen.fingerprint import of
from briefgen.model import BodyLink
from briefgen.reading import fast
from briefgen.reading.arrange import MAX_NESTING, Page
from briefgen.reading.sanitise import available, sanitise
from briefgen.reading.text import clean

HtmlMode = Literal["escape", "sanitise"]
Engine = Literal["standard", "fast"]

_LANGUAGE = re.compile(r"[^A-Za-z0-9_+#.-]")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body as HTML, and what is to be known of it."""

    html: str
    links: tuple[BodyLink, ...] = ()
    anchors: tuple[str, ...] = ()
    """The ids of its headings, in order."""
    words: int = 0
    """For the reading time; letters of Chinese and Japanese count one each."""
    findings: tuple[Finding, ...] = ()


def render(
    text: str,
    *,
    path: str,
    first_line: int,
    html: HtmlMode = "escape",
    engine: Engine = "standard",
) -> Rendered:
    """Return the HTML of a Markdown text that begins on a line of a file.

    The engine makes a difference to the time it takes, and to nothing else.
    """
    if not text.strip():
        return Rendered("")
    if html == "sanitise" and not available():
        # `load` has told it, once for all texts.
        html = "escape"
    # A text cannot hold its own fingerprint.
    mark = f"q{of(text)}q" if html == "sanitise" else ""
    page = Page(path, first_line, mark)
    out = None
    if engine == "fast":
        out = fast.render(text, page, raw_html=html == "sanitise")
    if out is None:
        page = Page(path, first_line, mark)
        out = _standard(text, page, html)
    if html == "sanitise":
        out = _sanitised(out, text, page)
    else:
        out = _clean_html(out)
    return Rendered(out, tuple(page.links), tuple(page.anchors), page.words, tuple(page.findings))


def _standard(text: str, page: Page, html: HtmlMode) -> str:
    parser = _parser(html, _unused(text))
    env: EnvType = {"docId": page.mark} if page.mark else {}
    tokens = parser.parse(text, env)
    page.arrange(tokens)
    return str(parser.renderer.render(tokens, parser.options, env))


# Without these signs somewhere in the text the rules beside them cannot match. Leaving those out
# halves the time of an ordinary body, for every rule is otherwise asked at every line or letter.
_SIGNS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"    |\t"), ("code",)),
    (re.compile("#"), ("heading",)),
    (re.compile(r"[-=*_][ \t]*$", re.MULTILINE), ("hr", "lheading")),
    (re.compile(r"[-+*][ \t]|[-+*]$|\d[.)]", re.MULTILINE), ("list",)),
    (re.compile(">"), ("blockquote",)),
    (re.compile("<"), ("autolink", "html_block", "html_inline")),
    (re.compile(r"\|"), ("table",)),
    (re.compile("]:"), ("reference",)),
    (re.compile(r"\["), ("link", "image")),
    (
        re.compile(r"\[\^|\^\["),
        ("footnote_def", "footnote_inline", "footnote_ref", "footnote_tail"),
    ),
    (re.compile("[*_]"), ("emphasis",)),
    (re.compile("~"), ("strikethrough",)),
    (re.compile("`"), ("backticks",)),
    (re.compile("`{3}|~{3}"), ("fence",)),
    (re.compile("&"), ("entity",)),
    (re.compile(r"\\"), ("escape",)),
)


def _unused(text: str) -> tuple[str, ...]:
    """Return the rules that cannot match anywhere in a text."""
    return tuple(rule for sign, rules in _SIGNS if sign.search(text) is None for rule in rules)


@lru_cache(maxsize=256)
def _parser(html: HtmlMode, unused: tuple[str, ...]) -> MarkdownIt:
    parser = MarkdownIt(
        "commonmark",
        {"html": html == "sanitise", "maxNesting": MAX_NESTING, "xhtmlOut": False},
    )
    parser.enable(["table", "strikethrough"]).use(footnote_plugin)
    if html == "escape":
        parser.disable(["html_block", "html_inline"])
    parser.disable(list(unused))
    # What a link may be is decided in one place, `arrange`, which also says so.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    rules: dict[str, Callable[..., str]] = {
        "table_open": lambda *_: '<div class="table" tabindex="0">\n<table>\n',
        "table_close": lambda *_: "</table>\n</div>\n",
        "fence": _code,
        "code_block": _code,
        "footnote_block_open": lambda *_: '<div class="footnotes">\n<ol>\n',
        "footnote_block_close": lambda *_: "</ol>\n</div>\n",
    }
    for name, rule in rules.items():
        parser.renderer.rules[name] = rule  # type: ignore[attr-defined]
    return parser


def _sanitised(html: str, text: str, page: Page) -> str:
    mark = page.mark

    def place(element: str, address: str) -> str | None:
        if element not in ("a", "img"):
            return None
        ours = address.startswith((f"/{mark}/", "#"))
        if ours:
            return address
        at = text.find(address)
        line = page.first_line + (text.count("\n", 0, at) if at >= 0 else 0)
        return page.address(address, line, "image" if element == "img" else "link")

    html = clean(sanitise(html, mark, place))
    html = re.sub(rf'="/{mark}/(\d+)"', '="\x02\\1\x03"', html)
    return html.replace(f"-{mark}-", "")


def _code(tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
    token = tokens[index]
    words = token.info.split(maxsplit=1)
    language = _LANGUAGE.sub("", words[0]) if words else ""
    opening = f'<code class="language-{language}">' if language else "<code>"
    # A block wider than the page scrolls, which a keyboard must be able to do.
    return f'<pre tabindex="0">{opening}{escapeHtml(token.content)}</code></pre>\n'


# `&#12;` and its like become characters that XML forbids. The two marks of our places stay.
_FORBIDDEN = re.compile("[\x00\x01\x04-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def _clean_html(html: str) -> str:
    return _FORBIDDEN.sub("", html)
