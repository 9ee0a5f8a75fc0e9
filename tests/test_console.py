"""What is printed: text for people, data for machines, and nothing that drives a terminal."""

import io
import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from briefgen import console
from briefgen.finding import Finding, Severity, Span, Waived
from briefgen.inputs import HeldBack


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the machine at work decides on colour or paths."""
    for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def nowhere(_root: Path, span: Span) -> Span:
    """Return a span as it is: nothing is looked up."""
    return span


def a_finding(message: str = "something is wrong", **fields: Any) -> Finding:
    """Return a finding on line 2 of a.md."""
    span = Span(path="a.md", line=2, column=8, length=3)
    return replace(Finding(code="some-code", message=message, span=span), **fields)


def text_of(*findings: Finding, root: Path, limit: int | None = None) -> str:
    """Return what is shown of findings in a pipe."""
    err = io.StringIO()
    console.show(findings, root=root, locate=nowhere, limit=limit, err=err)
    return err.getvalue()


def data_of(form: str, *findings: Finding, root: Path, **more: Any) -> str:
    """Return what is written of findings in a data format."""
    out, err = io.StringIO(), io.StringIO()
    console.show(findings, form, root=root, locate=nowhere, out=out, err=err, **more)
    assert err.getvalue() == ""
    return out.getvalue()


def excerpt(root: Path, line: str, column: int, length: int = 1) -> tuple[str, str]:
    """Return a line as it is shown, and the marks below it, both after the gutter."""
    (root / "a.md").write_bytes(f"\n{line}\n".encode())
    span = Span(path="a.md", line=2, column=column, length=length)
    lines = text_of(a_finding(span=span), root=root).splitlines()
    return lines[3].removeprefix(" 2 | "), lines[4].removeprefix("   | ")


# Excerpts.


def test_marks_stand_below_the_words_after_tabs(tmp_path: Path) -> None:
    """A tab takes as many columns as it takes to the next stop, as long as it is shown."""
    assert excerpt(tmp_path, "ab\tcd\tef", 7, 2) == ("ab  cd  ef", "        ^^")


def test_marks_stand_below_wide_and_combining_characters(tmp_path: Path) -> None:
    """A Chinese character takes two columns, an accent none."""
    assert excerpt(tmp_path, "港口 cafe\u0301 x", 10)[1] == "          ^"
    assert excerpt(tmp_path, "a港口b", 2, 2)[1] == " ^^^^"


def test_control_characters_are_shown_and_not_obeyed(tmp_path: Path) -> None:
    """Escapes, bells, and marks that turn the direction of text."""
    shown, marks = excerpt(tmp_path, "a\x1b[31mb\u202ec\x07 d", 12)

    assert shown == "a\\x1b[31mb\\u202ec\\x07 d"
    assert marks == " " * 22 + "^"


def test_a_message_cannot_drive_the_terminal(tmp_path: Path) -> None:
    """Nor can a path, a code or a hint, and none of them starts a new line."""
    text = text_of(
        a_finding(
            "the title `\x1b]0;owned\x07` \u2066x\nerror: made up",
            hint="write \x9b31m",
            span=Span(path="a\x1b[2J.md"),
        ),
        root=tmp_path,
    )

    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\x9b" not in text
    assert "\u2066" not in text
    assert "`\\x1b]0;owned\\x07` \\u2066x\\x0aerror" in text
    assert "a\\x1b[2J.md" in text


def test_joiners_of_scripts_and_emoji_are_kept(tmp_path: Path) -> None:
    """They shape words and harm nothing."""
    assert "می\u200cروم 👩\u200d🚀" in text_of(a_finding("می\u200cروم 👩\u200d🚀"), root=tmp_path)


@pytest.mark.parametrize("column", [1, 39, 200, 2_500, 4_999])
def test_a_long_line_is_cut_around_the_fault(tmp_path: Path, column: int) -> None:
    """What is meant is always in sight."""
    letters = "abcdefghij" * 500
    shown, marks = excerpt(tmp_path, letters, column, 4)
    start = len(marks) - len(marks.lstrip())

    assert len(shown) <= 162
    assert shown[start:].startswith(letters[column - 1 : column + 3])
    assert set(marks.strip()) == {"^"}


def test_a_long_line_of_wide_characters_is_cut_too(tmp_path: Path) -> None:
    """Columns are counted, not characters."""
    shown, marks = excerpt(tmp_path, "港" * 150 + "x" + "口" * 150, 151)
    before = shown[: shown.index("x")]

    assert 2 * (len(shown) - 3) + 3 <= 162
    assert marks.index("^") == 2 * (len(before) - 1) + 1


def test_marks_never_leave_the_line(tmp_path: Path) -> None:
    """A span that is longer than its line, or lies behind its end."""
    assert excerpt(tmp_path, "abc", 2, 99) == ("abc", " ^^")
    assert excerpt(tmp_path, "abc", 99) == ("abc", "   ^")


def test_an_empty_line_is_shown(tmp_path: Path) -> None:
    """With a mark where something is missing."""
    assert excerpt(tmp_path, "", 1) == (" 2 |", "^")


def test_lines_end_as_editors_see_it(tmp_path: Path) -> None:
    """CR LF, a lone CR and LF end a line; a form feed does not; a byte order mark is no letter."""
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfone\rtwo\x0c\r\nthree\nfour")
    findings = [
        a_finding(f"{word}", span=Span(path="a.md", line=n, column=1, length=len(word)))
        for n, word in enumerate(("one", "two", "three", "four"), 1)
    ]
    text = text_of(*findings, root=tmp_path)

    assert [
        line[3:] for line in text.splitlines() if line[1:4] in ("1 |", "2 |", "3 |", "4 |")
    ] == [
        "| one",
        "| two\\x0c",
        "| three",
        "| four",
    ]


def test_words_of_the_message_are_found_in_a_line(tmp_path: Path) -> None:
    """A fault of a body knows its line only; words that were cut are found by their beginning."""
    (tmp_path / "a.md").write_text("x\nsee [it](somewhere/far.md)\n", encoding="utf-8")
    span = Span(path="a.md", line=2)

    whole = text_of(a_finding("`nothing` or `somewhere/far.md`", span=span), root=tmp_path)
    cut = text_of(a_finding("`somewhere/…` is gone", span=span), root=tmp_path)
    assert "--> a.md:2:10" in whole
    assert "\n   |          ^^^^^^^^^^^^^^^^\n" in whole
    assert "\n   |          ^^^^^^^^^^\n" in cut


@pytest.mark.parametrize("path", ["gone.md", "theme: page.html", "folder", "", "a\0b"])
def test_a_place_that_cannot_be_read_is_named_only(tmp_path: Path, path: str) -> None:
    """The finding is told all the same."""
    (tmp_path / "folder").mkdir()
    text = text_of(a_finding(span=Span(path=path, line=3)), root=tmp_path)

    assert text.startswith("error[some-code]: something is wrong\n")
    assert " | " not in text
    assert ("-->" in text) is bool(path)


def test_a_file_that_is_not_utf8_is_shown_as_far_as_it_goes(tmp_path: Path) -> None:
    """Its bytes are replaced, not its lines."""
    (tmp_path / "a.md").write_bytes(b"one\ncaf\xe9 noir\n")

    assert "caf\ufffd noir" in text_of(a_finding(), root=tmp_path)


# Order and number.


def test_findings_are_told_in_the_order_of_the_files(tmp_path: Path) -> None:
    """By path, line, column, then code."""
    spans = [("b.md", 1, 1), ("a.md", 10, 1), ("a.md", 2, 9), ("a.md", 2, 3), ("a.md", 2, 3)]
    codes = ["e", "d", "c", "b", "a"]
    findings = [
        a_finding(code=code, span=Span(path=path, line=line, column=column))
        for code, (path, line, column) in zip(codes, spans, strict=True)
    ]
    text = text_of(*findings, root=tmp_path)

    assert [line[6] for line in text.splitlines() if line.startswith("error[")] == list("abcde")


def test_many_warnings_of_one_code_are_counted(tmp_path: Path) -> None:
    """The first are shown in full; errors always are."""
    warnings = [
        a_finding(code="missing-source", severity=Severity.WARNING, span=Span(path=f"{n:05}.md"))
        for n in range(7_140)
    ]
    errors = [a_finding(span=Span(path=f"x{n}.md")) for n in range(30)]
    text = text_of(*warnings, *errors, root=tmp_path, limit=20)

    assert text.count("warning[missing-source]") == 20
    assert text.count("error[some-code]") == 30
    assert text.endswith(
        "\n… and 7,120 more missing-source warnings (briefgen check shows all)\n\n"
    )
    assert text_of(*warnings, root=tmp_path).count("warning[missing-source]") == 7_140


def test_only_what_is_shown_is_looked_up(tmp_path: Path) -> None:
    """The lines of 1,000 findings that are counted would be read for nothing."""
    asked: list[Span] = []

    def locate(_root: Path, span: Span) -> Span:
        asked.append(span)
        return span

    many = [
        a_finding(severity=Severity.WARNING, span=Span(path=f"{n:05}.md", key="title"))
        for n in range(1_000)
    ]
    console.show(many, root=tmp_path, locate=locate, limit=5, err=io.StringIO())

    assert len(asked) == 5


def test_a_key_is_looked_up_for_its_line(tmp_path: Path) -> None:
    """In every format."""

    def locate(root: Path, span: Span) -> Span:
        assert root == tmp_path
        return replace(span, line=2, column=8)

    finding = a_finding(span=Span(path="a.md", key="title"), related=(Span(path="b.md", key="x"),))
    out = io.StringIO()
    console.show([finding], "json", root=tmp_path, locate=locate, out=out)
    (told,) = json.loads(out.getvalue())

    assert (told["line"], told["column"]) == (2, 8)
    assert told["related"] == [{"path": "b.md", "line": 2, "column": 8, "end_column": 9}]


def test_nothing_found_is_nothing_said(tmp_path: Path) -> None:
    """Not even an empty line; data formats give their empty form."""
    assert text_of(root=tmp_path) == ""
    assert data_of("github", root=tmp_path) == ""
    assert json.loads(data_of("json", root=tmp_path)) == []
    assert json.loads(data_of("sarif", root=tmp_path))["runs"][0]["results"] == []


# Colour.


@pytest.mark.parametrize(
    ("variables", "terminal", "coloured"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"TERM": "dumb"}, True, False),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, False, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
    ],
)
def test_colour_follows_the_wishes_of_its_reader(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    terminal: bool,
    coloured: bool,
) -> None:
    """NO_COLOR wins, then FORCE_COLOR, then the terminal; the words are the same."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    err = Terminal() if terminal else io.StringIO()
    console.show([a_finding(hint="mend it")], root=tmp_path, locate=nowhere, err=err)

    assert ("\x1b[31m" in err.getvalue()) is coloured
    assert ("\x1b" in err.getvalue()) is coloured
    assert "something is wrong" in err.getvalue()


def test_a_stream_of_another_encoding_gets_what_it_can_show(tmp_path: Path) -> None:
    """An old console is no reason to fail."""
    raw = io.BytesIO()
    err = io.TextIOWrapper(raw, encoding="ascii")
    console.show([a_finding("the title `港` \udc80")], root=tmp_path, locate=nowhere, err=err)
    err.flush()

    assert b"the title `\\u6e2f` \\udc80" in raw.getvalue()


# Data.


def test_json_holds_every_field(tmp_path: Path) -> None:
    """What is not known is null; `end_column` is the first that is not meant."""
    known = a_finding(hint="mend it", related=(Span(path="b.md"),))
    unknown = a_finding(span=Span(path=""), severity=Severity.WARNING)

    assert json.loads(data_of("json", known, unknown, root=tmp_path)) == [
        {
            "code": "some-code",
            "severity": "warning",
            "message": "something is wrong",
            "path": None,
            "line": None,
            "column": None,
            "end_column": None,
            "hint": None,
            "related": [],
            "waived": None,
        },
        {
            "code": "some-code",
            "severity": "error",
            "message": "something is wrong",
            "path": "a.md",
            "line": 2,
            "column": 8,
            "end_column": 11,
            "hint": "mend it",
            "related": [{"path": "b.md", "line": None, "column": None, "end_column": None}],
            "waived": None,
        },
    ]


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_data_cannot_drive_a_terminal_either(tmp_path: Path, form: str) -> None:
    """Logs are read in terminals too."""
    wild = a_finding(
        "\x1b[31m \udc80 \u202e", hint="\x9b", span=Span(path="a\x1b\udc80.md", line=1)
    )
    text = data_of(form, wild, root=tmp_path)

    assert text.isascii()
    assert "\x1b" not in text


def test_github_gets_workflow_commands(tmp_path: Path) -> None:
    """Percent signs, line ends, colons and commas are escaped as GitHub reads them."""
    finding = a_finding(
        "100% of it\nis wrong",
        hint="mend it",
        span=Span(path="a, b:c.md", line=2, column=8, length=3),
    )

    assert data_of("github", finding, root=tmp_path) == (
        "::error file=a%2C b%3Ac.md,line=2,col=8,endColumn=11,title=some-code"
        "::100%25 of it\\x0ais wrong%0Ahelp: mend it\n"
    )
    bare = a_finding(span=Span(path=""), severity=Severity.WARNING)
    assert (
        data_of("github", bare, root=tmp_path) == "::warning title=some-code::something is wrong\n"
    )


def test_github_knows_files_from_the_root_of_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A digest may lie in a folder of its repository."""
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    project = tmp_path / "sites" / "digest"
    project.mkdir(parents=True)

    assert "file=sites/digest/a.md," in data_of("github", a_finding(), root=project)
    assert "file=a.md," in data_of("github", a_finding(), root=tmp_path)


def test_sarif_is_what_the_standard_asks_for(tmp_path: Path) -> None:
    """SARIF 2.1.0: §3.13 log, §3.14 run, §3.49 rule, §3.27 result, §3.30 region."""
    findings = (
        a_finding(hint="mend it", span=Span(path="ein ä.md", line=2, column=8, length=3)),
        a_finding(code="other-code", severity=Severity.WARNING, related=(Span(path="b.md"),)),
        a_finding(span=Span(path="")),
    )
    explanations = {"some-code": "A law.\n\nWhat to do.", "third-code": "Another law."}
    log = json.loads(data_of("sarif", *findings, root=tmp_path, explanations=explanations))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]

    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    assert run["tool"]["driver"]["name"] == "briefgen"
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in rules] == ["other-code", "some-code", "third-code"]
    assert rules[1]["help"] == {"text": "A law.\n\nWhat to do."}
    assert rules[1]["shortDescription"] == {"text": "A law."}
    assert all(rule["help"]["text"] for rule in rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning")
        assert result["message"]["text"]
    nowhere_known, here, there = run["results"]
    assert "locations" not in nowhere_known
    assert here["ruleId"] == "other-code"
    assert here["relatedLocations"] == [
        {"id": 0, "physicalLocation": {"artifactLocation": {"uri": "b.md"}}}
    ]
    assert there["message"] == {"text": "something is wrong\nhelp: mend it"}
    assert there["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "ein%20%C3%A4.md"},
                "region": {"startLine": 2, "startColumn": 8, "endColumn": 11},
            }
        }
    ]


# Ends.


def held_back(slug: str, reason: str, title: str = "") -> HeldBack:
    """Return what is told of an entry that is held back."""
    path = f"content/entries/2024/10/23/{slug}.md"
    return HeldBack(title or slug.capitalize(), path, reason)


@dataclass(frozen=True)
class Outcome:
    """A build that did what is said."""

    output: Path
    findings: tuple[Finding, ...] = ()
    waived: tuple[Waived, ...] = ()
    notes: tuple[str, ...] = ()
    held: tuple[HeldBack, ...] = ()
    read: int = 1_204
    parsed: int = 12
    planned: int = 1_613
    rendered: frozenset[str] = field(default=frozenset(str(n) for n in range(412)))
    written: frozenset[str] = field(default=frozenset(str(n) for n in range(398)))
    removed: frozenset[str] = frozenset({"a", "b", "c"})
    seconds: float = 0.843
    ok: bool = True


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An output folder in the folder where we are."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "site"


def summary_of(outcome: Outcome) -> str:
    """Return the summary of a build in a pipe."""
    err = io.StringIO()
    console.summary(outcome, err)
    return err.getvalue()


def test_the_summary_of_a_build(site: Path) -> None:
    """What was read, made, held back and why, and how long it took."""
    held = (
        held_back("later", "future", title="A title \x1b[31m"),
        held_back("unfinished", "draft"),
        held_back("half", "draft"),
    )
    findings = (a_finding(severity=Severity.WARNING),)

    assert summary_of(Outcome(site, held=held, findings=findings, notes=("a mended record",))) == (
        "built site/ in 0.84 s\n"
        "  read      1,204 files, 12 of them new or changed\n"
        "  made      412 rendered, 398 written, 3 removed, 1,215 unchanged\n"
        "  held back 2 draft, 1 future\n"
        "            future  content/entries/2024/10/23/later.md (A title \\x1b[31m)\n"
        "            draft   content/entries/2024/10/23/unfinished.md (Unfinished)\n"
        "            draft   content/entries/2024/10/23/half.md (Half)\n"
        "  found     1 warning\n"
        "  note      a mended record\n"
    )


def test_the_summary_counts_what_is_held_back_beyond_a_few(site: Path) -> None:
    """A digest may have 500 drafts."""
    held = tuple(held_back(f"d{n}", "draft") for n in range(500))
    text = summary_of(Outcome(site, held=held))

    assert "  held back 500 draft\n" in text
    assert text.endswith("            … and 495 more\n")


def test_the_summary_of_a_build_with_nothing_to_do(site: Path) -> None:
    """The site is as it should be."""
    outcome = Outcome(
        site, parsed=0, rendered=frozenset(), written=frozenset(), removed=frozenset(), seconds=75.2
    )

    assert summary_of(outcome) == (
        "site/ is up to date (1 min 15 s)\n"
        "  read      1,204 files\n"
        "  made      0 rendered, 0 written, 0 removed, 1,613 unchanged\n"
    )


def test_the_summary_of_a_build_that_an_error_stopped(site: Path) -> None:
    """Nothing is claimed that did not happen."""
    outcome = Outcome(site, ok=False, findings=(a_finding(), a_finding("another")), seconds=12)

    assert summary_of(outcome) == (
        "not built: site/ is as it was (12 s)\n"
        "  read      1,204 files, 12 of them new or changed\n"
        "  found     2 errors\n"
    )


def test_the_summary_lists_what_is_waived(site: Path) -> None:
    """Each with its place and reason; many are counted."""
    waived = tuple(
        Waived(
            finding=a_finding(span=Span(path=f"{n}.md")), reason="so \x1b[31m", span=Span(path="")
        )
        for n in range(7)
    )
    lines = summary_of(Outcome(site, waived=waived)).splitlines()

    assert lines[3] == "  waived    7: some-code in 0.md: so \\x1b[31m"
    assert lines[4] == "               some-code in 1.md: so \\x1b[31m"
    assert lines[8] == "               … and 2 more"


def test_equal_waivers_are_one_line_and_long_reasons_are_cut(site: Path) -> None:
    """With the line of the finding, as the project has it."""
    found = a_finding(span=Span(path="a.md", key="title"))
    waived = (Waived(finding=found, reason="x" * 1_500, span=Span(path="")),) * 6
    err = io.StringIO()
    console.summary(
        Outcome(site, waived=waived), err, place=lambda span: replace(span, line=len(span.key))
    )

    assert f"  waived    6: some-code in a.md:5: {'x' * 99}… (6 times)\n" in err.getvalue()
    assert "more" not in err.getvalue()


def test_an_output_elsewhere_is_named_in_full(site: Path) -> None:
    """Only what lies below is named from here."""
    assert summary_of(Outcome(site.parents[1] / "elsewhere")).startswith(
        f"built {site.parents[1] / 'elsewhere'}/ in"
    )


def test_the_verdict_of_a_check() -> None:
    """How much was found, in colour by the worst of it."""
    err, clean = Terminal(), Terminal()
    console.verdict([a_finding(severity=Severity.WARNING), a_finding()], err)
    console.verdict([], clean)

    assert "1 error, 1 warning" in err.getvalue()
    assert "\x1b[31m" in err.getvalue()
    assert "no findings" in clean.getvalue()
    assert "\x1b[32m" in clean.getvalue()


@dataclass(frozen=True)
class Explained:
    """An output file, explained."""

    path: str = "2024/10/23/harbour/index.html"
    how: str = "the template entry.html"
    origin: Span = field(default=Span(path="content/entries/2024/10/23/harbour.md"))
    key: tuple[tuple[str, str], ...] = (("view", "1f"), ("template", "2e"))
    view: tuple[tuple[str, str], ...] = (("title", "The \x1bharbour"),)
    why: str = "its view changed"


def test_an_explanation_is_data() -> None:
    """It was asked for, so that it goes to stdout."""
    out = io.StringIO()
    console.explanation(Explained(), out)

    assert out.getvalue() == (
        "2024/10/23/harbour/index.html\n"
        "  made by     the template entry.html\n"
        "  written in  content/entries/2024/10/23/harbour.md\n"
        "  now         its view changed\n"
        "\n"
        "  its key is the fingerprint of\n"
        "    view      1f\n"
        "    template  2e\n"
        "\n"
        "  its view\n"
        "    title  The \\x1bharbour\n"
    )


def test_a_complaint_has_the_look_of_a_finding() -> None:
    """The fault first, then what mends it."""
    err = io.StringIO()
    console.complain("no such command: `biuld`", "did you mean `build`?", err)

    assert err.getvalue() == ("error: no such command: `biuld`\n  = help: did you mean `build`?\n")


def test_a_bug_keeps_its_details_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback on the screen, and no password in the file."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    err = io.StringIO()
    try:
        raise RuntimeError("no push to https://me:secret@example.org/x.git\x1b[2J\nmore")
    except RuntimeError as problem:
        console.bug(problem, err)
    (file,) = tmp_path.iterdir()
    report = file.read_text(encoding="utf-8")

    assert "Traceback" not in err.getvalue()
    assert "RuntimeError: no push to https://…@example.org/x.git\\x1b[2J\n" in err.getvalue()
    assert str(file) in err.getvalue()
    assert "Traceback" in report
    assert "Python 3" in report
    assert "secret" not in report + err.getvalue()


def test_a_bug_is_told_where_no_file_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then its details are shown: better on the screen than lost."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    err = io.StringIO()
    console.bug(RuntimeError("full"), err)

    assert "RuntimeError: full" in err.getvalue()
    assert "report it" in err.getvalue()


# Progress.


def test_progress_says_nothing_in_a_pipe() -> None:
    """Logs stay short."""
    err = io.StringIO()
    with console.Progress(err, patience=0) as progress:
        progress.advance("reading", 1, 2)

    assert err.getvalue() == ""


def test_short_work_shows_no_bar() -> None:
    """It would only flicker."""
    err = Terminal()
    with console.Progress(err, patience=60) as progress:
        progress.advance("reading", 1, 2)

    assert err.getvalue() == ""


def test_long_work_shows_a_bar_and_takes_it_away() -> None:
    """Stages in turn, each with its numbers; a total may be unknown."""
    err = Terminal()
    with console.Progress(err, patience=0) as progress:
        progress.advance("reading", 0, 0)
        progress.advance("reading", 12, 1_204)
        progress.advance("rendering", 7, 7)

    assert "reading" in err.getvalue()
    assert "12/1204" in err.getvalue()
    assert "7/7" in err.getvalue()
    # Erase the line: the bar leaves nothing behind.
    assert "\x1b[2K" in err.getvalue()
