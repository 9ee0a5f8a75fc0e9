"""Markdown in, HTML out, by the faster engine: for texts of which it is known to give the same.

markdown-it-pyrs (the extra `fast`) is the same parser in Rust. It hands over no tokens, so that
what `arrange` does to tokens is done to its HTML here. Every construct in which the two engines
differ, or might, shows in a sign in the text: such a text gets None, and is for the standard
engine. The tests hold that nothing else can be seen of the choice.
"""

import re
from functools import cache
from typing import Literal, NamedTuple, Protocol

from markdown_it.common.utils import escapeHtml

from briefgen import web
from briefgen.reading.arrange import Page, count_words


class _Engine(Protocol):
    def render(self, src: str, *, xhtml: bool) -> str: ...


@cache
def _engine() -> _Engine | None:
    try:
        from markdown_it_pyrs import MarkdownIt
    except ImportError:
        # `load` has told it, once for all texts.
        return None
    return MarkdownIt("zero").enable_many(
        [
            *("blockquote", "code", "fence", "heading", "hr", "lheading", "list", "paragraph"),
            *("reference", "table", "autolink", "backticks", "emphasis", "entity", "escape"),
            *("image", "link", "newline", "strikethrough"),
        ]
    )


def render(text: str, page: Page, *, raw_html: bool = False) -> str | None:
    """Return the HTML of a text and fill its page; None, and a page to throw away, when not sure.

    `raw_html` tells that tags in the text are to be tags.
    """
    engine = _engine()
    if engine is None or (raw_html and "<" in text) or not _known(text):
        return None
    links = _links(text)
    if links is None:
        return None
    try:
        html = engine.render(text, xhtml=False)
    except BaseException as problem:
        # The class of a fault in Rust cannot be imported. No text is known that comes here.
        if type(problem).__name__ != "PanicException":
            raise
        return None
    # The one writes an empty quote on one line, the other on two.
    if "<blockquote>\n</blockquote>" in html:
        return None
    placed = _placed(html, links, page) if links else html
    return None if placed is None else _arranged(placed, page)


# What is the same in both engines, links apart.

# Each level takes a sign at the start of its line: a text without this many nests less deep than
# the standard engine reads, which is 20.
_DEEP = re.compile(r"\n(?:[ >]|[-+*](?=[ \n])|\d{1,9}[.)](?=[ \n])){16}")
# The standard engine takes these for spaces at the edges of a line or a cell, the port does not.
_WIDE_SPACE = re.compile("[\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_WIDE_SPACE_AT_EDGE = re.compile(r"(?<![\w«“.,])[^\S \n]|[^\S \n](?![^\s|#])")
_ENTITY = re.compile(r"&(?:#|[A-Za-z])[A-Za-z0-9]*;")

# The port asks more of the first item of a list that ends a quote or a table.
_EMPTY_ITEM = re.compile(r"\n[ >]*(?:(?:[-+*]|\d{1,9}[.)]) +)*(?:[-+*]|\d{1,9}[.)]) *(?=\n)")
_LATER_NUMBER = re.compile(r"\n[ >]*(?!1[.)])\d{1,9}[.)]")
_QUOTE = re.compile(r"\n *>")

# Tables stand alone between empty lines, with a pipe at both ends of each row.
_TABLE = re.compile(r"\n\n\|[^\n]*\|\n\|(?: *:?-+:? *\|)+(?:\n\|[^\n]*\|)*(?=\n\n)")
_RULER = re.compile(r"\n[ >|:-]*-[ >|:-]*(?=\n)")

# Every backtick finds its partner on its line, or belongs to the fence of a block of code: the
# port loses count, or fails, after one that does not.
_CODE = r"`(`*+)(?![ ]+`)[^`\n]++`\1(?!`)"
_CODE_SPAN = re.compile(_CODE)
_FENCE = re.compile(r"^ {0,3}`{3,} *[A-Za-z0-9_+#.-]* *$", re.MULTILINE)

# Every emphasis opens after a space or a sign, closes before one, and holds no other: there the
# port makes mistakes of its own, and CommonMark 0.31 takes `€` for a sign where 0.30 did not.
_EDGE = r"""\s!"#$%&'()+,./:;<=>?@\[\]^{|}‘’“”–—…-"""
_ADDRESS = r"\]\([^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)*+"
_WITHIN_WORD = r"(?<=[A-Za-z0-9])_++(?=[A-Za-z0-9])"
_PAIRED = re.compile(
    rf"""
      [^*_`\]]++ | {_CODE} | `++ | {_ADDRESS} | \](?::[ ]\S++)? | {_WITHIN_WORD}
    | (?<!\S)[*_]++(?!\S)
    | (?<![^{_EDGE}]) (\*{{1,3}}+|_{{1,3}}+) (?=[^\s*_])
      (?: [^*_`\[\]]++ | `[^`\n]++` | \[[^*_`\[\]\n]*+{_ADDRESS} | {_WITHIN_WORD} )++
      (?<=\S) \2 (?![^{_EDGE}])
    """,
    re.VERBOSE,
)
_STRUCK = re.compile(
    rf"(?<!~)~(?!~)|(?<![^{_EDGE}])~~(?=[^\s~])[^*_~`\[\]\n]++(?<=\S)~~(?![^{_EDGE}])"
)


def _known(text: str) -> bool:
    if "\t" in text or "[^" in text or "^[" in text or "~~~" in text:
        return False
    if not text.isascii() and _WIDE_SPACE.search(text) and _WIDE_SPACE_AT_EDGE.search(text):
        return False
    if "`" in text and not _closed(text):
        return False
    if "&" in text and _ENTITY.search(text) is not None:
        return False
    if ("*" in text or "_" in text) and _PAIRED.sub("", text):
        return False
    if "~~" in text and "~" in _STRUCK.sub("", text):
        return False
    lines = f"\n\n{text}\n\n"
    if _tabular(lines):
        lines = _TABLE.sub("", lines)
        if "|" in lines or "\\" in text or _tabular(lines):
            return False
    if _DEEP.search(lines) is not None or _EMPTY_ITEM.search(lines) is not None:
        return False
    if _QUOTE.search(lines) is None or _LATER_NUMBER.search(lines) is None:
        return True
    return not any(
        _QUOTE.search(block) and _LATER_NUMBER.search(block)
        for block in re.split(r"\n(?=\n)", lines)
    )


def _closed(text: str) -> bool:
    """Tell whether all code in a text ends where it looks as if it did."""
    if "\\`" in text:
        return False
    if "```" in text:
        if not text.endswith("\n"):
            return False
        text = _FENCE.sub("", text)
    return "`" not in _CODE_SPAN.sub("", text)


def _tabular(lines: str) -> bool:
    """Tell whether there is a line that may be the second of a table."""
    for ruler in _RULER.finditer(lines):
        start = ruler.start()
        if re.search("[|:]", lines[lines.rfind("\n", 0, start) : ruler.end()]):
            return True
    return False


# Links.


class _Link(NamedTuple):
    kind: Literal["link", "image"]
    address: str
    line: int
    """In the text, from 0."""


# The plainest forms: an address that neither engine changes, a label of one line without brackets,
# so that it begins where its link does. What `++` and `*+` took is never given back: no text costs
# more than its length.
_WEB = (
    r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d++)?"
    r"(?:[/?#](?:[A-Za-z0-9._~!$*+,=:@/?#&-]++|%[0-9A-Fa-f]{2}|\([A-Za-z0-9._~:,-]*+\))*+)?"
)
_INSIDE = r"[A-Za-z0-9_./#?=:@+,-]++"
_LABEL = r"\[[^\[\]\\`<\n]*+\]"
_TITLE = r'(?: "[^"\\&<`\[\]\n]*+")?'
_LINK = re.compile(rf"{_LABEL}\((?:({_WEB})|({_INSIDE})){_TITLE}\)")
_REFERENCE = re.compile(rf"\n {{0,3}}{_LABEL}: {_WEB}{_TITLE}(?=\n)")
_AUTOLINK = re.compile(r"<https?://[a-z0-9.-]+(?:[/?#][A-Za-z0-9._~!$*+,=:@/?#-]*+)?>")
_AUTOLINK_SIGN = re.compile(r"<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]++[:@]")
# What is found in such an address is told by the standard engine.
_INSECURE = re.compile(r"(?:\]\(|<|\]: )http:")
_NESTED = re.compile(r"\[[^\]]*\[")


def _links(text: str) -> list[_Link] | None:
    """Return the links of a text, none if all lead out; None when one is not of the plainest."""
    if _INSECURE.search(text) or web.has_user(text):
        return None
    pairs = text.count("](")
    found = list(_LINK.finditer(text)) if pairs else []
    if len(found) != pairs:
        return None
    references = text.count("]:")
    if references and (
        len(_REFERENCE.findall(f"\n{text}\n")) != references or _NESTED.search(text)
    ):
        return None
    autolinks = "<" in text and len(_AUTOLINK_SIGN.findall(text))
    if autolinks and (len(_AUTOLINK.findall(text)) != autolinks or "xn--" in text):
        return None
    if not any(match[2] for match in found):
        return []
    if references or autolinks:
        return None
    return [
        _Link(
            "image" if text[match.start() - 1 : match.start()] == "!" else "link",
            match[1] or match[2],
            text.count("\n", 0, match.start()),
        )
        for match in found
    ]


_PLACE = re.compile(r'(?<=<a href=")[^"]*|(?<=<img src=")[^"]*')
_PLACES = re.compile(r'<(a href|img src)="([^"]*)')


def _placed(html: str, links: list[_Link], page: Page) -> str | None:
    """Return HTML with numbered places; None when links and HTML do not tally, or one is faulty."""
    # Each link gives one address or none, in order: if all are there, each gave its own.
    if _PLACES.findall(html) != [
        ("img src" if kind == "image" else "a href", address.replace("&", "&amp;"))
        for kind, address, _ in links
    ]:
        return None
    addresses: list[str] = []
    for kind, written, line in links:
        address = page.address(written, page.first_line + line, kind)
        if address is None or page.findings:
            return None
        addresses.append(escapeHtml(address))
    following = iter(addresses)
    return _PLACE.sub(lambda _: next(following), html)


# What `arrange` does to tokens.

_IMAGE = re.compile(r"<img [^>]*")
_CELL = re.compile(r'(<t[hd]) style="text-align:(left|right|center)"')
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile("<[^>]*>")
_BLOCK_OF_CODE = re.compile("<pre>.*?</pre>", re.DOTALL)
_ESCAPES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}
_ESCAPE = re.compile("&(?:lt|gt|quot|amp);")


def _arranged(html: str, page: Page) -> str | None:
    # No `<` and no `"` of a text stands in its HTML: all are those of tags.
    prose = html
    if "<pre>" in html:
        prose = _BLOCK_OF_CODE.sub("", html)
        html = html.replace("<pre>", '<pre tabindex="0">')
    page.words = count_words(_TAG.sub("", prose))
    if "<img " in html:
        html = _IMAGE.sub(r'\g<0> loading="lazy" decoding="async"', html)
    if "<table>" in html:
        html = html.replace("<table>", '<div class="table" tabindex="0">\n<table>')
        html = html.replace("</table>", "</table>\n</div>")
        html = _CELL.sub(r'\1 class="align-\2"', html)
    if "<h" in html:
        headings = [_title(inside) for _, inside in _HEADING.findall(html)]
        if not all(title.strip() for title in headings):
            return None
        following = iter(headings)
        html = _HEADING.sub(lambda found: _heading(found, next(following), page), html)
    page.find_broken_anchors()
    return html


def _title(inside: str) -> str:
    """Return the text of a heading; empty when it holds a picture, or nothing."""
    if "<img " in inside:
        return ""
    text = _TAG.sub("", inside).replace("\n", "")
    return _ESCAPE.sub(lambda escape: _ESCAPES[escape[0]], text)


def _heading(found: re.Match[str], title: str, page: Page) -> str:
    level, name = page.heading(int(found[1]), title)
    return f'<h{level} id="{name}">{found[2]}</h{level}>'
