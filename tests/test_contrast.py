"""Each theme's colours stand out from their grounds, in light and dark (WCAG 1.4.6, 1.4.11)."""

import re
from pathlib import Path

import pytest

from tests.conftest import THEMES

ROOT = Path(__file__).parents[1] / "themes"

# What stands on what, and the least contrast of the two.
LEAST = {
    **{(text, ground): 7.0 for text in ("ink", "ink-2", "accent") for ground in ("paper", "panel")},
    **{("ink", ground): 7.0 for ground in ("warn", "bad")},
    # Bars, and the words that have their colour.
    **{(bar, ground): 4.5 for bar in ("warn-bar", "bad-bar") for ground in ("paper", "panel")},
    ("warn-bar", "warn"): 4.5,
    ("bad-bar", "bad"): 4.5,
    **{("edge", ground): 3.0 for ground in ("paper", "panel")},
}


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb or #rgb, as WCAG 2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("theme", THEMES)
def test_colours_stand_out_from_their_grounds(theme: str, scheme: int) -> None:
    """Text by 7:1, what marks it by 4.5:1, and the edges of fields by 3:1."""
    css = (ROOT / theme / "assets" / f"{theme}.css").read_text("utf-8")
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w{3,6}), (#\w{3,6})\);", css)
    colours = {name: both[scheme] for name, *both in pairs}
    found = {
        f"{text} on {ground}": round(contrast(colours[text], colours[ground]), 2)
        for (text, ground), least in LEAST.items()
        if contrast(colours[text], colours[ground]) < least
    }

    assert found == {}
