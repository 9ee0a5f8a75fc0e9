"""Plan the entry pages: `/2024/10/23/slug/`.

The digest in, one page an entry out. What stands beside an entry changes with little else: entries
of the newest edition have the site's lists beside them, older ones their neighbours in their own.
"""

from collections.abc import Iterator

from briefgen.digest import Digest
from briefgen.digest.cards import corrected
from briefgen.digest.stretches import Stretch
from briefgen.engine.plan import PlannedFile, Template
from briefgen.engine.theme import Theme
from briefgen.fingerprint import Deferred, composed
from briefgen.languages import direction
from briefgen.model import Entry
from briefgen.notices import text_label
from briefgen.outputs._beside import home_for
from briefgen.outputs._crumbs import to_entry
from briefgen.outputs._graph import identity
from briefgen.outputs._notices import notices, text_notice_of
from briefgen.outputs._page import page, span
from briefgen.outputs._schema import news_article, plain_title
from briefgen.outputs._social import of_entry
from briefgen.outputs._sources import source_view
from briefgen.views import EntryPage, Headline, Review, SideList, Translation

_TEMPLATE = Template("entry.html")

# How many neighbours in its edition stand beside an older entry: as many as fit beside a short
# one, and few enough that a new headline reaches few pages even in a long edition.
_BESIDE = 8


def mark(digest: Digest, stretch: Stretch) -> str:
    """Return the fingerprint of all that the entry pages of a stretch look at."""
    entries = stretch.entries
    names = dict.fromkeys(digest.edition_of(entry).period for entry in _of_each_day(entries))
    headlines = digest.headline_marks
    asked_for = digest.library.asked_for
    outer = (digest.neighbours(entries[-1])[0], digest.neighbours(entries[0])[1])
    return composed(
        stretch.mark,
        digest.around,
        identity(digest),
        *(asked_for.get(entry.id, "") for entry in entries if asked_for),
        *(digest.gone_mark(entry) for entry in entries if digest.library.dead),
        *(digest.translations_mark(entry) for entry in entries if entry.id in digest.translated),
        *(digest.edition_names[period].fingerprint for period in names),
        *(headlines[other.id] for period in names for other in digest.siblings[period]),
        *(headlines[id_] for entry in entries for id_ in digest.related[entry.id]),
        *(_story_mark(entry, digest) for entry in entries if entry.story),
        *(headlines[other.id] if other else "" for other in outer),
        *(one.fingerprint for one in _always(digest)),
        *((one.fingerprint for one in _current(digest)) if _newest(digest) in names else ()),
    )


def plan_stretch(digest: Digest, _theme: Theme, stretch: Stretch) -> Iterator[PlannedFile]:
    """Yield the page of every published entry of a stretch."""
    newest = _newest(digest)
    always = composed(*(one.fingerprint for one in _always(digest)))
    current = composed(*(one.fingerprint for one in _current(digest)))
    headlines = digest.headline_marks
    settings = identity(digest)
    for entry in stretch.entries:
        edition = digest.edition_of(entry)
        beside = (
            (current,)
            if edition.period == newest
            else (always, *(headlines[other.id] for other in _around(entry, digest)))
        )
        near = digest.related[entry.id]
        older, newer = digest.neighbours(entry)
        view = Deferred(
            composed(
                "entry",
                settings,
                entry.marks.page,
                digest.card_marks[entry.id],
                digest.terms_mark(entry),
                digest.gone_mark(entry),
                digest.translations_mark(entry),
                digest.links_mark(entry.body, entry.origin.path),
                edition.fingerprint,
                digest.library.asked_for.get(entry.id, ""),
                headlines[older.id] if older else "",
                headlines[newer.id] if newer else "",
                str(len(near)),
                *(headlines[id_] for id_ in near),
                _story_mark(entry, digest),
                *beside,
            ),
            entry_page,
            entry.id,
        )
        url = digest.references.ids[entry.id]
        yield page(url, _TEMPLATE, view, span(entry.origin, "title"))


def _story_mark(entry: Entry, digest: Digest) -> str:
    """Return the fingerprint of what came before an entry in its story."""
    found = digest.in_stories.get(entry.id)
    if found is None:
        return ""
    before = (digest.headline_marks[id_] for id_ in found.before)
    return composed(str(found.number), *before)


def _of_each_day(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    """Yield one entry of each day of entries that follow each other, or more."""
    before = None
    for entry in entries:
        day = entry.date.day
        if day != before:
            yield entry
        before = day


def _newest(digest: Digest) -> str:
    return digest.editions[0].period if digest.editions else ""


def _current(digest: Digest) -> tuple[SideList, ...]:
    """Return the lists beside the entries of the newest edition."""
    return tuple(one for one in digest.lists if digest.list_places[one.name] != "home")


def _always(digest: Digest) -> tuple[SideList, ...]:
    """Return the lists beside all other entries."""
    return tuple(one for one in digest.lists if digest.list_places[one.name] == "everywhere")


def entry_page(digest: Digest, id_: str) -> EntryPage:
    """Return what the page of an entry shows."""
    entry = digest.entries[id_]
    card = digest.card(entry)
    edition = digest.edition_of(entry)
    if edition.period == _newest(digest):
        lists = _current(digest)
    else:
        lists = (*_edition_list(entry, digest), *_always(digest))
    older, newer = digest.neighbours(entry)
    return EntryPage(
        url=card.url,
        title=card.title,
        summary=card.summary,
        lang=card.lang,
        dir=card.dir,
        long=card.long,
        kind=card.kind,
        date=entry.date,
        updated=card.updated or entry.date,
        desk=card.desk,
        authors=card.authors,
        topics=card.topics,
        regions=card.regions,
        story=next(iter(digest.links(entry, "stories")), None),
        story_number=digest.in_stories[id_].number if entry.story else 0,
        previously=tuple(digest.headline(other) for other in digest.previously(entry)),
        image=card.image,
        ai_text=card.ai_text,
        ai_label=text_label(card.ai_text, card.lang),
        ai_notice=text_notice_of(card, digest.config),
        review=_review(entry),
        notices=notices(entry),
        retracted=corrected(entry) == "retracted",
        body=digest.text(entry.body, entry.origin.path),
        note=_unbracketed(entry.note),
        tlp=entry.tlp,
        sources=tuple(source_view(source, digest) for source in entry.sources),
        edition=edition,
        older=_headline(older, digest),
        newer=_headline(newer, digest),
        related=tuple(digest.headline(digest.entries[other]) for other in digest.related[entry.id]),
        translations=tuple(_translation(other, digest) for other in digest.translations(entry)),
        lists=lists,
        held=digest.library.asked_for.get(id_, ""),
        social=of_entry(digest, entry),
        crumbs=to_entry(entry.date.day, edition, plain_title(card), card.url),
        data=news_article(digest, entry, card),
        extra=entry.extra,
    )


def _headline(entry: Entry | None, digest: Digest) -> Headline | None:
    return digest.headline(entry) if entry else None


def _translation(entry: Entry, digest: Digest) -> Translation:
    lang = digest.language_of(entry)
    url = digest.references.ids[entry.id]
    home = home_for(digest, lang)
    return Translation(lang=lang, dir=direction(lang), url=url, home=home)


def _review(entry: Entry) -> Review | None:
    return Review(name=entry.reviewed_by, date=entry.reviewed_at) if entry.reviewed else None


def _unbracketed(note: str) -> str:
    note = note.strip()
    return note[1:-1].strip() if note.startswith("(") and note.endswith(")") else note


def _around(entry: Entry, digest: Digest) -> list[Entry]:
    """Return the entries around this one in its edition."""
    siblings = digest.siblings[digest.edition_of(entry).period]
    if len(siblings) <= _BESIDE + 1:
        return [other for other in siblings if other.id != entry.id]
    place = next(number for number, other in enumerate(siblings) if other.id == entry.id)
    start = max(0, min(place - _BESIDE // 2, len(siblings) - _BESIDE - 1))
    return [other for other in siblings[start : start + _BESIDE + 1] if other.id != entry.id]


def _edition_list(entry: Entry, digest: Digest) -> tuple[SideList, ...]:
    """Return the entries around this one in its edition, as a list without a title of its own."""
    rows = tuple(digest.faces[other.id].row(other.id) for other in _around(entry, digest))
    return (SideList(name="edition", title="", style="plain", rows=rows),) if rows else ()
