"""A user of git with a name, and with no settings of this machine."""

from pathlib import Path

import pytest

from tests.diagnosis.patients import Patient, healthy


@pytest.fixture(autouse=True)
def _somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "An editor")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "editor@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def patient(tmp_path: Path) -> Patient:
    """A project with which nothing is wrong."""
    return healthy(tmp_path / "digest")
