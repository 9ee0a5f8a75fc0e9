"""Eleventy: JavaScript templates, its own Markdown library, collections arranged in one pass."""

from collections.abc import Iterable
from pathlib import Path

from benchmarks.corpus import Item
from benchmarks.places import NODE
from benchmarks.tools._files import lay_out, quoted, write
from benchmarks.tools._tool import Command, Tool

_ELEVENTY = str(NODE / ".bin" / "eleventy")


def _write(items: Iterable[Item], folder: Path) -> None:
    """Write Eleventy's project."""
    lay_out("eleventy", folder, "static")
    # Where its configuration looks for the Markdown library.
    (folder / "node_modules").symlink_to(NODE, target_is_directory=True)
    for item in items:
        write(folder / "content" / f"{item.path}.md", _entry(item))


def _entry(item: Item) -> str:
    lines = [
        f"title: {item.title}",
        f"summary: {quoted(item.summary)}",
        f"date: {item.date:%Y-%m-%dT%H:%M:00Z}",
        f"desk: {item.desk}",
        f"kind: {item.kind}",
        f"topics: [{', '.join(item.topics)}]",
        f"regions: [{item.region}]",
        "sources:",
    ]
    for source in item.sources:
        lines += [f"  - name: {source.name}", f"    url: {source.url}"]
    if item.picture:
        lines += ["image:", f"  src: {item.picture}", f"  alt: {item.alt}"]
    return "\n".join(["---", *lines, "---", "", item.body])


def _serve(port: int) -> Command:
    return (_ELEVENTY, "--serve", "--quiet", f"--port={port}")


ELEVENTY = Tool(
    name="eleventy",
    title="Eleventy",
    write=_write,
    build=(_ELEVENTY, "--quiet"),
    serve=_serve,
    version=(_ELEVENTY, "--version"),
    site="_site",
    caches=(".cache",),
)
