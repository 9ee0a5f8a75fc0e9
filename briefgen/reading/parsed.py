"""What reading one file gives, and the settings that decide it; in and out of the record's bytes.

Plain values only: importing this costs little, so that a build in which nothing changed never
loads the Markdown and schema libraries.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from briefgen import fingerprint, iptc, model, urls, xmp
from briefgen.finding import Finding
from briefgen.model import (
    Credentials,
    CuratedList,
    DeadSource,
    Description,
    EditionNote,
    Entry,
    Marks,
    Page,
    PictureKind,
)
from briefgen.program import LIBRARIES, installed
from briefgen.xmp import NOTHING, Said


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one file of content/ holds."""

    entries: tuple[Entry, ...] = ()
    notes: tuple[EditionNote, ...] = ()
    pages: tuple[Page, ...] = ()
    lists: tuple[CuratedList, ...] = ()
    descriptions: tuple[Description, ...] = ()
    dead: tuple[DeadSource, ...] = ()
    findings: tuple[Finding, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    """HTML of bodies by its fingerprint; kept apart in the record."""
    marks: tuple[Marks, ...] = ()
    """Of the entries, in the record only."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a picture is and says, or what is wrong with it; all empty for other files."""

    width: int = 0
    """In pixels, as displayed."""
    height: int = 0
    code: str = ""
    """Of the finding; empty when all is well."""
    problem: str = ""
    hint: str = ""
    """What to do about it, where that is not to save it again or to take another."""
    said: Said = NOTHING
    """What it says of itself; see `ProjectFile` for this and what follows."""
    disputed: tuple[str, ...] = ()
    kind: PictureKind = ""
    alpha: bool = False
    plain: bool = False
    credentials: Credentials = ""
    place: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """What besides a file's bytes decides what it says."""

    timezone: str
    html: Literal["escape", "sanitise"]
    engine: Literal["standard", "fast"] = "standard"

    @property
    def fingerprint(self) -> str:
        """Of the settings, the libraries that read, and our own code for it.

        The engine is one of them, though it changes nothing that is read: were one of the two ever
        wrong, changing to the other must show it, not keep what the first had said.
        """
        return fingerprint.of(self.timezone, self.html, self.engine, *_program())


def encode(parsed: Parsed) -> bytes:
    """Return bytes for the record; the texts stay out."""
    marks = tuple(entry.marks for entry in parsed.entries)
    return msgspec.msgpack.encode(replace(parsed, texts={}, marks=marks))


def decode(data: bytes) -> Parsed | None:
    """Return what `encode` was given, or None when the bytes are not of its making."""
    try:
        found = _parsed_decoder().decode(data)
    except msgspec.DecodeError:
        return None
    if len(found.marks) != len(found.entries):
        return None
    for entry, marks in zip(found.entries, found.marks, strict=True):
        entry.with_marks(marks)
    return found


def encode_measured(measured: Measured) -> bytes:
    """Return bytes for the record."""
    return msgspec.msgpack.encode(measured)


def decode_measured(data: bytes) -> Measured | None:
    """Return what `encode_measured` was given, or None when the bytes are not of its making."""
    try:
        return msgspec.msgpack.decode(data, type=Measured)
    except msgspec.DecodeError:
        return None


@cache
def _parsed_decoder() -> "msgspec.msgpack.Decoder[Parsed]":
    return msgspec.msgpack.Decoder(Parsed)


@cache
def _program() -> tuple[str, ...]:
    """Fingerprints of the code that reads, and versions of the libraries that it stands on."""
    own = sorted(Path(__file__).parent.glob("*.py"))
    ground = [Path(str(module.__file__)) for module in (fingerprint, iptc, model, urls, xmp)]
    return (
        *(fingerprint.of_bytes(file.read_bytes()) for file in (*own, *ground)),
        *(installed(name) for name in LIBRARIES),
    )
