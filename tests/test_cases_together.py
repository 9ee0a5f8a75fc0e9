"""Two at once: builds beside each other, signals, workers that die, edits while a build runs."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from briefgen.cli import run
from briefgen.engine.write import MANIFEST
from tests.projects import NOW, Project, fill, tree

COMMAND = (sys.executable, "-m", "briefgen", "build", "--now", NOW)


def many(project: Project, days: int, each: int = 20) -> None:
    """Write day files with some entries each."""
    for day in range(days):
        entries = [
            {
                "title": f"Entry {number} of day {day}",
                "summary": "One sentence.",
                "topics": [f"topic {number % 5}"],
                "sources": [{"name": "Example", "url": "https://example.org/"}],
                "body": "A body.\n",
            }
            for number in range(each)
        ]
        text = yaml.dump({"entries": entries}, Dumper=getattr(yaml, "CDumper", yaml.Dumper))
        project.write(f"entries/{2010 + day // 28}/05/{1 + day % 28:02}/day.yaml", text)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give a digest of 2,000 entries whose site is an old one, small and whole."""
    project = Project(tmp_path_factory.mktemp("large"))
    project.entry("2024/10/23/first.md")
    assert project.build().ok
    many(project, 100)
    return project


def start(project: Project, *flags: str) -> "subprocess.Popen[str]":
    """Start a build with a process group of its own."""
    return subprocess.Popen(
        [*COMMAND, *flags],
        cwd=project.root,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_until(condition: Callable[[], object]) -> None:
    """Return as soon as something is so; fail when it never is."""
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


def group(number: int) -> list[int]:
    """Return the processes of a group that are not merely waiting to be collected."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text(encoding="utf-8").rpartition(") ")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[2]) == number and fields[0] != "Z":
            found.append(int(folder.name))
    return found


def rendering(project: Project, running: "subprocess.Popen[str]") -> bool:
    """Tell whether a build has laid the first rendered page aside."""
    assert running.poll() is None
    return any((project.root / ".briefgen").glob(f"stage-{running.pid}/*"))


@pytest.mark.parametrize("whole_group", [True, False], ids=["terminal", "one"])
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["int", "term"]
)
def test_an_interrupt_leaves_the_old_site_and_nothing_else(
    large: Project, number: signal.Signals, code: int, whole_group: bool
) -> None:
    """Whether a terminal tells all processes or somebody one: no word but a line end, no trace."""
    before = tree(large.site)
    running = start(large, "--jobs", "2")
    wait_until(lambda: rendering(large, running))

    (os.killpg if whole_group else os.kill)(running.pid, number)
    said = running.communicate(timeout=60)[1]

    assert (running.returncode, said.strip()) == (code, "")
    assert tree(large.site) == before
    assert not list((large.root / ".briefgen").glob("stage*"))
    wait_until(lambda: not group(running.pid))


def test_workers_end_when_the_build_is_killed(large: Project) -> None:
    """`kill -9` leaves no process that would hold the next build up."""
    before = tree(large.site)
    running = start(large, "--jobs", "2")
    wait_until(lambda: rendering(large, running))

    running.kill()
    running.communicate()

    wait_until(lambda: not group(running.pid))
    assert tree(large.site) == before


def test_a_worker_that_dies_is_an_error(large: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Never a short site and exit code 0; nothing is written, and what to do is said."""
    before = tree(large.site)
    running = start(large, "--jobs", "2")
    wait_until(lambda: rendering(large, running))

    worker = next(one for one in group(running.pid) if one != running.pid)
    os.kill(worker, signal.SIGKILL)
    said = running.communicate(timeout=60)[1]

    assert running.returncode == 3
    assert said.startswith("error[worker-died]: a worker process ended before its work was done\n")
    assert "Traceback" not in said
    assert tree(large.site) == before
    assert not list((large.root / ".briefgen").glob("stage*"))


# Builds copies of a project, each of which gets a signal as it is about to touch the disk for the
# nth time. All start from one warm process, for each start alone would take a second.
_SIGNALLER = """
import os, shutil, sys
from pathlib import Path
from briefgen.cli import run

top = Path(sys.argv[1])

def build(name, deadly, number):
    shutil.copytree(top / "before", top / name)
    sys.stderr.flush()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.chdir(top / name)
    os.dup2(os.open("said", os.O_CREAT | os.O_WRONLY), 2)
    touched = 0
    def count(event, arguments):
        nonlocal touched
        if event in ("os.rename", "os.remove", "os.mkdir", "open") and name in str(arguments[0]):
            touched += 1
            if touched == deadly:
                os.kill(os.getpid(), number)
    sys.addaudithook(count)
    code = run(["build", "--jobs", "1", "--now", "2024-11-01T12:00+00:00"])
    Path("touched").write_text(str(touched))
    os._exit(code)

shutil.copytree(top / "before", top / "warm")
run(["build", "-c", str(top / "warm" / "briefgen.yaml"), "--jobs", "1", "--now", "2024-11-01"])
assert build("counted", -1, 0) == 0
touched = int((top / "counted" / "touched").read_text())
for n in range(12):
    # The last of these are the renames of the write, the first ones lie before it.
    print(build(f"signalled-{n}", touched - 1 - 9 * n, (2, 15)[n % 2]))
"""


def test_a_site_is_the_old_one_or_the_new_one_after_an_interrupt(tmp_path: Path) -> None:
    """At whatever moment it comes, even while files are moved; the exit code says it came."""
    project = Project(tmp_path / "before")
    fill(project)
    project.build()
    old = tree(project.site)
    project.configure(tagline="Everything anew")
    project.delete("entries/2024/10/22/harbour-22.md")

    command = [sys.executable, "-c", _SIGNALLER, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    new = tree(tmp_path / "counted" / "site")
    codes = [int(code) for code in done.stdout.split()]
    assert codes == [130, 143] * 6
    ends = set()
    for number in range(len(codes)):
        folder = tmp_path / f"signalled-{number}"
        assert (folder / "said").read_text(encoding="utf-8").strip() == ""
        assert not list((folder / ".briefgen").glob("stage*"))
        site = tree(folder / "site")
        assert site in (old, new), number
        ends.add(site == new)
    # Some came before the write and some within it, or this has shown nothing.
    assert ends == {True, False}


def test_two_builds_of_one_project_wait_for_each_other(tmp_path: Path) -> None:
    """Both end well, and the site is what it would be after one."""
    project = Project(tmp_path / "project")
    fill(project)
    running = [start(project, "--jobs", "1") for _ in range(3)]
    ends = [(one.communicate(timeout=60)[1], one.returncode)[1] for one in running]
    fresh = Project(tmp_path / "fresh")
    fill(fresh)
    fresh.build()

    assert ends == [0, 0, 0]
    assert tree(project.site) == tree(fresh.site)


def test_a_build_does_not_wait_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """When another does not end, it says so: exit code 3, nothing written."""
    monkeypatch.setattr("briefgen.locked._PATIENCE", 0.05)
    project = Project(tmp_path)
    fill(project)
    codes: list[int] = []

    def build_inside(stage: str, _done: int, _total: int) -> None:
        if not codes:
            codes.append(run(["build", "-c", str(tmp_path / "briefgen.yaml"), "--now", NOW]))

    assert project.build(progress=build_inside).ok
    assert codes == [3]
    assert "error[build-under-way]: another build of this project" in capsys.readouterr().err


def test_nothing_is_cleaned_away_under_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`clean` waits, and gives up with exit code 3; the build ends well."""
    monkeypatch.setattr("briefgen.locked._PATIENCE", 0.05)
    project = Project(tmp_path)
    fill(project)
    codes: list[int] = []

    def clean_inside(stage: str, _done: int, _total: int) -> None:
        if not codes:
            codes.append(run(["clean", "-c", str(tmp_path / "briefgen.yaml")]))

    assert project.build(progress=clean_inside).ok
    assert codes == [3]
    assert not project.build().rendered


def test_two_projects_in_one_output_do_not_mix(tmp_path: Path) -> None:
    """Whoever comes second while the first one works is told; the site is the first one's."""
    output = tmp_path / "out"
    one, other = Project(tmp_path / "one"), Project(tmp_path / "other", title="The other")
    fill(one)
    fill(other)
    assert one.build(output=output).ok
    other.entry("2024/10/24/only-here.md")
    whole: list[dict[str, str]] = []

    def build_the_other(stage: str, _done: int, _total: int) -> None:
        if stage == "rendering" and not whole:
            assert other.build(output=output).ok
            whole.append(tree(output))

    one.edit("2024/10/22/harbour-22.md", title="New")
    code = 0
    try:
        one.build(output=output, progress=build_the_other)
    except Exception as problem:  # noqa: BLE001 - whatever it is, it is what a person would be told
        code = getattr(problem, "exit_code", 70)

    assert code == 3
    assert [tree(output)] == whole
    assert '"whole"' in (output / MANIFEST).read_text(encoding="utf-8")


@pytest.mark.parametrize("stage", ["reading", "rendering"])
def test_the_last_edit_wins(tmp_path: Path, stage: str) -> None:
    """What is saved while a build runs is in the next one, however quick both were."""
    project = Project(tmp_path)
    fill(project)
    project.build()
    project.edit("2024/10/22/harbour-22.md", title="First edit")

    def save(now: str, _done: int, _total: int) -> None:
        if now == stage:
            # As long as the first, so that not even the size tells.
            project.edit("2024/10/22/harbour-22.md", title="Other edit")

    project.build(progress=save)
    project.build()

    page = project.page("2024/10/22/harbour-22/index.html")
    assert "Other edit" in page
    assert "First edit" not in page
