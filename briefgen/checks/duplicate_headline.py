"""Policy: no two entries of a few days have the same headline, or nearly the same.

Two entries that look alike in every list are mostly one story that was filed twice. Headlines are
nearly the same when one is the other with a few words more, at most one in five, and the rest in
the same order. Figures, currencies and negations have to be the same: `Week 42 in space` is not
`Week 43 in space`, and `France beats Germany` is not `Germany beats France`. An entry is compared
with those of its own day and of six days before, so that weekly columns keep their headline;
`checks: {duplicates: {days: 30}}` looks further back. Headlines of fewer than four words, such as
`Weather`, are compared on one day only.
"""

from collections.abc import Iterator, Sequence

from briefgen.checks._places import in_entry
from briefgen.checks._planned import Planned
from briefgen.checks._words import alike
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Entry, Library

CODE = "duplicate-headline"
SEVERITY = Severity.WARNING
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each published entry whose headline comes back."""
    yield from compare(library.published, (), config)


def compare(
    entries: Sequence[Entry], earlier: Sequence[Entry], config: Config
) -> Iterator[Finding]:
    """Yield the findings in some entries; `earlier` are those of the days before them."""
    languages = dict.fromkeys((entry.lang or config.language).lower() for entry in entries)
    for language in languages:
        near = [
            [one for one in some if (one.lang or config.language).lower() == language]
            for some in (entries, earlier)
        ]
        yield from _alike(near[0], near[1], config)


def _alike(entries: Sequence[Entry], earlier: Sequence[Entry], config: Config) -> Iterator[Finding]:
    for later, before, same in alike(entries, earlier, config.checks.duplicates.days):
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            message=f"another entry of {before.date.day} has {'' if same else 'nearly '}the same "
            "headline",
            span=in_entry(later),
            hint="remove one of the two, or tell them apart in their titles",
            related=(in_entry(before),),
        )
