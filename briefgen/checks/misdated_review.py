"""Policy: a review is not older than its text, and not in the future.

`reviewed_at` is shown to readers beside the name. A text cannot have been reviewed before its
`date`, when it was created; an entry that is to appear later says so with `publish_at`. Where one
of the two is a bare day, only the days are compared.
"""

from collections.abc import Iterator

from briefgen.checks._moments import before, shown
from briefgen.checks._places import in_entry
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Entry, Library, Moment

CODE = "misdated-review"
SEVERITY = Severity.WARNING


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each published entry whose review has an impossible time."""
    for entry in library.published:
        if entry.reviewed_at is not None:
            yield from misdated(entry, entry.reviewed_at, library.now)


def misdated(entry: Entry, at: Moment, now: Moment) -> Iterator[Finding]:
    """Yield one finding when an entry cannot have been reviewed at a time."""
    if before(now, at):
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            message=f"the review lies in the future ({shown(at)})",
            span=in_entry(entry, "reviewed_at"),
            hint="mend `reviewed_at`",
        )
    elif before(at, entry.date):
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            message=f"the text was reviewed ({shown(at)}) "
            f"before it was created ({shown(entry.date)})",
            span=in_entry(entry, "reviewed_at"),
            hint="mend `reviewed_at`, or give the time to publish as `publish_at`",
            related=(in_entry(entry, "date"),),
        )
