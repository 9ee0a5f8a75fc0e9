"""Policy: a review names who made it, and the text that was reviewed.

`reviewed_by` written by hand does not say which words were read, and `reviewed_text` without a name
does not say who answers for them. Either alone counts for nothing: readers are told that a model
wrote the text or helped, as before. `briefgen review` writes both.
"""

from collections.abc import Iterator

from briefgen.checks._places import in_entry
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.languages import says_something
from briefgen.model import Entry, Library

CODE = "unbound-review"
SEVERITY = Severity.WARNING
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each published entry with half a review."""
    for entry in library.published:
        said = entry.reviewed_text or entry.reviewed_at
        if entry.reviewed_by and not entry.reviewed_text:
            yield _found(entry, "the review does not say which text was reviewed", "reviewed_by")
        elif said and not says_something(entry.reviewed_by):
            key = "reviewed_text" if entry.reviewed_text else "reviewed_at"
            yield _found(entry, "the review does not say who answers for the text", key)


def _found(entry: Entry, message: str, key: str) -> Finding:
    return Finding(
        code=CODE,
        severity=SEVERITY,
        message=message,
        span=in_entry(entry, key),
        hint=f"review it: `briefgen review {entry.id} --by NAME`"
        if entry.ai_text != "none"
        else f"remove `{key}`: the entry says of no model that it had a part in the text",
    )
