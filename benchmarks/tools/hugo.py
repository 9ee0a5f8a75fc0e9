"""Hugo: years, months and days are sections, so that addresses follow from where files lie."""

from collections.abc import Iterable
from pathlib import Path

from benchmarks.corpus import Item
from benchmarks.places import PACKAGES
from benchmarks.tools._dates import Period, periods
from benchmarks.tools._files import lay_out, quoted, write
from benchmarks.tools._tool import Command, Tool

# The program itself: the package's wrapper would add Python's start to each measure.
_HUGO = str(PACKAGES / "hugo" / "binaries" / "hugo")


def _write(items: Iterable[Item], folder: Path) -> None:
    """Write Hugo's project."""
    items = list(items)
    lay_out("hugo", folder, "static")
    content = folder / "content"
    for item in items:
        write(content / f"{item.path}.md", _entry(item))
    for period in periods(items):
        write(content / period.path / "_index.md", _section(period))
    for taxonomy in ("topics", "regions"):
        write(content / taxonomy / "_index.md", f"---\ntitle: {taxonomy.capitalize()}\n---\n")


def _entry(item: Item) -> str:
    lines = [
        f"title: {item.title}",
        f"date: {item.date:%Y-%m-%dT%H:%M:00Z}",
        f"topics: [{', '.join(item.topics)}]",
        f"regions: [{item.region}]",
        "params:",
        f"  summary: {quoted(item.summary)}",
        f"  desk: {item.desk}",
        f"  kind: {item.kind}",
        "  sources:",
    ]
    for source in item.sources:
        lines += [f"    - name: {source.name}", f"      url: {source.url}"]
    if item.picture:
        lines += ["  image:", f"    src: {item.picture}", f"    alt: {item.alt}"]
    return "\n".join(["---", *lines, "---", "", item.body])


def _section(period: Period) -> str:
    lines = [f'title: "{period.title}"', f"date: {period.first_day}", f"layout: {period.layout}"]
    lines += ["params:", f'  older: "{period.older and "/" + period.older}"']
    lines += [f'  newer: "{period.newer and "/" + period.newer}"']
    return "\n".join(["---", *lines, "---", ""])


def _serve(port: int) -> Command:
    return (_HUGO, "server", "--bind", "127.0.0.1", "--port", str(port), "--renderToMemory")


HUGO = Tool(
    name="hugo",
    title="Hugo",
    write=_write,
    build=(_HUGO, "build", "--noBuildLock"),
    serve=_serve,
    version=(_HUGO, "version"),
    site="public",
    caches=("resources", ".hugo_build.lock"),
)
