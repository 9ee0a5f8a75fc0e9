"""Policy: an entry is not updated before it was created.

Both stamps are shown to readers, and feeds and search engines sort by them: an `updated` before
`date` makes both doubtful. Where one of the two is a bare day, only the days are compared.
"""

from collections.abc import Iterator

from briefgen.checks._moments import before, shown
from briefgen.checks._places import in_entry
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "updated-before-date"
SEVERITY = Severity.WARNING
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each published entry whose `updated` lies before its `date`."""
    for entry in library.published:
        if entry.updated is not None and before(entry.updated, entry.date):
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                message=f"the entry was updated ({shown(entry.updated)}) "
                f"before it was created ({shown(entry.date)})",
                span=in_entry(entry, "updated"),
                hint="mend `updated`, or remove it",
                related=(in_entry(entry, "date"),),
            )
