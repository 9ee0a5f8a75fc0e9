"""Plan the archive: years, months, and days where they are not editions themselves.

Every prefix of a permalink answers: `/2024/`, `/2024/10/`, `/2024/10/23/`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from briefgen import urls
from briefgen.digest import Digest
from briefgen.engine.plan import PlannedFile
from briefgen.engine.theme import Theme
from briefgen.model import Entry
from briefgen.outputs._page import page
from briefgen.views import DayPage, EditionLink, Link, MonthGroup, MonthPage, YearPage

Month = tuple[int, int]


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield the pages of all years, months and days that an entry or an edition lies in."""
    cadence = digest.config.cadence
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for entry in digest.library.published:
        by_day[entry.date.day].append(entry)
    by_month: dict[Month, list[Entry]] = defaultdict(list)
    for day, entries in by_day.items():
        by_month[day.year, day.month].extend(entries)
    editions: dict[Month, list[EditionLink]] = defaultdict(list)
    for edition in digest.editions:
        link = digest.edition_links[edition.period]
        editions[_month_of(link)].append(link)
    months = sorted({*by_month, *editions}, reverse=True)
    yield from _years(by_day, months, editions)
    if cadence != "monthly":
        yield from _months(digest, months, by_month)
    if cadence != "daily":
        yield from _days(digest, by_day)


def _month_of(edition: EditionLink) -> Month:
    """Return the month an edition is listed under: that of its first day in its own year."""
    year = int(edition.period[:4])
    # The first ISO week of a year may start in the December before it.
    return (year, 1) if edition.first_day.year < year else (year, edition.first_day.month)


def _years(
    by_day: dict[date, list[Entry]],
    months: list[Month],
    editions: dict[Month, list[EditionLink]],
) -> Iterator[PlannedFile]:
    counts = Counter({year: 0 for year, _ in months})
    for day, entries in by_day.items():
        counts[day.year] += len(entries)
    years = tuple(
        Link(label=f"{year:04}", url=urls.year(year), count=counts[year])
        for year in sorted(counts, reverse=True)
    )
    for year in counts:
        groups = tuple(
            MonthGroup(
                first_day=date(year, month, 1),
                url=urls.month(year, month),
                editions=tuple(editions[year, month]),
            )
            for found, month in months
            if found == year
        )
        view = YearPage(url=urls.year(year), year=year, years=years, months=groups)
        yield page(view.url, "year.html", view)


def _months(
    digest: Digest, months: list[Month], by_month: dict[Month, list[Entry]]
) -> Iterator[PlannedFile]:
    links = [MonthGroup(first_day=date(y, m, 1), url=urls.month(y, m)) for y, m in months]
    for number, (year, month) in enumerate(months):
        newest_first = sorted(
            by_month[year, month], key=lambda entry: (-entry.date.instant, entry.id)
        )
        view = MonthPage(
            url=links[number].url,
            first_day=links[number].first_day,
            older=links[number + 1] if number + 1 < len(links) else None,
            newer=links[number - 1] if number else None,
            cards=tuple(digest.cards[entry.id] for entry in newest_first),
        )
        yield page(view.url, "month.html", view)


def _days(digest: Digest, by_day: dict[date, list[Entry]]) -> Iterator[PlannedFile]:
    for day, entries in by_day.items():
        view = DayPage(
            url=urls.day(day),
            day=day,
            edition=digest.edition_of(entries[0]),
            cards=tuple(digest.cards[entry.id] for entry in entries),
        )
        yield page(view.url, "day.html", view)
