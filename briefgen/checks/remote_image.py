"""Policy: images are part of the site.

An image at another site can change or vanish without a word, is fetched by every reader from a
third party, and cannot be given its size, its smaller versions or the metadata that says how it
was made. Where its licence allows, put the file beside the entry and name it in `image.src`.
Images inside a body are not looked at.
"""

from collections.abc import Iterator

from briefgen import web
from briefgen.checks._places import in_entry, quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "remote-image"
SEVERITY = Severity.WARNING
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each published entry whose image is at another site."""
    for entry in library.published:
        image = entry.image
        if image is not None and web.is_web(image.src):
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                message=f"the image is fetched from another site, {quoted(web.host(image.src))}",
                span=in_entry(entry, "image.src"),
                hint="put the file beside the entry, and name it in `src`",
            )
