"""Plan the entry pages: `/2024/10/23/slug/`.

The digest in, one page an entry out. What stands beside an entry changes with little else: entries
of the newest edition have the site's lists beside them, older ones their neighbours in their own.
"""

from collections.abc import Iterator

from briefgen import urls
from briefgen.digest import Digest
from briefgen.digest.cards import corrected, picture
from briefgen.engine.plan import PlannedFile
from briefgen.engine.theme import Theme
from briefgen.model import Entry, Source
from briefgen.outputs._page import page, span
from briefgen.outputs._related import related
from briefgen.views import EntryPage, Headline, ListRow, Notice, SideList, SourceView

# How many neighbours in its edition stand beside an older entry: as many as fit beside a short
# one, and few enough that a new headline reaches few pages even in a long edition.
_BESIDE = 8


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield the page of every published entry."""
    published = digest.library.published
    near = related(published)
    newest = digest.editions[0].period if digest.editions else ""
    current = tuple(one for one in digest.lists if digest.places[one.name] != "home")
    always = tuple(one for one in current if digest.places[one.name] == "everywhere")
    siblings = {edition.period: edition.entries for edition in digest.editions}
    for number, entry in enumerate(published):
        older = published[number + 1] if number + 1 < len(published) else None
        newer = published[number - 1] if number else None
        edition = digest.edition_of(entry)
        if edition.period == newest:
            lists = current
        else:
            lists = (*_edition_list(entry, siblings[edition.period], digest), *always)
        view = _view(entry, digest, older=older, newer=newer, near=near[entry.id], lists=lists)
        yield page(view.url, "entry.html", view, span(entry.origin, "title"))


def _view(
    entry: Entry,
    digest: Digest,
    *,
    older: Entry | None,
    newer: Entry | None,
    near: tuple[Entry, ...],
    lists: tuple[SideList, ...],
) -> EntryPage:
    card = digest.cards[entry.id]
    newest_first = sorted(entry.corrections, key=lambda note: note.date.instant, reverse=True)
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
        image=picture(entry, digest.library, digest.config),
        ai_text=entry.ai_text,
        reviewed_by=entry.reviewed_by,
        notices=tuple(
            Notice(kind=note.kind, date=note.date, text=note.text) for note in newest_first
        ),
        retracted=corrected(entry) == "retracted",
        body=digest.text(entry.body, entry.origin.path),
        note=_unbracketed(entry.note),
        sources=tuple(_source(source, digest) for source in entry.sources),
        edition=digest.edition_of(entry),
        older=_headline(older, digest),
        newer=_headline(newer, digest),
        related=tuple(digest.headlines[other.id] for other in near),
        lists=lists,
        held=next(iter(entry.holds(digest.library.now)), ""),
        extra=entry.extra,
    )


def _headline(entry: Entry | None, digest: Digest) -> Headline | None:
    return digest.headlines[entry.id] if entry else None


def _unbracketed(note: str) -> str:
    note = note.strip()
    return note[1:-1].strip() if note.startswith("(") and note.endswith(")") else note


def _source(source: Source, digest: Digest) -> SourceView:
    known = digest.terms.get("sources", {}).get(urls.term_key(source.name))
    return SourceView(
        name=known.name if known else source.name,
        page=known.url if known else "",
        url=source.url,
        title=source.title,
        published=source.published,
        accessed=source.accessed,
        archive=source.archive,
        reliability=source.reliability,
    )


def _edition_list(
    entry: Entry, siblings: tuple[Entry, ...], digest: Digest
) -> tuple[SideList, ...]:
    """Return the entries around this one in its edition, as a list without a title of its own."""
    place = next(n for n, other in enumerate(siblings) if other.id == entry.id)
    start = max(0, min(place - _BESIDE // 2, len(siblings) - _BESIDE - 1))
    around = [other for other in siblings[start : start + _BESIDE + 1] if other.id != entry.id]
    rows = tuple(_row(digest.headlines[other.id]) for other in around)
    return (SideList(name="edition", title="", style="plain", rows=rows),) if rows else ()


def _row(headline: Headline) -> ListRow:
    return ListRow(
        title=headline.title,
        url=headline.url,
        region=headline.region,
        author=headline.author,
        lang=headline.lang,
        dir=headline.dir,
        retracted=headline.retracted,
        image=None,
    )
