"""Read a page as a browser that shows nothing: its elements as a tree.

HTML in, elements out. Of the rules for tags that may be left out it knows those that themes use.
"""

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

_VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
        *("track", "wbr"),
    }
)

# An element that ends where another of these begins (HTML §13.1.2.4).
_ENDS = {
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "tr": {"tr", "td", "th"},
    "td": {"td", "th"},
    "th": {"td", "th"},
    "option": {"option"},
}


class Element:
    """An element with what is in it."""

    __slots__ = ("attributes", "content", "line", "parent", "tag")

    def __init__(
        self, tag: str, attributes: Mapping[str, str], parent: "Element | None", line: int
    ) -> None:
        """Be an element of this name within another."""
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.line = line
        """In the page."""
        self.content: list[Element | str] = []

    def get(self, name: str) -> str:
        """Return an attribute, or an empty text."""
        return self.attributes.get(name, "")

    def all(self, *tags: str) -> Iterator["Element"]:
        """Yield the elements below it, in order: those of some names, or every one.

        What lies in a `template` is not on the page.
        """
        for part in self.content:
            if isinstance(part, Element):
                if not tags or part.tag in tags:
                    yield part
                if part.tag != "template":
                    yield from part.all(*tags)

    def above(self) -> Iterator["Element"]:
        """Yield the elements that it lies in, the nearest first."""
        one = self.parent
        while one is not None:
            yield one
            one = one.parent

    @property
    def text(self) -> str:
        """The words in it, with alternative texts in the places of pictures."""
        return "".join(self._words(alternatives=True))

    @property
    def seen(self) -> str:
        """The words in it that can be seen."""
        return "".join(self._words(alternatives=False))

    def _words(self, *, alternatives: bool) -> Iterator[str]:
        for part in self.content:
            if isinstance(part, str):
                yield part
            elif part.tag == "img":
                yield part.get("alt") if alternatives else ""
            elif part.tag in ("script", "style", "template"):
                continue
            elif alternatives or "hidden" not in part.attributes:
                yield from part._words(alternatives=alternatives)


def read_page(html: str) -> Element:
    """Return the document of a page; its elements are below it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.document


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.document = Element("", {}, None, 0)
        self._here = self.document

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._here.tag in _ENDS.get(tag, ()) and self._here.parent is not None:
            self._here = self._here.parent
        given: dict[str, str] = {}
        for name, value in attrs:
            given.setdefault(name, value or "")
        made = Element(tag, given, self._here, self.getpos()[0])
        self._here.content.append(made)
        if tag not in _VOID:
            self._here = made

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        one: Element | None = self._here
        while one is not None and one.tag != tag:
            one = one.parent
        if one is not None and one.parent is not None:
            self._here = one.parent

    def handle_data(self, data: str) -> None:
        self._here.content.append(data)
