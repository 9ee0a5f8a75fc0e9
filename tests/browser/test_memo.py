"""The theme memo, on the demo digest: its key points, and how it prints."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Demo
from tests.browser.test_search import hits, opened
from tests.conftest import OPTIONS

pytestmark = pytest.mark.browser


def test_the_filters_of_the_search_stay_folded(browser: Browser, memo: Demo) -> None:
    """They stand above what was found, so that they must not push it away."""
    with opened(browser, f"{memo.url}search/?q=hurricane") as page:
        expect(hits(page).first).to_contain_text("Hurricane")

        expect(page.locator("#filters")).not_to_have_attribute("open", "")


def test_key_points_have_the_numbers_of_their_entries(browser: Browser, memo: Demo) -> None:
    """A key point leads to the entry of its number, on the same page."""
    page = browser.new_page()
    page.goto(memo.specimen("home"))
    points = page.locator(".points a")
    words = points.all_inner_texts()
    led = [
        page.locator(str(points.nth(index).get_attribute("href"))).locator("h3").inner_text()
        for index in range(len(words))
    ]
    page.close()

    assert len(words) > 3
    assert led == words


def test_an_edition_prints_as_a_finished_document(browser: Browser, memo: Demo) -> None:
    """Without what leads elsewhere, with badges and the mark, and as a PDF."""
    page = browser.new_page(reduced_motion="reduce")
    page.goto(memo.specimen("home"))
    page.emulate_media(media="print")

    for gone in (".tools", ".annex", ".foot", ".earlier"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator(".badge").first).to_be_visible()
    expect(page.locator(".mark")).to_contain_text(OPTIONS["memo"]["handling"])
    expect(page.locator(".today")).to_be_visible()
    document = page.pdf(prefer_css_page_size=True)
    page.close()

    assert document.startswith(b"%PDF-")


def test_an_entry_prints_the_addresses_of_its_sources(browser: Browser, memo: Demo) -> None:
    """Whoever has the paper alone can find what it rests on."""
    page = browser.new_page()
    page.goto(memo.specimen("entry"))
    page.emulate_media(media="print")
    source = page.locator(".sources a.out").first
    written = source.evaluate("link => getComputedStyle(link, '::after').content")
    expect(page.locator(".permalink")).to_be_visible()
    address = source.get_attribute("href") or ""
    page.close()

    assert address in written
