"""The story of a build: read, plan, check, render, write.

A project and options in, a result out. All faults of content are findings in it; when one is an
error nothing is written. ConfigurationError and WorldError are for the caller to tell.
"""

import time
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from briefgen.engine.record import Record
from briefgen.engine.render import TemplateFailedError
from briefgen.engine.theme import place_of
from briefgen.engine.update import (
    Progress,
    Update,
    present_in,
    staging_folder,
    try_templates,
    update,
)
from briefgen.engine.work import workers
from briefgen.engine.write import check_output, remove_all
from briefgen.finding import Finding, Span, has_error
from briefgen.memory import Memory
from briefgen.model import Held
from briefgen.project import Options, prepare, with_record


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a build found and did."""

    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    """What the build mended by itself: an interrupted write, a record that could not be read."""
    held: tuple[Held, ...]
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
) -> Result:
    """Bring the site to what the content says, and return what that took.

    `executor` may be any executor whose workers see the project's files under the same paths.
    `memory` is what earlier builds of this process remember, for builds that follow each other.
    """
    check_output(options.site_folder, options.root)
    report, known = progress or _silent, memory or Memory()
    return with_record(
        options.root, lambda record: _build(options, record, executor, report, known)
    )


def _build(
    options: Options,
    record: Record,
    executor: Executor | None,
    report: Progress,
    memory: Memory,
) -> Result:
    memory.turn()
    started = time.perf_counter()
    with ExitStack() as stack:
        # Left last, when no worker can lay anything into it any more.
        staging = stack.enter_context(staging_folder(record.path.parent))
        crew = stack.enter_context(workers(options.jobs, executor))
        prepared = prepare(options, record, crew, report, memory)
        present = present_in(options.site_folder, prepared.plan, record)
        notes = [*record.notes]
        if not present.manifest.whole:
            notes.append("the last build was cut off while it wrote; this one finishes it")
        findings = prepared.findings
        done = Update(frozenset(), frozenset(), frozenset())
        if prepared.ok:
            try:
                done = update(
                    prepared.plan,
                    prepared.digest,
                    present,
                    record,
                    prepared.theme,
                    prepared.look,
                    staging=staging,
                    crew=crew,
                    progress=report,
                )
            except TemplateFailedError as problem:
                findings = (*findings, _template_finding(problem, options))
    notes += [
        f"{path} is not planned any more, but somebody changed it: it stays where it is"
        for path in done.left
    ]
    return Result(
        findings=findings,
        notes=tuple(notes),
        held=prepared.digest.library.held,
        read=prepared.loaded.files,
        parsed=prepared.loaded.parsed,
        planned=len(prepared.plan.files),
        rendered=done.rendered,
        written=done.written,
        removed=done.removed,
        output=options.site_folder,
        seconds=time.perf_counter() - started,
    )


def check(options: Options, *, executor: Executor | None = None) -> tuple[Finding, ...]:
    """Return all findings of a project. Nothing but the record changes."""
    return with_record(options.root, lambda record: _check(options, record, executor))


def _check(options: Options, record: Record, executor: Executor | None) -> tuple[Finding, ...]:
    with workers(options.jobs, executor) as crew:
        prepared = prepare(options, record, crew, _silent, Memory())
        if not prepared.ok:
            return prepared.findings
        try:
            try_templates(prepared.plan, prepared.digest, record, prepared.theme, prepared.look)
        except TemplateFailedError as problem:
            return (*prepared.findings, _template_finding(problem, options))
        return prepared.findings


def clean(options: Options) -> int:
    """Remove what briefgen wrote into the output folder, and the record; return how many files."""
    check_output(options.site_folder, options.root)
    removed = remove_all(options.site_folder)
    Record.discard(options.root / ".briefgen")
    return removed


def _template_finding(problem: TemplateFailedError, options: Options) -> Finding:
    return Finding(
        code="template-failed",
        message=f"the theme could not make `{problem.page}`: {problem.message}",
        span=Span(path=place_of(problem.template, options.root), line=problem.line),
        hint="a template may use the fields of its view; the theme reference lists them",
    )


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Report nothing."""
