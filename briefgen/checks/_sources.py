"""Which entries rest on the same page first. Entries in, pairs out."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import NamedTuple

from briefgen import web
from briefgen.model import Entry


class Repeat(NamedTuple):
    """An entry, and the last one before it that rests on the same page first."""

    later: Entry
    earlier: Entry


def repeats(
    entries: Sequence[Entry],
    earlier: Sequence[Entry],
    days: int,
    like: Callable[[Entry], Hashable],
) -> Iterator[Repeat]:
    """Yield each of the entries whose first source comes back within so many days, oldest first.

    Only those are compared of which `like` says the same. Both newest first; `earlier` are those
    before the entries, which are compared and not told.
    """
    last: dict[tuple[str, Hashable], Entry] = {}
    for number, entry in enumerate((*reversed(earlier), *reversed(entries))):
        url = entry.sources[0].url if entry.sources else ""
        page = web.canonical(url) if url else ""
        # The bare address of a site says nothing of what was read there.
        if "/" not in page and "?" not in page:
            continue
        key = page, like(entry)
        before = last.get(key)
        last[key] = entry
        if number < len(earlier) or before is None:
            continue
        if (entry.date.day - before.date.day).days <= days:
            yield Repeat(entry, before)
