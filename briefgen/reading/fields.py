"""The types of front-matter fields: how a text becomes a line, a flag, a date, a list of words.

Text trees in, typed values out, by pydantic. A fault is raised as `PydanticCustomError` whose type
is the finding's code; its context may carry a `hint`.
"""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from briefgen import iptc, urls, web
from briefgen.model import Tlp
from briefgen.reading.text import quoted
from briefgen.reading.times import InvalidDateError, WrittenTime, read_time

_TRUE = frozenset(["true", "yes", "on"])
_FALSE = frozenset(["false", "no", "off"])
_SPACES = re.compile(r"[ \t\n]+")
_ADMIRALTY = re.compile(r"[A-F][1-6]?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DRIVE = re.compile(r"[A-Za-z]:")
_TLP_LABELS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")


def _line(value: object) -> str:
    if not isinstance(value, str):
        raise _not_text(value, "write one text, in quotes where it holds brackets")
    if "\n" in value or "\t" in value or "  " in value:
        value = _SPACES.sub(" ", value)
    return value.strip(" ")


def _words(value: object) -> str:
    line = _line(value)
    if not line:
        raise PydanticCustomError(
            "invalid-value", "{it} is empty", {"hint": "give it a value, or remove it"}
        )
    return line


def _name(value: object) -> str:
    if not isinstance(value, str):
        raise _not_text(value, "write one name")
    return _line(value)


def _many(value: object) -> object:
    return [value] if isinstance(value, (str, dict)) else value


def _flag(value: object) -> bool:
    lowered = _line(value).lower()
    if lowered in _TRUE:
        return True
    if lowered in _FALSE:
        return False
    raise PydanticCustomError(
        "invalid-value",
        "{it} cannot be {words}",
        {"words": quoted(_line(value)), "hint": "write true or false"},
    )


def _choice(value: object) -> str:
    return _line(value).lower()


def _origin(value: object) -> str:
    lowered = _line(value).lower()
    if lowered in _TRUE:
        return "generated"
    return "none" if lowered in _FALSE else lowered


def _when(value: object) -> WrittenTime:
    try:
        return read_time(_words(value))
    except InvalidDateError as problem:
        raise PydanticCustomError(
            "invalid-date", "{it}: {problem}", {"problem": problem.message, "hint": problem.hint}
        ) from None


def _day(value: object) -> date:
    return _when(value).local.date()


def _language(value: str) -> str:
    if value and not _LANGUAGE.fullmatch(value):
        raise PydanticCustomError(
            "invalid-language",
            "{it}: {words} is not a language code",
            {"words": quoted(value), "hint": "write a BCP 47 code such as en or pt-BR"},
        )
    return value


def _reliability(value: str) -> str:
    code = value.upper()
    if code and not _ADMIRALTY.fullmatch(code):
        raise PydanticCustomError(
            "invalid-reliability",
            "{it}: {words} is not an Admiralty code",
            {"words": quoted(value), "hint": "write A to F, with 1 to 6 behind it, such as B2"},
        )
    return code


def _slug(value: object) -> str:
    slug = _words(value)
    if "/" in slug or "\\" in slug or ".." in slug or slug.startswith(".") or _DRIVE.match(slug):
        raise PydanticCustomError(
            "invalid-slug",
            "{it}: {words} is not one part of a path",
            {"words": quoted(slug), "hint": "write words joined by hyphens"},
        )
    return urls.slugify(slug)


def _alias(value: object) -> str:
    written = _words(value)
    try:
        return urls.alias(written)
    except ValueError:
        raise PydanticCustomError(
            "invalid-alias",
            "{it}: {words} is not a path of this site",
            {"words": quoted(written), "hint": "write it as /old/path/"},
        ) from None


def _id(value: object) -> str:
    written = _words(value)
    if " " in written:
        raise PydanticCustomError(
            "invalid-value",
            "{it}: {words} holds a space",
            {"words": quoted(written), "hint": "join the words by hyphens"},
        )
    return written


def _tlp(value: object) -> str:
    written = _line(value)
    label = written.upper().removeprefix("TLP:").strip()
    if label and label not in _TLP_LABELS:
        old = label == "WHITE"
        raise PydanticCustomError(
            "invalid-value",
            "{it}: {words} is no label of TLP 2.0",
            {
                "words": quoted(written),
                "hint": "write CLEAR: TLP 2.0 calls WHITE so"
                if old
                else f"write one of {', '.join(_TLP_LABELS)}",
            },
        )
    return label


def _waivers(value: object) -> object:
    # Codes alone are read too, so that what they lack can be told: their reasons.
    if isinstance(value, str):
        return {_line(value): ""}
    if isinstance(value, list) and all(isinstance(code, str) for code in value):
        return {_line(code): "" for code in value}
    if isinstance(value, dict):
        return {code: "" if reason is None else reason for code, reason in value.items()}
    return value


def _unique(terms: tuple[str, ...]) -> tuple[str, ...]:
    # The first spelling stays; a term given twice counts once.
    kept: dict[str, str] = {}
    for term in terms:
        kept.setdefault(urls.term_key(term), term)
    return tuple(kept.values())


def _address(value: object) -> str:
    written = _line(value)
    if web.has_scheme(written) and not web.is_web(written):
        raise PydanticCustomError(
            "unsafe-link",
            "{it}: {words} is not a web address or a path",
            {"words": quoted(written), "hint": "write an https address or a path of this site"},
        )
    return written


def _web(value: object) -> str:
    written = _words(value)
    if not web.is_web(written):
        raise PydanticCustomError(
            "invalid-value",
            "{it}: {words} is not a web address",
            {"words": quoted(written), "hint": "write the whole address, with its https://"},
        )
    return written


def _src(value: object) -> str:
    written = _words(value)
    if web.is_web(written):
        return written
    if _DRIVE.match(written) or written.startswith("/") or "\\" in written:
        raise PydanticCustomError(
            "path-outside-content",
            "{it}: {words} leads out of the content folder",
            {
                "words": quoted(written),
                "hint": "name a file beside the entry or in content/images/",
            },
        )
    if web.has_scheme(written):
        raise PydanticCustomError(
            "unsafe-link",
            "{it}: {words} is not a web address or a file",
            {"words": quoted(written), "hint": "name a file beside the entry, or an https address"},
        )
    return written


def _source_type(value: object) -> str:
    return iptc.read(_line(value))


def _not_text(value: object, hint: str) -> PydanticCustomError:
    kinds = {list: "a list", dict: "a mapping", type(None): "nothing"}
    kind = kinds.get(type(value), "something else")
    return PydanticCustomError(
        "invalid-value", "{it} must be text, not {kind}", {"kind": kind, "hint": hint}
    )


_SCALAR = {"type": ["string", "number", "boolean"]}
_TIME_SCHEMA = WithJsonSchema(
    {"type": "string", "examples": ["2024-10-23", "2024-10-23T17:36+05:30", "2024-10-23 18:05"]}
)

Line = Annotated[str, BeforeValidator(_line), WithJsonSchema(_SCALAR)]
"""Text on one line; may be empty."""
Name = Annotated[str, BeforeValidator(_name), WithJsonSchema(_SCALAR)]
"""The name of one thing, such as a desk; may be empty."""
Words = Annotated[str, BeforeValidator(_words), WithJsonSchema({**_SCALAR, "minLength": 1})]
"""Text on one line, not empty."""
WordList = Annotated[
    tuple[Words, ...],
    BeforeValidator(_many),
    WithJsonSchema({"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR}]}),
]
"""Words, or one alone."""
TermList = Annotated[WordList, AfterValidator(_unique)]
"""Terms of a taxonomy, each once."""
Flag = Annotated[
    bool,
    PlainValidator(_flag),
    WithJsonSchema({"enum": [True, False, "true", "false", "yes", "no", "on", "off"]}),
]
Whole = Annotated[int, Field(ge=-1_000_000, le=1_000_000)]
When = Annotated[WrittenTime, PlainValidator(_when), _TIME_SCHEMA]
Day = Annotated[date, PlainValidator(_day), _TIME_SCHEMA]
Language = Annotated[Line, AfterValidator(_language)]
Reliability = Annotated[Line, AfterValidator(_reliability)]
"""Admiralty code: how reliable a source is (A to F), and how credible what it says (1 to 6)."""
Slug = Annotated[str, PlainValidator(_slug), WithJsonSchema(_SCALAR)]
Identity = Annotated[str, PlainValidator(_id), WithJsonSchema(_SCALAR)]
Alias = Annotated[str, PlainValidator(_alias), WithJsonSchema({"type": "string"})]
AliasList = Annotated[
    tuple[Alias, ...],
    BeforeValidator(_many),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
"""Earlier paths, or one alone."""
Address = Annotated[str, PlainValidator(_address), WithJsonSchema({"type": "string"})]
Web = Annotated[str, PlainValidator(_web), WithJsonSchema({"type": "string"})]
"""An http or https address."""
ImageSource = Annotated[str, PlainValidator(_src), WithJsonSchema({"type": "string"})]
SourceType = Annotated[str, PlainValidator(_source_type), WithJsonSchema({"type": "string"})]
AiImage = Annotated[
    Literal["generated", "modified", "none"],
    BeforeValidator(_origin),
    WithJsonSchema({"enum": ["generated", "modified", "none", True, False]}),
]
TlpLabel = Annotated[
    Tlp,
    BeforeValidator(_tlp),
    WithJsonSchema({"type": "string", "examples": [*_TLP_LABELS]}),
]
"""A label of the Traffic Light Protocol 2.0, with or without `TLP:`, in any case."""
Waivers = Annotated[
    dict[str, Line],
    BeforeValidator(_waivers),
    WithJsonSchema({"type": "object", "additionalProperties": {"type": "string", "minLength": 1}}),
]
"""Reasons by code."""
Choice = BeforeValidator(_choice)
"""For a Literal: upper case is read as lower."""
