"""Policy: topics, regions and desks are those that the digest has.

`checks: {vocabulary: [topics, regions]}` closes a taxonomy: its terms are those described in
`content/topics.yaml` and its like, and any other is found. Without it, a term is found that one
slip of the keyboard makes of another which is described, or which is used five times as often:
`climte` beside `climate` would be a page of its own, with one entry. Terms of fewer than five
letters are let pass, and so are those that differ in their first letter or in a digit.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from operator import attrgetter

from briefgen import urls
from briefgen.checks._nearby import did_you_mean
from briefgen.checks._places import in_entry, quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import TAXONOMIES, Entry, Library, Taxonomy

CODE = "unknown-term"
SEVERITY = Severity.WARNING

_OPEN: tuple[Taxonomy, ...] = ("topics", "regions", "desks")
# Where the terms of a taxonomy stand in an entry.
_KEYS: Mapping[Taxonomy, str] = {
    "topics": "topics[{}]",
    "regions": "regions[{}]",
    "desks": "desk",
    "sources": "sources[{}].name",
    "stories": "story",
}
_SHORTEST = 5
_MUCH_MORE = 5


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each use of a term that is not known, or a slip for one that is."""
    described: dict[str, dict[str, str]] = defaultdict(dict)
    for one in library.descriptions:
        described[one.taxonomy][urls.term_key(one.term)] = one.term
    for taxonomy in TAXONOMIES:
        closed = taxonomy in config.checks.vocabulary
        if not closed and taxonomy not in _OPEN:
            continue
        used = _used(library.published, taxonomy)
        known = described[taxonomy]
        hints = _undescribed(used, known, taxonomy) if closed else _slips(used, known)
        if hints:
            yield from _uses(library.published, taxonomy, hints, closed=closed)


def _used(entries: Iterable[Entry], taxonomy: Taxonomy) -> Counter[str]:
    """Count the terms of a taxonomy."""
    # Asked at every build, of every entry: by the quickest way for those that are always looked at.
    if taxonomy == "topics":
        return Counter(chain.from_iterable(map(attrgetter("topics"), entries)))
    if taxonomy == "regions":
        return Counter(chain.from_iterable(map(attrgetter("regions"), entries)))
    if taxonomy == "desks":
        return Counter(filter(None, map(attrgetter("desk"), entries)))
    return Counter(chain.from_iterable(entry.terms(taxonomy) for entry in entries))


def _uses(
    entries: Iterable[Entry], taxonomy: Taxonomy, hints: Mapping[str, str], *, closed: bool
) -> Iterator[Finding]:
    file = f"content/{taxonomy}.yaml"
    for entry in entries:
        for i, term in enumerate(entry.terms(taxonomy)):
            if term in hints:
                yield Finding(
                    code=CODE,
                    severity=SEVERITY,
                    message=f"{quoted(term)} is not described in {file}"
                    if closed
                    else f"{quoted(term)} looks like a slip of the keyboard",
                    span=in_entry(entry, _KEYS[taxonomy].format(i)),
                    hint=hints[term],
                )


def _undescribed(
    used: Mapping[str, int], known: Mapping[str, str], taxonomy: Taxonomy
) -> dict[str, str]:
    """Return a hint for each term that is not described."""
    return {
        term: did_you_mean(term, known.values(), f"describe it in content/{taxonomy}.yaml")
        for term in used
        if urls.term_key(term) not in known
    }


def _slips(used: Mapping[str, int], described: Mapping[str, str]) -> dict[str, str]:
    """Return a hint for each term that is one slip away from another which is much better known."""
    spellings: dict[str, str] = {}
    uses: Counter[str] = Counter()
    for term, count in used.items():
        key = urls.term_key(term)
        spellings.setdefault(key, term)
        uses[key] += count
    # What is left of a word without one of its letters: words that are one slip apart share it.
    near: dict[str, list[str]] = defaultdict(list)
    for key in {*uses, *described}:
        if key in described or uses[key] >= _MUCH_MORE:
            for rest in _without_a_letter(key):
                near[rest].append(key)
    hints: dict[str, str] = {}
    for key, count in uses.items():
        if key in described or len(key) < _SHORTEST:
            continue
        meant = {
            other
            for rest in _without_a_letter(key)
            for other in near.get(rest, ())
            if (other in described or uses[other] >= _MUCH_MORE * count) and _slip(key, other)
        }
        if meant:
            best = max(meant, key=lambda other: (other in described, uses[other], other))
            word = described.get(best) or spellings[best]
            hints |= {
                term: f"did you mean `{word}`?" for term in used if urls.term_key(term) == key
            }
    return hints


def _without_a_letter(key: str) -> set[str]:
    return {key, *(key[:i] + key[i + 1 :] for i in range(len(key)))}


def _slip(one: str, other: str) -> bool:
    """Tell whether one letter too many, too few, or another makes one word of the other, or two
    letters that changed places; words that differ in their first letter or a digit are two words.
    """
    if one == other or one[0] != other[0] or _digits(one) != _digits(other):
        return False
    if abs(len(one) - len(other)) == 1:
        return bool(_without_a_letter(one) & {other} or _without_a_letter(other) & {one})
    if len(one) != len(other):
        return False
    apart = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(apart) == 1:
        return True
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and one[apart[0]] == other[apart[1]]
        and one[apart[1]] == other[apart[0]]
    )


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))
