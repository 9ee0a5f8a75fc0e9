"""What reading one file gives, and the settings that decide it; in and out of the record's bytes.

Plain values only: importing this costs little, so that a build in which nothing changed never
loads the Markdown and schema libraries.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

import msgspec

from briefgen import fingerprint, model, urls
from briefgen.config import Config
from briefgen.finding import Finding
from briefgen.model import CuratedList, Description, EditionNote, Entry, Page

Kind = Literal["entry", "edition", "page", "list", "terms", "static", "attachment"]
TEXT_KINDS: tuple[Kind, ...] = ("entry", "edition", "page", "list", "terms")

_LIBRARIES = ("markdown-it-py", "mdit-py-plugins", "pydantic", "pyyaml", "tzdata", "nh3")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one file of content/ holds."""

    entries: tuple[Entry, ...] = ()
    notes: tuple[EditionNote, ...] = ()
    pages: tuple[Page, ...] = ()
    lists: tuple[CuratedList, ...] = ()
    descriptions: tuple[Description, ...] = ()
    findings: tuple[Finding, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    """HTML of bodies by its fingerprint; kept apart in the record."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What besides a file's bytes decides what it says."""

    timezone: str
    html: Literal["escape", "sanitise"]

    @property
    def fingerprint(self) -> str:
        """Of the settings, the libraries that read, and our own code for it."""
        return fingerprint.of("reading", self.timezone, self.html, *_program())


def settings_of(config: Config) -> Settings:
    """Return the settings of a site."""
    return Settings(timezone=config.timezone, html=config.markup.html)


def encode(parsed: Parsed) -> bytes:
    """Return bytes for the record; the texts stay out."""
    stripped = Parsed(
        parsed.entries, parsed.notes, parsed.pages, parsed.lists, parsed.descriptions,
        parsed.findings,
    )
    return msgspec.msgpack.encode(stripped)


def decode(data: bytes) -> Parsed:
    """Return what `encode` was given. ValueError when the bytes are not of this version."""
    return _decoder().decode(data)


@cache
def _decoder() -> msgspec.msgpack.Decoder[Parsed]:
    return msgspec.msgpack.Decoder(Parsed)


@cache
def _program() -> tuple[str, ...]:
    """Fingerprints of the code that reads, and versions of the libraries that it stands on."""
    own = sorted(Path(__file__).parent.glob("*.py"))
    ground = [Path(str(module.__file__)) for module in (fingerprint, model, urls)]
    return (
        *(fingerprint.of_bytes(file.read_bytes()) for file in (*own, *ground)),
        *(_version(name) for name in _LIBRARIES),
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
