"""Policy: a published entry has a summary.

Lists, feeds, search results and previews in social media show the summary: without one they show
the headline alone. Add `summary:` with one to three sentences of plain text. A draft that is shown
in a preview may lack it still.
"""

from collections.abc import Iterator

from briefgen.checks._places import in_entry
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "missing-summary"
SEVERITY = Severity.WARNING
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each published entry without a summary."""
    for entry in library.published:
        if not entry.summary.strip() and not entry.draft:
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                message="the entry has no summary",
                span=in_entry(entry),
                hint="add `summary:` with one to three sentences",
            )
