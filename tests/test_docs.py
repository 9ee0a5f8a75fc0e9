"""The documentation says what the program does: every name in it exists, and every name is in it.

The pages are written by hand. What they must hold is taken from the program itself: its commands,
its schemas, its themes and its findings. tests/theming/test_reference.py holds what templates see.
"""

import io
import re
import shlex
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from pydantic import BaseModel

from briefgen import console
from briefgen.build import Result, build
from briefgen.cli import commands, run
from briefgen.config import LanguageConfig
from briefgen.engine.declaration import KEYS
from briefgen.explain import explain
from briefgen.finding import BriefgenError, ConfigurationError, WorldError
from briefgen.options import Options
from briefgen.project import explanations
from briefgen.reading.locate import locate
from briefgen.reading.schema import (
    SYNONYMS,
    DeadSourcesText,
    DescriptionText,
    EditionText,
    ListText,
    PageText,
    config_schema,
    entry_schema,
)

PROJECT = Path(__file__).parents[1]
DOCS = PROJECT / "docs"
PAGES = tuple(sorted([PROJECT / "README.md", *DOCS.glob("*.md")]))
THEME = PROJECT / "themes" / "broadsheet" / "theme.yaml"
ENGINE = PROJECT / "briefgen" / "engine"

# After every entry of the examples.
NOW = "2024-11-01T12:00Z"

# A block of code: its language, its text.
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# A file of an example: the line before the block ends in its name.
NAMED = re.compile(r"`([\w./-]+)`:\n\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# The first cell of a row of a table, when it is a name.
ROW = re.compile(r"^\| `([^`|]+)`(?: |,)", re.MULTILINE)

HARBOUR = """\
---
title: The harbour is dredged
summary: Until March, at night.
date: 2024-10-24T08:00
image:
  src: harbour.svg
  alt: Cranes over a harbour in the evening sun.
  ai: generated
  disclaimer: ""
sources:
  - name: Port office
    url: https://example.org/port
---
After [the library](../23/library-open.md), the harbour.
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>'

# How YAML's yes and no may be written; the pages show `true` and `false`.
FLAGS = frozenset(["true", "false", "yes", "no", "on", "off"])


def name_of(path: Path) -> str:
    """Name a page in the list of tests."""
    return path.name


@cache
def text_of(path: Path) -> str:
    """Return a page."""
    return path.read_text(encoding="utf-8")


def doc(name: str) -> str:
    """Return a page of docs/."""
    return text_of(DOCS / name)


def section(page: str, heading: str) -> str:
    """Return what stands below a heading, up to the next one that is not below it."""
    level = len(heading) - len(heading.lstrip("#"))
    _, found, rest = page.partition(f"\n{heading}\n")
    assert found, f"there is no heading `{heading}`"
    return re.split(rf"^#{{1,{level}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def first_block(name: str, heading: str) -> str:
    """Return the first block of code below a heading of a page."""
    return str(BLOCK.findall(section(doc(name), heading))[0][1])


def rows(page: str) -> list[str]:
    """Return the names in the first cells of all tables of a page."""
    return ROW.findall(page)


def row(page: str, name: str) -> str:
    """Return the row of a name."""
    return next(line for line in page.split("\n") if line.startswith(f"| `{name}`"))


def files_of(page: str) -> dict[str, str]:
    """Return the files of the examples of a page, by their path."""
    return {path: text for path, text in NAMED.findall(page) if "/" in path or "." in path}


# Schemas


def resolved(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    """Return a schema with its reference followed, also the one beside "or nothing"."""
    for part in (schema, *schema.get("anyOf", ())):
        if "$ref" in part:
            target = definitions[part["$ref"].rpartition("/")[2]]
            return {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
    return dict(schema)


def keys_of(schema: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return every key path of a JSON Schema with its own schema; `[]` is an item, `*` any key."""
    definitions: Mapping[str, Any] = schema.get("$defs", {})

    def walk(part: Mapping[str, Any], before: str) -> Iterator[tuple[str, dict[str, Any]]]:
        required = part.get("required", ())
        for name, value in part.get("properties", {}).items():
            inner = resolved(value, definitions)
            yield f"{before}{name}", {**inner, "is_required": name in required}
            if inner.get("type") != "array":
                yield from walk(inner, f"{before}{name}.")
            for key, mark in (("items", "[]"), ("additionalProperties", ".*")):
                below = inner.get(key)
                if isinstance(below, dict):
                    yield from walk(resolved(below, definitions), f"{before}{name}{mark}.")

    return dict(walk(schema, ""))


def choices_of(schema: Mapping[str, Any]) -> list[str]:
    """Return the words that a key can have; none for a flag."""
    return [one for one in schema.get("enum", ()) if isinstance(one, str) and one not in FLAGS]


def assert_rows_tell(page: str, keys: Mapping[str, dict[str, Any]]) -> None:
    """Each key has one row, with its choices, whether it is required, and its default."""
    found = rows(page)

    assert sorted(set(keys) - set(found)) == [], "not in the documentation"
    assert sorted(name for name in found if found.count(name) > 1) == [], "twice"
    for name, schema in keys.items():
        line = row(page, name)
        default = schema.get("default")

        assert [choice for choice in choices_of(schema) if f"`{choice}`" not in line] == [], name
        assert ("required" in line) == schema["is_required"], name
        if isinstance(default, (str, int, bool)) and default != "":
            shown = str(default).lower() if isinstance(default, bool) else str(default)
            assert f"`{shown}`" in line or f" {shown} " in line, f"default of {name}"


def test_every_key_of_the_configuration_is_documented() -> None:
    """docs/configuration.md has a row for each key, and none for what does not exist."""
    keys = keys_of(config_schema())
    # Those of a language have a page of their own.
    keys = {name: key for name, key in keys.items() if not name.startswith("languages.")}

    assert_rows_tell(doc("configuration.md"), keys)
    assert sorted(set(rows(doc("configuration.md"))) - set(keys)) == []


def test_every_key_of_a_language_is_documented() -> None:
    """docs/languages.md has each key that stands below a language, and no other."""
    table = section(doc("languages.md"), "## Settings of a language")
    firsts = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", table, re.MULTILINE)

    assert sorted(re.findall(r"\w+", " ".join(firsts))) == sorted(LanguageConfig.model_fields)


def test_every_key_of_an_entry_is_documented() -> None:
    """docs/entries.md has a row for each key, and none for what does not exist."""
    schema = entry_schema()
    keys = {name: part for name, part in keys_of(schema).items() if name not in SYNONYMS}
    keys["title"]["is_required"] = True
    page = section(doc("entries.md"), "## Keys")
    names, synonyms = page.split("### Other words for the same")
    synonyms, _, parts = synonyms.partition("### Sources")

    assert_rows_tell(names + parts, keys)
    assert sorted(set(rows(names + parts)) - set(keys)) == []
    assert dict(re.findall(r"^\| `(\w+)` \| `(\w+)` \|", synonyms, re.MULTILINE)) == SYNONYMS


@pytest.mark.parametrize(
    ("page", "heading", "model"),
    [
        pytest.param("editions.md", "", EditionText, id="editions"),
        pytest.param("links.md", "## Telling readers", DeadSourcesText, id="dead sources"),
        pytest.param("lists.md", "## Keys", ListText, id="lists"),
        pytest.param("pages.md", "## Pages", PageText, id="pages"),
        pytest.param("terms.md", "## Names and descriptions", DescriptionText, id="terms"),
    ],
)
def test_every_key_of_the_other_files_is_documented(
    page: str, heading: str, model: type[BaseModel]
) -> None:
    """Editions, lists, pages, descriptions and dead sources have a row for each of their keys."""
    text = section(doc(page), heading) if heading else doc(page)
    keys = keys_of(model.model_json_schema())
    if model is PageText:
        # Pages are Markdown: their text stands below the front matter.
        del keys["body"]
    others = {"daily", "weekly", "monthly"}

    assert sorted(set(keys) - set(rows(text))) == []
    assert sorted(set(rows(text)) - set(keys) - others) == []
    for name, schema in keys.items():
        assert ("required" in row(text, name)) == schema["is_required"], name
        assert [one for one in choices_of(schema) if f"`{one}`" not in row(text, name)] == [], name


# Commands


def all_commands(group: click.Group = commands, before: str = "") -> dict[str, click.Command]:
    """Return every command by its words; those of a group instead of the group."""
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        words = f"{before}{name}"
        if isinstance(command, click.Group):
            found |= all_commands(command, f"{words} ")
        else:
            found[words] = command
    return found


@pytest.mark.parametrize("name", sorted(all_commands()))
def test_every_command_and_option_is_documented(name: str) -> None:
    """docs/commands.md has a section for each command, a row for each option, and no other."""
    command = all_commands()[name]
    text = section(doc("commands.md"), f"## briefgen {name}")
    cells = "".join(line.split("|")[1] for line in text.split("\n") if line.startswith("| `"))
    options = {
        spelling
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for spelling in (*parameter.opts, *parameter.secondary_opts)
    }
    arguments = [
        str(choice)
        for parameter in command.params
        if isinstance(parameter.type, click.Choice)
        for choice in parameter.type.choices
    ]

    assert set(re.findall(r"`(-[\w-]+)`", cells)) == options | {"-h", "--help"}
    assert [choice for choice in arguments if not re.search(rf"[` ]{choice}`", text)] == []
    anchor = f"#briefgen-{name.replace(' ', '-')}"
    assert f"[`briefgen {name}`]({anchor})" in doc("commands.md")


def test_every_documented_command_exists() -> None:
    """A page names no command or option that briefgen does not have."""
    wrong = []
    for path in PAGES:
        if path.name == "findings.md":
            continue
        for line in re.findall(r"briefgen ((?:\w+ )?-?[\w-]+[^`\n|]*)", commands_in(path)):
            words = line.split()
            command = all_commands().get(" ".join(words[:2])) or all_commands().get(words[0])
            known = {"--version", "--help", "-h"}
            if command is not None:
                for option in command.params:
                    known |= {*option.opts, *option.secondary_opts}
            elif not words[0].startswith("-"):
                wrong.append(f"{path.name}: briefgen {line}")
            wrong += [
                f"{path.name}: briefgen {line}"
                for word in words
                if word.startswith("-") and word not in known
            ]

    assert wrong == []


def commands_in(path: Path) -> str:
    """Return the lines of shell blocks, and what stands in backticks, of a page."""
    text = text_of(path)
    shell = [code for language, code in BLOCK.findall(text) if language == "sh"]
    spans = re.findall(r"`(briefgen [^`\n]+)`", BLOCK.sub("", text))
    return "\n".join([*shell, *spans])


def test_every_exit_code_is_documented() -> None:
    """The codes of errors, of bugs and of signals stand in one table."""
    table = rows_of_numbers(section(doc("commands.md"), "## Exit codes"))
    codes = {BriefgenError.exit_code, ConfigurationError.exit_code, WorldError.exit_code}

    assert table == {0, 70, 130, 143} | codes


def rows_of_numbers(text: str) -> set[int]:
    """Return the numbers in the first cells of a table."""
    return {int(number) for number in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)}


def test_every_make_target_that_is_named_exists() -> None:
    """A page names no target that the Makefile does not have."""
    targets = set(re.findall(r"^(\w+):", text_of(PROJECT / "Makefile"), re.MULTILINE))
    named = {
        name
        for path in PAGES
        for name in re.findall(r"(?:`|^)make (\w+)", text_of(path), re.MULTILINE)
    }

    assert named >= {"site", "test"}
    assert named - targets == set()


# Themes


def test_every_key_and_option_of_a_theme_is_documented() -> None:
    """docs/themes.md has each key of theme.yaml, and each option of a theme with its values."""
    assert rows(section(doc("themes.md"), "## theme.yaml")) == list(KEYS)
    shared = yaml.safe_load(text_of(THEME))["options"]
    for theme in ("broadsheet", "wire", "memo"):
        own = yaml.safe_load(text_of(THEME.parents[1] / theme / "theme.yaml"))["options"]
        options = {
            name: option
            for name in shared | own
            if (option := shared.get(name, {}) | own.get(name, {})).get("offered", True)
        }
        told = section(doc("themes.md"), f"## Options of {theme}")
        assert all(f"`{name}`" in told for name in options)
        assert set(rows(told)) <= set(options)
        for name in rows(told):
            option = options[name]
            default = f"`{option['default']}`" if option["default"] != "" else "none"
            assert f"| {default} |" in row(told, name)
            for choice in option.get("choices", ()):
                assert f"`{choice}`" in row(told, name)


# Findings


def test_every_finding_is_explained() -> None:
    """docs/findings.md has each code that briefgen can emit."""
    told = set(re.findall(r"^#+ `?([a-z0-9-]+)`?$", doc("findings.md"), re.MULTILINE))

    assert sorted(set(explanations()) - told) == []


def test_every_finding_that_is_shown_exists() -> None:
    """The codes in examples are those of the program."""
    shown = {
        code
        for path in PAGES
        for code in re.findall(r"(?:error|warning)\[([\w-]+)\]", text_of(path))
    }

    assert shown
    assert shown - set(explanations()) == set()


# Links, images, examples


def anchors_of(path: Path) -> set[str]:
    """Return the ids that GitHub gives to the headings of a page."""
    text = BLOCK.sub("", text_of(path))
    headings = re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    """Each relative link names a file of the project, and each part of a page is a heading."""
    prose = re.sub(r"`[^`\n]*`", "", BLOCK.sub("", text_of(path)))
    wrong = []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if target.startswith(("https://", "http://")):
            continue
        place, _, part = target.partition("#")
        file = (path.parent / place).resolve() if place else path
        if not file.exists() or (part and part not in anchors_of(file)):
            wrong.append(target)

    assert wrong == []


def test_every_page_is_on_the_map() -> None:
    """docs/index.md leads to each page of docs/."""
    linked = set(re.findall(r"\]\(([\w-]+\.md)\)", doc("index.md")))

    assert linked == {path.name for path in DOCS.glob("*.md")} - {"index.md"}


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_pictures_are_there_small_and_described(path: Path) -> None:
    """A picture has a text that stands for it, and no more than 200 KB."""
    for alt, target in re.findall(r"!\[([^\]]*)\]\(([^)\s]+\.png)\)", BLOCK.sub("", text_of(path))):
        if "`" not in alt and (path.parent / target).exists():
            assert len(alt) > 40, target
            assert (path.parent / target).stat().st_size <= 200_000, target


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_no_page_names_a_path_of_a_machine(path: Path) -> None:
    """What is shown is the reader's project, not the writer's."""
    found = re.findall(r"(?:/(?:home|root|tmp|work|Users|opt|mnt)/|[A-Z]:\\)\S*", text_of(path))

    assert found == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_yaml_examples_can_be_read(path: Path) -> None:
    """Each YAML block is YAML, and so is the front matter of each Markdown block."""
    for language, code in BLOCK.findall(text_of(path)):
        if language == "yaml":
            assert yaml.safe_load(code)
        elif language == "markdown":
            assert yaml.safe_load(code.split("---\n")[1])["title"]


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files below a folder."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def built(folder: Path) -> Result:
    """Build the project in a folder."""
    return build(Options(config=folder / "briefgen.yaml", now=NOW, jobs=1))


@pytest.mark.parametrize("name", ["README.md", "docs/start.md"])
def test_the_first_steps_work_as_written(name: str, tmp_path: Path) -> None:
    """The files of the start build without a finding, and the addresses that it names are there."""
    text = text_of(PROJECT / name)
    files = files_of(text)
    if "briefgen.yaml" not in files:
        files["briefgen.yaml"] = first_block("start.md", "## A folder")
    result = built(written(tmp_path, files))
    addresses = re.findall(r"`/((?:2024|topics)/[^`]*/)`", text)

    assert result.findings == ()
    assert "2024/10/23/library-opens/index.html" in result.written
    assert [a for a in addresses if not (tmp_path / "site" / a / "index.html").exists()] == []


@pytest.mark.parametrize("name", ["README.md", "docs/start.md"])
def test_a_new_site_takes_the_entry_of_the_start(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commands of the start work in the order in which they stand, up to the preview."""
    monkeypatch.chdir(tmp_path)
    text = text_of(PROJECT / name)
    lines = commands_in(PROJECT / name).split("\n")
    site, entry = (
        shlex.split(next(line for line in lines if line.startswith(f"briefgen new {what}")))[1:]
        for what in ("site", "entry")
    )
    assert run(site) == 0
    monkeypatch.chdir(tmp_path / "morning-brief")
    assert run(entry) == 0
    written(Path(), {path: body for path, body in files_of(text).items() if path.endswith(".md")})

    assert run(["build", "--strict", "--jobs", "1"]) == 0
    assert Path("site/2024/10/23/library-opens/index.html").exists()


def test_the_examples_of_all_pages_build_together(tmp_path: Path) -> None:
    """Edition, lists, descriptions, page and theme of the examples are one good project."""
    files = files_of(text_of(PROJECT / "README.md"))
    settings = files["briefgen.yaml"]
    for name in ("editions.md", "lists.md", "terms.md", "pages.md", "themes.md"):
        files |= files_of(doc(name))
    files["briefgen.yaml"] = settings + files_of(doc("themes.md"))["briefgen.yaml"]
    harbour = HARBOUR.replace('  disclaimer: ""\n', "").replace("open.md", "opens.md")
    files["content/entries/2024/10/22/harbour.md"] = harbour.replace("10-24", "10-22")
    files["content/entries/2024/10/22/harbour.svg"] = DRAWING
    result = built(written(tmp_path, files))
    site = tmp_path / "site"

    assert [finding.message for finding in result.findings] == []
    front = (site / "index.html").read_text(encoding="utf-8")
    assert "Read slowly" in front
    assert "A quiet day" in (site / "2024/10/23/index.html").read_text(encoding="utf-8")
    assert "Other words for it" in front
    assert "Front page" in front
    assert "strapline" in (site / "assets" / "style.css").read_text(encoding="utf-8")


def test_the_yaml_entries_of_the_examples_build(tmp_path: Path) -> None:
    """The YAML entry and the day file of docs/entries.md are published."""
    blocks = {
        heading: BLOCK.findall(section(doc("entries.md"), heading))[0][1]
        for heading in ("## YAML entries", "## Day files")
    }
    files = {
        "briefgen.yaml": "title: Trial\nbase_url: https://example.org/\n",
        "content/entries/library.yaml": blocks["## YAML entries"],
        "content/entries/2024/10/28.yaml": blocks["## Day files"],
    }
    result = built(written(tmp_path, files))

    assert result.findings == ()
    assert {"2024/10/23/library/index.html", "2024/10/28/tickets/index.html"} <= result.written


def test_the_messages_of_the_readme_are_real(tmp_path: Path) -> None:
    """What the README shows as output is what the program says, to the letter."""
    files = files_of(text_of(PROJECT / "README.md"))
    files["content/entries/2024/10/24/harbour.md"] = HARBOUR
    files["content/entries/2024/10/24/harbour.svg"] = DRAWING
    result = built(written(tmp_path, files))
    told = io.StringIO()
    console.show(result.findings, root=tmp_path, locate=locate, err=told)
    shown = section(text_of(PROJECT / "README.md"), "## What it checks")
    example = next(code for language, code in BLOCK.findall(shown) if language == "text")

    assert not result.ok
    assert told.getvalue().strip() == example.partition("\nnot built")[0].strip()


def test_the_summary_and_the_explanation_that_are_shown_are_real(tmp_path: Path) -> None:
    """What docs/start.md and docs/how-it-works.md show is what the program says of the start."""
    files = files_of(doc("start.md")) | {"briefgen.yaml": first_block("start.md", "## A folder")}
    result = built(written(tmp_path, files))
    made = f"{len(result.rendered)} rendered, {len(result.written)} written, 0 removed, 0 unchanged"
    entry = tmp_path / "content/entries/2024/10/23/library-opens.md"
    entry.write_text(entry.read_text("utf-8").replace("seven days a week", "every day"), "utf-8")
    options = Options(config=tmp_path / "briefgen.yaml", now=NOW, jobs=1)
    out = io.StringIO()
    console.explanation(explain(options, "2024/10/23/library-opens/index.html"), out)
    shown = section(doc("how-it-works.md"), "## Why was this page rendered?")
    example = next(code for language, code in BLOCK.findall(shown) if language == "text")
    lines, told = (re.sub(r"\b[0-9a-f]{16,}\b", "#", one) for one in (example, out.getvalue()))

    assert made in doc("start.md")
    assert told.startswith(lines.removesuffix("    …\n"))
