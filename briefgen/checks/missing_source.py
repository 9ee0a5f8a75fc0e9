"""Policy: a published entry says where it comes from.

A digest is worth what its sources are worth, and readers can only judge what they are shown. Add
`sources:` with at least a `name` and a `url`. It is a warning, because some kinds of entries rest
on nothing but their author; a publication that means to hold every entry to it writes
`checks: {severity: {missing-source: error}}`, and nothing without a source goes out any more. A
draft that is shown in a preview may lack it still.
"""

from collections.abc import Iterator

from briefgen.checks._places import in_entry
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "missing-source"
SEVERITY = Severity.WARNING
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each published entry without a source."""
    for entry in library.published:
        if not entry.sources and not entry.draft:
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                message="the entry does not say where it comes from",
                span=in_entry(entry),
                hint="add `sources:` with a `name` and a `url`",
            )
