"""Pages keep their shape: nothing sticks out, nothing jumps, and they print."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import KINDS, Demo

pytestmark = pytest.mark.browser

# Scrolls to the end, so that late images arrive, then adds up all shifts since the start.
LAYOUT_SHIFT = """
async () => {
  const frame = () => new Promise(requestAnimationFrame);
  await document.fonts.ready;
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
    scrollTo(0, y);
    await frame();
  }
  await Promise.all(Array.from(document.images, image => image.decode().catch(() => {})));
  await frame();
  let shift = 0;
  const add = entries => entries.forEach(entry => { shift += entry.value; });
  const observer = new PerformanceObserver(list => add(list.getEntries()));
  observer.observe({type: "layout-shift", buffered: true});
  await frame();
  await frame();
  add(observer.takeRecords());
  return shift;
}
"""


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_scrolls_sideways(browser: Browser, demo: Demo, kind: str) -> None:
    """Each kind of page fits a small phone, a phone, a laptop and a wide screen."""
    page = browser.new_page()
    page.goto(demo.specimen(kind))
    too_wide = []
    for width in (320, 390, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
            too_wide.append(f"{needed} pixels at {width}")
    page.close()

    assert too_wide == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("kind", ["home", "entry"])
def test_nothing_jumps(browser: Browser, demo: Demo, kind: str, width: int) -> None:
    """Fonts and images that arrive late move nothing: the layout shift is 0."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(demo.specimen(kind))
    shift = page.evaluate(LAYOUT_SHIFT)
    page.close()

    assert shift == 0


def test_an_entry_prints(browser: Browser, demo: Demo) -> None:
    """An entry becomes a PDF."""
    page = browser.new_page()
    page.goto(demo.specimen("entry"))
    document = page.pdf(prefer_css_page_size=True)
    page.close()

    assert document.startswith(b"%PDF-")
