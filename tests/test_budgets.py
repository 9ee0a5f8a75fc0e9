"""What a reader's connection has to carry, at most: figures that docs and themes promise."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PROJECT, THEMES

KB = 1024

FIRST_VIEW = {"broadsheet": 250 * KB, "wire": 40 * KB, "memo": 80 * KB}
"""The front page with its styles, its fonts, and the pictures that do not wait."""

FONTS = {"broadsheet": 95 * KB, "wire": 0, "memo": 51 * KB}
"""Those of Latin text, upright: what every page may ask for."""

PRELOADED = {"broadsheet": 64 * KB, "wire": 0, "memo": 51 * KB}

STYLESHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
PRELOAD = re.compile(r'<link rel="preload" href="([^"]+)" as="font"')
PICTURE = re.compile(r'<img src="([^"]+)"([^>]*)>')
TAG = re.compile(r"<[a-z]")


def packed(*files: Path) -> int:
    """Return how many bytes some files take together, as a server sends them."""
    return len(gzip.compress(b"".join(file.read_bytes() for file in files)))


def size(files: list[Path]) -> int:
    """Return how many bytes some files take together, which are packed as they are."""
    return sum(file.stat().st_size for file in files)


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest) -> str:
    """The name of each theme."""
    return str(request.param)


@pytest.fixture
def site(demo_in: Callable[[str], Path], theme: str) -> Path:
    """The demo in that theme."""
    return demo_in(theme)


def test_the_script_of_the_search_is_small() -> None:
    """It is sent as it is written, comments and all: 6 KB."""
    assert packed(PROJECT / "themes" / "broadsheet" / "assets" / "search.js") <= 6 * KB


def test_the_styles_are_one_small_file(site: Path) -> None:
    """Those of all pages together: 10 KB."""
    named = {
        (page.parent / href).resolve()
        for page in site.rglob("*.html")
        for href in STYLESHEET.findall(page.read_text("utf-8"))
        # The page that is shown at any address names it by the whole path.
        if not href.startswith("/")
    }

    assert named == {site / "assets" / "style.css"}
    assert packed(*named) <= 10 * KB


def test_pages_are_light(site: Path) -> None:
    """The front page 25 KB, an entry 12 KB, and no page has more than 1,500 elements."""
    entries = {page: packed(page) for page in site.glob("2*/*/*/*/index.html")}
    elements = {
        page.relative_to(site).as_posix(): len(TAG.findall(page.read_text("utf-8")))
        for page in site.rglob("*.html")
    }

    assert packed(site / "index.html") <= 25 * KB
    assert max(entries.values()) <= 12 * KB
    assert {page: count for page, count in elements.items() if count > 1500} == {}


def test_fonts_are_few(site: Path, theme: str) -> None:
    """A theme publishes its own only, and asks for what stands above the fold at once."""
    home = (site / "index.html").read_text("utf-8")
    fonts = [*(site / "assets").rglob("*.woff2")]
    upright = [file for file in fonts if not re.search("ext|italic", file.name)]

    assert size(upright) <= FONTS[theme]
    assert size([site / href for href in PRELOAD.findall(home)]) <= PRELOADED[theme]
    assert bool(fonts) == bool(FONTS[theme])


def test_the_first_view_is_light(site: Path, theme: str) -> None:
    """The front page, its styles, icon and fonts, and the picture that leads."""
    home = (site / "index.html").read_text("utf-8")
    texts = [site / "index.html", site / "assets" / "style.css", *site.glob("assets/*.svg")]
    at_once = [site / src for src, more in PICTURE.findall(home) if 'loading="lazy"' not in more]
    fonts = [
        file
        for file in (site / "assets").rglob("*.woff2")
        if not re.search("ext|italic", file.name)
    ]

    assert sum(map(packed, texts)) + size(fonts) + size(at_once) <= FIRST_VIEW[theme]


def test_wire_is_words_alone(demo_in: Callable[[str], Path]) -> None:
    """Its front page has no picture at all."""
    assert "<img" not in (demo_in("wire") / "index.html").read_text("utf-8")


def test_no_stylesheet_of_another_theme_is_published(site: Path, theme: str) -> None:
    """Its own fonts with their licence, and no file that no page asks for."""
    published = {file.name for file in (site / "assets").rglob("*") if file.is_file()}
    own = {file.name for file in (PROJECT / "themes" / theme / "assets").rglob("*.*")}
    shared = {"feed.css", "fresh.js", "search.js", "favicon.svg", "style.css"}

    assert published - own - shared == set()
    assert {name for name in own if name.endswith("OFL.txt")} <= published
