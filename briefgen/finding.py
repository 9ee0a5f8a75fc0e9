"""Findings: what is wrong with the user's content, as values.

Every fault of content or configuration is a `Finding`, collected and never raised. Exceptions are
for our own bugs and for the world; the two that cross a room's border are at the end.

    Exception
      BriefgenError          carries findings; ends the command with its exit code
        ConfigurationError   exit 2: the command line or briefgen.yaml
        WorldError           exit 3: disk, network, another build at work
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from briefgen.fingerprint import Value


class Severity(StrEnum):
    """How much a finding weighs: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span(Value):
    """A place in a file of the project.

    A finding made while a file is read knows its line. One made later names the key instead
    (`sources[1].url`), and the line is looked up when the finding is shown.
    """

    path: str
    """Relative to the project, with forward slashes."""
    line: int = 0
    """From 1; 0 when only the key, or only the file, is known."""
    column: int = 0
    """From 1, in characters; 0 when unknown."""
    length: int = 1
    """How many characters of the line are meant."""
    key: str = ""
    """The front-matter key, dotted and indexed, when the line is not known yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Value):
    """One diagnostic."""

    code: str
    """Names the fault, reads well after "ignore": `missing-source`."""
    message: str
    """Lower case, no full stop, the fault first."""
    span: Span
    hint: str = ""
    """One action that mends it."""
    severity: Severity = Severity.ERROR
    related: tuple[Span, ...] = ()
    """Other places that belong to the fault, such as the first of two equal keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waived(Value):
    """A finding that its entry allows, and why."""

    finding: Finding
    reason: str
    span: Span
    """Of the waiver."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What is reported, and what was found and waived."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()


def has_error(findings: Iterable[Finding]) -> bool:
    """Tell whether one of these stops a build."""
    return any(finding.severity is Severity.ERROR for finding in findings)


class BriefgenError(Exception):
    """A fault that ends a command, told as findings."""

    exit_code = 1

    def __init__(self, *findings: Finding, waived: tuple[Waived, ...] = ()) -> None:
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings = findings
        self.waived = waived


class ConfigurationError(BriefgenError):
    """The command line or the configuration cannot be used."""

    exit_code = 2


class WorldError(BriefgenError):
    """The disk, the network or another process stands in the way."""

    exit_code = 3
