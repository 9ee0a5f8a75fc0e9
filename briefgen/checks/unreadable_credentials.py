"""Policy: the content credentials of a picture can be read, and their signature fits.

Content credentials (C2PA) say in a signed form what was done to a picture, and whether a model made
it. Reading them takes the extra `briefgen[c2pa]`; without it they are passed on, but nobody here
knows what they say. Where the signature does not fit, the picture or the credentials were changed
after they were signed, and readers who check them are told so. What broken credentials say of a
model is still believed; who signed is never checked.
"""

from collections.abc import Iterator

from briefgen.checks._origins import name_of, place_of
from briefgen.checks._places import quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "unreadable-credentials"
SEVERITY = Severity.WARNING


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each picture with broken credentials, and one for all unread ones."""
    files = [file for file in library.files.values() if file.credentials in ("unread", "broken")]
    for file in files:
        if file.credentials == "broken":
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                message=f"the content credentials of {quoted(name_of(file))} are broken: it was "
                "changed after they were signed",
                span=place_of(file.path, library),
                hint="take the picture from its source again",
            )
    unread = [file for file in files if file.credentials == "unread"]
    if not unread:
        return
    first = unread[0]
    others = f" and {len(unread) - 1} more" if len(unread) > 1 else ""
    yield Finding(
        code=CODE,
        severity=SEVERITY,
        message=f"the content credentials of {quoted(name_of(first))}{others} were not read, "
        "for the extra `c2pa` is not installed",
        span=place_of(first.path, library),
        hint="install `briefgen[c2pa]`",
    )
