"""What a reader's connection has to carry, at most: figures that docs and themes promise."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "themes"
SHARED = ROOT / "broadsheet" / "assets"


def packed(*files: Path) -> int:
    """Return how many bytes some files take together, as a server sends them."""
    return len(gzip.compress(b"".join(file.read_bytes() for file in files)))


def test_the_script_of_the_search_is_small() -> None:
    """It is sent as it is written, comments and all: 6 KB."""
    assert packed(SHARED / "search.js") <= 6 * 1024


@pytest.mark.parametrize("theme", sorted(path.name for path in ROOT.iterdir()))
def test_the_styles_are_small(theme: str) -> None:
    """Those of all pages together: 10 KB."""
    styles = packed(SHARED / "core.css", ROOT / theme / "assets" / f"{theme}.css")

    assert styles <= 10 * 1024


def test_wire_is_words_alone(demo_in: Callable[[str], Path]) -> None:
    """Its front page has no picture and no font: with its styles and all else, 40 KB."""
    site = demo_in("wire")
    home = (site / "index.html").read_text("utf-8")
    assets = [file for file in site.joinpath("assets").rglob("*") if file.is_file()]

    assert "<img" not in home
    assert not [file for file in assets if "fonts" in file.parts]
    carried = [site / "index.html", *(file for file in assets if file.suffix in {".css", ".svg"})]
    assert sum(map(packed, carried)) <= 40 * 1024
