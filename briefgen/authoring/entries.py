"""Find the entry that a command names, and write its file.

A path or an id in, the entry with the bytes of its file out. A file that does not read without an
error is told, not written.
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from briefgen.config import Config
from briefgen.finding import BriefgenError, ConfigurationError, Finding, Severity, Span
from briefgen.locked import with_record
from briefgen.model import Entry, Moment
from briefgen.reading.discover import Discovery, SourceFile, discover
from briefgen.reading.load import load
from briefgen.reading.mismatches import did_you_mean
from briefgen.reading.parse import parse
from briefgen.reading.parsed import Parsed, Settings
from briefgen.reading.text import quoted

Reads = Callable[[bytes], Parsed]
"""Reads the bytes of one file of entries."""


@dataclass(frozen=True, slots=True)
class Found:
    """An entry and the file that holds it."""

    entry: Entry
    file: Path
    """Absolute, no symlink, inside the project."""
    data: bytes
    entries: tuple[Entry, ...]
    """All entries of the file."""
    read: Reads


def find_entry(name: str, root: Path, config: Config, now: Moment) -> Found:
    """Return the entry with an id, or in a file: `PATH`, or `PATH#2` and `PATH#ID` of a day file.

    A path is seen from the folder that one is in, or from the project. ConfigurationError when
    there is no such entry; BriefgenError with the errors of its file.
    """
    discovery = discover(root)
    for path, chosen in ((name, ""), _parted(name)):
        file = _file(path, root, discovery)
        if file is not None:
            return _in_file(file, root, config, chosen)
    entries, findings = _all(root, config, now, discovery)
    entry = next((entry for entry in entries if entry.id == name), None)
    if entry is None:
        raise _unknown(name, (*(one.id for one in entries), *_paths(discovery)))
    doubles = [
        finding
        for finding in findings
        if finding.code == "duplicate-id"
        and entry.origin.path in (span.path for span in (finding.span, *finding.related))
    ]
    if doubles:
        raise BriefgenError(*doubles)
    file = next(file for file in discovery.files if file.path == entry.origin.path)
    return _in_file(file, root, config, entry.id)


def _parted(name: str) -> tuple[str, str]:
    path, _, chosen = name.rpartition("#")
    return path, chosen


def _file(name: str, root: Path, discovery: Discovery) -> SourceFile | None:
    """Return the file of entries that a path names; None when it names no file at all."""
    for place in (Path.cwd() / name, root / name) if name else ():
        if not os.path.lexists(place) or os.path.isdir(place):
            continue
        for absolute in (os.path.abspath(place), os.path.realpath(place)):
            path = Path(os.path.relpath(absolute, root)).as_posix()
            known = next((file for file in discovery.files if file.path == path), None)
            if known is not None and known.kind == "entry":
                return known
            # A link that leads out, a pipe, a name that no address can hold.
            refused = [f for f in discovery.findings if f"{path}/".startswith(f"{f.span.path}/")]
            if refused:
                raise BriefgenError(*refused)
    return None


def _in_file(file: SourceFile, root: Path, config: Config, chosen: str) -> Found:
    real = Path(os.path.realpath(file.absolute))
    if not real.is_relative_to(os.path.realpath(root)):
        raise BriefgenError(
            Finding(
                code="path-outside-project",
                message="the link leads out of the project",
                span=Span(path=file.path),
                hint="copy the file into content/",
            )
        )
    data = real.read_bytes()
    settings = Settings(config.timezone, config.markup.html, config.markup.engine)

    def read(data: bytes) -> Parsed:
        return parse(file.path, "entry", data, settings)

    parsed = read(data)
    errors = [finding for finding in parsed.findings if finding.severity is Severity.ERROR]
    if errors:
        raise BriefgenError(*errors)
    entry = _chosen(parsed.entries, chosen, file.path)
    return Found(entry, real, data, parsed.entries, read)


def _chosen(entries: tuple[Entry, ...], chosen: str, path: str) -> Entry:
    """Return one of the entries of a file: by its id, by its number from 1, or the only one."""
    if not chosen:
        if len(entries) == 1:
            return entries[0]
        raise ConfigurationError(
            Finding(
                code="ambiguous-entry",
                message=f"the file holds {len(entries)} entries",
                span=Span(path=path),
                hint=f"name one of them, such as `{path}#1`" if entries else "write an entry",
            )
        )
    for number, entry in enumerate(entries, 1):
        if chosen in (entry.id, str(number)):
            return entry
    numbers = [str(number) for number, _ in enumerate(entries, 1)]
    raise _unknown(chosen, (*(entry.id for entry in entries), *numbers), path)


def _all(
    root: Path, config: Config, now: Moment, discovery: Discovery
) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """Return all entries of a project, and what reading found."""
    loaded = with_record(
        root, lambda record: load(root, config, record, now=now, discovery=discovery)
    )
    return loaded.entries, loaded.findings


def _paths(discovery: Discovery) -> list[str]:
    return [file.path for file in discovery.files if file.kind == "entry"]


def _unknown(name: str, known: Iterable[str], path: str = "") -> ConfigurationError:
    near = did_you_mean(name, known)
    return ConfigurationError(
        Finding(
            code="unknown-entry",
            message=f"there is no entry {quoted(name)}",
            span=Span(path=path),
            hint=f"did you mean `{near}`?"
            if near
            else "give an id such as `2024-10-23-library-opens`, or the path of a file",
        )
    )
