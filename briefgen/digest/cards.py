"""Cards: what lists show of an entry, with its picture and what is said of it.

An entry and the terms in, plain records out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from unicodedata import east_asian_width

from briefgen import urls
from briefgen.digest.pictures import Pictures
from briefgen.digest.renditions import shape_mark
from briefgen.digest.terms import Term, term_links, term_marks
from briefgen.fingerprint import composed
from briefgen.languages import direction
from briefgen.model import (
    Entry,
    Library,
    Taxonomy,
)
from briefgen.references import entry_url
from briefgen.views import (
    Card,
    Headline,
    ListRow,
)

# Above this many letters a headline takes the next smaller size.
_LONG_TITLE = 90

_ON_CARDS: tuple[Taxonomy, ...] = ("topics", "regions", "desks")


@dataclass(frozen=True, slots=True)
class FaceMarks:
    """Fingerprints of cards and headlines, by entry id."""

    cards: dict[str, str]
    headlines: dict[str, str]


class Faces:
    """The cards and headlines of some entries, made once, when they are looked at."""

    def __init__(self, entries: Sequence[Entry], make: Callable[[Entry], Card]) -> None:
        """Have `make` ready, which gives the card of an entry."""
        self._entries = {entry.id: entry for entry in entries}
        self.make = make
        """Renewed by each build, so that no card holds on to an earlier one."""
        self._cards: dict[str, Card] = {}
        self._headlines: dict[str, Headline] = {}
        self._rows: dict[str, ListRow] = {}

    def card(self, id_: str) -> Card:
        """Return the card of an entry."""
        found = self._cards.get(id_)
        if found is None:
            found = self._cards[id_] = self.make(self._entries[id_])
        return found

    def headline(self, id_: str) -> Headline:
        """Return an entry in one line."""
        found = self._headlines.get(id_)
        if found is None:
            found = self._headlines[id_] = headline_of(self.card(id_))
        return found

    def row(self, id_: str) -> ListRow:
        """Return an entry as a line of a list without pictures."""
        found = self._rows.get(id_)
        if found is None:
            found = self._rows[id_] = row_of(self.headline(id_))
        return found


def face_marks(
    entries: Sequence[Entry],
    library: Library,
    terms: Mapping[Taxonomy, Mapping[str, Term]],
    settings: str,
) -> FaceMarks:
    """Return the fingerprints of the cards and headlines of entries.

    They are composed from those of all that `card_of` and `headline_of` look at.
    """
    topics, regions, desks = (terms.get(name) for name in _ON_CARDS)
    cards: dict[str, str] = {}
    headlines: dict[str, str] = {}
    for entry in entries:
        own = entry.marks
        about = term_marks(topics, entry.topics)
        where = term_marks(regions, entry.regions)
        desk = term_marks(desks, (entry.desk,)) if entry.desk else ()
        path = library.picture_of(entry)
        shape = shape_mark(library.files.get(path))
        cards[entry.id] = composed("card", own.card, settings, path, shape, *about, *where, *desk)
        headlines[entry.id] = composed("headline", own.headline, settings, *where[:1], "", *desk)
    return FaceMarks(cards, headlines)


def corrected(entry: Entry) -> str:
    """Return `retracted`, `corrected` or nothing: the gravest word its corrections call for."""
    kinds = {correction.kind for correction in entry.corrections}
    if "retraction" in kinds:
        return "retracted"
    return "corrected" if "correction" in kinds else ""


def distinct_sources(entries: Iterable[Entry]) -> int:
    """Return how many different sources entries rest on, by address or else by name."""
    return len({s.url or urls.term_key(s.name) for entry in entries for s in entry.sources})


def _width(text: str) -> int:
    """Return how many letters a text is wide: those that fill a square count twice."""
    return len(text) if text.isascii() else sum(1 + (east_asian_width(c) in "WF") for c in text)


def card_of(entry: Entry, pictures: Pictures, terms: Mapping[Taxonomy, Mapping[str, Term]]) -> Card:
    """Return what lists show of an entry."""
    lang = entry.lang or pictures.config.language
    linked = partial(term_links, terms, entry)
    moved = entry.updated if entry.updated and entry.updated.instant > entry.date.instant else None
    return Card(
        title=entry.title,
        url=entry_url(entry),
        summary=entry.summary,
        lang=lang,
        dir=direction(lang),
        long=_width(entry.title) > _LONG_TITLE,
        date=entry.date,
        updated=moved,
        kind=entry.kind,
        topics=linked("topics"),
        regions=linked("regions"),
        desk=next(iter(linked("desks")), None),
        authors=entry.authors,
        sources=len(entry.sources),
        image=pictures.picture(entry),
        ai_text=entry.machine_text,
        corrected=corrected(entry),
        featured=entry.featured,
    )


def headline_of(card: Card) -> Headline:
    """Return an entry in one line."""
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


def row_of(headline: Headline) -> ListRow:
    """Return an entry as a line of a list without pictures."""
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
