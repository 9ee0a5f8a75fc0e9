"""Output folders that are refused before anything in them is touched."""

from pathlib import Path

import pytest

from briefgen.engine.write import MANIFEST, check_output, remove_all
from briefgen.finding import ConfigurationError
from tests.engine.conftest import Bench, planned


def _refused(output: Path, project: Path) -> bool:
    try:
        check_output(output, project)
    except ConfigurationError:
        return True
    return False


def test_folders_that_are_not_for_a_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The project, its parents, its content and themes, the home folder and the root."""
    project = tmp_path / "project"
    for folder in ("content/entries", "themes"):
        (project / folder).mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))

    unsafe = [project, tmp_path, project / "content", project / "content/entries/x"]
    unsafe += [project / "themes", tmp_path / "home", Path("/")]

    assert [path for path in unsafe if not _refused(path, project)] == []
    assert not _refused(project / "site", project)


def test_a_folder_of_somebodys_files(tmp_path: Path) -> None:
    """Without our manifest a folder with files is somebody's; dotfiles alone are not."""
    output = tmp_path / "out"
    (output / ".git").mkdir(parents=True)
    (output / ".gitkeep").touch()
    project = tmp_path / "project"

    assert not _refused(output, project)
    (output / "thesis.doc").touch()
    assert _refused(output, project)
    (output / MANIFEST).write_text("{}", encoding="utf-8")
    assert not _refused(output, project)


def test_a_link_is_judged_by_where_it_leads(tmp_path: Path) -> None:
    """A symbolic link to somebody's folder is no way around the guard."""
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "thesis.doc").touch()
    link = tmp_path / "site"
    link.symlink_to(theirs)

    assert _refused(link, tmp_path / "project")


def test_clean_takes_our_files_only(bench: Bench) -> None:
    """What somebody added or changed stays, and the folder remains one for a site."""
    bench.build(planned("a/index.html", "A"), planned("b.html", "B"))
    (bench.output / "a" / "notes.txt").write_text("mine", encoding="utf-8")
    (bench.output / "b.html").write_text("mine", encoding="utf-8")

    assert remove_all(bench.output) == 1
    assert sorted(path.name for path in bench.output.rglob("*") if path.is_file()) == [
        MANIFEST,
        "b.html",
        "notes.txt",
    ]
