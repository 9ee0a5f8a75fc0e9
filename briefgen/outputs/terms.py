"""Plan the taxonomies: `/topics/`, `/topics/space/`, `/topics/space/2023/`, and so for the others.

A term's own page shows its newest year; earlier years have pages of their own, so that a new entry
changes few files however long the term is. Stories are timelines and stay whole.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from briefgen import urls
from briefgen.digest import Digest
from briefgen.digest.terms import Term
from briefgen.engine.plan import PlannedFile
from briefgen.engine.theme import Theme
from briefgen.model import Entry
from briefgen.outputs._page import GENERATED, page, span
from briefgen.views import Card, Link, MonthGroup, StoryPage, TermPage, TermsPage


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield the index of each taxonomy and the pages of its terms."""
    for taxonomy, terms in digest.terms.items():
        by_name = sorted(terms.values(), key=lambda term: (urls.term_key(term.name), term.slug))
        links = tuple(
            Link(label=term.name, url=term.url, count=len(term.entries)) for term in by_name
        )
        index = TermsPage(url=urls.taxonomy(taxonomy), taxonomy=taxonomy, terms=links)
        yield page(index.url, "terms.html", index)
        for term in by_name:
            if taxonomy == "stories":
                yield _story(term, digest)
            else:
                yield from _term(term, digest)


def _story(term: Term, digest: Digest) -> PlannedFile:
    about = term.description
    view = StoryPage(
        url=term.url,
        name=term.name,
        summary=about.summary if about else "",
        cards=_cards(term.entries, digest),
    )
    return page(
        view.url, "story.html", view, span(about.origin, about.term) if about else GENERATED
    )


def _term(term: Term, digest: Digest) -> Iterator[PlannedFile]:
    about = term.description
    by_year: dict[int, list[Entry]] = defaultdict(list)
    for entry in term.entries:
        by_year[entry.date.day.year].append(entry)
    newest = max(by_year)
    address = {
        year: urls.term(term.taxonomy, term.slug, None if year == newest else year)
        for year in by_year
    }
    years = tuple(
        Link(label=f"{year:04}", url=address[year], count=len(by_year[year]))
        for year in sorted(by_year, reverse=True)
    )
    for year, entries in by_year.items():
        view = TermPage(
            url=address[year],
            taxonomy=term.taxonomy,
            name=term.name,
            summary=about.summary if about else "",
            home=about.url if about else "",
            reliability=about.reliability if about else "",
            total=len(term.entries),
            first_year=min(by_year),
            year=year,
            years=years,
            months=tuple(_months(entries, digest)),
        )
        yield page(
            view.url, "term.html", view, span(about.origin, about.term) if about else GENERATED
        )


def _months(entries: list[Entry], digest: Digest) -> Iterator[MonthGroup]:
    by_month: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_month[entry.date.day.month].append(entry)
    for month, found in by_month.items():
        year = found[0].date.day.year
        yield MonthGroup(
            first_day=date(year, month, 1),
            url=urls.month(year, month),
            cards=_cards(tuple(found), digest),
        )


def _cards(entries: tuple[Entry, ...], digest: Digest) -> tuple[Card, ...]:
    return tuple(digest.cards[entry.id] for entry in entries)
