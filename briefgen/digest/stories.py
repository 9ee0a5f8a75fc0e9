"""Running stories: what came before an entry in its own.

Entries in; for each its number in the story, and those just before it. Only older ones count, so
that the next entry of a story changes no page of the past.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from briefgen import urls
from briefgen.model import Entry

PREVIOUS = 3
"""How many earlier entries of its story an entry shows."""


class InStory(NamedTuple):
    """Where an entry stands in its story."""

    number: int
    """From 1, for the oldest."""
    before: tuple[str, ...]
    """The ids of those just before it, newest first."""


def in_stories(published: Iterable[Entry]) -> Mapping[str, InStory]:
    """Return where each entry that is of a story stands in it, by its id."""
    lines: dict[str, list[str]] = defaultdict(list)
    for entry in published:
        if entry.story:
            lines[urls.term_key(entry.story)].append(entry.id)
    return {
        id_: InStory(len(line) - place, tuple(line[place + 1 : place + 1 + PREVIOUS]))
        for line in lines.values()
        for place, id_ in enumerate(line)
    }
