"""Measure a picture: a file in; its size as displayed, what it is and says, or what is wrong, out.

The caps are held against the file's size and its header before anything is decoded. Only the
formats that browsers show are opened, each by its content and not by its name.
"""

import io
import re
import struct
import warnings
from dataclasses import replace
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from briefgen import iptc, xmp
from briefgen.reading import credentials, drawings
from briefgen.reading.parsed import Measured
from briefgen.xmp import packet_of

# More than any camera writes; such a file was not meant for the web.
MAX_BYTES = 50_000_000

# A camera of 64 megapixels; as RGB in memory 192 MB, the most that one picture may take.
MAX_PIXELS = 64_000_000
# All frames are in memory while they are written anew, as RGBA 480 MB. That is half a minute of
# 640 × 360 at 15 frames a second.
MAX_MOVING_PIXELS = 120_000_000
MAX_FRAMES = 10_000

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
_ORIENTATION = 0x0112
_GPS = 0x8825
_LATITUDE_AND_LONGITUDE = (2, 4)
_GIF_IMAGE = 0x2C
_GIF_EXTENSION = 0x21
# Where each format says what it is, and how.
_MAGIC = re.compile(rb"\xff\xd8\xff|\x89PNG|GIF8|RIFF....WEBP|....ftyp", re.DOTALL)
_SAID_BY_NAME = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".png": "PNG",
    ".gif": "GIF",
    ".webp": "WebP",
    ".avif": "AVIF",
}


def measure(path: Path) -> Measured:
    """Return the size of a picture and what it says. OSError when the file cannot be opened."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        return Measured(code="oversized-image", problem=f"it has more than {MAX_BYTES:,} bytes")
    data = path.read_bytes()
    if not data:
        return Measured(code="unreadable-image", problem="the file is empty")
    suffix = path.suffix.lower()
    if _MAGIC.match(data):
        return _photograph(data)
    if suffix == ".svg":
        return _drawing(data)
    if b"<svg" in data[:1024]:
        # Web servers go by the name, and no browser shows a drawing as a photograph.
        says = _SAID_BY_NAME.get(suffix)
        name = f"says {says}" if says else "does not end in `.svg`"
        return Measured(
            code="unreadable-image",
            problem=f"it is a drawing, but its name {name}",
            hint="rename it so that it ends in `.svg`",
        )
    return _photograph(data)


def _drawing(data: bytes) -> Measured:
    measured = drawings.measure(data)
    if measured.code:
        return measured
    return _heard(measured, xmp.read(data), credentials.read(data, "SVG"))


def _photograph(data: bytes) -> Measured:
    with warnings.catch_warnings():
        # Pillow warns of what the cap below refuses, and of EXIF that does not matter here.
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                width, height = image.size
                if width * height > MAX_PIXELS:
                    return Measured(
                        code="oversized-image",
                        problem=f"it has {width} × {height} pixels, the most is {MAX_PIXELS:,}",
                    )
                # Phones put further pictures behind a JPEG, such as its depth: MPO to Pillow.
                format_ = "JPEG" if image.format == "MPO" else image.format or ""
                frames = 1 if format_ == "JPEG" else _frames(image, data)
                if frames > MAX_FRAMES or frames * width * height > MAX_MOVING_PIXELS:
                    return Measured(
                        code="oversized-image",
                        problem=f"it moves for more than {MAX_FRAMES:,} frames, "
                        f"or {MAX_MOVING_PIXELS:,} pixels in all",
                    )
                turned = _orientation(image) in (5, 6, 7, 8)
                if format_ == "JPEG":
                    # An eighth of the size is enough to see that all of it is there.
                    image.draft("RGB", (max(width // 8, 1), max(height // 8, 1)))
                image.load()
                packet = packet_of(image)
                measured = Measured(
                    *((height, width) if turned else (width, height)),
                    kind="animation" if frames > 1 else "photograph",
                    alpha=_shows_through(image),
                    plain=_is_plain(image),
                    # Some programs write the position into one, some into the other.
                    place=_has_position(image) or b"GPSLatitude" in packet,
                )
        except UnidentifiedImageError:
            return Measured(
                code="unreadable-image", problem="it is not a JPEG, PNG, GIF, WebP, AVIF or SVG"
            )
        except Image.DecompressionBombError:
            return Measured(
                code="oversized-image", problem=f"it has more than {MAX_PIXELS:,} pixels"
            )
        except (OSError, ValueError, SyntaxError, EOFError, MemoryError, OverflowError):
            return Measured(code="unreadable-image", problem="it is damaged or cut short")
    return _heard(measured, xmp.read(packet), credentials.read(data, format_))


def _heard(measured: Measured, said: xmp.Said, signed: credentials.Signed) -> Measured:
    """Return what was measured, with what the file says in its XMP and its credentials."""
    both = (said.source_type, signed.source_type)
    known = all(iptc.kind(code) is not None for code in both)
    differ = known and iptc.origin(both[0]) != iptc.origin(both[1])
    system = {"system": signed.system, "system_version": signed.system_version}
    return replace(
        measured,
        said=replace(said, source_type=iptc.gravest(both), **(system if signed.system else {})),
        disputed=both if differ else (),
        credentials=signed.state,
    )


def _frames(image: Image.Image, data: bytes) -> int:
    """Return how many pictures there are in one, or a number that is too many."""
    if image.format == "GIF":
        # Pillow goes through all of them to count them, a minute for the worst of files.
        return _frames_of_gif(data)
    return int(getattr(image, "n_frames", 1))


def _frames_of_gif(data: bytes) -> int:
    """Return the number of image descriptors, counted until there are too many (GIF89a §20)."""
    at = 13 + _colours(data[10:11])
    frames = 0
    while at < len(data) and frames <= MAX_FRAMES:
        block = data[at]
        if block == _GIF_IMAGE:
            frames += 1
            at += 11 + _colours(data[at + 9 : at + 10])
        elif block == _GIF_EXTENSION:
            at += 2
        else:
            break
        while at < len(data) and data[at]:
            at += data[at] + 1
        at += 1
    return max(frames, 1)


def _colours(flags: bytes) -> int:
    """Return the length of the table of colours that follows."""
    return 3 << ((flags[0] & 7) + 1) if flags and flags[0] & 0x80 else 0


def _shows_through(image: Image.Image) -> bool:
    if not image.has_transparency_data:
        return False
    if image.mode not in ("RGBA", "LA"):
        return True
    lowest, _ = image.getchannel("A").getextrema()
    # Many programs write the channel for pictures that have no use for it.
    return isinstance(lowest, (int, float)) and lowest < 255


def _is_plain(image: Image.Image) -> bool:
    if image.mode in ("P", "1"):
        return True
    # Grey pictures have no more, whatever they show. Among many colours the search ends early.
    lossless = image.format == "PNG" and image.mode in ("RGB", "RGBA")
    return lossless and image.getcolors(256) is not None


def _has_position(image: Image.Image) -> bool:
    try:
        position = image.getexif().get_ifd(_GPS)
    except (OSError, ValueError, SyntaxError, KeyError, TypeError, struct.error):
        return False
    return any(tag in position for tag in _LATITUDE_AND_LONGITUDE)


def _orientation(image: Image.Image) -> int:
    try:
        found = image.getexif().get(_ORIENTATION, 1)
    except (OSError, ValueError, SyntaxError, KeyError, TypeError):
        # Damaged EXIF says nothing of the picture.
        return 1
    return found if isinstance(found, int) else 1
