"""Policy: a correction is not older than its entry, and not in the future.

The date of each item of `corrections` is shown to readers, and they are sorted by it. What was
changed before the entry was created is no correction of it, and what is still to be changed cannot
be told as done. It is shown all the same: a notice is never held back. Where one of the two times
is a bare day, only the days are compared.
"""

from collections.abc import Iterator

from briefgen.checks._moments import before, shown
from briefgen.checks._places import in_entry
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "misdated-correction"
SEVERITY = Severity.WARNING


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each correction of a published entry with an impossible time."""
    for entry in library.published:
        for number, correction in enumerate(entry.corrections):
            at = correction.date
            if before(library.now, at):
                yield Finding(
                    code=CODE,
                    severity=SEVERITY,
                    message=f"the {correction.kind} lies in the future ({shown(at)})",
                    span=in_entry(entry, f"corrections[{number}].date"),
                    hint="mend its `date`",
                )
            elif before(at, entry.date):
                yield Finding(
                    code=CODE,
                    severity=SEVERITY,
                    message=f"the {correction.kind} ({shown(at)}) is older than "
                    f"the entry ({shown(entry.date)})",
                    span=in_entry(entry, f"corrections[{number}].date"),
                    hint="mend its `date`, or that of the entry",
                    related=(in_entry(entry, "date"),),
                )
