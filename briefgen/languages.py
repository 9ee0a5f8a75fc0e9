"""Languages: which way they are written, how a sentence ends, what is a word in any of them."""

import re

# Languages written from right to left, when no script is named (CLDR's characterOrder).
RIGHT_TO_LEFT = tuple(
    code
    for codes in ("ar arc ckb dv fa he ks lrc", "mzn nqo pnb ps sd syr ug ur yi")
    for code in codes.split()
)

# Marks that end a sentence, and those that may follow one within it.
_ENDS = ".!?…。！？؟।۔"
_CLOSING = "\"'”’»)」』）"
_STOPS = (
    ("。", re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60]")),
    ("।", re.compile("[\u0900-\u0963\u0966-\u097f]")),
)


def says_something(text: str) -> bool:
    """Tell whether a text has a letter: spaces, dots and marks that no one sees are no words."""
    return any(letter.isalpha() for letter in text)


def sentence(text: str) -> str:
    """Return a text with a full stop of its own script, unless it ends in a mark already."""
    words = text.rstrip()
    ending = words.rstrip(_CLOSING)[-1:]
    if not ending or ending in _ENDS:
        return words
    return words + next((stop for stop, script in _STOPS if script.match(words[-1])), ".")


def direction(lang: str) -> str:
    """Return `rtl` or `ltr` for a BCP 47 code."""
    parts = lang.lower().split("-")
    if any(part in ("arab", "hebr") for part in parts[1:]):
        return "rtl"
    return "rtl" if parts[0] in RIGHT_TO_LEFT else "ltr"
