"""Policy: lists and editions name entries that are published.

A list or an edition may name an entry before it is published, or keep one that has expired. Its
line is left out for as long as the entry is held back, and comes by itself once it is not.
"""

from collections.abc import Iterator

from briefgen.checks._places import named_entries, quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Entry, Library

CODE = "held-list-entry"
SEVERITY = Severity.WARNING


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each id in a list or an edition whose entry is held back."""
    held = {kept.thing.id for kept in library.held if isinstance(kept.thing, Entry)}
    left_out = [named for named in named_entries(library) if named.id in held]
    if not left_out:
        return
    table = planned.references
    for named in left_out:
        why = table.why(named.span.path, f"entry:{named.id}")
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            message=f"the entry {quoted(named.id)} is left out: {why}",
            span=named.span,
            hint="publish the entry, or remove the line",
        )
