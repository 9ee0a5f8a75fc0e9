"""Fixtures for all tests: the demo digest as the program builds it."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
import yaml
from filelock import FileLock

from briefgen.theming.trial import NOW, trial_files

PROJECT = Path(__file__).parents[1]

THEMES = ("broadsheet", "wire", "memo")
"""The built-in themes, that of the demo first."""

OPTIONS = {"memo": {"handling": "TLP:CLEAR"}}
"""What shows parts of a theme that are not there without it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --renew-golden."""
    parser.addoption("--renew-golden", action="store_true", help="write the golden files again")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes run tests: they wait for others through a third of their time."""
    return (os.cpu_count() or 1) * 3 // 2


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once, not for each test, why tests were skipped."""
    skipped = terminalreporter.stats.get("skipped", ())
    for reason, count in Counter(report.longrepr[2] for report in skipped).items():
        terminalreporter.write_line(f"{count} skipped: {reason.removeprefix('Skipped: ')}")


@pytest.fixture(scope="session")
def renew_golden(pytestconfig: pytest.Config) -> bool:
    """Whether golden files are to be written, not compared."""
    return bool(pytestconfig.getoption("--renew-golden"))


@pytest.fixture(scope="session")
def demo_in(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Gives the folder of the demo digest in a theme, built once, for reading only."""

    def built(theme: str) -> Path:
        return _built_once(tmp_path_factory, f"demo-{theme}", partial(_dress, theme=theme))

    return built


@pytest.fixture(scope="session")
def mirrored_in(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Gives the folder of the trial digest in a theme, from right to left: in Arabic."""

    def built(theme: str) -> Path:
        return _built_once(tmp_path_factory, f"mirrored-{theme}", partial(_mirror, theme=theme))

    return built


@pytest.fixture(scope="session")
def demo_site(demo_in: Callable[[str], Path]) -> Path:
    """The folder of the demo digest, built once by the real program, for reading only."""
    return demo_in(THEMES[0])


@pytest.fixture(scope="session", params=THEMES)
def themed_site(demo_in: Callable[[str], Path], request: pytest.FixtureRequest) -> Path:
    """The demo digest in each of the built-in themes, one after the other."""
    return demo_in(request.param)


@pytest.fixture(scope="session")
def demo_base_url() -> str:
    """Where the demo says that it is published; empty when it does not say."""
    config = yaml.safe_load((PROJECT / "briefgen.yaml").read_text("utf-8"))
    return str(config.get("base_url") or "")


def _built_once(
    temporary: pytest.TempPathFactory, name: str, prepare: Callable[[Path], Sequence[str]]
) -> Path:
    """Return the folder of a site, which the first to ask builds; others wait for it."""
    shared = temporary.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    site, done = shared / name, shared / f"{name}.built"
    with FileLock(shared / f"{name}.lock"):
        if not done.exists():
            _build(*prepare(shared / f"{name}-project"), "-o", str(site))
            done.touch()
    return site


def _dress(folder: Path, theme: str) -> tuple[str, ...]:
    """Write the project of the demo in a theme, unless it is the demo's; say how to build it."""
    if theme == THEMES[0]:
        return ("-c", str(PROJECT / "briefgen.yaml"))
    shutil.copytree(PROJECT / "content", folder / "content")
    settings = yaml.safe_load((PROJECT / "briefgen.yaml").read_text("utf-8"))
    settings["theme"] = {"name": theme, "options": OPTIONS.get(theme, {})}
    (folder / "briefgen.yaml").write_text(yaml.safe_dump(settings), "utf-8")
    return ("-c", str(folder / "briefgen.yaml"))


def _mirror(folder: Path, theme: str) -> tuple[str, ...]:
    """Write the trial digest in Arabic and in a theme; say how to build it."""
    for path, data in trial_files(theme, OPTIONS.get(theme, {}), "ar").items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return ("-c", str(folder / "briefgen.yaml"), "--now", NOW)


def _build(*options: str) -> None:
    command = [sys.executable, "-m", "briefgen", "build", *options]
    answer = subprocess.run(
        command, cwd=PROJECT, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if answer.returncode != 0:
        said = answer.stdout + answer.stderr
        pytest.fail(
            f"a digest does not build (exit code {answer.returncode}):\n{said}", pytrace=False
        )
