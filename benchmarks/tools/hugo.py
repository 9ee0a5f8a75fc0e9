"""Hugo: years, months and days are sections, so that addresses follow from where files lie."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from benchmarks.corpus import Item
from benchmarks.places import PACKAGES
from benchmarks.tools._files import day_name, days, lay_out, quoted, write
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
    newest_first = days(items)
    for day, older, newer in _neighbours(newest_first):
        _section(content / f"{day:%Y/%m/%d}", "day", day_name(day), day, older, newer, "%Y/%m/%d")
    months = sorted({day.replace(day=1) for day in newest_first}, reverse=True)
    for day, older, newer in _neighbours(months):
        _section(content / f"{day:%Y/%m}", "month", f"{day:%B %Y}", day, older, newer, "%Y/%m")
    for year in {day.replace(month=1) for day in months}:
        _section(content / f"{year:%Y}", "year", f"{year:%Y}", year, None, None, "%Y")
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


def _neighbours(newest_first: list[date]) -> Iterable[tuple[date, date | None, date | None]]:
    """Yield each day with the one before it in time and the one after it."""
    older = [*newest_first[1:], None]
    newer = [None, *newest_first[:-1]]
    return zip(newest_first, older, newer, strict=True)


def _section(
    folder: Path,
    layout: str,
    title: str,
    day: date,
    older: date | None,
    newer: date | None,
    form: str,
) -> None:
    lines = [f'title: "{title}"', f"date: {day}", f"layout: {layout}", "params:"]
    lines += [f"  older: /{older:{form}}"] if older else []
    lines += [f"  newer: /{newer:{form}}"] if newer else []
    write(folder / "_index.md", "\n".join(["---", *lines, "---", ""]))


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
