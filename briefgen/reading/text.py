"""Text from bytes, and text for messages.

Bytes in, clean text with plain line feeds out. Characters that XML 1.0 and HTML forbid never get
past this module, so that nobody further on needs to think of them.
"""

import re

from briefgen import web

# All but tab, line feed and what XML 1.0 allows without reserve: C0, DEL and C1, lone surrogates,
# noncharacters. Said as what stays, for that is found in a fortieth of the time.
_FORBIDDEN = re.compile(
    "[^\t\n -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd"
    + "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 17))
    + "]"
)

# YAML 1.1 ends a line at these, no editor does.
_LINE_SEPARATORS = re.compile("[\u2028\u2029]")

_LONGEST_QUOTE = 60


class NotUtf8Error(ValueError):
    """The bytes are not UTF-8."""

    def __init__(self, line: int, column: int, guess: str) -> None:
        super().__init__(guess)
        self.line = line
        self.column = column
        self.guess = guess
        """Which encoding it may be, or empty."""


def decode(data: bytes) -> str:
    """Return the text of UTF-8 bytes: no byte order mark, line feeds only, clean.

    NotUtf8Error with the line (from 1) of the first byte that is not UTF-8.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotUtf8Error(1, 1, "UTF-16")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        before = data[: problem.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        last = before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")
        raise NotUtf8Error(before.count(b"\n") + 1, len(last) + 1, "") from None
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return clean(text)


def clean(text: str) -> str:
    """Return text without the characters that no page and no feed may hold."""
    if text.isascii() and (text.isprintable() or text.replace("\n", "").isprintable()):
        # Most texts, seen in a tenth of the time.
        return text
    return _LINE_SEPARATORS.sub(" ", _FORBIDDEN.sub("", text))


def quoted(words: str) -> str:
    """Return a person's own words for a message: in backticks, on one line, not too long.

    Addresses in them show no user's name and no password.
    """
    return f"`{shortened(web.without_user(words))}`"


def shortened(words: str) -> str:
    """Return a person's own words on one line, not too long."""
    words = " ".join(clean(words).split())
    return words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1] + "…"
