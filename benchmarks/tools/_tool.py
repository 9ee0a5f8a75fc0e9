"""What the runner knows of a tool: how its project is written, built, served and cleaned."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import Item

Command = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A site generator with its way of writing the digest."""

    name: str
    """As chosen on the command line: `hugo`."""
    title: str
    """As shown: `Hugo`."""
    write: Callable[[Iterable[Item], Path], None]
    """Write its project into an empty folder."""
    build: Command
    """Run in the project's folder."""
    serve: Callable[[int], Command]
    """The command that serves a preview on a port, in the project's folder."""
    version: Command
    site: str
    """Folder of the built site, in the project."""
    caches: tuple[str, ...] = ()
    """What else a build leaves behind, in the project."""
    entries: str = "content"
    """Folder that holds `2025/06/30/slug.md`."""
    remembers: bool = False
    """Whether a second build makes only what has changed."""
    events: str = ""
    """Path of the event stream that tells an open page to reload; empty when it is not measured."""
