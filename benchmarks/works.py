"""The works that are measured, in rounds: each round does every work of every tool once.

So whatever slows the machine for a while slows all of them, and a tool is compared with Hugo as it
was in the same round.
"""

import os
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from benchmarks.corpus import Item, items
from benchmarks.measure import Sample, memory_of, time_of
from benchmarks.places import PROJECTS, PYTHON
from benchmarks.tools import BRIEFGEN, Command, Tool

FROM_NOTHING = "from nothing"
UNCHANGED = "nothing changed"
HEADLINE = "one headline changed"
VERSION = "--version"
PYTHON_START = "python -c pass"

Say = Callable[[str], None]
Taken = TypeVar("Taken", Sample, float)

_TITLE = re.compile(r"^(title: |title = |Title: ).*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What a row of figures is about."""

    work: str
    size: int
    tool: str


@dataclass(slots=True)
class Figures:
    """All that was measured, each list in the order of the rounds."""

    times: dict[Key, list[Sample]] = field(default_factory=lambda: defaultdict(list))
    memory: dict[Key, list[float]] = field(default_factory=lambda: defaultdict(list))
    """MiB."""
    served: dict[Key, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Seconds from a save until the page is served; key's work says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A tool's project of one size, on disk."""

    tool: Tool
    size: int
    folder: Path
    middle: Item
    """An entry that is neither among the newest nor among the oldest."""

    def clear(self) -> None:
        """Remove all that builds have left."""
        for name in (self.tool.site, *self.tool.caches):
            path = self.folder / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def key(self, work: str) -> Key:
        """Return the key of a work on this project."""
        return Key(work=work, size=self.size, tool=self.tool.name)


def prepare(tool: Tool, size: int) -> Project:
    """Write a tool's project of so many entries."""
    folder = PROJECTS / f"{tool.name}-{size}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    corpus = list(items(size))
    tool.write(corpus, folder)
    return Project(tool=tool, size=size, folder=folder, middle=corpus[size // 2])


def retitle(project: Project, item: Item, title: str) -> None:
    """Give an entry another title, as editors save: a new file takes the old one's place."""
    path = project.folder / project.tool.entries / f"{item.path}.md"
    text = path.read_text("utf-8")
    quote = '"' if text.startswith("+++") else ""
    beside = path.with_suffix(".new")
    beside.write_text(_TITLE.sub(rf"\g<1>{quote}{title}{quote}", text, count=1), encoding="utf-8")
    os.replace(beside, path)


def measure_builds(projects: Sequence[Project], rounds: int, figures: Figures, say: Say) -> None:
    """Measure how long builds take, and how much memory they need at most."""
    for number in range(1, rounds + 1):
        for project in projects:
            say(f"time of {project.tool.title}, {project.size:,} entries, {number} of {rounds}")
            for work, sample in _works(project, time_of, f"Changed in round {number}"):
                figures.times[project.key(work)].append(sample)
    # One look is enough to see a difference of two times, three are enough for its spread.
    rounds = min(rounds, 3)
    for number in range(1, rounds + 1):
        for project in projects:
            say(f"memory of {project.tool.title}, {project.size:,} entries, {number} of {rounds}")
            for work, peak in _works(project, memory_of, f"Changed in memory round {number}"):
                figures.memory[project.key(work)].append(peak)


def _works(
    project: Project, measure: Callable[[Command, Path], Taken], title: str
) -> Iterator[tuple[str, Taken]]:
    """Yield each work with what it took; tools that build all anew have one work only."""
    build = project.tool.build
    project.clear()
    yield FROM_NOTHING, measure(build, project.folder)
    if project.tool.remembers:
        yield UNCHANGED, measure(build, project.folder)
        retitle(project, project.middle, title)
        yield HEADLINE, measure(build, project.folder)


def measure_start(rounds: int, figures: Figures, say: Say) -> None:
    """Measure what `briefgen --version` takes, and a Python that does nothing."""
    say("time of briefgen --version")
    python = str(PYTHON / "bin" / "python")
    for _ in range(4 * rounds):
        for work, command in (
            (PYTHON_START, (python, "-c", "pass")),
            (VERSION, BRIEFGEN.version),
        ):
            key = Key(work=work, size=0, tool=BRIEFGEN.name)
            figures.times[key].append(time_of(command, PROJECTS))
