"""The words of a headline, to compare headlines by, and which headlines are nearly the same.

Entries in, pairs out. Each entry is compared with those alone that share some of its rarest words.
"""

import re
import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from briefgen import urls
from briefgen.model import Entry

# Of the words of the longer headline, the shorter has so many at the fewest: four of five.
_SHARED, _OF = 4, 5
# What has fewer words is the name of a column: `Weather`, `Markets at noon`.
_FEW = 4

# Digits, and the marks that tell C++ from C#.
_EXACT = re.compile(r"[\d+#]")
# Each says the opposite of a headline without it. `t` is what is left of `isn't`.
_NEGATIONS = frozenset(
    word
    for words in (
        "no not nor never neither none without cannot t",
        "nicht nie kein keine keinen keiner keinem ohne niet geen nooit zonder inte aldrig ikke ei",
        "ne n pas jamais sans aucun aucune ni nunca sin ningún ninguna não nem sem non mai senza",
        "не нет ни без ні नहीं न मत बिना لا لم لن ليس ليست بدون غير",
    )
    for word in words.split()
)
# Scripts that put no space between words: two letters each are compared as one. A word of Chinese
# or Japanese has two letters, one of Thai, Lao, Burmese or Khmer has four, more or less.
_TWO = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_FOUR = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_UNSPACED_NEGATION = re.compile("[不没沒未无無非]|ない|なし|ません|ไม่|ไร้|ບໍ່|មិន")


@cache
def _word() -> re.Pattern[str]:
    """Return the expression for a word: letters, digits, marks and joiners; or a currency sign."""
    # All scripts in use have their marks and signs below this number.
    kinds = [(chr(n), unicodedata.category(chr(n))) for n in range(0x80, 0x20000)]
    marks = "".join(letter for letter, kind in kinds if kind in ("Mn", "Mc"))
    signs = "".join(letter for letter, kind in kinds if kind == "Sc")
    return re.compile(rf"[^\W_](?:[^\W_]|[{marks}\u200c\u200d])*(?:(?:\+\+?|#)(?!\w))?|[${signs}]")


def words(text: str) -> list[str]:
    """Return the words of a text in order, case folded, without punctuation.

    `C++` and `C#` keep their marks, and a currency sign is a word of its own.
    """
    return _word().findall(unicodedata.normalize("NFKC", text).casefold())


class _Headline(NamedTuple):
    """A headline, as it is compared."""

    entry: Entry
    key: str
    order: tuple[str, ...]
    """Its words, one after the other."""
    words: frozenset[str]
    exact: tuple[str, ...]
    """Those that the other headline needs too: figures, currency signs, negations."""
    short: bool
    """Whether it is compared on its own day only."""

    @property
    def day(self) -> int:
        """The number of its day."""
        return self.entry.date.day.toordinal()


class Pair(NamedTuple):
    """An entry, and the last one before it that is alike."""

    later: Entry
    earlier: Entry
    same: bool
    """Whether the headlines are the same but for capitals and spaces."""


def alike(entries: Sequence[Entry], earlier: Sequence[Entry], days: int) -> Iterator[Pair]:
    """Yield each of the entries whose headline comes back within so many days, oldest first.

    Both newest first; `earlier` are those before the entries, which are compared and not told.
    Headlines are alike when one is the other with a few words more, at most one in five, and the
    rest in the same order; what is more is no figure, no currency sign and no negation. Those of
    fewer than four words count on the same day only.
    """
    headlines = [_headline(entry) for entry in (*reversed(earlier), *reversed(entries))]
    # The two rarest words of the shorter are among the few rarest of the longer (prefix filtering,
    # Chaudhuri et al. 2006): only headlines with such a pair are looked at.
    uses = Counter(word for headline in headlines for word in headline.words)
    by_words: dict[tuple[tuple[str, ...], ...], deque[_Headline]] = defaultdict(deque)
    by_key: dict[str, _Headline] = {}
    for number, headline in enumerate(headlines):
        back = 0 if headline.short else days
        rarest = sorted(headline.words, key=lambda word: (uses[word], word))
        few = rarest[: len(rarest) - _most(len(rarest)) + 2]
        together = combinations(few, 2) if len(few) > 1 else ((word,) for word in few)
        places = [by_words[some, headline.exact] for some in together]
        for place in places:
            while place and headline.day - place[0].day > days:
                place.popleft()
        if number >= len(earlier):
            same = by_key.get(headline.key)
            if same is not None and headline.day - same.day <= back:
                yield Pair(headline.entry, same.entry, True)
            else:
                near = {other.entry.id: other for place in places for other in place}
                found = [
                    other.entry
                    for other in near.values()
                    if _near(headline, other) and headline.day - other.day <= back
                ]
                if found:
                    last = max(found, key=lambda entry: (entry.marks.instant, entry.id))
                    yield Pair(headline.entry, last, False)
        by_key[headline.key] = headline
        for place in places:
            place.append(headline)


def _headline(entry: Entry) -> _Headline:
    order = words(entry.title)
    exact = [word for word in order if _is_exact(word)]
    short = sum(map(_count, order)) < _FEW
    if not entry.title.isascii():
        order = [piece for word in order for piece in _pieces(word)]
        exact += _UNSPACED_NEGATION.findall(entry.title)
    key = urls.term_key(entry.title)
    return _Headline(entry, key, tuple(order), frozenset(order), tuple(exact), short)


def _is_exact(word: str) -> bool:
    return word in _NEGATIONS or not word[0].isalnum() or bool(_EXACT.search(word))


def _count(word: str) -> float:
    """Return how many words one is that was written without spaces."""
    if word.isascii():
        return 1
    return len(word) / 2 if _TWO.search(word) else len(word) / 4 if _FOUR.search(word) else 1


def _pieces(word: str) -> list[str]:
    if len(word) < 3 or not (_TWO.search(word) or _FOUR.search(word)):
        return [word]
    return [word[i : i + 2] for i in range(len(word) - 1)]


def _most(count: int) -> int:
    """Return how many of so many words have to be shared, at the fewest."""
    return -(-_SHARED * count // _OF)


def _near(one: _Headline, other: _Headline) -> bool:
    """Tell whether the longer has the words of the shorter in their order, and few more."""
    short, long = sorted((one, other), key=lambda headline: len(headline.order))
    if _OF * len(short.words) < _SHARED * len(long.words):
        return False
    rest = iter(long.order)
    return all(word in rest for word in short.order)
