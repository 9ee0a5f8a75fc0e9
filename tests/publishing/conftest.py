"""Fixtures: git without the settings of whoever runs the tests, and a place to publish from."""

from pathlib import Path

import pytest

from tests.publishing.places import Place

SETTINGS = """\
[user]
name = The editors
email = editors@example.org
[init]
defaultBranch = main
[protocol "file"]
allow = always
"""


@pytest.fixture(autouse=True)
def git_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give git a name to commit by, and no other settings; return where they are."""
    file = tmp_path_factory.mktemp("home") / "gitconfig"
    file.write_text(SETTINGS)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(file))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in (
        "GIT_AUTHOR_NAME",
        "GIT_AUTHOR_EMAIL",
        "GIT_COMMITTER_NAME",
        "GIT_COMMITTER_EMAIL",
    ):
        monkeypatch.delenv(name, raising=False)
    return file


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Give a digest that was never published."""
    return Place(tmp_path)
