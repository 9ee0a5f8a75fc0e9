"""Policy: each section of an edition takes an entry.

`sections` in `content/editions/` part an edition under headings. An entry stands in the first
section that takes it, and a section that takes none is not shown: its topics, regions or kinds are
misspelt, or an earlier section has taken all there was. A note whose whole edition is empty is
`unused-edition-note`; ids that lead nowhere are `unknown-list-entry` or `held-list-entry`.
"""

from collections import defaultdict
from collections.abc import Iterator

from briefgen import urls
from briefgen.checks._places import quoted, span
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.digest.editions import section_of
from briefgen.finding import Finding, Severity
from briefgen.model import Entry, Library
from briefgen.wings import wings_of

CODE = "empty-edition"
SEVERITY = Severity.WARNING


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each section of a published edition that takes nothing."""
    for wing in wings_of(library, config):
        yield from _in_wing(wing.library, config)


def _in_wing(library: Library, config: Config) -> Iterator[Finding]:
    parted = {note.period for note in library.notes if note.sections}
    if not parted:
        return
    editions: dict[str, list[Entry]] = defaultdict(list)
    for entry in library.published:
        period = urls.period_of(entry.date.day, config.cadence)
        if period in parted:
            editions[period].append(entry)
    published = {entry.id for entry in library.published}
    for note in library.notes:
        entries = editions.get(note.period)
        if not entries:
            continue
        taken = {section_of(entry, note.sections) for entry in entries}
        for i, section in enumerate(note.sections):
            # An id that no published entry has is told as such.
            if i + 1 not in taken and published.issuperset(section.entries):
                yield Finding(
                    code=CODE,
                    severity=SEVERITY,
                    message=f"the section {quoted(section.title)} takes no entry, "
                    "so it is not shown",
                    span=span(note.origin, f"sections[{i}].title"),
                    hint="mend what it asks for, or remove it",
                )
