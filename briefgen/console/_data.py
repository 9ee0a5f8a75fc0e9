"""Findings for machines: JSON, workflow commands of GitHub Actions, SARIF.

Placed findings in, plain data or text out.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from briefgen import __version__, urls
from briefgen.console._placing import Placed
from briefgen.console._terminal import visible
from briefgen.finding import Finding, Span


def as_object(item: Placed, reason: str | None = None) -> dict[str, Any]:
    """Return a finding as plain data; what is not known is None. `reason` is why it is waived."""
    finding = item.finding
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        **_place(item.span),
        "hint": finding.hint or None,
        "related": [_place(span) for span in item.related],
        "waived": reason,
    }


def _place(span: Span) -> dict[str, Any]:
    """Return a span as data: numbers from 1, `end_column` the first that is not meant."""
    return {
        "path": span.path or None,
        "line": span.line or None,
        "column": span.column or None,
        "end_column": span.column + span.length if span.column else None,
    }


def as_command(item: Placed, root: Path) -> str:
    """Return a finding as a workflow command of GitHub Actions."""
    finding, span = item.finding, item.span
    fields = {"file": _in_checkout(root, span.path) if span.path else "", "line": span.line}
    if span.line:
        fields["col"] = span.column
        fields["endColumn"] = span.column + span.length if span.column else 0
    fields["title"] = finding.code
    told = ",".join(f"{name}={_property(str(value))}" for name, value in fields.items() if value)
    return f"::{finding.severity} {told}::{_escape(_message(finding))}"


def _message(finding: Finding) -> str:
    return visible(finding.message) + (f"\nhelp: {visible(finding.hint)}" if finding.hint else "")


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escape(visible(text)).replace(":", "%3A").replace(",", "%2C")


def _in_checkout(root: Path, path: str) -> str:
    """Return a path of the project as GitHub knows it: from the root of its checkout."""
    checkout = os.environ.get("GITHUB_WORKSPACE")
    if checkout and root.resolve().is_relative_to(Path(checkout).resolve()):
        above = root.resolve().relative_to(Path(checkout).resolve()).as_posix()
        return path if above == "." else f"{above}/{path}"
    return path


def as_sarif(
    placed: Sequence[Placed],
    waived: Sequence[tuple[Placed, str]],
    root: Path,
    explanations: Mapping[str, str],
) -> dict[str, Any]:
    """Return findings as a log of SARIF 2.1.0 (OASIS standard). What is waived is suppressed."""
    found = [*placed, *(item for item, _ in waived)]
    codes = sorted({*explanations, *(item.finding.code for item in found)})
    driver = {
        "name": "briefgen",
        "semanticVersion": __version__,
        "rules": [_rule(code, explanations.get(code, "")) for code in codes],
    }
    results = [_result(item, codes.index(item.finding.code), root) for item in found]
    if waived:
        # §3.27.23: all results of a run have the property, or none.
        reasons = [*([None] * len(placed)), *(reason for _, reason in waived)]
        for result, reason in zip(results, reasons, strict=True):
            result["suppressions"] = _suppressions(reason)
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }


def _rule(code: str, explanation: str) -> dict[str, Any]:
    text = explanation or code
    short = text.partition("\n\n")[0]
    return {"id": code, "shortDescription": {"text": short}, "help": {"text": text}}


def _result(item: Placed, index: int, root: Path) -> dict[str, Any]:
    finding = item.finding
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": finding.severity.value,
        "message": {"text": _message(finding)},
    }
    if item.span.path:
        result["locations"] = [_location(item.span, root)]
    if item.related:
        result["relatedLocations"] = [
            {"id": i, **_location(span, root)} for i, span in enumerate(item.related)
        ]
    return result


def _suppressions(reason: str | None) -> list[dict[str, str]]:
    if reason is None:
        return []
    return [{"kind": "inSource", "status": "accepted", "justification": visible(reason)}]


def _location(span: Span, root: Path) -> dict[str, Any]:
    path = visible(_in_checkout(root, span.path))
    physical: dict[str, Any] = {"artifactLocation": {"uri": urls.file_url(path)}}
    if span.line:
        physical["region"] = {"startLine": span.line}
        if span.column:
            physical["region"]["startColumn"] = span.column
            physical["region"]["endColumn"] = span.column + span.length
    return {"physicalLocation": physical}
