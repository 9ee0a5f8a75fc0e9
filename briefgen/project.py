"""A project, read, arranged, planned and judged: all that is known before a page is rendered.

Options in, a `Prepared` out. The one place that knows how the rooms follow one another; `build`,
`check` and `explain` start from it.
"""

import errno
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from filelock import FileLock, Timeout

from briefgen import checks, outputs, urls
from briefgen.checks import Planned, apply, check, strict, unknown_codes
from briefgen.config import Config
from briefgen.digest import Digest, arrange
from briefgen.engine import faults
from briefgen.engine.plan import Plan, make_plan
from briefgen.engine.record import Record, RecordFailedError, set_aside
from briefgen.engine.theme import Theme, load_theme
from briefgen.engine.update import Look, Progress
from briefgen.engine.work import Workers, without_collection
from briefgen.finding import (
    ConfigurationError,
    Finding,
    Severity,
    Span,
    WorldError,
    has_error,
)
from briefgen.memory import Memory
from briefgen.program import builtin_themes, program_fingerprint
from briefgen.reading import problems
from briefgen.reading.configuration import read_config
from briefgen.reading.load import Loaded, load
from briefgen.reading.times import moment_now

_OWN: Mapping[str, str] = {
    "build-under-way": (
        "Another build of this project is under way.\n\n"
        "Two builds never write at once. This one waited for half a minute; nothing was written."
    ),
    "builder-died": (
        "The process that builds for the preview ended before it had built.\n\n"
        "Most often the machine ran out of memory. It is started again; `--jobs 1` needs least."
    ),
    "cannot-be-written": (
        "The disk stood in the way of a build for the preview.\n\n"
        "The message has the reason and the file. The next save builds again."
    ),
    "invalid-base-url": (
        "The address given with `-b` is not that of a site.\n\n"
        "It is an http or https address with a host, such as `https://example.org/digest/`."
    ),
    "no-free-port": (
        "The preview cannot listen at the host and port that were asked for.\n\n"
        "It tries twenty ports from the one given. `--port 0` takes any that is free."
    ),
    "preview-under-way": (
        "Another preview of this project is running.\n\n"
        "Two previews would write into one folder. Use the other one, or end it first."
    ),
    "unknown-path": (
        "No such page or file is planned.\n\n"
        "`--explain` takes a path as it stands in the output folder."
    ),
}

# Another build of a large digest may take half a minute; longer, and something is wrong.
_PATIENCE = 30.0

_NOT_WRITABLE = (errno.EROFS, errno.EACCES, errno.EPERM)

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a command asks for."""

    config: Path = Path("briefgen.yaml")
    output: Path | None = None
    """Default: `site` beside the configuration."""
    base_url: str = ""
    """Instead of the configuration's."""
    drafts: bool = False
    future: bool = False
    expired: bool = False
    strict: bool = False
    """Warnings count as errors."""
    now: str = ""
    """Instead of the clock: any date that an entry may have."""
    jobs: int = 0
    """Worker processes; 0: one for each core, where it pays."""

    @property
    def root(self) -> Path:
        """The project's folder: that of its configuration. Absolute."""
        return self.config.absolute().parent

    @property
    def site_folder(self) -> Path:
        """The output folder. Absolute."""
        return self.output.absolute() if self.output else self.root / "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A project before its first page is rendered."""

    config: Config
    loaded: Loaded
    digest: Digest
    theme: Theme
    look: Look
    plan: Plan
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing stands in the way of rendering."""
        return not has_error(self.findings)


def prepare(
    options: Options, record: Record, crew: Workers, progress: Progress, memory: Memory
) -> Prepared:
    """Read the content, arrange and plan it, and judge it."""
    config = configuration(options)
    theme = load_theme(
        config.theme.name,
        config.theme.options,
        (options.root / "themes", builtin_themes()),
        language=config.language,
        asked=Span(path=options.config.name, key="theme.name"),
    )
    loaded = load(
        options.root,
        config,
        record,
        now=moment_now(config.timezone, options.now, datetime.now(UTC)),
        drafts=options.drafts,
        future=options.future,
        expired=options.expired,
        map_batches=crew,
        progress=progress,
    )
    with without_collection():
        digest = arrange(loaded.library, config, memory)
        site = outputs.site(digest, theme)
        plan = make_plan(
            outputs.plan_all(digest, theme),
            site=site,
            templates=theme.templates,
            program=program_fingerprint(),
        )
        judged = check(
            loaded.library,
            config,
            Planned(plan.keys.keys(), digest.references),
            digest.months,
            memory,
        )
    found = (
        *loaded.findings,
        *_other_collisions(plan, loaded),
        *_missing_locale(theme, config, options),
        *judged,
    )
    findings = (*apply(found, config), *unknown_codes(config, explanations()))
    return Prepared(
        config=config,
        loaded=loaded,
        digest=digest,
        theme=theme,
        look=Look(config.language, site, site.base_url),
        plan=plan,
        findings=strict(findings) if options.strict else findings,
    )


def explanations() -> dict[str, str]:
    """Return what every finding means and what to do, by code."""
    return {**faults.EXPLANATIONS, **problems.EXPLANATIONS, **_OWN, **checks.explanations()}


def with_record(root: Path, work: Callable[[Record], Answer]) -> Answer:
    """Return what a work gives that uses the project's record, for one build alone.

    A record that turns out to be damaged is made anew, and the work done once more. In a project
    that cannot be written to, the record is a passing one. WorldError when another build holds the
    record for longer than half a minute; RecordFailedError when a new one cannot be used either.
    """
    try:
        with _open_record(root) as record:
            return work(record)
    except RecordFailedError as problem:
        spoilt = problem
    with _open_record(root, spoilt) as record:
        return work(record)


@contextmanager
def _open_record(root: Path, spoilt: RecordFailedError | None = None) -> Iterator[Record]:
    folder = root / ".briefgen"
    notes: tuple[str, ...] = (set_aside(spoilt),) if spoilt else ()
    lock = _locked(folder)
    if lock is None:
        notes += ("the project cannot be written to: nothing is kept for the next build",)
        with (
            TemporaryDirectory(prefix="briefgen-") as passing,
            Record(Path(passing), notes) as made,
        ):
            yield made
        return
    with lock:
        if spoilt:
            Record.discard(folder)
        with Record(folder, notes) as record:
            yield record


def _locked(folder: Path) -> AbstractContextManager[object] | None:
    """Take the lock of a `.briefgen/` folder; None when nothing can be written there."""
    lock = FileLock(folder / "lock", timeout=_PATIENCE)
    try:
        folder.mkdir(exist_ok=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        return lock.acquire()
    except Timeout as problem:
        raise WorldError(
            Finding(
                code="build-under-way",
                message="another build of this project is under way",
                span=Span(path=".briefgen/lock"),
                hint="wait for it to end, then build again",
            )
        ) from problem
    except OSError as problem:
        if problem.errno not in _NOT_WRITABLE:
            raise
        return None


def configuration(options: Options) -> Config:
    """Return the configuration with what the options change. ConfigurationError when it is bad."""
    config = read_config(options.config)
    if not options.base_url:
        return config
    if not urls.is_web(options.base_url):
        raise ConfigurationError(
            Finding(
                code="invalid-base-url",
                message=f"`{options.base_url}` is not the address of a site",
                span=Span(path=""),
                hint="give an http or https address with `-b`",
            )
        )
    return config.model_copy(update={"base_url": options.base_url})


def _missing_locale(theme: Theme, config: Config, options: Options) -> Iterator[Finding]:
    if not theme.speaks:
        yield Finding(
            code="missing-locale",
            message=f"the theme has no texts in `{config.language}`: its own words stay English",
            span=Span(path=options.config.name, key="language"),
            hint="add a locale file to a theme of your own that extends it",
            severity=Severity.WARNING,
        )


def _other_collisions(plan: Plan, loaded: Loaded) -> Iterator[Finding]:
    """Yield the collisions that reading has not told already as entries with one id."""
    told = {
        place.path
        for finding in loaded.findings
        if finding.code == "duplicate-id"
        for place in (finding.span, *finding.related)
    }
    return (finding for finding in plan.findings if finding.span.path not in told)
