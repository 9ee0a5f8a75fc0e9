"""Policy: an entry names translations that are published.

A translation may be named before it is published. The entry is shown without it for as long as it
is held back, and with it once it is not.
"""

from collections.abc import Iterator

from briefgen.checks._places import named_translations, quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Entry, Library

CODE = "held-translation"
SEVERITY = Severity.WARNING


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each id in `translations` whose entry is held back."""
    held = {kept.thing.id for kept in library.held if isinstance(kept.thing, Entry)}
    if not held:
        return
    table = planned.references
    for named in named_translations(library):
        if named.id in held:
            why = table.why(named.span.path, f"entry:{named.id}")
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                message=f"the translation {quoted(named.id)} is left out: {why}",
                span=named.span,
                hint="publish the entry, or remove its id",
            )
