"""Policy: an entry says where its image comes from when a model had a part in it.

Where an entry has neither `ai` nor `source_type` below `image:`, what the file says of itself is
taken over: the image is labelled, and the model named if the file names it. That rests on a few
bytes that the next program may drop when it saves the picture. One line in the entry makes it last.
"""

from collections.abc import Iterator

from briefgen.checks._origins import CLAIM, shown_images
from briefgen.checks._places import in_entry
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "unstated-origin"
SEVERITY = Severity.WARNING
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each image whose label rests on its file alone."""
    for entry, image, _ in shown_images(library):
        if image.ai != "none" and not image.stated:
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                message=f"the file says that {CLAIM[image.ai]}; it is labelled so",
                span=in_entry(entry, "image.src"),
                hint=f"add `ai: {image.ai}` below `image:`",
            )
