"""Lettering: words in the pixels, in the scripts that the label is written in.

The fonts come with the program, so that every machine draws the same. They are Noto Sans Bold
(SIL Open Font License 1.1), cut down to the letters of Latin, Greek, Cyrillic, Devanagari and
Arabic, and for Chinese and Japanese to those of the labels.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_FONTS = Path(__file__).parent / "fonts"

# In the order in which they are asked for a text; the first that has all of its letters draws it.
_FACES = ("latin.ttf", "devanagari.ttf", "arabic.ttf", "chinese.otf", "japanese.otf")

# The letters' em, as a part of the shortest side: the least that is asked of a label is 5 % (GB
# 45438-2025 §5.3), and the height of letters in it is somewhat less than the em.
_LABEL_EM = 0.065
_LEAST_EM = 13

_SMOOTH = Image.Resampling.LANCZOS

INK = (17, 17, 17)
"""Behind white letters: 18.9 to 1."""
WHITE = (255, 255, 255)


def face_for(text: str, lang: str) -> str | None:
    """Return the name of the font that has every letter of a text, or None."""
    faces = _FACES if not lang.startswith("ja") else (*_FACES[:3], "japanese.otf", "chinese.otf")
    return next((face for face in faces if _has(face, text)), None)


def font(face: str, size: int) -> ImageFont.FreeTypeFont:
    """Return a font in a size, in pixels to the em."""
    return _font(face, size)


def draw_badge(image: Image.Image, words: str, lang: str, dir: str) -> Image.Image:
    """Return a picture with a label in its upper corner: white letters on black, with a rim.

    A picture too small for readable letters gets a strip above it, and so is larger than it was.
    ValueError when no font has its letters.
    """
    face = face_for(words, lang)
    if face is None:
        raise ValueError(f"no font has the letters of the label `{words}`")
    shortest = min(image.size)
    em = max(round(shortest * _LABEL_EM), _LEAST_EM)
    drawn = _font(face, em)
    direction = "rtl" if face == "arabic.ttf" else "ltr"
    left, top, right, bottom = drawn.getbbox(words, direction=direction)
    across, down = round(em * 0.45), round(em * 0.28)
    margin = max(round(shortest * 0.02), 4)
    width, height = round(right - left) + 2 * across, round(bottom - top) + 2 * down
    label = Image.new("RGB", (width, height), INK)
    _write(label, (across, down), (left, top), words, drawn, direction)
    room = image.width - 2 * margin
    if width > room and room * em >= _LEAST_EM * width:
        # The words of some languages are longer than a narrow picture is wide.
        label = label.resize((room, max(round(height * room / width), 1)), _SMOOTH)
    if label.width > room or label.height + 2 * margin > image.height:
        # What would not be readable in the picture stands above it.
        image = _below_a_strip(image, label.width + 2 * margin, label.height + 2 * margin)
    x = margin if dir == "rtl" else image.width - margin - label.width
    found = image.copy()
    rim = max(round(em * 0.06), 1)
    ImageDraw.Draw(found).rectangle(
        (x - rim, margin - rim, x + label.width + rim - 1, margin + label.height + rim - 1),
        fill=(*WHITE, 255) if found.mode == "RGBA" else WHITE,
    )
    found.paste(label, (x, margin))
    return found


def _below_a_strip(image: Image.Image, width: int, height: int) -> Image.Image:
    """Return a picture with empty ground above it, at least so wide and just so high."""
    larger = Image.new(image.mode, (max(image.width, width), image.height + height), WHITE)
    larger.paste(image, ((larger.width - image.width) // 2, height))
    return larger


def lines_of(text: str, drawn: ImageFont.FreeTypeFont, width: int, most: int) -> Sequence[str]:
    """Return a text in lines of at most so many pixels, at most so many of them; `…` ends a cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if drawn.getlength(longer) <= width or not line:
            line = longer
            continue
        lines.append(line)
        line = word
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
    return [_fitting(line, drawn, width) for line in lines]


def _fitting(line: str, drawn: ImageFont.FreeTypeFont, width: int) -> str:
    if drawn.getlength(line) <= width:
        return line
    line = line.removesuffix(" …")
    while line and drawn.getlength(f"{line}…") > width:
        line = line[:-1]
    return f"{line.rstrip()}…"


def _write(
    image: Image.Image,
    inset: tuple[int, int],
    bearing: tuple[float, float],
    words: str,
    drawn: ImageFont.FreeTypeFont,
    direction: str,
) -> None:
    place = (inset[0] - bearing[0], inset[1] - bearing[1])
    ImageDraw.Draw(image).text(place, words, fill=WHITE, font=drawn, direction=direction)


@lru_cache(maxsize=32)
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / face, size, layout_engine=ImageFont.Layout.RAQM)


@lru_cache(maxsize=1000)
def _has(face: str, text: str) -> bool:
    drawn = _font(face, 20)
    missing = bytes(drawn.getmask("\U000fffff"))
    return all(
        letter.isspace() or _drawn(drawn, letter) != missing for letter in dict.fromkeys(text)
    )


def _drawn(drawn: ImageFont.FreeTypeFont, letter: str) -> bytes:
    return bytes(drawn.getmask(letter))
