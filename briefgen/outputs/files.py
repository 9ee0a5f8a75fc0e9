"""Plan the files that pass through as they are: the theme's assets, images, content/static/."""

import os
from collections.abc import Iterator

from briefgen import urls
from briefgen.digest import Digest
from briefgen.engine.plan import Copy, PlannedFile
from briefgen.engine.theme import Theme
from briefgen.finding import Span
from briefgen.fingerprint import of
from briefgen.outputs._page import GENERATED
from briefgen.references import file_url


def plan(digest: Digest, theme: Theme) -> Iterator[PlannedFile]:
    """Yield the stylesheet, the theme's other assets and every file that content refers to."""
    yield PlannedFile(
        path=urls.path_of(urls.STYLE),
        how=Copy(
            tuple(part.path for part in theme.styles), of([part.content for part in theme.styles])
        ),
        origin=GENERATED,
    )
    for name, asset in theme.assets.items():
        yield PlannedFile(
            path=urls.path_of(urls.asset(name)),
            how=Copy((asset.path,), asset.content),
            origin=GENERATED,
        )
    for path, file in digest.library.files.items():
        yield PlannedFile(
            path=urls.path_of(file_url(path)),
            how=Copy((os.path.join(digest.library.root, path),), file.content),
            origin=Span(path=path),
        )
