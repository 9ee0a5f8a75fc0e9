"""Read the bytes of source files, in batches that any process can work on.

A batch of jobs in, small picklable values out. The functions are module-level and depend on their
argument alone, so that the split into batches and the number of workers change nothing.
"""

import os
import posixpath
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from briefgen.engine.record import keep_texts
from briefgen.finding import Finding, Span
from briefgen.fingerprint import of_bytes
from briefgen.reading.discover import Kind
from briefgen.reading.parsed import Measured, Settings, encode, encode_measured

# People do not write megabytes; a file that large was put here by mistake.
MAX_TEXT_BYTES = 10_000_000

Outcome = Literal["read", "same", "gone", "unreadable"]


@dataclass(frozen=True, slots=True)
class Job:
    """One file that is to be read."""

    path: str
    absolute: str
    kind: Kind
    known: str = ""
    """Fingerprint of the bytes it had when it was parsed under the same settings; or empty."""
    picture: bool = False
    """Whether it is to be measured."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some files, and the settings that they are read with."""

    jobs: tuple[Job, ...]
    settings: Settings
    store: Path
    """The record file that keeps the texts."""


class Reading(NamedTuple):
    """What reading one file gave."""

    path: str
    outcome: Outcome
    content: str = ""
    """Fingerprint of its bytes."""
    data: bytes = b""
    """A `Parsed` or a `Measured`, encoded."""
    texts: tuple[str, ...] = ()
    """Fingerprints of the texts it holds; the texts themselves are in the store."""
    problem: Finding | None = None
    """Why it is unreadable."""


def read_texts(batch: Batch) -> tuple[Reading, ...]:
    """Read and parse the files of a batch, and keep their texts."""
    texts: dict[str, str] = {}
    readings = tuple(_read_text(job, batch.settings, texts) for job in batch.jobs)
    if texts:
        keep_texts(batch.store, texts)
    return readings


def read_files(batch: Batch) -> tuple[Reading, ...]:
    """Take the fingerprints of the files of a batch, and measure the pictures among them."""
    return tuple(_read_file(job) for job in batch.jobs)


def _read_text(job: Job, settings: Settings, texts: dict[str, str]) -> Reading:
    # Markdown and schemas are loaded where something is parsed, and only then.
    from briefgen.reading.parse import parse

    try:
        data = _bytes(job.absolute)
    except FileNotFoundError:
        return Reading(job.path, "gone")
    except OSError as problem:
        return _unreadable(job.path, (problem.strerror or "unknown reason").lower())
    if len(data) > MAX_TEXT_BYTES:
        return _unreadable(job.path, f"it has more than {MAX_TEXT_BYTES:,} bytes")
    content = of_bytes(data)
    if content == job.known:
        return Reading(job.path, "same", content)
    parsed = parse(job.path, job.kind, data, settings)
    texts |= parsed.texts
    return Reading(job.path, "read", content, encode(parsed), tuple(parsed.texts))


def _read_file(job: Job) -> Reading:
    from briefgen.reading.pictures import measure

    try:
        content = of_bytes(_bytes(job.absolute))
        if content == job.known:
            return Reading(job.path, "same", content)
        measured = measure(Path(job.absolute)) if job.picture else Measured()
    except FileNotFoundError:
        return Reading(job.path, "gone")
    except OSError as problem:
        return _unreadable(job.path, (problem.strerror or "unknown reason").lower())
    return Reading(job.path, "read", content, encode_measured(measured))


def _bytes(absolute: str) -> bytes:
    # A pipe put in the file's place since it was listed must not make us wait.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(absolute, flags)
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise FileNotFoundError(absolute)
        return file.read()


def _unreadable(path: str, reason: str) -> Reading:
    finding = Finding(
        code="unreadable-file",
        message=f"{posixpath.basename(path)} cannot be read: {reason}",
        span=Span(path=path),
        hint="allow it to be read, or move it out of content/",
    )
    return Reading(path, "unreadable", problem=finding)
