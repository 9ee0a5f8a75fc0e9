"""What findings point at and quote: spans by key, for the printer to look up their lines.

An entry of a day file has its keys below its item, such as `entries[2].title`.
"""

from collections.abc import Iterator
from typing import NamedTuple

from briefgen import web
from briefgen.finding import Span
from briefgen.model import Body, Entry, Library, Origin

CONFIG_PATH = "briefgen.yaml"

# More of somebody's words would push the message itself out of sight.
_LONGEST_QUOTE = 80


def span(origin: Origin, key: str) -> Span:
    """Return the place of a key of a thing that was read."""
    return Span(path=origin.path, key=f"{origin.item}.{key}" if origin.item else key)


def in_entry(entry: Entry, key: str = "title") -> Span:
    """Return the place of a key of an entry; what is missing is shown at its title."""
    return span(entry.origin, key)


def in_config(key: str) -> Span:
    """Return the place of a key of the configuration."""
    return Span(path=CONFIG_PATH, key=key)


def quoted(words: str) -> str:
    """Return a person's own words for a message: in backticks, and not too long.

    Addresses in them show no user's name and no password.
    """
    words = web.without_user(words)
    cut = len(words) > _LONGEST_QUOTE
    return f"`{words[: _LONGEST_QUOTE - 1]}…`" if cut else f"`{words}`"


def linking_bodies(library: Library) -> Iterator[tuple[Origin, Body]]:
    """Yield every text with inside links that will be published, and the file that holds it."""
    for entry in library.published:
        if entry.body.links:
            yield entry.origin, entry.body
    for page in library.pages:
        if page.body.links:
            yield page.origin, page.body
    for note in library.notes:
        if note.body is not None and note.body.links:
            yield note.origin, note.body


class Named(NamedTuple):
    """An entry id that an editor wrote in a list, in an edition or in an entry."""

    id: str
    span: Span


def named_translations(library: Library) -> Iterator[Named]:
    """Yield every entry id that the published entries name as a translation."""
    for entry in library.published:
        for i, name in enumerate(entry.translations):
            yield Named(name, span(entry.origin, f"translations[{i}]"))


def named_entries(library: Library) -> Iterator[Named]:
    """Yield every entry id of lists, of editions' orders and of their sections."""
    for curated in library.lists:
        for i, item in enumerate(curated.entries):
            if item.entry:
                yield Named(item.entry, span(curated.origin, f"entries[{i}].entry"))
    for note in library.notes:
        for i, name in enumerate(note.order):
            yield Named(name, span(note.origin, f"order[{i}]"))
        for i, section in enumerate(note.sections):
            for j, name in enumerate(section.entries):
                yield Named(name, span(note.origin, f"sections[{i}].entries[{j}]"))
