"""What templates may see: the records shared by outputs.

Each output file is made from one page view and from `Site`, and depends on nothing else. All URLs
are relative to the site's root; templates write them with the `link` filter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from briefgen.fingerprint import Value
from briefgen.model import AiText, CorrectionKind, ListStyle, Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Value):
    """Words that lead somewhere."""

    label: str
    url: str
    """Inside the site, relative to its root; or a full address."""
    count: int = 0
    """How many entries stand behind it; 0 when that is not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb(Value):
    """A step on the way to a page, to be written with the macro `crumb`.

    Its words are a label, a text of the theme, or a day in one of its forms.
    """

    url: str
    label: str = ""
    word: str = ""
    """The key of a text of the locale files, such as `terms.topics`; empty with a label or day."""
    day: date | None = None
    form: str = ""
    """How the day is written: `week`, or a key below `dates` of the locale files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Value):
    """A headed group of links."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink(Value):
    """A feed, for readers of feeds to find."""

    url: str
    type: str
    """Media type."""
    format: str
    """`atom`, `rss` or `json`."""
    of: str
    """`entries`, `editions` or `term`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite(Value):
    """A link with a sentence: newsletter, feedback."""

    label: str
    url: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Value):
    """How readers reach the publication; each field may be empty."""

    name: str
    email: str
    phones: tuple[Link, ...]
    """Each with a `tel:` address."""
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile(Value):
    """A file of the site that an option of the theme names, such as a logo."""

    url: str
    type: str
    """Its media type, or empty."""
    width: int
    """In pixels; 0 when it is no picture, or a drawing that does not say."""
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Site(Value):
    """What every page knows of the site."""

    title: str
    tagline: str
    description: str
    base_url: str
    """Where the site is published, ending in a slash."""
    located: bool
    """Whether that was ever said; if not, a page does well to name no whole address."""
    language: str
    """BCP 47 code of the interface."""
    dir: str
    """`ltr` or `rtl`."""
    cadence: str
    """`daily`, `weekly` or `monthly`."""
    menu: tuple[Link, ...]
    sections: tuple[Link, ...]
    """The standing pages. The label is a word for the locale to translate: `archive`, `topics`,
    `regions`, `desks`, `sources`, `stories`, `corrections` or `disclosure`."""
    blocks: tuple[Block, ...]
    """The footer's headed blocks of links, also in the menu drawer."""
    follow: tuple[Link, ...]
    contact: Contact | None
    newsletter: Invite | None
    feedback: Invite | None
    legal: tuple[Link, ...]
    publisher: Link
    """Its url may be empty."""
    copyright: str
    feed: str
    """URL of the site's feed in its first format; empty where it has none."""
    feeds: tuple[FeedLink, ...]
    """The site's feeds and those of its editions, in every format."""
    data: str
    """URL of the digest as data, or empty."""
    opml: str
    """URL of the list of all feeds, or empty."""
    search: str
    """URL of the search page; empty where the site has none."""
    opensearch: str
    """URL of the description by which browsers add the search; empty where the site has none, or
    does not know its address."""
    style: str
    """URL of the stylesheet."""
    fonts: tuple[str, ...]
    """URLs of fonts to preload."""
    options: Mapping[str, str] = field(default_factory=dict)
    """The theme's options, defaults filled in."""
    files: Mapping[str, SiteFile | None] = field(default_factory=dict)
    """Of each option that is a file what it names; None when it is not set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition(Value):
    """One of the sizes of a picture."""

    url: str
    width: int
    """In pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextImage(Value):
    """An image in a text, whose size is known."""

    width: int
    """In pixels."""
    height: int
    type: str
    """Media type of the renditions; empty without."""
    renditions: tuple[Rendition, ...]
    """Narrowest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Value):
    """A body, to be written with `body()`."""

    html: str
    """Fingerprint of the stored HTML."""
    links: tuple[str | None, ...]
    """Where its numbered inside links lead, relative to the site's root; None: nowhere, so that
    the words stand without a link."""
    images: Mapping[str, TextImage] = field(default_factory=dict)
    """The images among them whose size is known, by where they lead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(Value):
    """An image, ready to be shown."""

    url: str
    """The file for browsers that know none of the renditions."""
    width: int
    """In pixels, of the widest file; 0 for an image of another site, whose size is not known."""
    height: int
    type: str
    """Media type of the renditions, such as `image/webp`; empty when there are none."""
    renditions: tuple[Rendition, ...]
    """The same picture in several widths, narrowest first, for `srcset`. None of a drawing, nor of
    an image of another site."""
    moving: str
    """URL of the animation whose first frame this is, for readers who want no less motion."""
    labelled: str
    """URL of a file with the label drawn into its pixels, for feeds and mail; empty where none is
    needed, and for drawings and images of other sites, of which none can be made."""
    original: str
    """URL of the untouched file with its content credentials (C2PA), or empty."""
    credentials: str
    """How these stand: `intact` (the signature; the signer is not checked), `broken` or `unread`;
    empty without."""
    ratio: str
    """Class of the box: `r-16x9`, `r-3x2`, `r-4x3`, `r-1x1` or `r-4x5`, the nearest."""
    fit: str
    """Class: `contain` for charts and screenshots, else `cover`."""
    focus: str
    """Class of what a crop keeps: `focus-top` … `focus-centre`."""
    alt: str
    """What the picture shows. The statement on its origin is not in it."""
    badge: str
    """`generated`, `modified`, or empty when no model was at work."""
    label: str
    """The badge in words, in the entry's language: "AI-generated image". Empty without one."""
    disclaimer: str
    """In the entry's language; empty without a badge."""
    formula: str
    """In words, in the entry's language: that a formula made it, and no trained model. Most often
    empty."""
    generator: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialImage(Value):
    """What social networks show of a page; a machine-made picture has its label in the pixels."""

    url: str
    width: int
    """In pixels."""
    height: int
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline(Value):
    """An entry in one line: neighbours, related entries, side lists."""

    title: str
    url: str
    lang: str
    dir: str
    date: Moment
    region: str
    """Name of its first region, or empty."""
    author: str
    """First author or desk, or empty."""
    retracted: bool
    image: Picture | None = None
    """Only in lists of pictures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Value):
    """What a list shows of one entry."""

    title: str
    url: str
    summary: str
    lang: str
    """BCP 47; differs from the site's for an entry in another language."""
    dir: str
    long: bool
    """The title has more than 90 letters: it takes the next smaller size."""
    date: Moment
    updated: Moment | None
    """None when it was not updated, or not since it was created."""
    kind: str
    topics: tuple[Link, ...]
    regions: tuple[Link, ...]
    desk: Link | None
    authors: tuple[str, ...]
    sources: int
    image: Picture | None
    ai_text: AiText
    """What is to be said of a model's part in the text; `none` once it is reviewed."""
    corrected: str
    """`corrected`, `retracted` or empty."""
    featured: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow(Value):
    """One line of a side list."""

    title: str
    url: str
    region: str
    author: str
    lang: str
    """Empty for a link of the list's own."""
    dir: str
    retracted: bool
    image: Picture | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideList(Value):
    """A list beside the main column."""

    name: str
    """The file's name: `trending`."""
    title: str
    style: ListStyle
    """`ranked`, `essays`, `pictures` or `plain`."""
    rows: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionName(Value):
    """An edition by its name: what leads to it, whatever is in it."""

    url: str
    period: str
    """`2024-10-23`, `2024-W43` or `2024-10`."""
    cadence: str
    """`daily`, `weekly` or `monthly`: how the period is to be named."""
    first_day: date
    last_day: date
    week: int
    """ISO week number of the first day."""
    title: str
    """The editor's title, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLink(EditionName):
    """An edition in a row of an archive: its name, and what it leads with."""

    lead: str
    """Headline of its first entry."""
    lang: str
    """Of the lead."""
    dir: str
    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSection(Value):
    """A headed part of an edition; the heading is empty for what no section took."""

    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Value):
    """`/`: the newest edition, the lists, the editions before it."""

    url: str
    edition: EditionLink | None
    """None when nothing is published yet."""
    summary: str
    """The editor's, or empty."""
    lang: str
    """Of the editor's note."""
    dir: str
    note: Text | None
    sections: tuple[CardSection, ...]
    """The first card of the first section leads."""
    sources: int
    """How many different sources the edition rests on."""
    corrections: int
    """How many of its entries carry a correction."""
    earlier: tuple[EditionLink, ...]
    lists: tuple[SideList, ...]
    social: SocialImage | None
    """That of the edition; None where the site has none."""
    stale_from: Moment | None
    """From when on the edition is older than the cadence allows. None before the first."""
    data: Mapping[str, object]
    """What machines are told of it (schema.org); empty when the site does not know its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPage(Value):
    """`/2024/10/23/`, `/2024/w43/` or `/2024/10/`."""

    url: str
    edition: EditionLink
    summary: str
    lang: str
    """Of the editor's note."""
    dir: str
    note: Text | None
    sections: tuple[CardSection, ...]
    sources: int
    corrections: int
    older: EditionName | None
    newer: EditionName | None
    lists: tuple[SideList, ...]
    """On the newest edition only."""
    social: SocialImage | None
    """None where the site has none."""
    crumbs: tuple[Crumb, ...]
    """The way to it; itself last."""
    data: Mapping[str, object]
    """What machines are told of it (schema.org); empty when the site does not know its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView(Value):
    """One of the sources of an entry."""

    name: str
    page: str
    """URL of the source's own page in the site, or empty."""
    url: str
    title: str
    published: date | None
    accessed: date | None
    archive: str
    reliability: str
    """Admiralty code, such as B2, or empty."""
    gone: date | None
    """Since when the address is known to lead nowhere, or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Value):
    """A correction, as shown on the entry."""

    kind: CorrectionKind
    date: Moment
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation(Value):
    """The same entry in one of its languages."""

    lang: str
    """BCP 47; `language` gives its name."""
    dir: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Value):
    """Somebody read a machine-written text as it is now, and answers for it."""

    name: str
    date: Moment | None
    """None when it is not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage(Value):
    """`/2024/10/23/slug/`."""

    url: str
    title: str
    summary: str
    lang: str
    dir: str
    long: bool
    kind: str
    date: Moment
    updated: Moment
    """Equal to `date` when it was never updated: both stamps are always shown."""
    desk: Link | None
    authors: tuple[str, ...]
    topics: tuple[Link, ...]
    regions: tuple[Link, ...]
    story: Link | None
    story_number: int
    """Which entry of its story it is, from 1; 0 without one. How many follow is not known to it."""
    previously: tuple[Headline, ...]
    """What came just before it in its story, newest first."""
    image: Picture | None
    ai_text: AiText
    """What is to be said of a model's part in the text; `none` once it is reviewed."""
    ai_label: str
    """The same in words, in the entry's language: "AI-generated text". Empty with `none`."""
    ai_notice: str
    """A sentence on it, in the entry's language; empty with `none`."""
    review: Review | None
    """None as well when the text changed after it was reviewed."""
    notices: tuple[Notice, ...]
    """Newest first."""
    retracted: bool
    body: Text
    note: str
    """Agency note, such as "With inputs from agencies"; without brackets."""
    tlp: str
    """Its label of the Traffic Light Protocol, such as `CLEAR`; empty without one."""
    sources: tuple[SourceView, ...]
    edition: EditionName
    older: Headline | None
    newer: Headline | None
    related: tuple[Headline, ...]
    translations: tuple[Translation, ...]
    """By language, the entry itself among them; none when it has no other language."""
    lists: tuple[SideList, ...]
    """Entries of the newest edition have the site's lists beside them; older ones the rest of
    their own edition."""
    held: str
    """Why it would be held back, had nobody asked for it: `draft`, `expired`, `future` or empty."""
    social: SocialImage | None
    """The entry's own picture, or else its edition's words; None where the site has none."""
    crumbs: tuple[Crumb, ...]
    """The way to it, from the year on; itself last."""
    data: Mapping[str, object]
    """What machines are told of it (schema.org), to be written with the `json` filter. Empty when
    it is held back, or the site does not know its address."""
    extra: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthGroup(Value):
    """A month and what stands under it."""

    first_day: date
    url: str
    count: int = 0
    """Its entries, where they are not listed."""
    editions: tuple[EditionLink, ...] = ()
    cards: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarMonth(Value):
    """A month and its days that have entries."""

    first_day: date
    url: str
    """Of the month's page; empty on that page itself."""
    days: Mapping[str, Link]
    """By date (ISO 8601): the page of a day, and how many entries it has."""
    weeks: Mapping[str, Link]
    """By date (ISO 8601): the edition of a day, labelled `2024-W43`; empty if not weekly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPage(Value):
    """`/2024/`: the months, each with its editions."""

    url: str
    year: int
    years: tuple[Link, ...]
    """All years that have entries, newest first, with counts."""
    calendar: tuple[CalendarMonth, ...]
    """Its months that have entries, from the first on."""
    months: tuple[MonthGroup, ...]
    """Newest first."""
    crumbs: tuple[Crumb, ...]
    """The way to it; itself last."""
    data: Mapping[str, object]
    """What machines are told of it (schema.org); empty when the site does not know its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPage(Value):
    """`/2024/10/` of a daily or weekly digest: the entries of a month, by day."""

    url: str
    first_day: date
    older: MonthGroup | None
    newer: MonthGroup | None
    calendar: CalendarMonth
    cards: tuple[Card, ...]
    crumbs: tuple[Crumb, ...]
    """The way to it; itself last."""
    data: Mapping[str, object]
    """What machines are told of it (schema.org); empty when the site does not know its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPage(Value):
    """`/2024/10/23/` of a weekly or monthly digest, so that each prefix of a permalink answers."""

    url: str
    day: date
    edition: EditionName
    cards: tuple[Card, ...]
    crumbs: tuple[Crumb, ...]
    """The way to it; itself last."""
    data: Mapping[str, object]
    """What machines are told of it (schema.org); empty when the site does not know its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsPage(Value):
    """`/topics/`, and so for each taxonomy: all its terms."""

    url: str
    taxonomy: str
    """`topics`, `regions`, `desks`, `sources` or `stories`."""
    terms: tuple[Link, ...]
    """By name, with counts."""
    crumbs: tuple[Crumb, ...]
    """The way to it; itself last."""
    data: Mapping[str, object]
    """What machines are told of it (schema.org); empty when the site does not know its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPage(Value):
    """`/topics/space/`: the newest year of a term; `/topics/space/2023/`: an earlier one."""

    url: str
    taxonomy: str
    name: str
    summary: str
    home: str
    """The source's own address, or empty."""
    total: int
    first_year: int
    year: int
    years: tuple[Link, ...]
    """Newest first, with counts; the newest leads to the term's own page."""
    months: tuple[MonthGroup, ...]
    feeds: tuple[FeedLink, ...]
    """Its own feeds, in every format."""
    crumbs: tuple[Crumb, ...]
    """The way to it; itself last."""
    data: Mapping[str, object]
    """What machines are told of it (schema.org); empty when the site does not know its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryEvent(Value):
    """Something that happened in a story: an entry came, or what it said was changed."""

    card: Card | None
    """The entry that came; None for a change."""
    notice: Notice | None
    """The change; None for an entry."""
    headline: Headline
    """Of the entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryDay(Value):
    """What happened in a story on one day."""

    day: date
    events: tuple[StoryEvent, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage(Value):
    """`/stories/x/`: a timeline over days, newest first; `/stories/x/2023/` where it is long."""

    url: str
    name: str
    summary: str
    """State of play, one sentence, or empty."""
    total: int
    """How many entries the story has."""
    first: Moment
    """The date of the oldest."""
    last: Moment
    year: int
    """Of this page; 0 when it holds the whole story."""
    years: tuple[Link, ...]
    """Newest first, with counts; empty when one page holds the whole story."""
    days: tuple[StoryDay, ...]
    feeds: tuple[FeedLink, ...]
    """Its own feeds, in every format."""
    crumbs: tuple[Crumb, ...]
    """The way to it; itself last."""
    data: Mapping[str, object]
    """What machines are told of it (schema.org); empty when the site does not know its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Value):
    """How often a source was rated with one code."""

    code: str
    """Admiralty code, such as B2."""
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Value):
    """What an entry cited of a source."""

    headline: Headline
    """Of the entry."""
    cited: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationMonth(Value):
    """What was cited in one month."""

    first_day: date
    url: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage(Value):
    """`/sources/x/`: all that was cited from a source, the newest year; `/sources/x/2023/`."""

    url: str
    name: str
    summary: str
    home: str
    """Its own address, or empty."""
    reliability: str
    """How the site rates it as a whole, or empty."""
    ratings: tuple[Rating, ...]
    """How entries rated what they cited, best first, of all years; on the newest page only."""
    total: int
    """How many entries rest on it."""
    first_year: int
    year: int
    years: tuple[Link, ...]
    """Newest first, with counts; the newest leads to the source's own page."""
    months: tuple[CitationMonth, ...]
    crumbs: tuple[Crumb, ...]
    """The way to it; itself last."""
    data: Mapping[str, object]
    """What machines are told of it (schema.org); empty when the site does not know its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage(Value):
    """`/about/`: a page that is not dated."""

    url: str
    title: str
    summary: str
    lang: str
    dir: str
    body: Text
    held: str
    """`draft` when it is one that was asked for, or empty."""
    crumbs: tuple[Crumb, ...]
    """The way to it; itself last."""
    data: Mapping[str, object]
    """What machines are told of it (schema.org); empty when the site does not know its address."""
    extra: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow(Value):
    """One line of the corrections page."""

    kind: CorrectionKind
    date: Moment
    text: str
    headline: Headline


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsPage(Value):
    """`/corrections/`: all of them, newest first."""

    url: str
    rows: tuple[CorrectionRow, ...]
    crumbs: tuple[Crumb, ...]
    """The way to it; itself last."""
    data: Mapping[str, object]
    """What machines are told of it (schema.org); empty when the site does not know its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureRow(Value):
    """One entry with a part that a machine made."""

    headline: Headline
    image: Picture | None
    """None when it is the text alone."""
    ai_text: AiText
    """`none` when it is the image alone."""
    reviewed_by: str
    """Who answers for the text, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosurePage(Value):
    """`/disclosure/`: what a machine made, the newest month; `/disclosure/2023/07/`: another."""

    url: str
    month: date | None
    """Its first day; None when there is nothing."""
    months: tuple[MonthGroup, ...]
    """All that have something, newest first; the newest leads to the page without a date."""
    generated: int
    """How many images of all months a model made."""
    modified: int
    """How many it altered."""
    texts: int
    """How many texts it wrote or helped with."""
    rows: tuple[DisclosureRow, ...]
    """Of this month, newest first."""
    crumbs: tuple[Crumb, ...]
    """The way to it; itself last."""
    data: Mapping[str, object]
    """What machines are told of it (schema.org); empty when the site does not know its address."""
    ledger: str
    """URL of the same as JSON, of all months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveYear(Value):
    """A year in the archive."""

    link: Link
    """With its count."""
    months: tuple[MonthGroup, ...]
    """Those that have entries, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePage(Value):
    """`/archive/`: the whole site for people."""

    url: str
    years: tuple[ArchiveYear, ...]
    """Newest first."""
    terms: tuple[Block, ...]
    """By taxonomy, whose word is the title: its fullest terms, by name, with counts."""
    longer: tuple[Link, ...]
    """The indexes of taxonomies that have more terms than are shown, with how many."""
    pages: tuple[Link, ...]
    """What is not dated."""
    crumbs: tuple[Crumb, ...]
    """The way to it; itself last."""
    data: Mapping[str, object]
    """What machines are told of it (schema.org); empty when the site does not know its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Value):
    """`/search/`: looks through all entries, in the reader's browser."""

    url: str
    language: str
    """ISO 639, of the rules by which words are told apart; that of the site."""
    archive: str
    """URL of the archive."""
    rtl: tuple[str, ...]
    """The languages that are written from right to left, ISO 639."""
    crumbs: tuple[Crumb, ...]
    """The way to it; itself last."""
    groups: tuple[Block, ...]
    """What can be browsed without a script: topics, regions … with the most entries, each headed by
    the name of its taxonomy, and the years."""
    data: Mapping[str, object]
    """What machines are told of it (schema.org); empty when the site does not know its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage(Value):
    """`/404.html`. Served at any depth, so its links are absolute."""

    url: str
    edition: EditionName | None
    archive: str
    """URL of the newest year, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectPage(Value):
    """An old address that leads to the new one."""

    url: str
    target: str
    title: str
