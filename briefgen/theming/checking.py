"""Check a theme: make every page of a trial digest with it, and look at each.

Options and a name in, findings out. All happens in a temporary folder; nothing of the project is
changed, and its content is not looked at.
"""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from briefgen import disclaimers, notices
from briefgen.config import Config
from briefgen.engine.declaration import chain_of
from briefgen.engine.failures import RenderingFailedError
from briefgen.engine.language import UnknownTextError
from briefgen.engine.locales import language_of
from briefgen.engine.record import Record
from briefgen.engine.theme import Theme, load_theme
from briefgen.engine.update import tried
from briefgen.engine.work import workers
from briefgen.finding import Finding, Span
from briefgen.fingerprint import of
from briefgen.locked import with_record
from briefgen.memory import Memory
from briefgen.options import Options
from briefgen.program import builtin_themes, program_fingerprint
from briefgen.project import Prepared, missing_locale, prepare
from briefgen.reading.configuration import read_config
from briefgen.theming import trial
from briefgen.theming.looking import Fault, Wanted, faults_of
from briefgen.theming.placing import Sources, sources_of
from briefgen.theming.reading import read_page
from briefgen.theming.styling import style_faults
from briefgen.theming.unsaid import texts_unsaid
from briefgen.theming.wording import pale_defaults, pale_tokens, texts_in_english, texts_missing

# Found while a project is planned, and the theme's fault: what else is found there is the trial's.
_OF_THEMES = ("missing-template", "low-contrast-accent")

_BADGES = ("generated", "modified", "short")

# Languages of the interface beside the site's own: one from right to left.
_OTHER_WAY = "ar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check of a theme looked at, and what it found."""

    theme: str
    pages: int
    """How many were made and looked at."""
    templates: int
    """How many made one of them."""
    findings: tuple[Finding, ...]


def check_theme(options: Options, name: str = "") -> Checked:
    """Check a theme, by default the one in use with the options that are set.

    ConfigurationError when the theme or its options cannot be used at all.
    """
    config = read_config(options.config) if options.config.exists() else Config(title="Trial")
    name = name or config.theme.name
    values = config.theme.options if name == config.theme.name else {}
    shelves = (options.root / "themes", builtin_themes())
    asked = Span(path=options.config.name, key="theme.name") if values else Span(path="")
    theme = load_theme(name, values, shelves, language=config.language, asked=asked)
    chain = chain_of(name, shelves, asked)
    findings = [
        *theme.findings,
        *missing_locale(theme, config.language, options),
        *texts_missing(theme, options.root),
        *texts_unsaid(theme, options.root),
        *texts_in_english(theme, options.root, config.language),
        *pale_tokens(theme, options.root),
        *pale_defaults(theme, chain),
        *style_faults(theme, urlsplit(config.base_url).netloc, options.root),
    ]
    own = [part.folder for part in chain if part.folder.parent == shelves[0]]
    pages = 0
    templates: set[str] = set()
    for files in _trials(name, values, config.language):
        with tempfile.TemporaryDirectory(prefix="briefgen-theme-") as folder:
            root = Path(folder).resolve()
            _lay(files, root, own)
            looked = with_record(root, partial(_look, root))
            findings += looked.findings
            pages += looked.pages
            templates |= looked.templates
    return Checked(
        theme=name, pages=pages, templates=len(templates), findings=tuple(_once(findings))
    )


def _trials(name: str, values: Mapping[str, str], language: str) -> Iterator[Mapping[str, bytes]]:
    """Yield the files of each trial: all cases, nothing at all, and all the other way round."""
    # What the project's files are is not the trial's business.
    plain = {key: value for key, value in values.items() if "static/" not in value}
    yield trial.trial_files(name, plain, language)
    yield trial.empty_files(name, plain, language)
    other = _OTHER_WAY if language.split("-")[0] != _OTHER_WAY else "en"
    yield trial.trial_files(name, plain, other, cadence="weekly")


def _lay(files: Mapping[str, bytes], root: Path, themes: list[Path]) -> None:
    for path, data in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    for folder in themes:
        shutil.copytree(folder, root / "themes" / folder.name)


@dataclass(frozen=True, slots=True)
class _Looked:
    findings: tuple[Finding, ...]
    pages: int
    templates: frozenset[str]


def _look(root: Path, record: Record) -> _Looked:
    """Make the pages of a trial, in memory, and look at each."""
    options = Options(
        config=root / "briefgen.yaml",
        now=trial.NOW,
        drafts=True,
        future=True,
        expired=True,
        jobs=1,
    )
    memory = Memory()
    memory.begin(partial(record.worked_out, program_fingerprint()))
    with workers(1, None) as crew:
        prepared = prepare(options, record, crew, lambda _stage, _done, _total: None, memory)
    findings = [one for one in prepared.findings if one.code in _OF_THEMES]
    pages = 0
    templates: set[str] = set()
    wanted = _wanted(prepared)
    sources: dict[str, Sources] = {}
    failed: set[str] = set()
    for page in tried(prepared.plan, prepared.scenes, record, leave_out=failed):
        templates.add(page.template)
        if isinstance(page.made, RenderingFailedError):
            # Most other pages of this kind would fail in the same way.
            failed.add(page.template)
            findings.append(page.made.finding(root))
            continue
        pages += 1
        written = f"/{trial.WRITTEN}/" in page.path
        for fault in faults_of(read_page(page.made.decode()), wanted, written=written):
            if page.template not in sources:
                sources[page.template] = sources_of(page.template, prepared.theme, root)
            findings.append(_finding(fault, sources[page.template], page.path))
    return _Looked(tuple(findings), pages, frozenset(templates))


def _finding(fault: Fault, sources: Sources, path: str) -> Finding:
    return Finding(
        code=fault.code,
        message=f"{fault.message} (trial page {path})",
        span=sources.first(fault.where),
        hint=fault.hint,
    )


def _once(findings: list[Finding]) -> Iterator[Finding]:
    """Yield each fault once for each place, however many pages show it."""
    seen: set[str] = set()
    for finding in findings:
        mark = of(finding.code, finding.span, finding.message.partition(" (trial page ")[0])
        if mark not in seen:
            seen.add(mark)
            yield finding


def _wanted(prepared: Prepared) -> Wanted:
    language = prepared.config.language
    labels = {
        disclaimers.label(origin, lang)
        for origin in ("generated", "modified")
        for lang in (language, "en", "ar", "de")
    }
    return Wanted(
        host=urlsplit(prepared.config.base_url).netloc,
        made=trial.MADE,
        labels=tuple(sorted(labels | set(_words(prepared.theme, language, "badge", _BADGES)))),
        text_labels=(
            notices.text_label("generated", language),
            *_words(prepared.theme, language, "ai_text", ("generated",)),
        ),
    )


def _words(theme: Theme, code: str, key: str, kinds: tuple[str, ...]) -> Iterator[str]:
    """Yield the theme's own words for what a model made."""
    language = language_of(theme.folders, code)
    for kind in kinds:
        try:
            yield language.text(f"{key}.{kind}")
        except UnknownTextError:
            continue
