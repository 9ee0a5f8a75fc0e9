"""What a diagnosis has to tell: facts as lines or as data.

Facts in, lines out. The protocol says what of a fact is told.
"""

from collections.abc import Iterable, Iterator
from typing import Protocol

import click

from briefgen.console._terminal import cells, visible


class Fact(Protocol):
    """Something that is so."""

    @property
    def name(self) -> str: ...
    @property
    def value(self) -> str: ...


def fact_lines(facts: Iterable[Fact]) -> Iterator[str]:
    """Yield a line for each fact, the values below each other."""
    shown = [(visible(fact.name), visible(fact.value)) for fact in facts]
    width = max((sum(map(cells, name)) for name, _ in shown), default=0)
    for name, value in shown:
        gap = " " * (width - sum(map(cells, name)))
        yield f"{click.style(name, bold=True)}{gap}  {value}"


def as_data(facts: Iterable[Fact]) -> dict[str, str]:
    """Return facts by name, as plain data."""
    return {fact.name: fact.value for fact in facts}
