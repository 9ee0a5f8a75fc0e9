"""References: where a link inside the project leads.

What an author wrote and where, in; a site URL, or None and a reason, out. Checks and outputs ask
the same table, so that a link which passed the check is the link on the page.
"""

import posixpath
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol
from urllib.parse import unquote

from briefgen import urls
from briefgen.fingerprint import composed, of
from briefgen.memory import Memory
from briefgen.model import Entry, Library
from briefgen.wings import climb, prefix_for, prefix_of, slug_in

_ENDINGS_OF_PICTURES = "jpg jpeg jpe jfif pjpeg pjp png apng webp avif gif svg"
PICTURE_ENDINGS = frozenset(f".{ending}" for ending in _ENDINGS_OF_PICTURES.split())
"""By which names a file is a picture, whatever is in it."""


class Stretch(Protocol):
    """Entries that follow each other."""

    @property
    def name(self) -> str: ...
    @property
    def entries(self) -> tuple[Entry, ...]: ...
    @property
    def mark(self) -> str:
        """Fingerprint of the entries."""


@dataclass(frozen=True, slots=True)
class References:
    """All that can be linked to, by how it can be named."""

    ids: Mapping[str, str]
    """Site URL by entry id."""
    paths: Mapping[str, str]
    """Site URL by path in the project (NFC), of files that hold one thing."""
    held: Mapping[str, str]
    """Why an entry is not published, by id and by path."""
    unread: frozenset[str]
    """Texts that could not be read, or not whole, by path (NFC)."""
    mark: str
    """Fingerprint of where links lead."""
    up: str = ""
    """The way to the root of the site, where links that begin with a slash count from."""

    def seen_from(self, prefix: str) -> "References":
        """Return where links lead as seen from a wing, by its root: `de/`."""
        up = climb(prefix)

        def seen(table: Mapping[str, str]) -> dict[str, str]:
            return {
                name: url.removeprefix(prefix) if url.startswith(prefix) else up + url
                for name, url in table.items()
            }

        return replace(self, ids=seen(self.ids), paths=seen(self.paths), up=up)

    def resolve(self, origin_path: str, target: str) -> str | None:
        """Return where a link leads: a site URL with its fragment, or None when nowhere.

        `origin_path` is the file that holds the link. Paths are relative to it; those that start
        with a slash are the site's and are returned without a look at whether they exist.
        """
        place, mark, fragment = target.partition("#")
        tail = mark + fragment
        if place.startswith("entry:"):
            found = self.ids.get(place.removeprefix("entry:"))
        elif place.startswith("/"):
            found = self.up + place.lstrip("/")
        else:
            meant = _candidates(origin_path, place)
            found = next((self.paths[path] for path in meant if path in self.paths), None)
        return None if found is None else found + tail

    def why(self, origin_path: str, target: str) -> str:
        """Return why a target leads nowhere, as far as is known: `it is a draft`, or empty."""
        place = target.partition("#")[0]
        if place.startswith("entry:"):
            return self.held.get(place.removeprefix("entry:"), "")
        found = (path for path in _candidates(origin_path, place) if path in self.held)
        return next((self.held[path] for path in found), "")

    def leads_to_unread(self, origin_path: str, target: str) -> bool:
        """Tell whether a target that leads nowhere may be in a text that could not be read."""
        place = target.partition("#")[0]
        if place.startswith("entry:"):
            return self.may_have(place.removeprefix("entry:"))
        if place.startswith("/"):
            return self.may_have(unquote(place).strip("/").replace("/", "-"))
        return any(path in self.unread for path in _candidates(origin_path, place))

    def may_have(self, id_: str) -> bool:
        """Tell whether a text that could not be read may hold the entry with an id.

        By its path: `2024/10/23/troops.md` has one, `2024/10/23.yaml` all of its day.
        """
        for path in self.unread:
            name = posixpath.splitext(path.removeprefix("content/entries/"))[0].replace("/", "-")
            if id_ == name or id_.startswith(f"{name}-"):
                return True
        return False


def references(
    library: Library, stretches: Iterable[Stretch], memory: Memory, known: Mapping[str, str]
) -> References:
    """Return the table of a library. `stretches` are its published entries, in stretches.

    `known` are the `prefixes` of the site's further languages.
    """
    ids: dict[str, str] = {}
    paths: dict[str, str] = {path: file_url(path) for path in library.files}
    for page in library.pages:
        prefix = prefix_of(page, known)
        paths[page.origin.path] = prefix + urls.page(slug_in(page, prefix))
    for note in library.notes:
        paths[note.origin.path] = prefix_of(note, known) + urls.edition(note.period)
    held: dict[str, str] = {}
    for kept in library.held:
        reason = {"draft": "it is a draft", "future": "it is not due yet", "expired": "it expired"}
        held[kept.thing.origin.path] = reason[kept.reason]
        if isinstance(kept.thing, Entry):
            held[kept.thing.id] = reason[kept.reason]
    paths, held = _composed(paths), _composed(held)
    marks = [of(paths, held)]
    for stretch in stretches:
        place = ("addresses", stretch.name)
        make = partial(_addresses, stretch.entries, known)
        mark = composed(stretch.mark, *map(" ".join, known.items())) if known else stretch.mark
        own = memory.recall_plain(place, mark, _Addresses, make)
        ids |= own.ids
        paths |= own.paths
        marks.append(own.mark)
    unread = frozenset(unicodedata.normalize("NFC", path) for path in library.unread)
    return References(ids, paths, held, unread, composed(*marks))


@dataclass(frozen=True, slots=True)
class _Addresses:
    """The addresses of some entries."""

    ids: dict[str, str]
    paths: dict[str, str]
    mark: str


def _addresses(entries: tuple[Entry, ...], known: Mapping[str, str]) -> _Addresses:
    ids = {entry.id: prefix_for(entry.lang, known) + entry_url(entry) for entry in entries}
    # A day file holds several entries: its name alone means none of them.
    paths = {entry.origin.path: ids[entry.id] for entry in entries if not entry.origin.item}
    # macOS writes é as two characters, people type one: either finds the file.
    paths = _composed(paths)
    return _Addresses(ids, paths, of(ids, paths))


def entry_url(entry: Entry) -> str:
    """Return the permalink of an entry."""
    return urls.entry(entry.date.day, entry.slug)


def file_url(path: str) -> str:
    """Return the site URL of a published file, by its path in the project."""
    inner = path.removeprefix("content/")
    if inner.startswith("static/"):
        return urls.file_url(inner.removeprefix("static/"))
    name = inner.removeprefix("entries/").removeprefix("images/")
    if posixpath.splitext(name)[1].lower() in PICTURE_ENDINGS:
        return urls.image(name)
    return urls.attachment(name)


# What a link to another text may leave out.
_ENDINGS = (".md", ".markdown", ".yaml")


def _candidates(origin_path: str, place: str) -> tuple[str, ...]:
    """Return the project paths that a relative target may mean, inside content/ only.

    In the order in which `reading` looks for files: beside the text, then in content/images/.
    """
    name = unicodedata.normalize("NFC", unquote(place))
    folder = unicodedata.normalize("NFC", posixpath.dirname(origin_path))
    beside = posixpath.normpath(posixpath.join(folder, name))
    image = posixpath.normpath(f"content/images/{name}")
    meant = (beside, *(f"{beside}{ending}" for ending in _ENDINGS), image)
    return tuple(path for path in meant if path.startswith("content/"))


def _composed(table: Mapping[str, str]) -> dict[str, str]:
    if all(map(str.isascii, table)):
        return dict(table)
    return {unicodedata.normalize("NFC", path): value for path, value in table.items()}
