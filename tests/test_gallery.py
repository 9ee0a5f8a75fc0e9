"""docs/gallery.md shows each built-in theme, in pictures that are there and small."""

import re
from pathlib import Path

import pytest
from PIL import Image

from briefgen.engine.declaration import shelf_names
from briefgen.program import builtin_themes
from tests.tools import gallery

PAGE = Path(__file__).parents[1] / "docs" / "gallery.md"
SHOWN = re.compile(
    r'<img src="images/gallery/([\w-]+)\.webp" width="(\d+)" height="(\d+)" loading="lazy"'
    r' alt="([^"]+)">'
)


def shown() -> dict[str, tuple[int, int]]:
    """Return the pictures of the page with their sizes."""
    found = SHOWN.findall(PAGE.read_text("utf-8"))
    return {name: (int(width), int(height)) for name, width, height, _ in found}


def test_the_page_has_the_pictures_that_are_taken() -> None:
    """None is missing, none is left over, and none stands on the page in another way."""
    files = {path.stem for path in gallery.PICTURES.iterdir()}

    assert files == {shot.name for shot in gallery.SHOTS} == set(shown())
    assert PAGE.read_text("utf-8").count("images/gallery/") == len(gallery.SHOTS)


@pytest.mark.parametrize("theme", shelf_names([builtin_themes()]))
def test_each_theme_is_shown(theme: str) -> None:
    """Its home wide, dark and on a phone, and a page within, below its name."""
    part = PAGE.read_text("utf-8").partition(f"\n## {theme}\n")[2].partition("\n## ")[0]
    names = {name for name, *_ in SHOWN.findall(part)}

    assert names >= {f"{theme}-{what}" for what in ("home", "dark", "phone", "entry")}


@pytest.mark.parametrize("shot", gallery.SHOTS, ids=lambda shot: shot.name)
def test_each_picture_is_small_and_has_the_size_that_is_told(shot: gallery.Shot) -> None:
    """So that nothing moves when it comes, and the page is soon there."""
    file = gallery.PICTURES / f"{shot.name}.webp"

    assert file.stat().st_size <= gallery.LARGEST
    with Image.open(file) as image:
        assert image.size == shown()[shot.name]


def test_all_pictures_together_are_small() -> None:
    """A clone of the project pays for them each time they change."""
    assert sum(path.stat().st_size for path in gallery.PICTURES.iterdir()) <= gallery.TOGETHER
