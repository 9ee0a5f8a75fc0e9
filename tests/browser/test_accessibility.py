"""axe-core finds nothing, its best practices included."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

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


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(browser: Browser, axe: Path, demo: Demo, kind: str) -> None:
    """Each kind of page is accessible, in light and dark, on a phone and on a desk."""
    page = browser.new_page(reduced_motion="reduce")
    page.add_init_script(path=axe)
    page.goto(demo.specimen(kind))
    found = []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += [f"{scheme}, {width}: {said}" for said in page.evaluate(RUN_AXE)]
    page.close()

    assert found == []
