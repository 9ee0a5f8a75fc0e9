"""Policy: an editor's note belongs to an edition that is published.

A note is named after its edition: `2024-10-23` in a daily digest, `2024-W43` in a weekly one,
`2024-10` in a monthly one. A note for a day without entries, or named for another cadence, is shown
nowhere.
"""

from collections.abc import Iterator

from briefgen import urls
from briefgen.checks._places import span
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library
from briefgen.wings import wings_of

CODE = "unused-edition-note"
SEVERITY = Severity.WARNING


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each note whose edition has no published entry."""
    if not library.notes:
        return
    for wing in wings_of(library, config):
        entries = wing.library.published
        editions = {urls.period_of(entry.date.day, config.cadence) for entry in entries}
        for note in wing.library.notes:
            if note.period not in editions:
                yield Finding(
                    code=CODE,
                    message=f"no {config.cadence} edition `{note.period}` is published, so its "
                    "note is shown nowhere",
                    span=span(note.origin, "title"),
                    hint="rename the file after an edition with entries, or remove it",
                    severity=SEVERITY,
                )
