"""Pelican: topics are its tags, regions its categories, and days its period archives."""

from collections.abc import Iterable
from pathlib import Path

from benchmarks.corpus import Item
from benchmarks.places import PYTHON
from benchmarks.tools._files import lay_out, write
from benchmarks.tools._tool import Command, Tool

_PELICAN = str(PYTHON / "bin" / "pelican")


def _write(items: Iterable[Item], folder: Path) -> None:
    """Write Pelican's project."""
    lay_out("pelican", folder, "content")
    for item in items:
        write(folder / "content" / "entries" / f"{item.path}.md", _entry(item))


def _entry(item: Item) -> str:
    lines = [
        f"Title: {item.title}",
        f"Slug: {item.slug}",
        f"Summary: {item.summary}",
        f"Date: {item.date:%Y-%m-%d %H:%M}",
        f"Desk: {item.desk}",
        f"Kind: {item.kind}",
        f"Tags: {', '.join(item.topics)}",
        f"Category: {item.region}",
    ]
    first, *others = (f"{source.name} | {source.url}" for source in item.sources)
    lines += [f"Cited: {first}", *(f"    {source}" for source in others)]
    if item.picture:
        lines += [f"Image: {item.picture}", f"Alt: {item.alt}"]
    return "\n".join([*lines, "", item.body])


def _serve(port: int) -> Command:
    return (_PELICAN, "--autoreload", "--listen", "--bind", "127.0.0.1", "--port", str(port))


PELICAN = Tool(
    name="pelican",
    title="Pelican",
    write=_write,
    build=(_PELICAN, "--quiet"),
    serve=_serve,
    version=(_PELICAN, "--version"),
    site="output",
    caches=("cache", "__pycache__"),
    entries="content/entries",
)
