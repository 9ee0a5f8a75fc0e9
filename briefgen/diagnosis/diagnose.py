"""The story of a diagnosis: each look by itself, whatever the others met.

Options in, all facts and findings out. No fault of a project, of its repository or of the machine
ends it.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from briefgen.config import PublishConfig
from briefgen.diagnosis import environment, hosting, project, repository
from briefgen.diagnosis.told import Fact, Told, warning
from briefgen.finding import (
    BriefgenError,
    ConfigurationError,
    Finding,
    Span,
    has_error,
)
from briefgen.options import Options
from briefgen.project import configuration
from briefgen.publishing.store import last_words
from briefgen.reading.discover import Discovery, discover
from briefgen.repository.git import GitFailedError, without_secrets
from briefgen.repository.source import remote_of, source_of

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was seen."""

    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    configured: bool
    """Whether the configuration and the theme can be used."""

    @property
    def exit_code(self) -> int:
        """0 without an error, 2 when one is in the configuration, 1 when it is elsewhere."""
        if not has_error(self.findings):
            return 0
        return 1 if self.configured else ConfigurationError.exit_code


class _Notes:
    """What was heard so far."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self.configured = True

    def look(self, seen: Callable[[], Iterable[Told]]) -> None:
        """Take down what a look tells, up to where it failed."""
        self.get(lambda: self.told.extend(seen()))

    def get(self, asked: Callable[[], Answer], *, mild: bool = False) -> Answer | None:
        """Return an answer; None when there is none, which is taken down.

        `mild`: what stands in the way stops no build.
        """
        try:
            return asked()
        except BriefgenError as problem:
            self.told += _mild(problem.findings) if mild else problem.findings
            self.configured &= mild or not isinstance(problem, ConfigurationError)
        except GitFailedError as problem:
            self.told.append(
                warning(
                    "failed-git",
                    f"git could not say: {last_words(str(problem))}",
                    "see what `git status` says, and `git fsck`",
                )
            )
        except OSError as problem:
            where = f": {problem.filename}" if problem.filename else ""
            self.told.append(
                warning(
                    "failed-look",
                    without_secrets(f"{problem.strerror or problem}{where}"),
                    "allow it to be read, and look again",
                )
            )
        return None


def diagnose(options: Options) -> Diagnosis:
    """Return what there is to tell of a project and of the machine that it lies on."""
    notes = _Notes()
    is_there = _is_there(options)
    config = notes.get(partial(configuration, options)) if is_there else None
    notes.look(environment.program)
    notes.look(environment.git)
    notes.look(environment.extras)
    notes.look(environment.reading)
    notes.look(partial(environment.searching, config))
    notes.look(environment.terminal)
    notes.look(partial(environment.disk, options.root))
    notes.look(partial(environment.passing_files, environment.places_for_passing_files()))
    if not is_there:
        notes.configured = False
        notes.told.append(_nothing_here(options))
        return _of(notes)

    if config:
        notes.look(partial(project.settings, options, config))
        notes.look(partial(project.theme, options, config))
    notes.look(partial(project.writable, options))
    discovery = notes.get(partial(discover, options.root)) or Discovery(())
    for look in (project.content, project.pointers, project.sizes, project.names):
        notes.look(partial(look, discovery))

    publishing = config.publish if config else PublishConfig()
    source = notes.get(partial(source_of, options.root), mild=True)
    remote = None
    if source:
        source = repository.unfiltered(source)
        remote = notes.get(partial(remote_of, source, publishing.remote), mild=True)
        notes.look(partial(repository.state, source))
        notes.look(partial(repository.committer, source))
        notes.look(partial(repository.destination, source, config))
        if remote:
            notes.look(partial(repository.remote, remote))
        notes.look(partial(repository.output, source, options))
        notes.look(partial(repository.content, source, options))
        notes.look(partial(repository.submodules, source, options))
    # A workflow of ours asks GitHub for the address, whatever is configured.
    if config and not notes.get(partial(hosting.workflow_of, options)):
        notes.look(partial(repository.address, options, config, remote))

    notes.look(partial(hosting.workflow, options, config))
    if source:
        notes.look(partial(hosting.branch, options, source))
    notes.look(partial(hosting.installed, options))
    notes.look(partial(hosting.ways, options, source, config))
    notes.look(partial(hosting.site, options))
    return _of(notes)


def _of(notes: _Notes) -> Diagnosis:
    # What several looks met is told once.
    told = tuple(dict.fromkeys(notes.told))
    return Diagnosis(
        facts=tuple(one for one in told if isinstance(one, Fact)),
        findings=tuple(one for one in told if isinstance(one, Finding)),
        configured=notes.configured,
    )


def _mild(findings: Iterable[Finding]) -> Iterator[Finding]:
    for one in findings:
        yield warning(one.code, one.message, one.hint, one.span.path)


def _is_there(options: Options) -> bool:
    """Tell whether there is a configuration. Where that cannot be known, reading it says why."""
    try:
        os.stat(options.config)
    except OSError as problem:
        return not isinstance(problem, (FileNotFoundError, NotADirectoryError))
    return True


def _nothing_here(options: Options) -> Finding:
    return Finding(
        code="missing-configuration",
        message=f"there is no `{options.config.name}` here",
        span=Span(path=options.config.name),
        hint="start a digest with `briefgen new site FOLDER`, or name its configuration with `-c`",
    )
