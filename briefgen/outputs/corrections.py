"""Plan the corrections page: `/corrections/`, all that readers were told of, newest first."""

from collections.abc import Iterator

from briefgen import urls
from briefgen.digest import Digest
from briefgen.engine.plan import PlannedFile, Template
from briefgen.engine.theme import Theme
from briefgen.outputs._crumbs import to_standing
from briefgen.outputs._graph import collection
from briefgen.outputs._page import page
from briefgen.views import CorrectionRow, CorrectionsPage


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield the corrections page; it stands when there are none, to say so."""
    rows = (
        CorrectionRow(
            kind=note.kind,
            date=note.date,
            text=note.text,
            headline=digest.headline(entry),
        )
        for entry in digest.library.published
        for note in entry.corrections
    )
    newest_first = sorted(rows, key=lambda row: (-row.date.instant, row.headline.url))
    view = CorrectionsPage(
        url=urls.CORRECTIONS,
        rows=tuple(newest_first),
        crumbs=to_standing("corrections.title", urls.CORRECTIONS),
        data=collection(digest, urls.CORRECTIONS, (row.headline.url for row in newest_first)),
    )
    yield page(view.url, Template("corrections.html"), view)
