"""The file system: crashes, full disks, damaged caches, odd names; the site stays whole throughout.

The next build repairs what the last one could not finish, without help.
"""

import ctypes
import json
import os
import resource
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urljoin
from urllib.request import urlopen

import pytest
from PIL import Image

from briefgen.cli import run
from tests import pages
from tests.projects import NOW, Project, fill, tree
from tests.serving import serve
from tests.test_cases_hostile import picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'


def change(project: Project) -> None:
    """Edit a filled project: a new headline, a new entry, one entry less, another tagline."""
    project.edit("2024/10/22/harbour-22.md", title="Quite another harbour")
    project.entry("2024/10/25/fresh.md", topics=["science"])
    project.delete("entries/2024/10/21/observatory-21.md")
    project.configure(tagline="All of it")


def from_nothing(project: Project, folder: Path) -> dict[str, str]:
    """Return the tree of a build of the same content that knows nothing of earlier ones."""
    fresh = Project(folder)
    shutil.rmtree(fresh.root / "content")
    shutil.copytree(project.root / "content", fresh.root / "content")
    shutil.copy(project.root / "briefgen.yaml", fresh.root)
    assert fresh.build().ok
    return tree(fresh.site)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Give a digest with a little of everything, built."""
    made = Project(tmp_path / "project")
    fill(made)
    assert made.build().ok
    return made


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give the tree of that digest after `change`."""
    made = Project(tmp_path_factory.mktemp("changed"))
    fill(made)
    change(made)
    assert made.build().ok
    return tree(made.site)


# Builds copies of a project, each killed as it is about to touch the disk for the nth time.
_KILLER = """
import os, shutil, signal, sys
from pathlib import Path
from briefgen.build import build
from briefgen.options import Options

top, now = Path(sys.argv[1]), sys.argv[2]
CHANGES = {"open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "sqlite3.connect"}

def run(name, deadly):
    shutil.copytree(top / "before", top / name, symlinks=True)
    touched = 0
    def count(event, arguments):
        nonlocal touched
        if event in CHANGES and os.fspath(top).encode() in os.fsencode(str(arguments[0])):
            touched += 1
            if touched == deadly:
                os.kill(os.getpid(), signal.SIGKILL)
    child = os.fork()
    if child == 0:
        sys.addaudithook(count)
        build(Options(config=top / name / "briefgen.yaml", now=now, jobs=1))
        (top / "touched").write_text(str(touched))
        os._exit(0)
    return os.waitpid(child, 0)[1]

# One build here, so that those below need not import and compile everything again.
shutil.copytree(top / "before", top / "warm", symlinks=True)
build(Options(config=top / "warm" / "briefgen.yaml", now=now, jobs=1))
assert run("counted", -1) == 0
touched = int((top / "touched").read_text())
# Closely over the renames at the end, widely over the work before them; each moment twice.
moments = [*range(touched - 1, touched - 60, -11), *range(touched - 70, 1, -touched // 5)]
for number in range(2 * len(moments)):
    assert run(f"killed-{number}", moments[number // 2]) == signal.SIGKILL, moments
print(2 * len(moments))
"""


def test_a_build_that_was_killed_is_repaired_by_the_next(project: Project, tmp_path: Path) -> None:
    """Whenever `kill -9` strikes: no half file, and the next build is as good as one from nothing.

    Every other time somebody deletes an entry before that build: its old page goes too.
    """
    built = {path: (project.site / path).read_bytes() for path in tree(project.site)}
    change(project)
    shutil.copytree(project.root, tmp_path / "before")
    new = from_nothing(project, tmp_path / "fresh")
    whole = {path: (tmp_path / "fresh/site" / path).read_bytes() for path in new}
    project.delete("entries/2024/10/22/harbour-22.md")
    less = from_nothing(project, tmp_path / "less")

    command = [sys.executable, "-c", _KILLER, str(tmp_path), NOW]
    kills = int(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)

    torn = 0
    for number in range(kills):
        killed = Project(tmp_path / f"killed-{number}", tagline="All of it")
        left = {path for path in tree(killed.site) if ".briefgen" not in path}
        for path in left:
            assert (killed.site / path).read_bytes() in (built.get(path), whole.get(path)), path
        torn += tree(killed.site) not in (tree(project.site), new)
        if number % 2:
            killed.delete("entries/2024/10/22/harbour-22.md")

        result = killed.build()

        assert result.ok, result.findings
        assert tree(killed.site) == (less if number % 2 else new), number
        assert not list((killed.root / ".briefgen").glob("stage*"))
        assert not killed.build().written
    # Some of the kills struck while files were moved, or this has shown nothing.
    assert torn >= 6


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """Let no file grow beyond some bytes, as on a disk without room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", [0, 2_000, 6_000, 40_000, 90_000])
def test_a_full_disk_leaves_the_site_as_it_was(
    project: Project, room: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """The fault is told without a traceback, exit code 3, and the next build mends the rest."""
    before = tree(project.site)
    change(project)
    project.entry("2024/10/25/long.md", "A long text. " * 20_000)
    (project.root / "content/static").mkdir()

    with full_disk(room):
        code = run(["build", "-c", str(project.root / "briefgen.yaml"), "--now", NOW, "--jobs=1"])
    said = capsys.readouterr().err

    assert code == 3, said
    assert said.startswith("error: ")
    assert "Traceback" not in said
    assert tree(project.site) == before
    assert project.build().ok
    assert tree(project.site) == from_nothing(project, project.root.parent / "fresh")


def _garble(record: Path) -> None:
    data = bytearray(record.read_bytes())
    # The first page, by which a database is known, is left as it is.
    data[4096:] = b"\xa5" * (len(data) - 4096)
    record.write_bytes(data)


def _in_the_way(record: Path) -> None:
    record.unlink()
    (record / "inside").mkdir(parents=True)


def _other_version(record: Path) -> None:
    with sqlite3.connect(record) as other:
        other.execute("PRAGMA user_version = 999")
    other.close()


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda record: record.write_bytes(b"garbage" * 9_999), True),
        (lambda record: os.truncate(record, record.stat().st_size // 2), True),
        (lambda record: os.truncate(record, 5_000), True),
        (_garble, True),
        (_in_the_way, True),
        (_other_version, True),
        (lambda record: record.unlink(), False),
        (lambda record: shutil.rmtree(record.parent), False),
        (lambda record: (record.parent / "record.sqlite-wal").write_bytes(b"x" * 9_999), False),
        (lambda record: (record.parent / "record.sqlite-wal").mkdir(), True),
    ],
    ids=(
        "garbage half-gone cut garbled folder version missing all-missing log memory".split()  # noqa: SIM905
    ),
)
def test_a_record_that_is_damaged_is_made_anew(
    project: Project,
    changed: dict[str, str],
    harm: object,
    told: bool,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exit code 0, a word about it where there is something to say, and no page is different."""
    change(project)
    assert callable(harm)
    harm(project.root / ".briefgen" / "record.sqlite")

    code = run(["build", "-c", str(project.root / "briefgen.yaml"), "--now", NOW, "--jobs=1"])

    said = capsys.readouterr().err
    assert code == 0, said
    assert ("set aside and made anew" in said) == told, said
    assert tree(project.site) == changed


@pytest.mark.parametrize("table", ["texts", "sources", "files"])
def test_a_record_that_lost_a_part_is_as_good_as_none(project: Project, table: str) -> None:
    """A text that is missing when its page is rendered is read again from its source."""
    record = sqlite3.connect(project.root / ".briefgen" / "record.sqlite")
    with record:
        record.execute(f"DELETE FROM {table}")
    record.close()
    project.configure(tagline="All pages anew")

    result = project.build()

    assert result.ok
    assert tree(project.site) == from_nothing(project, project.root.parent / "fresh")


@pytest.mark.parametrize(
    "text", ["", "garbage", "[]", '{"files": 7, "state": "whole"}', "[" * 99_999, "\udcff", "{}"]
)
def test_a_manifest_that_is_damaged_is_made_anew(
    project: Project, changed: dict[str, str], text: str
) -> None:
    """The record tells what is ours, so that pages can be written and removed all the same."""
    (project.site / "notes.txt").write_text("mine", encoding="utf-8")
    manifest = project.site / ".briefgen-site"
    manifest.write_bytes(text.encode(errors="surrogateescape"))
    change(project)

    result = project.build()

    assert result.ok, result.findings
    assert (project.site / "notes.txt").read_text(encoding="utf-8") == "mine"
    (project.site / "notes.txt").unlink()
    assert tree(project.site) == changed


def test_an_output_that_is_not_ours_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The project and its parts, a parent, home, the root, somebody's files, a file: untouched."""
    project = Project(tmp_path / "work" / "project")
    fill(project)
    (project.root / "themes").mkdir()
    (tmp_path / "home").mkdir()
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "thesis.doc").write_text("years of work", encoding="utf-8")
    (tmp_path / "linked").symlink_to(tmp_path / "theirs")
    (tmp_path / "file").write_text("a file", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(project.root)
    before = tree(tmp_path)

    unsafe = [".", "..", "../..", "~", "/", "content", "content/entries/site", "themes", "themes/x"]
    unsafe += [".briefgen", ".briefgen/site", "../../theirs", "../../linked", "../../file"]
    codes = {
        place: run(["build", "-o", str(Path(place).expanduser()), "--now", NOW, "--jobs=1"])
        for place in unsafe
    }
    said = capsys.readouterr().err

    assert codes == dict.fromkeys(unsafe, 2)
    assert said.count("error[unsafe-output]") == len(unsafe)
    assert run(["build", "-o", "../../file/site", "--jobs=1"]) == 3
    assert tree(tmp_path) == before


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_git_inside_the_output_survives(project: Project, kind: str) -> None:
    """A worktree may be published from there: its `.git`, and files of others, stay."""
    if kind == "folder":
        (project.site / ".git" / "refs").mkdir(parents=True)
        (project.site / ".git" / "HEAD").write_text("ref: refs/heads/pages\n", encoding="utf-8")
    else:
        (project.site / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    (project.site / "CNAME").write_text("example.org\n", encoding="utf-8")
    kept = {path for path in tree(project.site) if path == "CNAME" or path.startswith(".git")}
    before = tree(project.site)

    shutil.rmtree(project.root / "content")
    result = project.build()

    assert len(result.removed) > 20
    assert {path: before[path] for path in kept}.items() <= tree(project.site).items()


def test_no_alias_reaches_into_hidden_folders(tmp_path: Path) -> None:
    """An address that begins with a dot would be written into `.git`, or over our own manifest."""
    aliases = ["/.git/config/", "/.git/x.html", "/.briefgen-site", "/old/.hidden/", "/%2egit/x/"]
    project = Project(tmp_path)
    for number, alias in enumerate(aliases):
        project.entry(f"2024/10/23/entry-{number}.md", aliases=[alias])

    result = project.build()

    assert [finding.code for finding in result.findings] == ["invalid-alias"] * len(aliases)


def test_an_output_that_is_a_link_keeps_what_others_put_there(tmp_path: Path) -> None:
    """The folder it leads to is the site; files of others in it, and links, are left alone."""
    project = Project(tmp_path / "project")
    fill(project)
    place, elsewhere = tmp_path / "place", tmp_path / "elsewhere"
    place.mkdir()
    elsewhere.mkdir()
    (elsewhere / "index.html").write_text("theirs", encoding="utf-8")
    project.site.symlink_to(place)
    project.build()
    (place / "theirs.txt").write_text("theirs", encoding="utf-8")
    # Somebody replaced a folder of ours by a link to one of theirs, with our very files in it.
    shutil.copytree(place / "topics", elsewhere / "topics")
    shutil.rmtree(place / "topics")
    (place / "topics").symlink_to(elsewhere / "topics")
    before = tree(elsewhere)

    refused = run(["build", "-c", str(project.root / "briefgen.yaml"), "--now", NOW, "--jobs=1"])
    project.configure(taxonomies=["desks"])
    result = project.build()

    assert refused == 2
    assert "topics/index.html" not in result.removed
    assert "regions/index.html" in result.removed
    assert tree(elsewhere) == before
    assert project.site.is_symlink()
    assert (place / "theirs.txt").exists()


@contextmanager
def as_anybody() -> Iterator[None]:
    """Let the permissions of files hold for root too, as they do for everybody else."""
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this thread
    powers = (ctypes.c_uint32 * 6)()
    assert libc.capget(header, powers) == 0
    less = type(powers)(*powers)
    less[0] &= ~0b110  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
    assert libc.capset(header, less) == 0
    try:
        yield
    finally:
        assert libc.capset(header, powers) == 0


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nothing be written into a folder or below it."""
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    for path in folders:
        path.chmod(0o555)
    try:
        with as_anybody():
            yield
    finally:
        for path in folders:
            path.chmod(0o755)


def test_a_read_only_output_is_told_before_any_work(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is read or rendered for it; a folder that could not be made is told as well."""
    change(project)
    config = str(project.root / "briefgen.yaml")
    before = tree(project.root)

    with read_only(project.site):
        codes = [run(["build", "-c", config, "--now", NOW, "--jobs=1"])]
        codes += [run(["build", "-c", config, "-o", str(project.site / "2024/10/new")])]
    said = capsys.readouterr().err

    assert codes == [3, 3]
    assert said.count("the output folder cannot be written to") == 2
    assert str(project.site) in said
    assert tree(project.root) == before


def test_a_read_only_project_is_built_elsewhere(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing can be kept for the next build, which is said; a check works too."""
    shutil.rmtree(project.root / ".briefgen")
    config, output = str(project.root / "briefgen.yaml"), tmp_path / "out"
    before = tree(project.root)

    with read_only(project.root):
        codes = [run([command, "-c", config, "--now", NOW, "--jobs=1"]) for command in ("check",)]
        codes += [run(["build", "-c", config, "-o", str(output), "--now", NOW, "--jobs=1"])] * 2
    said = capsys.readouterr().err

    assert codes == [0, 0, 0], said
    assert "nothing is kept for the next build" in said
    assert tree(output) == tree(project.site)
    assert tree(project.root) == before


def test_read_only_content_is_content(project: Project) -> None:
    """Nothing is ever written there."""
    project.edit("2024/10/22/harbour-22.md", title="New")
    with read_only(project.root / "content"):
        assert project.build().ok


def test_what_is_no_file_changes_nothing(project: Project) -> None:
    """Loops of links, pipes, sockets, folders called x.md, what editors leave behind."""
    before = tree(project.site)
    day = project.root / "content/entries/2024/10/23"
    (day / "loop").symlink_to(project.root / "content/entries")
    (day / "itself").symlink_to(day / "itself")
    os.mkfifo(day / "pipe.md")
    os.mkfifo(day / "pipe.png")
    (day / "folder.md").mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        # The path of a socket may have 108 bytes.
        os.chdir(day)
        try:
            listening.bind("socket.md")
        finally:
            os.chdir(project.root)
    text = "---\ntitle: Dropped\nsummary: x\n---\nx\n"
    for name in ("a.md~", ".a.md.swp", "4913", ".DS_Store", "#a.md#", ".#a.md", "Thumbs.db"):
        (day / name).write_text(text, encoding="utf-8")

    result = project.build()

    told = sorted(finding.span.path.rpartition("/")[2] for finding in result.findings)
    assert told == ["folder.md", "itself", "loop", "pipe.md", "pipe.png", "socket.md"]
    assert result.ok
    assert tree(project.site) == before


def test_a_text_that_vanishes_while_it_is_built_was_never_there(project: Project) -> None:
    """Deleted after the folder was listed and before it was read: no error, no trace."""
    for number in range(110):
        project.entry(f"2024/10/20/many-{number:03}.md")
    doomed = project.entry("2024/10/20/zz-last.md")

    def delete(stage: str, done: int, total: int) -> None:
        if stage == "reading" and done < total:
            doomed.unlink(missing_ok=True)

    result = project.build(progress=delete)

    assert result.ok
    assert not doomed.exists()
    assert tree(project.site) == from_nothing(project, project.root.parent / "fresh")


@pytest.mark.parametrize("when", ["reading", "rendering"])
def test_a_picture_that_vanishes_while_it_is_built_is_told(project: Project, when: str) -> None:
    """The page that would show it cannot be made, and the site stays as it is."""
    before = tree(project.site)
    doomed = project.write("entries/2024/10/24/a.svg", SVG)
    project.write("entries/2024/10/24/b.png", picture(29, 31))
    project.entry("2024/10/24/pictured.md", "![b](b.png)", image={"src": "a.svg", "alt": "x"})

    def delete(stage: str, _done: int, _total: int) -> None:
        if stage == when:
            doomed.unlink(missing_ok=True)

    if when == "reading":
        told = project.build(progress=delete).findings
        assert [finding.code for finding in told] == ["missing-image"]
    else:
        with pytest.raises(FileNotFoundError, match=r"a\.svg"):
            project.build(progress=delete)

    assert tree(project.site) == before


def test_a_picture_goes_with_its_entry(project: Project) -> None:
    """So do files that only it links to, its alias, and the year it was alone in."""
    before = tree(project.site)
    project.write("entries/2019/01/02/a.png", picture())
    project.write("entries/2019/01/02/a.pdf", b"%PDF")
    project.entry(
        "2019/01/02/old.md",
        "See [this](a.pdf).",
        image={"src": "a.png", "alt": "x"},
        aliases=["/old/address/"],
        topics=["antiques"],
    )
    assert project.build().ok
    assert tree(project.site) != before

    shutil.rmtree(project.root / "content/entries/2019")
    project.build()

    assert tree(project.site) == before
    assert not (project.site / "2019").exists()


def test_new_bytes_behind_an_old_time_are_built(project: Project) -> None:
    """An edit that keeps length and modification time, as a clock set back would, is seen."""
    entry = project.root / "content/entries/2024/10/22/harvest-22.md"
    page = project.site / "2024/10/22/harvest-22/index.html"
    for file in (entry, page):
        stat = file.stat()
        file.write_text(file.read_text("utf-8").replace("on day 22", "on day 99"), "utf-8")
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert "on day 99" in page.read_text("utf-8")
    assert page.name in {Path(path).name for path in project.build().rendered}

    stat = page.stat()
    page.write_text(page.read_text("utf-8").replace("on day 99", "on day 66"), "utf-8")
    os.utime(page, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    project.build()

    assert tree(project.site) == from_nothing(project, project.root.parent / "fresh")


NAMES = (
    "a space",
    "a#hash",
    "100%",
    "a%20b",
    "%2e%2e",
    "é",
    "日本語",
    "😀👩‍👩‍👧",
    "what?",
    "a&b",
    "it's",
    '"quoted"',
    "a+b",
    "a;b",
    "a=b",
    "<b>",
    "star*",
    "back`tick",
    "(brackets)[]",
    "x" * 240,
    "wide" + "é" * 110,
)


def test_files_of_any_name_are_found_over_http(tmp_path: Path) -> None:
    """Images and attachments with spaces, #, %, é, emoji: each link of each page answers."""
    project = Project(tmp_path)
    sent: dict[int, tuple[bytes, tuple[int, int]]] = {}
    for number, name in enumerate(NAMES):
        folder = f"2024/10/{number + 1:02}/{name[:9]}"
        project.write(f"entries/{folder}/{name}.png", picture(9 + number, 7))
        project.write(f"entries/{folder}/{name}.pdf", name.encode())
        sent[number] = (name.encode(), (9 + number, 7))
        project.entry(
            f"{folder}/entry-{number}.md",
            f"![x]({quote(name)}.png)\n\n[file]({quote(name)}.pdf)",
            date=f"2024-10-{number + 1:02}",
            image={"src": f"{name}.png", "alt": "x"},
        )
    result = project.build()
    assert result.ok, result.findings

    got: dict[int, tuple[bytes, tuple[int, int]]] = {}
    with serve(project.site, "/my%20digest/") as base:
        for number in range(len(NAMES)):
            address = f"{base}2024/10/{number + 1:02}/entry-{number}/"
            with urlopen(address) as answer:
                links = pages.read(answer.read().decode()).links
            inside = {one.url for one in links if not one.meta}
            (attachment,) = (url for url in inside if "/files/" in url)
            pictures = [url for url in inside if "/images/" in url]
            # The same size in two formats, for the entry and for its text alike.
            assert len(pictures) == 2
            with urlopen(urljoin(address, attachment)) as answer:
                data = answer.read()
            for url in pictures:
                with urlopen(urljoin(address, url)) as answer, Image.open(answer) as image:
                    got[number] = (data, image.size)

    assert got == sent
    assert not project.build().written


def test_a_name_is_found_however_its_accents_are_stored(tmp_path: Path) -> None:
    """macOS stores é as two characters, people type one: texts, images and files are found."""
    project = Project(tmp_path)
    stored, typed = "caf\N{LATIN SMALL LETTER E}\N{COMBINING ACUTE ACCENT}", "caf%C3%A9"
    for suffix in ("png", "pdf"):
        project.write(f"entries/2024/10/23/{stored}.{suffix}", picture())
    project.entry(f"2024/10/23/{stored}.md", image={"src": "café.png", "alt": "x"})
    project.entry(
        "2024/10/23/links.md", f"![x]({typed}.png) [x]({typed}.pdf) [x]({typed}.md) [x]({typed})"
    )
    project.write("images/shared.png", picture())
    project.entry("2024/10/23/shared.md", "![x](shared.png)")

    result = project.build()

    assert result.ok, result.findings
    with serve(project.site) as base:
        for name in ("links", "shared"):
            address = f"{base}2024/10/23/{name}/"
            with urlopen(address) as answer:
                links = pages.read(answer.read().decode()).links
            for link in links:
                if not link.meta and not link.url.startswith(("https:", "#")):
                    urlopen(urljoin(address, link.url)).close()


def test_the_manifest_lists_the_site_and_nothing_else(project: Project) -> None:
    """What is published and what is ours are the same files, and no work is left among them."""
    listed = json.loads((project.site / ".briefgen-site").read_text(encoding="utf-8"))

    assert listed["state"] == "whole"
    assert {*listed["files"], ".briefgen-site"} == set(tree(project.site))
