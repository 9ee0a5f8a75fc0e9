"""Listing themes, and copying a file of one to change it."""

import json
from pathlib import Path

import pytest

from briefgen.cli import run
from briefgen.program import builtin_themes
from tests.projects import Project, tree


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Give a project with one entry, and be in its folder."""
    project = Project(tmp_path)
    project.entry("2024/10/23/a.md", date="2024-10-23")
    monkeypatch.chdir(tmp_path)
    return project


def test_themes_are_listed(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Built-in ones and those of the project, with what they stand on and which is used."""
    assert run(["theme", "new", "coast"]) == 0
    project.configure(theme={"name": "coast"})
    capsys.readouterr()

    assert run(["theme", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("* coast") and "yours, on broadsheet" in line for line in lines)
    assert any(line.startswith("  broadsheet") and "built in" in line for line in lines)

    assert run(["theme", "list", "--format", "json"]) == 0
    found = {one["name"]: one for one in json.loads(capsys.readouterr().out)}
    assert found["coast"]["used"]
    assert found["coast"]["extends"] == ["broadsheet"]
    assert found["broadsheet"]["built_in"]


def test_a_theme_that_cannot_be_read_hides_no_other(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is told what is wrong with it, and the rest is listed."""
    broken = project.root / "themes" / "broken"
    broken.mkdir(parents=True)
    (broken / "theme.yaml").write_text("extends: nothing-there\n", encoding="utf-8")

    assert run(["theme", "list"]) == 2
    told = capsys.readouterr()
    assert "broadsheet" in told.out
    assert "unknown-theme" in told.err


def test_themes_are_listed_where_there_is_no_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those of the program are everywhere."""
    monkeypatch.chdir(tmp_path)

    assert run(["theme", "list"]) == 0
    assert "broadsheet" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["list.html", "parts/list.html", "templates/parts/list.html"])
def test_a_file_is_copied_into_a_theme_of_ones_own(
    name: str, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """The theme is made, it is said how to use it, and the site then shows what was changed."""
    project.write("lists/one.yaml", "title: One\nentries: [2024-10-23-a]\n")

    assert run(["theme", "eject", name]) == 0

    told = capsys.readouterr()
    file = project.root / "themes" / "own" / "templates" / "parts" / "list.html"
    below = builtin_themes() / "broadsheet" / "templates" / "parts" / "list.html"
    assert told.out == "themes/own/templates/parts/list.html\n"
    assert "name: own" in told.err
    assert file.read_bytes() == below.read_bytes()

    file.write_text("<b>mine</b>\n", encoding="utf-8")
    project.configure(theme={"name": "own"})
    project.build()
    assert "<b>mine</b>" in project.page("index.html")


def test_a_file_goes_into_the_theme_that_is_used(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """Then there is nothing to write into the configuration."""
    assert run(["theme", "new", "coast"]) == 0
    project.configure(theme={"name": "coast"})
    capsys.readouterr()

    assert run(["theme", "eject", "en.yaml"]) == 0
    told = capsys.readouterr()
    assert told.out == "themes/coast/locales/en.yaml\n"
    assert "briefgen.yaml" not in told.err


def test_no_file_is_ever_written_over(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """What was changed stays as it is."""
    assert run(["theme", "eject", "home.html"]) == 0
    file = project.root / "themes" / "own" / "templates" / "home.html"
    file.write_text("mine", encoding="utf-8")

    assert run(["theme", "eject", "home.html"]) == 2
    assert "existing-file" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "code", "hint"),
    [
        (["entri.html"], "unknown-theme-file", "did you mean `templates/entry.html`?"),
        (["../theme.yaml"], "unknown-theme-file", ""),
        (["theme.yaml"], "unknown-theme-file", ""),
        (["home.html", "--theme", "broadsheet"], "invalid-theme-name", "choose another name"),
        (["home.html", "--theme", "../Up"], "invalid-theme-name", "did you mean `up`?"),
    ],
)
def test_what_cannot_be_copied_is_told(
    project: Project,
    arguments: list[str],
    code: str,
    hint: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With the nearest name, and nothing is made."""
    before = tree(project.root)

    assert run(["theme", "eject", *arguments]) == 2

    told = capsys.readouterr().err
    assert code in told
    assert hint in told
    assert tree(project.root) == before


def test_a_theme_that_stands_on_another_gets_nothing(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """There the copy would take the place of nothing."""
    alone = project.root / "themes" / "alone"
    alone.mkdir(parents=True)
    (alone / "theme.yaml").write_text("name: alone\n", encoding="utf-8")

    assert run(["theme", "eject", "home.html", "--theme", "alone"]) == 2
    assert "unrelated-theme" in capsys.readouterr().err
