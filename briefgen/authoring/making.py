"""Make a file of a project: one that is not there yet, and never outside.

A path inside the project and a text in, a file out; or what stands in its way, as findings.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from briefgen.finding import BriefgenError, ConfigurationError, Finding, Span
from briefgen.reading import text as texts
from briefgen.replacing import create_file


@dataclass(frozen=True, slots=True)
class Made:
    """Files that a command made."""

    files: tuple[Path, ...]
    """Absolute, the one to open first."""
    notes: tuple[str, ...] = ()
    """What the person had better know."""


def make(root: Path, path: str, data: str | bytes) -> Path:
    """Make a file and return where it lies; `path` is relative to the project, with slashes.

    ConfigurationError when it is there already, BriefgenError when a folder leads out of the
    project; OSError when the disk stands in the way.
    """
    refuse_outside(root, path)
    file = root / path
    try:
        create_file(file, data.encode("utf-8") if isinstance(data, str) else data, root=root)
    except FileExistsError:
        raise there_already(path) from None
    return file


def refuse_outside(root: Path, path: str) -> None:
    """Raise BriefgenError when a path of the project leads out of it."""
    if not Path(os.path.realpath(root / path)).is_relative_to(os.path.realpath(root)):
        raise BriefgenError(
            Finding(
                code="path-outside-project",
                message="the link leads out of the project",
                span=Span(path=path),
                hint="put a folder of the project in its place",
            )
        )


def there_already(*paths: str, hint: str = "edit it, or choose another name") -> ConfigurationError:
    """Return the refusal to write where there is a file."""
    return ConfigurationError(
        *(
            Finding(
                code="existing-file",
                message="the file is there already",
                span=Span(path=path),
                hint=hint,
            )
            for path in paths
        )
    )


def one_line(text: str) -> str:
    """Return a text as it can be written: clean, and on one line."""
    return " ".join(texts.clean(text).split())


def is_seen(text: str) -> bool:
    """Tell whether anything of a text can be seen."""
    return any(one.isprintable() and not one.isspace() for one in text)


def refusal(code: str, message: str, hint: str, path: str = "") -> ConfigurationError:
    """Return the refusal of something that was asked for on the command line."""
    return ConfigurationError(Finding(code=code, message=message, span=Span(path=path), hint=hint))
