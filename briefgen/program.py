"""The program itself: what of it the output depends on, and where its own files lie."""

import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from briefgen import __version__
from briefgen.fingerprint import of, of_bytes

LIBRARIES = (
    "babel",
    "c2pa-python",
    "jinja2",
    "markdown-it-py",
    "markdown-it-pyrs",
    "mdit-py-plugins",
    "nh3",
    "pagefind-bin",
    "pagefind-bin-extended",
    "pillow",
    "pydantic",
    "pyyaml",
    "tzdata",
)
"""Those whose next version may read or write something else."""


@cache
def program_fingerprint() -> str:
    """Return the fingerprint of this program: its version, its code, and the libraries it leans on.

    It is in every key, so that an upgrade builds anew what it may write differently.
    """
    code = [(path.name, of_bytes(path.read_bytes())) for path in sorted(_modules())]
    libraries = [(name, installed(name)) for name in LIBRARIES]
    return of(__version__, sys.version_info[:2], code, libraries)


@cache
def pictures_fingerprint() -> str:
    """Return the fingerprint of what makes pictures: its code and the libraries it leans on.

    In their keys it stands for the whole program: making pictures takes long, and an upgrade of
    anything else makes none of them anew.
    """
    package = Path(__file__).parent
    parts = sorted((*(package / "pictures").rglob("*.*"), package / "xmp.py", package / "iptc.py"))
    code = [
        (path.name, of_bytes(path.read_bytes())) for path in parts if "__" not in path.parent.name
    ]
    return of(code, [(name, installed(name)) for name in ("babel", "pillow")])


def builtin_themes() -> Path:
    """Return the folder of the built-in themes: in the package, or beside it in a checkout."""
    package = Path(__file__).parent
    shipped = package / "themes"
    return shipped if shipped.is_dir() else package.parent / "themes"


def _modules() -> Iterator[Path]:
    return Path(__file__).parent.rglob("*.py")


def installed(name: str) -> str:
    """Return the version of a library that is installed, or an empty text."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
