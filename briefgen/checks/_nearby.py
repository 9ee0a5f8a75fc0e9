"""Near misses: which known word a mistyped one stands for."""

from collections.abc import Iterable
from difflib import get_close_matches
from heapq import nlargest
from posixpath import commonprefix

# Up to here every word is compared; above, only those that begin and end most like the word.
_FEW = 200


def closest(word: str, known: Iterable[str]) -> str:
    """Return the known word that was probably meant, capitals aside, or the empty text.

    Among many words, one slip of the keyboard leaves the first or the second half as it was, so
    that the costly comparison is made for a few of them only.
    """
    spelt: dict[str, str] = {}
    for other in known:
        spelt.setdefault(other.lower(), other)
    word, words = word.lower(), list(spelt)
    if len(words) > _FEW:
        half = max(len(word) // 2, 1)
        head, tail = word[:half], word[half:]
        alike = (
            other
            for other in words
            if abs(len(other) - len(word)) <= 3 and (other.startswith(head) or other.endswith(tail))
        )
        words = nlargest(_FEW, alike, key=lambda other: _shared(word, other))
    near = get_close_matches(word, words, n=1, cutoff=0.8)
    return spelt[near[0]] if near else ""


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return the hint that names the closest known word, or another one."""
    near = closest(word, known)
    return f"did you mean `{near}`?" if near else otherwise


def _shared(one: str, other: str) -> int:
    """Return how many letters two words share at their beginning and their end."""
    return len(commonprefix((one, other))) + len(commonprefix((one[::-1], other[::-1])))
