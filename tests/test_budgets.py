"""What a reader's connection has to carry, at most: figures that docs and themes promise."""

import gzip
from pathlib import Path

ASSETS = Path(__file__).parents[1] / "themes" / "broadsheet" / "assets"


def packed(*names: str) -> int:
    """Return how many bytes some files take together, as a server sends them."""
    return len(gzip.compress(b"".join(ASSETS.joinpath(name).read_bytes() for name in names)))


def test_the_script_of_the_search_is_small() -> None:
    """It is sent as it is written, comments and all: 6 KB."""
    assert packed("search.js") <= 6 * 1024


def test_the_styles_are_small() -> None:
    """Those of all pages together: 10 KB."""
    assert packed("core.css", "broadsheet.css") <= 10 * 1024
