"""`briefgen new entry|edition|page|theme`: files to go on with, and none that was there before."""

import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.authoring.drafting import Wishes, draft
from briefgen.authoring.making import is_seen, make, one_line
from briefgen.authoring.noting import TAKEN, note
from briefgen.cli import run
from briefgen.finding import BriefgenError, ConfigurationError
from briefgen.model import Entry
from briefgen.reading.parse import parse
from briefgen.reading.parsed import Settings
from briefgen.reading.schema import EntryText
from tests.authoring.terminals import typed
from tests.projects import Project, tree

CLOCK = datetime(2024, 10, 23, 20, 6, 59, tzinfo=UTC)
STRICT = {"severity": {"missing-source": "error", "missing-summary": "error"}}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project in India, and the folder that one is in."""
    monkeypatch.chdir(tmp_path)
    return Project(tmp_path, timezone="Asia/Kolkata", checks=STRICT)


def drafted(project: Project, headline: str, **wishes: object) -> tuple[Path, Entry]:
    """Write an entry on an October night, and return its file and what it holds."""
    config = project.root / "briefgen.yaml"
    (file,) = draft(config, headline, Wishes(**wishes), CLOCK).files  # type: ignore[arg-type]
    path = file.relative_to(project.root).as_posix()
    (entry,) = parse(path, "entry", file.read_bytes(), Settings("Asia/Kolkata", "escape")).entries
    return file, entry


# Entries


def test_a_headline_is_enough(project: Project) -> None:
    """A draft of now, on the site's clock, that says what it still needs."""
    file, _ = drafted(project, "The harbour is dredged")

    assert file == project.root / "content/entries/2024/10/24/the-harbour-is-dredged.md"
    assert (
        file.read_bytes()
        == b"""\
---
title: The harbour is dredged
# One to three sentences: what happened, and why it matters.
summary:
date: 2024-10-24T01:36+05:30
# A draft is published nowhere. Remove this line when the entry is ready.
draft: true
# What it rests on; an entry without a source is not ready.
# sources:
#   - name: Example Gazette
#     url: https://example.org/page
---
"""
    )


ALL = {
    "sources": ("https://www.example.com/a?b=c#d", "https://example.net/"),
    "topics": ("trade", "sea, and shore"),
    "regions": ("Asia",),
    "desk": "News Desk",
    "kind": "opinion",
    "story": "The harbour",
    "summary": "It is: done.",
    "date": "2024-10-21 08:00",
    "lang": "en-GB",
}


@pytest.mark.parametrize("as_yaml", [False, True])
def test_all_that_can_be_said_of_an_entry(as_yaml: bool, project: Project) -> None:
    """In the order of the schema; with summary and source it is no draft, and is published."""
    file, entry = drafted(project, "Harbour", **ALL, yaml=as_yaml)
    front = file.read_text("utf-8").strip("-\n")
    keys = re.findall(r"^(\w+):", front, re.MULTILINE)

    assert file.suffix == (".yaml" if as_yaml else ".md")
    assert keys == [key for key in EntryText.model_fields if key in keys]
    assert entry.topics == ALL["topics"]
    assert (entry.kind, entry.story, entry.desk) == ("opinion", "The harbour", "News Desk")
    assert [source.url for source in entry.sources] == list(ALL["sources"])
    assert [str(source.accessed) for source in entry.sources] == ["2024-10-24"] * 2
    assert (entry.summary, entry.lang, entry.draft) == ("It is: done.", "en-GB", False)
    assert entry.date.iso == "2024-10-21T08:00:00+05:30"
    result = project.build()
    assert [finding.code for finding in result.findings] == []
    assert "2024/10/21/harbour/index.html" in result.written


@pytest.mark.parametrize(
    ("wishes", "is_draft"),
    [
        ({}, True),
        ({"summary": "One."}, True),
        ({"sources": ("https://example.org/",)}, True),
        ({"summary": "One.", "sources": ("https://example.org/",)}, False),
        ({"draft": False}, False),
        ({"summary": "One.", "sources": ("https://example.org/",), "draft": True}, True),
    ],
)
def test_what_is_not_ready_is_a_draft(
    wishes: dict[str, object], is_draft: bool, project: Project
) -> None:
    """Unless somebody says otherwise."""
    _, entry = drafted(project, "Harbour", **wishes)

    assert entry.draft is is_draft


def test_a_draft_of_one_headline_does_not_stop_the_preview(project: Project) -> None:
    """Drafts are shown there, and errors on what they lack would stand in the way of all else."""
    drafted(project, "Harbour")

    assert project.build(drafts=True).ok


HOSTILE = (
    "A: b",
    "# no comment",
    "- one",
    "[x]",
    "{a: b}",
    "\"quoted\" and 'quoted'",
    "& anchor *alias !tag %x @y `z`",
    "| > ? ---",
    "---",
    "null",
    "No",
    "3.10",
    "2024-10-23",
    "🚢👩‍🚒",
    "\u202ebackwards \u0627\u0644\u0645\u064a\u0646\u0627\u0621",
    "ends in a colon:",
    "ends in a backslash\\",
    "  spaces  ",
    "two\r\nlines\tand\u2028more\x85",
    "\x1b[31mred\x07",
    "\ufeffmark",
    "../../etc/passwd",
    "CON",
    "x" * 5000,
    "港" * 5000,
)


@pytest.mark.parametrize("as_yaml", [False, True])
@pytest.mark.parametrize("headline", HOSTILE)
def test_any_headline_is_written_so_that_it_is_read_again(
    headline: str, as_yaml: bool, project: Project
) -> None:
    """Letter by letter, on one line, in a file whose name every disk can hold."""
    file, entry = drafted(project, headline, yaml=as_yaml, summary=headline, topics=(headline,))

    assert entry.title == entry.summary == one_line(headline)
    assert file.parent == project.root / "content/entries/2024/10/24"
    assert len(file.name.encode()) < 255
    assert b"\r" not in file.read_bytes()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(headline=st.text(min_size=1).filter(lambda text: is_seen(one_line(text))))
def test_whatever_is_typed_comes_back(headline: str) -> None:
    """Any text with something to be seen in it is a headline."""
    with TemporaryDirectory() as folder:
        _, entry = drafted(Project(Path(folder)), headline)

    assert entry.title == one_line(headline)


def test_surrogates_of_a_broken_terminal_are_left_out(project: Project) -> None:
    """Bytes that are no text reach a program so."""
    _, entry = drafted(project, "Harb\udce4our")

    assert entry.title == "Harbour"


def test_nothing_is_overwritten(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """The same headline on the same day is refused, by the name of the file that has it."""
    assert run(["new", "entry", "Harbour", "--date", "2024-10-23"]) == 0
    before = tree(project.root / "content")
    capsys.readouterr()

    assert run(["new", "entry", "Harbour!", "--date", "2024-10-23", "--summary", "New."]) == 2
    told = capsys.readouterr()
    assert "error[existing-file]" in told.err
    assert "--> content/entries/2024/10/23/harbour.md" in told.err
    assert told.out == ""
    assert tree(project.root / "content") == before


@pytest.mark.parametrize("key", ["", "    id: other\n"])
@pytest.mark.parametrize("flag", ["--yaml", "--summary=One."])
def test_an_entry_of_that_day_and_name_elsewhere_is_refused_too(
    flag: str, key: str, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two entries with one address would stop the next build."""
    day = f"date: 2024-10-23\nentries:\n  - title: Harbour\n{key}"
    project.write("entries/2024/10/23.yaml", day)

    assert run(["new", "entry", "Harbour", "--date", "2024-10-23", flag]) == 2
    assert "--> content/entries/2024/10/23.yaml" in capsys.readouterr().err


def test_a_file_that_appears_meanwhile_stays(tmp_path: Path) -> None:
    """Whoever makes it first has it, also as a link that leads nowhere."""
    (tmp_path / "a.md").write_text("mine")
    (tmp_path / "b.md").symlink_to("nowhere")
    for name in ("a.md", "b.md"):
        with pytest.raises(ConfigurationError):
            make(tmp_path, name, "ours")

    assert (tmp_path / "a.md").read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_leads_out_is_refused(tmp_path: Path) -> None:
    """Nothing is written outside of the project; inside, links are followed."""
    project = Project(tmp_path / "project")
    outside, inside = tmp_path / "outside", project.root / "kept"
    for folder in (outside, inside):
        folder.mkdir()
    entries = project.root / "content/entries"
    (entries / "2024").symlink_to(outside)
    with pytest.raises(BriefgenError, match="leads out of the project"):
        drafted(project, "Harbour")

    assert list(outside.rglob("*")) == []
    (entries / "2024").unlink()
    (entries / "2024").symlink_to(inside)
    file, _ = drafted(project, "Harbour")
    assert file.resolve() == inside / "10/23/harbour.md"


def test_a_folder_that_is_a_file_is_the_world_s_fault(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 3."""
    project.write("entries/2024", "mine")

    assert run(["new", "entry", "Harbour", "--date", "2024-10-23"]) == 3
    assert capsys.readouterr().err.startswith("error: ")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_read_only_folder_is_the_world_s_fault(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 3."""
    entries = project.root / "content/entries"
    entries.chmod(0o500)
    try:
        code = run(["new", "entry", "Harbour"])
    finally:
        entries.chmod(0o700)

    assert (code, "ermission denied" in capsys.readouterr().err) == (3, True)


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["--source", "ftp://example.org/"], "error[invalid-source-url]"),
        (["--source", "example.org"], "error[invalid-source-url]"),
        (["--source", "https://me:secret@example.org/"], "error[credentials-in-address]"),
        (["--date", "yesterday"], "error[invalid-date]: --date: `yesterday` is not a date"),
        (["--lang", "english!"], "error[invalid-language]"),
    ],
)
def test_a_flag_that_cannot_be_meant_is_refused(
    flags: list[str], told: str, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is written, and without a line of a file that is not there."""
    assert run(["new", "entry", "Harbour", *flags]) == 2
    said = capsys.readouterr().err
    assert told in said
    assert "-->" not in said
    assert "secret" not in said
    assert list((project.root / "content").rglob("*.*")) == []


def test_the_name_of_a_source_is_the_one_that_is_known(project: Project) -> None:
    """As it is described, else as it was cited most, else its host."""
    project.write("sources.yaml", "The Gazette: {url: 'https://www.gazette.example/'}\n")
    project.entry(
        "2024/10/22/a.md", sources=[{"name": "Port Office", "url": "https://port.example/a"}]
    )
    urls = tuple(f"https://{host}.example/new" for host in ("gazette", "www.port", "www.other"))
    _, entry = drafted(project, "Harbour", sources=urls)

    assert [one.name for one in entry.sources] == ["The Gazette", "Port Office", "other.example"]


def test_one_page_is_one_source(project: Project) -> None:
    """However its address is written."""
    urls = ("https://example.org/a", "https://www.example.org/a/", "https://example.org/a#b")
    _, entry = drafted(project, "Harbour", sources=urls)

    assert [source.url for source in entry.sources] == ["https://example.org/a"]


def test_a_term_that_is_nearly_a_known_one_is_told(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a note: it may well be a new one. Known ones, and quite new ones, go without."""
    project.write("topics.yaml", "environment: All of it.\n")
    project.entry("2024/10/22/a.md", topics=["trade"], regions=["Asia"])
    terms = ["--topic", "enviroment", "--topic", "Trade", "--region", "Asia", "--desk", "New"]

    assert run(["new", "entry", "Harbour", *terms]) == 0
    told = capsys.readouterr().err
    assert "note: the topic `enviroment` is new: did you mean `environment`?" in told
    assert told.count("did you mean") == 1


def test_the_path_is_seen_from_where_one_is(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing else is on stdout."""
    below = project.root / "content"
    monkeypatch.chdir(below)
    assert run(["new", "entry", "A", "-c", "../briefgen.yaml", "--date", "2024-10-23"]) == 0

    assert capsys.readouterr().out == f"{Path('entries/2024/10/23/a.md')}\n"


@pytest.mark.parametrize(
    "command",
    [["entry", "x"], ["edition"], ["page", "x"], ["theme", "x"]],
    ids=lambda command: command[0],
)
def test_outside_a_project_nothing_is_made(
    command: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The configuration is what is missing."""
    monkeypatch.chdir(tmp_path)

    assert run(["new", *command]) == 2
    assert "error[missing-configuration]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_without_a_headline_there_is_no_entry(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nobody can be asked it is a fault of the command; so is one that says nothing."""
    assert run(["new", "entry"]) == 2
    assert "say what the entry is called" in capsys.readouterr().err
    assert run(["new", "entry", " \u200b\n"]) == 2
    assert "error[missing-headline]" in capsys.readouterr().err


def test_a_person_is_asked_for_the_headline(project: Project) -> None:
    """On a terminal, until there is one; the path is still data."""
    talk = typed(project.root, ["new", "entry", "--date", "2024-10-23"], "\nThe harbour\n")

    assert (talk.code, talk.out) == (0, "content/entries/2024/10/23/the-harbour.md\n")
    assert talk.screen.count("Headline: ") == 2


# Opening


def editor(tmp_path: Path, code: int = 0) -> str:
    """Return the command of an editor that adds a line."""
    program = tmp_path / "my editor.py"
    program.write_text(
        f"import sys\nopen(sys.argv[2], 'a').write(sys.argv[1] + '\\n')\nsys.exit({code})\n"
    )
    return f"'{sys.executable}' '{program}' 'Added by hand.'"


@pytest.mark.parametrize("name", ["VISUAL", "EDITOR"])
def test_the_file_is_opened_and_waited_for(
    name: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In $VISUAL or else $EDITOR, which may have arguments."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "false")
    monkeypatch.setenv(name, editor(project.root))

    assert run(["new", "page", "Help", "--open"]) == 0
    assert (project.root / "content/pages/help.md").read_text().endswith("Added by hand.\n")


@pytest.mark.parametrize("command", ["", "  ", "'vi"])
def test_without_an_editor_nothing_is_written(
    command: str,
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It is said at once how to set one."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", command)

    assert run(["new", "entry", "Harbour", "--open"]) == 2
    assert "error[no-editor]" in capsys.readouterr().err
    assert list((project.root / "content").rglob("*.md")) == []


def test_an_editor_that_does_not_start_is_the_world_s_fault(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 3; the file is there, and where it is was said."""
    monkeypatch.setenv("VISUAL", "no-such-editor --wait")

    assert run(["new", "edition", "2024-10-23", "--open"]) == 3
    told = capsys.readouterr()
    assert "error[editor-failed]: the editor `no-such-editor` cannot be started" in told.err
    assert told.out == f"{Path('content/editions/2024-10-23.md')}\n"


def test_an_editor_that_ends_badly_is_only_noted(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is written all the same."""
    monkeypatch.setenv("VISUAL", editor(project.root, code=4))

    assert run(["new", "page", "Help", "--open"]) == 0
    assert "note: the editor ended with 4" in capsys.readouterr().err


# Editions and pages


@pytest.mark.parametrize(
    ("cadence", "name", "other", "hint"),
    [
        ("daily", "2024-10-24", "2024-W43", "name a day, such as `2024-10-23`"),
        ("weekly", "2024-W43", "2024-10-23", "did you mean `2024-W43`?"),
        ("weekly", "2024-W43", "2024-10", "name a week, such as `2024-W43`"),
        ("monthly", "2024-10", "2024-10-23", "did you mean `2024-10`?"),
    ],
)
def test_the_note_of_an_edition_has_its_name(
    cadence: str,
    name: str,
    other: str,
    hint: str,
    project: Project,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Of today on the site's clock, or as named; one of another cadence is refused."""
    project.configure(cadence=cadence, timezone="Asia/Kolkata")
    (file,) = note(project.root / "briefgen.yaml", "", clock=CLOCK).files

    assert file == project.root / f"content/editions/{name}.md"
    file.unlink()
    assert run(["new", "edition", name.lower(), "--title", "A: b", "--summary", "It's [so]"]) == 0
    front = yaml.safe_load(file.read_text("utf-8").split("---\n")[1])
    assert front == {"title": "A: b", "summary": "It's [so]"}
    capsys.readouterr()
    for wrong in (other, "2024-13", "2024", "../x", "2024-10-32", "next"):
        assert run(["new", "edition", wrong]) == 2
        assert "error[invalid-edition-name]" in capsys.readouterr().err
    assert run(["new", "edition", other]) == 2
    assert hint in capsys.readouterr().err
    assert run(["new", "edition", name]) == 2
    assert "error[existing-file]" in capsys.readouterr().err


def test_a_note_that_was_just_begun_changes_nothing(project: Project) -> None:
    """Its edition has the date for a heading, as before."""
    project.entry("2024/10/24/a.md")
    note(project.root / "briefgen.yaml", "", clock=CLOCK)

    assert project.build().findings == ()


def test_a_page_begins_as_a_draft(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """It is on no site before it has a text."""
    project.entry("2024/10/23/a.md")
    assert run(["new", "page", "Wer wir sind: Über uns"]) == 0
    assert run(["new", "page", "Contact", "--slug", "Write to us"]) == 0
    pages = sorted(path.name for path in (project.root / "content/pages").iterdir())
    result = project.build()

    assert pages == ["wer-wir-sind-über-uns.md", "write-to-us.md"]
    assert result.findings == ()
    assert len(result.held) == 2
    assert project.build(drafts=True).findings == ()


@pytest.mark.parametrize(
    "title",
    [
        *("Topics", "Regions", "Desks", "Sources", "Stories", "Archive", "Corrections", "2024"),
        *("Disclosure", "Search", "Editions", "Assets", "Images", "Files", "Social"),
    ],
)
def test_an_address_that_the_site_needs_is_no_page(
    title: str, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """It would stop the next build."""
    assert run(["new", "page", title]) == 2
    assert "error[taken-address]" in capsys.readouterr().err
    assert run(["new", "page", title, "--slug", "other"]) == 0


def test_the_addresses_of_the_site_are_known(project: Project) -> None:
    """Every folder that a site has by itself is one that no page can be called."""
    project.configure(search={"index": "on"})
    project.entry("2024/10/23/a.md", topics=["x"], regions=["y"], desk="z", story="s")
    project.build()
    folders = {one.name for one in project.site.iterdir() if one.is_dir()}

    assert folders - {"2024"} <= TAKEN


# Themes


def test_a_theme_stands_on_another(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """The site builds with it, also with one that stands on it; the stylesheet has all parts."""
    project.entry("2024/10/23/a.md")
    assert run(["new", "theme", "coast"]) == 0
    told = capsys.readouterr()
    assert told.out.split() == ["themes/coast/theme.yaml", "themes/coast/assets/coast.css"]
    assert "theme:\n    name: coast\n" in told.err
    assert run(["new", "theme", "surf", "--extends", "coast"]) == 0
    sheet = project.root / "themes/surf/assets/surf.css"
    sheet.write_text(sheet.read_text().replace("#0b5c6b", "#123456"))
    project.configure(theme={"name": "surf", "options": {"fonts": "system"}})
    result = project.build()

    assert result.findings == ()
    style = project.page("assets/style.css")
    assert ".woff2" not in style
    assert style.index("--paper:") < style.index("#0b5c6b") < style.index("#123456")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["coast", "--extends", "brodsheet"], "did you mean `broadsheet`?"),
        (["broadsheet"], "is the name of a built-in theme"),
        (["../coast"], "error[invalid-theme-name]"),
        (["My Theme"], "did you mean `my-theme`?"),
        ([""], "error[invalid-theme-name]"),
        (["coast", "--extends", "coast"], "error[unknown-theme]"),
    ],
)
def test_a_theme_that_cannot_be_is_refused(
    arguments: list[str], told: str, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written."""
    assert run(["new", "theme", *arguments]) == 2
    assert told in capsys.readouterr().err
    assert not (project.root / "themes").exists()


def test_a_theme_that_is_there_stays(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Every file in the way is named, and none is written beside them."""
    (project.root / "themes/coast").mkdir(parents=True)
    (project.root / "themes/coast/theme.yaml").write_text("name: coast\nextends: broadsheet\n")
    before = tree(project.root / "themes")

    assert run(["new", "theme", "coast"]) == 2
    assert "--> themes/coast/theme.yaml" in capsys.readouterr().err
    assert tree(project.root / "themes") == before
