"""What a schema has against a tree, told as findings in the words of the person who wrote it.

A pydantic error and the places of keys in; findings out, one for each fault, in the file's order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from briefgen.finding import Finding, Severity, Span
from briefgen.reading.hints import hint_for, models, of_rule
from briefgen.reading.text import quoted
from briefgen.reading.yamltext import Mark, Place

Location = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One mapping that a schema is held against, and where its keys stand."""

    path: str
    """Of the file, relative to the project."""
    places: Mapping[str, Place]
    item: str = ""
    """The key path of the mapping within the file: `entries[2]`, or empty."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Synonyms that were written, by the key they are read as."""

    def key(self, location: Location) -> str:
        """Return the key path as it was written."""
        key = ""
        for step in location:
            if isinstance(step, int):
                key += f"[{step}]"
            elif not key:
                key = self.renamed.get(step, step)
            else:
                key += f".{step}"
        return key

    def span(self, location: Location, *, of_key: bool = False) -> Span:
        """Return where a value stands, or else the nearest thing around it that is written."""
        parts = list(location)
        while True:
            inner = self.key(tuple(parts))
            joint = "." if self.item and inner and not inner.startswith("[") else ""
            place = self.places.get(f"{self.item}{joint}{inner}")
            if place is not None:
                whole = of_key or len(parts) < len(location)
                return mark_span(self.path, place.key if whole else place.value)
            if not parts:
                return Span(path=self.path, line=1)
            parts.pop()

    def finding(
        self,
        code: str,
        message: str,
        location: Location,
        hint: str = "",
        *,
        of_key: bool = False,
        severity: Severity = Severity.ERROR,
    ) -> Finding:
        """Return a finding about a key or a value."""
        return Finding(
            code=code,
            message=message,
            hint=hint,
            severity=severity,
            span=self.span(location, of_key=of_key),
        )


def mark_span(path: str, mark: Mark) -> Span:
    """Return the span of a mark."""
    return Span(path=path, line=mark.line, column=mark.column, length=mark.length)


def explain(error: ValidationError, model: type[BaseModel], sheet: Sheet) -> list[Finding]:
    """Return a finding for each fault of a tree."""
    details = error.errors(include_url=False)
    meant = {
        (*detail["loc"][:-1], suggestion)
        for detail in details
        if detail["type"] == "extra_forbidden" and (suggestion := _suggestion(detail["loc"], model))
    }
    return [
        _explain(detail, model, sheet)
        for detail in details
        # A key that is missing because it is misspelt is one fault.
        if not (detail["type"] == "missing" and detail["loc"] in meant)
    ]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the known word that was probably meant, or an empty text."""
    # `ulr` and `url` are alike by two thirds.
    close = get_close_matches(word.lower(), list(known), n=1, cutoff=0.65)
    return close[0] if close else ""


def _explain(detail: ErrorDetails, model: type[BaseModel], sheet: Sheet) -> Finding:
    location = detail["loc"]
    fault = detail["type"]
    it = quoted(sheet.key(location)) if location else "it"
    context = detail.get("ctx", {})
    hint = str(context.get("hint", ""))
    message = detail["msg"]
    if fault == "extra_forbidden":
        suggestion = _suggestion(location, model)
        hint = f"did you mean `{suggestion}`?" if suggestion else _no_such_key(location, model)
        return sheet.finding("unknown-key", f"unknown key {it}", location, hint, of_key=True)
    if fault == "missing":
        written = sheet.span(location).line and _stands(sheet, location)
        message = f"{it} is empty" if written else f"{it} is missing"
        hint = f"give {it} a value" if written else f"add `{location[-1]}:`"
        return sheet.finding("missing-field", message, location, hint, of_key=True)
    if message.startswith("{it}"):
        return sheet.finding(fault, f"{it}{message[4:]}", location, hint)
    words = detail["input"]
    if fault == "literal_error" and isinstance(words, str):
        choices = _choices(location, model)
        close = did_you_mean(words, choices)
        hint = f"did you mean `{close}`?" if close else f"write one of {', '.join(choices)}"
        return sheet.finding("invalid-value", f"{it} cannot be {quoted(words)}", location, hint)
    if fault == "value_error":
        said = str(context.get("error", message))
        if not location:
            key, _, rest = said.partition(" ")
            return sheet.finding("invalid-value", f"{quoted(key)} {rest}", (key,), of_rule(said))
        return sheet.finding("invalid-value", f"{it} {said}", location, of_rule(said))
    said = _IN_PLAIN_WORDS.get(fault, "is not what is expected here").format(**context)
    hint = hint or hint_for(fault, location, words, context, _annotation_at(model, location))
    return sheet.finding("invalid-value", f"{it} {said}", location, hint)


_IN_PLAIN_WORDS = {
    "bool_parsing": "must be true or false",
    "dict_type": "must be a mapping of keys and values",
    "greater_than_equal": "must be {ge} or more",
    "int_from_float": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a smaller number",
    "int_type": "must be a whole number",
    "less_than_equal": "must be {le} or less",
    "list_type": "must be a list",
    "literal_error": "must be one word",
    "model_type": "must be a mapping of keys and values",
    "string_pattern_mismatch": "is not written as expected",
    "string_too_short": "is empty",
    "string_type": "must be text",
    "too_short": "is empty",
    "tuple_type": "must be a list",
}


def _stands(sheet: Sheet, location: Location) -> bool:
    inner = sheet.key(location)
    joint = "." if sheet.item else ""
    return f"{sheet.item}{joint}{inner}" in sheet.places


def _suggestion(location: Location, model: type[BaseModel]) -> str:
    known = _model_at(model, location[:-1])
    return did_you_mean(str(location[-1]), known.model_fields) if known is not None else ""


def _no_such_key(location: Location, model: type[BaseModel]) -> str:
    known = _model_at(model, location[:-1])
    if known is not None and "extra" in known.model_fields:
        return "remove it, or put it below `extra:`"
    return "remove it"


def _choices(location: Location, model: type[BaseModel]) -> tuple[str, ...]:
    last = location[-1]
    holder = _model_at(model, location[:-1])
    if holder is None or not isinstance(last, str):
        return tuple(str(choice) for choice in _literals(_annotation_at(model, location)))
    return _literals(holder.model_fields[last].annotation)


def _model_at(model: type[BaseModel], location: Location) -> type[BaseModel] | None:
    found = models(_annotation_at(model, location))
    return found[0] if found else None


def _annotation_at(model: type[BaseModel], location: Location) -> object:
    annotation: object = model
    for step in location:
        inner = models(annotation)
        if isinstance(step, str) and inner and step in inner[0].model_fields:
            annotation = inner[0].model_fields[step].annotation
    return annotation


def _literals(annotation: object) -> tuple[str, ...]:
    args = get_args(annotation)
    if args and all(isinstance(part, str) for part in args):
        return tuple(str(part) for part in args)
    return tuple(text for part in args for text in _literals(part))
