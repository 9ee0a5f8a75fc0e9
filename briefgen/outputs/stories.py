"""Plan the pages of running stories: `/stories/x/`, a timeline over days with what was changed.

A long story has a page for each year, as long terms have.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from briefgen.digest import Digest
from briefgen.digest.terms import Term
from briefgen.engine.plan import PlannedFile, Template
from briefgen.engine.theme import Theme
from briefgen.fingerprint import Deferred, composed, of
from briefgen.model import Entry
from briefgen.outputs._crumbs import to_term, to_year_of_term
from briefgen.outputs._feedlinks import term_feeds
from briefgen.outputs._graph import collection, identity
from briefgen.outputs._notices import notices
from briefgen.outputs._page import GENERATED, page, span
from briefgen.references import entry_url
from briefgen.views import StoryDay, StoryEvent, StoryPage

_STORY = Template("story.html")

# A timeline of more is no view of the whole any more, and takes long to load.
_WHOLE = 100


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield the page of each story, or those of its years."""
    for term in digest.terms.get("stories", {}).values():
        yield from _pages(term, digest)


def _pages(term: Term, digest: Digest) -> Iterator[PlannedFile]:
    about = term.description
    origin = span(about.origin, about.term) if about else GENERATED
    marks = digest.card_marks
    ends = (_last(term).date, _first(term).date)
    common = composed(
        "story",
        identity(digest),
        digest.config.feeds.model_dump_json(),
        term.link.fingerprint,
        about.fingerprint if about else "",
        *(moment.fingerprint for moment in ends),
        *(f"{year} {len(entries)}" for year, entries in term.years.items()),
    )
    for year in _years(term):
        entries = _entries(term, year)
        view = Deferred(
            composed(
                common,
                str(year),
                *(marks[entry.id] for entry in entries),
                *(of(entry.corrections) for entry in entries if entry.corrections),
            ),
            story_page,
            term.key,
            year,
        )
        yield page(term.address(year or term.newest), _STORY, view, origin)


def older_years(term: Term) -> tuple[int, ...]:
    """Return the years of a story that have pages of their own: all but the newest, or none."""
    return tuple(year for year in _years(term) if year and year != term.newest)


def _years(term: Term) -> tuple[int, ...]:
    """Return the years that have pages of their own; 0 for all of them in one."""
    return tuple(term.years) if term.count > _WHOLE else (0,)


def _entries(term: Term, year: int) -> Sequence[Entry]:
    if year:
        return term.years[year]
    return [entry for entries in term.years.values() for entry in entries]


def _first(term: Term) -> Entry:
    return term.years[min(term.years)][-1]


def _last(term: Term) -> Entry:
    return term.years[term.newest][0]


def story_page(digest: Digest, key: str, year: int) -> StoryPage:
    """Return what a page of a story shows; of all years for 0."""
    term = digest.terms["stories"][key]
    newest = term.newest
    url = term.address(year or newest)
    entries = _entries(term, year)
    summary = term.description.summary if term.description else ""
    listed = (entry_url(entry) for entry in entries)
    return StoryPage(
        url=url,
        name=term.name,
        summary=summary,
        total=term.count,
        first=_first(term).date,
        last=_last(term).date,
        year=year,
        years=term.year_links() if year else (),
        days=tuple(_days(entries, digest)),
        feeds=term_feeds(digest.config, "stories", term.url),
        crumbs=to_year_of_term("stories", term.name, term.url, year, url)
        if year and year != newest
        else to_term("stories", term.name, term.url),
        data=collection(digest, url, listed, description=summary),
    )


def _days(entries: Sequence[Entry], digest: Digest) -> Iterator[StoryDay]:
    """Yield what happened day by day, newest first: entries, and what was changed in them."""
    found: dict[date, list[tuple[int, StoryEvent]]] = defaultdict(list)
    for entry in entries:
        headline = digest.headline(entry)
        came = StoryEvent(card=digest.card(entry), notice=None, headline=headline)
        found[entry.date.day].append((entry.date.instant, came))
        for notice in notices(entry):
            changed = StoryEvent(card=None, notice=notice, headline=headline)
            found[notice.date.day].append((notice.date.instant, changed))
    for day in sorted(found, reverse=True):
        # Entries that came at one moment stay in the order of the digest.
        events = sorted(found[day], key=lambda event: -event[0])
        yield StoryDay(day=day, events=tuple(event for _, event in events))
