"""What a model had to do with an image, and how to say it."""

import posixpath
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from briefgen import iptc
from briefgen.checks._places import in_entry
from briefgen.finding import Span
from briefgen.model import AiOrigin, Entry, Image, Library, ProjectFile

CLAIM: Mapping[AiOrigin, str] = {
    "generated": "a model made the image",
    "modified": "a model altered the image",
    "none": "no model had a part in the image",
}


class Shown(NamedTuple):
    """An entry with its image, and the file of that."""

    entry: Entry
    image: Image
    file: ProjectFile | None
    """None when it is at another site, or missing."""


def shown_images(library: Library) -> Iterator[Shown]:
    """Yield every image of a published entry."""
    for entry in library.published:
        if entry.image is not None:
            yield Shown(entry, entry.image, library.files.get(library.picture_of(entry)))


def place_of(path: str, library: Library) -> Span:
    """Return where a picture is named as the image of an entry, or else the picture itself."""
    users = (entry for entry in library.published if library.picture_of(entry) == path)
    user = next(users, None)
    return Span(path=path) if user is None else in_entry(user, "image.src")


def made_by(file: ProjectFile) -> AiOrigin:
    """Return what a model had to do with a picture, as its file says."""
    return iptc.origin(file.said.source_type)


def name_of(file: ProjectFile) -> str:
    """Return the name of a file, without its folders."""
    return posixpath.basename(file.path)
