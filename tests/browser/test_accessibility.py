"""axe-core finds nothing, its best practices included."""

from pathlib import Path
from typing import Literal

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


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(
    browser: Browser, axe: Path, demo: Demo, kind: str, scheme: Literal["light", "dark"], width: int
) -> None:
    """Each kind of page is accessible, in light and dark, on a phone and on a desk."""
    page = browser.new_page(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page.add_init_script(path=axe)
    page.goto(demo.specimen(kind))
    found = page.evaluate(RUN_AXE)
    page.close()

    assert found == []
