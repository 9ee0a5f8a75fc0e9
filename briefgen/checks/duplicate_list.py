"""Policy: a list has a name of its own.

A list is named after its file, wherever below `content/lists/` that lies, and of two with one name
only one could be asked for. On a site in several languages each may have one: `lang:` says which,
or the folder, as in `content/lists/de/`.
"""

from collections.abc import Iterator

from briefgen.checks._places import quoted, span
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import CuratedList, Library
from briefgen.wings import wings_of

CODE = "duplicate-list"
SEVERITY = Severity.ERROR


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each list whose name another one has."""
    for wing in wings_of(library, config):
        first: dict[str, CuratedList] = {}
        for one in sorted(wing.library.lists, key=lambda one: one.origin.path):
            known = first.setdefault(one.name, one)
            if known is not one:
                yield Finding(
                    code=CODE,
                    severity=SEVERITY,
                    message=f"there is another list {quoted(one.name)}",
                    span=span(one.origin, "title"),
                    hint="rename one of the two, or say in which language each is with `lang`",
                    related=(span(known.origin, "title"),),
                )
