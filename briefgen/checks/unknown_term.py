"""Policy: topics, regions and desks are those that the digest has.

`checks: {vocabulary: [topics, regions]}` closes a taxonomy: its terms are those described in
`content/topics.yaml` and its like, and any other is found. Without it, a term is found that stands
in one entry alone and that one slip of the keyboard makes of another, which is described or used
ten times: `enviroment` beside `environment` would be a page of its own. A slip is a letter inside
the word that is missing or doubled; of a described term also two that changed places. Another
letter makes another word, as `trace` of `trade`. Terms of fewer than seven letters are let pass. A
term that is described in `content/topics.yaml` and its like is never found.
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
_SHORTEST = 7
_OFTEN = 10


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
        hints = _undescribed(used, known, taxonomy) if closed else _slips(used, known, taxonomy)
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


def _slips(
    used: Mapping[str, int], described: Mapping[str, str], taxonomy: Taxonomy
) -> dict[str, str]:
    """Return a hint for each term that is one slip away from another which is much better known."""
    spellings: dict[str, str] = {}
    uses: Counter[str] = Counter()
    for term, count in used.items():
        key = urls.term_key(term)
        spellings.setdefault(key, term)
        uses[key] += count
    known = {key for key, count in uses.items() if count >= _OFTEN} | described.keys()
    lacking: dict[str, list[str]] = defaultdict(list)
    for key in known:
        for rest in _lacking(key):
            lacking[rest].append(key)
    hints: dict[str, str] = {}
    for key, count in uses.items():
        if count > 1 or key in described or len(key) < _SHORTEST:
            continue
        meant = {*lacking.get(key, ()), *(_undoubled(key) & known)}
        meant |= _swapped(key) & described.keys()
        if meant:
            best = max(meant, key=lambda other: (other in described, uses[other], other))
            word = described.get(best) or spellings[best]
            hints[spellings[key]] = (
                f"write `{word}`, or describe this one in content/{taxonomy}.yaml"
            )
    return hints


def _lacking(word: str) -> set[str]:
    """Return what is left of a word without one letter inside it; no digit goes."""
    inside = range(1, len(word) - 1)
    return {word[:i] + word[i + 1 :] for i in inside if not word[i].isdigit()} - {word}


def _undoubled(word: str) -> set[str]:
    """Return what a word is without one of two letters that are the same and follow each other."""
    pairs = range(len(word) - 1)
    return {
        word[:i] + word[i + 1 :] for i in pairs if word[i] == word[i + 1] and not word[i].isdigit()
    }


def _swapped(word: str) -> set[str]:
    """Return what becomes of a word when two letters inside it change places; no digit moves."""
    return {
        word[:i] + word[i + 1] + word[i] + word[i + 2 :]
        for i in range(1, len(word) - 2)
        if not (word[i].isdigit() or word[i + 1].isdigit())
    }
