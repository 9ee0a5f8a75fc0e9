"""Plan `/404.html`. It is served at any depth, so its links hold the published address."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from briefgen import urls
from briefgen.digest import Digest
from briefgen.engine.plan import PlannedFile, Template
from briefgen.engine.theme import Theme
from briefgen.outputs._page import GENERATED
from briefgen.views import NotFoundPage


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield the page for addresses that lead nowhere."""
    if digest.prefix:
        return
    newest = digest.edition_names[digest.editions[0].period] if digest.editions else None
    view = NotFoundPage(
        url=urls.NOT_FOUND,
        edition=newest,
        archive=urls.ARCHIVE,
    )
    # The path alone: the page then works on a preview host as well as on the published one.
    base = urlsplit(digest.config.base_url).path
    yield PlannedFile(
        path=urls.NOT_FOUND,
        how=Template("404.html"),
        view=view,
        base=base.rstrip("/") + "/",
        origin=GENERATED,
    )
