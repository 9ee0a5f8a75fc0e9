"""When a digest is published without a push: the runs of a workflow that brings out what is due.

Cadence, zone and title in, lines for cron out. Cron knows neither zones nor clocks that change, so
that a run is put where it is never before the hour that was meant: where clocks change, it is then
later by the change for a part of the year.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from briefgen.fingerprint import of
from briefgen.reading.times import zone_of
from briefgen.urls import Cadence

# An entry that is due on a day, without a clock, is due at midnight. A daily digest is read in the
# morning, and many of its entries are meant for that. No cadence has fewer runs than one a day: an
# entry of a week's edition has an hour of its own too, and would wait for days.
_HOURS: dict[Cadence, tuple[int, ...]] = {"daily": (0, 6), "weekly": (0,), "monthly": (0,)}

# Runs start late, or not at all, in the first minutes of an hour, when everybody's do.
_FIRST_MINUTE, _LAST_MINUTE = 7, 53

_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Run:
    """A run on each day."""

    cron: str
    """Five fields, read in UTC."""
    local: str
    """What clocks of the zone show then, in words."""


def runs(
    cadence: Cadence, zone: str, title: str, year: int, at: Iterable[time] = ()
) -> tuple[Run, ...]:
    """Return the runs of a digest, in order: those `at` local times, or else those of its cadence.

    The minute follows from the title, so that not all digests run at once. `year` is the one whose
    changes of the clock are looked at.
    """
    asked = [clock.hour * 60 + clock.minute for clock in at]
    return tuple(
        _run(local, _offsets(zone, local, year))
        for local in sorted({*(asked or _minutes(cadence, zone, title, year))})
    )


def _minutes(cadence: Cadence, zone: str, title: str, year: int) -> list[int]:
    """Return when a digest runs by itself, in minutes from local midnight."""
    span = _LAST_MINUTE - _FIRST_MINUTE + 1
    minute = _FIRST_MINUTE + int(of(title), 16) % span
    # Off the hour in UTC, whose hours are not those of every zone.
    return [
        hour * 60 + (minute + min(_offsets(zone, hour * 60, year))) % 60 for hour in _HOURS[cadence]
    ]


def _offsets(zone: str, local: int, year: int) -> list[int]:
    """Return how many minutes east of UTC a local time is over a year, each once, in order."""
    where = zone_of(zone)
    first = datetime(year, 1, 1, *divmod(local, 60), tzinfo=where)
    days = (first + timedelta(days=day) for day in range(366))
    return sorted({(day.utcoffset() or timedelta()) // timedelta(minutes=1) for day in days})


def _run(local: int, offsets: list[int]) -> Run:
    # In the west of what a zone has, the same local time is later.
    utc = (local - offsets[0]) % _DAY
    hour, minute = divmod(utc, 60)
    told = [_told(utc, offset) for offset in offsets]
    if len(told) > 1:
        told = [f"{clock} at {_name(offset)}" for clock, offset in zip(told, offsets, strict=True)]
    return Run(f"{minute} {hour} * * *", ", ".join(told))


def _told(utc: int, offset: int) -> str:
    day, clock = divmod(utc + offset, _DAY)
    other = {-1: " of the day before", 0: "", 1: " of the next day"}[day]
    return f"{clock // 60:02}:{clock % 60:02}{other}"


def _name(offset: int) -> str:
    hours, minutes = divmod(abs(offset), 60)
    return f"UTC{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}"
