"""axe-core finds nothing, its best practices included."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import KINDS, Demo

pytestmark = pytest.mark.browser

# By tag, so that rules that are off by default run too (target-size of WCAG 2.2).
RUN_AXE = """
async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const options = {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]};
  const {violations} = await axe.run(document, options);
  return violations.flatMap(({id, help, nodes}) =>
    nodes.map(node => `${id}: ${help}: ${node.target.join(" ")}: ${node.html}`));
}
"""


# What the scheme alone can change.
RUN_COLOURS = """
async () => {
  const options = {runOnly: ["color-contrast", "link-in-text-block"], resultTypes: ["violations"]};
  const {violations} = await axe.run(document, options);
  return violations.flatMap(({id, nodes}) =>
    nodes.map(node => `${id}: ${node.target.join(" ")}: ${node.html}`));
}
"""


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(examined: Page, shown: Demo, kind: str) -> None:
    """Each kind of page is accessible, in light and dark, on a phone and on a desk."""
    examined.goto(shown.specimen(kind))
    found: list[str] = []
    for width, scheme, rules in (
        (390, "light", RUN_AXE),
        (390, "dark", RUN_COLOURS),
        (1280, "dark", RUN_AXE),
        (1280, "light", RUN_COLOURS),
    ):
        examined.set_viewport_size({"width": width, "height": 800})
        examined.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [f"{scheme}, {width}: {said}" for said in examined.evaluate(rules)]

    assert found == []
