"""Policy: what is published may be read by everyone.

`tlp:` is the label of the Traffic Light Protocol 2.0 under which an entry was received or written.
Anything but `CLEAR` limits who may read it, so that it may not be on a public site. An entry
without a label is not looked at. Remove what is restricted, ask its source to clear it, or keep the
entry back with `draft: true`.
"""

from collections.abc import Iterator

from briefgen.checks._places import in_entry
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "restricted-entry"
SEVERITY = Severity.ERROR
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each published entry under a label that is not CLEAR."""
    for entry in library.published:
        if entry.tlp not in ("", "CLEAR"):
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                message=f"the entry is TLP:{entry.tlp}, which may not be on a public site",
                span=in_entry(entry, "tlp"),
                hint="hold the entry back with `draft: true`",
            )
