"""Plan the home page: the newest edition, the lists beside it, the editions before it."""

from collections.abc import Iterator

from briefgen import urls
from briefgen.digest import Digest
from briefgen.digest.cards import corrected, distinct_sources
from briefgen.engine.plan import PlannedFile, Template
from briefgen.engine.theme import Theme
from briefgen.languages import direction
from briefgen.outputs import _graph
from briefgen.outputs._beside import homes
from briefgen.outputs._freshness import stale_from
from briefgen.outputs._page import page
from briefgen.outputs._sections import sections
from briefgen.outputs._social import of_edition
from briefgen.views import HomePage

# A week of dailies, less today: what a reader may have missed.
_EARLIER = 6


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield the home page; it stands, with nothing in it, before the first entry too."""
    newest = digest.editions[0] if digest.editions else None
    note = newest.note if newest else None
    lang = (note.lang if note else "") or digest.config.language
    view = HomePage(
        url=urls.HOME,
        edition=digest.edition_links[newest.period] if newest else None,
        summary=note.summary if note else "",
        lang=lang,
        dir=direction(lang),
        note=digest.text(note.body, note.origin.path) if note and note.body else None,
        sections=sections(newest, digest) if newest else (),
        sources=distinct_sources(newest.entries) if newest else 0,
        corrections=sum(bool(corrected(entry)) for entry in newest.entries) if newest else 0,
        earlier=tuple(
            digest.edition_links[edition.period] for edition in digest.editions[1 : _EARLIER + 1]
        ),
        lists=digest.front_lists,
        social=of_edition(digest, digest.edition_names[newest.period]) if newest else None,
        stale_from=stale_from(digest),
        translations=homes(digest),
        data=_graph.home(digest),
    )
    yield page(view.url, Template("home.html"), view)
