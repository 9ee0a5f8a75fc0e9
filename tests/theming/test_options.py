"""The options of broadsheet: each does something that can be seen, and writes no inline style."""

import re
from pathlib import Path

import pytest
import yaml

from briefgen.build import Result
from briefgen.program import builtin_themes
from tests.pages import read
from tests.projects import Project, fill

FONTS = builtin_themes() / "broadsheet" / "assets" / "fonts"
PRELOAD = re.compile(r'<link rel="preload" href="./assets/fonts/([^"]+)"')
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="80"/>'


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Give a digest with several days, and a logo."""
    project = Project(tmp_path)
    fill(project)
    project.write("static/logo.svg", LOGO)
    return project


def with_options(project: Project, theme: str = "broadsheet", /, **options: object) -> Result:
    """Build with some options of a theme."""
    project.configure(theme={"name": theme, "options": options})
    return project.build()


def test_without_options_nothing_is_added(project: Project) -> None:
    """No class on the root, no end of the stylesheet."""
    assert with_options(project).ok

    assert '<html lang="en" dir="ltr">' in project.page("index.html")
    assert ":root{" not in project.page("assets/style.css")


def test_an_accent_stands_at_the_end_of_the_stylesheet(project: Project) -> None:
    """Behind all layers; when only it changes, the stylesheet is all that is copied again."""
    result = with_options(project, accent="#0b5c6b #7fd0de")

    assert result.findings == ()
    end = project.page("assets/style.css").splitlines()[-1]
    assert end == ":root{--accent:light-dark(#0b5c6b,#7fd0de)}"
    assert read(project.page("index.html")).inline == ()


def test_a_pale_accent_is_a_warning(project: Project) -> None:
    """The site is built all the same, and the finding can be set off like others."""
    (found,) = with_options(project, accent="#e0a800").findings

    assert (found.code, found.severity) == ("low-contrast-accent", "warning")
    project.configure(
        theme={"options": {"accent": "#e0a800"}},
        checks={"ignore": ["low-contrast-accent"]},
    )
    assert project.build().findings == ()


@pytest.mark.parametrize("theme", ["broadsheet", "memo", "wire"])
def test_a_logo_takes_the_place_of_the_name(project: Project, theme: str) -> None:
    """On every page, with the name as its alternative text and its size."""
    assert with_options(project, theme, logo="static/logo.svg", favicon="static/logo.svg").ok

    plate = '<img src="{}logo.svg" alt="Trial" width="320" height="80">'
    assert plate.format("./") in project.page("index.html")
    assert plate.format("../") in project.page("archive/index.html")
    icon = '<link rel="icon" href="./logo.svg" type="image/svg+xml">'
    assert icon in project.page("index.html")


def test_a_logo_that_is_not_there_is_told(project: Project) -> None:
    """With the file that was most likely meant."""
    (found,) = with_options(project, logo="static/lgo.svg").findings

    assert found.code == "invalid-theme-option"
    assert found.span.key == "theme.options.logo"
    assert found.hint == "did you mean `static/logo.svg`?"


@pytest.mark.parametrize(
    ("option", "value", "name"),
    [
        ("density", "airy", "airy"),
        ("density", "compact", "compact"),
        ("headlines", "sans", "sans"),
        ("columns", 3, "columns-3"),
        ("columns", 1, "columns-1"),
        ("appearance", "dark", "dark"),
    ],
)
def test_the_stylesheet_knows_options_by_classes(
    project: Project, option: str, value: object, name: str
) -> None:
    """Each class that the root gets is one that the stylesheet has a rule for."""
    assert with_options(project, **{option: value}).ok

    assert f'dir="ltr" class="{name}">' in project.page("index.html")
    assert f".{name}" in project.page("assets/style.css")


def test_cards_show_as_much_as_is_wanted(project: Project) -> None:
    """Headlines alone, or with summaries; what leads shows all."""
    with_options(project, cards="summary")
    page = project.page("2024/10/23/index.html")
    assert page.count('class="summary"') == 2

    with_options(project, cards="headline")
    page = project.page("2024/10/23/index.html")
    assert page.count('class="summary"') == 0
    assert page.count('class="deck"') == 1


@pytest.mark.parametrize(
    ("dates", "stamp", "day"),
    [
        ("long", "21 October 2024", "Monday 21 October 2024"),
        ("medium", "21 Oct 2024", "Monday 21 October 2024"),
        ("short", "21 Oct 2024", "Mon 21 Oct 2024"),
    ],
)
def test_dates_are_as_long_as_is_wanted(project: Project, dates: str, stamp: str, day: str) -> None:
    """Months and weekdays in full, or abbreviated, or as the locale file has them."""
    with_options(project, dates=dates)

    assert f"{stamp}, 09:30 UTC" in project.page("2024/10/21/harvest-21/index.html")
    assert f">{day}</time>" in project.page("2024/10/21/index.html")


@pytest.mark.parametrize(
    ("headlines", "face"),
    [("serif", "newsreader-display-latin.woff2"), ("sans", "libre-franklin-latin.woff2")],
)
def test_the_face_of_headlines_is_asked_for_at_once(
    project: Project, headlines: str, face: str
) -> None:
    """Beside that of texts: one that comes late is not shown on the first page that is read."""
    assert with_options(project, headlines=headlines).ok

    asked = PRELOAD.findall(project.page("index.html"))
    assert asked == [face, "newsreader-text-latin.woff2"]
    assert sum((FONTS / name).stat().st_size for name in asked) <= 65 * 1024


def test_a_theme_of_ones_own_has_the_options_too(project: Project) -> None:
    """They come from the theme that it extends, and it may change their defaults."""
    own = project.root / "themes" / "own"
    own.mkdir(parents=True)
    settings = {
        "extends": "broadsheet",
        "options": {
            "density": {"default": "airy"},
        },
    }
    (own / "theme.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    project.configure(theme={"name": "own", "options": {"headlines": "sans"}})

    assert project.build().ok
    assert 'class="airy sans"' in project.page("index.html")
