"""Dates: what is written, the moment it means, and the same answer on every machine."""

import os
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.finding import ConfigurationError
from briefgen.model import Moment
from briefgen.reading.times import (
    InvalidDateError,
    moment,
    moment_now,
    read_time,
    suggest_zone,
    zone_names,
)


def told(text: str, zone: str = "Asia/Kolkata") -> tuple[str, str, bool]:
    """Return RFC 3339 text, abbreviation and clock of a date as written."""
    found = moment(read_time(text), zone)
    return found.iso, found.zone, found.clock


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-10-23", "2024-10-23T00:00:00+05:30"),
        ("2024-10-23 18:05", "2024-10-23T18:05:00+05:30"),
        ("2024-10-23T17:36+05:30", "2024-10-23T17:36:00+05:30"),
        ("2024-10-23T17:36:12.5+05:30", "2024-10-23T17:36:12+05:30"),
        ("2024-10-23T12:06Z", "2024-10-23T17:36:00+05:30"),
        ("2024-10-23T12:06:00 UTC", "2024-10-23T17:36:00+05:30"),
        ("2024-10-23T17:51+05:45", "2024-10-23T17:36:00+05:30"),
        ("2024-10-23T17:51+0545", "2024-10-23T17:36:00+05:30"),
        ("2024-10-23 08:06:00 -04:00", "2024-10-23T17:36:00+05:30"),
    ],
)
def test_dates_are_read_as_people_write_them(written: str, iso: str) -> None:
    """Bare days, naive times, offsets in every usual spelling; seconds may have fractions."""
    assert told(written)[0] == iso


def test_a_bare_day_has_no_clock() -> None:
    """It is that day in the site's zone, and no time is shown."""
    assert told("2024-10-23") == ("2024-10-23T00:00:00+05:30", "IST", False)
    assert told("2024-10-23 00:00")[2] is True


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("23-10-2024", "write it as 2024-10-23"),
        ("23.10.2024", "write it as 2024-10-23"),
        ("10/12/2024", "write it with the year first, as 2024-10-23"),
        ("2024-1-5", "write it as 2024-01-05"),
        ("2024-10-23 17:36 IST", "write the zone as an offset, such as +05:30"),
        ("yesterday", "write it as 2024-10-23 or 2024-10-23T17:36+05:30"),
        ("2024-02-30", "correct the day or the time"),
        ("2023-02-29", "correct the day or the time"),
        ("2024-10-23 25:00", "correct the day or the time"),
        ("0000-01-01", "correct the day or the time"),
        ("2024-10-23T10:00+99:00", "write it as +05:30 or Z"),
        ("٢٠٢٤-١٠-٢٣", "write it as 2024-10-23 or 2024-10-23T17:36+05:30"),
    ],
)
def test_what_is_no_date_comes_with_advice(written: str, hint: str) -> None:
    """Impossible dates and other orders are refused, with the way to write them."""
    with pytest.raises(InvalidDateError) as caught:
        read_time(written)

    assert caught.value.hint == hint
    assert "`" in caught.value.message


def test_a_time_that_spring_leaves_out_counts_on_from_before() -> None:
    """02:30 on that night is 03:30; the documented answer (PEP 495, fold=0)."""
    assert told("2024-03-10 02:30", "America/New_York")[:2] == ("2024-03-10T03:30:00-04:00", "EDT")


def test_of_an_hour_that_autumn_repeats_the_first_is_meant() -> None:
    """Without an offset the first pass; with one, either."""
    zone = "America/New_York"

    assert told("2024-11-03 01:30", zone)[:2] == ("2024-11-03T01:30:00-04:00", "EDT")
    assert told("2024-11-03 01:30 -05:00", zone)[:2] == ("2024-11-03T01:30:00-05:00", "EST")


def test_a_day_that_a_zone_skipped_stays_itself() -> None:
    """Samoa had no 30 December 2011; an entry of that day keeps its page."""
    assert moment(read_time("2011-12-30"), "Pacific/Apia").day.isoformat() == "2011-12-30"


@pytest.mark.parametrize(
    "zone", ["UTC", "Asia/Kolkata", "America/Los_Angeles", "Pacific/Kiritimati"]
)
@pytest.mark.parametrize(
    "written",
    [
        "0001-01-01",
        "0001-01-01T00:00+14:00",
        "9999-12-31",
        "9999-12-31T23:59-11:00",
        "0001-01-01T00:00Z",
    ],
)
def test_the_first_and_the_last_year_survive(written: str, zone: str) -> None:
    """No conversion leaves the calendar."""
    found = moment(read_time(written), zone)

    assert found.day.year in (1, 9999)
    assert found.iso[:4] in ("0001", "9999")
    assert isinstance(found.instant, int)


@given(
    st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001
    st.integers(-14 * 60, 14 * 60),
    st.sampled_from(["UTC", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe"]),
)
def test_an_instant_is_the_same_in_every_zone(local: datetime, minutes: int, zone: str) -> None:
    """An offset fixes the instant; the site's zone only tells it in its own words."""
    sign = "-" if minutes < 0 else "+"
    offset = f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    written = f"{local.isoformat(timespec='seconds')}{offset}"

    found = moment(read_time(written), zone)

    utc = local.replace(microsecond=0) - timedelta(minutes=minutes)
    assert found.local - timedelta(seconds=found.offset) == utc
    assert datetime.fromisoformat(f"{found.local}").date() == found.day


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    """Any text is a date or a refusal."""
    with suppress(InvalidDateError):
        moment(read_time(text), "Europe/Paris")


def test_a_zone_without_letters_is_told_by_its_offset() -> None:
    """Nepal's zone has no abbreviation."""
    assert told("2024-10-23 10:00", "Asia/Kathmandu")[1] == "UTC+05:45"


def test_now_is_the_clock_or_what_was_asked_for() -> None:
    """`--now` takes any date that an entry may have."""
    clock = datetime(2024, 10, 23, 12, 6, 30, 999, tzinfo=UTC)

    assert moment_now("Asia/Kolkata", "", clock).iso == "2024-10-23T17:36:30+05:30"
    assert moment_now("Asia/Kolkata", "2024-01-01", clock).iso == "2024-01-01T00:00:00+05:30"
    with pytest.raises(ConfigurationError, match="--now: `soon` is not a date"):
        moment_now("UTC", "soon", clock)


@pytest.mark.parametrize("machine", ["America/Los_Angeles", "UTC", "Pacific/Kiritimati"])
def test_the_machine_s_zone_changes_nothing(machine: str) -> None:
    """A bare day is the same day wherever the site is built."""
    code = (
        "from briefgen.reading.times import *\n"
        "for w in ('2024-10-23', '2024-10-23 23:59', '2024-10-23T23:59Z'):\n"
        "    print(moment(read_time(w), 'Asia/Kolkata'))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TZ": machine, "PYTHONTZPATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )

    here = [
        str(moment(read_time(w), "Asia/Kolkata"))
        for w in ("2024-10-23", "2024-10-23 23:59", "2024-10-23T23:59Z")
    ]
    assert run.stdout.split("\n")[:3] == here


def test_a_zone_that_is_not_known_gets_a_suggestion() -> None:
    """By spelling, or by its city."""
    assert suggest_zone("asia/kolkatta") == "Asia/Kolkata"
    assert suggest_zone("New York") == "America/New_York"
    assert suggest_zone("IST") == ""
    assert "Asia/Kolkata" in zone_names()


def test_a_moment_is_plain_data() -> None:
    """Naive local time and an offset: no zone object is kept."""
    assert moment(read_time("2024-10-23 17:36"), "Asia/Kolkata") == Moment(
        local=datetime(2024, 10, 23, 17, 36),  # noqa: DTZ001
        offset=19_800,
        zone="IST",
    )
