"""docs/themes.md, "Your own theme in ten minutes": what it says to type and to write is done."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_five_minutes import plain

PAGE = Path(__file__).parents[1] / "docs" / "themes.md"
HEADING = "## Your own theme in ten minutes\n"
# A block: the file that the line before names, if it does; its language; its text.
BLOCK = re.compile(r"(?:`([\w./-]+)`:\n\n)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SETTING = re.compile(r"^theme:\n(?: .*\n)+", re.MULTILINE)


def steps() -> list[tuple[str, str, str]]:
    """Return the blocks of the walk: file or nothing, language, text."""
    walk = PAGE.read_text("utf-8").partition(HEADING)[2].partition("\n## ")[0]
    return BLOCK.findall(walk)


@pytest.mark.skipif(sys.platform == "win32", reason="the page is for a Unix shell")
def test_the_walk_goes_as_it_is_told(tmp_path: Path) -> None:
    """From nothing to a theme with its own front page, in both languages, with nothing to mend."""
    site = tmp_path / "harbour-brief"
    shown = ""
    for name, language, text in steps():
        if language == "sh":
            shown = run(text, site if site.exists() else tmp_path)
        elif language == "text":
            assert plain(shown, tmp_path) == plain(text, tmp_path)
        elif name == "briefgen.yaml":
            settings = site / name
            settings.write_text(SETTING.sub(text, settings.read_text("utf-8")), "utf-8")
        elif name:
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(text, "utf-8")
    front = (site / "site" / "index.html").read_text("utf-8")

    assert "Read slowly, by the water" in front
    assert "came in with the tide" in front
    assert "Front page" in front
    style = (site / "site" / "assets" / "style.css").read_text("utf-8")
    assert style.rstrip().splitlines()[-1] == ":root{--tide:light-dark(#0b5c6b,#7fd0de)}"

    settings = site / "briefgen.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace("language: en", "language: de"), "utf-8"
    )
    run("briefgen build", site)
    front = (site / "site" / "index.html").read_text("utf-8")
    assert "mit der Flut" in front
    assert "Titelseite" in front


def run(typed: str, folder: Path) -> str:
    """Return what a shell shows of what is typed in a folder."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-e", "-c", typed],
        cwd=folder,
        env={**os.environ, "PATH": programs},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout
