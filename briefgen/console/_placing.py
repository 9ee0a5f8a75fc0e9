"""Findings with their lines: keys looked up, and the user's own words found in their line.

Findings and the project's folder in, placed findings out, in the order in which they are shown.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen import web
from briefgen.finding import Finding, Span, Waived

Locate = Callable[[Path, Span], Span]
"""Gives a span that names a key its line and column."""

# What a text editor counts as the end of a line; Python's own list is longer.
_LINE_END = re.compile(r"\r\n|\r|\n")
_QUOTED = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with all its lines known, as far as they can be."""

    finding: Finding
    span: Span
    related: tuple[Span, ...]


class Placer:
    """Looks lines up, in files that are read once."""

    def __init__(self, root: Path, locate: Locate) -> None:
        self._root = root
        self._locate = locate
        self._files: dict[str, list[str]] = {}

    def place(self, findings: Iterable[Finding]) -> list[Placed]:
        """Return findings with their lines, in the order of files, lines, columns and codes."""
        placed = [
            Placed(
                finding,
                self._words(self._line(finding.span), finding.message),
                tuple(self._line(span) for span in finding.related),
            )
            for finding in findings
        ]
        return sorted(placed, key=_order)

    def place_waived(self, waived: Iterable[Waived]) -> list[tuple[Placed, str]]:
        """Return what is waived with its lines, each with the reason, in the same order."""
        pairs = ((self.place([one.finding])[0], one.reason) for one in waived)
        return sorted(pairs, key=lambda pair: _order(pair[0]))

    def text(self, span: Span) -> str | None:
        """Return the line of a span, None when it cannot be read.

        It is as it stands in the file, but for what addresses hold of users and their passwords.
        """
        if span.path not in self._files:
            self._files[span.path] = self._read(self._root / span.path)
        lines = self._files[span.path]
        return lines[span.line - 1] if 0 < span.line <= len(lines) else None

    def _line(self, span: Span) -> Span:
        return self._locate(self._root, span) if span.key and not span.line else span

    def _words(self, span: Span, message: str) -> Span:
        """Point at the user's own words of the message, where only the line is known."""
        line = self.text(span) if span.line and not span.column else None
        for words in _QUOTED.findall(message) if line is not None else ():
            words = words.removesuffix("…")
            if line is not None and words in line:
                return replace(span, column=line.index(words) + 1, length=len(words))
        return span

    @staticmethod
    def _read(path: Path) -> list[str]:
        try:
            # Pipes and devices would wait for ever.
            data = path.read_bytes() if path.is_file() else b""
        except OSError:
            return []
        text = web.masked(data.decode("utf-8", "replace").removeprefix("\ufeff"))
        return _LINE_END.split(text)


def _order(item: Placed) -> tuple[str, int, int, str, str]:
    span = item.span
    return span.path, span.line, span.column, item.finding.code, item.finding.message
