"""Policy: a correction moves `updated`.

Readers, feed readers and search engines see by `updated` that an entry is not what it was. So it is
not before the day of any item of `corrections`, whatever its kind: what is worth telling readers is
worth the stamp. Minor edits, such as a slip of the keyboard, need neither. What lies in the future
is `misdated-correction`.
"""

from collections.abc import Iterator

from briefgen.checks._moments import before, shown
from briefgen.checks._places import in_entry
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library, Moment

CODE = "correction-without-update"
SEVERITY = Severity.WARNING


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each published entry that was corrected after its last stamp."""
    for entry in library.published:
        if not entry.corrections:
            continue
        stamp = entry.updated or entry.date
        number, newest = max(
            (
                numbered
                for numbered in enumerate(entry.corrections)
                if not before(library.now, numbered[1].date)
            ),
            key=lambda numbered: numbered[1].date.instant,
            default=(0, None),
        )
        if newest is not None and newest.date.day > stamp.day:
            key = "updated" if entry.updated else "date"
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                message=f"the {newest.kind} ({shown(newest.date)}) is newer than "
                f"`{key}` ({shown(stamp)})",
                span=in_entry(entry, f"corrections[{number}].date"),
                hint=f"write `updated: {_written(newest.date)}`",
                related=(in_entry(entry, key),),
            )


def _written(moment: Moment) -> str:
    if not moment.clock:
        return moment.day.isoformat()
    return moment.local.isoformat(timespec="minutes")
