"""`briefgen serve` from its first word to its last: ports, hosts, faults, signals, two at once."""

import json
import os
import signal
import socket
from pathlib import Path

import pytest

from briefgen.cli import run
from tests.preview.previews import Preview, previewed, wait_until
from tests.projects import Project, fill, tree


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small project."""
    project = Project(tmp_path)
    fill(project)
    return project


def test_a_taken_port_is_told_and_the_next_one_taken(project: Project) -> None:
    """Nobody has to look for a free one."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with previewed(project, port=port) as preview:
            assert preview.port > port
            assert f"note: port {port} is taken: this is {preview.port}" in preview.said


def test_nobody_else_can_reach_it_unless_told(project: Project) -> None:
    """It listens at 127.0.0.1, and no word is said about that."""
    with previewed(project) as preview:
        # The whole of 127/8 is this machine; a socket for all addresses would answer.
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", preview.port))
        assert "everybody" not in preview.said


def test_it_warns_when_everybody_can_reach_it(project: Project) -> None:
    """An address is then a name too; any other name still is none."""
    with previewed(project, "--host", "0.0.0.0") as preview:
        assert "note: everybody who can reach this machine can read this preview" in preview.said
        assert preview.ask("/", Host=f"192.0.2.7:{preview.port}").status == 200
        assert preview.ask("/", Host=f"evil.example:{preview.port}").status == 403


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        (["-c", "nowhere.yaml"], 2),
        (["--now", "yesterday"], 2),
        (["-b", "javascript:x"], 2),
        (["--port", "70000"], 2),
        (["--host", "no.such.host.invalid"], 3),
        (["--host", "192.0.2.1"], 3),
    ],
)
def test_what_cannot_be_meant_ends_at_once(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    flags: list[str],
    code: int,
) -> None:
    """With one message and nothing built."""
    monkeypatch.chdir(project.root)

    assert run(["serve", *flags]) == code
    assert capsys.readouterr().err.startswith("error")
    assert not (project.root / ".briefgen" / "preview").exists()


def test_a_second_preview_of_a_project_is_refused(project: Project) -> None:
    """They would write into one folder."""
    with previewed(project):
        other = Preview(project.root)

        assert other.process.wait(60) == 3
        wait_until(lambda: "error[preview-under-way]" in other.said)
        other.stop()


def test_drafts_and_future_entries_are_shown_and_say_so(project: Project) -> None:
    """Expired ones are not; flags hold the others back too."""
    project.entry("2024/10/23/draft.md", draft=True)
    project.entry("2024/12/23/later.md")
    project.entry("2024/10/23/over.md", expires="2024-10-24")
    with previewed(project) as preview:
        assert "<strong>Draft.</strong>" in preview.page("2024/10/23/draft/").text
        assert "<strong>Not due yet.</strong>" in preview.page("2024/12/23/later/").text
        assert preview.page("2024/10/23/over/").status == 404
        assert "held back 1 expired" in preview.said
    with previewed(project, "--no-drafts", "--no-future", "--expired") as preview:
        assert preview.page("2024/10/23/draft/").status == 404
        assert preview.page("2024/12/23/later/").status == 404
        assert "<strong>Expired.</strong>" in preview.page("2024/10/23/over/").text
        assert "held back 1 draft, 1 future" in preview.said


def test_another_day_can_be_previewed(project: Project) -> None:
    """As of a time before the last edition."""
    with previewed(project, "--now", "2024-10-22T12:00Z", "--no-future") as preview:
        assert preview.page("2024/10/22/").status == 200
        assert preview.page("2024/10/23/").status == 404


def test_the_path_may_change_with_the_configuration(project: Project) -> None:
    """The new address is said, and answers."""
    with previewed(project) as preview:
        project.configure(base_url="https://example.org/moved/")

        address = preview.wait_for(r"the preview is now at (\S+)")[1]
        assert address.endswith("/moved/")
        assert preview.ask("/moved/").status == 200
        assert preview.ask("/").headers["location"] == "/moved/"


def test_a_fault_is_told_and_the_last_good_site_stays(project: Project) -> None:
    """In the terminal and to the pages; mended, all is well by itself."""
    with previewed(project) as preview, preview.listen() as news:
        news.next()
        before = tree(preview.folder)
        project.entry("2024/10/24/bad.md", title=None)

        told = news.until(lambda told: told["errors"])
        assert (told["ok"], told["changed"]) == (False, [])
        assert tree(preview.folder) == before
        (found,) = json.loads(preview.ask("/.briefgen/findings").body)["findings"]
        assert (found["severity"], found["code"]) == ("error", "missing-field")
        assert found["places"][0]["place"].startswith("content/entries/2024/10/24/bad.md:1")
        assert found["hint"]
        preview.wait_for(r"error\[missing-field\](?s:.*)not built: 1 error")

        project.delete("entries/2024/10/24/bad.md")
        told = news.until(lambda told: not told["errors"])
        assert told["ok"]


def test_findings_are_told_once(project: Project) -> None:
    """A warning that stays is counted, not repeated with each build."""
    project.entry("2024/10/24/plain.md", summary=None)
    with previewed(project) as preview, preview.listen() as news:
        news.next()
        project.edit("2024/10/22/harbour-22.md", title="Other")
        news.until(lambda told: told["changed"])
        preview.wait_for(r"changed; 1 warning\n(?s:.*)changed; 1 warning\n")

        assert preview.said.count("warning[missing-summary]") == 1


@pytest.mark.parametrize("broken", ["entry", "configuration", "theme"])
def test_it_starts_with_a_project_that_cannot_be_built(project: Project, broken: str) -> None:
    """Every address shows why, and the site as soon as there is one."""
    settings = project.root / "briefgen.yaml"
    good = settings.read_text(encoding="utf-8")
    if broken == "entry":
        project.entry("2024/10/24/bad.md", title=None)
    else:
        text = "titel: Trial\n" if broken == "configuration" else f"{good}\ntheme: {{name: no}}\n"
        settings.write_text(text, encoding="utf-8")
    with previewed(project) as preview, preview.listen("2024/index.html") as news:
        assert news.next()["errors"]
        answer = preview.page("2024/")
        assert (answer.status, "/.briefgen/preview.js" in answer.text) == (503, True)

        settings.write_text(good, encoding="utf-8")
        (project.root / "content/entries/2024/10/24/bad.md").unlink(missing_ok=True)

        news.until(lambda told: told["ok"])
        assert preview.page("2024/").status == 200


def test_a_builder_that_dies_is_told_and_started_again(project: Project) -> None:
    """What was saved is built all the same."""
    with previewed(project) as preview, preview.listen() as news:
        news.next()
        (builder,) = (one for one in preview.members() if one != preview.process.pid)
        os.kill(builder, signal.SIGKILL)
        project.edit("2024/10/22/harbour-22.md", title="After the death")

        told = news.until(lambda told: "2024/10/22/harbour-22/index.html" in told["changed"])
        assert told["ok"]
        preview.wait_for("note: the process that builds has ended; another one is started")


@pytest.mark.parametrize("whole_group", [True, False], ids=["terminal", "one"])
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["int", "term"]
)
def test_a_signal_ends_it_at_once_and_leaves_nothing(
    project: Project, number: signal.Signals, code: int, whole_group: bool
) -> None:
    """With pages that listen and sockets that say nothing; no word but a line end."""
    preview = Preview(project.root).built()
    with preview.listen() as news, preview.connect():
        news.next()
        said = preview.said
        (os.killpg if whole_group else os.kill)(preview.process.pid, number)

        assert preview.process.wait(60) == code
    preview.stop()
    assert preview.said.removeprefix(said).strip() == ""
    wait_until(lambda: not preview.members())
    assert not list((project.root / ".briefgen").glob("stage*"))
    assert project.build().ok


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_signal_ends_a_build_that_runs(project: Project, jobs: str) -> None:
    """The old site is whole, and the next preview starts."""
    for number in range(600):
        project.entry(f"2021/{1 + number % 12:02}/03/old-{number}.md")
    preview = Preview(project.root, "--jobs", jobs)
    stage = project.root / ".briefgen"
    wait_until(lambda: any(stage.glob("stage-*/*")) or preview.process.poll() is not None)

    os.killpg(preview.process.pid, signal.SIGINT)

    assert preview.stop() == 130
    assert "Traceback" not in preview.said
    wait_until(lambda: not preview.members())
    assert not list(stage.glob("stage*"))
    assert not (preview.folder / "index.html").exists()


def test_nothing_is_left_when_it_is_killed(project: Project) -> None:
    """The builder hears that nobody asks any more."""
    preview = Preview(project.root).built()

    preview.process.kill()
    preview.process.wait()

    wait_until(lambda: not preview.members())
    preview.stop()


def test_a_build_beside_it_waits_and_is_right(project: Project) -> None:
    """Both use one record."""
    with previewed(project) as preview, preview.listen() as news:
        news.next()
        project.edit("2024/10/22/harbour-22.md", title="Seen by both")
        result = project.build()
        news.until(lambda told: told["changed"])

        assert result.ok
        assert "Seen by both" in project.page("2024/10/22/harbour-22/index.html")
        assert "Seen by both" in preview.page("2024/10/22/harbour-22/").text


def test_clean_takes_the_preview_too(project: Project) -> None:
    """What a preview built goes with what a build did."""
    with previewed(project) as preview:
        assert (preview.folder / "index.html").is_file()

    assert run(["clean", "-c", str(project.root / "briefgen.yaml")]) == 0
    assert not (preview.folder / "index.html").exists()


def test_it_opens_a_browser_when_asked(project: Project, tmp_path: Path) -> None:
    """Once, at the address of the site, when there is something to see."""
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> "{opened}"\n', encoding="utf-8")
    browser.chmod(0o755)
    with previewed(project, "--open", environment={"BROWSER": str(browser)}) as preview:
        wait_until(lambda: opened.exists() and opened.read_text("utf-8").endswith("\n"))

        assert opened.read_text("utf-8") == f"{preview.url}\n"
