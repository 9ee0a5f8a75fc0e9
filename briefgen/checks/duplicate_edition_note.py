"""Policy: an edition has one note.

A second file for the same day, week or month, `2024-10-23.md` beside `2024-10-23.yaml` or in a
folder, would take the place of the first. On a site in several languages each edition has one in
each: `lang:` says which, or the folder, as in `content/editions/de/`.
"""

from collections.abc import Iterator

from briefgen.checks._places import span
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import EditionNote, Library
from briefgen.wings import wings_of

CODE = "duplicate-edition-note"
SEVERITY = Severity.ERROR


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each note on an edition that has one already."""
    for wing in wings_of(library, config):
        first: dict[str, EditionNote] = {}
        for note in sorted(wing.library.notes, key=lambda note: note.origin.path):
            known = first.setdefault(note.period, note)
            if known is not note:
                yield Finding(
                    code=CODE,
                    severity=SEVERITY,
                    message=f"the edition `{note.period}` has a note already",
                    span=span(note.origin, "title"),
                    hint="keep one of the two, or say in which language each is with `lang`",
                    related=(span(known.origin, "title"),),
                )
