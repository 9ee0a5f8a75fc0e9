"""Lines for keys, as far as the tests of messages need them."""

from dataclasses import replace
from pathlib import Path

from briefgen.finding import Span
from briefgen.reading.yamltext import read


def locate(root: Path, span: Span) -> Span:
    """Return a span with the line of its key, or of the nearest key around it."""
    file = root / span.path
    if not file.is_file():
        return span
    text = file.read_text(encoding="utf-8")
    fenced = text.startswith("---\n")
    front = text.split("---\n")[1] if fenced else text
    places = read(front, path=span.path, first_line=2 if fenced else 1).places
    key = span.key
    while key and key not in places:
        cut = max(key.rfind("."), key.rfind("["))
        key = key[:cut] if cut > 0 else ""
    if not key:
        return span
    mark = places[key].value if key == span.key else places[key].key
    return replace(span, line=mark.line, column=mark.column, length=mark.length)
