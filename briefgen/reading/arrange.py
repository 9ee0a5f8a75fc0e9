"""Put the tokens of a body in order: heading levels and ids, links, images, words.

Tokens of the Markdown parser in, changed in place; links, ids, words and findings beside them.
What a link may be is decided here and nowhere else.
"""

import re
from typing import Literal
from urllib.parse import unquote

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.token import Token

from briefgen import urls, web
from briefgen.finding import Finding, Severity, Span
from briefgen.model import BodyLink
from briefgen.reading.mismatches import did_you_mean
from briefgen.reading.text import clean, quoted

# What was meant is looked for as long as a person would read it: it costs 0.1 ms for each heading.
_MAX_SUGGESTIONS = 20
_MAX_MEANT = 500

# Quotes and lists are not nested deeper by anyone; a row of brackets costs its length times this.
MAX_NESTING = 20

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_BLANK = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060\ufeff]+")
# Most links: a web address with nothing in it that would need a second look or an escape.
_PLAIN_WEB = re.compile(
    r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d+)?"
    r"(?:[/?#](?:[A-Za-z0-9._~!$()*+,;=:@/?#&-]|%[0-9A-Fa-f]{2})*)?"
)
_OUTSIDE = frozenset(["http", "https", "mailto", "tel"])
_RESERVED_IDS = ("main", "menu")
_FOOTNOTE_ID = re.compile(r"fn(ref)?\d")
_ALIGNMENT = re.compile(r"text-align:(left|right|center)")
# Scripts that put no space between words are read letter by letter.
_LETTER_BY_LETTER = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
# Found in a third of the time.
_MAY_BE_LETTER_BY_LETTER = re.compile("[\u3040-\U0003ffff]")
_DANGEROUS = frozenset(
    ["javascript", "vbscript", "data", "file", "blob", "filesystem", "view-source"]
)


class Page:
    """One body while its tokens are put in order: ids, levels, links, words."""

    def __init__(self, path: str, first_line: int, mark: str = "") -> None:
        self.path = path
        self.first_line = first_line
        self.mark = mark
        """On the way to the sanitiser: what tells our ids and links from those of raw HTML."""
        self.links: list[BodyLink] = []
        self.anchors: list[str] = []
        self.words = 0
        self.findings: list[Finding] = []
        self._taken = dict.fromkeys(_RESERVED_IDS, 1)
        self._parts: list[tuple[str, int]] = []
        """Links to a part of this text, with their lines."""
        self._levels: list[int] = []
        self._line = first_line

    def arrange(self, tokens: list[Token]) -> None:
        """Put the tokens of a body in order, in place."""
        emptied: list[int] = []
        deepest = 0
        for index, token in enumerate(tokens):
            if token.map:
                self._line = self.first_line + token.map[0]
            if token.type == "inline":
                self._inline(token)
            elif token.type == "heading_open":
                if not self._heading(token, tokens[index + 1], tokens[index + 2]):
                    emptied.append(index)
            elif token.type in ("th_open", "td_open"):
                self._cell(token)
            if token.nesting == 1 and token.level >= MAX_NESTING - 1 and not deepest:
                deepest = self._line
        for index in reversed(emptied):
            del tokens[index : index + 3]
        if deepest:
            self._find(
                "markup-too-deep",
                f"quotes or lists are nested deeper than {MAX_NESTING} levels, "
                "what is inside is lost",
                "take some levels away",
                line=deepest,
            )
        self.find_broken_anchors()

    def find_broken_anchors(self) -> None:
        """Find the links to a part of this text that it does not have; all headings are known."""
        for written, line in self._parts:
            self._part(written, line)

    def _part(self, written: str, line: int) -> None:
        """Find a link to a part of this text that it does not have."""
        part = unquote(written)
        # `#top` leads to the top of any page (HTML §7.4.6.3), footnotes have ids of their own.
        if part in self._taken or part.lower() == "top" or _FOOTNOTE_ID.match(part):
            return
        few = len(self.findings) < _MAX_SUGGESTIONS
        near = did_you_mean(part, self.anchors[:_MAX_MEANT]) if few else ""
        self._find(
            "broken-anchor",
            f"the link {quoted('#' + written)} names a part that its text does not have",
            f"did you mean `#{near}`?" if near else "take the id of a heading, or remove the link",
            line=line,
            severity=Severity.WARNING,
        )

    def _heading(self, opening: Token, inline: Token, closing: Token) -> bool:
        """Give a heading its level and id; False when there is nothing in it."""
        children = inline.children or []
        text = "".join(t.content for t in children if t.type in ("text", "code_inline", "image"))
        if not text.strip() and not any(t.type == "image" for t in children):
            return False
        level, name = self.heading(int(opening.tag[1]), text)
        opening.tag = closing.tag = f"h{level}"
        opening.attrSet("id", name)
        return True

    def heading(self, written: int, text: str) -> tuple[int, str]:
        """Return the level and the id of the next heading, which has a text or an image."""
        while self._levels and self._levels[-1] >= written:
            self._levels.pop()
        self._levels.append(written)
        slug = urls.slugify(text)
        if _FOOTNOTE_ID.match(slug):
            slug = f"h-{slug}"
        name, count = slug, self._taken.get(slug, 0)
        while name in self._taken:
            count += 1
            name = f"{slug}-{count}"
        self._taken[slug] = max(count, 1)
        self._taken[name] = 1
        self.anchors.append(name)
        # The page's own headline is its only h1.
        return min(len(self._levels) + 1, 6), f"-{self.mark}-{name}" if self.mark else name

    def _cell(self, token: Token) -> None:
        style = token.attrs.pop("style", None)
        alignment = _ALIGNMENT.fullmatch(str(style)) if style else None
        if alignment is not None:
            # A style attribute would need a Content-Security-Policy that lets styles in.
            token.attrSet("class", f"align-{alignment[1]}")

    def _inline(self, token: Token) -> None:
        children = token.children or []
        line = self._line
        kept: list[Token] = []
        dropped: list[bool] = []
        texts: list[str] = []
        for child in children:
            kind = child.type
            if kind == "text":
                texts.append(child.content)
            elif kind == "softbreak" or kind == "hardbreak":
                line += 1
                texts.append("\n")
            elif kind == "link_open":
                href = self.address(str(child.attrs["href"]), line, "link")
                dropped.append(href is None)
                if href is None:
                    continue
                child.attrs["href"] = href
            elif kind == "link_close":
                if dropped.pop():
                    continue
            elif kind == "image":
                child = self._image(child, line)
            elif kind == "code_inline":
                texts.append(child.content)
            kept.append(child)
        if len(kept) != len(children) or "![" in token.content:
            token.children = kept
        self.words += count_words("".join(texts))

    def _image(self, token: Token, line: int) -> Token:
        src = self.address(str(token.attrs["src"]), line, "image")
        if src is None:
            text = Token("text", "", 0)
            text.content = _plain(token)
            return text
        token.attrs["src"] = src
        token.attrs["loading"] = "lazy"
        token.attrs["decoding"] = "async"
        return token

    def address(self, written: str, line: int, kind: Literal["link", "image"]) -> str | None:
        """Return what stands in the HTML for an address, None when nothing may."""
        if _PLAIN_WEB.fullmatch(written):
            if written.startswith("http:"):
                self._insecure(written, line)
            self._private(written, line)
            return written
        if written.startswith("#"):
            fragment = written[1:]
            if kind == "image" or not fragment:
                return None
            self._parts.append((fragment, line))
            return f"#{normalizeLink(fragment)}"
        # Browsers read through white space and percent signs do not hide a scheme from us.
        bare = _BLANK.sub("", written)
        scheme = _SCHEME.match(bare) or _SCHEME.match(_BLANK.sub("", unquote(bare)))
        if scheme is not None and scheme[1].lower() != "entry":
            return self._outside(written, scheme[1].lower(), line, kind)
        if bare.replace("\\", "/").startswith("//"):
            return self._outside("https:" + bare.replace("\\", "/"), "https", line, kind)
        if not bare:
            return None
        self.links.append(BodyLink(target=clean(written), line=line, kind=kind))
        number = len(self.links) - 1
        return f"/{self.mark}/{number}" if self.mark else f"\x02{number}\x03"

    def _outside(
        self, written: str, scheme: str, line: int, kind: Literal["link", "image"]
    ) -> str | None:
        on_web = scheme in ("http", "https")
        if scheme not in _OUTSIDE or (kind == "image" and not on_web):
            runs = scheme in _DANGEROUS
            self._find(
                "unsafe-link" if runs else "unsupported-link",
                f"the {kind} to {quoted(written)} is left out",
                "link to http, https, mailto or tel addresses, or to files of the site",
                line=line,
                severity=Severity.ERROR if runs else Severity.WARNING,
            )
            return None
        address = normalizeLink(written)
        if on_web and not web.is_web(address):
            self._find(
                "invalid-link",
                f"the {kind} to {quoted(written)} has no address a browser could open",
                "write the whole address, with its host",
                line=line,
                severity=Severity.WARNING,
            )
            return None
        self._insecure(address, line)
        self._private(address, line)
        return address

    def _insecure(self, address: str, line: int) -> None:
        """Find an address that is read over plain http."""
        if web.is_insecure(address):
            self._find(
                "insecure-link",
                f"the address {quoted(address)} is not encrypted",
                "write `https:` if the site answers there",
                line=line,
                severity=Severity.WARNING,
            )

    def _private(self, address: str, line: int) -> None:
        """Find an address that holds a user's name or password."""
        if web.has_user(address):
            self._find(
                "credentials-in-address",
                f"the address {quoted(address)} is written with a user's name or password",
                "write it without what stands before the `@`, and change the password",
                line=line,
            )

    def _find(
        self,
        code: str,
        message: str,
        hint: str,
        *,
        line: int,
        severity: Severity = Severity.ERROR,
    ) -> None:
        span = Span(path=self.path, line=line)
        self.findings.append(
            Finding(code=code, message=message, span=span, hint=hint, severity=severity)
        )


def _plain(token: Token) -> str:
    if token.children:
        return "".join(_plain(child) for child in token.children)
    return token.content


def count_words(text: str) -> int:
    """Return how many words a text has; letters of Chinese and Japanese count one each."""
    if text.isascii() or _MAY_BE_LETTER_BY_LETTER.search(text) is None:
        return len(text.split())
    rest, letters = _LETTER_BY_LETTER.subn(" ", text)
    return letters + len(rest.split())
