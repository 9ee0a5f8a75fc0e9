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


# The elements whose own words are cut off: nobody could read what is missing.
CUT = """
() => [...document.body.querySelectorAll("*")].filter(one => {
  const style = getComputedStyle(one);
  const worded = [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  return worded && !one.closest(".unseen, .skip, pre, .table, .strip, [hidden]")
    && [style.overflowX, style.overflowY].some(flow => flow !== "visible")
    && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
}).map(one => `${one.localName}.${one.className}: ${one.textContent.trim().slice(0, 60)}`)
"""

# The edges from which the rows of lists begin, when the first of each is written the other way.
EDGES = """
() => [...document.querySelectorAll(".list")].flatMap(list => {
  const rows = [...list.querySelectorAll("li > div:has(> a)")];
  rows[0].dir = document.dir === "rtl" ? "ltr" : "rtl";
  return rows.map(row => getComputedStyle(row)).map(({direction, textAlign}) =>
    textAlign === "start" ? {ltr: "left", rtl: "right"}[direction] : textAlign);
})
"""

# WCAG 1.4.12, by a stylesheet that no policy bars.
SPACE_TEXT = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* {
    line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important;
  } p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}
"""


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_scrolls_sideways(browser: Browser, shown: Demo, kind: str) -> None:
    """Each kind of page fits a small phone, a phone, a laptop and a wide screen.

    So it does when the laptop is zoomed to 200 % and to 400 %, which gives it 640 and 320 pixels,
    and when a reader spaces its text out. No word is cut off.
    """
    page = browser.new_page(reduced_motion="reduce")
    page.goto(shown.specimen(kind))
    faults = []
    for width in (1600, 1280, 640, 390, 320, "320, spaced out"):
        if isinstance(width, int):
            page.set_viewport_size({"width": width, "height": 800})
        else:
            page.evaluate(SPACE_TEXT)
        needed, shown_wide = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        if needed > shown_wide:
            faults.append(f"{needed} pixels at {width}")
        faults += [f"cut off at {width}: {words}" for words in page.evaluate(CUT)]
    page.close()

    assert faults == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_jumps(browser: Browser, shown: Demo, kind: str) -> None:
    """Fonts and images that arrive late move nothing: the layout shift is 0."""
    shifts = {}
    for width in (390, 1280):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(shown.specimen(kind))
        if shift := page.evaluate(LAYOUT_SHIFT):
            shifts[width] = shift
        page.close()

    assert shifts == {}


def test_an_entry_prints(browser: Browser, demo: Demo) -> None:
    """An entry becomes a PDF."""
    page = browser.new_page()
    page.goto(demo.specimen("entry"))
    document = page.pdf(prefer_css_page_size=True)
    page.close()

    assert document.startswith(b"%PDF-")


def test_rows_of_a_list_hold_one_edge(browser: Browser, shown: Demo) -> None:
    """Also those in a language that is written the other way: each stays by its number."""
    page = browser.new_page()
    page.goto(shown.specimen("home"))
    start = page.evaluate("document.dir === 'rtl' ? 'right' : 'left'")
    edges = page.evaluate(EDGES)
    page.close()

    assert {*edges} == {start}
