"""Whoever has a keyboard alone gets everywhere, and sees where they are."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Demo

pytestmark = pytest.mark.browser

# What can be reached, in the order of the page; each gets a number to know it again.
REACHABLE = """
() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.disabled)
  .map((one, number) => {
    one.dataset.number = number;
    return `${one.localName} ${one.textContent.trim().slice(0, 40)}`;
  })
"""

# Where the focus is, and what is wrong with how it shows: no ring around it or around the card that
# it stands for, less than 2 pixels wide, or something that lies over it.
FOCUSED = """
() => {
  const one = document.activeElement;
  const ringed = element => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const card = one.closest("article");
  const seen = [...one.getClientRects()].some(box => {
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return top && (one.contains(top) || top.contains(one));
  });
  const faults = [];
  if (!ringed(one) && !(card && ringed(card))) faults.push("no ring");
  if (!seen) faults.push("covered");
  return [one.dataset.number ?? null, faults];
}
"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("kind", ["home", "entry", "search"])
def test_tab_reaches_everything_in_order(
    browser: Browser, shown: Demo, kind: str, width: int
) -> None:
    """Each link and control is reached once, in the order of the page, in plain sight."""
    page = browser.new_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page.goto(shown.specimen(kind))
    offered = page.evaluate(REACHABLE)
    reached: list[int] = []
    faults: list[str] = []
    # A field for a date is several stops.
    for _ in range(2 * len(offered)):
        page.keyboard.press("Tab")
        number, found = page.evaluate(FOCUSED)
        if number is None:
            break
        faults += [f"{offered[int(number)]}: {fault}" for fault in found]
        if reached[-1:] != [int(number)]:
            reached.append(int(number))
    page.close()

    assert reached == list(range(len(offered)))
    assert faults == []


def test_the_first_stop_leads_past_the_head(browser: Browser, shown: Demo) -> None:
    """Tab shows the skip link, Enter follows it, and the next stop is in the main column."""
    page = browser.new_page(reduced_motion="reduce")
    page.goto(shown.specimen("entry"))
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)
    page.close()
