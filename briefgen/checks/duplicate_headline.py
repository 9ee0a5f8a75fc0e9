"""Policy: no two entries of one day have the same headline.

Two entries that look alike in every list are mostly one story that was filed twice. Headlines are
the same when they differ in capitals and spaces only. The same headline on another day is none of
this policy's business: weekly columns keep theirs.
"""

from collections.abc import Iterator
from datetime import date

from briefgen import urls
from briefgen.checks._places import in_entry
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Entry, Library

CODE = "duplicate-headline"
SEVERITY = Severity.WARNING
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each published entry that repeats an earlier headline of its day."""
    first: dict[tuple[date, str], Entry] = {}
    for entry in reversed(library.published):
        other = first.setdefault((entry.date.day, urls.term_key(entry.title)), entry)
        if other is not entry:
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                message=f"another entry of {entry.date.day} has the same headline",
                span=in_entry(entry),
                hint="remove one of the two, or tell them apart in their titles",
                related=(in_entry(other),),
            )
