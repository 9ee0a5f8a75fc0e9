"""Take over what pictures say of themselves, where their entries do not say it.

Entries and files in; the same entries out, those apart whose image gets its origin from its file.
Nothing here opens a file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from briefgen import iptc
from briefgen.memory import Memory
from briefgen.model import WEIGHT, AiOrigin, Entry, Image, Page, ProjectFile
from briefgen.reading.shape import in_images
from briefgen.xmp import Said


class _Told(NamedTuple):
    """An entry as it was read, what the file of its image said, and what came of both."""

    entry: Entry
    said: Said
    told: Entry


def with_origins(
    entries: Iterable[Entry],
    pictures: Mapping[str, str],
    files: Mapping[str, ProjectFile],
    memory: Memory,
    root: str,
) -> tuple[Entry, ...]:
    """Return the entries, the images of which say where they come from as far as anybody knows.

    `pictures` has the file of each entry's image, by the entry's id. Entries that stay as they are
    are the same objects; those that do not are, in one process, the objects of the build before, so
    that their marks are worked out once. `root` is the project's folder.
    """
    before: dict[str, _Told] = memory.recall(("origins",), root, dict)
    now: dict[str, _Told] = {}
    result: list[Entry] = []
    for entry in entries:
        image = entry.image
        file = None if image is None or image.stated else files.get(pictures.get(entry.id, ""))
        if image is None or file is None or iptc.kind(file.said.source_type) is None:
            result.append(entry)
            continue
        known = before.get(entry.id)
        if known is None or known.entry is not entry or known.said != file.said:
            told = replace(entry, image=_from_file(image, file.said))
            known = _Told(entry, file.said, told)
        now[entry.id] = known
        result.append(known.told)
    before.clear()
    before |= now
    return tuple(result)


def known_origins(
    published: Iterable[Entry],
    pictures: Mapping[str, str],
    held: Iterable[Entry | Page],
    files: Mapping[str, ProjectFile],
) -> dict[str, AiOrigin]:
    """Return what a model had to do with each file, by its path: see `Library.origins`.

    `pictures` has the file of each published entry's image, by the entry's id.
    """
    by_content: dict[str, AiOrigin] = {}

    def say(path: str, origin: AiOrigin) -> None:
        file = files.get(path)
        if file is not None and WEIGHT[origin] > WEIGHT[by_content.get(file.content, "none")]:
            by_content[file.content] = origin

    for path, file in files.items():
        say(path, iptc.origin(file.said.source_type))
    for entry in published:
        if entry.image is not None and entry.image.ai != "none":
            say(pictures.get(entry.id, ""), entry.image.ai)
    for kept in held:
        if isinstance(kept, Entry) and kept.image is not None and kept.image.ai != "none":
            image = kept.image
            say(image.path if image.path in files else in_images(image.src), image.ai)
    return {
        path: by_content[file.content] for path, file in files.items() if file.content in by_content
    }


def _from_file(image: Image, said: Said) -> Image:
    """Return an image with the origin that its file gives itself."""
    origin = iptc.origin(said.source_type)
    system = " ".join(part for part in (said.system, said.system_version) if part)
    return replace(
        image,
        ai=origin,
        source_type=said.source_type,
        generator=image.generator or ("" if origin == "none" else system),
    )
