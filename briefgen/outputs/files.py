"""Plan the theme's assets and the files of content/: most pass through as they are.

Pictures do not: they become other files. Those of entries are planned beside their entries, here
are those that only texts show, the ones that a text links to, and originals with credentials.
"""

import os
from collections.abc import Iterator

from briefgen import urls
from briefgen.digest import Digest
from briefgen.digest.renditions import is_made, original_url
from briefgen.engine.plan import Copy, PlannedFile
from briefgen.engine.theme import Theme
from briefgen.finding import Span
from briefgen.fingerprint import of
from briefgen.model import ProjectFile
from briefgen.outputs._conversion import conversion
from briefgen.outputs._page import GENERATED
from briefgen.references import file_url


def plan(digest: Digest, theme: Theme) -> Iterator[PlannedFile]:
    """Yield the stylesheet, the theme's other assets and every file that content refers to."""
    if digest.prefix:
        return
    yield PlannedFile(
        path=urls.path_of(urls.STYLE),
        how=Copy(
            tuple(part.path for part in theme.styles),
            of([part.content for part in theme.styles], theme.css),
            theme.css,
        ),
        origin=GENERATED,
    )
    for name, asset in theme.assets.items():
        yield PlannedFile(
            path=urls.path_of(urls.asset(name)),
            how=Copy((asset.path,), asset.content),
            origin=GENERATED,
        )
    pictures = digest.pictures
    for path, file in digest.library.files.items():
        if not is_made(file):
            yield _as_it_is(file_url(path), file, digest)
            continue
        if path not in pictures.owners:
            for made in pictures.files(file):
                yield conversion(made, file, digest)
        if file.linked:
            yield conversion(pictures.whole_file(file), file, digest)
        if file.credentials:
            yield _as_it_is(original_url(file), file, digest)


def _as_it_is(url: str, file: ProjectFile, digest: Digest) -> PlannedFile:
    return PlannedFile(
        path=urls.path_of(url),
        how=Copy((os.path.join(digest.library.root, file.path),), file.content),
        origin=Span(path=file.path),
    )
