"""Policy: an image of which it is not clear whether a model had a part in it says so by `ai`.

The IPTC digital source types `composite` and `virtualRecording` are for pictures that may or may
not hold machine-made parts. Whether the entry gives such a type or the file does: only you can
know, so write `ai: generated`, `modified` or `none` below `image:`. Until then the image carries no
label.
"""

from collections.abc import Iterator

from briefgen import iptc
from briefgen.checks._origins import shown_images
from briefgen.checks._places import in_entry, quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "unclear-origin"
SEVERITY = Severity.WARNING
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each image of which nobody says what it is."""
    for entry, image, _ in shown_images(library):
        if "ai" in image.stated or iptc.kind(image.source_type) != "unknown":
            continue
        stated = bool(image.stated)
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            message=f"{quoted(image.source_type)}{'' if stated else ', as the file says,'} "
            "does not tell whether a model had a part in the image",
            span=in_entry(entry, "image.source_type" if stated else "image.src"),
            hint="add `ai: generated`, `modified` or `none` below `image:`",
        )
