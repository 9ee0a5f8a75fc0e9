"""The menu drawer works from the keyboard, and nothing is lost without it."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Demo

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [390, 1280])
def test_the_drawer_opens_and_closes_from_the_keyboard(
    browser: Browser, demo: Demo, width: int
) -> None:
    """Tab reaches the menu button, Enter opens the drawer, Escape closes it."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(demo.specimen("home"))
    button = page.locator("header button[popovertarget]").first
    drawer = page.locator("nav[popover]")
    expect(drawer).to_be_hidden()

    for _ in range(40):
        page.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(drawer).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(button).to_be_focused()
    page.close()


@pytest.mark.parametrize("kind", ["home", "entry"])
def test_without_scripts_the_footer_has_all_that_the_drawer_has(
    browser: Browser, demo: Demo, kind: str
) -> None:
    """With JavaScript off a page shows its text, and each link of the drawer in the footer."""
    page = browser.new_page(java_script_enabled=False)
    page.goto(demo.specimen(kind))
    drawer = page.locator("nav[popover] a")
    footer = page.locator("body > footer a")
    offered = {drawer.nth(index).get_attribute("href") for index in range(drawer.count())}
    shown = {
        link.get_attribute("href")
        for link in (footer.nth(index) for index in range(footer.count()))
        if link.is_visible()
    }

    expect(page.locator("main h1, main h2").first).to_be_visible()
    assert offered
    assert offered <= shown
    page.close()
