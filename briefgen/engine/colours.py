"""Colours as people write them, and how well one can be read on another.

`#rrggbb` in, ratios and shades out. Contrast is that of WCAG 2.2 (relative luminance, §1.4.3).
"""

import colorsys
import re
from collections.abc import Sequence

READABLE = 4.5
"""The least contrast of text with its ground (WCAG 2.2, 1.4.3 AA)."""

_HEX = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")

# Fine enough that no eye tells two neighbours apart.
_STEPS = 400


def is_colour(text: str) -> bool:
    """Tell whether a text is a colour: `#rgb` or `#rrggbb`."""
    return _HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: str, grounds: Sequence[str]) -> float:
    """Return the contrast of a colour with that of some grounds on which it is worst; 21 for none.

    Rounded down to a tenth, so that what is told is never better than it is.
    """
    return int(min((contrast(colour, one) for one in grounds), default=21.0) * 10) / 10


def nearest_readable(colour: str, grounds: Sequence[str]) -> str:
    """Return the shade nearest to a colour that can be read on every one of these grounds.

    Its own shade when it can; black or white when nothing between can.
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    dark_grounds = _luminance(grounds[0]) < 0.18 if grounds else False
    end = 1.0 if dark_grounds else 0.0
    for step in range(_STEPS + 1):
        shade = lightness + (end - lightness) * step / _STEPS
        found = _written(colorsys.hls_to_rgb(hue, shade, saturation)) if step else _long(colour)
        if all(contrast(found, ground) >= READABLE for ground in grounds):
            return found
    return "#ffffff" if dark_grounds else "#000000"


def _long(colour: str) -> str:
    digits = colour[1:].lower()
    return f"#{''.join(2 * one for one in digits) if len(digits) == 3 else digits}"


def _parts(colour: str) -> tuple[float, float, float]:
    digits = _long(colour)[1:]
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _written(parts: Sequence[float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
