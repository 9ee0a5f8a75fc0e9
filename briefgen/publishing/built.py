"""A built site, read from its folder: which files are ours, whole, and what it says of itself.

An output folder in, a `Built` out. What somebody else put there is no part of it.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha1, sha256
from pathlib import Path

import msgspec

from briefgen import urls
from briefgen.engine.write import MANIFEST, Manifest, read_manifest
from briefgen.fingerprint import of_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a site says of itself in `build.json`."""

    generator: str
    fingerprint: str
    base_url: str = ""
    entries: int = 0
    drafts: int = 0
    future: int = 0


@dataclass(frozen=True, slots=True)
class Built:
    """The files of a built site."""

    folder: Path
    objects: Mapping[str, str]
    """The id that git has for the bytes of each file, by path."""
    sizes: Mapping[str, int]
    """In bytes, by path."""
    identity: Identity | None
    """None where it does not say."""
    doubts: tuple[str, ...]
    """Why it is not what a build left: a sentence each, the first few."""
    foreign: tuple[str, ...]
    """Files that lie beside ours, and are not published."""

    @property
    def size(self) -> int:
        """Of all files, in bytes."""
        return sum(self.sizes.values())


def identity_in(data: bytes) -> Identity | None:
    """Return what a `build.json` says; None when it is not one of ours."""
    try:
        read = msgspec.json.decode(data, type=Identity)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    return read if read.generator == "briefgen" and read.base_url.isprintable() else None


def read_built(folder: Path, form: str) -> Built | None:
    """Return the site in a folder, its object ids in git's `form`; None when none was built."""
    manifest = read_manifest(folder)
    if manifest is None or not manifest.files:
        return None
    objects: dict[str, str] = {}
    sizes: dict[str, int] = {}
    doubts = [] if manifest.whole else ["a build was cut off while it wrote"]
    identity = None
    for path, known in sorted(manifest.files.items()):
        try:
            data = _bytes_of(folder / path)
        except OSError:
            doubts.append(f"`{path}` is missing")
            continue
        if of_bytes(data) not in known.split():
            doubts.append(f"somebody changed `{path}`")
        objects[path] = object_id(data, form)
        sizes[path] = len(data)
        if path == urls.path_of(urls.BUILD):
            identity = identity_in(data)
    again = read_manifest(folder)
    if again is None or again.seal != manifest.seal:
        doubts.insert(0, "another build wrote into it meanwhile")
    return Built(folder, objects, sizes, identity, tuple(doubts), tuple(_foreign(folder, manifest)))


def object_id(data: bytes, form: str) -> str:
    """Return the id that git gives to bytes (git's "object format": a header, then the bytes)."""
    take = sha256 if form == "sha256" else sha1
    made = take(b"blob %d\0" % len(data), usedforsecurity=False)
    made.update(data)
    return made.hexdigest()


def _bytes_of(file: Path) -> bytes:
    """Return the bytes of a file that is no link: a link leads to what is not ours."""
    if not stat.S_ISREG(os.lstat(file).st_mode):
        raise FileNotFoundError(file)
    return file.read_bytes()


def _foreign(folder: Path, manifest: Manifest) -> Iterator[str]:
    for parent, children, names in os.walk(folder):
        children[:] = sorted(name for name in children if name != ".git")
        for name in sorted(names):
            path = Path(parent, name).relative_to(folder).as_posix()
            if path not in manifest.files and path not in (MANIFEST, ".git"):
                yield path
