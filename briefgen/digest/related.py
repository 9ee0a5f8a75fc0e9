"""Which entries are related to which.

The rule: of the nearest older entries that share one of its topics (3 for each) or one of its
regions (2 for each), an entry shows up to four that share most: number of topics, then number of
regions, then the newest. One topic or region in common is not enough: it takes two topics, or a
topic and a region. What came before in its own story is shown apart (`stories.py`), and is not
related too. Only older entries are ever shown, so that adding today's entry changes no page of the
past; and since only near ones count, a new headline reaches few pages.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from briefgen import urls
from briefgen.digest.stories import PREVIOUS
from briefgen.digest.stretches import Stretch
from briefgen.fingerprint import composed, of
from briefgen.memory import Memory
from briefgen.model import Entry, Taxonomy

_SHOWN = 4
_REACH: Mapping[Taxonomy, int] = {"stories": PREVIOUS, "topics": 3, "regions": 2}
# A topic and a region.
_ENOUGH = 11
_WORTH: Mapping[Taxonomy, int] = {"stories": -1000, "topics": 10, "regions": 1}
"""Less than nothing for the story, as far as it reaches: that is shown as what came before."""

Place = tuple[Taxonomy, str]
"""A taxonomy and the key of a term in it."""


@dataclass(frozen=True, slots=True)
class _Own:
    """What the entries of one stretch leave to later ones. Oldest first."""

    ids: tuple[str, ...]
    ends: tuple[tuple[Place, tuple[int, ...]], ...]
    """Which entries are the newest at each place, the newest last."""
    mark: str
    """Fingerprint of the ids and places of all of them: of all that decides what is related."""


@dataclass(frozen=True, slots=True)
class _Before:
    """The newest entries before a stretch, at the places that it has entries of."""

    ids: tuple[str, ...]
    """Oldest first."""
    ends: tuple[tuple[Place, tuple[int, ...]], ...]


def related(stretches: Sequence[Stretch], memory: Memory) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the related entries of each entry, by its id."""
    owns = [
        memory.recall_plain(
            ("ends", stretch.name), stretch.mark, _Own, partial(_own, stretch.entries)
        )
        for stretch in stretches
    ]
    mark = composed(*(own.mark for own in owns))
    return memory.recall(("related",), mark, partial(_all_related, stretches, owns, memory))


def _all_related(
    stretches: Sequence[Stretch], owns: Sequence[_Own], memory: Memory
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    ids: list[str] = []
    ends: dict[Place, tuple[int, ...]] = {}
    # From the oldest on: what a line ends with is what is nearest and older.
    for stretch, own in zip(reversed(stretches), reversed(owns), strict=True):
        before = _before(own, ids, ends)
        found |= memory.recall_plain(
            ("related", stretch.name),
            composed(own.mark, of(before)),
            dict[str, tuple[str, ...]],
            partial(_related, stretch.entries, before),
        )
        count = len(ids)
        for place, newest in own.ends:
            line = (*ends.get(place, ()), *(count + number for number in newest))
            ends[place] = line[-_REACH[place[0]] :]
        ids += own.ids
    return found


def _own(entries: tuple[Entry, ...]) -> _Own:
    oldest_first = entries[::-1]
    ids = tuple(entry.id for entry in oldest_first)
    places = [_places(entry) for entry in oldest_first]
    lines: dict[Place, list[int]] = defaultdict(list)
    for number, own in enumerate(places):
        for place in own:
            lines[place].append(number)
    ends = tuple((place, tuple(line[-_REACH[place[0]] :])) for place, line in lines.items())
    return _Own(ids, ends, of(ids, places))


def _places(entry: Entry) -> tuple[Place, ...]:
    places: list[Place] = [("stories", urls.term_key(entry.story))] if entry.story else []
    places += [("topics", urls.term_key(topic)) for topic in entry.topics]
    places += [("regions", urls.term_key(region)) for region in entry.regions]
    # A term written twice counts once.
    return tuple(dict.fromkeys(places))


def _before(own: _Own, ids: Sequence[str], ends: Mapping[Place, tuple[int, ...]]) -> _Before:
    reached = {place: ends[place] for place, _ in own.ends if place in ends}
    numbers = sorted({number for line in reached.values() for number in line})
    rank = {number: place for place, number in enumerate(numbers)}
    return _Before(
        tuple(ids[number] for number in numbers),
        tuple((place, tuple(rank[n] for n in line)) for place, line in reached.items()),
    )


def _related(entries: tuple[Entry, ...], before: _Before) -> dict[str, tuple[str, ...]]:
    oldest_first = entries[::-1]
    ids = (*before.ids, *(entry.id for entry in oldest_first))
    lines: dict[Place, list[int]] = defaultdict(list)
    for place, line in before.ends:
        lines[place] += line
    found: dict[str, tuple[str, ...]] = {}
    for number, entry in enumerate(oldest_first, len(before.ids)):
        scores: dict[int, int] = defaultdict(int)
        for place in _places(entry):
            for other in lines[place][-_REACH[place[0]] :]:
                scores[other] += _WORTH[place[0]]
            lines[place].append(number)
        near = [other for other, score in scores.items() if score >= _ENOUGH]
        # Among equals the newest.
        near.sort(key=lambda other: (-scores[other], -other))
        found[ids[number]] = tuple(ids[other] for other in near[:_SHOWN])
    return found
