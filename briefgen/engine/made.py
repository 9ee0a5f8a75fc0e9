"""Made files that take long to make, kept by their keys: pictures in their sizes.

A key in, the bytes that were once made for it out, or nothing. So a build into another folder, a
fresh clone with a kept `.briefgen/`, or a site that was removed makes no picture twice. What is
damaged is as good as not there.
"""

import os
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from briefgen.fingerprint import composed, of_bytes

FOLDER = "made"
"""Beside the record."""

# What no plan has asked for in so many days is removed: a preview with drafts and a build without
# them share the folder, and neither may throw away what the other made.
_KEPT_DAYS = 30

_MARK = 32


def name_of(key: str) -> str:
    """Return the name under which what was made for a key is kept."""
    return composed(key)


def kept(folder: Path, key: str) -> bytes | None:
    """Return what was made for a key, or None when it is not there or damaged."""
    path = _path(folder, name_of(key))
    try:
        data = path.read_bytes()
    except OSError:
        return None
    made = data[_MARK:]
    if data[:_MARK] != of_bytes(made).encode():
        return None
    with suppress(OSError):
        os.utime(path)
    return made


def is_kept(folder: Path, key: str) -> bool:
    """Tell whether something is kept for a key, be it damaged."""
    return _path(folder, name_of(key)).is_file()


def keep(folder: Path, key: str, data: bytes) -> None:
    """Keep what was made for a key, if it can be kept."""
    path = _path(folder, name_of(key))
    # By process: two builds may make the same.
    staged = path.with_suffix(f".{os.getpid()}")
    # Without it the next build makes the file again: no reason to end this one.
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            staged.write_bytes(of_bytes(data).encode() + data)
            os.replace(staged, path)
        finally:
            staged.unlink(missing_ok=True)


def forget(folder: Path, keys: Collection[str]) -> None:
    """Remove what is neither kept for one of these keys nor was asked for lately."""
    wanted = {name_of(key) for key in keys}
    # Files have times of their own clock, and so has what is compared with them.
    before = time.time() - _KEPT_DAYS * 86_400
    for path in folder.glob("??/*"):
        with suppress(OSError):
            if path.name not in wanted and path.stat().st_mtime < before:
                path.unlink()


def discard(folder: Path) -> None:
    """Remove all that is kept, and nothing else."""
    for path in folder.glob("??/*"):
        if len(path.stem) == _MARK:
            path.unlink(missing_ok=True)
    for part in (*folder.glob("??"), folder):
        with suppress(OSError):
            part.rmdir()


def _path(folder: Path, name: str) -> Path:
    return folder / name[:2] / name
