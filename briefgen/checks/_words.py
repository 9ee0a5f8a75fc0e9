"""The words of a headline, to compare headlines by, and which headlines are nearly the same.

Entries in, pairs out, in a time that grows with the entries and not with their pairs.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefgen import urls
from briefgen.model import Entry

# Of all words that either headline has, so many have to be in both: four of five.
_SHARED, _OF = 4, 5

_WORD = re.compile(r"[^\W_]+")
_FIGURE = re.compile(r"\d")
# Scripts that put no space between words: two letters each stand for one.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def words(text: str) -> list[str]:
    """Return the words of a text in order, case folded, without punctuation."""
    if text.isascii():
        return _WORD.findall(text.lower())
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


class _Headline(NamedTuple):
    """A headline, as it is compared."""

    entry: Entry
    key: str
    words: frozenset[str]
    figures: frozenset[str]
    """Those of the words that hold a digit."""


class Pair(NamedTuple):
    """An entry, and the last one before it that is alike."""

    later: Entry
    earlier: Entry
    same: bool
    """Whether the headlines are the same but for capitals and spaces."""


def alike(entries: Sequence[Entry], earlier: Sequence[Entry], days: int) -> Iterator[Pair]:
    """Yield each of the entries whose headline comes back within so many days, oldest first.

    Both newest first; `earlier` are those before the entries, which are compared and not told.
    Headlines are alike when four words of five are the same, in whatever order, and all figures:
    the second part of something, or next week's number, is another piece.
    """
    headlines = [_headline(entry) for entry in (*reversed(earlier), *reversed(entries))]
    # Two sets that share so many words share one of the first few of each, in any order that is
    # the same for all (prefix filtering, Chaudhuri et al. 2006): only those are looked up. Long
    # words first, for they are in the fewest headlines.
    by_word: dict[str, list[_Headline]] = defaultdict(list)
    by_key: dict[str, _Headline] = {}
    for number, headline in enumerate(headlines):
        day = headline.entry.date.day.toordinal()
        few = sorted(sorted(headline.words), key=len, reverse=True)
        few = few[: len(few) - _most(len(few)) + 1]
        if number >= len(earlier):
            same = by_key.get(headline.key)
            if same is not None and day - same.entry.date.day.toordinal() <= days:
                yield Pair(headline.entry, same.entry, True)
            else:
                near = (other for word in few for other in by_word[word])
                found = [
                    other.entry
                    for other in near
                    if day - other.entry.date.day.toordinal() <= days and _near(headline, other)
                ]
                if found:
                    last = max(found, key=lambda entry: (entry.marks.instant, entry.id))
                    yield Pair(headline.entry, last, False)
        by_key[headline.key] = headline
        for word in few:
            by_word[word].append(headline)


def _headline(entry: Entry) -> _Headline:
    title = entry.title
    found = frozenset(words(title))
    if not title.isascii() and _UNSPACED.search(title):
        found = frozenset(piece for word in found for piece in _pieces(word))
    figures = found if _FIGURE.search(title) else ()
    return _Headline(entry, urls.term_key(title), found, frozenset(filter(_FIGURE.search, figures)))


def _pieces(word: str) -> list[str]:
    if len(word) < 3 or not _UNSPACED.search(word):
        return [word]
    return [word[i : i + 2] for i in range(len(word) - 1)]


def _most(count: int) -> int:
    """Return how many of so many words have to be shared, at the fewest."""
    return -(-_SHARED * count // _OF)


def _near(one: _Headline, other: _Headline) -> bool:
    if one.figures != other.figures:
        return False
    shared = len(one.words & other.words)
    return _OF * shared >= _SHARED * (len(one.words) + len(other.words) - shared)
