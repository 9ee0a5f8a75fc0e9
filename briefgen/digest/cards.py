"""Cards: what lists show of an entry, with its picture and what is said of it.

An entry and the terms in, plain records out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from briefgen import urls
from briefgen.config import Config
from briefgen.digest.terms import Term, term_links, term_marks
from briefgen.disclaimers import disclaimer, label
from briefgen.fingerprint import composed
from briefgen.model import (
    Entry,
    Library,
    Taxonomy,
)
from briefgen.references import entry_url, file_url
from briefgen.views import (
    Card,
    Headline,
    ListRow,
    Picture,
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
    config: Config,
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
        file = library.files.get(path)
        size = f"{file.width}x{file.height}" if file is not None else ""
        cards[entry.id] = composed("card", own.card, settings, path, size, *about, *where, *desk)
        headlines[entry.id] = composed("headline", own.headline, settings, *where[:1], "", *desk)
    return FaceMarks(cards, headlines)


def direction(lang: str) -> str:
    """Return `rtl` or `ltr` for a BCP 47 code."""
    parts = lang.lower().split("-")
    if any(part in ("arab", "hebr") for part in parts[1:]):
        return "rtl"
    return "rtl" if parts[0] in _RIGHT_TO_LEFT else "ltr"


def picture(entry: Entry, library: Library, config: Config) -> Picture | None:
    """Return an entry's image ready to be shown, or None without one."""
    image = entry.image
    path = library.picture_of(entry)
    if image is None or not (path or urls.is_web(image.src)):
        return None
    file = library.files.get(path)
    width, height = (file.width, file.height) if file else (0, 0)
    shape = width / height if width and height else 16 / 9
    own = config.disclosure.modified if image.ai == "modified" else config.disclosure.generated
    lang = entry.lang or config.language
    words = disclaimer(image.ai, lang, own) if image.disclaimer is None else image.disclaimer
    return Picture(
        url=file_url(path) if path else image.src,
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


def card_of(
    entry: Entry, library: Library, config: Config, terms: Mapping[Taxonomy, Mapping[str, Term]]
) -> Card:
    """Return what lists show of an entry."""
    lang = entry.lang or config.language
    linked = partial(term_links, terms, entry)
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
