"""Find the line that a finding means when it names a key: only when the finding is shown.

A span with a key in, the same span with line, column and length out. The file is read again;
whatever cannot be found leaves the span as it was, for a finding must be shown in any case.
"""

from collections.abc import Mapping
from pathlib import Path

from briefgen.finding import Finding, Span
from briefgen.reading import text as texts
from briefgen.reading import yamltext
from briefgen.reading.frontmatter import MARKDOWN, part
from briefgen.reading.mismatches import mark_span
from briefgen.reading.schema import SYNONYMS
from briefgen.reading.yamltext import Place


def locate(root: Path, span: Span) -> Span:
    """Return a span with its line: of the key's value, or of the nearest key around it."""
    if span.line or not span.path.lower().endswith((*MARKDOWN, ".yaml", ".yml")):
        return span
    try:
        text = texts.decode((root / span.path).read_bytes())
    except (OSError, ValueError):
        return span
    places = _places(text, span.path)
    for key in _candidates(span.key):
        place = places.get(key)
        if place is not None:
            mark = place.value if key == span.key else place.key
            found = mark_span(span.path, mark)
            return Span(
                path=span.path,
                line=found.line,
                column=found.column,
                length=found.length,
                key=span.key,
            )
    return Span(path=span.path, line=1, key=span.key)


def _places(text: str, path: str) -> Mapping[str, Place]:
    if not path.lower().endswith(MARKDOWN):
        return yamltext.read(text, path=path).places
    parts = part(text, path)
    if isinstance(parts, Finding):
        return {}
    return yamltext.read(parts.keys, path=path, first_line=2).places


def _candidates(key: str) -> list[str]:
    """Return the key, its synonyms, the keys around it, and at last the title."""
    found: list[str] = []
    while key:
        found.append(key)
        outer, dot, last = key.rpartition(".")
        found += [f"{outer}{dot}{name}" for name, read_as in SYNONYMS.items() if read_as == last]
        inner = key.removesuffix("]")
        key = inner.rpartition("[")[0] if inner != key else outer
    return [*found, "title", "headline"]
