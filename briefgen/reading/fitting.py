"""Hold a mapping against its schema: synonyms first, then types, then what does not fit.

A text tree and its places in; a typed value, or findings, out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from briefgen.finding import Finding
from briefgen.reading.mismatches import Sheet, explain
from briefgen.reading.schema import SYNONYMS
from briefgen.reading.text import quoted
from briefgen.reading.yamltext import Tree

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Fitted(Generic[Model]):
    """A mapping after it was held against its schema."""

    value: Model | None
    """None when something does not fit."""
    sheet: Sheet
    """With the synonyms that were written, for what is found later."""
    findings: tuple[Finding, ...]


def fit(model: type[Model], tree: Mapping[str, Tree], sheet: Sheet) -> Fitted[Model]:
    """Return the typed value of a mapping, or every fault in it."""
    read, sheet, doubles = _without_synonyms(model, tree, sheet)
    # Free data stays as it is, keys without a value too; so do waivers, which need a reason.
    whole = {key: read.pop(key, None) for key in ("extra", "allow")}
    plain = without_nothing(read)
    assert isinstance(plain, dict)
    plain |= {key: value for key, value in whole.items() if value is not None}
    try:
        return Fitted(model.model_validate(plain), sheet, doubles)
    except ValidationError as problem:
        return Fitted(None, sheet, (*doubles, *explain(problem, model, sheet)))


def without_nothing(tree: Tree) -> Tree:
    """Return a tree whose mappings have no keys without a value: `note:` alone says nothing."""
    if isinstance(tree, dict):
        return {key: without_nothing(value) for key, value in tree.items() if value is not None}
    if isinstance(tree, list):
        return [without_nothing(value) for value in tree]
    return tree


def _without_synonyms(
    model: type[BaseModel], tree: Mapping[str, Tree], sheet: Sheet
) -> tuple[dict[str, Tree], Sheet, tuple[Finding, ...]]:
    fields = model.model_fields
    read: dict[str, Tree] = {}
    renamed: dict[str, str] = {}
    doubles: list[Finding] = []
    for key, value in tree.items():
        name = SYNONYMS.get(key, key)
        if key in fields or name not in fields:
            name = key
        if name in read:
            first = renamed.get(name, name)
            doubles.append(
                sheet.finding(
                    "duplicate-key",
                    f"{quoted(first)} and {quoted(key)} mean the same",
                    (key,),
                    "keep one of the two",
                    of_key=True,
                )
            )
            continue
        read[name] = value
        if name != key:
            renamed[name] = key
    return read, replace(sheet, renamed=renamed) if renamed else sheet, tuple(doubles)
