"""Plan the pages of sources: `/sources/x/`, all that was cited from one, `/sources/x/2023/`.

Each entry that rests on a source is there with what it cited of it. As with other terms, the newest
year is on the source's own page and earlier ones have their own.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from briefgen import urls
from briefgen.digest import Digest
from briefgen.digest.stretches import Stretch
from briefgen.digest.terms import Term
from briefgen.engine.plan import PlannedFile, Template
from briefgen.engine.theme import Theme
from briefgen.fingerprint import Deferred, composed, of
from briefgen.model import Entry
from briefgen.outputs._crumbs import to_term, to_year_of_term
from briefgen.outputs._graph import collection, identity
from briefgen.outputs._page import GENERATED, page, span
from briefgen.outputs._sources import source_view
from briefgen.references import entry_url
from briefgen.views import Citation, CitationMonth, Rating, SourcePage

_SOURCE = Template("source.html")


@dataclass(frozen=True, slots=True)
class _Cited:
    """What the entries of one stretch say of their sources."""

    marks: dict[str, str]
    """Fingerprint of the sources of each entry, by its id."""
    ratings: dict[str, dict[str, int]]
    """How often each source was rated with each code, by its key."""


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield the pages of each source."""
    terms = digest.terms.get("sources", {})
    if not terms:
        return
    cited = [_cited(stretch, digest) for stretch in digest.stretches]
    marks = {id_: mark for some in cited for id_, mark in some.marks.items()}
    ratings = _ratings(digest)
    for term in terms.values():
        yield from _pages(term, marks, ratings.get(term.key, {}), digest)


def _cited(stretch: Stretch, digest: Digest) -> _Cited:
    return digest.memory.recall_plain(
        ("cited", stretch.name), stretch.mark, _Cited, partial(_look, stretch.entries)
    )


def _look(entries: Sequence[Entry]) -> _Cited:
    ratings: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        for source in entry.sources:
            if source.reliability:
                ratings[urls.term_key(source.name)][source.reliability] += 1
    marks = {entry.id: of(entry.sources) for entry in entries}
    return _Cited(marks, {key: dict(counts) for key, counts in ratings.items()})


def _ratings(digest: Digest) -> Mapping[str, Mapping[str, int]]:
    """Return how often each source was rated with each code, by its key."""
    # Each page asks anew, and a digest has many sources.
    mark = tuple(stretch.mark for stretch in digest.stretches)
    return digest.memory.recall(("ratings",), mark, partial(_added_up, digest))


def _added_up(digest: Digest) -> Mapping[str, Mapping[str, int]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for stretch in digest.stretches:
        for key, counts in _cited(stretch, digest).ratings.items():
            found[key].update(counts)
    return found


def _pages(
    term: Term, cited: Mapping[str, str], ratings: Mapping[str, int], digest: Digest
) -> Iterator[PlannedFile]:
    about = term.description
    origin = span(about.origin, about.term) if about else GENERATED
    newest = term.newest
    headlines = digest.headline_marks
    common = composed(
        "source",
        identity(digest),
        term.link.fingerprint,
        about.fingerprint if about else "",
        *(f"{year} {len(entries)}" for year, entries in term.years.items()),
    )
    rated = of(sorted(ratings.items()))
    for year, entries in term.years.items():
        view = Deferred(
            composed(
                common,
                str(year),
                rated if year == newest else "",
                *(headlines[entry.id] for entry in entries),
                *(cited[entry.id] for entry in entries),
                *(digest.gone_mark(entry) for entry in entries if digest.library.dead),
            ),
            source_page,
            term.key,
            year,
        )
        yield page(term.address(year), _SOURCE, view, origin)


def source_page(digest: Digest, key: str, year: int) -> SourcePage:
    """Return what the page of one year of a source shows."""
    term = digest.terms["sources"][key]
    about = term.description
    counts = {one: len(entries) for one, entries in term.years.items()}
    newest = term.newest
    rated = _ratings(digest).get(key, {}) if year == newest else {}
    url = term.address(year)
    listed = (entry_url(entry) for entry in term.years[year])
    return SourcePage(
        url=url,
        name=term.name,
        summary=about.summary if about else "",
        home=about.url if about else "",
        reliability=about.reliability if about else "",
        ratings=tuple(Rating(code=code, count=rated[code]) for code in sorted(rated)),
        total=term.count,
        first_year=min(counts),
        year=year,
        years=term.year_links(),
        months=tuple(_months(term, year, digest)),
        crumbs=to_term("sources", term.name, term.url)
        if year == newest
        else to_year_of_term("sources", term.name, term.url, year, url),
        data=collection(digest, url, listed, description=about.summary if about else ""),
    )


def _months(term: Term, year: int, digest: Digest) -> Iterator[CitationMonth]:
    by_month: dict[int, list[Citation]] = defaultdict(list)
    for entry in term.years[year]:
        cited = tuple(
            source_view(source, digest)
            for source in entry.sources
            if urls.term_key(source.name) == term.key
        )
        row = Citation(headline=digest.headline(entry), cited=cited)
        by_month[entry.date.local.month].append(row)
    for month, rows in by_month.items():
        yield CitationMonth(
            first_day=date(year, month, 1), url=urls.month(year, month), citations=tuple(rows)
        )
