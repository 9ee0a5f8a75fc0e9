"""Plan the taxonomies: `/topics/`, `/topics/space/`, `/topics/space/2023/`, and so for the others.

A term's own page shows its newest year; earlier years have pages of their own, so that a new entry
changes few files however long the term is. Stories and sources have pages of other kinds.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from briefgen import urls
from briefgen.digest import Digest
from briefgen.digest.terms import Term
from briefgen.engine.plan import PlannedFile, Template
from briefgen.engine.theme import Theme
from briefgen.fingerprint import Deferred, composed
from briefgen.model import Entry, Taxonomy
from briefgen.outputs._crumbs import to_term, to_terms, to_year_of_term
from briefgen.outputs._feedlinks import term_feeds
from briefgen.outputs._graph import collection, identity
from briefgen.outputs._page import GENERATED, page, span
from briefgen.views import Link, MonthGroup, TermPage, TermsPage

_INDEX, _TERM = Template("terms.html"), Template("term.html")

_APART = ("stories", "sources")


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield the index of each taxonomy and the pages of its terms."""
    told = composed(identity(digest), digest.config.feeds.model_dump_json())
    for taxonomy, terms in digest.terms.items():
        view = Deferred(
            composed(
                taxonomy,
                told,
                *(f"{term.link.fingerprint}{term.count}" for term in terms.values()),
            ),
            terms_page,
            taxonomy,
        )
        yield page(urls.taxonomy(taxonomy), _INDEX, view)
        for term in terms.values():
            if taxonomy not in _APART:
                yield from _term(term, digest, told)


def terms_page(digest: Digest, taxonomy: Taxonomy) -> TermsPage:
    """Return what the index of a taxonomy shows."""
    terms = digest.terms[taxonomy].values()
    by_name = sorted(terms, key=lambda term: (urls.term_key(term.name), term.slug))
    links = tuple(Link(label=term.name, url=term.url, count=term.count) for term in by_name)
    url = urls.taxonomy(taxonomy)
    return TermsPage(
        url=url,
        taxonomy=taxonomy,
        terms=links,
        crumbs=to_terms(taxonomy),
        data=collection(digest, url, (link.url for link in links), order="Ascending"),
    )


def _term(term: Term, digest: Digest, told: str) -> Iterator[PlannedFile]:
    about = term.description
    origin = span(about.origin, about.term) if about else GENERATED
    marks = digest.card_marks
    common = composed(
        "term",
        told,
        term.link.fingerprint,
        about.fingerprint if about else "",
        *(f"{year} {len(entries)}" for year, entries in term.years.items()),
    )
    for year, entries in term.years.items():
        view = Deferred(
            composed(common, str(year), *[marks[entry.id] for entry in entries]),
            term_page,
            term.taxonomy,
            term.key,
            year,
        )
        yield page(term.address(year), _TERM, view, origin)


def term_page(digest: Digest, taxonomy: Taxonomy, key: str, year: int) -> TermPage:
    """Return what the page of one year of a term shows."""
    term = digest.terms[taxonomy][key]
    about = term.description
    counts = {one: len(entries) for one, entries in term.years.items()}
    newest = term.newest
    url = term.address(year)
    months = tuple(_months(term.years[year], digest))
    return TermPage(
        url=url,
        taxonomy=taxonomy,
        name=term.name,
        summary=about.summary if about else "",
        home=about.url if about else "",
        total=term.count,
        first_year=min(counts),
        year=year,
        years=term.year_links(),
        months=months,
        feeds=term_feeds(digest.config, taxonomy, term.url),
        crumbs=to_term(taxonomy, term.name, url)
        if year == newest
        else to_year_of_term(taxonomy, term.name, term.url, year, url),
        data=collection(
            digest,
            url,
            (card.url for month in months for card in month.cards),
            description=about.summary if about else "",
        ),
    )


def _months(entries: Sequence[Entry], digest: Digest) -> Iterator[MonthGroup]:
    by_month: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_month[entry.date.local.month].append(entry)
    for month, found in by_month.items():
        year = found[0].date.local.year
        yield MonthGroup(
            first_day=date(year, month, 1),
            url=urls.month(year, month),
            cards=digest.cards(found),
        )
