"""Posters: the social image of an edition, and of entries without a picture: words on paper.

A `Poster` in, a PNG out. Words whose letters no bundled font has are left out; the date stays.
"""

import io
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from PIL import Image, ImageDraw

from briefgen.fingerprint import Value
from briefgen.pictures.lettering import face_for, font, lines_of
from briefgen.pictures.views import Poster

_PAPER, _INK, _RULE = 255, 20, 120
_EDGE = 72


def make(view: Value) -> bytes:
    """Return the social image of an edition, in greys, as PNG."""
    assert isinstance(view, Poster)
    image = Image.new("L", (view.width, view.height), _PAPER)
    draw = ImageDraw.Draw(image)
    room = view.width - 2 * _EDGE
    y = _line(draw, view.title, view.language, 40, _EDGE - 8, room)
    draw.rectangle((_EDGE, y + 14, view.width - _EDGE, y + 19), fill=_INK)
    y += 52
    y = _line(draw, _day(view), view.language, 30, y, room) + 30
    for number, (words, lang) in enumerate(view.headlines):
        size, most = (60, 3) if not number else (32, 1)
        face = face_for(words, lang)
        if face is None:
            continue
        drawn = font(face, size)
        step = round(size * (1.5 if face == "devanagari.ttf" else 1.2))
        lines = lines_of(words, drawn, room, most)
        if y + step * len(lines) > view.height - _EDGE // 2:
            break
        if number:
            draw.rectangle((_EDGE, y, view.width - _EDGE, y), fill=_RULE)
            y += 16
        for line in lines:
            _put(draw, line, face, size, y, room)
            y += step
        y += 18
    out = io.BytesIO()
    # Sixteen greys are enough for the edges of letters, and make a small file.
    greys = image.point([value >> 4 for value in range(256)])
    greys.putpalette([level * 17 for level in range(16) for _ in range(3)])
    greys.save(out, "PNG", bits=4)
    return out.getvalue()


def _line(draw: ImageDraw.ImageDraw, words: str, lang: str, size: int, y: int, room: int) -> int:
    face = face_for(words, lang)
    if face is not None:
        _put(draw, lines_of(words, font(face, size), room, 1)[0], face, size, y, room)
    return y + round(size * 1.3)


def _put(draw: ImageDraw.ImageDraw, line: str, face: str, size: int, y: int, room: int) -> None:
    drawn = font(face, size)
    if face == "arabic.ttf":
        draw.text((_EDGE + room, y), line, fill=_INK, font=drawn, anchor="ra", direction="rtl")
    else:
        draw.text((_EDGE, y), line, fill=_INK, font=drawn, direction="ltr")


def _day(view: Poster) -> str:
    if view.cadence == "weekly":
        return f"{_dated(view.first_day, view)} – {_dated(view.last_day, view)}"
    return _dated(view.first_day, view)


def _dated(day: date, view: Poster) -> str:
    try:
        locale = Locale.parse(view.language, sep="-")
    except (ValueError, UnknownLocaleError):
        return view.period
    return format_date(day, "MMMM y" if view.cadence == "monthly" else "long", locale=locale)
