"""Memory: builds that follow each other in one process give the bytes of a build from nothing."""

import os
import shutil
import time
from pathlib import Path

import pytest

from briefgen.build import build
from briefgen.inputs import inputs_of
from briefgen.memory import Memory
from briefgen.options import Options
from briefgen.reading.discover import discover
from tests.projects import NOW, Project, fill, tree
from tests.test_incremental import LENIENT, Editor


def again(project: Project, memory: Memory, touched: set[str] | None = None) -> frozenset[str]:
    """Build with what earlier builds remember, and return what was rendered."""
    options = Options(config=project.root / "briefgen.yaml", now=NOW, jobs=1)
    result = build(options, memory=memory, touched=touched)
    assert result.ok, result.findings
    return result.rendered


def from_nothing(project: Project, place: Path) -> dict[str, str]:
    """Return the tree of a build of a project that remembers nothing, into another folder."""
    copy = Project(place)
    for name in ("content", "themes"):
        if (project.root / name).exists():
            shutil.copytree(project.root / name, copy.root / name, dirs_exist_ok=True)
    (copy.root / "briefgen.yaml").write_bytes((project.root / "briefgen.yaml").read_bytes())
    assert copy.build().ok
    return tree(copy.site)


@pytest.mark.parametrize("seed", range(4))
def test_edits_one_after_the_other_end_in_the_same_bytes(tmp_path: Path, seed: int) -> None:
    """Whatever is edited, and whether or not the builder is told which files were."""
    project = Project(tmp_path / "project", checks={"severity": LENIENT})
    fill(project)
    memory = Memory()
    editor = Editor(project, seed)
    again(project, memory)
    for number in range(40):
        before = stamps(project)
        editor.edit()
        after = stamps(project)
        changed = {
            path for path in before.keys() | after.keys() if before.get(path) != after.get(path)
        }
        again(project, memory, changed if number % 2 else None)

    assert tree(project.site) == from_nothing(project, tmp_path / "fresh")


def stamps(project: Project) -> dict[str, tuple[int, bytes]]:
    """Return what tells the files of a project apart."""
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes())
        for path in (project.root / "content").rglob("*")
        if path.is_file()
    } | {str(project.root / "briefgen.yaml"): (0, (project.root / "briefgen.yaml").read_bytes())}


def test_a_theme_that_changes_after_an_edition_came_finds_each_page(tmp_path: Path) -> None:
    """What is remembered of a page names it by what it is, not by its place among others."""
    project = Project(tmp_path / "project", theme={"name": "own"})
    fill(project)
    own = project.root / "themes" / "own"
    (own / "templates").mkdir(parents=True)
    (own / "theme.yaml").write_text("extends: broadsheet\n", encoding="utf-8")
    memory = Memory()
    again(project, memory)
    project.entry("2024/10/26/new.md", date="2024-10-26T08:00", topics=["science"])
    project.entry("2023/10/26/old.md", date="2023-10-26T08:00", topics=["science"])
    again(project, memory)

    built_in = Path(__file__).parents[1] / "themes" / "broadsheet" / "templates"
    for name in ("base.html", "parts/macros.html"):
        (own / "templates" / name).parent.mkdir(exist_ok=True)
        text = (built_in / name).read_text(encoding="utf-8")
        (own / "templates" / name).write_text(text + "<!-- x -->\n", encoding="utf-8")
    rendered = again(project, memory)

    assert "2024/10/21/index.html" in rendered
    assert tree(project.site) == from_nothing(project, tmp_path / "fresh")


def test_one_headline_costs_no_more_than_the_pages_that_show_it(tmp_path: Path) -> None:
    """The second time too, and with the files named."""
    project = Project(tmp_path / "project")
    fill(project)
    memory = Memory()
    again(project, memory)
    path = project.root / "content/entries/2024/10/21/harvest-21.md"
    for title in ("One", "Two"):
        project.edit("2024/10/21/harvest-21.md", title=title)
        rendered = again(project, memory, {str(path)})

        assert "2024/10/21/harvest-21/index.html" in rendered
        assert "2024/10/24/observatory-24/index.html" not in rendered
        assert title in project.page("2024/10/21/harvest-21/index.html")


def test_a_file_named_in_another_way_is_seen(tmp_path: Path) -> None:
    """Through a link to the project, or as a Path: a save is a save."""
    project = Project(tmp_path / "project")
    fill(project)
    link = tmp_path / "link"
    link.symlink_to(project.root)
    memory = Memory()
    options = Options(config=link / "briefgen.yaml", now=NOW, jobs=1)
    build(options, memory=memory)
    for place in (project.root, link):
        entry = place / "content/entries/2024/10/21/harvest-21.md"
        project.edit("2024/10/21/harvest-21.md", title=f"Named by {place.name}")

        build(options, memory=memory, touched=[entry])

        assert f"Named by {place.name}" in project.page("2024/10/21/harvest-21/index.html")


def test_a_configuration_that_was_put_back_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same bytes may have been others while a build read them: the site must not stay so."""
    clock = time.time_ns
    # As if all this were some time ago: what is fresh is trusted in no case.
    monkeypatch.setattr("briefgen.inputs.time.time_ns", lambda: clock() + 10**10)
    project = Project(tmp_path / "project")
    fill(project)
    config = project.root / "briefgen.yaml"
    first, stat = config.read_bytes(), config.stat()
    before = inputs(project)
    assert before == inputs(project) != ""

    project.configure(title="Another")
    config.write_bytes(first)
    os.utime(config, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    assert inputs(project) != before


def inputs(project: Project) -> str:
    """Return the fingerprint of all that a build of a project would look at."""
    options = Options(config=project.root / "briefgen.yaml", now=NOW)
    return inputs_of(options, discover(project.root))
