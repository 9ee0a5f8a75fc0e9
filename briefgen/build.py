"""The story of a build: read, plan, check, render, write.

A project and options in, a result out. All faults of content are findings in it; when one is an
error nothing is written. ConfigurationError and WorldError are for the caller to tell.

What only a build needs in which something changed is imported when something did.
"""

import os
import shutil
import time
from collections.abc import Callable, Collection
from concurrent.futures import Executor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from briefgen.engine import made
from briefgen.engine.record import Record
from briefgen.engine.work import without_collection
from briefgen.engine.write import MANIFEST, PREVIEW, check_output, content_of, remove_all
from briefgen.finding import Finding, Judged, Waived, has_error
from briefgen.inputs import HeldBack, Told, inputs_of, tell, told_before
from briefgen.locked import alone, with_record
from briefgen.memory import Memory
from briefgen.options import Options
from briefgen.program import program_fingerprint
from briefgen.reading.discover import Discovery, discover
from briefgen.repository import OWN_REPOSITORY, PUBLISH_LOCK

Progress = Callable[[str, int, int], None]
"""Stage, how many are done, how many there are."""

# Of 1 January 1970 in the seconds that moments count, which begin with the year 1.
_EPOCH = 62_135_596_800


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a build found and did."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    """What was found and allowed where it stands, with the reasons."""
    notes: tuple[str, ...]
    """What the build mended by itself: an interrupted write, a record that could not be read."""
    held: tuple[HeldBack, ...]
    read: int
    """Files of content."""
    parsed: int
    """Those of them that had changed."""
    planned: int
    rendered: frozenset[str]
    """Paths in the site, as all below."""
    written: frozenset[str]
    removed: frozenset[str]
    output: Path
    seconds: float
    waiting: Callable[[], None] | None = None
    """Makes the search index where it was not waited for, in whichever process calls it; the next
    build puts it in place. None when it is in place."""

    @property
    def ok(self) -> bool:
        """Whether the site is what the content says."""
        return not has_error(self.findings)


def build(
    options: Options,
    *,
    executor: Executor | None = None,
    progress: Progress | None = None,
    memory: Memory | None = None,
    touched: Collection[str | Path] | None = None,
    wait: bool = True,
) -> Result:
    """Bring the site to what the content says, and return what that took.

    `executor` may be any executor whose workers see the project's files under the same paths.
    `memory` is what earlier builds of this process remember, for builds that follow each other;
    `touched` are then the files (absolute paths) that may have changed since the last, None for
    any, those of the output folder included, which is not looked at with it: see `discover` and
    `present_in`. Without `wait` what takes longest is left as it was: see `Result.waiting`.
    """
    check_output(options.site_folder, options.root)
    started, known = time.perf_counter(), memory or Memory()

    def work(record: Record) -> Result:
        known.begin(partial(record.worked_out, program_fingerprint()))
        discovery = discover(
            options.root, known, None if touched is None else [os.path.abspath(p) for p in touched]
        )
        inputs = "" if touched is not None else inputs_of(options, discovery)
        told = told_before(inputs, options, record)
        if told is not None:
            return _unchanged(told, options, record, time.perf_counter() - started)
        with without_collection():
            return _build(
                options,
                record,
                executor,
                progress or _silent,
                known,
                discovery,
                inputs,
                started,
                thorough=touched is None,
                wait=wait,
            )

    return with_record(options.root, work, again=known.clear)


def _unchanged(told: Told, options: Options, record: Record, seconds: float) -> Result:
    """Return the result of a build that had nothing to do."""
    return Result(
        findings=told.findings,
        waived=told.waived,
        notes=record.notes,
        held=told.held,
        read=told.files,
        parsed=0,
        planned=told.planned,
        rendered=frozenset(),
        written=frozenset(),
        removed=frozenset(),
        output=options.site_folder,
        seconds=seconds,
    )


def _build(
    options: Options,
    record: Record,
    executor: Executor | None,
    report: Progress,
    memory: Memory,
    discovery: Discovery,
    inputs: str,
    started: float,
    *,
    thorough: bool,
    wait: bool,
) -> Result:
    from briefgen.engine.failures import RenderingFailedError
    from briefgen.engine.update import NOTHING_DONE, present_in, staging_folder, update
    from briefgen.engine.work import workers
    from briefgen.project import prepare

    with ExitStack() as stack:
        # Left last, when no worker can lay anything into it any more.
        staging = stack.enter_context(staging_folder(record.path.parent))
        crew = stack.enter_context(workers(options.jobs, executor))
        prepared = prepare(options, record, crew, report, memory, discovery)
        present = present_in(
            options.site_folder, prepared.plan, record, memory, trusted=not thorough
        )
        notes = [*record.notes]
        if not present.manifest.whole:
            notes.append("the last build was cut off while it wrote; this one finishes it")
        findings = prepared.findings
        done = NOTHING_DONE
        if prepared.ok:
            try:
                done = update(
                    prepared.plan,
                    prepared.scenes,
                    present,
                    record,
                    staging=staging,
                    crew=crew,
                    progress=report,
                    memory=memory,
                    wait=wait,
                )
            except RenderingFailedError as problem:
                findings = (*findings, problem.finding(options.root))
    record.work_out(program_fingerprint(), memory.to_write, memory.unasked())
    memory.end()
    loaded = prepared.loaded
    held = tuple(
        HeldBack(kept.thing.title, kept.thing.origin.path, kept.reason)
        for kept in loaded.library.held
    )
    if inputs and not (has_error(findings) or done.waiting):
        since, until = loaded.valid()
        told = Told(
            findings=findings,
            waived=prepared.waived,
            held=held,
            files=loaded.files,
            planned=done.planned or len(prepared.plan.keys),
            since=since - _EPOCH,
            until=until - _EPOCH,
            manifest=content_of(options.site_folder, MANIFEST),
        )
        tell(inputs, told, options, record)
    notes += [
        f"{path} is not planned any more, but somebody changed it: it stays where it is"
        for path in done.left
    ]
    return Result(
        findings=findings,
        waived=prepared.waived,
        notes=tuple(notes),
        held=held,
        read=loaded.files,
        parsed=loaded.parsed,
        planned=done.planned or len(prepared.plan.keys),
        rendered=done.rendered,
        written=done.written,
        removed=done.removed,
        output=options.site_folder,
        seconds=time.perf_counter() - started,
        waiting=done.waiting,
    )


def check(options: Options, *, executor: Executor | None = None) -> Judged:
    """Return all findings of a project, and what is waived. Nothing but the record changes."""
    from briefgen.project import checked

    prepared = with_record(options.root, lambda record: checked(options, record, executor))
    return Judged(prepared.findings, prepared.waived)


def clean(options: Options) -> int:
    """Remove what briefgen wrote into the output folder, and the record; return how many files.

    WorldError when a build of the project is under way and does not end.
    """
    check_output(options.site_folder, options.root)
    with alone(options.root):
        removed = remove_all(options.site_folder)
        remove_all(options.root / PREVIEW)
        Record.discard(options.root / ".briefgen")
        made.discard(options.root / ".briefgen" / made.FOLDER)
        _discard_own_repository(options.root / ".briefgen")
    return removed


def _discard_own_repository(folder: Path) -> None:
    """Remove what publishing is prepared in, unless a publish is under way."""
    if (folder / OWN_REPOSITORY).is_dir():
        with suppress(Timeout), FileLock(folder / PUBLISH_LOCK, timeout=0):
            shutil.rmtree(folder / OWN_REPOSITORY, ignore_errors=True)


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Report nothing."""
