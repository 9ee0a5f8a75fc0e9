"""Renditions: which files a picture becomes, by their addresses, widths and formats.

The facts of a picture's file in, addresses and sizes out.
"""

from collections.abc import Mapping

from briefgen import urls
from briefgen.model import ProjectFile
from briefgen.pictures.views import Format
from briefgen.references import file_url

# The file for browsers that know no other, for feeds and for mail.
_FALLBACK_WIDTH = 1000

SUFFIX: Mapping[Format, str] = {
    "JPEG": "jpg",
    "PNG": "png",
    "WEBP": "webp",
    "AVIF": "avif",
    "GIF": "gif",
}
"""Of file names, by format."""


def is_made(file: ProjectFile) -> bool:
    """Tell whether a file is a picture that becomes others: neither a drawing nor of static/."""
    return file.kind in ("photograph", "animation") and not file.path.startswith("content/static/")


def shape_mark(file: ProjectFile | None) -> str:
    """Return what pages show of a file besides its pixels, as a text."""
    if file is None:
        return ""
    kinds = f"{file.kind} {file.alpha:d}{file.plain:d} {file.credentials}"
    return f"{file.width}x{file.height} {kinds}"


def original_url(file: ProjectFile) -> str:
    """Return the address of the untouched file."""
    url = file_url(file.path)
    return urls.rendition(url, "original", url.rpartition(".")[2])


def widths_of(file: ProjectFile, widths: tuple[int, ...]) -> tuple[int, ...]:
    """Return the widths of a picture's renditions: none is wider than the picture itself."""
    narrower = tuple(width for width in widths if width < file.width)
    return narrower if len(narrower) == len(widths) else (*narrower, file.width)


def fallback(file: ProjectFile, widths: tuple[int, ...]) -> tuple[str, int]:
    """Return address and width of the file for browsers that know no rendition, feeds and mail."""
    known = widths_of(file, widths)
    width = max((one for one in known if one <= _FALLBACK_WIDTH), default=known[0])
    return rendition_url(file, width, plain_format(file)), width


def plain_format(file: ProjectFile) -> Format:
    """Return the format of that file: all browsers know it, and nothing of the picture is lost."""
    return "PNG" if file.alpha or file.plain else "JPEG"


def rendition_url(file: ProjectFile, width: int, form: Format) -> str:
    """Return the address of a picture in one width and format."""
    return urls.rendition(file_url(file.path), str(width), SUFFIX[form])


def moving_url(file: ProjectFile) -> str:
    """Return the address of an animation that moves."""
    return urls.rendition(file_url(file.path), "moving", "webp")


def height_at(file: ProjectFile, width: int) -> int:
    """Return how high a picture is in a width, in pixels."""
    return max(round(file.height * width / file.width), 1)
