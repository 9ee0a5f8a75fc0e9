"""The digest as its readers will meet it: editions, terms, cards and lists, arranged once.

A library and a configuration in, a `Digest` out, which the outputs share so that nothing is worked
out twice. Pure: no file, no clock, no template.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import islice

from briefgen import urls
from briefgen.config import Config
from briefgen.disclaimers import disclaimer, label
from briefgen.model import (
    Body,
    CuratedList,
    Description,
    Edition,
    EditionNote,
    Entry,
    Library,
    ListItem,
    Selection,
    Taxonomy,
)
from briefgen.references import References, entry_url, file_url, references
from briefgen.views import (
    Card,
    EditionLink,
    EditionName,
    Headline,
    Link,
    ListRow,
    Picture,
    SideList,
    Text,
)

# Above this many letters a headline takes the next smaller size.
_LONG_TITLE = 90

# Languages written from right to left, when no script is named (CLDR's characterOrder).
_RIGHT_TO_LEFT = frozenset(
    code
    for codes in ("ar arc ckb dv fa he ks lrc", "mzn nqo pnb ps sd syr ug ur yi")
    for code in codes.split()
)

# What a crop would falsify: IPTC source types of charts and screenshots.
_UNCROPPED = frozenset(["dataDrivenMedia", "screenCapture"])

_RATIOS = (("r-16x9", 16 / 9), ("r-3x2", 3 / 2), ("r-4x3", 4 / 3), ("r-1x1", 1.0), ("r-4x5", 0.8))


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One topic, region, desk, source or story, with the entries it has."""

    taxonomy: Taxonomy
    key: str
    slug: str
    name: str
    description: Description | None
    entries: tuple[Entry, ...]
    """Newest first."""

    @property
    def url(self) -> str:
        """The term's page."""
        return urls.term(self.taxonomy, self.slug)

    @property
    def link(self) -> Link:
        """The term's page by its name."""
        return Link(label=self.name, url=self.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """All that outputs share."""

    library: Library
    config: Config
    references: References
    editions: tuple[Edition, ...]
    """Newest first."""
    edition_names: Mapping[str, EditionName]
    """By period."""
    edition_links: Mapping[str, EditionLink]
    """By period."""
    terms: Mapping[Taxonomy, Mapping[str, Term]]
    """By taxonomy, then by key; only taxonomies that have pages."""
    cards: Mapping[str, Card]
    """By entry id."""
    headlines: Mapping[str, Headline]
    """By entry id."""
    lists: tuple[SideList, ...]
    """The lists in the site's order; those without a row are left out."""
    front_lists: tuple[SideList, ...]
    """The same beside the newest edition: automatic ones leave out what it shows already."""
    places: Mapping[str, str]
    """Where each list stands, by its name."""

    def text(self, body: Body, origin_path: str) -> Text:
        """Return a body with its inside links resolved."""
        resolve = self.references.resolve
        return Text(
            html=body.html,
            links=tuple(resolve(origin_path, link.target) for link in body.links),
        )

    def edition_of(self, entry: Entry) -> EditionName:
        """Return the edition an entry belongs to."""
        return self.edition_names[urls.period_of(entry.date.day, self.config.cadence)]

    def links(self, entry: Entry, taxonomy: Taxonomy) -> tuple[Link, ...]:
        """Return the entry's terms in one taxonomy; without a page they have no address."""
        return _term_links(self.terms, entry, taxonomy)


def arrange(library: Library, config: Config) -> Digest:
    """Return the digest of a library."""
    found = references(library)
    terms = {name: _terms(library, name) for name in config.taxonomies}
    cards = {entry.id: _card(entry, library, config, terms) for entry in library.published}
    headlines = {id_: _headline(card) for id_, card in cards.items()}
    editions = _editions(library, config)
    names = {edition.period: _edition_name(edition, config) for edition in editions}
    links = {
        edition.period: _edition_link(edition, names[edition.period], cards) for edition in editions
    }
    chosen = _chosen_lists(library.lists, config)
    newest = frozenset(entry.id for edition in editions[:1] for entry in edition.entries)
    return Digest(
        library=library,
        config=config,
        references=found,
        editions=editions,
        edition_names=names,
        edition_links=links,
        terms=terms,
        cards=cards,
        headlines=headlines,
        lists=_lists(chosen, library, cards),
        front_lists=_lists(chosen, library, cards, newest),
        places={one.name: one.show for one in chosen},
    )


def direction(lang: str) -> str:
    """Return `rtl` or `ltr` for a BCP 47 code."""
    parts = lang.lower().split("-")
    if any(part in ("arab", "hebr") for part in parts[1:]):
        return "rtl"
    return "rtl" if parts[0] in _RIGHT_TO_LEFT else "ltr"


def picture(entry: Entry, library: Library, config: Config) -> Picture | None:
    """Return an entry's image ready to be shown, or None without one."""
    image = entry.image
    if image is None or not (image.path or urls.is_web(image.src)):
        return None
    file = library.files.get(image.path)
    width, height = (file.width, file.height) if file else (0, 0)
    shape = width / height if width and height else 16 / 9
    own = config.disclosure.modified if image.ai == "modified" else config.disclosure.generated
    lang = entry.lang or config.language
    words = disclaimer(image.ai, lang, own) if image.disclaimer is None else image.disclaimer
    return Picture(
        url=file_url(image.path) if image.path else image.src,
        width=width,
        height=height,
        ratio=min(_RATIOS, key=lambda ratio: abs(ratio[1] - shape))[0],
        fit="contain" if image.source_type in _UNCROPPED else "cover",
        focus=f"focus-{image.focus}",
        alt=image.alt,
        badge="" if image.ai == "none" else image.ai,
        label=label(image.ai, lang),
        disclaimer="" if image.ai == "none" else words,
        generator=image.generator,
        caption=image.caption,
        credit=image.credit,
    )


def corrected(entry: Entry) -> str:
    """Return `retracted`, `corrected` or nothing: the gravest word its corrections call for."""
    kinds = {correction.kind for correction in entry.corrections}
    if "retraction" in kinds:
        return "retracted"
    return "corrected" if "correction" in kinds else ""


def distinct_sources(entries: Iterable[Entry]) -> int:
    """Return how many different sources entries rest on, by address or else by name."""
    return len({s.url or urls.term_key(s.name) for entry in entries for s in entry.sources})


def _card(
    entry: Entry, library: Library, config: Config, terms: Mapping[Taxonomy, Mapping[str, Term]]
) -> Card:
    lang = entry.lang or config.language
    linked = partial(_term_links, terms, entry)
    moved = entry.updated if entry.updated and entry.updated.instant > entry.date.instant else None
    return Card(
        title=entry.title,
        url=entry_url(entry),
        summary=entry.summary,
        lang=lang,
        dir=direction(lang),
        long=len(entry.title) > _LONG_TITLE,
        date=entry.date,
        updated=moved,
        kind=entry.kind,
        topics=linked("topics"),
        regions=linked("regions"),
        desk=next(iter(linked("desks")), None),
        authors=entry.authors,
        sources=len(entry.sources),
        image=picture(entry, library, config),
        ai_text=entry.ai_text,
        corrected=corrected(entry),
        featured=entry.featured,
    )


def _term_links(
    terms: Mapping[Taxonomy, Mapping[str, Term]], entry: Entry, taxonomy: Taxonomy
) -> tuple[Link, ...]:
    written = entry.terms(taxonomy)
    known = terms.get(taxonomy)
    if known is None:
        return tuple(Link(label=term, url="") for term in written)
    # A term written twice counts once; the first spelling keeps its place.
    keys = dict.fromkeys(urls.term_key(term) for term in written)
    return tuple(known[key].link for key in keys)


def _headline(card: Card) -> Headline:
    return Headline(
        title=card.title,
        url=card.url,
        lang=card.lang,
        dir=card.dir,
        date=card.date,
        region=card.regions[0].label if card.regions else "",
        author=card.authors[0] if card.authors else card.desk.label if card.desk else "",
        retracted=card.corrected == "retracted",
    )


def _terms(library: Library, taxonomy: Taxonomy) -> dict[str, Term]:
    entries: dict[str, list[Entry]] = defaultdict(list)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in library.published:
        for term in entry.terms(taxonomy):
            key = urls.term_key(term)
            spellings[key][term] += 1
            if not entries[key] or entries[key][-1] is not entry:
                entries[key].append(entry)
    described = {
        urls.term_key(about.term): about
        for about in library.descriptions
        if about.taxonomy == taxonomy
    }
    slugs = _slugs(entries)
    return {
        key: Term(
            taxonomy=taxonomy,
            key=key,
            slug=slugs[key],
            name=_name(described.get(key), spellings[key]),
            description=described.get(key),
            entries=tuple(found),
        )
        for key, found in sorted(entries.items())
    }


def _name(description: Description | None, spellings: Counter[str]) -> str:
    if description and (description.name or description.term):
        return description.name or description.term
    # The most used spelling; of equals the first by its letters, whatever the file order.
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))


def _slugs(keys: Iterable[str]) -> dict[str, str]:
    """Return a distinct slug for each term key: where two would meet, all but one get a mark."""
    taken: dict[str, str] = {}
    slugs: dict[str, str] = {}
    for key in sorted(keys):
        slug = urls.slugify(key)
        if slug in taken:
            slug = f"{slug}-{urls.mark(key)}"
        taken[slug] = key
        slugs[key] = slug
    return slugs


def _editions(library: Library, config: Config) -> tuple[Edition, ...]:
    grouped: dict[str, list[Entry]] = defaultdict(list)
    for entry in library.published:
        grouped[urls.period_of(entry.date.day, config.cadence)].append(entry)
    notes = {note.period: note for note in library.notes}
    editions = [
        Edition(
            period=period,
            first_day=_first_day(entries[0].date.day, config.cadence),
            entries=_in_order(entries, notes.get(period)),
            note=notes.get(period),
        )
        for period, entries in grouped.items()
    ]
    return tuple(sorted(editions, key=lambda edition: edition.first_day, reverse=True))


def _first_day(day: date, cadence: urls.Cadence) -> date:
    if cadence == "daily":
        return day
    if cadence == "monthly":
        return day.replace(day=1)
    # The first week of year 1 starts on a Monday, so this never leaves the calendar.
    return day - timedelta(days=day.weekday())


def _last_day(first: date, cadence: urls.Cadence) -> date:
    if cadence == "daily":
        return first
    days = 7 if cadence == "weekly" else 31
    # Counted from the front, so that December 9999 does not run out of calendar.
    ahead = [first.toordinal() + n for n in range(days)]
    inside = [date.fromordinal(n) for n in ahead if n <= date.max.toordinal()]
    return max(day for day in inside if cadence == "weekly" or day.month == first.month)


def _in_order(entries: list[Entry], note: EditionNote | None) -> tuple[Entry, ...]:
    first = {id_: place for place, id_ in enumerate(note.order if note else ())}
    last = len(first)
    # Entries come newest first, and a sort keeps that among equals.
    return tuple(sorted(entries, key=lambda entry: (first.get(entry.id, last), -entry.weight)))


def _edition_name(edition: Edition, config: Config) -> EditionName:
    return EditionName(
        url=urls.edition(edition.period),
        period=edition.period,
        cadence=config.cadence,
        first_day=edition.first_day,
        last_day=_last_day(edition.first_day, config.cadence),
        week=edition.first_day.isocalendar().week,
        title=edition.note.title if edition.note else "",
    )


def _edition_link(edition: Edition, name: EditionName, cards: Mapping[str, Card]) -> EditionLink:
    lead = cards[edition.entries[0].id]
    return EditionLink(
        url=name.url,
        period=name.period,
        cadence=name.cadence,
        first_day=name.first_day,
        last_day=name.last_day,
        week=name.week,
        title=name.title,
        lead=lead.title,
        lang=lead.lang,
        dir=lead.dir,
        entries=len(edition.entries),
    )


def _chosen_lists(lists: tuple[CuratedList, ...], config: Config) -> tuple[CuratedList, ...]:
    if not config.lists:
        return tuple(sorted(lists, key=lambda one: one.name))
    by_name = {one.name: one for one in lists}
    return tuple(by_name[name] for name in config.lists if name in by_name)


def _lists(
    chosen: tuple[CuratedList, ...],
    library: Library,
    cards: Mapping[str, Card],
    shown: frozenset[str] = frozenset(),
) -> tuple[SideList, ...]:
    """Return the lists that have a row; automatic ones leave out the entries in `shown`."""
    made = (_side_list(one, library, cards, shown) for one in chosen)
    return tuple(one for one in made if one.rows)


def _side_list(
    one: CuratedList, library: Library, cards: Mapping[str, Card], shown: frozenset[str]
) -> SideList:
    items: Iterable[ListItem] = one.entries
    if not one.entries and one.select is not None:
        select = one.select
        matching = (
            ListItem(entry=entry.id)
            for entry in library.published
            if entry.id not in shown and _matches(entry, select)
        )
        items = islice(matching, one.limit)
    rows = (_row(item, cards, one.style) for item in items)
    return SideList(
        name=one.name,
        title=one.title,
        style=one.style,
        rows=tuple(row for row in rows if row is not None),
    )


def _row(item: ListItem, cards: Mapping[str, Card], style: str) -> ListRow | None:
    if not item.entry:
        return ListRow(
            title=item.title,
            url=item.url.lstrip("/") if item.url.startswith("/") else item.url,
            region=item.region,
            author="",
            lang="",
            dir="",
            retracted=False,
            image=None,
        )
    card = cards.get(item.entry)
    if card is None:
        return None
    headline = _headline(card)
    return ListRow(
        title=item.title or card.title,
        url=card.url,
        region=item.region or headline.region,
        author=headline.author,
        lang=card.lang,
        dir=card.dir,
        retracted=headline.retracted,
        image=card.image if style == "pictures" else None,
    )


def _matches(entry: Entry, select: Selection) -> bool:
    wanted = (
        (select.kinds, (entry.kind,)),
        (select.topics, entry.topics),
        (select.regions, entry.regions),
        (select.desks, (entry.desk,)),
        (select.stories, (entry.story,)),
    )
    for asked, has in wanted:
        if asked and not {urls.term_key(a) for a in asked} & {urls.term_key(h) for h in has}:
            return False
    return entry.featured or not select.featured
