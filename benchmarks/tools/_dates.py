"""The years, months and days of a digest, for tools whose date pages are sections of files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from benchmarks.corpus import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A year, a month or a day that has entries."""

    layout: str
    """`year`, `month` or `day`."""
    path: str
    """`2025`, `2025/06` or `2025/06/30`."""
    title: str
    first_day: date
    older: str
    """Path of the one before it in time; empty for the first, and for years."""
    newer: str


def periods(items: Iterable[Item]) -> Iterator[Period]:
    """Yield all days, newest first, then all months, then all years."""
    days = sorted({item.date.date() for item in items}, reverse=True)
    months = sorted({day.replace(day=1) for day in days}, reverse=True)
    years = sorted({day.replace(month=1) for day in months}, reverse=True)
    yield from _row("day", "%Y/%m/%d", days)
    yield from _row("month", "%Y/%m", months)
    yield from _row("year", "%Y", years)


def _row(layout: str, form: str, newest_first: list[date]) -> Iterator[Period]:
    paths = [f"{day:{form}}" for day in newest_first]
    known = layout != "year"
    for place, day in enumerate(newest_first):
        yield Period(
            layout=layout,
            path=paths[place],
            title=_title(layout, day),
            first_day=day,
            older=paths[place + 1] if known and place + 1 < len(paths) else "",
            newer=paths[place - 1] if known and place else "",
        )


def _title(layout: str, day: date) -> str:
    if layout == "day":
        return f"{day.day} {day:%B %Y}"
    return f"{day:%B %Y}" if layout == "month" else f"{day:%Y}"
