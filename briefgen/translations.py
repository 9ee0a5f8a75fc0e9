"""Translations: which entries say the same in different languages.

Entries in, groups of them out. An entry names others by their ids, in `translations:`. Whoever is
named belongs together, whoever of them named whom and over however many steps, so that one key in
one of them is enough. A group has one entry for each language.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from briefgen.model import Entry

Group = tuple[Entry, ...]
"""Entries that belong together, the oldest first; of equal times by id."""


def groups(entries: Sequence[Entry]) -> tuple[Group, ...]:
    """Return the groups of two or more; ids that none of the entries has count for nothing."""
    naming = [entry for entry in entries if entry.translations]
    if not naming:
        return ()
    known = {entry.id: entry for entry in entries}
    near: dict[str, set[str]] = defaultdict(set)
    for entry in naming:
        for other in entry.translations:
            if other in known and other != entry.id:
                near[entry.id].add(other)
                near[other].add(entry.id)
    found: list[Group] = []
    seen: set[str] = set()
    for id_ in sorted(near):
        if id_ in seen:
            continue
        reached, ahead = {id_}, [id_]
        while ahead:
            further = near[ahead.pop()] - reached
            reached |= further
            ahead += further
        seen |= reached
        members = (known[one] for one in reached)
        found.append(tuple(sorted(members, key=lambda one: (one.marks.instant, one.id))))
    return tuple(found)


def by_language(group: Group, language: str) -> dict[str, list[Entry]]:
    """Return the entries of a group by their language, in lower case.

    `language` is that of entries that name none. All but the first of a language are not shown as
    translations, and a finding says so.
    """
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in group:
        found[(entry.lang or language).lower()].append(entry)
    return dict(sorted(found.items()))


def translated(entries: Sequence[Entry], language: str) -> Mapping[str, Group]:
    """Return the group of each entry that is shown with translations, by its id.

    The entry itself is among them; they are in the order of their languages' codes.
    """
    found: dict[str, Group] = {}
    for group in groups(entries):
        shown = tuple(some[0] for some in by_language(group, language).values())
        if len(shown) > 1:
            found |= dict.fromkeys((entry.id for entry in shown), shown)
    return found
