"""`briefgen new site`: a whole digest that nothing is to be found in, and nothing overwritten."""

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest
import yaml
from PIL import Image

from briefgen import __version__, xmp
from briefgen.authoring import starting
from briefgen.authoring.machine import zone_here
from briefgen.build import Result, build
from briefgen.cli import commands, run
from briefgen.finding import ConfigurationError
from briefgen.options import Options
from tests.authoring.terminals import typed
from tests.projects import tree

CLOCK = "2024-10-23T12:06:40+00:00"
DAYS = ("2024/10/23", "2024/10/22", "2024/10/21")


def started(folder: Path, clock: str = CLOCK, **settings: str) -> Path:
    """Start a digest at a time, and return its folder."""
    known = {"timezone": "UTC"} | settings
    starting.start(folder, starting.defaults(folder) | known, datetime.fromisoformat(clock))
    return folder


def built(folder: Path, now: str = CLOCK) -> Result:
    """Build a digest, warnings taken for errors."""
    return build(Options(config=folder / "briefgen.yaml", now=now, jobs=1, strict=True))


@pytest.mark.parametrize("cadence", ["daily", "weekly", "monthly"])
@pytest.mark.parametrize(
    ("clock", "timezone", "language"),
    [
        pytest.param(CLOCK, "UTC", "en", id="plain"),
        pytest.param("2024-12-31T23:59:59+00:00", "Pacific/Kiritimati", "ja", id="next year"),
        pytest.param("2024-03-01T02:10:00+00:00", "America/St_Johns", "fr-CA", id="leap day"),
        pytest.param("2026-03-29T01:15:00+00:00", "Europe/Berlin", "ar", id="clocks changed"),
        pytest.param("2024-11-04T00:00:00+00:00", "Asia/Kolkata", "sv", id="a Monday"),
    ],
)
def test_a_new_digest_builds_without_a_finding(
    cadence: str, clock: str, timezone: str, language: str, tmp_path: Path
) -> None:
    """Strictly, whatever day it is and wherever, and all its entries are out at once."""
    folder = started(
        tmp_path / "brief", clock, cadence=cadence, timezone=timezone, language=language
    )
    result = built(folder, clock)

    assert [(one.code, one.message) for one in result.findings] == []
    assert result.held == ()
    pages = [path for path in result.written if re.fullmatch(r"(\d+/){3}[a-z-]+/index.html", path)]
    assert len(pages) == 3


def test_what_a_new_digest_shows(tmp_path: Path) -> None:
    """Three days of entries, a note, a list, pages, a picture with its label, a story."""
    folder = started(tmp_path / "harbour_news-daily", timezone="Asia/Kolkata")
    built(folder)
    site = folder / "site"
    home = (site / "index.html").read_text("utf-8")

    assert [day for day in DAYS if not (site / day / "index.html").exists()] == []
    for words in ("Harbour News Daily", "The first edition", "Start here", "AI-generated", "17:36"):
        assert words in home
    for page in ("about", "corrections-policy", "privacy", "stories", "topics/standards"):
        assert (site / page / "index.html").exists()


def test_its_files_are_for_people(tmp_path: Path) -> None:
    """What is not of the site: how to go on, what git ignores, which version made it."""
    folder = started(tmp_path / "brief")

    assert (folder / "requirements.txt").read_text() == f"briefgen=={__version__}\n"
    assert {"/site/", ".briefgen/"} <= set((folder / ".gitignore").read_text().split("\n"))
    assert "root = true" in (folder / ".editorconfig").read_text()
    recommended = json.loads((folder / ".vscode/extensions.json").read_text())
    assert recommended == {"recommendations": ["redhat.vscode-yaml"]}
    texts = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".png"]
    ours = [path for path in texts if ".github" not in path.parts]
    assert [path for path in ours if "{{" in path.read_text("utf-8")] == []
    assert [path for path in texts if b"\r" in path.read_bytes()] == []


def test_the_commands_that_it_names_exist(tmp_path: Path) -> None:
    """So that nobody is sent nowhere."""
    folder = started(tmp_path / "brief")
    files = [path for path in folder.rglob("*.*") if path.is_file() and path.suffix != ".png"]
    texts = [path.read_text("utf-8") for path in files if path.parent.name != "schemas"]
    named = {
        word
        for text in texts
        for word in re.findall(r"(?:`|^)briefgen ([a-z]+)", text, re.MULTILINE)
    }

    assert {"new", "serve", "build", "check", "publish"} <= named <= set(commands.commands)


def test_the_picture_says_what_it_is(tmp_path: Path) -> None:
    """In the entry and in its own file."""
    folder = started(tmp_path / "brief") / "content/entries" / DAYS[0]
    with Image.open(folder / "tagged-picture.png") as picture:
        said = xmp.read(xmp.packet_of(picture))
    text = (folder / "where-a-picture-comes-from.md").read_text("utf-8")

    assert said.source_type == "trainedAlgorithmicMedia"
    assert all(key in text for key in ("ai: generated", "source_type: trained", "alt: A framed"))


class Loader(yaml.SafeLoader):
    """Reads YAML as editors do (the core schema of YAML 1.2): a date is a text."""


Loader.yaml_implicit_resolvers = {
    letter: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for letter, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def test_the_schemas_bind_what_they_are_for(tmp_path: Path) -> None:
    """Editors are told which schema goes with which file, and the files fit them."""
    folder = started(tmp_path / "brief")
    bound = json.loads((folder / ".vscode/settings.json").read_text())["yaml.schemas"]
    seen = []
    for name, patterns in bound.items():
        schema = json.loads((folder / name).read_text("utf-8"))
        checker = jsonschema.Draft202012Validator
        checker.check_schema(schema)
        for pattern in [patterns] if isinstance(patterns, str) else patterns:
            for file in folder.glob(pattern):
                read = yaml.load(file.read_text("utf-8"), Loader=Loader)
                assert [fault.message for fault in checker(schema).iter_errors(read)] == []
                assert list(checker(schema).iter_errors({**read, "no_such_key": 1}))
                seen.append(file.name)
    first = (folder / "briefgen.yaml").read_text("utf-8").split("\n")[0]

    assert sorted(seen) == ["briefgen.yaml", "markdown-by-the-book.yaml"]
    assert first == "# yaml-language-server: $schema=schemas/config.json"


def test_the_schema_of_entry_files_knows_day_files(tmp_path: Path) -> None:
    """Several entries in one file are no mistake; what is wrong in one of them is."""
    schema = json.loads((started(tmp_path / "brief") / "schemas/entry.json").read_text("utf-8"))
    fits = jsonschema.Draft202012Validator(schema).is_valid

    assert fits({"date": "2024-10-23", "entries": [{"title": "One"}, {"title": "Two"}]})
    assert not fits({"date": "2024-10-23", "entries": [{"titel": "One"}]})
    assert not fits({"date": "2024-10-23"})


@pytest.mark.parametrize(
    "title",
    ['A: "b" #c [d] {e}', "- 1", "No", "2024", "🚢 \u202ebc", "x" * 5000, "Zeile\nzwei", "%TAG '"],
)
def test_any_title_is_written_so_that_it_is_read_again(title: str, tmp_path: Path) -> None:
    """On one line, and otherwise letter by letter."""
    folder = started(tmp_path / "brief", title=title)
    result = built(folder)

    assert [finding.code for finding in result.findings] == []


def test_what_is_there_is_neither_overwritten_nor_joined(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All that stands in the way is named at once, and nothing is written."""
    folder = tmp_path / "brief"
    (folder / "schemas").mkdir(parents=True)
    for name in ("README.md", "briefgen.yaml", "schemas/entry.json", "notes.txt"):
        (folder / name).write_text("mine")
    before = tree(tmp_path)

    assert run(["new", "site", str(folder), "--yes"]) == 2
    told = capsys.readouterr()
    assert told.err.count("error[existing-file]") == 3
    assert "error[folder-not-empty]: the folder holds other files: `notes.txt`" in told.err
    for name in ("README.md", "briefgen.yaml", "schemas/entry.json"):
        assert f"--> {name}" in told.err
    assert told.out == ""
    assert tree(tmp_path) == before


def test_a_repository_that_holds_nothing_yet_is_taken(tmp_path: Path) -> None:
    """Its .git, a licence and the like are no digest."""
    (tmp_path / ".git").mkdir()
    for name in ("LICENSE", "CONTRIBUTING.md", ".gitattributes"):
        (tmp_path / name).write_text("mine")

    assert run(["new", "site", str(tmp_path), "--yes"]) == 0
    assert (tmp_path / "LICENSE").read_text() == "mine"
    assert (tmp_path / "briefgen.yaml").exists()


def test_a_hidden_file_of_ours_is_not_overwritten(tmp_path: Path) -> None:
    """Also where hidden files are welcome."""
    (tmp_path / ".gitignore").symlink_to("nowhere")

    assert run(["new", "site", str(tmp_path), "--yes"]) == 2
    assert os.listdir(tmp_path) == [".gitignore"]


@pytest.mark.parametrize("to", ["file", "link out"])
def test_where_no_folder_can_be_nothing_is_left(to: str, tmp_path: Path) -> None:
    """A file in the place of the folder, or a folder in it that leads elsewhere."""
    folder, outside = tmp_path / "brief", tmp_path / "outside"
    outside.mkdir()
    if to == "file":
        folder.write_text("mine")
    else:
        folder.mkdir()
        (folder / ".vscode").symlink_to(outside)
    before = tree(tmp_path)

    assert run(["new", "site", str(folder), "--yes"]) == (2 if to == "file" else 1)
    assert tree(tmp_path) == before
    assert list(outside.iterdir()) == []


def test_what_was_written_before_a_fault_goes_again(tmp_path: Path) -> None:
    """All files or none: here one folder is no folder."""
    (tmp_path / ".vscode").write_text("mine")
    before = tree(tmp_path)

    assert run(["new", "site", str(tmp_path), "--yes"]) == 3
    assert tree(tmp_path) == before
    assert [one.name for one in tmp_path.iterdir()] == [".vscode"]


def test_a_folder_that_cannot_be_made_is_the_world_s_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 3, in one line."""
    (tmp_path / "file").write_text("mine")

    assert run(["new", "site", str(tmp_path / "file" / "brief"), "--yes"]) == 3
    assert capsys.readouterr().err.startswith("error: Not a directory")


@pytest.mark.parametrize(
    ("flag", "value", "told"),
    [
        ("--timezone", "Asia/Kolkatta", "did you mean `Asia/Kolkata`?"),
        ("--base-url", "example.org", "must be an http or https address with a host"),
        ("--base-url", "https://example.org/?x", "without query or fragment"),
        ("--language", "english language", "error[invalid-value]"),
        ("--title", " \n", "`title` is empty"),
        ("--cadence", "hourly", "'daily', 'weekly', 'monthly'"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(
    flag: str, value: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the configuration would refuse it, before anything is written."""
    assert run(["new", "site", str(tmp_path / "brief"), "--yes", flag, value]) == 2
    assert told in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_path_is_data_and_the_next_steps_are_talk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a pipe nothing is asked, and the defaults are taken."""
    monkeypatch.chdir(tmp_path)

    assert run(["new", "site", "morning brief"]) == 0
    told = capsys.readouterr()
    assert told.out == "morning brief\n"
    for step in ("cd 'morning brief'", "briefgen serve", "git init", "briefgen publish"):
        assert step in told.err
    assert "base_url: https://example.org/\n" in (
        tmp_path / "morning brief/briefgen.yaml"
    ).read_text("utf-8")


def test_in_a_repository_no_other_is_begun(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the workflow, which would lie outside of the folder, is left to its own command."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)

    assert run(["new", "site", "brief"]) == 0
    told = capsys.readouterr()

    assert "git init" not in told.err
    assert "briefgen new workflow" in told.err
    assert not (tmp_path / "brief" / ".github").exists()
    assert not (tmp_path / ".github").exists()


def test_an_address_with_a_password_is_not_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It would be on every page."""
    address = "https://bob:secret99@digest.org/"

    assert run(["new", "site", str(tmp_path / "brief"), "--base-url", address]) == 2

    told = capsys.readouterr()
    assert "credentials-in-address" in told.err
    assert "secret99" not in told.err
    assert not (tmp_path / "brief").exists()


def test_a_person_is_asked_for_what_no_flag_says(tmp_path: Path) -> None:
    """A bad answer is told and asked for again; an empty one takes the default."""
    keys = "The Harbour\nnowhere\nhttps://harbour.example/\nEurope/Pariss\nEurope/Paris\n\n"
    talk = typed(tmp_path, ["new", "site", "brief", "--cadence", "weekly"], keys)
    settings = (tmp_path / "brief/briefgen.yaml").read_text("utf-8")

    assert (talk.code, talk.out) == (0, "brief\n"), talk.screen
    for line in (
        "title: The Harbour",
        "base_url: https://harbour.example/",
        "timezone: Europe/Paris",
        "language: en",
        "cadence: weekly",
    ):
        assert f"\n{line}\n" in settings
    assert "What is the digest called [Brief]: " in talk.screen
    assert talk.screen.count("At which address") == talk.screen.count("In which time zone") == 2
    assert "error: `base_url` must be an http or https address" in talk.screen
    assert "did you mean `Europe/Paris`?" in talk.screen
    assert "each day, week or month" not in talk.screen


def test_nobody_is_asked_with_yes(tmp_path: Path) -> None:
    """Also at a terminal."""
    talk = typed(tmp_path, ["new", "site", "brief", "--yes"], "")

    assert talk.code == 0
    assert "?" not in talk.screen
    assert "[" not in talk.screen


def test_nobody_is_asked_in_vain(tmp_path: Path) -> None:
    """A folder that cannot be taken is refused before the first question."""
    (tmp_path / "briefgen.yaml").write_text("title: Mine\n")
    talk = typed(tmp_path, ["new", "site", "."], "")

    assert talk.code == 2
    assert "What is the digest called" not in talk.screen


def test_a_person_who_breaks_off_gets_nothing(tmp_path: Path) -> None:
    """End of input at a question: no file, and the code of an interrupt."""
    talk = typed(tmp_path, ["new", "site", "brief"], "The Harbour\n\x04")

    assert talk.code == 130
    assert list(tmp_path.iterdir()) == []


def test_the_zone_of_the_machine(tmp_path: Path) -> None:
    """By TZ, by what the clock is linked to, by name; else UTC. Only what IANA knows."""
    link, name, nothing = tmp_path / "localtime", tmp_path / "timezone", tmp_path / "nothing"
    link.symlink_to("/usr/share/zoneinfo/Asia/Kolkata")
    name.write_text("Europe/Paris\n")

    assert zone_here({"TZ": "Asia/Tokyo"}, link, name) == "Asia/Tokyo"
    assert zone_here({"TZ": ":/usr/share/zoneinfo/posix/Asia/Tokyo"}, link, name) == "Asia/Tokyo"
    assert zone_here({"TZ": "CET-1CEST"}, link, name) == "Asia/Kolkata"
    assert zone_here({}, nothing, name) == "Europe/Paris"
    assert zone_here({"TZ": "Etc/UTC"}, link, name) == "UTC"
    assert zone_here({}, nothing, nothing) == "UTC"


def test_a_start_in_the_place_of_another_is_refused(tmp_path: Path) -> None:
    """What is written once is never written over, also by the same command on another day."""
    folder = started(tmp_path / "brief")
    before = tree(folder)
    with pytest.raises(ConfigurationError):
        starting.start(folder, starting.defaults(folder), datetime.now(UTC))

    assert tree(folder) == before
