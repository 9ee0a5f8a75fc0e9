"""Which entries are related to which.

The rule: of the nearest older entries that share its story (4), one of its topics (3 for each) or
one of its regions (2 for each), an entry shows up to four that share most: story, then number of
topics, then number of regions, then the newest. One topic or region in common is not enough: it
takes the story, two topics, or a topic and a region. Only older entries are ever shown, so that
adding today's entry changes no page of the past; and since only near ones count, a new headline
reaches few pages.
"""

from collections import defaultdict
from collections.abc import Mapping

from briefgen import urls
from briefgen.model import Entry, Taxonomy

_SHOWN = 4
_REACH: Mapping[Taxonomy, int] = {"stories": 4, "topics": 3, "regions": 2}
# A topic and a region.
_ENOUGH = 11
_WORTH: Mapping[Taxonomy, int] = {"stories": 100, "topics": 10, "regions": 1}


def related(published: tuple[Entry, ...]) -> dict[str, tuple[Entry, ...]]:
    """Return the related entries of each entry, by its id. `published` is newest first."""
    lines: dict[tuple[Taxonomy, str], list[int]] = defaultdict(list)
    found: dict[str, tuple[Entry, ...]] = {}
    # From the oldest on: what a line ends with is what is nearest and older.
    for number in range(len(published) - 1, -1, -1):
        entry = published[number]
        scores: dict[int, int] = defaultdict(int)
        own = [
            (taxonomy, urls.term_key(term))
            for taxonomy in _REACH
            for term in dict.fromkeys(entry.terms(taxonomy))
        ]
        for place in own:
            for other in lines[place][-_REACH[place[0]] :]:
                scores[other] += _WORTH[place[0]]
        near = [other for other, score in scores.items() if score >= _ENOUGH]
        best = sorted(near, key=lambda other: (-scores[other], other))[:_SHOWN]
        found[entry.id] = tuple(published[other] for other in best)
        for place in own:
            if not lines[place] or lines[place][-1] != number:
                lines[place].append(number)
    return found
