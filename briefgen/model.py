"""What a digest is: entries, editions, pages, lists, terms, and the library that holds them.

Frozen values of plain data, made by `reading`, looked at by everyone, changed by no one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter
from typing import Literal, NamedTuple

from briefgen import web
from briefgen.fingerprint import Value, of
from briefgen.languages import says_something
from briefgen.xmp import NOTHING, Said

Taxonomy = Literal["topics", "regions", "desks", "sources", "stories"]
TAXONOMIES: tuple[Taxonomy, ...] = ("topics", "regions", "desks", "sources", "stories")
AiOrigin = Literal["generated", "modified", "none"]
WEIGHT: Mapping[AiOrigin, int] = {"none": 0, "modified": 1, "generated": 2}
"""How much a model had to do with an image."""
AiText = Literal["none", "assisted", "generated"]
Focus = Literal["top", "bottom", "start", "end", "centre"]
CorrectionKind = Literal["update", "clarification", "correction", "retraction"]
ListStyle = Literal["ranked", "essays", "pictures", "plain"]
ListPlace = Literal["home", "current", "everywhere"]
HeldReason = Literal["draft", "future", "expired"]
PictureKind = Literal["", "photograph", "animation", "drawing"]
Credentials = Literal["", "unread", "intact", "broken"]
"""Of a picture's content credentials: there are none; they were not read, for that takes the extra
`c2pa`; their signature fits; it does not."""
Tlp = Literal["", "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]
"""A label of the Traffic Light Protocol 2.0 (FIRST), without its `TLP:`; empty: none was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Value):
    """A point in time as the site's readers see it: on the wall clock of the site's zone.

    The filter `date` writes it in words.
    """

    local: datetime
    """The time on that clock, without a zone."""
    offset: int
    """Seconds east of UTC."""
    zone: str
    """The zone's abbreviation at that time, such as IST."""
    clock: bool = True
    """False when a bare day was written: no time of day is shown."""

    @property
    def day(self) -> date:
        """The day in the site's zone."""
        return self.local.date()

    @property
    def instant(self) -> int:
        """Seconds since 0001-01-01T00:00Z, to sort by; negative east of UTC on that first day."""
        # Counted by hand: the first and last days of the calendar have no room for an offset.
        clock = self.local.hour * 3600 + self.local.minute * 60 + self.local.second
        return (self.local.toordinal() - 1) * 86_400 + clock - self.offset

    @property
    def iso(self) -> str:
        """RFC 3339 with the offset, to the second; zone offsets before 1900 lose their seconds."""
        sign = "-" if self.offset < 0 else "+"
        hours, minutes = divmod(abs(self.offset) // 60, 60)
        text = self.local.replace(microsecond=0).isoformat()
        return f"{text}{sign}{hours:02}:{minutes:02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin(Value):
    """Where in the project a thing was written."""

    path: str
    """Relative to the project, with forward slashes."""
    item: str = ""
    """The key of the thing within the file: `entries[2]` in a day file, else empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLink(Value):
    """A link or an image in a body whose target is inside the site."""

    target: str
    """As written: `../24/other.md#part`, `entry:2024-10-23-troops`, `chart.png`, `/about/`."""
    line: int
    """In the file, from 1."""
    kind: Literal["link", "image"] = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Value):
    """A rendered text, by the fingerprint under which its HTML is kept."""

    html: str
    """Fingerprint of the HTML, whose inside links are numbered placeholders."""
    links: tuple[BodyLink, ...] = ()
    anchors: tuple[str, ...] = ()
    """The ids of its headings, in order."""
    words: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Value):
    """What an entry rests on."""

    name: str
    url: str = ""
    title: str = ""
    published: date | None = None
    accessed: date | None = None
    archive: str = ""
    reliability: str = ""
    """Admiralty code, such as B2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(Value):
    """The picture of an entry, as its author described it and its file does."""

    src: str
    """As written: beside the entry, under content/images/, or an https address."""
    path: str = ""
    """The file beside the entry that `src` names, relative to the project, be it there or not;
    empty for an address. See `Library.picture_of`."""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    focus: Focus = "centre"
    ai: AiOrigin = "none"
    source_type: str = ""
    """IPTC digital source type, bare code."""
    stated: tuple[str, ...] = ()
    """Which of `ai` and `source_type` the author gave. Without any, both are what the file says."""
    generator: str = ""
    """System and model, as the author names them, or else the file."""
    disclaimer: str | None = None
    """None: the site's text for that kind. Empty: the author wants none, which is a finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Value):
    """A change that readers are told of."""

    date: Moment
    kind: CorrectionKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Value):
    """A finding that an author allows in one text, and why: `allow: {code: reason}`."""

    code: str
    reason: str
    """Empty when none was given, which is a finding itself."""
    first: int = 0
    """Where the text is an item of a day file, the first of its lines, from 1; else 0."""
    last: int = 0
    """The last of them."""


NEWS_SECONDS = 2 * 86_400
"""How long an entry is news to search engines."""

# Days to a stretch of entries that are remembered as one. Longer ones take longer to work out anew,
# and shorter ones are more to look through.
_DAYS = 8


class Marks(NamedTuple):
    """What is worked out once of an entry and then kept beside it: fingerprints, and its place."""

    whole: str
    page: str
    """Of all that its own page shows of it."""
    card: str
    """Of all that cards show of it."""
    headline: str
    """Of all that headlines show of it."""
    instant: int
    """That of its date, to sort by."""
    days: str
    """Some eight days of a month, the entry's among them: `2024-10.2`, counted from 0."""


class _Marked(Value):
    """Room for what is worked out once of an entry: see `Entry.marks`."""

    __slots__ = ("_marks",)
    _marks: Marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(_Marked):
    """One curated item. `content/entries/**`; the keys are those of the front matter."""

    origin: Origin
    id: str
    slug: str
    title: str
    date: Moment
    """Created; its day decides edition and permalink."""
    summary: str = ""
    updated: Moment | None = None
    publish_at: Moment | None = None
    expires: Moment | None = None
    draft: bool = False
    aliases: tuple[str, ...] = ()
    lang: str = ""
    """BCP 47; empty: the site's language."""
    translations: tuple[str, ...] = ()
    """Ids of entries that say the same in other languages."""
    desk: str = ""
    authors: tuple[str, ...] = ()
    kind: str = "news"
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    story: str = ""
    weight: int = 0
    featured: bool = False
    note: str = ""
    sources: tuple[Source, ...] = ()
    image: Image | None = None
    ai_text: AiText = "none"
    reviewed_by: str = ""
    """Who answers for the text; see `reviewed`."""
    reviewed_at: Moment | None = None
    reviewed_text: str = ""
    """The `wording` that was reviewed."""
    wording: str = ""
    """Short fingerprint of the text as written: title, summary and the source of the body."""
    corrections: tuple[Correction, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    tlp: Tlp = ""
    allow: tuple[Waiver, ...] = ()
    body: Body

    @property
    def reviewed(self) -> bool:
        """Whether somebody answers for the text as it is now."""
        named = says_something(self.reviewed_by)
        return named and bool(self.reviewed_text) and self.reviewed_text == self.wording

    @property
    def reviewer(self) -> str:
        """Who answers for the text as it is now; empty when nobody does."""
        return self.reviewed_by if self.reviewed else ""

    @property
    def machine_text(self) -> AiText:
        """What readers are to be told of a model's part in the text: nothing once it is reviewed.

        EU AI Act, Article 50(4): a person reviewed it, and a person answers for it.
        """
        return "none" if self.reviewed else self.ai_text

    @property
    def marks(self) -> Marks:
        """The fingerprints of the entry, whole and as far as others show it, and its instant.

        They are kept in the record beside the entry, so that knowing what stayed the same costs
        nothing; `with_marks` gives them back to an entry that was read from there.
        """
        try:
            return self._marks
        except AttributeError:
            found = Marks(
                self.fingerprint,
                of(_on_pages(self)),
                of(*_on_cards(self)),
                of(*_in_headlines(self)),
                self.date.instant,
                _days_around(self.date.local),
            )
            object.__setattr__(self, "_marks", found)
            return found

    def with_marks(self, marks: Marks) -> "Entry":
        """Remember the marks that an equal entry had, and return the entry."""
        object.__setattr__(self, "_fingerprint", marks.whole)
        object.__setattr__(self, "_marks", marks)
        return self

    def holds(self, now: Moment) -> tuple[HeldReason, ...]:
        """Why a build at this time holds the entry back, unless told otherwise; most often empty.

        The gravest reason is first.
        """
        today = now.instant
        waits = self.publish_at is not None and self.publish_at.instant > today
        found: list[HeldReason] = []
        if self.draft:
            found.append("draft")
        if self.expires is not None and self.expires.instant <= today:
            found.append("expired")
        if waits or self.marks.instant > today:
            found.append("future")
        return tuple(found)

    def terms(self, taxonomy: Taxonomy) -> tuple[str, ...]:
        """The entry's terms in one taxonomy, as written, in order."""
        if taxonomy == "topics":
            return self.topics
        if taxonomy == "regions":
            return self.regions
        if taxonomy == "desks":
            return (self.desk,) if self.desk else ()
        if taxonomy == "stories":
            return (self.story,) if self.story else ()
        return tuple(source.name for source in self.sources)


def _days_around(local: datetime) -> str:
    return f"{local.year:04}-{local.month:02}.{local.day // _DAYS}"


# What no page shows: it decides where an entry stands, not what is said of it. Of a review a page
# says whether it holds, not of which wording; of translations it names the whole group, whoever
# of it named whom.
_UNSEEN = frozenset(
    (
        *("origin", "id", "publish_at", "expires", "aliases", "weight", "translations"),
        *("reviewed_text", "wording", "allow"),
    )
)

_on_pages = attrgetter(
    *(name for name in Entry.__dataclass_fields__ if name not in _UNSEEN), "reviewed"
)
"""Gives what the page of an entry is made from."""


def _on_cards(entry: Entry) -> tuple[object, ...]:
    """Return what the card of an entry is made from; its terms' names and its files are apart."""
    return (
        *_in_headlines(entry),
        entry.summary,
        entry.updated,
        entry.kind,
        entry.topics,
        entry.regions,
        entry.authors,
        entry.desk,
        len(entry.sources),
        entry.image,
        entry.machine_text,
        tuple(correction.kind for correction in entry.corrections),
        entry.featured,
    )


def _in_headlines(entry: Entry) -> tuple[object, ...]:
    """Return what the headline of an entry is made from, but for its terms' names."""
    return (
        entry.slug,
        entry.title,
        entry.date,
        entry.lang,
        entry.regions[:1],
        entry.authors[:1] or entry.desk,
        any(correction.kind == "retraction" for correction in entry.corrections),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Value):
    """A headed part of an edition: the entries that match, in the edition's order."""

    title: str
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    """Entry ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionNote(Value):
    """What an editor wrote about one edition: `content/editions/<period>.md`."""

    origin: Origin
    period: str
    """`2024-10-23`, `2024-W43` or `2024-10`."""
    title: str = ""
    summary: str = ""
    order: tuple[str, ...] = ()
    """Entry ids that come first, in this order."""
    sections: tuple[Section, ...] = ()
    lang: str = ""
    allow: tuple[Waiver, ...] = ()
    body: Body | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(Value):
    """The dated digest page: the entries of a day, an ISO week or a month."""

    period: str
    """`2024-10-23`, `2024-W43` or `2024-10`."""
    first_day: date
    entries: tuple[Entry, ...]
    """In reading order: the note's `order`, then weight, then newest first."""
    note: EditionNote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Value):
    """A text that is not dated: `content/pages/<slug>.md`."""

    origin: Origin
    slug: str
    """May hold slashes, for pages in folders."""
    title: str
    summary: str = ""
    lang: str = ""
    draft: bool = False
    aliases: tuple[str, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    allow: tuple[Waiver, ...] = ()
    body: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem(Value):
    """One line of a curated list: an entry by its id, or a link of its own."""

    entry: str = ""
    title: str = ""
    url: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection(Value):
    """What an automatic list takes: entries that match every field which is not empty."""

    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    featured: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratedList(Value):
    """A named list beside the main column: `content/lists/<name>.yaml`."""

    origin: Origin
    name: str
    title: str
    lang: str = ""
    """BCP 47; empty: the site's language."""
    style: ListStyle = "plain"
    entries: tuple[ListItem, ...] = ()
    """Curated, in order. Empty: `select` decides."""
    select: Selection | None = None
    limit: int = 6
    """How many entries `select` takes; what was picked by hand is shown whole."""
    show: ListPlace = "current"
    """Where it stands: home only; home and the pages of the newest edition; every entry page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description(Value):
    """What is said of one term: an item of `content/<plural>.yaml`."""

    origin: Origin
    taxonomy: Taxonomy
    term: str
    """As entries write it."""
    name: str = ""
    """As readers see it; default: the term."""
    summary: str = ""
    url: str = ""
    reliability: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadSource(Value):
    """An address that sources name and that is gone: an item of `content/dead-sources.yaml`."""

    url: str
    """Without its fragment."""
    since: date
    """The day on which it was first found to be gone."""
    answered: date | None = None
    """The last day on which it answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFile(Value):
    """A file that is published as it is: an image, an attachment, a file of content/static/."""

    path: str
    """Relative to the project, with forward slashes."""
    content: str
    """Fingerprint of its bytes."""
    width: int = 0
    """In pixels as displayed; 0 when it is not an image."""
    height: int = 0
    said: Said = NOTHING
    """What it says of itself, in its XMP and its content credentials: of both the gravest."""
    disputed: tuple[str, ...] = ()
    """The source types by its XMP and by its credentials, when one speaks of a model and the other
    does not, or differently."""
    kind: PictureKind = ""
    """Empty when it is not an image."""
    alpha: bool = False
    """Whether something shows through it."""
    plain: bool = False
    """Whether it has at most 256 colours, as charts and drawings have."""
    credentials: Credentials = ""
    place: bool = False
    """Whether it says where it was taken."""
    linked: bool = False
    """Whether a text links to it, as to a file of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(Value):
    """An entry or a page that is not published, and why."""

    thing: Entry | Page
    reason: HeldReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """All that was read: what is published now, what is held back, and what surrounds it."""

    root: str
    """The project's folder, absolute."""
    now: Moment
    published: tuple[Entry, ...]
    """Newest first; equal times by id."""
    held: tuple[Held, ...] = ()
    asked_for: Mapping[str, HeldReason] = field(default_factory=dict)
    """Why an entry would be held back that is published because somebody asked for it, by id."""
    notes: tuple[EditionNote, ...] = ()
    pages: tuple[Page, ...] = ()
    lists: tuple[CuratedList, ...] = ()
    descriptions: tuple[Description, ...] = ()
    dead: Mapping[str, DeadSource] = field(default_factory=dict)
    """What is known to be gone, by its address without fragment."""
    files: Mapping[str, ProjectFile] = field(default_factory=dict)
    """Files that entries and pages may show or link to, by their path in the project."""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """The file of each entry's image, by the entry's id; without those that are not there."""
    origins: Mapping[str, AiOrigin] = field(default_factory=dict)
    """What a model had to do with each file, as far as anybody says it: the file, an entry that
    shows it, be it held back, or those of a file with the same bytes. The gravest word counts.
    Without those with which none had."""
    unread: frozenset[str] = frozenset()
    """Texts with an error of their own, by path: what they hold is not known, or not all of it."""

    def gone(self, address: str) -> date | None:
        """Return since when an address is gone; None for one of which that is not known."""
        known = self.dead.get(web.asked(address)) if self.dead else None
        return known.since if known else None

    def picture_of(self, entry: Entry) -> str:
        """Return the path of an entry's image; empty for an address and for what is not there."""
        return self.pictures.get(entry.id, "")
