"""Policy: an image has a text that stands for it.

Readers who cannot see the image hear `image.alt`, and all others read it when the image does not
load. Say in one sentence what is to be seen and why it is there; leave out "image of". That a
model made it need not be said: the site's own statement is added.
"""

from collections.abc import Iterator

from briefgen.checks._places import in_entry
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "missing-alt"
SEVERITY = Severity.ERROR
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each published entry whose image has no alternative text."""
    for entry in library.published:
        if entry.image is not None and not entry.image.alt.strip():
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                message="the image has no alternative text",
                span=in_entry(entry, "image"),
                hint="add `alt:` below `image:`, one sentence on what is to be seen",
            )
