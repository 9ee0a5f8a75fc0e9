"""Plan `/archive/`: all of the site on one page, for people."""

from collections.abc import Iterator
from datetime import date

from briefgen import urls
from briefgen.digest import Digest
from briefgen.engine.plan import PlannedFile, Template
from briefgen.engine.theme import Theme
from briefgen.fingerprint import Deferred, composed, of
from briefgen.outputs._crumbs import to_standing
from briefgen.outputs._graph import collection, identity
from briefgen.outputs._page import page
from briefgen.views import ArchivePage, ArchiveYear, Block, Link, MonthGroup

# Of longer taxonomies the fullest terms are shown, and their index has all.
_SHOWN = 40


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield the page."""
    terms = (term for some in digest.terms.values() for term in some.values())
    known = composed(
        "archive",
        identity(digest),
        *(f"{month} {count}" for month, count in _counts(digest).items()),
        *(f"{term.link.fingerprint} {term.count}" for term in terms),
        *(of(page.slug, page.title) for page in digest.library.pages),
    )
    yield page(urls.ARCHIVE, Template("archive.html"), Deferred(known, archive_page))


def _counts(digest: Digest) -> dict[tuple[int, int], int]:
    """Return how many entries each month has, newest first."""
    counts: dict[tuple[int, int], int] = {}
    for stretch in digest.stretches:
        local = stretch.entries[0].date.local
        month = (local.year, local.month)
        counts[month] = counts.get(month, 0) + len(stretch.entries)
    return counts


def archive_page(digest: Digest) -> ArchivePage:
    """Return what the page shows."""
    counts = _counts(digest)
    years = {year: [one for one in counts if one[0] == year] for year, _ in counts}
    blocks = []
    for taxonomy, terms in digest.terms.items():
        fullest = sorted(terms.values(), key=lambda term: (-term.count, term.slug))[:_SHOWN]
        by_name = sorted(fullest, key=lambda term: (urls.term_key(term.name), term.slug))
        links = [Link(label=term.name, url=term.url, count=term.count) for term in by_name]
        if links:
            blocks.append(Block(title=taxonomy, links=tuple(links)))
    pages = sorted(digest.library.pages, key=lambda page: page.slug)
    return ArchivePage(
        url=urls.ARCHIVE,
        years=tuple(
            ArchiveYear(
                link=Link(
                    label=f"{year:04}",
                    url=urls.year(year),
                    count=sum(counts[month] for month in months),
                ),
                months=tuple(
                    MonthGroup(first_day=date(*month, 1), url=urls.month(*month))
                    for month in months
                ),
            )
            for year, months in years.items()
        ),
        terms=tuple(blocks),
        longer=tuple(
            Link(label=taxonomy, url=urls.taxonomy(taxonomy), count=len(terms))
            for taxonomy, terms in digest.terms.items()
            if len(terms) > _SHOWN
        ),
        pages=tuple(Link(label=page.title, url=urls.page(page.slug)) for page in pages),
        crumbs=to_standing("archive.title", urls.ARCHIVE),
        data=collection(digest, urls.ARCHIVE, (urls.year(year) for year in years)),
    )
