"""Policy: a reviewed text is the text that was reviewed.

`briefgen review` binds a review to the words that were read: title, summary and text. When they
change, nobody has answered for what is there now: readers are told again that a model wrote it or
helped, and the reviewer is not named, until it is reviewed again. Other keys, space at the ends of
lines and files that are only touched do not count.
"""

from collections.abc import Iterator

from briefgen.checks._moments import shown
from briefgen.checks._places import in_entry
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "stale-review"
# Nothing is hidden meanwhile: the notice on the text is back.
SEVERITY = Severity.WARNING
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each published entry whose text is not the one reviewed."""
    for entry in library.published:
        if entry.reviewed_by and entry.reviewed_text and not entry.reviewed:
            when = f" ({shown(entry.reviewed_at)})" if entry.reviewed_at else ""
            then = ": its notice is back" if entry.ai_text != "none" else ""
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                message=f"the text changed after it was reviewed{when}{then}",
                span=in_entry(entry, "reviewed_text"),
                hint=f"review it again: `briefgen review {entry.id} --by NAME`"
                if entry.ai_text != "none"
                else "remove `reviewed_by`, `reviewed_at` and `reviewed_text`",
            )
