"""Find where in a theme's files something is written that is wrong with what they made.

Files and patterns in, places out.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from briefgen.engine.places import place_of
from briefgen.engine.templates import analyse
from briefgen.engine.theme import Theme
from briefgen.finding import Span


class Sources:
    """Some files of a theme, to look for words in."""

    def __init__(self, paths: Sequence[str], project: Path) -> None:
        """Read the files of these absolute paths, in this order."""
        self._places = [place_of(path, project) for path in paths]
        self._texts = [Path(path).read_text(encoding="utf-8", errors="replace") for path in paths]

    def first(self, pattern: str) -> Span:
        """Return where a pattern is first; the first file as a whole when it is nowhere."""
        for place, text in zip(self._places, self._texts, strict=True):
            found = re.search(pattern, text) if pattern else None
            if found:
                return Span(path=place, line=text.count("\n", 0, found.start()) + 1)
        return Span(path=self._places[0])

    def last(self, pattern: str) -> Span:
        """Return where a pattern is in the last file that has it.

        The last file as a whole when none has. Within a file the first counts: what follows it is
        for print, or for some width.
        """
        for place, text in zip(reversed(self._places), reversed(self._texts), strict=True):
            found = re.search(pattern, text)
            if found:
                return Span(path=place, line=text.count("\n", 0, found.start()) + 1)
        return Span(path=self._places[-1])


def sources_of(template: str, theme: Theme, project: Path) -> Sources:
    """Return a template with all that it extends, includes and imports, itself first."""
    found: dict[str, str] = {}
    waiting = [template]
    while waiting:
        name = waiting.pop(0)
        if name in found:
            continue
        files = (Path(folder, "templates", name) for folder in theme.folders)
        path = next((file for file in files if file.is_file()), None)
        if path is not None:
            found[name] = str(path)
            waiting += [pull.name for pull in analyse(path.read_text(encoding="utf-8")).pulls]
    return Sources(tuple(found.values()), project)
