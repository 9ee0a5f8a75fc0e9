"""Plan the archive: years, months, and days where they are not editions themselves; calendars.

Every prefix of a permalink answers: `/2024/`, `/2024/10/`, `/2024/10/23/`.
"""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from briefgen import urls
from briefgen.digest import Digest
from briefgen.engine.plan import PlannedFile, Template
from briefgen.engine.theme import Theme
from briefgen.fingerprint import Deferred, composed, of
from briefgen.model import Entry
from briefgen.outputs._crumbs import to_day, to_whole_month, to_year
from briefgen.outputs._graph import collection, identity
from briefgen.outputs._page import page
from briefgen.views import (
    CalendarMonth,
    DayPage,
    EditionLink,
    Link,
    MonthGroup,
    MonthPage,
    YearPage,
)

Month = tuple[int, int]

_YEAR, _MONTH, _DAY = Template("year.html"), Template("month.html"), Template("day.html")


@dataclass(frozen=True, slots=True)
class _Archive:
    """The entries and editions of a digest, month by month."""

    entries: Mapping[Month, Sequence[Entry]]
    """Newest first."""
    editions: Mapping[Month, Sequence[EditionLink]]
    """Newest first."""
    months: tuple[Month, ...]
    """Those that have either, newest first."""
    days: Mapping[Month, Mapping[str, Link]]
    """The days of each month that have entries, by date, with counts; from the first on."""
    weeks: Mapping[Month, Mapping[str, Link]]
    """The weekly edition of each day of each month that has one, by date."""


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield the pages of all years, months and days that an entry or an edition lies in."""
    cadence = digest.config.cadence
    archive = _archive(digest)
    yield from _years(digest, archive)
    if cadence != "monthly":
        yield from _months(digest, archive)
    if cadence != "daily":
        yield from _days(digest)


def months(digest: Digest) -> tuple[Month, ...]:
    """Return the months that have a page, or an edition that is one, newest first."""
    return _archive(digest).months


def days(digest: Digest) -> Iterable[date]:
    """Return the days that have entries, newest first."""
    return _by_day(digest).keys()


def _archive(digest: Digest) -> _Archive:
    return digest.memory.recall(("archive",), _mark(digest), partial(_arranged, digest))


def _mark(digest: Digest) -> tuple[str, ...]:
    """Return the fingerprint of all entries and editions."""
    links = (link.fingerprint for link in digest.edition_links.values())
    return (*(stretch.mark for stretch in digest.stretches), *links)


def _arranged(digest: Digest) -> _Archive:
    entries: dict[Month, list[Entry]] = defaultdict(list)
    for stretch in digest.stretches:
        # A stretch never reaches over the end of a month.
        local = stretch.entries[0].date.local
        entries[local.year, local.month] += stretch.entries
    editions: dict[Month, list[EditionLink]] = defaultdict(list)
    for edition in digest.editions:
        link = digest.edition_links[edition.period]
        editions[_month_of(link)].append(link)
    months = tuple(sorted({*entries, *editions}, reverse=True))
    days = {month: _days_of(entries.get(month, ())) for month in months}
    weekly = digest.config.cadence == "weekly"
    weeks = {month: _weeks_of(month, digest) if weekly else {} for month in months}
    return _Archive(entries, editions, months, days, weeks)


def _days_of(entries: Sequence[Entry]) -> dict[str, Link]:
    counts = Counter(entry.date.day for entry in entries)
    return {
        day.isoformat(): Link(label=str(day.day), url=urls.day(day), count=counts[day])
        for day in sorted(counts)
    }


def _weeks_of(month: Month, digest: Digest) -> dict[str, Link]:
    """Return the editions of the days of a month; those at its ends may lie in two months."""
    found = {}
    for number in range(1, monthrange(*month)[1] + 1):
        day = date(*month, number)
        period = urls.period_of(day, "weekly")
        if period in digest.edition_names:
            found[day.isoformat()] = Link(label=period, url=urls.edition(period))
    return found


def _month_of(edition: EditionLink) -> Month:
    """Return the month an edition is listed under: that of its first day in its own year."""
    year = int(edition.period[:4])
    # The first ISO week of a year may start in the December before it.
    return (year, 1) if edition.first_day.year < year else (year, edition.first_day.month)


def _years(digest: Digest, archive: _Archive) -> Iterator[PlannedFile]:
    counts = _counts(archive)
    for year in counts:
        months = [month for month in archive.months if month[0] == year]
        view = Deferred(
            composed(
                "year",
                identity(digest),
                of(list(counts.items())),
                *(_calendar_mark(archive, month) for month in months),
                *(link.fingerprint for month in months for link in archive.editions.get(month, ())),
            ),
            year_page,
            year,
        )
        yield page(urls.year(year), _YEAR, view)


def _counts(archive: _Archive) -> dict[int, int]:
    """Return how many entries each year has, newest first."""
    counts = {year: 0 for year, _ in archive.months}
    for (year, _), entries in archive.entries.items():
        counts[year] += len(entries)
    return counts


def _calendar_mark(archive: _Archive, month: Month) -> str:
    days = archive.days[month].items()
    weeks = sorted({link.label for link in archive.weeks[month].values()})
    return composed(str((month, weeks)), *(f"{day} {link.count}" for day, link in days))


def year_page(digest: Digest, year: int) -> YearPage:
    """Return what the page of a year shows."""
    archive = _archive(digest)
    counts = _counts(archive)
    months = [month for month in archive.months if month[0] == year]
    url = urls.year(year)
    return YearPage(
        url=url,
        year=year,
        years=tuple(
            Link(label=f"{one:04}", url=urls.year(one), count=counts[one])
            for one in sorted(counts, reverse=True)
        ),
        calendar=tuple(
            _calendar(archive, month, urls.month(*month))
            for month in reversed(months)
            if archive.days[month]
        ),
        months=tuple(
            MonthGroup(
                first_day=date(*month, 1),
                url=urls.month(*month),
                editions=tuple(archive.editions.get(month, ())),
            )
            for month in months
        ),
        crumbs=to_year(year),
        data=collection(digest, url, (urls.month(*month) for month in months)),
    )


def _calendar(archive: _Archive, month: Month, url: str) -> CalendarMonth:
    return CalendarMonth(
        first_day=date(*month, 1), url=url, days=archive.days[month], weeks=archive.weeks[month]
    )


def _months(digest: Digest, archive: _Archive) -> Iterator[PlannedFile]:
    marks, told = digest.card_marks, identity(digest)
    for place, (year, month) in enumerate(archive.months):
        around = archive.months[max(0, place - 1) : place + 2]
        entries = archive.entries.get((year, month), ())
        view = Deferred(
            composed(
                "month",
                told,
                str(around),
                _calendar_mark(archive, (year, month)),
                *[marks[entry.id] for entry in entries],
            ),
            month_page,
            (year, month),
        )
        yield page(urls.month(year, month), _MONTH, view)


def month_page(digest: Digest, month: Month) -> MonthPage:
    """Return what the page of a month shows."""
    archive = _archive(digest)
    place = archive.months.index(month)
    cards = digest.cards(archive.entries.get(month, ()))
    links = [MonthGroup(first_day=date(y, m, 1), url=urls.month(y, m)) for y, m in archive.months]
    return MonthPage(
        url=links[place].url,
        first_day=links[place].first_day,
        older=links[place + 1] if place + 1 < len(links) else None,
        newer=links[place - 1] if place else None,
        calendar=_calendar(archive, month, ""),
        cards=cards,
        crumbs=to_whole_month(links[place].first_day),
        data=collection(digest, links[place].url, (card.url for card in cards)),
    )


def _days(digest: Digest) -> Iterator[PlannedFile]:
    marks, told = digest.card_marks, identity(digest)
    for day, entries in _by_day(digest).items():
        edition = digest.edition_of(entries[0])
        view = Deferred(
            composed("day", told, edition.fingerprint, *[marks[entry.id] for entry in entries]),
            day_page,
            day,
        )
        yield page(urls.day(day), _DAY, view)


def _by_day(digest: Digest) -> dict[date, list[Entry]]:
    return digest.memory.recall(("days",), _mark(digest), partial(_grouped, digest))


def _grouped(digest: Digest) -> dict[date, list[Entry]]:
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for entry in digest.library.published:
        by_day[entry.date.day].append(entry)
    return by_day


def day_page(digest: Digest, day: date) -> DayPage:
    """Return what the page of a day shows."""
    entries = _by_day(digest)[day]
    cards = digest.cards(entries)
    return DayPage(
        url=urls.day(day),
        day=day,
        edition=digest.edition_of(entries[0]),
        cards=cards,
        crumbs=to_day(day),
        data=collection(digest, urls.day(day), (card.url for card in cards)),
    )
