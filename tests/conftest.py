"""Fixtures for all tests: the demo digest as the program builds it."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from filelock import FileLock

PROJECT = Path(__file__).parents[1]

THEMES = ("broadsheet", "wire")
"""The built-in themes, that of the demo first."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --renew-golden."""
    parser.addoption("--renew-golden", action="store_true", help="write the golden files again")


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
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent

    def built(theme: str) -> Path:
        site, done = shared / f"demo-{theme}", shared / f"demo-{theme}.built"
        with FileLock(shared / f"demo-{theme}.lock"):
            if not done.exists():
                _build(_dressed(shared / f"project-{theme}", theme), site)
                done.touch()
        return site

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


def _dressed(folder: Path, theme: str) -> Path:
    """Return the project of the demo, as it is or copied and given another theme."""
    if theme == THEMES[0]:
        return PROJECT
    shutil.copytree(PROJECT / "content", folder / "content")
    settings = yaml.safe_load((PROJECT / "briefgen.yaml").read_text("utf-8"))
    settings["theme"] = {"name": theme}
    (folder / "briefgen.yaml").write_text(yaml.safe_dump(settings), "utf-8")
    return folder


def _build(project: Path, site: Path) -> None:
    command = [sys.executable, "-m", "briefgen", "build"]
    command += ["-c", str(project / "briefgen.yaml"), "-o", str(site)]
    answer = subprocess.run(
        command, cwd=PROJECT, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if answer.returncode != 0:
        said = answer.stdout + answer.stderr
        pytest.fail(
            f"the demo does not build (exit code {answer.returncode}):\n{said}", pytrace=False
        )
