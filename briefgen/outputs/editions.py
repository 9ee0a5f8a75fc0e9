"""Plan the editions: `/2024/10/23/` of a day, `/2024/w43/` of a week, `/2024/10/` of a month."""

from collections.abc import Iterator
from functools import partial

from briefgen.digest import Digest
from briefgen.digest.cards import corrected, distinct_sources
from briefgen.digest.stretches import Stretch
from briefgen.engine.plan import PlannedFile, Template
from briefgen.engine.theme import Theme
from briefgen.fingerprint import Deferred, composed, of
from briefgen.languages import direction
from briefgen.model import Edition
from briefgen.outputs import _beside
from briefgen.outputs._crumbs import to_edition
from briefgen.outputs._graph import collection, identity
from briefgen.outputs._page import GENERATED, page, span
from briefgen.outputs._sections import parted, sections
from briefgen.outputs._social import of_edition
from briefgen.views import EditionName, EditionPage, SideList

_TEMPLATE = Template("edition.html")


def mark(digest: Digest, stretch: Stretch) -> str:
    """Return the fingerprint of all that the pages of a stretch's editions look at."""
    marks, links = digest.card_marks, digest.edition_links
    parts: list[str] = [stretch.mark, digest.around, identity(digest)]
    for place in digest.edition_places.get(stretch.name, ()):
        edition = digest.editions[place]
        note = edition.note
        parts += [
            links[edition.period].fingerprint,
            note.fingerprint if note else "",
            *[name.fingerprint if name else "" for name in _neighbours(digest, place)],
            *[one.fingerprint for one in _lists(digest, place)],
            *[marks[entry.id] for entry in edition.entries],
            _beside_mark(digest, edition),
        ]
        # Some of its entries may be of other stretches, whatever their order.
        parts += [e.marks.whole for e in edition.entries if e.marks.days != stretch.name]
    return composed(*parts)


def plan_stretch(digest: Digest, _theme: Theme, stretch: Stretch) -> Iterator[PlannedFile]:
    """Yield the page of every edition that begins in a stretch of entries.

    The site's lists stand beside the newest only.
    """
    for place in digest.edition_places.get(stretch.name, ()):
        edition = digest.editions[place]
        name = digest.edition_names[edition.period]
        note = edition.note
        view = Deferred(_mark(digest, place, edition), edition_page, edition.period)
        yield page(name.url, _TEMPLATE, view, span(note.origin, "title") if note else GENERATED)


def _mark(digest: Digest, place: int, edition: Edition) -> str:
    note = edition.note
    marks = digest.card_marks
    parts: list[str] = []
    for title, entries in parted(edition):
        parts += [title.replace("\n", " "), *[marks[entry.id] for entry in entries], ""]
    return composed(
        "edition",
        identity(digest),
        digest.config.images.social,
        digest.edition_links[edition.period].fingerprint,
        note.fingerprint if note else "",
        digest.links_mark(note.body, note.origin.path) if note and note.body else "",
        str(_sources(digest, edition)),
        _beside_mark(digest, edition),
        *(name.fingerprint if name else "" for name in _neighbours(digest, place)),
        *(one.fingerprint for one in _lists(digest, place)),
        *parts,
    )


def edition_page(digest: Digest, period: str) -> EditionPage:
    """Return what the page of an edition shows."""
    # Not its place: that moves with each edition that comes.
    place = next(n for n, edition in enumerate(digest.editions) if edition.period == period)
    edition = digest.editions[place]
    note = edition.note
    lang = (note.lang if note else "") or digest.config.language
    older, newer = _neighbours(digest, place)
    parts = sections(edition, digest)
    return EditionPage(
        url=digest.edition_names[edition.period].url,
        edition=digest.edition_links[edition.period],
        summary=note.summary if note else "",
        lang=lang,
        dir=direction(lang),
        note=digest.text(note.body, note.origin.path) if note and note.body else None,
        sections=parts,
        sources=_sources(digest, edition),
        corrections=sum(bool(corrected(entry)) for entry in edition.entries),
        older=older,
        newer=newer,
        lists=_lists(digest, place),
        social=of_edition(digest, digest.edition_names[edition.period]),
        translations=_beside.editions(digest, edition.period),
        crumbs=to_edition(digest.edition_names[edition.period]),
        data=collection(
            digest,
            digest.edition_names[edition.period].url,
            (card.url for section in parts for card in section.cards),
            order="Ascending",
            description=note.summary if note else "",
        ),
    )


def _beside_mark(digest: Digest, edition: Edition) -> str:
    return of(_beside.editions(digest, edition.period)) if digest.peers else ""


def _sources(digest: Digest, edition: Edition) -> int:
    """Return how many different sources an edition rests on."""
    return digest.memory.recall(
        ("edition sources", edition.period),
        tuple([entry.marks.whole for entry in edition.entries]),
        partial(distinct_sources, edition.entries),
    )


def _neighbours(digest: Digest, place: int) -> tuple[EditionName | None, EditionName | None]:
    """Return the next older and the next newer edition."""
    older = digest.editions[place + 1] if place + 1 < len(digest.editions) else None
    newer = digest.editions[place - 1] if place else None
    names = digest.edition_names
    return names[older.period] if older else None, names[newer.period] if newer else None


def _lists(digest: Digest, place: int) -> tuple[SideList, ...]:
    if place:
        return ()
    return tuple(one for one in digest.front_lists if digest.list_places[one.name] != "home")
