"""Fixtures for all tests: the demo digest as the program builds it."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml
from filelock import FileLock

PROJECT = Path(__file__).parents[1]


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
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo digest, built once by the real program, for reading only."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    site, built = shared / "demo", shared / "demo.built"
    with FileLock(shared / "demo.lock"):
        if not built.exists():
            _build(site)
            built.touch()
    return site


@pytest.fixture(scope="session")
def demo_base_url() -> str:
    """Where the demo says that it is published; empty when it does not say."""
    config = yaml.safe_load((PROJECT / "briefgen.yaml").read_text("utf-8"))
    return str(config.get("base_url") or "")


def _build(site: Path) -> None:
    command = [sys.executable, "-m", "briefgen", "build"]
    command += ["-c", str(PROJECT / "briefgen.yaml"), "-o", str(site)]
    answer = subprocess.run(
        command, cwd=PROJECT, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if answer.returncode != 0:
        said = answer.stdout + answer.stderr
        pytest.fail(
            f"the demo does not build (exit code {answer.returncode}):\n{said}", pytrace=False
        )
