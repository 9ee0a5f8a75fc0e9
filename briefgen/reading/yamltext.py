"""YAML whose scalars stay the text that was written, with the place of every key and value.

Text in; a plain tree of dicts, lists, text and None out, with findings for what is not well-formed.
Events are read one by one and the tree is built without recursion, so that no nesting, no alias
and no tag can cost more than the limits below. Nothing is ever constructed from a tag.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from briefgen.finding import Finding, Span
from briefgen.reading.text import clean, quoted
from briefgen.reading.yamlfaults import (
    MAX_DEPTH,
    OUT_OF_BRACKETS,
    TOO_DEEP,
    UNKNOWN_ESCAPE,
    syntax_fault,
)

Tree = dict[str, "Tree"] | list["Tree"] | str | None

# Far beyond what people write by hand, far below what could hurt.
MAX_NODES = 200_000

_STRING_TAG = "tag:yaml.org,2002:str"
_SURROGATE = re.compile("[\ud800-\udfff]")
_NULLS = frozenset(["", "~", "null", "Null", "NULL"])

try:
    from yaml.cyaml import CSafeLoader as _Events
except ImportError:  # PyYAML without its C library gives the same events, slower.
    from yaml import SafeLoader as _Events  # type: ignore[assignment]


class Mark(NamedTuple):
    """A stretch of one line."""

    line: int
    """In the file, from 1."""
    column: int
    """From 1, in characters."""
    length: int = 1


class Place(NamedTuple):
    """Where a key and its value stand; an item of a list has no key of its own."""

    key: Mark
    value: Mark


class Extent(NamedTuple):
    """From where to where a key's value is written: line and column in the file, both from 0."""

    key: tuple[int, int]
    """Where the key starts."""
    key_in_quotes: bool
    start: tuple[int, int]
    end: tuple[int, int]
    """Behind its last character; that of a text which ends in a line end is on a later line."""


class Places(Mapping[str, Place]):
    """The places of a document by key path; worked out when asked for, as most never are."""

    __slots__ = ("_events", "_offset")

    def __init__(self, events: Mapping[str, tuple[Any, Any]], offset: int) -> None:
        self._events = events
        """Of each key, None for an item of a list, and its value."""
        self._offset = offset

    def __getitem__(self, path: str) -> Place:
        key, value = self._events[path]
        written = _mark(key or value, self._offset)
        # What opens on the lines below its key is shown at the key.
        scalar = type(value) is yaml.ScalarEvent or type(value) is yaml.AliasEvent
        return Place(written, _mark(value, self._offset) if scalar else written)

    def extent(self, path: str) -> Extent | None:
        """Return where the text of a key is written; None when there is none, or it is no text."""
        key, value = self._events.get(path, (None, None))
        if key is None or type(value) not in (yaml.ScalarEvent, yaml.AliasEvent):
            return None
        return Extent(
            (key.start_mark.line + self._offset, key.start_mark.column),
            getattr(key, "style", None) == '"',
            (value.start_mark.line + self._offset, value.start_mark.column),
            (value.end_mark.line + self._offset, value.end_mark.column),
        )

    def in_braces(self, path: str) -> bool:
        """Tell whether the mapping or the list at a path is written on one line, in brackets."""
        _, value = self._events.get(path, (None, None))
        return bool(getattr(value, "flow_style", False))

    def __iter__(self) -> Iterator[str]:
        return iter(self._events)

    def __len__(self) -> int:
        return len(self._events)


def _mark(event: Any, offset: int) -> Mark:
    start, end = event.start_mark, event.end_mark
    length = 1
    if type(event) is yaml.ScalarEvent:
        length = end.column - start.column if end.line == start.line else len(event.value)
    elif type(event) is yaml.AliasEvent:
        length = len(str(event.anchor)) + 1
    return Mark(start.line + 1 + offset, start.column + 1, length or 1)


@dataclass(frozen=True, slots=True)
class Document:
    """What a YAML text holds."""

    tree: Tree
    """None when it is empty, and when there are findings."""
    places: Places
    """By key path, such as `sources[1].url`."""
    findings: tuple[Finding, ...] = ()
    in_braces: bool = False
    """Whether the whole is one mapping or list in brackets."""


def read(text: str, *, path: str, first_line: int = 1) -> Document:
    """Return the tree of one YAML document.

    `first_line` is the line of the file on which the text begins. After the first fault nothing
    can be trusted, so that there is at most one finding of syntax; equal keys are all told.
    """
    builder = _Builder(path, first_line - 1)
    places = Places(builder.events, first_line - 1)
    loader = _Events(text)
    try:
        builder.build(loader)
    except _FaultError as fault:
        return Document(None, places, (*builder.findings, fault.finding))
    except yaml.YAMLError as problem:
        return Document(None, places, (syntax_fault(problem, text, path, first_line - 1),))
    finally:
        loader.dispose()
    if builder.findings:
        return Document(None, places, tuple(builder.findings))
    return Document(builder.tree, places, in_braces=builder.in_braces)


class _FaultError(Exception):
    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass(slots=True)
class _Open:
    """A mapping or a list that is still being read."""

    tree: Any
    path: str
    anchor: str | None
    key: str | None = None
    event: Any = None
    """Of the key that waits for its value."""
    size: int = 1
    height: int = 1
    keys: dict[str, Any] = field(default_factory=dict)
    """The events of its keys."""


class _Built(NamedTuple):
    tree: Tree
    size: int
    height: int


class _Builder:
    """Builds the tree from events; one for each text."""

    def __init__(self, path: str, offset: int) -> None:
        self.path = path
        self.offset = offset
        self.tree: Tree = None
        self.in_braces = False
        self.events: dict[str, tuple[Any, Any]] = {}
        self.findings: list[Finding] = []
        self.open: list[_Open] = []
        self.anchors: dict[str, _Built | None] = {}

    def build(self, loader: Any) -> None:
        documents = 0
        get = loader.get_event
        event = get()
        while event is not None:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent:
                self._start(event, {})
            elif kind is yaml.SequenceStartEvent:
                self._start(event, [])
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._end()
            elif kind is yaml.AliasEvent:
                self._alias(event)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise self._fault(
                        event,
                        "invalid-yaml",
                        "a second YAML document starts here",
                        "keep one document in a file: remove this `---`",
                    )
            elif kind is yaml.StreamEndEvent:
                return
            event = get()

    def _scalar(self, event: Any) -> None:
        if event.tag is not None and event.tag != _STRING_TAG:
            self._refuse_tag(event)
        written: str = event.value
        if not written.isascii() and _SURROGATE.search(written):
            # The C library refuses it by itself.
            raise self._fault(event, "invalid-yaml", *UNKNOWN_ESCAPE)
        frame = self.open[-1] if self.open else None
        if frame is not None and frame.key is None and type(frame.tree) is dict:
            self._key(frame, clean(written), event)
            return
        plain_null = not event.style and event.tag is None and written in _NULLS
        value = None if plain_null else clean(written)
        self._add(value, event, 1, 0)
        if event.anchor is not None:
            self.anchors[event.anchor] = _Built(value, 1, 0)

    def _key(self, frame: _Open, name: str, event: Any) -> None:
        frame.key, frame.event = name, event
        earlier = frame.keys.setdefault(name, event)
        if earlier is not event:
            first, mark = _mark(earlier, self.offset), _mark(event, self.offset)
            self.findings.append(
                Finding(
                    code="duplicate-key",
                    message=f"the key {quoted(name)} is given twice, "
                    f"on lines {first.line} and {mark.line}",
                    span=self._span(mark),
                    hint="keep one of the two",
                    related=(self._span(first),),
                )
            )

    def _start(self, event: Any, tree: Tree) -> None:
        if event.tag is not None:
            self._refuse_tag(event)
        if len(self.open) >= MAX_DEPTH:
            raise self._fault(
                event,
                "yaml-too-large",
                TOO_DEEP,
                OUT_OF_BRACKETS,
            )
        frame = self.open[-1] if self.open else None
        path = ""
        if frame is not None:
            if frame.key is None and type(frame.tree) is dict:
                raise self._fault(
                    event,
                    "invalid-yaml",
                    "a key must be text, not a list or a mapping",
                    "put the text in quotes",
                )
            path = self._path_below(frame)
            self.events[path] = (frame.event, event)
        else:
            self.in_braces = bool(event.flow_style)
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        self.open.append(_Open(tree, path, event.anchor))

    def _end(self) -> None:
        done = self.open.pop()
        if done.anchor is not None:
            self.anchors[done.anchor] = _Built(done.tree, done.size, done.height)
        if not self.open:
            self.tree = done.tree
            return
        self._hold(self.open[-1], done.tree, done.size, done.height)

    def _alias(self, event: Any) -> None:
        name: str = event.anchor
        if name not in self.anchors:
            raise self._fault(
                event,
                "invalid-yaml",
                f"{quoted('*' + name)} stands for nothing",
                "put the text in quotes",
            )
        built = self.anchors[name]
        if built is None:
            raise self._fault(
                event,
                "yaml-too-large",
                f"{quoted('*' + name)} holds itself",
                "write the value out",
            )
        frame = self.open[-1] if self.open else None
        if frame is not None and frame.key is None and type(frame.tree) is dict:
            if not isinstance(built.tree, str):
                raise self._fault(
                    event, "invalid-yaml", "a key must be text", "put the text in quotes"
                )
            self._key(frame, built.tree, event)
            return
        if len(self.open) + built.height > MAX_DEPTH:
            raise self._fault(
                event,
                "yaml-too-large",
                TOO_DEEP,
                "write the value out",
            )
        self._add(built.tree, event, built.size, built.height)

    def _add(self, value: Tree, event: Any, size: int, height: int) -> None:
        if not self.open:
            self.tree = value
            return
        frame = self.open[-1]
        self.events[self._path_below(frame)] = (frame.event, event)
        self._hold(frame, value, size, height)

    def _hold(self, frame: _Open, value: Tree, size: int, height: int) -> None:
        if frame.key is not None:
            # Of two equal keys the first stays; the finding stands already.
            frame.tree.setdefault(frame.key, value)
            frame.key = frame.event = None
        else:
            frame.tree.append(value)
        frame.size += size
        if height >= frame.height:
            frame.height = height + 1
        if frame.size > MAX_NODES:
            raise _FaultError(
                Finding(
                    code="yaml-too-large",
                    message=f"the file holds more than {MAX_NODES:,} values, aliases written out",
                    span=Span(path=self.path, line=1 + self.offset),
                    hint="write fewer values, or split the file",
                )
            )

    def _path_below(self, frame: _Open) -> str:
        if frame.key is not None:
            return f"{frame.path}.{frame.key}" if frame.path else frame.key
        return f"{frame.path}[{len(frame.tree)}]"

    def _refuse_tag(self, event: Any) -> None:
        tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
        raise self._fault(
            event,
            "yaml-tag",
            f"the tag {quoted(tag)} is not read here",
            "remove it, or put the text in quotes",
        )

    def _span(self, mark: Mark) -> Span:
        return Span(path=self.path, line=mark.line, column=mark.column, length=mark.length)

    def _fault(self, event: Any, code: str, message: str, hint: str) -> _FaultError:
        start = event.start_mark
        mark = Mark(start.line + 1 + self.offset, start.column + 1)
        return _FaultError(Finding(code=code, message=message, span=self._span(mark), hint=hint))
