"""Read a built page: what it links to, what can be linked to in it, and what a strict policy bars.

HTML text in, a frozen `Page` out. Nothing here knows how briefgen writes its pages.
"""

import re
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser

VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)

# Script elements that hold data: a policy without 'unsafe-inline' lets them be.
DATA_SCRIPTS = frozenset({"application/ld+json", "application/json"})

LOADED = frozenset({"src", "href", "xlink:href", "poster", "data", "action", "formaction"})
LOADED_META = frozenset({"og:url", "og:image", "og:image:url", "twitter:image"})

SRCSET_URL = re.compile(r"([^\s,]\S*[^\s,])(?:\s+[\d.]+[wx])?\s*(?:,|$)")
STYLESHEET_URL = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s]+)""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address in a page, as written."""

    url: str
    meta: bool
    """Said about the page (canonical, feeds, social image), so written with the site's full URL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the tests ask of a page."""

    links: tuple[Link, ...]
    targets: frozenset[str]
    """What a #fragment may name."""
    inline: tuple[str, ...]
    """Inline styles and scripts, each as it would be said in a message."""
    refresh: str | None
    """Where a redirect page leads."""
    language: str
    """That of the page, as it says."""
    headline_language: str
    """The language of the first h1."""
    pictured: bool
    """Whether a figure holds an image."""


# Each page is asked for by several tests.
@cache
def read(html: str) -> Page:
    """Read one page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Page(
        links=tuple(reader.links),
        targets=frozenset(reader.targets),
        inline=tuple(reader.inline),
        refresh=reader.refresh,
        language=reader.language,
        headline_language=reader.headline_language,
        pictured=reader.pictured,
    )


def stylesheet_links(css: str) -> tuple[Link, ...]:
    """Return what a stylesheet loads."""
    return tuple(Link(url=url, meta=False) for url in STYLESHEET_URL.findall(css))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[Link] = []
        self.targets: set[str] = set()
        self.inline: list[str] = []
        self.refresh: str | None = None
        self.language = ""
        self.headline_language = ""
        self.pictured = False
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        inherited = self._open[-1][1] if self._open else ""
        language = given.get("lang", inherited)
        if tag not in VOID:
            self._open.append((tag, language))
        self._note_links(tag, given)
        self._note_targets(tag, given)
        self._note_inline(tag, given)
        if tag == "html":
            self.language = language
        if tag == "h1" and not self.headline_language:
            self.headline_language = language
        if tag == "img" and any(name == "figure" for name, _ in self._open):
            self.pictured = True

    def handle_endtag(self, tag: str) -> None:
        # An end tag may be left out (li, p): close back to the one that it names.
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth][0] == tag:
                del self._open[depth:]
                return

    def _note_links(self, tag: str, given: dict[str, str]) -> None:
        if tag == "meta":
            if given.get("http-equiv", "").lower() == "refresh":
                self.refresh = given["content"].partition("=")[2].strip(" '\"")
                self.links.append(Link(url=self.refresh, meta=False))
            elif given.get("property", given.get("name")) in LOADED_META:
                self.links.append(Link(url=given["content"], meta=True))
            return
        urls = [value for name, value in given.items() if name in LOADED and tag != "base"]
        for name in ("srcset", "imagesrcset"):
            urls += SRCSET_URL.findall(given.get(name, ""))
        self.links += [Link(url=url, meta=tag == "link") for url in urls]

    def _note_targets(self, tag: str, given: dict[str, str]) -> None:
        self.targets |= {given["id"]} if "id" in given else set()
        if tag == "a" and "name" in given:
            self.targets.add(given["name"])

    def _note_inline(self, tag: str, given: dict[str, str]) -> None:
        line, _ = self.getpos()
        if tag == "style":
            self.inline.append(f"line {line}: a style element")
        if tag == "script" and "src" not in given and given.get("type") not in DATA_SCRIPTS:
            self.inline.append(f"line {line}: an inline script")
        for name, value in given.items():
            if name == "style" or name.startswith("on"):
                self.inline.append(f"line {line}: {tag} has a {name} attribute")
            if value.strip().lower().startswith("javascript:"):
                self.inline.append(f"line {line}: {tag} has a script as {name}")
