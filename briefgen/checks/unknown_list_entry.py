"""Policy: lists and editions name entries that exist.

The lists of `content/lists/`, and the `order` and `sections` of an edition, name entries by their
id: the `id:` of the entry where it has one, else its day and its slug, such as
`2024-10-23-troops`. An id that no entry has is a line that would silently be left out.
"""

from collections.abc import Iterator

from briefgen.checks._nearby import did_you_mean
from briefgen.checks._places import named_entries, quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Entry, Library
from briefgen.wings import wings_of

CODE = "unknown-list-entry"
SEVERITY = Severity.ERROR


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each id in a list or an edition that no entry has."""
    everywhere = _ids(library)
    for wing in wings_of(library, config):
        known = _ids(wing.library)
        for name, span in named_entries(wing.library):
            if name in known or planned.references.may_have(name):
                continue
            if name in everywhere:
                message = f"the entry {quoted(name)} is in another language of the site"
                hint = f"name one that is in `{wing.config.language}`"
            else:
                message = f"no entry has the id {quoted(name)}"
                hint = did_you_mean(
                    name,
                    [entry.id for entry in wing.library.published],
                    "write the entry's day and slug, such as `2024-10-23-troops`",
                )
            yield Finding(code=CODE, severity=SEVERITY, message=message, span=span, hint=hint)


def _ids(library: Library) -> set[str]:
    held = (kept.thing.id for kept in library.held if isinstance(kept.thing, Entry))
    return {*(entry.id for entry in library.published), *held}
