"""The configuration, and finding the line that a finding means."""

from pathlib import Path

import pytest

from briefgen.finding import ConfigurationError, Span
from briefgen.reading.configuration import read_config
from briefgen.reading.locate import locate
from briefgen.reading.schema import SYNONYMS, config_schema, entry_schema


def config_faults(tmp_path: Path, text: str | bytes) -> list[tuple[str, str, str, int]]:
    """Return code, message, hint and line of everything that is wrong with a configuration."""
    file = tmp_path / "briefgen.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigurationError) as caught:
        read_config(file)

    assert all(f.span.path == "briefgen.yaml" for f in caught.value.findings)
    return [(f.code, f.message, f.hint, f.span.line) for f in caught.value.findings]


def test_values_are_typed_by_the_schema_and_not_by_yaml(tmp_path: Path) -> None:
    """3.10 stays a text, 30 becomes a number, an empty key counts as not given."""
    file = tmp_path / "briefgen.yaml"
    file.write_text(
        "title: 3.10\nfeeds: {limit: 30}\nmenu:\ntimezone: Asia/Kolkata\n"
        "theme: {options: {accent: 010}}\n"
        "checks:\n  paths:\n    'a/**': {ignore: [missing-source]}\n"
    )
    config = read_config(file)

    assert (config.title, config.feeds.limit, config.menu) == ("3.10", 30, ())
    assert config.theme.options == {"accent": "010"}
    assert config.checks.paths["a/**"].ignore == ("missing-source",)


def test_a_colour_that_yaml_takes_for_a_comment_is_told(tmp_path: Path) -> None:
    """Without quotes it would be lost without a word; an empty option is one that is not set."""
    assert config_faults(
        tmp_path, "title: x\ntheme:\n  options:\n    logo: # later\n    accent: #0b5c6b\n"
    ) == [
        (
            "invalid-theme-option",
            "the option `accent` has no value: a comment begins with `#`",
            'put the colour in quotes: "#0b5c6b"',
            5,
        )
    ]


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    """Misspelt keys and values with a suggestion, each with its line."""
    assert config_faults(
        tmp_path,
        "titel: x\ntimezone: asia/kolkatta\ncadence: dayly\n"
        "menu:\n  - {label: A, url: 'javascript:x'}\n"
        "feeds: {limit: 0, conten: full}\nbase_url: 'http://'\n",
    ) == [
        ("unknown-key", "unknown key `titel`", "did you mean `title`?", 1),
        (
            "unknown-timezone",
            "`asia/kolkatta` is not a time zone",
            "did you mean `Asia/Kolkata`?",
            2,
        ),
        ("invalid-value", "`cadence` cannot be `dayly`", "did you mean `daily`?", 3),
        (
            "invalid-value",
            "`menu[0].url` must be a path of the site, or an http, https, mailto or tel address",
            "write a path such as `/about/`, or a whole address",
            5,
        ),
        ("invalid-value", "`feeds.limit` must be 1 or more", "write 1, or a larger number", 6),
        ("unknown-key", "unknown key `feeds.conten`", "did you mean `content`?", 6),
        (
            "invalid-value",
            "`base_url` must be an http or https address with a host",
            "write the whole address, such as `https://example.org/`",
            7,
        ),
    ]


def test_an_address_for_a_host_is_told_with_the_host(tmp_path: Path) -> None:
    """`https://` and the path are not part of it."""
    text = 'title: x\nchecks: {banned: ["https://www.rumours.example/a"]}\n'

    assert config_faults(tmp_path, text) == [
        (
            "invalid-value",
            "`checks.banned[0]` must be a host alone, such as `rumours.example`",
            "write the host, without `https://` and without a path",
            2,
        )
    ]


def test_a_page_of_the_publisher_is_a_page(tmp_path: Path) -> None:
    """No mail address, and nothing that would run."""
    text = "title: x\npublisher:\n  logo: javascript:alert(1)\n  ethics: mailto:a@example.org\n"

    assert config_faults(tmp_path, text) == [
        (
            "invalid-value",
            f"`publisher.{key}` must be a path of the site, or an http or https address",
            "write a path such as `/about/`, or a whole address",
            line,
        )
        for key, line in (("logo", 3), ("ethics", 4))
    ]


def test_a_base_url_with_a_query_is_told_at_its_line(tmp_path: Path) -> None:
    """A fault that the whole model finds still names its key."""
    assert config_faults(tmp_path, "title: x\nbase_url: https://x.org/?a\n") == [
        (
            "invalid-value",
            "`base_url` must be an address without query or fragment",
            "write the whole address, without `?` and `#`",
            2,
        )
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "missing-field"),
        ("- a", "invalid-configuration"),
        ("title: a: b", "invalid-yaml"),
        ("title: !!python/name:os.system", "yaml-tag"),
        ("title: x\ntitle: y", "duplicate-key"),
        (b"title: caf\xe9", "not-utf8"),
        ("title:", "missing-field"),
    ],
)
def test_a_configuration_that_is_none_says_why(
    tmp_path: Path, text: str | bytes, code: str
) -> None:
    """One finding with its code."""
    assert [fault[0] for fault in config_faults(tmp_path, text)] == [code]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("theme: broadsheet", "write `theme: {name: broadsheet}`"),
        ("contact: a@b.c", "write `contact: {email: a@b.c}`"),
        ("newsletter: https://x.org/", "write `newsletter: {label: …, url: https://x.org/}`"),
        ("publisher: [a]", "write `publisher: {name: …}`"),
        ("lists: trending", "write a list: [trending]"),
        ("menu: /about/", "write a list: [{label: …, url: /about/}]"),
        ("menu: [/about/]", "write `- {label: …, url: /about/}`"),
        ("menu: {a: b}", "write a list, each item on a line below it that starts with `- `"),
        ("footer: [{title: A, links: []}]", "give it an item, or remove it"),
        ("language: de_DE", "write a BCP 47 code such as de-DE"),
        ("contact: {email: nobody}", "write one address, such as desk@example.org"),
        ("base_url: example.org", "write the whole address, such as `https://example.org/`"),
        ("base_url: ''", "write the whole address, without `?` and `#`"),
        ("feeds: {limit: many}", "write a whole number"),
        ("feeds: {limit: 1000}", "write 500, or a smaller number"),
        ("feeds: {formats: [atom, rss, atom]}", "leave out what is there already"),
        ("feeds: {formats: [rdf]}", "write one of atom, rss, json"),
        ("feeds: {terms: [topics, topics]}", "leave out what is there already"),
        ("feeds: {hub: hub.example}", "write the whole address, such as `https://example.org/`"),
        (
            "feeds: {authority: 'https://a.example/'}",
            "write the host, without `https://` and without a path",
        ),
        ("feeds: {content: [full]}", "write one word"),
        ("tagline: [a]", "write one text, in quotes where it holds brackets"),
        ("theme: {options: x}", "write `key: value` on each line below it"),
        ("cadence: often", "write one of daily, weekly, monthly"),
    ],
)
def test_a_value_that_does_not_fit_is_told_with_one_action(
    tmp_path: Path, text: str, hint: str
) -> None:
    """What to write instead, with the words that are there."""
    assert [fault[2] for fault in config_faults(tmp_path, f"title: x\n{text}\n")] == [hint]


def test_a_folder_in_the_configuration_s_place_is_told(tmp_path: Path) -> None:
    """The file in it is meant."""
    with pytest.raises(ConfigurationError) as caught:
        read_config(tmp_path)
    (finding,) = caught.value.findings

    assert finding.message == f"`{tmp_path.name}` cannot be read: it is a folder"
    assert finding.hint == f"name the file: {tmp_path.as_posix()}/briefgen.yaml"


def test_a_missing_configuration_says_how_to_make_one(tmp_path: Path) -> None:
    """Most often the command runs in another folder."""
    with pytest.raises(ConfigurationError, match=r"there is no `briefgen\.yaml` here"):
        read_config(tmp_path / "briefgen.yaml")


ENTRY = """---
headline: A
sources:
  - name: One
  - name: Two
    url: http://
---

Text.
"""


@pytest.mark.parametrize(
    ("key", "line", "column", "length"),
    [
        ("sources[1].url", 6, 10, 7),
        ("sources[1].archive", 5, 5, 1),
        ("sources[7].url", 3, 1, 7),
        ("title", 2, 1, 8),
        ("summary", 2, 1, 8),
        ("", 2, 1, 8),
    ],
)
def test_a_key_finds_its_line(
    tmp_path: Path, key: str, line: int, column: int, length: int
) -> None:
    """The value, or the nearest key around it, or the title."""
    (tmp_path / "x.md").write_text(ENTRY)
    found = locate(tmp_path, Span(path="x.md", key=key))

    assert (found.line, found.column, found.length) == (line, column, length)


def test_a_line_that_is_known_or_cannot_be_found_stays(tmp_path: Path) -> None:
    """A finding is shown in any case."""
    for span in (
        Span(path="x.md", line=3),
        Span(path="gone.md", key="title"),
        Span(path="hero.jpg", key="x"),
    ):
        assert locate(tmp_path, span) == span


def test_a_file_s_ending_may_be_long(tmp_path: Path) -> None:
    """`.markdown` is read as `.md` is."""
    (tmp_path / "x.markdown").write_text(ENTRY)

    assert locate(tmp_path, Span(path="x.markdown", key="sources[1].url")).line == 6


def test_a_day_file_s_keys_are_found_below_their_item(tmp_path: Path) -> None:
    """`entries[1].title`."""
    (tmp_path / "d.yaml").write_text("entries:\n  - title: A\n  - title: B\n    image: x.jpg\n")

    assert locate(tmp_path, Span(path="d.yaml", key="entries[1].title")).line == 3
    assert locate(tmp_path, Span(path="d.yaml", key="entries[1].image.src")).line == 4
    assert locate(tmp_path, Span(path="d.yaml", key="entries[1].summary")).line == 3


def test_the_schemas_describe_every_key() -> None:
    """For editors: synonyms too, and each key says what it is."""
    entry, config = entry_schema(), config_schema()
    properties = entry["properties"]
    assert isinstance(properties, dict)

    assert set(SYNONYMS) < set(properties)
    assert all(properties[key]["description"] for key in properties)
    assert properties["image"]["anyOf"][0] == {"type": "string"}
    assert properties["sources"]["type"] == ["array", "object", "string"]
    assert isinstance(config["properties"], dict)
    assert all("description" in one or "$ref" in one for one in config["properties"].values())
