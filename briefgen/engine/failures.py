"""What keeps a file of the site from being made, as exceptions that travel between processes.

RenderingFailedError     names the file of the project or the theme that is at fault
UnfitError               raised by conversions: what they were given, or what they made, is no use
"""

from pathlib import Path

from briefgen.engine.places import place_of
from briefgen.finding import Finding, Span


class RenderingFailedError(Exception):
    """A file of the site could not be made."""

    def __init__(self, code: str, message: str, hint: str, path: str, line: int = 0) -> None:
        super().__init__(code, message, hint, path, line)
        self.code = code
        self.message = message
        self.hint = hint
        self.path = path
        """Absolute path of the file at fault; empty when there is none."""
        self.line = line

    def finding(self, project: Path) -> Finding:
        """Return what is told of it; files of the project are named by their place there."""
        return Finding(
            code=self.code,
            message=self.message,
            span=Span(path=place_of(self.path, project) if self.path else "", line=self.line),
            hint=self.hint,
        )


class UnfitError(ValueError):
    """A conversion cannot use what it was given, or what it made; `code` is that of the finding."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(code, message, hint)
        self.code = code
        self.message = message
        self.hint = hint
