"""All that a build looks at, as one fingerprint: the cut-off above all others.

Options and the files of a project in, the fingerprint out; and what was told when it was last the
same. Files count by their stat, and none is opened. Importing this costs
little, so that a build in which nothing changed never loads the libraries that builds need.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from briefgen.engine.record import Record, stat_signature
from briefgen.engine.write import MANIFEST, content_of, signatures_of
from briefgen.finding import Finding, Waived
from briefgen.fingerprint import composed, of
from briefgen.options import Options
from briefgen.program import builtin_themes, program_fingerprint
from briefgen.reading.discover import Discovery


@dataclass(frozen=True, slots=True)
class HeldBack:
    """An entry or a page that is not published, and why."""

    title: str
    path: str
    """Relative to the project."""
    reason: str
    """`draft`, `future` or `expired`."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a build that went well had to tell."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    held: tuple[HeldBack, ...]
    files: int
    """Files of content."""
    planned: int
    since: float
    """The first moment (Unix time) at which the same would be published…"""
    until: float
    """… and the first at which it would not any more."""
    manifest: str
    """Fingerprint of the output folder's manifest."""


def inputs_of(options: Options, discovery: Discovery) -> str:
    """Return the fingerprint of all that a build looks at, but for the time of day.

    Empty when a file is too fresh for its stat to be trusted, or cannot be looked at.
    """
    now = time.time_ns()
    try:
        config = stat_signature(os.stat(options.config), now_ns=now)
        themes = list(_theme_files(options.root / "themes", now))
        themes += _theme_files(builtin_themes(), now)
    except OSError:
        return ""
    files = [stat_signature(file.stat, now_ns=now) for file in discovery.files]
    if not (config and all(files) and all(signature for _, signature in themes)):
        return ""
    return composed(
        program_fingerprint(),
        config,
        of(themes),
        of([finding.fingerprint for finding in discovery.findings]),
        of([file.path for file in discovery.files]),
        *files,
        of(
            options.config.name,
            options.base_url,
            options.drafts,
            options.future,
            options.expired,
            options.strict,
            options.now,
        ),
    )


def told_before(inputs: str, options: Options, record: Record) -> Told | None:
    """Return what was told when these inputs were last built, if the site is still as it was."""
    output = options.site_folder
    data = record.told(str(output.resolve()), inputs) if inputs else None
    if data is None:
        return None
    try:
        told = msgspec.msgpack.decode(data, type=Told)
    except msgspec.DecodeError:
        return None
    if not (options.now or told.since <= datetime.now(UTC).timestamp() < told.until):
        return None
    if told.manifest != content_of(output, MANIFEST):
        return None
    known = record.signatures(str(output.resolve()))
    if len(known) != told.planned or signatures_of(output, known, known) != known:
        return None
    return told


def tell(inputs: str, told: Told, options: Options, record: Record) -> None:
    """Keep what a build told about its inputs, for the next one."""
    data = msgspec.msgpack.encode(told)
    record.tell(str(options.site_folder.resolve()), inputs, data)


def _theme_files(folder: Path, now: int) -> Iterator[tuple[str, str]]:
    """Yield path and stat signature of every file below a folder of themes."""
    for parent, children, names in os.walk(folder, followlinks=True):
        children.sort()
        for name in sorted(names):
            path = os.path.join(parent, name)
            yield path, stat_signature(os.stat(path), now_ns=now)
