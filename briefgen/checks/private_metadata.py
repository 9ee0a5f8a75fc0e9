"""Policy: no picture tells where it was taken without anybody having wanted that.

Cameras and phones write their position into a picture. The smaller pictures that are made for the
site do not have it, but a picture with content credentials is also published as it is, for any
change would break its signature. Take the position out in the program that wrote the credentials,
so that they are signed anew, or publish the picture without them.
"""

from collections.abc import Iterator

from briefgen.checks._origins import name_of, place_of
from briefgen.checks._places import quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "private-metadata"
SEVERITY = Severity.ERROR


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each picture with credentials and a position."""
    for file in library.files.values():
        if file.place and file.credentials:
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                message=f"{quoted(name_of(file))} says where it was taken, and is published as it "
                "is for its content credentials",
                span=place_of(file.path, library),
                hint="take the position out in the program that made the credentials",
            )
