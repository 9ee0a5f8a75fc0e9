"""docs/five-minutes.md, word for word: what it says to type is typed, and what it shows is seen."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.publishing.places import git

PAGE = Path(__file__).parents[1] / "docs" / "five-minutes.md"
BLOCKS = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

# What differs from day to day, from machine to machine and from version to version.
VARYING = (
    (re.compile(r"\b\d{4}/\d\d/\d\d\b"), "DAY"),
    (re.compile(r"\d+(\.\d+)? s\b"), "TIME"),
    (re.compile(r"commit [0-9a-f]{12}"), "COMMIT"),
    (re.compile(r"[\d,]+ (?=files|rendered|written|unchanged|new|changed|of them)"), "N "),
)


def steps() -> list[tuple[str, str]]:
    """Return what is typed, each with what is shown after it."""
    blocks = BLOCKS.findall(PAGE.read_text("utf-8"))
    # Installing is what the tests have behind them.
    blocks = [block for block in blocks if "pip install" not in block[1]]
    found: list[tuple[str, str]] = []
    for language, text in blocks:
        if language == "sh":
            found.append((text, ""))
        else:
            found[-1] = (found[-1][0], text)
    return found


def plain(text: str, remotes: Path) -> list[str]:
    """Return what is shown without what varies."""
    text = text.replace(f"{remotes.as_uri()}/", "git@github.com:name/")
    for pattern, instead in VARYING:
        text = pattern.sub(instead, text)
    return text.strip().splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="the page is for a Unix shell")
def test_the_five_minutes_go_as_they_are_told(tmp_path: Path) -> None:
    """On a machine that has git and briefgen, a name to commit by, and a repository elsewhere."""
    remotes, home = tmp_path / "remotes", tmp_path / "home"
    remotes.mkdir()
    home.mkdir()
    git(remotes, "init", "--quiet", "--bare", "-b", "main", "morning-brief.git")
    (home / ".gitconfig").write_text(
        "[user]\nname = The editors\nemail = editors@example.org\n"
        f'[url "{remotes.as_uri()}/"]\ninsteadOf = git@github.com:name/\n'
    )
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTEST"))
    } | {
        "HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    folder = tmp_path
    shown: list[list[str]] = []
    for typed, _ in steps():
        done = subprocess.run(
            ["bash", "-e", "-c", f"{typed}\npwd > {home}/pwd"],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout
        folder = Path((home / "pwd").read_text().strip())
        shown.append(plain(done.stdout, remotes))

    assert shown == [plain(said, remotes) for _, said in steps()]
    assert "gh-pages" in git(remotes / "morning-brief.git", "branch")
