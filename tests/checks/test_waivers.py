"""Waivers: what an author lets stand, with the reason, and what becomes of it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen.build import check
from briefgen.checks import let_stand, waive
from briefgen.cli import run
from briefgen.finding import Finding, Severity, Span
from briefgen.model import EditionNote, Held, Origin, Waiver
from briefgen.options import Options
from tests.checks.samples import config, entry, found, library, text_page
from tests.projects import NOW, Project

REASON = "the harbour master told us on the quay"


def allowing(code: str = "missing-source", reason: str = REASON, **lines: int) -> Any:
    """Return what an entry allows."""
    return {"allow": (Waiver(code=code, reason=reason, **lines),)}


def codes_of(project: Project, **options: Any) -> tuple[list[str], list[str]]:
    """Return the codes that a check reports, and those that are waived."""
    judged = check(Options(config=project.root / "briefgen.yaml", now=NOW, jobs=1, **options))
    return [f.code for f in judged.findings], [w.finding.code for w in judged.waived]


def test_what_an_entry_allows_is_not_reported_but_listed() -> None:
    """In its own file only; an error as well as a warning."""
    content = library(entry("a", sources=(), **allowing()), entry("b", sources=()))
    judged = waive(found("missing-source", content), content, config())

    assert [finding.span.path[-4:] for finding in judged.findings] == ["b.md"]
    assert [(one.finding.span.path[-4:], one.reason) for one in judged.waived] == [("a.md", REASON)]
    assert judged.waived[0].span.key == "allow.missing-source"


def test_an_item_of_a_day_file_allows_for_itself() -> None:
    """By its keys, and by its lines where a finding has no key; item 1 is not item 10."""
    path = "content/entries/2024-10-23.yaml"
    first = entry("a", origin=Origin(path=path, item="entries[1]"), **allowing(first=4, last=7))
    keyed = [
        Finding(code="missing-source", message="x", span=Span(path=path, key=key))
        for key in ("entries[1].title", "entries[10].title", "entries[1]", "title")
    ]
    lined = [
        Finding(code="missing-source", message="x", span=Span(path=path, line=line))
        for line in (3, 4, 7, 8, 0)
    ]
    judged = waive([*keyed, *lined], library(first), config())

    assert [one.finding.span for one in judged.waived if one.finding.span.key] == [
        keyed[0].span,
        keyed[2].span,
    ]
    assert [one.finding.span.line for one in judged.waived if one.finding.span.line] == [4, 7]
    assert len(judged.findings) == 5


@pytest.mark.parametrize(
    ("code", "reason", "told"),
    [
        ("missing-source", "", "waiver-without-reason"),
        ("mising-source", REASON, "unknown-code"),
        ("undisclosed-ai-image", REASON, "unwaivable-code"),
        ("private-metadata", REASON, "unwaivable-code"),
        ("credentials-in-address", REASON, "unwaivable-code"),
        ("invalid-yaml", REASON, "unwaivable-code"),
        ("unused-waiver", REASON, "unwaivable-code"),
        ("missing-alt", REASON, "unused-waiver"),
    ],
)
def test_a_waiver_that_does_not_hold_is_found(code: str, reason: str, told: str) -> None:
    """One fault of each, and what it would have waived is reported."""
    content = library(entry(sources=(), **allowing(code, reason)))
    judged = waive(found("missing-source", content), content, config(), known=["invalid-yaml"])
    severity = Severity.WARNING if told == "unused-waiver" else Severity.ERROR

    assert [(f.code, f.severity) for f in judged.findings] == [
        ("missing-source", Severity.WARNING),
        (told, severity),
    ]
    assert judged.waived == ()


@pytest.mark.parametrize(
    "checks",
    [
        {"ignore": ["missing-source"]},
        {"select": ["missing-alt", "unused-waiver"]},
        {"severity": {"missing-source": "off"}},
        {"paths": {"content/**": {"ignore": ["missing-source"]}}},
        {"ignore": ["unused-waiver"]},
    ],
)
def test_a_waiver_of_what_is_not_asked_for_is_let_pass(checks: dict[str, Any]) -> None:
    """It may be of use when the check is switched on again."""
    assert waive((), library(entry(**allowing())), config(checks=checks)).findings == ()


def test_pages_notes_and_drafts_may_allow_too() -> None:
    """Of a draft, nothing is found that could be waived, so that nothing is told of it."""
    page = text_page()
    note = EditionNote(origin=Origin(path="content/editions/2024-10-23.md"), period="2024-10-23")
    allow = allowing("broken-link")["allow"]
    content = library(
        pages=(replace(page, allow=allow),),
        notes=(replace(note, allow=allow),),
        held=(Held(thing=entry(**allowing()), reason="draft"),),
    )
    findings = [
        Finding(code="broken-link", message="x", span=Span(path=text.origin.path, line=9))
        for text in (page, note)
    ]

    judged = waive(findings, content, config())

    assert judged.findings == ()
    assert len(judged.waived) == 2


def test_waivers_are_read_and_told_again(tmp_path: Path) -> None:
    """An error is let stand; a build with nothing to do tells the same, and no page shows it."""
    project = Project(tmp_path, checks={"severity": {"missing-source": "error"}})
    project.entry("2024/10/23/a.md", sources=None, allow={"missing-source": REASON})
    built, again = project.build(), project.build()

    assert built.ok
    assert built.findings == again.findings == ()
    assert [one.reason for one in built.waived] == [REASON]
    assert again.waived == built.waived
    assert again.written == frozenset()
    assert not any(REASON in file.read_text("utf-8") for file in project.site.rglob("*.html"))
    project.edit("2024/10/23/a.md", allow={"missing-source": "another reason"})
    assert project.build().rendered == frozenset()


def test_warnings_of_reading_are_waived_by_the_lines_of_an_item(tmp_path: Path) -> None:
    """The second item has the same fault, and reports it."""
    project = Project(tmp_path)
    item = {
        "summary": "One sentence.",
        "sources": [{"name": "Example", "url": "https://example.org/1"}],
        "body": "A [channel](irc://example.org/x).\n\nPlain: <http://example.org/>.\n",
    }
    allow = {"unsupported-link": "it is a channel", "insecure-link": "nothing else answers"}
    other = item | {"title": "Beta", "sources": [{"name": "B", "url": "https://example.org/2"}]}
    day = {"date": "2024-10-23", "entries": [item | {"title": "Alpha", "allow": allow}, other]}
    project.write("entries/2024/10/23.yaml", yaml.safe_dump(day, sort_keys=False))

    assert codes_of(project) == (
        ["unsupported-link", "insecure-link"],
        ["insecure-link", "unsupported-link"],
    )


@pytest.mark.parametrize(
    "written", ["missing-source", ["missing-source"], {"missing-source": None}]
)
def test_a_code_alone_lacks_its_reason(written: object, tmp_path: Path) -> None:
    """However it is written."""
    project = Project(tmp_path)
    project.entry("2024/10/23/a.md", sources=None, allow=written)

    assert codes_of(project) == (["missing-source", "waiver-without-reason"], [])


def test_strict_takes_an_unused_waiver_for_an_error(tmp_path: Path) -> None:
    """What is waived stays waived."""
    project = Project(tmp_path)
    allow = {"missing-source": REASON, "missing-summary": REASON}
    project.entry("2024/10/23/a.md", sources=None, allow=allow)
    result = project.build(strict=True)

    assert [(f.code, f.severity) for f in result.findings] == [("unused-waiver", Severity.ERROR)]
    assert len(result.waived) == 1


def test_every_form_tells_of_waivers_in_its_own_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Text in a block, JSON in a field, SARIF as a suppression, GitHub not at all."""
    project = Project(tmp_path)
    project.entry("2024/10/23/a.md", sources=None, allow={"missing-source": REASON})
    project.entry("2024/10/23/b.md", summary=None)
    command = ["check", "-c", str(project.root / "briefgen.yaml"), "--now", NOW, "--jobs", "1"]

    assert run(command) == 0
    text = capsys.readouterr().err
    told = {}
    for form in ("json", "sarif", "github"):
        assert run([*command, "--format", form]) == 0
        told[form] = capsys.readouterr().out
    objects = json.loads(told["json"])
    results = json.loads(told["sarif"])["runs"][0]["results"]

    line = f"waived    1: missing-source in content/entries/2024/10/23/a.md:2: {REASON}"
    assert line in text.splitlines()
    assert text.endswith("1 warning\n")
    assert [(one["code"], one["waived"]) for one in objects] == [
        ("missing-summary", None),
        ("missing-source", REASON),
    ]
    assert objects[1]["line"] == 2
    assert [(one["ruleId"], one["suppressions"]) for one in results] == [
        ("missing-summary", []),
        (
            "missing-source",
            [{"kind": "inSource", "status": "accepted", "justification": REASON}],
        ),
    ]
    assert "missing-source" not in told["github"]


@pytest.mark.parametrize(
    ("written", "label"),
    [("TLP:CLEAR", "CLEAR"), ("clear", "CLEAR"), ("tlp: amber+strict", "AMBER+STRICT")],
)
def test_a_label_is_read_as_people_write_it(written: str, label: str, tmp_path: Path) -> None:
    """With or without `TLP:`, in any case; what is not CLEAR stops the build."""
    project = Project(tmp_path)
    project.entry("2024/10/23/a.md", tlp=written)
    result = project.build()

    assert result.ok is (label == "CLEAR")
    assert [f.code for f in result.findings] == ["restricted-entry"] * (not result.ok)
    assert all(f"TLP:{label}," in f.message for f in result.findings)


@pytest.mark.parametrize(
    ("written", "hint"), [("WHITE", "write CLEAR"), ("purple", "write one of CLEAR, GREEN")]
)
def test_a_label_that_is_none_is_found(written: str, hint: str, tmp_path: Path) -> None:
    """With the one that was meant."""
    project = Project(tmp_path)
    project.entry("2024/10/23/a.md", tlp=written)
    (finding,) = project.build().findings

    assert finding.code == "invalid-value"
    assert finding.hint.startswith(hint)


def test_what_only_a_look_at_the_web_finds_can_be_waived() -> None:
    """A check without such a look neither finds it nor calls the waiver useless."""
    content = library(entry(**allowing("dead-source")), entry("b", **allowing("dead-source", "")))
    path = content.published[0].origin.path
    dead = Finding(code="dead-source", message="x", span=Span(path=path, key="sources[0].url"))
    other = Finding(code="moved-source", message="x", span=Span(path=path, key="sources[0].url"))

    quiet = waive((), content, config(), later=["dead-source"], known=["dead-source"])
    severities = {"dead-source": Severity.WARNING}
    asked = let_stand((dead, other), content, config(), severities)
    answers = let_stand((other,), content, config(), severities)
    unsure = let_stand((other,), content, config(), severities, [content.published[0].origin])

    assert [finding.code for finding in quiet.findings] == ["waiver-without-reason"]
    assert asked.findings == (other,)
    assert [one.finding for one in asked.waived] == [dead]
    assert [finding.code for finding in answers.findings] == ["moved-source", "unused-waiver"]
    assert unsure.findings == (other,)
