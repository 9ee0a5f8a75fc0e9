"""Dates and times: what people write, and the moment it means in the site's zone.

Text in, `Moment` out. Zones come from the tzdata package and never from the system, so that every
machine reads the same text as the same moment. No clock is asked here.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from briefgen.finding import ConfigurationError, Finding, Span
from briefgen.model import Moment
from briefgen.reading.text import quoted

_WRITTEN = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:(?:[Tt]|[ ]+)(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?[ ]*"
    r"([Zz]|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
_DAY_FIRST = re.compile(r"(\d\d?)[-./](\d\d?)[-./](\d{4})\b", re.ASCII)
_ZONE_NAME = re.compile(r"\d[ ]*([A-Z]{2,5})$", re.ASCII)
_ONE_DIGIT = re.compile(r"(\d{4})[-./](\d\d?)[-./](\d\d?)(.*)", re.ASCII | re.DOTALL)


class InvalidDateError(ValueError):
    """A text is not a date; `hint` says how to write it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """A date or time as written, before any zone is applied."""

    local: datetime
    offset: int | None
    """Seconds east of UTC; None when no offset was written."""
    clock: bool
    """False for a bare day."""


def read_time(text: str) -> WrittenTime:
    """Return what a text such as `2024-10-23T17:36+05:30` says (RFC 3339, and shorter).

    InvalidDateError when it is no date, or one that no calendar has.
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        raise InvalidDateError(f"{quoted(text)} is not a date", _how_to_write(text))
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    try:
        local = datetime(  # noqa: DTZ001
            int(year),
            int(month),
            int(day),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
            int(f"{fraction or 0:0<6}"[:6]),
        )
    except ValueError:
        raise InvalidDateError(
            f"{quoted(text)} is not in any calendar", "correct the day or the time"
        ) from None
    return WrittenTime(local, _offset(zone, text), hour is not None)


def moment(written: WrittenTime, zone: str) -> Moment:
    """Return the moment that a written time means on the wall clock of a zone.

    A time without an offset is the zone's own. Of a repeated hour it is the first pass; a time
    that the spring change leaves out counts on from before the change: 02:30 is 03:30 (PEP 495,
    fold=0). A bare day is that day, whatever its midnight.
    """
    where = zone_of(zone)
    local = written.local
    try:
        if written.offset is not None:
            local = local - timedelta(seconds=written.offset)
            aware = local.replace(tzinfo=UTC).astimezone(where)
        else:
            aware = local.replace(tzinfo=where)
            if written.clock and not _exists(aware):
                aware = aware.astimezone(UTC).astimezone(where)
        offset = aware.utcoffset() or timedelta()
        return Moment(
            local=aware.replace(tzinfo=None, fold=0),
            offset=offset // timedelta(seconds=1),
            zone=_abbreviation(aware.tzname() or "", offset),
            clock=written.clock,
        )
    except OverflowError:
        # Within hours of year 1 or 9999 another zone's clock has no date: keep the one written.
        seconds = written.offset or 0
        name = _abbreviation("+", timedelta(seconds=seconds))
        return Moment(local=written.local, offset=seconds, zone=name, clock=written.clock)


def bare_day(day: date, zone: str) -> Moment:
    """Return a day without a clock."""
    return moment(WrittenTime(datetime(day.year, day.month, day.day), None, False), zone)  # noqa: DTZ001


def moment_now(zone: str, text: str | None, clock: datetime, flag: str = "--now") -> Moment:
    """Return the moment of a build: `text` as given to `flag`, or else the aware `clock`.

    ConfigurationError when the text is no date.
    """
    if not text:
        utc = clock.astimezone(UTC)
        return moment(WrittenTime(utc.replace(tzinfo=None, microsecond=0), 0, True), zone)
    try:
        return moment(read_time(text), zone)
    except InvalidDateError as problem:
        raise ConfigurationError(
            Finding(
                code="invalid-date",
                message=f"{flag}: {problem.message}",
                span=Span(path=""),
                hint=problem.hint,
            )
        ) from None


@cache
def zone_of(name: str) -> ZoneInfo:
    """Return a zone by its IANA name, from the tzdata package. KeyError when there is none."""
    if name not in zone_names():
        raise KeyError(name)
    with files("tzdata.zoneinfo").joinpath(*name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


@cache
def zone_names() -> frozenset[str]:
    """All IANA names that the tzdata package knows."""
    return frozenset(files("tzdata").joinpath("zones").read_text("utf-8").split())


def suggest_zone(name: str) -> str:
    """Return a zone name that may have been meant, or an empty text."""
    by_lower = {known.lower(): known for known in sorted(zone_names())}
    cities = {known.rpartition("/")[2].lower(): known for known in sorted(zone_names())}
    lowered = name.strip().lower().replace(" ", "_")
    if lowered in cities:
        return cities[lowered]
    close = get_close_matches(lowered, by_lower, n=1, cutoff=0.7)
    return by_lower[close[0]] if close else ""


def _offset(zone: str | None, text: str) -> int | None:
    if zone is None:
        return None
    if zone in ("Z", "z", "UTC", "GMT"):
        return 0
    hours, minutes = int(zone[1:3]), int(zone[3:].lstrip(":") or 0)
    if hours > 23 or minutes > 59:
        raise InvalidDateError(
            f"{quoted(text)} has an impossible offset", "write it as +05:30 or Z"
        )
    seconds = hours * 3600 + minutes * 60
    return -seconds if zone[0] == "-" else seconds


def _exists(aware: datetime) -> bool:
    # Only in the gap is the offset before the change larger when asked with fold=1.
    first, second = aware.utcoffset(), aware.replace(fold=1).utcoffset()
    return first is None or second is None or first >= second


def _abbreviation(name: str, offset: timedelta) -> str:
    if name and name[0] not in "+-":
        return name
    minutes = offset // timedelta(minutes=1)
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours:02}:{rest:02}"


def _how_to_write(text: str) -> str:
    day_first = _DAY_FIRST.search(text)
    if day_first is not None:
        first, second, year = day_first.groups()
        if int(second) <= 12 < int(first):
            return f"write it as {year}-{int(second):02}-{int(first):02}"
        return "write it with the year first, as 2024-10-23"
    short = _ONE_DIGIT.fullmatch(text.strip())
    if short is not None and _WRITTEN.fullmatch(
        f"{short[1]}-{int(short[2]):02}-{int(short[3]):02}{short[4]}".strip()
    ):
        return f"write it as {short[1]}-{int(short[2]):02}-{int(short[3]):02}{short[4].rstrip()}"
    if _ZONE_NAME.search(text.strip()):
        return "write the zone as an offset, such as +05:30"
    return "write it as 2024-10-23 or 2024-10-23T17:36+05:30"
