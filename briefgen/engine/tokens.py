"""The tokens of a stylesheet: its custom properties that are colours, on light paper and on dark.

CSS text in, colours by name out. What holds only in print or at some width does not count.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from briefgen.engine.colours import is_colour

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PIECE = re.compile(r"""[^{};"']*(?:"[^"]*"[^{};"']*|'[^']*'[^{};"']*)*[{};]?""")
_PAIR = re.compile(r"light-dark\(\s*(\S+?)\s*,\s*(\S+?)\s*\)")
_UNCONDITIONAL = ("@layer", ":root")


class Shades(NamedTuple):
    """A colour on light paper, and on dark."""

    light: str
    dark: str


def tokens_of(css: str) -> Mapping[str, Shades]:
    """Return the colours that a stylesheet gives to `:root`, by name without the hyphens.

    The last one of a name counts.
    """
    found: dict[str, Shades] = {}
    for name, value in _properties(css):
        pair = _PAIR.fullmatch(value)
        shades = Shades(pair[1], pair[2]) if pair else Shades(value, value)
        if all(is_colour(shade) for shade in shades):
            found[name] = shades
        else:
            # What it was before does not count any more.
            found.pop(name, None)
    return found


def unread_of(css: str) -> Mapping[str, str]:
    """Return what a stylesheet gives to `:root` and is no colour in a form that is read, by name.

    The last one of a name counts.
    """
    read = tokens_of(css)
    return {name: value for name, value in _properties(css) if name not in read}


def _properties(css: str) -> Iterator[tuple[str, str]]:
    open_blocks: list[str] = []
    for piece in _PIECE.findall(_COMMENT.sub(" ", css)):
        text = piece[:-1].strip()
        if piece.endswith("{"):
            open_blocks.append(text)
            continue
        name, colon, value = text.partition(":")
        if colon and name.startswith("--") and _is_root(open_blocks):
            yield name[2:].strip(), value.strip()
        if piece.endswith("}") and open_blocks:
            open_blocks.pop()


def _is_root(blocks: list[str]) -> bool:
    return (
        bool(blocks)
        and blocks[-1] == ":root"
        and all(block.startswith(_UNCONDITIONAL) for block in blocks)
    )
