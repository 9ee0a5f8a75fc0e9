"""Policy: no two entries of one day rest on the same page first.

An entry whose first source is that of another entry of the same day, kind, story and `lang` is one
story that was filed twice. Addresses are the same when they differ in `http` or `https`, `www.`, a
slash at the end, the part behind `#`, or in what only tracks readers (`utm_source` and its like).
The bare address of a site, without a path, says nothing of what was read there. An opinion beside
the news, or a short beside the article, is another kind and may rest on the same. On later days it
is `repeated-source`.
"""

from collections.abc import Iterator, Sequence
from operator import attrgetter

from briefgen.checks._places import in_entry
from briefgen.checks._planned import Planned
from briefgen.checks._sources import repeats
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Entry, Library

CODE = "duplicate-source"
SEVERITY = Severity.ERROR
LOCAL = True

_LIKE = attrgetter("kind", "story", "lang")


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each published entry whose first source another of its day has."""
    yield from compare(library.published, (), config)


def compare(
    entries: Sequence[Entry], earlier: Sequence[Entry], config: Config
) -> Iterator[Finding]:
    """Yield the findings in some entries; `earlier` are those of the days before them."""
    for later, before in repeats(entries, earlier, 0, _LIKE):
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            message="another entry of the day rests on the same page first",
            span=in_entry(later, "sources[0].url"),
            hint="remove one of the two entries, or name what each rests on first",
            related=(in_entry(before, "sources[0].url"),),
        )
