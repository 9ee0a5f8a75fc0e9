"""An edition as one file: everything inside, nothing that leads about, links to the web."""

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from briefgen.cli import run
from briefgen.exporting.single_file import single_file
from tests.projects import NOW, Project

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>'


class Addresses(HTMLParser):
    """Collects what a document would fetch, and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)
        self.fetched += re.findall(r"url\([\"']?([^\"')]+)", text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name in ("src", "srcset", "poster", "data") or (tag, name) == ("link", "href"):
                self.fetched.append(value or "")
            elif name == "href":
                self.links.append(value or "")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Give a digest of two days, one with a picture."""
    project = Project(tmp_path / "digest", search={"index": "on"})
    project.write("entries/2024/10/23/sea.svg", PICTURE)
    image = {"src": "sea.svg", "alt": "The sea", "ai": "generated"}
    project.entry("2024/10/23/harbour.md", "See [it](https://www.w3.org/).", image=image)
    project.entry("2024/10/22/harvest.md")
    note = (
        "---\ntitle: A day at sea\n---\n\nRead [this](../entries/2024/10/23/harbour.md) & more.\n"
    )
    project.write("editions/2024-10-23.md", note)
    return project


def export(project: Project, *words: str) -> int:
    """Export as the command does."""
    config = str(project.root / "briefgen.yaml")
    return run(["export", "edition", "-c", config, "--now", NOW, "--jobs", "1", *words])


def test_an_address_that_moved_is_no_edition(project: Project, tmp_path: Path) -> None:
    """An alias that looks like a day is not taken for the newest."""
    project.edit("2024/10/23/harbour.md", aliases=["/2024/10/31/"])
    file = tmp_path / "edition.html"

    assert export(project, "-o", str(file)) == 0
    assert "Harbour" in file.read_text("utf-8")
    assert export(project, "2024-10-31", "-o", str(file), "--replace") == 2
    assert export(project, "-o", str(tmp_path)) == 2


def test_a_picture_of_another_site_is_not_asked_for(project: Project, tmp_path: Path) -> None:
    """Its words stand for it."""
    image = {"src": "https://remote.example/pic.jpg", "alt": "A far shore"}
    project.entry("2024/10/23/harbour.md", "Text.", image=image)
    file = tmp_path / "edition.html"

    assert export(project, "-o", str(file)) == 0
    text = file.read_text("utf-8")
    assert "remote.example" not in str(Addresses(text).fetched)
    assert "<span>A far shore" in text


def test_one_file_holds_all(project: Project, tmp_path: Path) -> None:
    """Nothing is fetched but the canonical address is told; badge and disclaimer are there."""
    file = tmp_path / "edition.html"

    assert export(project, "2024-10-23", "--single-file", "-o", str(file)) == 0

    text = file.read_text("utf-8")
    found = Addresses(text)
    others = [one for one in found.fetched if not one.startswith("data:")]
    assert others == ["https://example.org/2024/10/23/"]
    assert found.tags & {"script", "form", "nav", "button", "aside"} == set()
    assert all(one.startswith(("https://", "#")) for one in found.links)
    assert "https://example.org/2024/10/23/harbour/" in found.links
    assert "AI-generated" in text
    assert "A computer model made this image" in text
    assert "A day at sea" in text
    assert "font-display: optional" not in text


def test_links_stand_at_the_end_for_paper(project: Project, tmp_path: Path) -> None:
    """Each address once, by number, and not read out."""
    file = tmp_path / "edition.html"
    export(project, "2024-10-23", "-o", str(file))
    text = file.read_text("utf-8")

    rows = re.findall(r"<li><bdi dir=\"ltr\">([^<]*)</bdi></li></ol></body>", text)
    assert rows == ["https://example.org/2024/10/23/harbour/"]
    assert text.count('<span class="export-ref" aria-hidden="true">1</span>') >= 2


def test_the_newest_without_a_name(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Named after its day, beside where one is; never over another file."""
    monkeypatch.chdir(tmp_path)

    assert export(project) == 0
    made = tmp_path / "2024-10-23.html"
    assert made.exists()
    made.write_text("mine")
    assert export(project) == 2
    assert made.read_text() == "mine"
    assert export(project, "--replace") == 0
    assert "A day at sea" in made.read_text("utf-8")


def test_a_site_without_an_address(project: Project, tmp_path: Path) -> None:
    """Links inside it lead nowhere from a file, and become words."""
    project.configure(base_url="http://localhost/")
    file = tmp_path / "edition.html"
    export(project, "2024-10-23", "-o", str(file))

    assert [link for link in Addresses(file.read_text("utf-8")).links if link[0] != "#"] == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("2023-01-01",), 2, "no-such-edition"),
        (("2024-W43",), 2, "invalid-edition-name"),
        (("yesterday",), 2, "invalid-edition-name"),
        (("--pdf", "--single-file"), 2, "give one of them"),
    ],
)
def test_what_there_is_not(
    project: Project,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    """It is said, and nothing is written."""
    assert export(project, *words) == code
    assert said in capsys.readouterr().err


def test_content_with_errors_is_not_exported(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its findings are told."""
    project.entry("2024/10/24/bad.md", title=None)

    assert export(project, "-o", str(tmp_path / "x.html")) == 1
    assert "unbuilt-edition" in capsys.readouterr().err
    assert not (tmp_path / "x.html").exists()


def test_without_a_printer(
    project: Project,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It is said what to install."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("briefgen.exporting.pdf._ELSEWHERE", ())

    assert export(project, "--pdf", "-o", str(tmp_path / "x.pdf")) == 3
    assert "no-printer" in capsys.readouterr().err
    assert not (tmp_path / "x.pdf").exists()


def test_a_browser_that_fails(
    project: Project,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Its words are told, and the exit code is 3."""
    shell = shutil.which("sh")
    browser = tmp_path / "chromium"
    browser.write_text(f"#!{shell}\necho 'no display' >&2\nexit 4\n")
    browser.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert export(project, "--pdf", "-o", str(tmp_path / "x.pdf")) == 3
    assert "no display" in capsys.readouterr().err


def test_a_page_keeps_every_other_character() -> None:
    """What is not to be changed stays as it is written."""
    page = (
        '<!doctype html><html lang="ar" dir="rtl"><head><title>A "b" \\ c</title></head>'
        "<body><main><p>1 &lt; 2 &amp; &#8220;3&#8221;<br>é</p></main></body></html>"
    )
    made = single_file(page, "2024/10/23/index.html", lambda _path: b"", "")

    assert made.startswith(
        '<!doctype html><html lang="ar" dir="rtl"><head><title>A "b" \\ c</title>'
    )
    assert "<p>1 &lt; 2 &amp; &#8220;3&#8221;<br>é</p></main></body></html>" in made
    assert 'content: "A  b    c"' in made
