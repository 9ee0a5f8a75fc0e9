"""How a file that is made of a picture is planned."""

import os

from briefgen import urls
from briefgen.digest import Digest
from briefgen.digest.pictures import Made
from briefgen.engine.plan import Conversion, PlannedFile
from briefgen.finding import Span
from briefgen.model import ProjectFile
from briefgen.pictures.making import make_picture, open_picture
from briefgen.program import pictures_fingerprint


def conversion(made: Made, file: ProjectFile, digest: Digest) -> PlannedFile:
    """Return the planned file that is made of a picture of the project."""
    return PlannedFile(
        path=urls.path_of(made.url),
        how=Conversion(
            open=open_picture,
            function=make_picture,
            source=os.path.join(digest.library.root, file.path),
            content=file.content,
            by=pictures_fingerprint(),
        ),
        view=made.view,
        origin=Span(path=file.path),
    )
