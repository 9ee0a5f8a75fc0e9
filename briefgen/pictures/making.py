"""The functions by which pictures are made, for workers to find.

Bytes of a file and a value in, bytes out. Pillow is imported where one is made and not before: most
builds make none.
"""

from typing import Any

from briefgen.engine.failures import UnfitError
from briefgen.fingerprint import Value


def open_picture(data: bytes) -> Any:
    """Return a picture whose files can be made; nothing is decoded yet."""
    from briefgen.pictures.pixels import Opened

    return Opened(data)


def make_picture(view: Value, opened: Any) -> bytes:
    """Return one file of a picture: see `pixels.make`. UnfitError when it cannot be made."""
    from briefgen.pictures import pixels

    try:
        return pixels.make(view, opened)
    except UnfitError:
        raise
    except (ValueError, OSError, SyntaxError, MemoryError, ArithmeticError) as problem:
        said = str(problem).partition("\n")[0] or type(problem).__name__
        hint = "save the picture again, or take another"
        raise UnfitError("unreadable-image", said, hint) from problem


def open_nothing(_data: bytes) -> None:
    """Return nothing: a poster is made of its words alone."""


def make_poster(view: Value, _opened: Any) -> bytes:
    """Return the social image of an edition: see `posters.make`."""
    from briefgen.pictures import posters

    return posters.make(view)
