"""What to do about a value that does not fit: one action for each kind of fault.

The type of a pydantic error, the key, what was written and what was expected in; a hint out, in
the words of the person who wrote it.
"""

from collections.abc import Mapping
from typing import get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from briefgen import web
from briefgen.reading.text import shortened

_ANY_TEXT = "write one text, in quotes where it holds brackets"

_HINTS = {
    "bool_parsing": "write true or false",
    "bool_type": "write true or false",
    "dict_type": "write `key: value` on each line below it",
    "greater_than_equal": "write {ge}, or a larger number",
    "int_from_float": "write a whole number",
    "int_parsing": "write a whole number",
    "int_parsing_size": "write a smaller number",
    "int_type": "write a whole number",
    "less_than_equal": "write {le}, or a smaller number",
    "list_type": "write a list, each item on a line below it that starts with `- `",
    "literal_error": "write one word",
    "string_too_short": "give it a value, or remove it",
    "string_type": _ANY_TEXT,
    "too_short": "give it an item, or remove it",
}

# What a pattern stands for is known by the key.
_PATTERNS = {
    "email": "write one address, such as desk@example.org",
    "language": "write a BCP 47 code such as de-DE",
}

# The rules of the configuration that are no pydantic types, by what they say.
_RULES = {
    "must be a path": "write a path such as `/about/`, or a whole address",
    "must be an http": "write the whole address, such as `https://example.org/`",
    "must name each": "leave out what is there already",
    "must be a host": "write the host, without `https://` and without a path",
    "must be the name of a folder": "write lower case letters, digits and hyphens",
    "must be a name that": "choose another prefix",
    "must not be a folder": "choose another prefix",
    "languages names": "name each language once, by its code",
    "languages has": "give each a `prefix` of its own",
    "languages needs": "set its `prefix`",
    "base_url must be": "write the whole address, without `?` and `#`",
}

# The keys that a text alone most likely stands for, the likeliest first.
_MAIN_KEYS = ("name", "title", "label", "src", "text", "html", "limit")


def hint_for(
    fault: str,
    location: tuple[int | str, ...],
    written: object,
    context: Mapping[str, object],
    expected: object,
) -> str:
    """Return the hint for a pydantic error; `expected` is the annotation of the key."""
    last = str(location[-1]) if location else ""
    if fault == "string_pattern_mismatch":
        return _PATTERNS.get(last, _ANY_TEXT)
    if fault == "model_type":
        shape = _as_mapping(written, expected)
        named = bool(location) and isinstance(location[-1], str)
        return f"write `{last}: {shape}`" if named else f"write `- {shape}`"
    if fault == "tuple_type":
        if not isinstance(written, str):
            return _HINTS["list_type"]
        return f"write a list: [{_as_mapping(written, expected)}]"
    return _HINTS.get(fault, _ANY_TEXT).format(**context)


def of_rule(said: str) -> str:
    """Return the hint for a rule of the configuration, by what it says."""
    return next((hint for start, hint in _RULES.items() if said.startswith(start)), _ANY_TEXT)


def models(annotation: object) -> list[type[BaseModel]]:
    """Return all models within an annotation such as `tuple[LinkConfig, ...] | None`."""
    if isinstance(annotation, type) and not get_args(annotation):
        return [annotation] if issubclass(annotation, BaseModel) else []
    return [model for part in get_args(annotation) for model in models(part)]


def _as_mapping(written: object, expected: object) -> str:
    """Return a text as the mapping that it stands for: `{name: broadsheet}`."""
    found = models(expected)
    words = shortened(written) if isinstance(written, str) else "…"
    if not found:
        return words
    fields = found[0].model_fields
    main = _main_key(words, fields)
    keys = [name for name, field in fields.items() if field.is_required() or name == main]
    return "{" + ", ".join(f"{name}: {words if name == main else '…'}" for name in keys) + "}"


def _main_key(words: str, fields: Mapping[str, FieldInfo]) -> str:
    if "email" in fields and "@" in words:
        return "email"
    if "url" in fields and (words.startswith("/") or web.has_scheme(words)):
        return "url"
    return next((key for key in _MAIN_KEYS if key in fields), next(iter(fields)))
