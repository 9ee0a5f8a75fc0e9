"""Policy: a summary is short enough for a card.

It stands on cards, in feeds and in search results: one to three sentences. `checks: {length:
{summary: 400}}` is the most, in characters. The rest belongs in the text. No summary is too short;
one that is empty is `missing-summary`.
"""

from collections.abc import Iterator

from briefgen.checks._places import in_entry
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "long-summary"
SEVERITY = Severity.WARNING
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each published entry whose summary is too long."""
    most = config.checks.length.summary
    for entry in library.published:
        if len(entry.summary) > most:
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                message=f"the summary is {len(entry.summary)} characters long, the most is {most}",
                span=in_entry(entry, "summary"),
                hint="shorten it, or move a part of it to the text",
            )
