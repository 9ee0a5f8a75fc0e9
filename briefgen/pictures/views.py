"""What the files of pictures are made from, as values."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from briefgen.fingerprint import Value
from briefgen.model import Focus
from briefgen.xmp import Said

Format = Literal["JPEG", "PNG", "WEBP", "AVIF", "GIF"]
Frame = Literal["whole", "crop", "mount"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile(Value):
    """One file that a picture becomes."""

    width: int
    """In pixels."""
    height: int
    format: Format
    quality: int = 80
    """1 to 100, for formats that have one."""
    lossless: bool = False
    frame: Frame = "whole"
    """The whole picture, cropped to the size, or whole on a ground of the size."""
    focus: Focus = "centre"
    """What a crop keeps."""
    badge: str = ""
    """The label that is drawn into the pixels; empty: none."""
    lang: str = "en"
    """BCP 47, of the label."""
    dir: str = "ltr"
    """Where the label stands: at the right of a picture, and at its left in `rtl`."""
    moving: bool = False
    """All frames of an animation, not its first alone."""
    widest: int = 0
    """The widest of the files that are made from the picture: it is decoded once for them all."""
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster(Value):
    """The social image of an edition: words, no picture."""

    width: int
    height: int
    title: str
    """The publication's name."""
    first_day: date
    last_day: date
    cadence: str
    """`daily`, `weekly` or `monthly`."""
    period: str
    """Such as `2024-W43`."""
    language: str
    """Of the date."""
    headlines: tuple[tuple[str, str], ...]
    """Each with its language; the first is the largest."""
