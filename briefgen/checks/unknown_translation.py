"""Policy: an entry names translations that exist.

`translations:` names the entries that say the same in other languages by their ids: the `id:` of
the entry where it has one, else its day and its slug, such as `2024-10-23-troops-fr`. An id that
no entry has would silently lead nobody anywhere.
"""

from collections.abc import Iterator

from briefgen.checks._nearby import did_you_mean
from briefgen.checks._places import named_translations, quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Entry, Library

CODE = "unknown-translation"
SEVERITY = Severity.ERROR


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each id in `translations` that no entry has."""
    named = list(named_translations(library))
    if not named:
        return
    published = [entry.id for entry in library.published]
    known = {*published, *(kept.thing.id for kept in library.held if isinstance(kept.thing, Entry))}
    for name, span in named:
        if name not in known and not planned.references.may_have(name):
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                message=f"no entry has the id {quoted(name)}",
                span=span,
                hint=did_you_mean(
                    name, published, "write the entry's day and slug, such as `2024-10-23-troops`"
                ),
            )
