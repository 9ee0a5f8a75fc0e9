"""Months: the published entries in stretches that are remembered as one.

Entries in, stretches of them out, each with the mark of all that is in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from briefgen.fingerprint import composed
from briefgen.model import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """Published entries that follow each other and are of one month."""

    name: str
    """`2024-10`. Where clocks went back over the end of a month, a second stretch of one month
    follows with a number: `2024-10/2`."""
    entries: tuple[Entry, ...]
    """Newest first."""
    mark: str
    """Fingerprint of the entries, in order."""


def months_of(published: tuple[Entry, ...]) -> tuple[Month, ...]:
    """Return the entries month by month, in their order."""
    return tuple(_months(published))


def _months(published: tuple[Entry, ...]) -> Iterator[Month]:
    seen: dict[tuple[int, int], int] = {}
    for (year, month), found in groupby(published, _month_of):
        entries = tuple(found)
        number = seen[year, month] = seen.get((year, month), 0) + 1
        name = f"{year:04}-{month:02}"
        yield Month(
            name=name if number == 1 else f"{name}/{number}",
            entries=entries,
            mark=composed(*(entry.marks.whole for entry in entries)),
        )


def _month_of(entry: Entry) -> tuple[int, int]:
    local = entry.date.local
    return local.year, local.month
