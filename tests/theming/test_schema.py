"""The JSON Schema of theme.yaml, and what is refused of one."""

from pathlib import Path

import jsonschema
import pytest
import yaml

from briefgen.engine import declaration, options, theme
from briefgen.finding import ConfigurationError, Span
from briefgen.theming.schema import theme_schema
from tests.conftest import PROJECT, THEMES

SCHEMA = theme_schema()
fits = jsonschema.Draft202012Validator(SCHEMA).is_valid


@pytest.mark.parametrize("name", THEMES)
def test_a_built_in_theme_fits(name: str) -> None:
    """What is written by hand is what editors are told."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    settings = yaml.safe_load((PROJECT / "themes" / name / "theme.yaml").read_text("utf-8"))

    jsonschema.validate(settings, SCHEMA)


def test_the_schema_knows_every_key() -> None:
    """Those of a theme and those of an option, and no other."""
    properties = SCHEMA["properties"]
    assert isinstance(properties, dict)

    assert list(properties) == list(declaration.KEYS)
    assert sorted(properties["options"]["additionalProperties"]["properties"]) == sorted(
        options.KEYS
    )


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"styels": []}, "there is no key `styels`"),
        ({"styles": "core.css"}, "`styles` is not a list"),
        ({"extends": ["broadsheet"]}, "`extends` is not a text"),
        ({"images": [400]}, "`images` is not a mapping"),
        ({"styles": [{"fil": "a.css"}]}, "`styles` holds an item that is not"),
        ({"only": [{"file": "a.css", "when": "fonts"}]}, "`only` holds a condition"),
        ({"without": [{"file": "a.css"}]}, "`without` holds what is no file name"),
        ({"preload": [3]}, "`preload` holds what is no file name: `3`"),
    ],
)
def test_what_is_no_setting_is_refused(
    tmp_path: Path, settings: dict[str, object], told: str
) -> None:
    """By the program as by the schema."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "theme.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")

    with pytest.raises(ConfigurationError) as caught:
        theme.load_theme("own", {}, [tmp_path], language="en", asked=Span(path="briefgen.yaml"))

    assert told in caught.value.findings[0].message
    assert not fits(settings)
