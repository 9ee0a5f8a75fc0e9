"""Plan the editions: `/2024/10/23/` of a day, `/2024/w43/` of a week, `/2024/10/` of a month."""

from collections.abc import Iterator

from briefgen.digest import Digest
from briefgen.digest.cards import corrected, direction, distinct_sources
from briefgen.engine.plan import PlannedFile
from briefgen.engine.theme import Theme
from briefgen.outputs._page import GENERATED, page, span
from briefgen.outputs._sections import sections
from briefgen.views import EditionPage


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield the page of every edition; the site's lists stand beside the newest only."""
    names = [digest.edition_names[edition.period] for edition in digest.editions]
    for number, edition in enumerate(digest.editions):
        note = edition.note
        lang = (note.lang if note else "") or digest.config.language
        view = EditionPage(
            url=names[number].url,
            edition=digest.edition_links[edition.period],
            summary=note.summary if note else "",
            lang=lang,
            dir=direction(lang),
            note=digest.text(note.body, note.origin.path) if note and note.body else None,
            sections=sections(edition, digest),
            sources=distinct_sources(edition.entries),
            corrections=sum(bool(corrected(entry)) for entry in edition.entries),
            older=names[number + 1] if number + 1 < len(names) else None,
            newer=names[number - 1] if number else None,
            lists=tuple(one for one in digest.front_lists if digest.places[one.name] != "home")
            if number == 0
            else (),
        )
        yield page(
            view.url, "edition.html", view, span(note.origin, "title") if note else GENERATED
        )
