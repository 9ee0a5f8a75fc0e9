"""Plan the search: its page, and its index in parts.

The digest in; `/search/`, `/search/parts.json` and the parts themselves out. The index is parted by
time, so that an edit makes a small part of it anew and a reader fetches the newest first.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from briefgen import urls
from briefgen.digest import Digest
from briefgen.digest.cards import corrected
from briefgen.digest.stretches import Stretch
from briefgen.engine.plan import Bundle, Load, PlannedFile, Template, Writer
from briefgen.engine.theme import Theme
from briefgen.finding import Span
from briefgen.fingerprint import Deferred, Value, composed
from briefgen.languages import RIGHT_TO_LEFT
from briefgen.model import TAXONOMIES, Entry, Taxonomy
from briefgen.outputs._crumbs import to_standing
from briefgen.outputs._graph import web_page
from briefgen.outputs._page import GENERATED, page, span
from briefgen.program import program_fingerprint
from briefgen.references import entry_url
from briefgen.searching.making import make_part, make_program
from briefgen.searching.views import UNSPACED, SearchPart, SearchProgram, SearchRecord
from briefgen.views import Block, Link, SearchPage

# Small years share a part until it has so many entries: each part is some four requests.
_FEW = 500
# A year with more is parted by month: the memory that indexing takes follows the largest part.
_MANY = 5_000
# The newest year is parted by month from so many: below, indexing all of it takes no time.
_PARTED = 200

# How many terms of each taxonomy can be browsed from the search page.
_BROWSED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow(Value):
    """What the search page knows of a part before it asks for it."""

    path: str
    """Relative to the search page."""
    first: date
    last: date
    entries: int
    language: str
    tag: str
    """Changes with what is in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts(Value):
    """All parts of the index, newest first."""

    language: str
    program: str
    """Where the program is, relative to the search page."""
    tag: str
    """Changes with the program."""
    rows: tuple[PartRow, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """Entries that are indexed together."""

    name: str
    language: str
    stretches: tuple[Stretch, ...]
    """Newest first."""
    mark: str

    def entries(self, own: str) -> tuple[Entry, ...]:
        """Return its entries, newest first; `own` is the language of the site."""
        return tuple(
            entry
            for stretch in self.stretches
            for entry in stretch.entries
            if _rules(entry.lang or own, own) == self.language
        )


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield the search page and the index, unless the site has none."""
    config = digest.config
    if config.search.index == "off":
        return
    language = _primary(config.language)
    parts = {part.name: part for part in _parts(digest)}
    rows = []
    for part in parts.values():
        entries = part.entries(config.language)
        rows.append(
            PartRow(
                path=urls.search_part(part.name).removeprefix(urls.SEARCH),
                first=entries[-1].date.day,
                last=entries[0].date.day,
                entries=len(entries),
                language=part.language,
                tag=composed(part.mark, program_fingerprint())[:12],
            )
        )
        yield _bundle(
            urls.search_part(part.name),
            Bundle(make_part, program_fingerprint()),
            Deferred(part.mark, search_part, part),
        )
    program = SearchProgram(language=language)
    yield _bundle(urls.SEARCH_PROGRAM, Bundle(make_program, program_fingerprint()), program)
    view = Parts(
        language=language,
        program=urls.SEARCH_PROGRAM.removeprefix(urls.SEARCH),
        tag=composed(program.fingerprint, program_fingerprint())[:12],
        rows=tuple(rows),
    )
    yield _written(urls.SEARCH_PARTS, write_parts, view)
    yield page(urls.SEARCH, Template("search.html"), _page(digest))


def unspaced(digest: Digest) -> dict[str, Span]:
    """Return where each language that is written without spaces was asked for, if it is searched.

    Their words are told apart only where Pagefind's extended program is installed.
    """
    if digest.config.search.index == "off":
        return {}
    own = digest.config.language
    found = {}
    for entry in digest.library.published:
        language = _primary(entry.lang or own)
        if language in UNSPACED:
            asked = span(entry.origin, "lang")
            found[language] = asked if entry.lang else Span(path="briefgen.yaml", key="language")
    return found


def search_part(digest: Digest, part: _Part) -> SearchPart:
    """Return what a part of the index is made from."""
    entries = part.entries(digest.config.language)
    return SearchPart(
        language=part.language, records=tuple(_record(entry, digest) for entry in entries)
    )


def write_parts(view: Value, _load: Load) -> bytes:
    """Return the parts of the index as JSON; days are those of the site's zone."""
    assert isinstance(view, Parts)
    rows = [
        {
            "path": row.path,
            "from": row.first.isoformat(),
            "to": row.last.isoformat(),
            "entries": row.entries,
            "language": row.language,
            "tag": row.tag,
        }
        for row in view.rows
    ]
    program = {"path": view.program, "tag": view.tag}
    data = {"version": 1, "language": view.language, "program": program, "parts": rows}
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def _bundle(url: str, how: Bundle, view: Value | Deferred) -> PlannedFile:
    return PlannedFile(path=url.rstrip("/"), how=how, view=view, origin=GENERATED)


def _written(url: str, function: Callable[[Value, Load], bytes], view: Value) -> PlannedFile:
    return PlannedFile(path=urls.path_of(url), how=Writer(function), view=view, origin=GENERATED)


def _parts(digest: Digest) -> Iterator[_Part]:
    """Yield the parts of the index, newest first."""
    own = digest.config.language
    for name, stretches in _periods(digest.stretches):
        spoken = {_rules(entry.lang or own, own) for one in stretches for entry in one.entries}
        marks = [_mark(stretch, digest) for stretch in stretches]
        for language in sorted(spoken, key=lambda rules: (rules != _primary(own), rules)):
            part = name if language == _primary(own) else f"{name}-{language}"
            yield _Part(part, language, stretches, composed(language, own, *marks))


def _periods(stretches: Sequence[Stretch]) -> Iterator[tuple[str, tuple[Stretch, ...]]]:
    """Yield name and stretches of each period that has a part, newest first.

    By month in the newest year and in very full ones; small years together, counted from the
    oldest on, so that a new year moves no border but the last.
    """
    years = {
        year: tuple(some) for year, some in groupby(stretches, lambda stretch: stretch.name[:4])
    }
    counts = {year: sum(len(one.entries) for one in some) for year, some in years.items()}
    newest = next(iter(years), "")
    found: list[tuple[str, tuple[Stretch, ...]]] = []
    small: list[str] = []
    for year in reversed(years):
        if counts[year] > _MANY or (year == newest and counts[year] > _PARTED):
            found += _closed(small, years)
            small = []
            months = groupby(years[year], lambda stretch: stretch.name[:7])
            found += reversed([(month, tuple(some)) for month, some in months])
            continue
        if year == newest or sum(counts[one] for one in small) + counts[year] > _MANY:
            found += _closed(small, years)
            small = []
        small.append(year)
        if sum(counts[one] for one in small) >= _FEW:
            found += _closed(small, years)
            small = []
    found += _closed(small, years)
    return reversed(found)


def _closed(
    small: Sequence[str], years: Mapping[str, tuple[Stretch, ...]]
) -> list[tuple[str, tuple[Stretch, ...]]]:
    """Return the one period of some years, the oldest of them first."""
    if not small:
        return []
    name = small[0] if len(small) == 1 else f"{small[0]}-to-{small[-1]}"
    return [(name, tuple(one for year in reversed(small) for one in years[year]))]


def _mark(stretch: Stretch, digest: Digest) -> str:
    """Return the fingerprint of all that the records of a stretch's entries look at."""
    return digest.memory.recall_plain(
        ("search", stretch.name),
        composed(stretch.mark, digest.around),
        str,
        partial(_marked, stretch, digest),
    )


def _marked(stretch: Stretch, digest: Digest) -> str:
    entries = stretch.entries
    return composed(
        *[entry.marks.page for entry in entries],
        *[digest.card_marks[entry.id] for entry in entries],
        *[digest.terms_mark(entry) for entry in entries],
    )


def _record(entry: Entry, digest: Digest) -> SearchRecord:
    own = digest.config.language

    def labels(taxonomy: Taxonomy) -> tuple[str, ...]:
        return tuple(link.label for link in digest.links(entry, taxonomy))

    sources = (part for one in entry.sources for part in (one.name, one.title))
    return SearchRecord(
        url=entry_url(entry),
        title=entry.title,
        lang=entry.lang or own,
        day=entry.date.day,
        summary=entry.summary,
        body=entry.body.html,
        note=entry.note,
        sources=tuple(dict.fromkeys(part for part in sources if part)),
        topics=labels("topics"),
        regions=labels("regions"),
        desks=labels("desks"),
        kind=entry.kind,
        cited=labels("sources"),
        image=entry.image.ai if entry.image else "none",
        text=entry.machine_text,
        corrected=corrected(entry),
    )


def _page(digest: Digest) -> SearchPage:
    groups = []
    years: dict[int, int] = {}
    for stretch in digest.stretches:
        year = stretch.entries[0].date.local.year
        years[year] = years.get(year, 0) + len(stretch.entries)
    for taxonomy in TAXONOMIES:
        terms = sorted(
            digest.terms.get(taxonomy, {}).values(), key=lambda term: (-term.count, term.slug)
        )
        links = tuple(
            Link(label=term.name, url=term.url, count=term.count) for term in terms[:_BROWSED]
        )
        if links:
            groups.append(Block(title=taxonomy, links=links))
    links = tuple(
        Link(label=f"{year:04}", url=urls.year(year), count=count) for year, count in years.items()
    )
    if links:
        groups.append(Block(title="archive", links=links))
    return SearchPage(
        url=urls.SEARCH,
        language=_primary(digest.config.language),
        archive=urls.ARCHIVE,
        rtl=RIGHT_TO_LEFT,
        crumbs=to_standing("sections.search", urls.SEARCH),
        groups=tuple(groups),
        data=web_page(digest, urls.SEARCH, digest.config.language, ""),
    )


def _primary(lang: str) -> str:
    return lang.split("-")[0].lower()


def _rules(lang: str, own: str) -> str:
    """Return by which language's rules an entry's words are told apart.

    Those of the site, so that one program searches all; but where no spaces part words.
    """
    primary = _primary(lang)
    return primary if primary in UNSPACED else _primary(own)
