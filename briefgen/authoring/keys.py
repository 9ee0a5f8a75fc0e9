"""Put keys into a YAML mapping that a person wrote: the values change, every other character stays.

The text of a file and the places of its keys in, the new text out. What comes out is to be read
again and compared: YAML has more ways to be written than are looked at here.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Mapping

from briefgen.authoring.scalars import scalar
from briefgen.reading.yamltext import Document, Extent

_LINE_END = re.compile("\r\n|\r|\n")

Edit = tuple[int, int, str]
"""From where to where in the text, and what stands there instead."""


def put_keys(
    text: str, document: Document, item: str, values: Mapping[str, str], *, after: str
) -> str | None:
    """Return a text with the values of some keys; None when there is no place for them.

    `document` was read from the text, and `item` is the key path of the mapping, empty for the
    whole. A key that is there gets its new value; one that is not stands behind the key before it
    in `values`, and the first behind `after`.
    """
    sheet = _Sheet(text, document, item)
    before = sheet.extent(after)
    edits: list[Edit] = []
    new: dict[str, str] = {}
    for key, value in values.items():
        there = sheet.extent(key)
        if there is None:
            new[key] = value
            continue
        edits += sheet.behind(before, new)
        edits.append(sheet.instead(there, value))
        before, new = there, {}
    if before is None:
        return None
    edits += sheet.behind(before, new)
    return _edited(text, edits)


class _Sheet:
    """The text of a file, by lines and columns, and one mapping in it."""

    def __init__(self, text: str, document: Document, item: str) -> None:
        self.text = text
        self.document = document
        self.item = item
        ends = [match.span() for match in _LINE_END.finditer(text)]
        self.starts = [0, *(end for _, end in ends)]
        self.stops = [*(start for start, _ in ends), len(text)]
        self.line_end = text[slice(*ends[0])] if ends else "\n"

    def extent(self, key: str) -> Extent | None:
        return self.document.places.extent(f"{self.item}.{key}" if self.item else key)

    def instead(self, there: Extent, value: str) -> Edit:
        """Return the edit that gives a key another value."""
        start, end = self._offset(there.start), self._end(there)
        # A key without a value ends in its colon.
        space = " " if self.text[start - 1 : start] == ":" else ""
        return start, end, space + scalar(value, in_quotes=there.key_in_quotes)

    def behind(self, before: Extent | None, new: Mapping[str, str]) -> list[Edit]:
        """Return the edit that puts new keys behind another one, in its style."""
        if before is None or not new:
            return []
        quoted = before.key_in_quotes
        pairs = [
            f"{json.dumps(key) if quoted else key}: {scalar(value, in_quotes=quoted)}"
            for key, value in new.items()
        ]
        line, column = before.key
        indent = self.text[self.starts[line] :][:column]
        first = not indent.strip()
        end = self._end(before)
        if self._in_braces():
            joint = f",{self.line_end}{indent}" if first and line else ", "
            return [(end, end, "".join(joint + pair for pair in pairs))]
        # What stands before the first key of an item is its dash.
        indent = indent if first else " " * column
        stop = self.stops[bisect_right(self.starts, end) - 1]
        return [(stop, stop, "".join(f"{self.line_end}{indent}{pair}" for pair in pairs))]

    def _in_braces(self) -> bool:
        if not self.item:
            return self.document.in_braces
        return self.document.places.in_braces(self.item)

    def _offset(self, place: tuple[int, int]) -> int:
        line, column = place
        return self.starts[line] + column if line < len(self.starts) else len(self.text)

    def _end(self, there: Extent) -> int:
        """Return where a value ends: that of a block without the empty lines below it."""
        start, end = self._offset(there.start), self._offset(there.end)
        return start + len(self.text[start:end].rstrip())


def _edited(text: str, edits: list[Edit]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [text[done:start], new]
        done = end
    return "".join([*pieces, text[done:]])
