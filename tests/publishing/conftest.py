"""Fixtures: git without the settings of whoever runs the tests, and a place to publish from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publishing.places import Place, git
from tests.publishing.servers import git_server

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
    """Give a digest that was never published, whose remote is a folder."""
    return Place(tmp_path)


@pytest.fixture(params=["file", "http"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Give a digest that was never published: its remote is a folder, or behind a web server."""
    place = Place(tmp_path)
    if request.param == "file":
        yield place
        return
    with git_server(tmp_path) as host:
        git(place.repository, "remote", "set-url", "origin", f"http://{host}/remote.git")
        yield place
