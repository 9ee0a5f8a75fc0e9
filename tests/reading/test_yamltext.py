"""YAML as text: what was written is what is read, and nothing can cost more than it should."""

import time
import tracemalloc
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefgen.reading import yamltext
from briefgen.reading.text import clean
from briefgen.reading.yamltext import Mark


def tree(text: str) -> yamltext.Tree:
    """Return the tree of a text that has no fault."""
    document = yamltext.read(text, path="x.yaml")

    assert document.findings == ()
    return document.tree


def fault(text: str, first_line: int = 1) -> tuple[str, str, int, int]:
    """Return code, message, line and column of the one finding of a text."""
    document = yamltext.read(text, path="x.yaml", first_line=first_line)
    (finding,) = document.findings

    assert document.tree is None
    assert finding.hint
    return finding.code, finding.message, finding.span.line, finding.span.column


@pytest.mark.parametrize(
    "written",
    ["3.10", "NO", "on", "12:30:45", "010", "0x1F", "1e3", "2024-10-23", "1_000", ".inf", "true"],
)
def test_what_yaml_would_guess_stays_text(written: str) -> None:
    """3.10 is not 3.1, NO is not false, 12:30:45 is not a number of seconds."""
    assert tree(f"key: {written}\nlist: [{written}]") == {"key": written, "list": [written]}


def test_only_a_plain_empty_value_is_nothing() -> None:
    """null and ~ say nothing; in quotes they are words."""
    assert tree("a:\nb: ~\nc: null\nd: 'null'\ne: ''") == {
        "a": None,
        "b": None,
        "c": None,
        "d": "null",
        "e": "",
    }


@given(st.text())
def test_any_text_in_double_quotes_comes_back(text: str) -> None:
    """What a YAML writer writes is what is read, but for characters that no page may hold."""
    written = yaml.safe_dump({"key": text}, allow_unicode=True, default_style='"')
    document = yamltext.read(clean(written), path="x.yaml")

    if not any("\ud800" <= letter <= "\udfff" for letter in text):
        assert document.tree == {"key": clean(text)}


@given(
    st.recursive(
        st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x2FF)),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.text("abcdef", min_size=1), inner, max_size=4)
        ),
        max_leaves=20,
    )
)
def test_any_tree_comes_back_with_a_place_for_every_value(value: yamltext.Tree) -> None:
    """Trees of lists, mappings and text survive; each scalar has a line."""
    document = yamltext.read(
        clean(yaml.safe_dump({"key": value}, allow_unicode=True, default_style='"')), path="x"
    )

    expected = {"key": _cleaned(value)}
    assert document.tree == expected
    assert document.places["key"].key == Mark(1, 1, 5)
    assert all(place.value.line >= 1 for place in document.places.values())


def _cleaned(value: yamltext.Tree) -> yamltext.Tree:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    if isinstance(value, dict):
        return {key: _cleaned(one) for key, one in value.items()}
    return value


def test_every_key_and_value_has_its_place() -> None:
    """Lines count from where the text begins in its file."""
    document = yamltext.read(
        "title: A headline\nsources:\n  - name: One\n  - {name: Two, url: 'x'}\n",
        path="x.md",
        first_line=2,
    )

    assert document.places["title"] == (Mark(2, 1, 5), Mark(2, 8, 10))
    assert document.places["sources"].key == Mark(3, 1, 7)
    assert document.places["sources[0].name"].value == Mark(4, 11, 3)
    assert document.places["sources[1].url"] == (Mark(5, 17, 3), Mark(5, 22, 3))


@pytest.mark.parametrize(
    ("text", "code", "message", "line", "column"),
    [
        ("title: A: b", "invalid-yaml", "a colon and a space inside plain text", 1, 9),
        ("a:\n\tb: c", "invalid-yaml", "a tab stands where spaces are needed", 2, 1),
        ("a: @x", "invalid-yaml", "plain text cannot start with `@`", 1, 4),
        ("a: 1\nb: 'x\n", "invalid-yaml", "a quote is never closed", 2, 4),
        ("a: [1, 2", "invalid-yaml", "a list or mapping in brackets is not closed", 1, 4),
        ('a: "x" y', "invalid-yaml", "text follows the end of the value", 1, 8),
        ("a: - b", "invalid-yaml", "a list cannot start on the line of its key", 1, 4),
        ("a: *bold*", "invalid-yaml", "plain text cannot start with `*`", 1, 4),
        ("a: *bold", "invalid-yaml", "`*bold` stands for nothing", 1, 4),
        ('a: "\\q"', "invalid-yaml", "an escape in double quotes is not known", 1, 5),
        ("  a: b\nc: d", "invalid-yaml", "the indentation does not fit the lines above", 2, 1),
        ("a: 1\n---\nb: 2", "invalid-yaml", "a second YAML document starts here", 2, 1),
        ("? [a]\n: b", "invalid-yaml", "a key must be text, not a list or a mapping", 1, 3),
        ("a: !x y", "yaml-tag", "the tag `!x` is not read here", 1, 4),
    ],
)
def test_a_fault_is_told_in_plain_words(
    text: str, code: str, message: str, line: int, column: int
) -> None:
    """Line, column and a hint; no parser's jargon."""
    assert fault(text) == (code, message, line, column)


def test_a_python_object_is_refused_and_nothing_runs(tmp_path: Path) -> None:
    """No tag is ever constructed."""
    code, message, *_ = fault(f"a: !!python/object/apply:os.mkdir ['{tmp_path}/ran']")

    assert (code, "python/object" in message) == ("yaml-tag", True)
    assert not (tmp_path / "ran").exists()


def test_a_key_given_twice_names_both_lines() -> None:
    """All doubles are told, each with its two places."""
    document = yamltext.read("a: 1\nb: 2\na: 3\nb: 4\n", path="x", first_line=2)

    assert [(f.code, f.message, f.span.line, f.related[0].line) for f in document.findings] == [
        ("duplicate-key", "the key `a` is given twice, on lines 2 and 4", 4, 2),
        ("duplicate-key", "the key `b` is given twice, on lines 3 and 5", 5, 3),
    ]


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)
)


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        "a: &a [*a]",
        "a: &a {b: *a}",
        "a: " + "[" * 10_000,
        "a: " + "[" * 10_000 + "]" * 10_000,
    ],
    ids=["bomb", "itself", "itself in a mapping", "open brackets", "brackets"],
)
def test_what_would_explode_ends_at_once(text: str) -> None:
    """Alias bombs, loops and deep nesting: an answer within a second and 100 MB."""
    tracemalloc.start()
    started = time.process_time()
    code, *_ = fault(text)
    seconds, (_, peak) = time.process_time() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert code == "yaml-too-large"
    assert seconds < 1
    assert peak < 100_000_000


def test_aliases_may_be_used_in_moderation() -> None:
    """An anchor saves writing the same value twice."""
    assert tree("a: &x [1, 2]\nb: *x") == {"a": ["1", "2"], "b": ["1", "2"]}


@pytest.mark.parametrize(
    "text", ["a: 1\nb: [x, {y: z}]\nc: |\n  d\n  e\n", "a: b: c", "a: 'x", "- [a", "a: *b", BOMB]
)
def test_pure_python_reads_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without PyYAML's C library the result is the same."""
    first = yamltext.read(text, path="x")
    monkeypatch.setattr(yamltext, "_Events", yaml.SafeLoader)

    assert yamltext.read(text, path="x") == first
