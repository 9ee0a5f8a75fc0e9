"""When a digest is published without a push: local times become lines of cron, never too early."""

from datetime import UTC, datetime, time, timedelta

import pytest

from briefgen.authoring.schedule import Run, runs
from briefgen.reading.times import zone_names, zone_of
from briefgen.urls import Cadence

YEAR = 2026


@pytest.mark.parametrize(
    ("zone", "at", "cron", "local"),
    [
        ("UTC", "06:10", "10 6 * * *", "06:10"),
        # Half and quarter hours.
        ("Asia/Kolkata", "00:17", "47 18 * * *", "00:17 of the next day"),
        ("Asia/Kolkata", "06:00", "30 0 * * *", "06:00"),
        ("Asia/Kathmandu", "06:00", "15 0 * * *", "06:00"),
        # Clocks that change: the later of the two.
        ("America/New_York", "00:17", "17 5 * * *", "00:17 at UTC-05:00, 01:17 at UTC-04:00"),
        ("Europe/Berlin", "06:00", "0 5 * * *", "06:00 at UTC+01:00, 07:00 at UTC+02:00"),
        ("Australia/Lord_Howe", "06:00", "30 19 * * *", None),
        # Another day in UTC, and one that differs by the season.
        ("Pacific/Kiritimati", "01:00", "0 11 * * *", "01:00 of the next day"),
        ("Pacific/Pago_Pago", "20:00", "0 7 * * *", "20:00 of the day before"),
        (
            "America/New_York",
            "23:30",
            "30 4 * * *",
            "23:30 of the day before at UTC-05:00, 00:30 at UTC-04:00",
        ),
        # Its clocks change at midnight, so that 00:17 is left out once a year.
        ("Africa/Cairo", "00:17", "17 22 * * *", None),
    ],
)
def test_a_local_time_becomes_a_line_of_cron(
    zone: str, at: str, cron: str, local: str | None
) -> None:
    """The line is in UTC, and the words beside it say what that is in the zone."""
    (run,) = runs("daily", zone, "Trial", YEAR, [time.fromisoformat(at)])

    assert run.cron == cron
    assert local is None or run.local == local


def test_no_run_is_before_its_hour_and_some_are_on_time() -> None:
    """In every zone of the world, on every day of the year."""
    days = [datetime(YEAR, 1, 1, tzinfo=UTC) + timedelta(days=day) for day in range(365)]
    wrong = {}
    for zone in zone_names():
        (run,) = runs("daily", zone, "Trial", YEAR, [time(0, 20)])
        minute, hour = map(int, run.cron.split()[:2])
        began = [day.replace(hour=hour, minute=minute) for day in days]
        clocks = {one.astimezone(zone_of(zone)).time() for one in began}
        if min(clocks) != time(0, 20) or max(clocks) > time(2, 20):
            wrong[zone] = clocks

    assert wrong == {}


@pytest.mark.parametrize(
    ("cadence", "hours"), [("daily", [0, 6]), ("weekly", [0]), ("monthly", [0])]
)
def test_a_cadence_has_hours_of_its_own(cadence: Cadence, hours: list[int]) -> None:
    """A run follows midnight each day whatever the cadence; a daily digest has one before work."""
    found = runs(cadence, "Asia/Kolkata", "Trial", YEAR)

    assert [int(run.local[:2]) for run in found] == hours
    assert all(run.cron.endswith(" * * *") for run in found)


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu", "America/St_Johns", "Asia/Kolkata"])
def test_digests_run_off_the_hour_and_not_all_at_once(zone: str) -> None:
    """The minute follows from the title: the same each time, and not near a full hour of UTC."""
    planned = [runs("daily", zone, f"Digest {number}", YEAR) for number in range(60)]
    minutes = {int(run.cron.split()[0]) for each in planned for run in each}

    assert planned[0] == runs("daily", zone, "Digest 0", YEAR)
    assert min(minutes) >= 7
    assert max(minutes) <= 53
    assert len(minutes) > 20


def test_several_times_are_put_in_order_and_each_once() -> None:
    """Times that are asked for stand instead of the cadence's."""
    found = runs("daily", "UTC", "Trial", YEAR, [time(18, 5), time(6, 5), time(18, 5)])

    assert found == (Run("5 6 * * *", "06:05"), Run("5 18 * * *", "18:05"))
