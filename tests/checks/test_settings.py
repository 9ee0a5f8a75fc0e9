"""What the user decides on findings: selected, ignored, weighed, by path, --strict."""

from typing import Any

import pytest

from briefgen.checks import (
    apply,
    explanation_of,
    explanations,
    fixed_codes,
    strict,
    unknown_codes,
)
from briefgen.config import Config
from briefgen.finding import ConfigurationError, Finding, Severity, Span

OLD = "content/entries/2019/05/01/old.md"
NEW = "content/entries/2024/10/23/new.md"


def finding(code: str, path: str = NEW, severity: Severity = Severity.WARNING) -> Finding:
    """Return a finding on a file."""
    return Finding(code=code, message="something is wrong", span=Span(path=path), severity=severity)


def settings(**checks: Any) -> Config:
    """Return a configuration with these checks."""
    return Config(title="Trial", checks=checks)


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    """Return code and severity of each."""
    return [(finding.code, finding.severity.value) for finding in findings]


def test_without_settings_findings_stay_as_they_are() -> None:
    """Even the values are the same."""
    findings = (finding("missing-source"), finding("invalid-yaml", severity=Severity.ERROR))

    assert apply(findings, settings()) == findings


def test_a_severity_can_be_raised_lowered_and_turned_off() -> None:
    """By code."""
    config = settings(
        severity={"missing-source": "error", "broken-link": "warning", "missing-summary": "off"}
    )
    findings = [
        finding("missing-source"),
        finding("broken-link", severity=Severity.ERROR),
        finding("missing-summary"),
    ]

    assert told(apply(findings, config)) == [
        ("missing-source", "error"),
        ("broken-link", "warning"),
    ]


def test_selecting_leaves_the_rest_out_and_ignoring_wins() -> None:
    """A code that is both selected and ignored is ignored."""
    config = settings(select=["missing-source", "broken-link"], ignore=["broken-link"])
    findings = [finding("missing-source"), finding("broken-link"), finding("missing-alt")]

    assert told(apply(findings, config)) == [("missing-source", "warning")]


def test_what_readers_must_be_told_binds_the_owner_too() -> None:
    """An error on disclosure is neither ignored nor made a warning, by code or by path."""
    asked: dict[str, Any] = {
        "ignore": ["undisclosed-ai-image"],
        "select": ["missing-source"],
        "severity": {"undisclosed-ai-text": "off", "contradictory-origin": "warning"},
        "paths": {"**": {"ignore": ["undisclosed-ai-text"]}},
    }
    codes = ("undisclosed-ai-image", "undisclosed-ai-text", "contradictory-origin")
    findings = tuple(Finding(code=code, message="x", span=Span(path="a.md")) for code in codes)

    assert apply(findings, settings(**asked)) == findings


def test_what_cannot_be_read_stays_an_error() -> None:
    """No setting lets a file go missing; a warning of reading can be set aside."""
    config = settings(
        select=["missing-source"],
        ignore=["invalid-yaml", "unsupported-link"],
        severity={"invalid-yaml": "off"},
    )
    findings = [
        finding("invalid-yaml", severity=Severity.ERROR),
        finding("unsupported-link", severity=Severity.WARNING),
    ]

    assert told(apply(findings, config)) == [("invalid-yaml", "error")]


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ("content/entries/2019/**", True),
        ("content/**/old.md", True),
        ("**/*.md", True),
        ("**", True),
        ("content/entries/20?9/*/*/old.md", True),
        ("./content/entries/2019/**", True),
        ("content/entries/2019/*", False),
        ("content/entries/2019", False),
        ("*.md", False),
        ("entries/2019/**", False),
        ("content/entries/2019/**/old.m", False),
        ("content/entries/2019/**/old.md", True),
        ("content/entries/2019/05/01/**/old.md", True),
        ("content/entries/2019/**/01.old.md", False),
    ],
)
def test_a_pattern_stands_for_the_whole_path(pattern: str, matches: bool) -> None:
    """Two stars for any folders, one for a name or a part of it."""
    config = settings(paths={pattern: {"ignore": ["missing-source"]}})

    assert (apply([finding("missing-source", OLD)], config) == ()) is matches


def test_settings_of_a_path_are_laid_over_the_general_ones() -> None:
    """In the order of the file, for the files that match only."""
    config = settings(
        severity={"missing-source": "error"},
        paths={
            "content/entries/2019/**": {"severity": {"missing-source": "off"}},
            "**/old.md": {"severity": {"missing-source": "warning"}},
        },
    )
    findings = [finding("missing-source", OLD), finding("missing-source", NEW)]

    assert told(apply(findings, config)) == [
        ("missing-source", "warning"),
        ("missing-source", "error"),
    ]


def test_strict_takes_warnings_for_errors() -> None:
    """All of them."""
    findings = (finding("missing-source"), finding("broken-link", severity=Severity.ERROR))

    assert {severity for _, severity in told(strict(findings))} == {"error"}


def test_codes_that_no_check_has_are_found_where_they_are_written() -> None:
    """A slip of the keyboard would silently change nothing."""
    config = settings(
        select=["broken-link"],
        ignore=["invalid-yaml", "mising-sumary"],
        severity={"nonsense": "error"},
        paths={"content/**": {"ignore": ["broken_link"], "severity": {"x": "off"}}},
    )
    findings = unknown_codes(config, [*explanations(), "invalid-yaml"])

    assert [(f.code, f.span.path, f.span.key) for f in findings] == [
        ("unknown-code", "briefgen.yaml", "checks.ignore[1]"),
        ("unknown-code", "briefgen.yaml", "checks.severity.nonsense"),
        ("unknown-code", "briefgen.yaml", "checks.paths.content/**.ignore[0]"),
        ("unknown-code", "briefgen.yaml", "checks.paths.content/**.severity.x"),
    ]
    assert findings[0].hint == "did you mean `missing-summary`?"
    assert {f.severity for f in findings} == {Severity.ERROR}


def test_a_setting_without_effect_is_found_where_it_is_written() -> None:
    """What cannot be read stays an error; to select it, or to call it one, is no fault."""
    config = settings(
        select=["invalid-yaml"],
        ignore=["invalid-yaml", "missing-source"],
        severity={"invalid-yaml": "error", "waiver-without-reason": "off"},
        paths={"content/**": {"ignore": ["invalid-yaml"], "severity": {"invalid-yaml": "warning"}}},
    )
    findings = fixed_codes(config, {"invalid-yaml", "waiver-without-reason"})

    assert [(f.code, f.severity, f.span.key) for f in findings] == [
        ("unwaivable-code", Severity.WARNING, "checks.ignore[0]"),
        ("unwaivable-code", Severity.WARNING, "checks.severity.waiver-without-reason"),
        ("unwaivable-code", Severity.WARNING, "checks.paths.content/**.ignore[0]"),
        ("unwaivable-code", Severity.WARNING, "checks.paths.content/**.severity.invalid-yaml"),
    ]


def test_a_code_is_explained() -> None:
    """The law first, then what to do; those of other rooms are handed in."""
    text = explanation_of("missing-alt")

    assert text.startswith("missing-alt\n\nAn image has a text that stands for it.\n\n")
    assert explanation_of("other", {"other": "A law."}) == "other\n\nA law."


def test_an_unknown_code_is_refused_with_the_one_that_was_meant() -> None:
    """It is the command that is wrong."""
    with pytest.raises(ConfigurationError) as refused:
        explanation_of("missing-atl")

    assert refused.value.findings[0].hint == "did you mean `missing-alt`?"


def test_every_code_has_a_law_and_an_explanation() -> None:
    """Both are sentences."""
    for code, text in explanations().items():
        law, _, rest = text.partition("\n\n")
        assert law.endswith("."), code
        assert law[0].isupper(), code
        assert rest.endswith("."), code
        assert "Policy:" not in text, code
