"""Policy: a headline is short enough for a card.

Lists, feeds and search results cut or wrap what is longer. `checks: {length: {title: 140}}` is the
most, in characters. What the headline cannot hold belongs in the summary.
"""

from collections.abc import Iterator

from briefgen.checks._places import in_entry
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "long-headline"
SEVERITY = Severity.WARNING
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each published entry whose headline is too long."""
    most = config.checks.length.title
    for entry in library.published:
        if len(entry.title) > most:
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                message=f"the headline is {len(entry.title)} characters long, the most is {most}",
                span=in_entry(entry, "title"),
                hint="shorten it, or move a part of it to the summary",
            )
