"""Which themes there are, and what became of a file that was copied out of one.

Themes in, lines out. The protocols say what of them is told.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

import click

from briefgen.console._terminal import cells, visible
from briefgen.finding import Finding


class Theme(Protocol):
    """A theme that a project can use."""

    @property
    def name(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def extends(self) -> tuple[str, ...]: ...
    @property
    def built_in(self) -> bool: ...
    @property
    def used(self) -> bool: ...


class Ejected(Protocol):
    """A file that was copied out of a theme."""

    @property
    def source(self) -> str: ...
    @property
    def theme(self) -> str: ...
    @property
    def used(self) -> bool: ...


class CheckedTheme(Protocol):
    """What a check of a theme looked at, and what it found."""

    @property
    def theme(self) -> str: ...
    @property
    def pages(self) -> int: ...
    @property
    def templates(self) -> int: ...
    @property
    def findings(self) -> tuple[Finding, ...]: ...


def theme_lines(themes: Sequence[Theme]) -> Iterator[str]:
    """Yield a line for each theme; the one in use has a star."""
    rows = [(visible(one.name), visible(_where(one)), one) for one in themes]
    first = max((_width(name) for name, _, _ in rows), default=0)
    second = max((_width(where) for _, where, _ in rows), default=0)
    for name, where, one in rows:
        mark = "*" if one.used else " "
        gap, rest = " " * (first - _width(name)), " " * (second - _width(where))
        line = f"{mark} {click.style(name, bold=True)}{gap}  {where}{rest}"
        yield f"{line}  {visible(one.description)}".rstrip()


def _width(text: str) -> int:
    return sum(map(cells, text))


def _where(theme: Theme) -> str:
    place = "built in" if theme.built_in else "yours"
    return f"{place}, on {', '.join(theme.extends)}" if theme.extends else place


def ejected_lines(done: Ejected, config: str) -> Iterator[str]:
    """Yield what to know of a file that was copied; `config` is the configuration's name."""
    yield f"it takes the place of the one in `{visible(done.source)}`; the rest comes from there"
    if not done.used:
        yield f"to use it, write in {visible(config)}:\n\n  theme:\n    name: {done.theme}\n"
