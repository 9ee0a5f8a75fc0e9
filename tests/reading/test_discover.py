"""Finding files: by place and name, inside the project only, whatever lies there."""

import os
import socket
from pathlib import Path

import pytest

from briefgen.finding import Severity
from briefgen.reading.discover import discover
from tests.reading.conftest import Write
from tests.test_cases_files import as_anybody


def found(project: Path) -> dict[str, str]:
    """Return the kind of each file, by path below content/."""
    return {file.path.removeprefix("content/"): file.kind for file in discover(project).files}


def faults(project: Path) -> list[tuple[str, str]]:
    """Return code and path of each finding."""
    return [(f.code, f.span.path) for f in discover(project).findings]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The folder of the project, with an empty content/."""
    (tmp_path / "project" / "content").mkdir(parents=True)
    return tmp_path / "project"


def test_the_place_of_a_file_says_what_it_is(project: Path, write: Write) -> None:
    """Each kind of file has its folder; paths may hold spaces, # and é."""
    for path in (
        "entries/2024/10/23/a b#%é.md",
        "entries/day.yml",
        "entries/long.Markdown",
        "entries/2024/hero.JPG",
        "editions/2024-10-23.md",
        "pages/legal/terms.md",
        "lists/trending.yaml",
        "topics.yaml",
        "images/x.png",
        "static/CNAME",
        "static/.well-known/security.txt",
    ):
        write(f"content/{path}")

    assert found(project) == {
        "entries/2024/10/23/a b#%é.md": "entry",
        "entries/day.yml": "entry",
        "entries/long.Markdown": "entry",
        "entries/2024/hero.JPG": "attachment",
        "editions/2024-10-23.md": "edition",
        "pages/legal/terms.md": "page",
        "lists/trending.yaml": "list",
        "topics.yaml": "terms",
        "images/x.png": "attachment",
        "static/CNAME": "static",
        "static/.well-known/security.txt": "static",
    }
    assert faults(project) == []


def test_files_come_by_path_whatever_the_disk_says(project: Path, write: Write) -> None:
    """Sorted as text."""
    for name in ("b", "a/c", "a", "A", "a-b"):
        write(f"content/entries/{name}.md")

    paths = [file.path for file in discover(project).files]
    assert paths == sorted(paths)


def test_no_content_is_no_files(tmp_path: Path, project: Path) -> None:
    """A missing folder is as good as an empty one."""
    assert discover(tmp_path / "nowhere").files == ()
    assert discover(project).files == ()


def test_what_editors_leave_behind_is_ignored(project: Path, write: Write) -> None:
    """Backups, swap files and the like, without a word."""
    for name in (
        "x.md~",
        ".x.swp",
        "x.md.swp",
        "4913",
        ".DS_Store",
        "#x.md#",
        ".#x.md",
        "Thumbs.db",
        "Icon\r",
    ):
        write(f"content/entries/{name}")
        write(f"content/static/{name}")
    write("content/entries/.git/x.md")

    assert found(project) == {}
    assert faults(project) == []


def test_a_text_in_no_place_is_told(project: Path, write: Write) -> None:
    """Nothing is left out without a word."""
    for path in ("foo.md", "themes.yaml", "lists/x.md", "editions/a/b/c.md", "other/x.md"):
        write(f"content/{path}")

    assert found(project) == {}
    assert faults(project) == [
        ("stray-file", "content/editions/a/b/c.md"),
        ("stray-file", "content/foo.md"),
        ("stray-file", "content/lists/x.md"),
        ("stray-file", "content/other/x.md"),
        ("stray-file", "content/themes.yaml"),
    ]


def test_what_is_no_file_is_skipped_with_a_word(project: Path, write: Write) -> None:
    """A pipe, a socket, a folder called x.md."""
    folder = project / "content/entries"
    write("content/entries/folder.md/inner.md")
    os.mkfifo(folder / "pipe.md")
    here = os.getcwd()
    os.chdir(folder)
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind("socket.md")
    finally:
        os.chdir(here)

    assert found(project) == {}
    assert faults(project) == [
        ("not-a-file", "content/entries/folder.md"),
        ("not-a-file", "content/entries/pipe.md"),
        ("not-a-file", "content/entries/socket.md"),
    ]


def test_links_are_followed_inside_the_project_only(
    tmp_path: Path, project: Path, write: Write
) -> None:
    """A file or a folder elsewhere in the project is read; one outside is refused."""
    (tmp_path / "secret.md").write_text("secret")
    (tmp_path / "project-leak").mkdir()
    write("archive/2023/old.md")
    write("content/entries/a.md")
    folder = project / "content/entries"
    (folder / "inside.md").symlink_to(project / "archive/2023/old.md")
    (folder / "2023").symlink_to("../../archive/2023")
    (folder / "secret.md").symlink_to(tmp_path / "secret.md")
    (folder / "leak").symlink_to(tmp_path / "project-leak")
    (folder / "up").symlink_to("../../..")
    (folder / "gone.md").symlink_to("nowhere.md")

    assert sorted(found(project)) == ["entries/2023/old.md", "entries/a.md", "entries/inside.md"]
    assert faults(project) == [
        ("broken-symlink", "content/entries/gone.md"),
        ("path-outside-project", "content/entries/leak"),
        ("path-outside-project", "content/entries/secret.md"),
        ("path-outside-project", "content/entries/up"),
    ]


def test_loops_of_links_end(project: Path, write: Write) -> None:
    """Each folder is read once; a link to itself leads nowhere."""
    write("content/entries/a/x.md")
    write("content/entries/b/y.md")
    folder = project / "content/entries"
    (folder / "a/up").symlink_to("..")
    (folder / "a/b").symlink_to("../b")
    (folder / "b/a").symlink_to("../a")
    (folder / "self").symlink_to("self")
    (folder / "project").symlink_to("../..")

    assert sorted(found(project)) == ["entries/a/x.md", "entries/b/y.md"]
    assert [code for code, _ in faults(project)] == [
        "repeated-folder",
        "repeated-folder",
        "repeated-folder",
        "repeated-folder",
        "broken-symlink",
    ]


def test_a_folder_that_cannot_be_read_is_told(project: Path, write: Write) -> None:
    """The others are read."""
    write("content/entries/a/x.md")
    write("content/entries/b/y.md")
    closed = project / "content/entries/a"
    closed.chmod(0)
    try:
        with as_anybody():
            assert sorted(found(project)) == ["entries/b/y.md"]
            assert faults(project) == [("unreadable-folder", "content/entries/a")]
    finally:
        closed.chmod(0o755)


def test_names_that_no_address_can_hold_are_told(project: Path) -> None:
    """Control characters, backslashes and bytes that are not text: an error, for it is left out."""
    folder = os.fsencode(project / "content/entries")
    os.makedirs(folder)
    for name in (b"a\nb.md", b"c\\d.md", b"\xff.md"):
        with open(os.path.join(folder, name), "wb"):
            pass

    assert found(project) == {}
    assert faults(project) == [("invalid-file-name", "content/entries")] * 3
    assert {finding.severity for finding in discover(project).findings} == {Severity.ERROR}
    assert ("the name `c\\d.md` holds characters that no address can, the file is left out") in [
        finding.message for finding in discover(project).findings
    ]
