"""What `theme.yaml` may hold, as a JSON Schema for text editors.

Nothing in, the schema out. Loading a theme checks more: that files are there, that an option can be
what it is by default.
"""

from briefgen.engine.declaration import WIDTHS
from briefgen.engine.options import DATES, TYPES

_NAME = {"type": "string", "minLength": 1}
_VALUE = {"type": ["string", "number", "boolean"]}
_FILE = {
    "anyOf": [
        _NAME,
        {
            "type": "object",
            "properties": {
                "file": _NAME,
                "when": {
                    "type": "object",
                    "description": "The file counts only when each option has this value.",
                    "additionalProperties": _VALUE,
                },
            },
            "required": ["file"],
            "additionalProperties": False,
        },
    ]
}
_OPTION = {
    "type": "object",
    "properties": {
        "type": {"enum": list(TYPES), "description": "Of which type its values are."},
        "choices": {
            "type": "array",
            "items": _VALUE,
            "minItems": 1,
            "description": "What a choice can be.",
        },
        "default": {**_VALUE, "description": "Its value when the site sets none."},
        "help": {"type": "string", "description": "One line on it."},
        "min": {"type": "number", "description": "The least that a number can be."},
        "max": {"type": "number", "description": "The most that a number can be."},
        "sets": {
            "type": "string",
            "pattern": f"^({DATES}|--[a-z][a-z0-9-]*)$",
            "description": "A property that gets the value, or how long dates are.",
        },
        "against": {
            "type": ["array", "string"],
            "items": _NAME,
            "description": "Colours of the stylesheet on which a colour has to be readable.",
        },
        "endings": {
            "type": "array",
            "items": _NAME,
            "description": "The endings that a file may have.",
        },
        "offered": {
            "type": "boolean",
            "description": "Whether a site can set it; templates see the default else.",
        },
    },
    "additionalProperties": False,
}


def theme_schema() -> dict[str, object]:
    """Return the JSON Schema of `theme.yaml`, for editors."""
    properties = {
        "name": {**_NAME, "description": "The name of the theme."},
        "description": {"type": "string", "description": "One line on it."},
        "extends": {"type": "string", "description": "The theme that it stands on."},
        "styles": _list(_FILE, "The parts of the stylesheet, in order, from assets/."),
        "preload": _list(_FILE, "Fonts that every page will need at once."),
        "only": _list(_FILE, "Assets that are published under a condition."),
        "without": _list(_NAME, "Assets of the themes below that are not published."),
        "images": {
            "type": "object",
            "properties": {
                "widths": _list(
                    {"type": "integer", "minimum": WIDTHS.start, "maximum": WIDTHS.stop - 1},
                    "How wide, in pixels, the files are that become of each picture.",
                )
            },
            "additionalProperties": False,
        },
        "options": {
            "type": "object",
            "description": "What a site can set, by name.",
            "additionalProperties": _OPTION,
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "theme.yaml",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def _list(items: object, about: str) -> dict[str, object]:
    return {"type": "array", "items": items, "description": about}
