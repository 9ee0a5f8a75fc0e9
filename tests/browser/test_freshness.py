"""The front page says that its edition is old when it is, by the reader's clock."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.projects import Project
from tests.serving import serve

pytestmark = pytest.mark.browser

# The newest edition is of Wednesday; the next one comes on Thursday, or after a weekend.
STALE_FROM = datetime(2024, 10, 27, tzinfo=timezone(timedelta(hours=5, minutes=30)))
SAID = "The newest edition is that of Wednesday 23 October 2024."


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a daily digest in Kolkata whose newest edition is of 23 October 2024."""
    project = Project(tmp_path_factory.mktemp("fresh"), timezone="Asia/Kolkata")
    project.entry("a.md", date="2024-10-23T09:00")
    project.entry("b.md", date="2024-10-22T09:00")
    project.build()
    with serve(Path(project.site), "/") as address:
        yield address


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Kiritimati"])
@pytest.mark.parametrize(("seconds", "old"), [(-1, False), (0, True), (86_400 * 400, True)])
def test_it_is_said_from_the_moment_on(
    browser: Browser, url: str, zone: str, seconds: int, old: bool
) -> None:
    """The same moment for all readers, wherever their clock is."""
    page = browser.new_page(timezone_id=zone)
    page.clock.set_fixed_time(STALE_FROM + timedelta(seconds=seconds))
    page.goto(url)
    notice = page.get_by_text(SAID)

    if old:
        expect(notice).to_be_visible()
    else:
        expect(notice).to_have_count(1)
        expect(notice).to_be_hidden()
    page.close()


def test_nothing_is_said_without_scripts(browser: Browser, url: str) -> None:
    """It is hidden, and stays so, however late it is."""
    page = browser.new_page(java_script_enabled=False)
    page.goto(url)

    expect(page.get_by_text(SAID)).to_be_hidden()
    page.close()


def test_only_the_front_page_loads_the_script(browser: Browser, url: str) -> None:
    """Other pages ask for no script at all."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.resource_type))
    page.goto(url)
    at_home = asked.count("script")
    asked.clear()
    page.goto(f"{url}2024/10/23/a/")
    page.close()

    assert at_home == 1
    assert "script" not in asked
