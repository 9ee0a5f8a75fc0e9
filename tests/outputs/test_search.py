"""The search of a site: which parts its index has, what an edit makes anew, what is told of it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from briefgen.build import build
from briefgen.engine import made
from briefgen.options import Options
from briefgen.outputs import search
from briefgen.searching import pagefind
from tests.projects import NOW, OFF, ON, Project, fill, tree


def parts(project: Project) -> list[dict[str, Any]]:
    """Return what the search page is told of the parts of the index."""
    found: list[dict[str, Any]] = json.loads(project.page("search/parts.json"))["parts"]
    return found


def names(project: Project) -> list[str]:
    """Return the names of the parts, in their order."""
    return [part["path"].strip("/") for part in parts(project)]


def entries(project: Project, *days: str, lang: str = "") -> None:
    """Write an entry for each of these days."""
    for number, day in enumerate(days):
        slug = f"e{number}{lang}"
        project.entry(f"{day.replace('-', '/')}/{slug}.md", date=day, lang=lang or None)


def touched(project: Project) -> set[str]:
    """Build, and return the folders below search/ in which something was rendered."""
    rendered = project.build().rendered
    return {path.split("/")[1] for path in rendered if path.count("/") > 1 and "search/" in path}


def test_small_years_share_a_part_and_the_newest_has_its_own(tmp_path: Path) -> None:
    """Few requests for few entries; the newest year is made anew most often."""
    project = Project(tmp_path, search=ON)
    entries(project, "2021-03-01", "2022-03-01", "2023-03-01", "2024-03-01")
    project.build()

    assert names(project) == ["2024", "2021-to-2023"]
    assert parts(project)[1] | {"tag": ""} == {
        "path": "2021-to-2023/",
        "from": "2021-03-01",
        "to": "2023-03-01",
        "entries": 3,
        "language": "en",
        "tag": "",
    }


def test_a_full_newest_year_is_parted_by_month(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that today's edit makes one month anew; full years are closed by themselves."""
    monkeypatch.setattr(search, "_PARTED", 2)
    monkeypatch.setattr(search, "_FEW", 2)
    project = Project(tmp_path, search=ON)
    entries(project, "2022-01-01", "2023-01-01", "2023-01-02", "2024-01-01", "2024-02-01")
    entries(project, "2024-02-02", "2020-02-03")
    project.build()

    assert names(project) == ["2024-02", "2024-01", "2023", "2020-to-2022"]


def test_a_very_full_year_is_parted_by_month_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory follows the largest part."""
    monkeypatch.setattr(search, "_MANY", 2)
    project = Project(tmp_path, search=ON)
    entries(project, "2021-01-01", "2022-01-01", "2022-03-01", "2022-03-02", "2023-01-01")
    project.build()

    assert names(project) == ["2023", "2022-03", "2022-01", "2021"]


def test_languages_without_spaces_have_parts_of_their_own(tmp_path: Path) -> None:
    """Their words are told apart by other rules; all others follow those of the site."""
    project = Project(tmp_path, search=ON)
    entries(project, "2024-01-01")
    entries(project, "2024-01-02", lang="ja")
    entries(project, "2024-01-03", lang="fr")
    project.build()

    assert [(part["path"], part["entries"]) for part in parts(project)] == [
        ("2024/", 2),
        ("2024-ja/", 1),
    ]


def test_an_edit_makes_its_part_anew_and_no_other(tmp_path: Path) -> None:
    """A word of a body, a headline, a topic: what is searched decides."""
    project = Project(tmp_path, search=ON)
    entries(project, "2023-01-01", "2024-01-01")
    project.build()

    project.edit("2023/01/01/e0.md", summary="Another summary.")
    assert touched(project) == {"2023"}
    project.edit("2024/01/01/e1.md", topics=["tide"])
    assert touched(project) == {"2024"}
    project.edit("2024/01/01/e1.md", weight=3)
    assert touched(project) == set()
    project.write("topics.yaml", "tide: {name: The tides}\n")
    assert touched(project) == {"2024"}
    project.write("pages/about.md", "---\ntitle: About\n---\n\nText.\n")
    assert touched(project) == set()


def test_what_goes_leaves_the_index(tmp_path: Path) -> None:
    """A deleted entry, a year that is empty now, and a search that is switched off."""
    project = Project(tmp_path, search=ON)
    entries(project, "2023-01-01", "2024-01-01")
    project.entry("2024/01/01/gone.md", date="2024-01-01")
    project.build()
    before = set((project.site / "search/2024/fragment").iterdir())

    project.delete("entries/2024/01/01/gone.md")
    project.build()
    assert len(before - set((project.site / "search/2024/fragment").iterdir())) == 1
    project.delete("entries/2023/01/01/e0.md")
    project.build()
    assert not (project.site / "search/2023").exists()
    project.configure(search=OFF)
    project.build()
    assert not (project.site / "search").exists()
    assert not (project.site / "opensearch.xml").exists()


def test_a_second_build_makes_nothing(tmp_path: Path) -> None:
    """Not even when the record is gone, or the site: what was made is kept."""
    project = Project(tmp_path, search=ON)
    fill(project)
    project.build()
    whole = tree(project.site)

    assert project.build().rendered == frozenset()
    (project.site / "search/2024/facets.json").unlink()
    project.build()
    assert tree(project.site) == whole


def test_a_kept_index_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new output folder asks nothing of Pagefind, as where `.briefgen/` alone is kept."""
    project = Project(tmp_path, search=ON)
    fill(project)
    project.build()

    monkeypatch.setattr(pagefind, "program", lambda: None)

    assert project.build(output=tmp_path / "elsewhere").ok
    assert tree(tmp_path / "elsewhere") == tree(project.site)


def test_a_build_without_an_indexer_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is an error with a way out, and the site stays as it was."""
    project = Project(tmp_path, search=ON)
    fill(project)
    project.build()
    before = tree(project.site)
    project.edit("2024/10/24/harvest-24.md", summary="Another summary.")

    monkeypatch.setattr(pagefind, "program", lambda: None)
    result = project.build()

    assert [finding.code for finding in result.findings] == ["search-failed"]
    assert tree(project.site) == before


def test_entries_without_spaces_ask_for_the_extended_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A warning, at the language of an entry or of the site."""
    project = Project(tmp_path, search=ON)
    entries(project, "2024-01-02", lang="ja")
    standard = pagefind.program()
    assert standard
    monkeypatch.setattr(pagefind, "program", lambda: ("pagefind_bin", standard[1]))
    (finding,) = project.build().findings

    assert finding.code == "unparted-words"
    assert finding.span == replace(
        finding.span, path="content/entries/2024/01/02/e0ja.md", key="lang"
    )


def test_browsers_are_told_of_the_search(tmp_path: Path) -> None:
    """OpenSearch 1.1: a name of 16 letters at most, and where to ask."""
    project = Project(tmp_path, search=ON, title="The Meridian <Brief> & more")
    entries(project, "2024-01-02")
    project.build()
    root = ET.fromstring(project.page("opensearch.xml"))
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    url = root.find(f"{space}Url")

    assert root.findtext(f"{space}ShortName") == "The Meridian <Br"
    assert url is not None
    assert url.get("template") == "https://example.org/search/?q={searchTerms}"


def test_an_empty_digest_has_a_search_page(tmp_path: Path) -> None:
    """With no part at all."""
    project = Project(tmp_path, search=ON)

    assert project.build().ok
    assert parts(project) == []


def test_explaining_a_file_of_the_index_explains_its_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names follow from bytes, so that the part is what somebody can ask about."""
    from briefgen.cli import run

    project = Project(tmp_path, search=ON)
    entries(project, "2024-01-02")
    project.build()
    monkeypatch.chdir(tmp_path)

    assert run(["build", "--explain", "search/2024/facets.json", "--now", "2024-11-01T12:00Z"]) == 0
    told = capsys.readouterr().out
    assert "briefgen.searching.making.make_part" in told
    assert "up to date" in told


def test_another_program_makes_the_index_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What goes into it is decided in several rooms, so that the whole program counts."""
    project = Project(tmp_path, search=ON)
    entries(project, "2024-01-01")
    project.build()

    monkeypatch.setattr(search, "program_fingerprint", lambda: "another")

    assert touched(project) == {"2024", "program"}


@pytest.mark.parametrize("damage", ["deleted", "changed"])
def test_what_was_not_waited_for_is_mended_by_the_next_build(tmp_path: Path, damage: str) -> None:
    """A file of the index that somebody changed or deleted is never taken for whole."""
    project = Project(tmp_path, search=ON)
    entries(project, "2024-01-01")
    project.build()
    whole = tree(project.site)
    (file,) = (project.site / "search/2024/index").iterdir()
    if damage == "deleted":
        file.unlink()
    else:
        file.write_bytes(b"nothing")
    made.discard(tmp_path / ".briefgen" / made.FOLDER)
    options = Options(config=tmp_path / "briefgen.yaml", now=NOW, jobs=1)

    left = build(options, wait=False)
    assert left.waiting
    left.waiting()
    build(options)
    assert tree(project.site) == whole


def test_an_index_that_cannot_be_kept_is_not_made_for_ever(tmp_path: Path) -> None:
    """Whoever makes it for a build to come hears that no build will find it."""
    project = Project(tmp_path, search=ON)
    entries(project, "2024-01-01")
    (tmp_path / ".briefgen").mkdir()
    (tmp_path / ".briefgen" / made.FOLDER).write_text("a file, not a folder")
    left = build(Options(config=tmp_path / "briefgen.yaml", now=NOW, jobs=1), wait=False)

    assert left.waiting
    with pytest.raises(OSError, match="could not be kept"):
        left.waiting()
