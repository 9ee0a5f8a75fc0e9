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
from xml.parsers import expat

from PIL import Image, UnidentifiedImageError

from briefgen import iptc, xmp
from briefgen.reading import credentials
from briefgen.reading.parsed import Measured
from briefgen.xmp import packet_of

# More than any camera writes; such a file was not meant for the web.
MAX_BYTES = 50_000_000

# A camera of 64 megapixels; as RGB in memory 192 MB, the most that one picture may take.
MAX_PIXELS = 64_000_000
# A minute of 640 × 360 at 30 frames a second is 415 million.
MAX_MOVING_PIXELS = 500_000_000
MAX_FRAMES = 10_000
# Drawings with more are pictures traced by a program; parsing them would take seconds.
MAX_SVG_BYTES = 5_000_000

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
_ORIENTATION = 0x0112
_GPS = 0x8825
_LATITUDE_AND_LONGITUDE = (2, 4)
_GIF_IMAGE = 0x2C
_GIF_EXTENSION = 0x21
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*")
_NUMBERS = re.compile(r"[\s,]+")
_STYLE_DANGER = re.compile(
    r"@import|expression\s*\(|javascript:|url\s*\(\s*['\"]?\s*(?!#)", re.IGNORECASE
)
_HARMLESS_DATA = re.compile(r"data:image/(png|jpe?g|gif|webp|avif)[;,]", re.IGNORECASE)


def measure(path: Path) -> Measured:
    """Return the size of a picture and what it says. OSError when the file cannot be opened."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        return Measured(code="oversized-image", problem=f"it has more than {MAX_BYTES:,} bytes")
    data = path.read_bytes()
    if not data:
        return Measured(code="unreadable-image", problem="the file is empty")
    if path.suffix.lower() == ".svg" or b"<svg" in data[:1024]:
        return _drawing(data)
    return _photograph(data)


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


class _RefusedError(Exception):
    pass


def _drawing(data: bytes) -> Measured:
    if len(data) > MAX_SVG_BYTES:
        return Measured(code="oversized-image", problem=f"it has more than {MAX_SVG_BYTES:,} bytes")
    root: dict[str, str] = {}
    depth = 0
    inside_style = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, inside_style
        element = name.rpartition(":")[2].lower()
        if depth == 0:
            if element != "svg":
                raise _RefusedError("unreadable-image", "it is not an SVG drawing")
            root.update(attributes)
        depth += 1
        inside_style += element == "style"
        if element in ("script", "foreignobject", "iframe", "embed", "object", "handler"):
            raise _RefusedError("unsafe-image", f"it holds the element `{element}`")
        for attribute, value in attributes.items():
            _check_attribute(element, attribute.rpartition(":")[2].lower(), value)

    def end(name: str) -> None:
        nonlocal inside_style
        inside_style -= name.rpartition(":")[2].lower() == "style"

    def text(data: str) -> None:
        if inside_style and _STYLE_DANGER.search(data):
            raise _RefusedError("unsafe-image", "its style loads something from elsewhere")

    def refuse(*_: object) -> None:
        raise _RefusedError("unsafe-image", "it declares entities")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = None
    parser.ProcessingInstructionHandler = lambda target, _: (
        refuse() if target.lower() == "xml-stylesheet" else None
    )
    try:
        parser.Parse(data, True)
    except _RefusedError as refused:
        return Measured(code=refused.args[0], problem=refused.args[1])
    except (expat.ExpatError, ValueError, LookupError):
        return Measured(code="unreadable-image", problem="it is not well-formed SVG")
    measured = _drawn_size(root)
    if measured.code:
        return measured
    return _heard(measured, xmp.read(data), credentials.read(data, "SVG"))


def _check_attribute(element: str, name: str, value: str) -> None:
    if name.startswith("on"):
        raise _RefusedError("unsafe-image", f"it holds the attribute `{name}`")
    bare = re.sub(r"[\x00-\x20]+", "", value)
    if name in ("href", "src") and not bare.startswith("#"):
        harmless = element in ("image", "img", "feimage") and _HARMLESS_DATA.match(bare)
        web = element == "a" and bare.lower().startswith(("http://", "https://"))
        if bare and not harmless and not web:
            raise _RefusedError("unsafe-image", "it loads or links to something else")
    if name == "attributename" and bare.lower().rpartition(":")[2] in ("href", "src"):
        raise _RefusedError("unsafe-image", "it changes a link while it is shown")
    if name == "attributename" and bare.lower().startswith("on"):
        raise _RefusedError("unsafe-image", "it changes a script while it is shown")
    if _STYLE_DANGER.search(value) and name not in ("alt", "title", "desc", "label"):
        raise _RefusedError("unsafe-image", "its style loads something from elsewhere")


def _drawn_size(root: dict[str, str]) -> Measured:
    width, height = (_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height"))
    if width is not None and height is not None:
        return _rounded(float(width[1]), float(height[1]))
    numbers = _NUMBERS.split(root.get("viewBox", "").strip())
    try:
        _, _, across, down = (float(number) for number in numbers)
    except ValueError:
        return Measured(
            code="unreadable-image", problem="it has neither width and height nor a viewBox"
        )
    return _rounded(across, down)


def _rounded(width: float, height: float) -> Measured:
    if not (0 < width < 1e6 and 0 < height < 1e6):
        return Measured(code="unreadable-image", problem="its size is not a size")
    return Measured(max(round(width), 1), max(round(height), 1), kind="drawing", alpha=True)
