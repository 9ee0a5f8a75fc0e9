"""Make files of a project, or give them other bytes: whole or not at all, and never outside.

A path and bytes in, a file out. Whoever reads it meanwhile finds the old one or the new one.
"""

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path


def replace_file(file: Path, data: bytes, *, root: Path) -> None:
    """Make a file, or give it other bytes and keep its mode; a link is followed inside `root`.

    OSError leaves it as it was, PermissionError also when its mode allows no writing.
    """
    real = Path(os.path.realpath(file))
    if not real.is_relative_to(os.path.realpath(root)):
        raise PermissionError(errno.EACCES, "the link leads out of the project", str(file))
    mode = _mode(real)
    # Hidden, so that no build and no preview takes it for content.
    descriptor, name = tempfile.mkstemp(dir=real.parent, prefix=".", suffix=".briefgen")
    try:
        with open(descriptor, "wb") as made:
            made.write(data)
            made.flush()
            os.fsync(made.fileno())
        os.chmod(name, mode)
        os.replace(name, real)
    except BaseException:
        # Gone when an interrupt came right behind the replacing.
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise


def create_file(file: Path, data: bytes, *, root: Path) -> None:
    """Make a file that is not there yet, with the folders above it.

    FileExistsError when there is one, also when somebody else makes it at this moment; any other
    OSError leaves none: PermissionError also when a folder is a link that leads out of `root`.
    """
    folder = file.parent
    if not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(root)):
        raise PermissionError(errno.EACCES, "the link leads out of the project", str(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, "this is not a folder", str(folder)) from None
    # `x`: what is there already stays, be it a link that leads nowhere.
    with open(file, "xb") as made:
        try:
            made.write(data)
            made.flush()
            os.fsync(made.fileno())
        except BaseException:
            os.unlink(file)
            raise


def _mode(file: Path) -> int:
    """Return the mode that a file has, or is to have."""
    try:
        mode = file.stat().st_mode
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
    # For root every file can be written; whoever took the right away meant something by it.
    if not mode & 0o222 or not os.access(file, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is read-only", str(file))
    return mode & 0o7777
