"""Policy: what an entry rests on first was not in the digest a few days before.

An entry whose first source is that of an entry of the same kind and `lang`, up to six days before,
is mostly the same news once more. `checks: {duplicates: {days: 30}}` looks further back. Entries of
one `story` follow each other and may rest on the same page. Addresses are compared as for
`duplicate-source`, which is about entries of one day.
"""

from collections.abc import Iterator, Sequence
from operator import attrgetter

from briefgen.checks._places import in_entry
from briefgen.checks._planned import Planned
from briefgen.checks._sources import repeats
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Entry, Library

CODE = "repeated-source"
SEVERITY = Severity.WARNING
LOCAL = True

_LIKE = attrgetter("kind", "lang")


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each published entry whose first source was another's before."""
    yield from compare(library.published, (), config)


def compare(
    entries: Sequence[Entry], earlier: Sequence[Entry], config: Config
) -> Iterator[Finding]:
    """Yield the findings in some entries; `earlier` are those of the days before them."""
    for later, before in repeats(entries, earlier, config.checks.duplicates.days, _LIKE):
        apart = later.date.day != before.date.day
        if apart and not (later.story and later.story == before.story):
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                message=f"an entry of {before.date.day} rests on the same page first",
                span=in_entry(later, "sources[0].url"),
                hint="remove one of the two, give both a `story`, or name another source first",
                related=(in_entry(before, "sources[0].url"),),
            )
