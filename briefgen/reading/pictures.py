"""Measure a picture: a file in, its size as displayed out, or what is wrong with it.

The pixel cap is held against the header before anything is decoded. Only the formats that browsers
show are opened, each by its content and not by its name.
"""

import re
import warnings
from pathlib import Path
from xml.parsers import expat

from PIL import Image, UnidentifiedImageError

from briefgen.reading.parsed import Measured

# A camera of 64 megapixels; as RGB in memory 192 MB, the most that one picture may take.
MAX_PIXELS = 64_000_000
# Drawings with more are pictures traced by a program; parsing them would take seconds.
MAX_SVG_BYTES = 5_000_000

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
_ORIENTATION = 0x0112
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*")
_NUMBERS = re.compile(r"[\s,]+")
_STYLE_DANGER = re.compile(
    r"@import|expression\s*\(|javascript:|url\s*\(\s*['\"]?\s*(?!#)", re.IGNORECASE
)
_HARMLESS_DATA = re.compile(r"data:image/(png|jpe?g|gif|webp|avif)[;,]", re.IGNORECASE)


def measure(path: Path) -> Measured:
    """Return the size of a picture. OSError when the file cannot be opened at all."""
    with path.open("rb") as file:
        head = file.read(1024)
    if not head:
        return Measured(code="unreadable-image", problem="the file is empty")
    if path.suffix.lower() == ".svg" or b"<svg" in head:
        return _drawing(path)
    return _photograph(path)


def _photograph(path: Path) -> Measured:
    with warnings.catch_warnings():
        # Pillow warns of what the cap below refuses, and of EXIF that does not matter here.
        warnings.simplefilter("ignore")
        try:
            with Image.open(path, formats=_FORMATS) as image:
                width, height = image.size
                if width * height > MAX_PIXELS:
                    return Measured(
                        code="oversized-image",
                        problem=f"it has {width} × {height} pixels, the most is {MAX_PIXELS:,}",
                    )
                turned = _orientation(image) in (5, 6, 7, 8)
                if image.format == "JPEG":
                    # An eighth of the size is enough to see that all of it is there.
                    image.draft("RGB", (max(width // 8, 1), max(height // 8, 1)))
                image.load()
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
    return Measured(height, width) if turned else Measured(width, height)


def _orientation(image: Image.Image) -> int:
    try:
        found = image.getexif().get(_ORIENTATION, 1)
    except (OSError, ValueError, SyntaxError, KeyError, TypeError):
        # Damaged EXIF says nothing of the picture.
        return 1
    return found if isinstance(found, int) else 1


class _RefusedError(Exception):
    pass


def _drawing(path: Path) -> Measured:
    if path.stat().st_size > MAX_SVG_BYTES:
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
        parser.Parse(path.read_bytes(), True)
    except _RefusedError as refused:
        return Measured(code=refused.args[0], problem=refused.args[1])
    except (expat.ExpatError, ValueError, LookupError):
        return Measured(code="unreadable-image", problem="it is not well-formed SVG")
    return _drawn_size(root)


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
    return Measured(max(round(width), 1), max(round(height), 1))
