"""Markdown in, HTML out: safe whatever was written, with numbered places for links inside the site.

CommonMark with tables, strikethrough and footnotes. Raw HTML is shown as text, or cleaned of all
that could run. Where a link inside the site leads is not known here: the HTML holds `\\x02N\\x03`
in its place, N being the index in `links`. No character of the text can forge such a mark.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin

from briefgen import urls
from briefgen.finding import Finding, Severity, Span
from briefgen.fingerprint import of
from briefgen.model import BodyLink
from briefgen.reading.text import clean, quoted

HtmlMode = Literal["escape", "sanitise"]

# Deeper quotes and lists than anyone writes; the parser's time grows with the square of it.
_MAX_NESTING = 30
"""Levels of blocks and of inline marks."""

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_BLANK = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060\ufeff]+")
_OUTSIDE = frozenset(["http", "https", "mailto", "tel"])
_RESERVED_IDS = ("main", "menu")
_FOOTNOTE_ID = re.compile(r"fn(ref)?\d")
_LANGUAGE = re.compile(r"[^A-Za-z0-9_+#.-]")
_ALIGNMENT = re.compile(r"text-align:(left|right|center)")
_WORD = re.compile(r"[^\W_]+(?:['’‑-][^\W_]+)*")
# Scripts that put no space between words are read letter by letter.
_LETTER_BY_LETTER = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


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


def render(text: str, *, path: str, first_line: int, html: HtmlMode = "escape") -> Rendered:
    """Return the HTML of a Markdown text that begins on a line of a file."""
    if not text.strip():
        return Rendered("")
    page = _Page(path, first_line)
    if html == "sanitise":
        page.mark = f"q{of(text)}q"
    parser = _parser(html)
    env: EnvType = {}
    tokens = parser.parse(text, env)
    page.arrange(tokens)
    out = parser.renderer.render(tokens, parser.options, env)
    if html == "sanitise":
        out = page.sanitised(out)
    else:
        out = _clean_html(out)
    return Rendered(out, tuple(page.links), tuple(page.anchors), page.words, tuple(page.findings))


@cache
def _parser(html: HtmlMode) -> MarkdownIt:
    parser = MarkdownIt(
        "commonmark",
        {"html": html == "sanitise", "maxNesting": _MAX_NESTING, "xhtmlOut": False},
    )
    parser.enable(["table", "strikethrough"]).use(footnote_plugin)
    if html == "escape":
        parser.disable(["html_block", "html_inline"])
    # What a link may be is decided in one place, `_Page`, which also says so.
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


def _code(tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
    token = tokens[index]
    words = token.info.split(maxsplit=1)
    language = _LANGUAGE.sub("", words[0]) if words else ""
    opening = f'<code class="language-{language}">' if language else "<code>"
    # A block wider than the page scrolls, which a keyboard must be able to do.
    return f'<pre tabindex="0">{opening}{escapeHtml(token.content)}</code></pre>\n'
