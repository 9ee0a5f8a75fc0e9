"""Which files need reading, and what is remembered of them: the record's side of loading.

Source files in; what they hold out, from the record where stat or bytes are the same, read anew
where not. What is remembered is written back once, at the end.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefgen import fingerprint
from briefgen.engine.record import Record, Remembered, stat_signature
from briefgen.engine.work import PAYS_FROM
from briefgen.finding import Finding
from briefgen.memory import Memory
from briefgen.reading.discover import SourceFile
from briefgen.reading.files import Batch, Job, Reading, read_files, read_texts
from briefgen.reading.parsed import Measured, Parsed, Settings, decode, decode_measured

MapBatches = Callable[
    [Callable[[Batch], tuple[Reading, ...]], Sequence[Batch]], Iterable[tuple[Reading, ...]]
]
"""Calls a module-level function with each batch, in this process or in others, in any order."""

Progress = Callable[[str, int, int], None]
"""Told what is done: the stage, how much of it, out of how much."""

# Small enough to share out evenly, large enough that handing it over costs nothing beside it.
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that is published as it is."""

    file: SourceFile
    picture: bool
    """Whether its size as a picture matters."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What is known of such a file."""

    content: str
    """Fingerprint of its bytes; empty when they cannot be read."""
    measured: Measured


class _Decoded(NamedTuple):
    """What a file holds, and what told so."""

    file: SourceFile | None
    """The file as it was listed; None when it was too fresh for that to be trusted."""
    known: Remembered
    parsed: Parsed


class _Last(NamedTuple):
    """The files of the last build, in order, and what they held."""

    files: Sequence[SourceFile | None]
    """None for one that was too fresh to be trusted."""
    parsed: Sequence[Parsed]


class Store:
    """The sources of one record, while a project is loaded."""

    def __init__(
        self,
        record: Record,
        settings: Settings,
        map_batches: MapBatches,
        progress: Progress,
        memory: Memory,
    ) -> None:
        self._record = record
        self._settings = settings
        self._map = map_batches
        self._progress = progress
        place = str(record.path)
        self._known = memory.recall(("sources",), place, record.sources)
        self._decoded: dict[str, _Decoded] = memory.recall(("decoded",), place, dict)
        mark = (place, settings.fingerprint)
        self._last: list[_Last] = memory.recall(("last",), mark, list)
        # Before any file is looked at: what changes from here on is read again next time.
        self._started = time.time_ns()
        self._news: dict[str, Remembered] = {}
        self._kept: set[str] = set()
        self.findings: list[Finding] = []
        """Files that cannot be read."""
        self.read = 0
        self.parsed = 0

    def texts(self, files: Sequence[SourceFile]) -> list[Parsed]:
        """Return what each file holds, in the order of the files; those that are gone are not."""
        last = self._last[-1] if self._last else _Last((), ())
        if len(last.files) != len(files) or len(last.parsed) != len(files):
            last = _Last((None,) * len(files), (Parsed(),) * len(files))
        # Mostly the very files of the last build, which need neither a second look nor a lookup.
        rows = list(zip(files, last.files, last.parsed, strict=True))
        found = self._look_at([file for file, was, _ in rows if file is not was])
        there = [row for row in rows if row[0] is row[1] or row[0].path in found]
        self._kept.update(file.path for file, _, _ in there)
        for path in self._decoded.keys() - self._kept:
            del self._decoded[path]
        parsed = [held if file is was else found[file.path] for file, was, held in there]
        trusted = [file if file is was else self._decoded[file.path].file for file, was, _ in there]
        self._last[:] = [_Last(trusted, parsed)]
        return parsed

    def _look_at(self, files: Sequence[SourceFile]) -> dict[str, Parsed]:
        """Return what each of these files holds, by path."""
        settings = fingerprint.of("text", self._settings.fingerprint)
        found: dict[str, Parsed] = {}
        jobs: list[Job] = []
        for file in files:
            path = file.path
            decoded, known = self._decoded.get(path), self._known.get(path)
            if known is None or known.settings != settings:
                jobs.append(Job(path, file.absolute, file.kind))
            elif decoded is not None and decoded.file is file and decoded.known is known:
                found[path] = decoded.parsed
            elif known.signature != stat_signature(file.stat):
                usable = self._record.has_texts(known.texts) and decode(known.data) is not None
                content = known.content if usable else ""
                jobs.append(Job(path, file.absolute, file.kind, content))
            elif (parsed := self._parsed(path, known)) is not None:
                self._decoded[path] = _Decoded(file, known, parsed)
                found[path] = parsed
            else:
                jobs.append(Job(path, file.absolute, file.kind))
        listed = {file.path: file for file in files}
        for reading in self._readings(read_texts, jobs, listed, settings):
            known = self._news[reading.path]
            parsed = self._parsed(reading.path, known)
            if parsed is not None:
                file_if_trusted = listed[reading.path] if known.signature else None
                self._decoded[reading.path] = _Decoded(file_if_trusted, known, parsed)
                found[reading.path] = parsed
        return found

    def _parsed(self, path: str, known: Remembered) -> Parsed | None:
        """Return what the data of a file say; values that are decoded already serve again."""
        decoded = self._decoded.get(path)
        if decoded is not None and decoded.known.data == known.data:
            return decoded.parsed
        return decode(known.data)

    def files(self, wanted: Sequence[Wanted]) -> dict[str, Taken]:
        """Return what is known of files that are published as they are, by path."""
        settings = {
            picture: fingerprint.of("file", picture, self._settings.fingerprint)
            for picture in (False, True)
        }
        found: dict[str, Taken] = {}
        jobs: dict[bool, list[Job]] = {False: [], True: []}
        for want in wanted:
            file, picture = want.file, want.picture
            known = self._known.get(file.path)
            content = ""
            if known is not None and known.settings == settings[picture]:
                measured = decode_measured(known.data)
                if measured is not None:
                    if known.signature == stat_signature(file.stat):
                        found[file.path] = Taken(known.content, measured)
                        continue
                    content = known.content
            jobs[picture].append(Job(file.path, file.absolute, file.kind, content, picture))
        stats = {want.file.path: want.file for want in wanted}
        for picture, some in jobs.items():
            for reading in self._readings(read_files, some, stats, settings[picture]):
                measured = decode_measured(reading.data)
                if measured is not None:
                    found[reading.path] = Taken(reading.content, measured)
        self._kept.update(found)
        return {want.file.path: found[want.file.path] for want in wanted if want.file.path in found}

    def keep(self) -> None:
        """Remember what was read, and forget the files that are not there any more."""
        forget = self._known.keys() - self._kept
        if self._news or forget:
            self._record.remember(self._news, forget)
        replaced = any(
            path in self._known and self._known[path].texts != news.texts
            for path, news in self._news.items()
        )
        if replaced or any(self._known[path].texts for path in forget):
            self._record.sweep()
        for path in forget:
            del self._known[path]
        self._known |= self._news

    def _readings(
        self,
        function: Callable[[Batch], tuple[Reading, ...]],
        jobs: Sequence[Job],
        files: Mapping[str, SourceFile],
        settings: str,
    ) -> Iterable[Reading]:
        """Yield what was read, with the data of files whose bytes are as they were filled in."""
        batches = [
            Batch(tuple(jobs[start : start + _BATCH]), self._settings, self._record.path)
            for start in range(0, len(jobs), _BATCH)
        ]
        if not batches:
            return
        done = 0
        # Few files are read sooner than a process is started.
        mapped = map(function, batches) if len(jobs) < PAYS_FROM else self._map(function, batches)
        for readings in mapped:
            done += len(readings)
            self._progress("reading", done, len(jobs))
            for reading in readings:
                if reading.outcome == "gone":
                    continue
                if reading.problem is not None:
                    self.findings.append(reading.problem)
                    continue
                self.read += 1
                known = self._known.get(reading.path)
                data, texts = reading.data, reading.texts
                if reading.outcome == "same" and known is not None:
                    data, texts = known.data, known.texts
                else:
                    self.parsed += 1
                signature = stat_signature(files[reading.path].stat, now_ns=self._started)
                self._news[reading.path] = Remembered(
                    signature, settings, reading.content, data, texts
                )
                yield Reading(reading.path, reading.outcome, reading.content, data)
