"""Languages: which way they are written, and what is a word in any of them."""

# Languages written from right to left, when no script is named (CLDR's characterOrder).
RIGHT_TO_LEFT = tuple(
    code
    for codes in ("ar arc ckb dv fa he ks lrc", "mzn nqo pnb ps sd syr ug ur yi")
    for code in codes.split()
)


def says_something(text: str) -> bool:
    """Tell whether a text has a letter: spaces, dots and marks that no one sees are no words."""
    return any(letter.isalpha() for letter in text)


def direction(lang: str) -> str:
    """Return `rtl` or `ltr` for a BCP 47 code."""
    parts = lang.lower().split("-")
    if any(part in ("arab", "hebr") for part in parts[1:]):
        return "rtl"
    return "rtl" if parts[0] in RIGHT_TO_LEFT else "ltr"
