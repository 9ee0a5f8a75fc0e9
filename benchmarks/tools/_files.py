"""What several tools' projects are written with."""

import json
import shutil
from pathlib import Path

from benchmarks.pictures import draw

LAYOUTS = Path(__file__).parents[1] / "layouts"
STYLE = Path(__file__).parents[1] / "theme" / "assets" / "bench.css"


def write(path: Path, text: str) -> None:
    """Write a text file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def lay_out(tool: str, folder: Path, static: str) -> None:
    """Copy a tool's configuration and templates, and draw the pictures into its static files."""
    shutil.copytree(LAYOUTS / tool, folder, dirs_exist_ok=True)
    draw(folder / static / "images")
    shutil.copy(STYLE, folder / static / "bench.css")


def quoted(text: str) -> str:
    """Return a text as a string that JSON, YAML and TOML read alike."""
    return json.dumps(text, ensure_ascii=False)
