"""Policy: the text that stands for an image is not the headline again.

Who cannot see the image has just heard the headline. `image.alt` says in one sentence what is to be
seen. Capitals, spaces and punctuation make no difference here.
"""

from collections.abc import Iterator

from briefgen.checks._places import in_entry
from briefgen.checks._planned import Planned
from briefgen.checks._words import words
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "alt-repeats-headline"
SEVERITY = Severity.WARNING
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each published entry whose image is described by its headline."""
    for entry in library.published:
        if entry.image is None or not entry.image.alt:
            continue
        alt = words(entry.image.alt)
        if alt and alt == words(entry.title):
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                message="the alternative text of the image repeats the headline",
                span=in_entry(entry, "image.alt"),
                hint="say what is to be seen in the image",
            )
