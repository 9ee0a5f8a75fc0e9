"""What readers set in their system is kept to: less motion, and colours of their own."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import KINDS, Demo

pytestmark = pytest.mark.browser

# What would move. A transition between pages is a rule that holds for this reader.
MOTION = """
() => {
  const found = new Set();
  for (const one of document.querySelectorAll("*"))
    for (const part of [null, "::before", "::after"]) {
      const style = getComputedStyle(one, part);
      const lasting = [style.transitionDuration, style.animationDuration].join();
      if (/[1-9]/.test(lasting) || style.scrollBehavior === "smooth") found.add(one.localName);
    }
  const walk = rules => [...rules].forEach(rule => {
    if (rule.media && !matchMedia(rule.media.mediaText).matches) return;
    if (rule.constructor.name === "CSSViewTransitionRule" && rule.navigation === "auto")
      found.add("@view-transition");
    if (rule.cssRules) walk(rule.cssRules);
  });
  [...document.styleSheets].forEach(sheet => walk(sheet.cssRules));
  return [...found];
}
"""

# What colour alone, or a shadow, would tell apart: by then all grounds are one, and shadows gone.
# Given back are the boxes without a line around them or at their start.
UNLINED = """
() => [...document.querySelectorAll(".badge, .label, .notice, input, select, main button, .flag")]
  .filter(one => one.checkVisibility({visibilityProperty: true}))
  .filter(one => [null, "::before"].every(part => {
    const style = getComputedStyle(one, part);
    return style.borderInlineStartStyle === "none" || !parseFloat(style.borderInlineStartWidth);
  }))
  .map(one => `${one.localName}.${one.className}`)
"""

# Whatever keeps colours of its own. A label does, in black and white, and has a line.
KEPT = """
() => [...document.querySelectorAll("body *")]
  .filter(one => getComputedStyle(one).forcedColorAdjust === "none")
  .filter(one => !one.closest(".badge, .label"))
  .map(one => `${one.localName}.${one.className}`)
"""


@pytest.mark.parametrize("kind", ["home", "entry", "search"])
def test_nothing_moves_for_whoever_wants_it_still(browser: Browser, demo: Demo, kind: str) -> None:
    """With less motion asked for there is none: no transition, not even between pages."""
    page = browser.new_page()
    page.goto(demo.specimen(kind))
    # Else this test would see nothing at all.
    usually = page.evaluate(MOTION)
    page.emulate_media(reduced_motion="reduce")
    found = page.evaluate(MOTION)
    page.close()

    assert "@view-transition" in usually
    assert found == []


def test_forced_colours_hide_nothing(browser: Browser, shown: Demo) -> None:
    """Labels, notices, fields and flags keep a line; focus keeps its ring; no colour is kept."""
    page = browser.new_page(forced_colors="active", reduced_motion="reduce")
    faults: list[str] = []
    labelled = 0
    for kind in KINDS:
        page.goto(shown.specimen(kind))
        labelled += page.locator(".badge, .label, .flag, .notice").count()
        faults += [f"{kind}: {one} has no line" for one in page.evaluate(UNLINED)]
        faults += [f"{kind}: {one} keeps its colours" for one in page.evaluate(KEPT)]
        page.keyboard.press("Tab")
        ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        faults += [f"{kind}: no ring"] * (ring == "none")
    page.close()

    assert labelled
    assert faults == []
