"""YAML files of a theme: a mapping, or in one finding why there is none.

A file in, what it holds or a finding out. Reads that file and nothing else.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from briefgen.finding import Finding, Span

# Written in C they take a tenth of the time.
_VALUES: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# `no` is a word here, not a truth value.
_TEXTS: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_NOT_MAPPING = "it holds no mapping"
_HINT = "write a line `key: value` for each, and text with special characters in quotes"


def read_mapping(
    file: Path, place: str, code: str, *, texts: bool = False
) -> Mapping[object, object] | Finding:
    """Return what a file holds, or what is wrong with it as a finding of this code.

    `place` is how the file is named to people; of `texts` every scalar stays as it is written. An
    empty file holds an empty mapping.
    """
    try:
        source = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as problem:
        line = problem.object.count(b"\n", 0, problem.start) + 1
        return _fault(code, place, "it is not UTF-8 text", line, "save it as UTF-8")
    found = _parsed(source, texts)
    if isinstance(found, _Wrong):
        return _fault(code, place, found.message, found.line, found.hint)
    return found


class _Wrong:
    """Why a text is no mapping."""

    __slots__ = ("hint", "line", "message")

    def __init__(self, message: str, line: int = 0, hint: str = _HINT) -> None:
        self.message = message
        self.line = line
        self.hint = hint


# As many as a theme and those it stands on can have; a preview reads again and again.
@lru_cache(maxsize=300)
def _parsed(source: str, texts: bool) -> Mapping[object, object] | _Wrong:
    loader = (_TEXTS if texts else _VALUES)(source)
    try:
        node = loader.get_single_node()
        if node is None:
            return {}
        for key, first, again in _twice(node, set(), set()):
            return _Wrong(
                f"the key `{key}` stands on line {first} already", again, "keep one of the two"
            )
        found = loader.construct_document(node)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        told = problem.problem or problem.context or "it cannot be read"
        return _Wrong(f"it is not well-formed YAML: {told}", mark.line + 1 if mark else 0)
    except yaml.YAMLError:
        return _Wrong("it has a character that YAML does not allow")
    except RecursionError:
        return _Wrong("it is nested too deep, or holds itself")
    except ValueError as problem:
        return _Wrong(f"it has a value that cannot be: {problem}")
    finally:
        loader.dispose()
    if found is None or found == "":
        return {}
    return found if isinstance(found, dict) else _Wrong(_NOT_MAPPING, 1)


def _twice(node: yaml.Node, above: set[int], done: set[int]) -> Iterator[tuple[str, int, int]]:
    """Yield each key that a mapping has twice, with the lines of both."""
    if id(node) in above:
        # An alias to what it lies in.
        raise RecursionError
    if id(node) in done:
        return
    done.add(id(node))
    inside = above | {id(node)}
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _twice(item, inside, done)
    elif isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    yield key.value, seen[key.value], line
                seen[key.value] = line
            yield from _twice(value, inside, done)


def _fault(code: str, place: str, message: str, line: int, hint: str) -> Finding:
    return Finding(code=code, message=message, span=Span(path=place, line=line), hint=hint)
