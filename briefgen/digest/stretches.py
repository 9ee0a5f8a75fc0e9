"""Stretches: the published entries in parts that are remembered as one.

Entries in, stretches of them out, each with the mark of all that is in it. Where one ends is a
matter of the calendar, so that a new entry changes one stretch and no other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from briefgen.fingerprint import composed
from briefgen.model import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Published entries that follow each other, of some eight days of one month."""

    name: str
    """`2024-10.2`. Where clocks went back over its end, a second stretch of the same days follows
    with a number: `2024-10.2/2`."""
    entries: tuple[Entry, ...]
    """Newest first."""
    mark: str
    """Fingerprint of the entries, in order."""


def stretches_of(published: tuple[Entry, ...]) -> tuple[Stretch, ...]:
    """Return the entries stretch by stretch, in their order."""
    return tuple(_stretches(published))


def _stretches(published: tuple[Entry, ...]) -> Iterator[Stretch]:
    seen: dict[str, int] = {}
    for days, found in groupby(published, lambda entry: entry.marks.days):
        entries = tuple(found)
        number = seen[days] = seen.get(days, 0) + 1
        yield Stretch(
            name=days if number == 1 else f"{days}/{number}",
            entries=entries,
            mark=composed(*[entry.marks.whole for entry in entries]),
        )
