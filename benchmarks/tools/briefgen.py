"""briefgen, in the plain theme of the measures, in its default theme, and with its fast engine."""

from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.corpus import Item
from benchmarks.generate import write_project
from benchmarks.places import PYTHON
from benchmarks.tools._tool import Command, Tool

_BRIEFGEN = str(PYTHON / "bin" / "briefgen")


def _write(items: Iterable[Item], folder: Path) -> None:
    write_project(items, folder)


def _write_broadsheet(items: Iterable[Item], folder: Path) -> None:
    write_project(items, folder, theme="broadsheet")


def _write_fast(items: Iterable[Item], folder: Path) -> None:
    write_project(items, folder, engine="fast")


def _serve(port: int) -> Command:
    return (_BRIEFGEN, "serve", "--port", str(port))


def _tool(name: str, title: str, write: Callable[[Iterable[Item], Path], None]) -> Tool:
    return Tool(
        name=name,
        title=title,
        write=write,
        # Strict, so that a warning of a missing engine is not overlooked; the work is the same.
        build=(_BRIEFGEN, "build", "--strict"),
        serve=_serve,
        version=(_BRIEFGEN, "--version"),
        site="site",
        caches=(".briefgen",),
        entries="content/entries",
        remembers=True,
        events="/.briefgen/events",
    )


BRIEFGEN = _tool("briefgen", "briefgen", _write)
BROADSHEET = _tool("broadsheet", "briefgen, its own theme", _write_broadsheet)
FAST = _tool("fast", "briefgen, fast engine", _write_fast)
