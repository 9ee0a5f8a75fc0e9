"""The command line as a person or a script meets it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.cli import run
from tests.projects import Project, fill

HEAVY = (
    "jinja2",
    "pydantic",
    "markdown_it",
    "yaml",
    "babel",
    "PIL",
    "rich",
    "msgspec",
    "sqlite3",
    "starlette",
    "uvicorn",
    "watchfiles",
    "httpx",
    "asyncio",
)


@pytest.mark.parametrize("flag", ["--help", "--version", "build --help"])
def test_help_and_version_import_nothing_heavy(flag: str) -> None:
    """They answer at once."""
    code = (
        "import sys\nfrom briefgen.cli import run\n"
        f"run({flag.split()!r})\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert answer.stderr.strip() == "[]"
    assert answer.stdout


def test_a_build_ends_with_a_summary_on_stderr(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was read, rendered, written, held back and found; stdout stays clean for data."""
    project = Project(tmp_path)
    fill(project)
    project.entry("2024/10/24/draft.md", draft=True)

    code = run(["build", "-c", str(project.root / "briefgen.yaml"), "--jobs", "1"])

    told = capsys.readouterr()
    assert code == 0
    assert told.out == ""
    for word in ("built", "read", "rendered", "written", "unchanged", "removed", "1 draft"):
        assert word in told.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["buidl"], 2),
        (["build", "--nonsense"], 2),
        (["build", "-c", "nowhere.yaml"], 2),
        (["build", "--now", "yesterday"], 2),
        (["build", "-b", "javascript:x"], 2),
        (["build", "-o", "."], 2),
        (["build", "--explain", "nowhere/"], 2),
        (["check", "--explain", "no-such-code"], 2),
    ],
)
def test_a_command_that_cannot_be_meant_ends_with_2(
    arguments: list[str],
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It says so in one message, without a traceback, and does nothing."""
    Project(tmp_path)
    monkeypatch.chdir(tmp_path)

    assert run(arguments) == code
    told = capsys.readouterr()
    assert told.err.startswith("error")
    assert "Traceback" not in told.err
    assert not (tmp_path / "site").exists()


def test_check_formats_are_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """json, github and sarif go to stdout and parse; the talk stays on stderr."""
    project = Project(tmp_path)
    project.entry("2024/10/23/a.md", title=None)
    config = str(project.root / "briefgen.yaml")

    assert run(["check", "-c", config, "--format", "json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)
    assert (finding["code"], finding["path"]) == (
        "missing-field",
        "content/entries/2024/10/23/a.md",
    )

    assert run(["check", "-c", config, "--format", "sarif"]) == 1
    sarif = json.loads(capsys.readouterr().out)
    assert sarif["version"] == "2.1.0"
    assert sarif["runs"][0]["results"][0]["ruleId"] == "missing-field"

    assert run(["check", "-c", config, "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::error file=")


def test_check_changes_nothing(tmp_path: Path) -> None:
    """No site is made, and none that is there is touched."""
    project = Project(tmp_path)
    fill(project)

    assert run(["check", "-c", str(project.root / "briefgen.yaml")]) == 0
    assert not project.site.exists()


def test_strict_takes_warnings_for_errors(tmp_path: Path) -> None:
    """What a warning lets pass, --strict stops."""
    project = Project(tmp_path)
    project.entry("2024/10/23/a.md", summary=None)
    config = str(project.root / "briefgen.yaml")

    assert run(["build", "-c", config]) == 0
    assert run(["build", "-c", config, "--strict"]) == 1


def test_explain_tells_what_a_page_is_made_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Template, origin, view and why it would be rendered; a path may be given in any form."""
    project = Project(tmp_path)
    fill(project)
    config = str(project.root / "briefgen.yaml")
    run(["build", "-c", config, "--now", "2024-11-01"])
    project.edit("2024/10/21/harvest-21.md", title="Other words")
    capsys.readouterr()

    assert run(["build", "-c", config, "--explain", "site/2024/10/21/harvest-21/"]) == 0

    told = capsys.readouterr().out
    for words in ("entry.html", "content/entries/2024/10/21/harvest-21.md", "Other words", "view"):
        assert words in told


def test_clean_removes_what_was_built(tmp_path: Path) -> None:
    """Our files go, the folder and what others put there stay."""
    project = Project(tmp_path)
    fill(project)
    project.build()
    (project.site / "CNAME").write_text("example.org", encoding="utf-8")

    assert run(["clean", "-c", str(project.root / "briefgen.yaml")]) == 0

    left = [path.name for path in project.site.rglob("*") if path.is_file()]
    assert "CNAME" in left
    assert not [name for name in left if name.endswith(".html")]
    assert project.build().ok


@pytest.mark.parametrize("what", ["entry", "config"])
def test_schema_prints_json_schema(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An editor can complete and check what is written."""
    assert run(["schema", what]) == 0

    schema = json.loads(capsys.readouterr().out)
    assert "title" in schema["properties"]
    assert schema["properties"]["title"]["description"]


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """As a person reads it, on several lines."""
    assert run([]) == 2
    assert "Commands:\n  build" in capsys.readouterr().err


def test_a_fault_of_the_configuration_is_told_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line shown is that of the file that was named, and data formats are data."""
    Project(tmp_path / "here")
    other = Project(tmp_path / "other")
    (other.root / "briefgen.yaml").write_text("titel: Elsewhere\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "here")

    assert run(["build", "-c", "../other/briefgen.yaml"]) == 2
    assert "titel: Elsewhere" in capsys.readouterr().err

    assert run(["check", "-c", "../other/briefgen.yaml", "--format", "json"]) == 2
    assert "unknown-key" in {found["code"] for found in json.loads(capsys.readouterr().out)}


def test_a_language_that_no_locale_has_still_builds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The theme's own words stay English, and a warning says so."""
    project = Project(tmp_path, language="xx-yy")
    fill(project)

    assert run(["build", "-c", str(project.root / "briefgen.yaml")]) == 0
    assert "missing-locale" in capsys.readouterr().err


def test_a_page_that_somebody_changed_is_left_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is not planned any more stays when its bytes are not ours, and the build says which."""
    project = Project(tmp_path)
    fill(project)
    config = ["-c", str(project.root / "briefgen.yaml"), "--now", "2024-11-01"]
    run(["build", *config])
    page = project.site / "2024" / "10" / "22" / "harbour-22" / "index.html"
    page.write_text("mine", encoding="utf-8")
    project.delete("entries/2024/10/22/harbour-22.md")
    capsys.readouterr()

    assert run(["build", *config]) == 0
    assert "2024/10/22/harbour-22/index.html" in capsys.readouterr().err
    assert page.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
@pytest.mark.skipif(sys.platform == "win32", reason="the shell of Windows closes no stream")
def test_a_closed_stream_is_no_fault(closed: str) -> None:
    """What was to be written there goes nowhere, and the exit code is that of the work."""
    number = 1 if closed == "stdout" else 2
    command = f'"{sys.executable}" -m briefgen schema entry {number}>&-'
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)

    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert (done.stdout == b"") == (closed == "stdout")
