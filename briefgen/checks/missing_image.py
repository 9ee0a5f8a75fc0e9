"""Policy: the image of an entry is a file of the project.

An image file lies beside its entry or under `content/images/`, and `image.src` names it as it is
spelt, capitals included: a site on the web tells `Hero.jpg` from `hero.jpg`, even where your own
computer does not.
"""

import posixpath
from collections.abc import Iterator

from briefgen import web
from briefgen.checks._nearby import did_you_mean
from briefgen.checks._places import in_entry, quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "missing-image"
SEVERITY = Severity.ERROR
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each published entry whose image file was not found."""
    for entry in library.published:
        image = entry.image
        if image is None or library.picture_of(entry) or web.is_web(image.src):
            continue
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            message=f"the image {quoted(image.src)} is not there",
            span=in_entry(entry, "image.src"),
            hint=did_you_mean(
                image.src,
                _names(library, posixpath.dirname(entry.origin.path)),
                "put the file beside the entry or under content/images/",
            ),
        )


def _names(library: Library, folder: str) -> tuple[str, ...]:
    """Return how the images could be named that an entry in a folder can show."""
    places = (f"{folder}/", "content/images/")
    return tuple(
        path.removeprefix(place)
        for path, file in library.files.items()
        if file.width
        for place in places
        if path.startswith(place)
    )
