"""What the user decides on findings: `checks` of the configuration, and --strict.

Findings in, findings out. What cannot be read stays an error whatever the settings say: only
policies, and what reading calls a warning, can be set aside.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from briefgen.checks._nearby import did_you_mean
from briefgen.checks._places import in_config, quoted
from briefgen.config import CheckLevel, ChecksConfig, Config
from briefgen.finding import Finding, Severity

UNKNOWN_CODE = "unknown-code"
FIXED_CODE = "unwaivable-code"

_UNKNOWN_CODE_TEXT = """\
Each code under `checks` in the configuration, and under `allow` in a text, is a known one.

A code with a slip of the keyboard would be ignored without a word, and the check that it was to \
change would go on as before. The known codes are those of this page."""


BINDING = frozenset(["undisclosed-ai-image", "undisclosed-ai-text", "contradictory-origin"])
"""What readers have to be told, whatever anybody thinks of it: as an error it stays one."""


def settle(
    findings: Iterable[Finding], config: Config, policies: Collection[str]
) -> tuple[Finding, ...]:
    """Return the findings that are reported, each with the severity that holds for its file.

    `policies` are the codes that may be set aside, but for those that bind. Settings under
    `checks.paths` are laid over the general ones, in the order of the file.
    """
    levels = Levels(config)
    kept: list[Finding] = []
    for finding in findings:
        binding = finding.code in BINDING or finding.code not in policies
        if binding and finding.severity is Severity.ERROR:
            kept.append(finding)
            continue
        level = levels.of(finding.code, finding.span.path, finding.severity)
        if level != "off":
            severity = Severity(level)
            changed = severity is not finding.severity
            kept.append(replace(finding, severity=severity) if changed else finding)
    return tuple(kept)


class Levels:
    """How much findings weigh in a configuration."""

    def __init__(self, config: Config) -> None:
        """Make the expressions of all patterns once."""
        self._checks = config.checks
        self._rules = tuple((_matcher(glob), part) for glob, part in config.checks.paths.items())

    def of(self, code: str, path: str, severity: Severity) -> CheckLevel:
        """Return what a code weighs in a file; by default it weighs the severity."""
        checks = self._checks
        level: CheckLevel = checks.severity.get(code, severity.value)
        if code in checks.ignore or (checks.select and code not in checks.select):
            level = "off"
        for pattern, part in self._rules:
            if pattern.fullmatch(path):
                level = part.severity.get(code, level)
                level = "off" if code in part.ignore else level
        return level


def strict(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings, every warning an error."""
    return tuple(replace(finding, severity=Severity.ERROR) for finding in findings)


def fixed_codes(config: Config, fixed: Collection[str]) -> tuple[Finding, ...]:
    """Return a finding for each code that the configuration would set aside or weigh in vain.

    `fixed` are the codes that stay errors whatever the settings say, besides those that bind.
    """
    return tuple(
        Finding(
            code=FIXED_CODE,
            message=f"{quoted(code)} stays an error, whatever is set here",
            span=in_config(key),
            hint="remove the setting, and mend what is found",
            severity=Severity.WARNING,
        )
        for key, code, level in _written(config.checks)
        if (code in fixed or code in BINDING) and level != Severity.ERROR.value
    )


def unknown_codes(config: Config, known: Iterable[str]) -> tuple[Finding, ...]:
    """Return a finding for each code in the configuration that no check has."""
    known = sorted({*known, UNKNOWN_CODE})
    return tuple(
        Finding(
            code=UNKNOWN_CODE,
            message=f"no check has the code {quoted(code)}",
            span=in_config(key),
            hint=did_you_mean(code, known, "take a code of docs/findings.md, or remove it"),
        )
        for key, code, _ in _written(config.checks)
        if code not in known
    )


def explanations() -> dict[str, str]:
    """Return the text on the one code that is found here."""
    return {UNKNOWN_CODE: _UNKNOWN_CODE_TEXT}


def _written(checks: ChecksConfig) -> Iterator[tuple[str, str, str]]:
    """Yield each code of the settings, with its key and with what it is to weigh."""
    error = Severity.ERROR.value
    yield from ((f"checks.select[{i}]", code, error) for i, code in enumerate(checks.select))
    yield from ((f"checks.ignore[{i}]", code, "off") for i, code in enumerate(checks.ignore))
    for code, level in checks.severity.items():
        yield f"checks.severity.{code}", code, level
    for glob, part in checks.paths.items():
        place = f"checks.paths.{glob}"
        yield from ((f"{place}.ignore[{i}]", code, "off") for i, code in enumerate(part.ignore))
        for code, level in part.severity.items():
            yield f"{place}.severity.{code}", code, level


def _matcher(glob: str) -> re.Pattern[str]:
    """Return the expression for a pattern: `**` any folders, `*` and `?` within one name."""
    parts = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    pieces = re.split(r"(\*\*/|\*\*|\*|\?)", glob.removeprefix("./"))
    return re.compile("".join(parts.get(piece, re.escape(piece)) for piece in pieces), re.DOTALL)
