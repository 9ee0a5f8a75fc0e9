"""What memo and wire say that broadsheet does not, as far as it needs no browser."""

from pathlib import Path

import pytest

from tests.projects import Project

PAGE = "2024/10/23/a/index.html"


def mark(project: Project, page: str) -> str:
    """Return the handling mark at the head of a page of memo, or nothing."""
    return project.page(page).partition('<p class="mark">')[2].partition("</p>")[0]


def test_the_label_of_an_entry_takes_the_place_of_the_mark(tmp_path: Path) -> None:
    """On its own page; every other page has that of the site."""
    project = Project(tmp_path, theme={"name": "memo", "options": {"handling": "For members"}})
    project.entry("2024/10/23/a.md", tlp="clear")
    project.entry("2024/10/23/b.md")

    assert project.build().ok
    assert "<bdi>TLP:CLEAR</bdi>" in mark(project, PAGE)
    assert "<bdi>For members</bdi>" in mark(project, "2024/10/23/b/index.html")
    assert "<bdi>For members</bdi>" in mark(project, "index.html")


@pytest.mark.parametrize(("label", "told"), [("CLEAR", True), (None, False)])
def test_wire_has_the_label_among_the_facts(label: str | None, told: bool, tmp_path: Path) -> None:
    """When there is one."""
    project = Project(tmp_path, theme={"name": "wire"})
    project.entry("2024/10/23/a.md", tlp=label)

    assert project.build().ok
    assert ("<div><dt>TLP</dt><dd>CLEAR</dd></div>" in project.page(PAGE)) is told


def test_the_head_of_a_retracted_entry_says_so(tmp_path: Path) -> None:
    """It does not count a retraction among the corrections."""
    project = Project(tmp_path, theme={"name": "memo"})
    notice = {"date": "2024-10-24", "kind": "retraction", "text": "It was wrong."}
    project.entry("2024/10/23/a.md", updated="2024-10-24", corrections=[notice])

    assert project.build().ok
    assert '<a class="whole" href="#notices">Retracted</a>' in project.page(PAGE)


@pytest.mark.parametrize("theme", ["memo", "wire"])
@pytest.mark.parametrize("digit", ["٠", "۰"])
def test_numbers_that_the_stylesheet_counts_are_in_the_digits_of_the_language(
    theme: str, digit: str, tmp_path: Path
) -> None:
    """Arabic by country and Persian, as on the page."""
    language = {"٠": "ar-EG", "۰": "fa"}[digit]
    project = Project(tmp_path, language=language, theme={"name": theme})
    project.entry("2024/10/23/a.md")

    assert project.build().ok
    assert f' data-digits="{digit}"' in project.page("index.html")
    assert f':root[data-digits="{digit}"] {{ --digits:' in project.page("assets/style.css")


@pytest.mark.parametrize("theme", ["memo", "wire"])
@pytest.mark.parametrize(("regions", "name"), [(["asia"], "Region"), (["asia", "eu"], "Regions")])
def test_a_fact_is_named_by_how_many_there_are(
    theme: str, regions: list[str], name: str, tmp_path: Path
) -> None:
    """One region, or several."""
    project = Project(tmp_path, theme={"name": theme})
    project.entry("2024/10/23/a.md", regions=regions)

    assert project.build().ok
    assert f"<div><dt>{name}</dt>" in project.page(PAGE)
