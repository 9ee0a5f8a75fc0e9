"""What reaches a terminal: styled, encoded as it can be read, and never able to drive it.

Text in, text on a stream out.
"""

import os
import unicodedata
from collections.abc import Mapping
from typing import TextIO

import click

from briefgen.finding import Severity

COLOURS: Mapping[Severity, str] = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def write(text: str, stream: TextIO | None) -> None:
    """Write styled text and a line end, in colour or not, in whatever encoding there is.

    Nowhere when there is no stream: whoever called us has closed it.
    """
    if stream is None:
        return
    encoding = getattr(stream, "encoding", None) or "utf-8"
    text = text.encode(encoding, "backslashreplace").decode(encoding)
    # Everything is styled, and click takes the colour out where there is to be none.
    click.echo(text, file=stream, color=has_colour(stream))


def has_colour(stream: TextIO | None) -> bool:
    """Tell whether to use colour (no-color.org, force-color.org)."""
    if stream is None:
        return False
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return os.environ.get("TERM") != "dumb" and stream.isatty()


def visible(text: str, keep: str = "") -> str:
    """Return text with each control, invisible or direction-changing character as an escape."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(letter if letter in keep else visible_letter(letter) for letter in text)


def visible_letter(letter: str) -> str:
    """Return a character, or an escape for one that would not be seen or would do harm."""
    kind = unicodedata.category(letter)
    # Joiners shape Indic and Persian words and emoji; they cannot harm.
    if kind not in ("Cc", "Cf", "Cs", "Zl", "Zp") or letter in "\u200c\u200d":
        return letter
    number = ord(letter)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def cells(letter: str) -> int:
    """Return how many columns of a terminal a character takes (Unicode Standard Annex 11)."""
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def headline(severity: Severity, title: str, message: str) -> str:
    """Return the first line of a finding or a complaint."""
    title = click.style(visible(title), fg=COLOURS[severity], bold=True)
    return f"{title}{click.style(f': {visible(message)}', bold=True)}"


def remark(kind: str, text: str, width: int = 0) -> str:
    """Return a line below it, such as its hint; `width` is that of the line numbers above."""
    mark = click.style(f"{' ' * (width + 2)}=", fg="blue", bold=True)
    return f"{mark} {click.style(f'{kind}:', bold=True)} {visible(text)}"


def count(number: int, noun: str) -> str:
    """Return a number with its noun: `1 error`, `2,300 warnings`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
