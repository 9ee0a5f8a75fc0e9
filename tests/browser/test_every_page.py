"""Every page of the demo opens quietly and fits its window."""

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

from tests.browser.conftest import Demo

pytestmark = pytest.mark.browser


class Watch:
    """Notes whatever goes wrong in a page while it is open."""

    def __init__(self, page: Page, home: str) -> None:
        self.home = home
        self.faults: list[str] = []
        self.page = page
        page.on("console", self._check_message)
        page.on("pageerror", lambda error: self.note(str(error)))
        page.on("request", self._check_origin)
        page.on("requestfailed", self._check_failure)
        page.on("response", self._check_status)

    def note(self, fault: str) -> None:
        self.faults.append(f"/{self.page.url.removeprefix(self.home)}: {fault}")

    def _check_message(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.note(message.text)

    def _check_origin(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.note(f"{request.url} is not of this site")

    def _check_failure(self, request: Request) -> None:
        # Aborted is what the next page does to an icon that is still on its way.
        if request.failure != "net::ERR_ABORTED":
            self.note(f"{request.url} failed: {request.failure}")

    def _check_status(self, response: Response) -> None:
        if response.status >= 400:
            self.note(f"{response.url} answers {response.status}")


def test_every_page_opens_without_a_fault(browser: Browser, demo: Demo) -> None:
    """No error in the console, no failed request, and nothing asked of another site."""
    page = browser.new_page()
    watch = Watch(page, demo.url)
    for address in demo.addresses:
        page.goto(demo.url + address)
    page.close()

    assert demo.addresses
    assert watch.faults == []


def test_every_page_fits_the_narrowest_window(browser: Browser, demo: Demo) -> None:
    """At 320 pixels (WCAG 1.4.10) nothing has to be scrolled sideways."""
    page = browser.new_page(viewport={"width": 320, "height": 640})
    too_wide = []
    for address in demo.addresses:
        page.goto(demo.url + address)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 320:
            too_wide.append(f"/{address}: {width}")
    page.close()

    assert too_wide == []


def test_a_lost_reader_gets_the_whole_404_page(browser: Browser, demo: Demo) -> None:
    """An address that never was answers 404, with styles, at any depth."""
    page = browser.new_page()
    statuses: dict[str, int] = {}

    def note(answer: Response) -> None:
        statuses[answer.request.resource_type] = answer.status

    page.on("response", note)
    page.goto(demo.url + "2024/no/such/page/")
    page.close()

    assert statuses["document"] == 404
    assert statuses["stylesheet"] == 200
