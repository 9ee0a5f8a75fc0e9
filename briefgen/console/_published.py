"""What a publish did or would do.

Results in, lines out. The protocols say what of a result is told.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

import click

from briefgen.console._terminal import count, visible

_WORDS = ("new", "changed", "removed")


class Changes(Protocol):
    """What differs from what is live, by path in the site."""

    @property
    def groups(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]: ...
    @property
    def pages(self) -> "Changes": ...
    @property
    def others(self) -> "Changes": ...
    @property
    def count(self) -> int: ...


class Published(Protocol):
    """What is told of a publish."""

    @property
    def changes(self) -> Changes: ...
    @property
    def branch(self) -> str: ...
    @property
    def remote(self) -> str: ...
    @property
    def commit(self) -> str: ...
    @property
    def pushed(self) -> bool: ...
    @property
    def served(self) -> str: ...
    @property
    def notes(self) -> tuple[str, ...]: ...


def published_lines(done: Published) -> Iterator[str]:
    """Yield the lines that tell what was published."""
    place = f"{visible(done.branch)} of {visible(done.remote)}"
    if done.pushed:
        head = click.style("published", fg="green", bold=True) + f" to {place}"
        yield f"{head}, commit {done.commit[:12]}"
    else:
        yield click.style("nothing to publish", fg="green", bold=True) + f": {place} has it all"
    yield from _tallies(done.changes)
    if done.served:
        yield f"  served at {visible(done.served)} by GitHub Pages"
    yield from (f"  note      {visible(note)}" for note in done.notes)


def trial_lines(done: Published) -> Iterator[str]:
    """Yield the lines that tell what a publish would do; which files, `change_lines` tells."""
    place = f"{visible(done.branch)} of {visible(done.remote)}"
    if done.changes.count:
        yield click.style("would publish", bold=True) + f" to {place}"
    else:
        yield click.style("nothing to publish", fg="green", bold=True) + f": {place} has it all"
    yield from _tallies(done.changes)
    yield from (f"  note      {visible(note)}" for note in done.notes)


def change_lines(changes: Changes) -> Iterator[str]:
    """Yield a line for each file that differs: pages by their address, then the other files."""
    for part in (changes.pages, changes.others):
        for word, group in zip(_WORDS, part.groups, strict=True):
            yield from (f"{word:<8} {visible(_shown(path))}" for path in group)


def _tallies(changes: Changes) -> Iterator[str]:
    if not changes.count:
        return
    yield f"  pages     {_tally(changes.pages.groups)}"
    if changes.others.count:
        yield f"  others    {count(changes.others.count, 'file')} new, changed or removed"


def _tally(groups: Sequence[Sequence[str]]) -> str:
    return ", ".join(f"{len(group):,} {word}" for group, word in zip(groups, _WORDS, strict=True))


def _shown(path: str) -> str:
    return f"/{path.removesuffix('index.html')}"
