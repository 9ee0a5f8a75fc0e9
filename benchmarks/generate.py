"""Write the benchmark's digest as a briefgen project: `python -m benchmarks.generate N FOLDER`."""

import argparse
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from benchmarks.corpus import Item, items
from benchmarks.pictures import draw

THEME = Path(__file__).parent / "theme"

_CONFIG = """\
title: The Daily Measure
tagline: A digest made of dice
base_url: https://example.org/
images: {social: off}
search: {index: off}
feeds: {formats: [atom], terms: []}
sitemaps: {news: off}
data: off
taxonomies: [topics, regions]
# A small digest shows some of the pictures only.
checks: {ignore: [orphaned-image]}
menu:
  - {label: Topics, url: /topics/}
  - {label: Regions, url: /regions/}
  - {label: Feed, url: /feed.xml}
"""


def write_project(
    corpus: Iterable[Item], folder: Path, *, theme: str = "bench", engine: str = ""
) -> None:
    """Write a project into a folder, whose content is replaced; no engine: briefgen's default."""
    shutil.rmtree(folder / "content", ignore_errors=True)
    for item in corpus:
        file = folder / "content" / "entries" / f"{item.path}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(entry(item), encoding="utf-8", newline="\n")
    draw(folder / "content" / "images")
    shutil.copytree(THEME, folder / "themes" / "bench", dirs_exist_ok=True)
    config = f"{_CONFIG}theme: {{name: {theme}}}\n"
    if engine:
        config += f"markup: {{engine: {engine}}}\n"
    (folder / "briefgen.yaml").write_text(config, encoding="utf-8", newline="\n")


def entry(item: Item) -> str:
    """Return an item as an entry of briefgen."""
    lines = [
        f"title: {item.title}",
        f"summary: {json.dumps(item.summary)}",
        f"date: {item.date:%Y-%m-%dT%H:%M}",
        f"desk: {item.desk}",
        f"kind: {item.kind}",
        f"topics: [{', '.join(item.topics)}]",
        f"regions: [{item.region}]",
        "sources:",
    ]
    for source in item.sources:
        lines += [f"  - name: {source.name}", f"    url: {source.url}"]
    if item.picture:
        lines += ["image:", f"  src: {item.picture}", f"  alt: {item.alt}", "  ai: generated"]
    return "\n".join(["---", *lines, "---", "", item.body])


def main() -> None:
    """Read the command line and write the project."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description=__doc__)
    parser.add_argument("count", type=int, metavar="N", help="how many entries")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the project goes")
    parser.add_argument("--seed", type=int, default=1, help="other dice, another digest")
    parser.add_argument("--theme", default="bench", help="bench (default) or broadsheet")
    given = parser.parse_args()
    write_project(items(given.count, given.seed), given.folder, theme=given.theme)


if __name__ == "__main__":
    main()
