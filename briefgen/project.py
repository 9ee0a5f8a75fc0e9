"""A project, read, arranged, planned and judged: all that is known before a page is rendered.

Options in, a `Prepared` out. The one place that knows how the rooms follow one another; `build`,
`check` and `explain` start from it.
"""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain

from briefgen import checks, command_faults, outputs, theme_faults, web
from briefgen.checks import (
    CONFIG_PATH,
    Planned,
    apply,
    check,
    fixed_codes,
    strict,
    unknown_codes,
    waive,
)
from briefgen.config import Config
from briefgen.digest import Digest, arrange
from briefgen.digest.pictures import WIDTHS
from briefgen.engine import faults
from briefgen.engine.failures import RenderingFailedError
from briefgen.engine.plan import Plan, make_plan
from briefgen.engine.record import Record
from briefgen.engine.render import warm
from briefgen.engine.scene import Look, Scene
from briefgen.engine.theme import Theme, load_theme
from briefgen.engine.update import Progress, try_templates
from briefgen.engine.work import Workers, without_collection, workers
from briefgen.finding import (
    ConfigurationError,
    Finding,
    Severity,
    Span,
    Waived,
    has_error,
)
from briefgen.health import findings as health
from briefgen.memory import Memory
from briefgen.options import Options
from briefgen.outputs.search import unspaced
from briefgen.program import builtin_themes, program_fingerprint
from briefgen.reading import problems
from briefgen.reading.configuration import read_config
from briefgen.reading.discover import Discovery
from briefgen.reading.load import Loaded, load
from briefgen.reading.times import moment_now
from briefgen.searching.pagefind import parts_words
from briefgen.wings import climb

# Those that neither a policy nor reading tells.
_OTHER_WARNINGS = (
    "hidden-theme",
    "low-contrast-accent",
    "missing-locale",
    "unparted-words",
    "unused-waiver",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A project before its first page is rendered."""

    config: Config
    loaded: Loaded
    digest: Digest
    """That of the first language."""
    theme: Theme
    scenes: Mapping[str, Scene]
    """What each language is rendered from and with, by the root of its pages; the first first."""
    plan: Plan
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing stands in the way of rendering."""
        return not has_error(self.findings)


def prepare(
    options: Options,
    record: Record,
    crew: Workers,
    progress: Progress,
    memory: Memory,
    discovery: Discovery | None = None,
) -> Prepared:
    """Read the content, arrange and plan it, and judge it. See `load` on `discovery`."""
    config = configuration(options)
    theme = theme_of(options, config)
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
        memory=memory,
        discovery=discovery,
    )
    crew.meanwhile(partial(warm, theme.folders, config.language))
    with without_collection():
        arranged = arrange(loaded.library, config, memory, theme.widths or WIDTHS)
        digest = arranged.digests[0]
        scenes = {one.prefix: _scene(one, theme, options) for one in arranged.digests}
        plan = make_plan(
            chain.from_iterable(
                outputs.plan_all(one, scenes[one.prefix].theme) for one in arranged.digests
            ),
            scenes=scenes,
            program=program_fingerprint(),
        )
        policed = check(
            loaded.library,
            config,
            Planned(plan.keys.keys(), arranged.references),
            arranged.stretches,
            memory,
        )
    found = (
        *loaded.findings,
        *_other_collisions(plan, loaded),
        *_missing_locales(scenes, config, options),
        *theme.findings,
        *_missing_files(theme, loaded, options),
        *_unparted_words(arranged.digests),
        *policed,
    )
    known = explanations()
    judged = waive(
        apply(found, config),
        loaded.library,
        config,
        readable=problems.WAIVABLE,
        later=health.EXPLANATIONS,
        known=known,
    )
    settable = {*checks.codes(), *problems.WARNINGS, *health.EXPLANATIONS, *_OTHER_WARNINGS}
    findings = (
        *judged.findings,
        *unknown_codes(config, known),
        *fixed_codes(config, known.keys() - settable),
    )
    findings = tuple(_in_this(finding, options.config.name) for finding in findings)
    return Prepared(
        config=config,
        loaded=loaded,
        digest=digest,
        theme=theme,
        scenes=scenes,
        plan=plan,
        findings=strict(findings) if options.strict else findings,
        waived=judged.waived,
    )


def checked(options: Options, record: Record, executor: Executor | None = None) -> Prepared:
    """Return a project with all its findings, those of trying each template among them."""
    memory = Memory()
    memory.begin(partial(record.worked_out, program_fingerprint()))
    with workers(options.jobs, executor) as crew:
        prepared = prepare(options, record, crew, _silent, memory)
        if not prepared.ok:
            return prepared
        try:
            try_templates(prepared.plan, prepared.scenes, record)
        except RenderingFailedError as problem:
            found = problem.finding(options.root)
            return replace(prepared, findings=(*prepared.findings, found))
        return prepared


def _scene(digest: Digest, theme: Theme, options: Options) -> Scene:
    """Return what a language of the site is rendered from and with."""
    # A theme holds the words of one language.
    spoken = theme_of(options, digest.config) if digest.prefix else theme
    site = outputs.site(digest, spoken)
    look = Look(digest.config.language, site, site.base_url, climb(digest.prefix))
    return Scene(digest, spoken, look)


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Report nothing."""


def _in_this(finding: Finding, name: str) -> Finding:
    """Return a finding on the configuration with the name that the file has in this project."""
    if finding.span.path != CONFIG_PATH or name == CONFIG_PATH:
        return finding
    return replace(finding, span=replace(finding.span, path=name))


def get_ready(options: Options) -> None:
    """Load what only a build with something new needs: parsers, templates, the theme's language.

    For a builder that has nothing to do yet. ConfigurationError as a build would raise it.
    """
    from briefgen.reading.parse import parse
    from briefgen.reading.parsed import Settings

    config = configuration(options)
    warm(theme_of(options, config).folders, config.language)
    settings = Settings(config.timezone, config.markup.html, config.markup.engine)
    parse("content/entries/2024/10/23/x.md", "entry", b"---\ntitle: x\n---\n\n*x*\n", settings)


def theme_of(options: Options, config: Config) -> Theme:
    """Return the theme of a project. ConfigurationError with all that is wrong with it."""
    return load_theme(
        config.theme.name,
        config.theme.options,
        (options.root / "themes", builtin_themes()),
        language=config.language,
        asked=Span(path=options.config.name, key="theme.name"),
    )


def explanations() -> dict[str, str]:
    """Return what every finding means and what to do, by code."""
    return {
        **faults.EXPLANATIONS,
        **problems.EXPLANATIONS,
        **health.EXPLANATIONS,
        **health.OTHERS,
        **command_faults.EXPLANATIONS,
        **theme_faults.EXPLANATIONS,
        **checks.explanations(),
    }


def configuration(options: Options) -> Config:
    """Return the configuration with what the options change. ConfigurationError when it is bad."""
    config = read_config(options.config)
    if not options.base_url:
        return config
    if not web.is_web(options.base_url):
        raise ConfigurationError(
            Finding(
                code="invalid-base-url",
                message=f"`{web.without_user(options.base_url)}` is not the address of a site",
                span=Span(path=""),
                hint="give an http or https address with `-b`",
            )
        )
    return config.model_copy(update={"base_url": options.base_url})


def _missing_locales(
    scenes: Mapping[str, Scene], config: Config, options: Options
) -> Iterator[Finding]:
    for scene in scenes.values():
        language = scene.look.language
        key = "language" if language == config.language else f"languages.{language}"
        yield from missing_locale(scene.theme, language, options, key)


def missing_locale(
    theme: Theme, language: str, options: Options, key: str = "language"
) -> Iterator[Finding]:
    """Yield a warning when the theme has no texts in the site's language."""
    if not theme.speaks:
        yield Finding(
            code="missing-locale",
            message=f"the theme has no texts in `{language}`: its own words stay English",
            span=Span(path=options.config.name, key=key),
            hint="add a locale file to a theme of your own that extends it",
            severity=Severity.WARNING,
        )


def _missing_files(theme: Theme, loaded: Loaded, options: Options) -> Iterator[Finding]:
    """Yield a fault for each option that names a file which is not there."""
    published = [path for path in loaded.library.files if path.startswith("content/static/")]
    for name, path in theme.files.items():
        if not path or path in published:
            continue
        near = difflib.get_close_matches(path, published, 1)
        yield Finding(
            code="invalid-theme-option",
            message=f"the option `{name}` names `{path}`, which is not there",
            span=Span(path=options.config.name, key=f"theme.options.{name}"),
            hint=f"did you mean `{near[0].removeprefix('content/')}`?"
            if near
            else "put the file there, or remove the option",
        )


def _unparted_words(digests: Sequence[Digest]) -> Iterator[Finding]:
    found: dict[str, Span] = {}
    for digest in digests:
        found |= unspaced(digest)
    if not found or parts_words():
        return
    for language, asked in sorted(found.items()):
        yield Finding(
            code="unparted-words",
            message=f"the search cannot tell words apart in entries in `{language}`",
            span=asked,
            hint="install the extra `cjk`: `pip install 'briefgen[cjk]'`",
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
