"""Front matter: where the keys of a Markdown file end and its text begins.

Text in; the two parts with the lines they start on out, or what is wrong.
"""

import re
from dataclasses import dataclass

from briefgen.finding import Finding, Span

MARKDOWN = (".md", ".markdown")
"""How the names of Markdown files end, in lower case."""

_FENCE = re.compile(r"---[ \t]*")


@dataclass(frozen=True, slots=True)
class Parts:
    """A Markdown file, parted. The keys start on its second line."""

    keys: str
    """YAML."""
    body: str
    """Markdown."""
    body_line: int
    """The line on which the body starts, from 1."""


def part(text: str, path: str) -> Parts | Finding:
    """Return the parts of a file. A line `---` further down belongs to the body."""
    if not text.strip():
        return _fault(
            path, "empty-file", "the file is empty", "write front matter, or delete the file"
        )
    lines = text.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        return _fault(
            path,
            "missing-front-matter",
            "the file does not start with front matter",
            "begin it with a line `---`, the keys such as `title:`, and another `---`",
        )
    end = next((i for i, line in enumerate(lines) if i and _FENCE.fullmatch(line)), 0)
    if not end:
        return _fault(
            path,
            "unclosed-front-matter",
            "the front matter is never closed",
            "write a line `---` after its last key",
        )
    return Parts("\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2)


def _fault(path: str, code: str, message: str, hint: str) -> Finding:
    return Finding(code=code, message=message, span=Span(path=path, line=1), hint=hint)
