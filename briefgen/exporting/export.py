"""The story of an export: build, find the edition's page, put all into one file.

Options and an edition in, a document out. BriefgenError when the content has errors.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from briefgen import urls
from briefgen.authoring.noting import period_of
from briefgen.build import Progress, Result, build
from briefgen.config import Config
from briefgen.engine.write import read_manifest
from briefgen.exporting.pdf import as_pdf
from briefgen.exporting.single_file import single_file
from briefgen.finding import BriefgenError, ConfigurationError, Finding, Span
from briefgen.options import Options
from briefgen.project import configuration
from briefgen.wings import prefixes


@dataclass(frozen=True, slots=True)
class Document:
    """An edition as a file."""

    name: str
    """How it may be called: `2024-10-23.html`."""
    data: bytes


def export_edition(
    options: Options,
    when: str,
    *,
    lang: str = "",
    pdf: bool,
    progress: Progress | None = None,
    tell: Callable[[Result], None] = lambda _result: None,
) -> Document:
    """Return an edition as one HTML file, or as PDF.

    `when` is its day, week or month, as notes are named; empty for the newest. `lang` is one of the
    languages of the site; empty for the first. `tell` hears of the build. ConfigurationError when
    the site has no such edition or language; WorldError as `as_pdf` raises it.
    """
    config = configuration(options)
    period = period_of(when, config) if when else ""
    prefix = _prefix(lang, config)
    result = build(options, progress=progress)
    tell(result)
    if not result.ok:
        raise BriefgenError(
            Finding(
                code="unbuilt-edition",
                message="nothing is exported, for the content has errors",
                span=Span(path=""),
                hint="mend them, then export again",
            )
        )
    manifest = read_manifest(options.site_folder)
    files = manifest.files if manifest else {}
    own = {path.removeprefix(prefix) for path in files if path.startswith(prefix)}
    folder = options.site_folder / prefix
    period = period or _newest(own, folder, config.cadence)
    inner = urls.path_of(urls.edition(period)) if period else ""
    if inner not in own or _is_moved(folder / inner):
        raise ConfigurationError(
            Finding(
                code="no-such-edition",
                message=f"the site has no edition `{period}`"
                if period
                else "the site has no edition yet",
                span=Span(path=""),
                hint="name one that has entries; without a name it is the newest",
            )
        )
    path = prefix + inner
    base = f"{config.base_url.rstrip('/')}/" if config.located else ""
    page = (options.site_folder / path).read_text("utf-8")
    text = single_file(page, path, lambda name: (options.site_folder / name).read_bytes(), base)
    name = f"{period}-{prefix.rstrip('/')}" if prefix else period
    if pdf:
        return Document(f"{name}.pdf", as_pdf(text))
    return Document(f"{name}.html", text.encode("utf-8"))


def _newest(paths: set[str], folder: Path, cadence: urls.Cadence) -> str:
    left = set(paths)
    while period := urls.newest_period(left, cadence):
        inner = urls.path_of(urls.edition(period))
        if not _is_moved(folder / inner):
            return period
        left.discard(inner)
    return ""


def _is_moved(page: Path) -> bool:
    """Tell whether a page only leads elsewhere: an alias may look like an edition's address."""
    return 'http-equiv="refresh"' in page.read_text("utf-8")


def _prefix(lang: str, config: Config) -> str:
    """Return below which folder a language of the site lies."""
    known = prefixes(config)
    if not lang or lang.lower() == config.language.lower():
        return ""
    if lang.lower() not in known:
        names = ", ".join((config.language, *config.languages))
        raise ConfigurationError(
            Finding(
                code="no-such-language",
                message=f"the site is not in `{lang}`",
                span=Span(path=""),
                hint=f"it is in {names}",
            )
        )
    return known[lang.lower()]
