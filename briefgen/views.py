"""What templates may see: the records shared by outputs.

Each output file is made from one page view and from `Site`, and depends on nothing else. All URLs
are relative to the site's root; templates write them with the `link` filter.

docs/theme-reference.md is made from the words here. A field without any means what its name means
in every view: `url`, `lang`, `crumbs`, `data` and the like are explained there once.
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
    """The words of the link."""
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
    """Its words; empty when the next fields say them."""
    word: str = ""
    """The key of a text of the locale files, such as `terms.topics`; empty with a label or day."""
    day: date | None = None
    """A day to be written."""
    form: str = ""
    """How the day is written: `week`, or a key below `dates` of the locale files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Value):
    """A headed group of links."""

    title: str
    """Its heading."""
    links: tuple[Link, ...]
    """Its links, in order."""


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
    """The words of the link."""
    url: str
    """Where it leads."""
    text: str
    """One sentence under it, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Value):
    """How readers reach the publication; each field may be empty."""

    name: str
    email: str
    """A mail address."""
    phones: tuple[Link, ...]
    """Each with a `tel:` address."""
    address: str
    """A postal address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile(Value):
    """A file of the site that an option of the theme names, such as a logo."""

    url: str
    type: str
    """Its media type, or empty."""
    width: int
    """In pixels; 0 when it is no picture, or a drawing that does not say."""
    height: int
    """Likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLanguage(Value):
    """The site in one of its languages."""

    lang: str
    """BCP 47; `language` gives its name."""
    dir: str
    """Direction of the language: `ltr` or `rtl`."""
    title: str
    """The name of the site in it."""
    url: str
    """Of its home page, as seen from here."""
    current: bool
    """Whether it is the language of this page's site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation(Value):
    """The same page in one of its languages."""

    lang: str
    """BCP 47; `language` gives its name."""
    dir: str
    """Direction of the language: `ltr` or `rtl`."""
    url: str
    """On a site in several languages it may climb: `../2024/10/23/slug/`."""
    home: str
    """The home page of the language that it is in, as `site.languages` has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site(Value):
    """What every page knows of the site."""

    title: str
    """The publication's name."""
    tagline: str
    """One line under the name, or empty."""
    description: str
    """One or two sentences for search engines."""
    base_url: str
    """Where the site is published, ending in a slash."""
    located: bool
    """Whether that was ever said; if not, a page does well to name no whole address."""
    language: str
    """BCP 47 code of the interface."""
    languages: tuple[SiteLanguage, ...]
    """All languages of the site, this one among them; none when it is in one alone."""
    dir: str
    """`ltr` or `rtl`."""
    cadence: str
    """`daily`, `weekly` or `monthly`."""
    menu: tuple[Link, ...]
    """The links under the name."""
    sections: tuple[Link, ...]
    """The standing pages. The label is a word for the locale to translate: `archive`, `topics`,
    `regions`, `desks`, `sources`, `stories`, `search`, `corrections` or `disclosure`."""
    blocks: tuple[Block, ...]
    """The footer's headed blocks of links, also in the menu drawer."""
    follow: tuple[Link, ...]
    """Where readers can follow elsewhere."""
    contact: Contact | None
    """None when nothing is set."""
    newsletter: Invite | None
    """The invitation to subscribe."""
    feedback: Invite | None
    """The invitation to write back."""
    legal: tuple[Link, ...]
    """Terms, privacy and the like."""
    publisher: Link
    """Its url may be empty."""
    copyright: str
    """The copyright line."""
    feed: str
    """URL of the site's feed in its first format; empty where it has none."""
    feeds: tuple[FeedLink, ...]
    """The site's feeds (docs/feeds.md) and those of its editions, in every format."""
    data: str
    """URL of the digest as data (docs/data.md), or empty."""
    opml: str
    """URL of the list of all feeds, or empty."""
    search: str
    """URL of the search page (docs/search.md); empty where the site has none."""
    opensearch: str
    """URL of the description by which browsers add the search, or empty."""
    style: str
    """URL of the stylesheet."""
    fonts: tuple[str, ...]
    """URLs of fonts to preload."""
    options: Mapping[str, str] = field(default_factory=dict)
    """The theme's options, defaults filled in."""
    files: Mapping[str, SiteFile | None] = field(default_factory=dict)
    """Of each option that is a file what it names: a SiteFile, or none when it is not set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition(Value):
    """One of the sizes of a picture."""

    url: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextImage(Value):
    """An image in a text, whose size is known."""

    width: int
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
    """Where its numbered inside links lead, relative to the site's root; none: nowhere, so that the
    words stand without a link."""
    images: Mapping[str, TextImage] = field(default_factory=dict)
    """The images among them whose size is known, by where they lead: each a TextImage."""


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
    """System and model, or empty."""
    caption: str
    """The words under the picture, or empty."""
    credit: str
    """Who made or lent it, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialImage(Value):
    """What social networks show of a page; a machine-made picture has its label in the pixels."""

    url: str
    """Its address in the site; write it with `absolute`."""
    width: int
    height: int
    alt: str
    """What it shows, with the statement on its origin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline(Value):
    """An entry in one line: neighbours, related entries, side lists."""

    title: str
    url: str
    lang: str
    dir: str
    date: Moment
    """When it was created."""
    region: str
    """Name of its first region, or empty."""
    author: str
    """First author or desk, or empty."""
    retracted: bool
    """Whether it was retracted."""
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
    """More than 90 letters, wide ones counted twice: the title takes the next smaller size."""
    date: Moment
    """When it was created."""
    updated: Moment | None
    """None when it was not updated, or not since it was created."""
    kind: str
    """A free word: `news`, `opinion`, `short` …"""
    topics: tuple[Link, ...]
    """What it is about, each with its page."""
    regions: tuple[Link, ...]
    """Where it happens, each with its page."""
    desk: Link | None
    """The desk that wrote it."""
    authors: tuple[str, ...]
    """Who wrote it."""
    sources: int
    """How many sources it rests on."""
    image: Picture | None
    """Its picture."""
    ai_text: AiText
    """What is to be said of a model's part in the text: `assisted`, `generated`, or `none`, also
    once it is reviewed."""
    corrected: str
    """`corrected`, `retracted` or empty."""
    featured: bool
    """The entry's own `featured`: broadsheet gives it a larger headline and picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow(Value):
    """One line of a side list."""

    title: str
    """The words of the line."""
    url: str
    """Where it leads: inside the site or elsewhere."""
    region: str
    """Name of the region shown beside it, or empty."""
    author: str
    """First author or desk, or empty."""
    lang: str
    """Of the entry; empty for a link of its own."""
    dir: str
    """Of the entry; empty for a link of its own."""
    retracted: bool
    """Whether the entry was retracted."""
    image: Picture | None
    """In lists of pictures only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideList(Value):
    """A list beside the main column."""

    name: str
    """The file's name: `trending`."""
    title: str
    """Its heading; empty for the neighbours of an older entry."""
    style: ListStyle
    """`ranked`, `essays`, `pictures` or `plain`."""
    rows: tuple[ListRow, ...]
    """Its lines, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionName(Value):
    """An edition by its name: what leads to it, whatever is in it."""

    url: str
    period: str
    """`2024-10-23`, `2024-W43` or `2024-10`."""
    cadence: str
    """`daily`, `weekly` or `monthly`: how the period is to be named."""
    first_day: date
    """Its first day."""
    last_day: date
    """Its last day."""
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
    """Direction of the lead's language."""
    entries: int
    """How many entries it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSection(Value):
    """A headed part of an edition; the heading is empty for what no section took."""

    title: str
    """Its heading, or empty."""
    cards: tuple[Card, ...]
    """Its entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Value):
    """`/`: the newest edition, the lists, the editions before it."""

    url: str
    """Empty: the root of the site."""
    edition: EditionLink | None
    """None when nothing is published yet."""
    summary: str
    """The editor's, or empty."""
    lang: str
    """Of the editor's note."""
    dir: str
    """Direction of the note's language."""
    note: Text | None
    """The editor's note on the newest edition."""
    translations: tuple[Translation, ...]
    """The home page in every language of the site; none when it is in one alone."""
    sections: tuple[CardSection, ...]
    """The first card of the first section leads."""
    sources: int
    """How many different sources the edition rests on."""
    corrections: int
    """How many of its entries carry a correction."""
    earlier: tuple[EditionLink, ...]
    """The six editions before it, newest first."""
    lists: tuple[SideList, ...]
    """The lists beside the main column."""
    social: SocialImage | None
    """That of the edition; None where the site has none."""
    stale_from: Moment | None
    """From when on the edition is older than the cadence allows
    (docs/metadata.md#when-an-edition-is-old). None before the first."""
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPage(Value):
    """`/2024/10/23/`, `/2024/w43/` or `/2024/10/`."""

    url: str
    edition: EditionLink
    """The edition itself."""
    summary: str
    """The editor's, or empty."""
    lang: str
    """Of the editor's note."""
    dir: str
    """Direction of the note's language."""
    note: Text | None
    """The editor's note; write it with `body()`."""
    translations: tuple[Translation, ...]
    """The edition of the same time in every language that has one; none when it is alone."""
    sections: tuple[CardSection, ...]
    """Its parts, in order."""
    sources: int
    """How many different sources it rests on."""
    corrections: int
    """How many of its entries carry a correction."""
    older: EditionName | None
    """The one before it in time."""
    newer: EditionName | None
    """The one after it in time."""
    lists: tuple[SideList, ...]
    """On the newest edition only."""
    social: SocialImage | None
    """None where the site has none."""
    crumbs: tuple[Crumb, ...]
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView(Value):
    """One of the sources of an entry."""

    name: str
    """Who says it."""
    page: str
    """URL of the source's own page in the site, or empty."""
    url: str
    """Where it can be read, or empty."""
    title: str
    """Headline of the piece, or empty."""
    published: date | None
    """The day it was published."""
    accessed: date | None
    """The day it was read."""
    archive: str
    """Address of an archived copy, or empty."""
    reliability: str
    """Admiralty code, such as B2, or empty."""
    gone: date | None
    """Since when the address is known to lead nowhere. The archived copy, where there is one, is
    then offered first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Value):
    """A correction, as shown on the entry."""

    kind: CorrectionKind
    """`update`, `clarification`, `correction` or `retraction`."""
    date: Moment
    """When it was made."""
    text: str
    """The words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Value):
    """Somebody read a machine-written text as it is now, and answers for it."""

    name: str
    """A person or a role."""
    date: Moment | None
    """When; none when it is not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage(Value):
    """`/2024/10/23/slug/`."""

    url: str
    title: str
    summary: str
    lang: str
    dir: str
    long: bool
    """The title has more than 90 letters: it takes the next smaller size."""
    kind: str
    """A free word: `news`, `opinion`, `short` …"""
    date: Moment
    """When it was created."""
    updated: Moment
    """Equal to `date` when it was never updated: both stamps are always shown."""
    desk: Link | None
    """The desk that wrote it."""
    authors: tuple[str, ...]
    """Who wrote it."""
    topics: tuple[Link, ...]
    """What it is about, each with its page."""
    regions: tuple[Link, ...]
    """Where it happens, each with its page."""
    story: Link | None
    """The running story it belongs to."""
    story_number: int
    """Which entry of its story it is, from 1; 0 without one. How many follow is not known to it."""
    previously: tuple[Headline, ...]
    """What came just before it in its story, newest first: three at most."""
    image: Picture | None
    """Its picture."""
    ai_text: AiText
    """What is to be said of a model's part in the text: `assisted`, `generated`, or `none`, also
    once it is reviewed."""
    ai_label: str
    """The same in words, in the entry's language: "AI-generated text". Empty with `none`."""
    ai_notice: str
    """A sentence on it, in the entry's language; empty with `none`."""
    review: Review | None
    """Who reviewed the text as it is now; none as well when it changed since."""
    notices: tuple[Notice, ...]
    """Newest first."""
    retracted: bool
    """Whether it was retracted."""
    body: Text
    note: str
    """Agency note, such as "With inputs from agencies"; without brackets."""
    tlp: str
    """Its label of the Traffic Light Protocol, such as `CLEAR`; empty without one."""
    sources: tuple[SourceView, ...]
    """What it rests on, in order."""
    edition: EditionName
    """The edition it belongs to."""
    older: Headline | None
    """The entry before it in time."""
    newer: Headline | None
    """The entry after it in time."""
    related: tuple[Headline, ...]
    """Up to four older entries that share two topics, or a topic and a region, and are not in
    `previously`."""
    translations: tuple[Translation, ...]
    """By language, the entry itself among them; none when it has no other language."""
    lists: tuple[SideList, ...]
    """Entries of the newest edition have the site's lists beside them; older ones the rest of their
    own edition."""
    held: str
    """Why it would be held back, had nobody asked for it: `draft`, `expired`, `future` or empty."""
    social: SocialImage | None
    """The entry's own picture, or else its edition's words; None where the site has none."""
    crumbs: tuple[Crumb, ...]
    """The way to it, from the year on; itself last."""
    data: Mapping[str, object]
    """What machines are told of it (docs/metadata.md), to be written with the `json` filter. Empty
    when it is held back, or the site does not know its address."""
    extra: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthGroup(Value):
    """A month and what stands under it."""

    first_day: date
    url: str
    """Address of the month's page."""
    count: int = 0
    """How many entries it has, in the archive; else 0."""
    editions: tuple[EditionLink, ...] = ()
    """Its editions, on year pages."""
    cards: tuple[Card, ...] = ()
    """Its entries, on pages of terms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarMonth(Value):
    """A month and its days that have entries.

    `weeks` gives the squares of its calendar, and the macro `calendar` draws it.
    """

    first_day: date
    url: str
    """Address of the month's page; empty on that page itself."""
    days: Mapping[str, Link]
    """By date (`2024-10-23`), each a Link: the page of a day, and how many entries it has."""
    weeks: Mapping[str, Link]
    """By date, each a Link: the edition of a day in a weekly digest, labelled `2024-W43`; empty in
    others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPage(Value):
    """`/2024/`: the months, each with its editions."""

    url: str
    year: int
    """The year."""
    years: tuple[Link, ...]
    """All years that have entries, newest first, with counts."""
    calendar: tuple[CalendarMonth, ...]
    """Its months that have entries, from the first on."""
    months: tuple[MonthGroup, ...]
    """Newest first."""
    crumbs: tuple[Crumb, ...]
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPage(Value):
    """`/2024/10/` of a daily or weekly digest: the entries of a month, by day."""

    url: str
    first_day: date
    older: MonthGroup | None
    """The month before it, without its entries."""
    newer: MonthGroup | None
    """The month after it."""
    calendar: CalendarMonth
    """Its days that have entries."""
    cards: tuple[Card, ...]
    """Its entries, newest first."""
    crumbs: tuple[Crumb, ...]
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPage(Value):
    """`/2024/10/23/` of a weekly or monthly digest, so that each prefix of a permalink answers."""

    url: str
    day: date
    """The day."""
    edition: EditionName
    """The edition it belongs to."""
    cards: tuple[Card, ...]
    """Its entries, newest first."""
    crumbs: tuple[Crumb, ...]
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsPage(Value):
    """`/topics/`, and so for each taxonomy: all its terms."""

    url: str
    taxonomy: str
    """`topics`, `regions`, `desks`, `sources` or `stories`."""
    terms: tuple[Link, ...]
    """By name, with counts."""
    crumbs: tuple[Crumb, ...]
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPage(Value):
    """`/topics/space/`: the newest year of a term; `/topics/space/2023/`: an earlier one.

    A term is a topic, a region or a desk.
    """

    url: str
    taxonomy: str
    """`topics`, `regions` or `desks`."""
    name: str
    summary: str
    home: str
    """Its own address, such as a desk's, or empty."""
    total: int
    """How many entries it has in all years."""
    first_year: int
    """The year of its oldest entry."""
    year: int
    """The year shown."""
    years: tuple[Link, ...]
    """Newest first, with counts; the newest leads to the term's own page."""
    months: tuple[MonthGroup, ...]
    """The months of that year, newest first."""
    feeds: tuple[FeedLink, ...]
    """Its own feeds, in every format."""
    crumbs: tuple[Crumb, ...]
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryEvent(Value):
    """Something that happened in a story: an entry came, or what it said was changed."""

    card: Card | None
    """The entry that came; none for a change."""
    notice: Notice | None
    """The change; none for an entry."""
    headline: Headline
    """Of the entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryDay(Value):
    """What happened in a story on one day."""

    day: date
    """The day."""
    events: tuple[StoryEvent, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage(Value):
    """`/stories/x/`: a timeline over days, newest first.

    `/stories/x/2023/`: an earlier year of a long story.
    """

    url: str
    name: str
    summary: str
    """State of play, one sentence, or empty."""
    total: int
    """How many entries the story has."""
    first: Moment
    """The date of the oldest."""
    last: Moment
    """The date of the newest."""
    year: int
    """Of this page; 0 when it holds the whole story."""
    years: tuple[Link, ...]
    """Newest first, with counts; empty when one page holds the whole story."""
    days: tuple[StoryDay, ...]
    """What happened, newest first."""
    feeds: tuple[FeedLink, ...]
    """Its own feeds, in every format."""
    crumbs: tuple[Crumb, ...]
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Value):
    """How often a source was rated with one code."""

    code: str
    """Admiralty code, such as B2."""
    count: int
    """How often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Value):
    """What an entry cited of a source."""

    headline: Headline
    """Of the entry."""
    cited: tuple[SourceView, ...]
    """Those of its sources that are this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationMonth(Value):
    """What was cited in one month."""

    first_day: date
    url: str
    """Address of the month's page."""
    citations: tuple[Citation, ...]
    """One for each entry, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage(Value):
    """`/sources/x/`: all that was cited from a source, the newest year.

    `/sources/x/2023/`: an earlier one.
    """

    url: str
    name: str
    summary: str
    """What is said of it, or empty."""
    home: str
    """Its own address, or empty."""
    reliability: str
    """How the site rates it as a whole: Admiralty code, such as B2, or empty."""
    ratings: tuple[Rating, ...]
    """How entries rated what they cited, best first, of all years; on the newest page only."""
    total: int
    """How many entries rest on it."""
    first_year: int
    """The year of the oldest of them."""
    year: int
    """The year shown."""
    years: tuple[Link, ...]
    """Newest first, with counts; the newest leads to the source's own page."""
    months: tuple[CitationMonth, ...]
    """The months of that year, newest first."""
    crumbs: tuple[Crumb, ...]
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage(Value):
    """`/about/`: a page that is not dated."""

    url: str
    title: str
    summary: str
    """One or two sentences, or empty."""
    lang: str
    dir: str
    body: Text
    translations: tuple[Translation, ...]
    """The page of the same slug in every language that has one; none when it is alone."""
    held: str
    """`draft` when it is one that was asked for, or empty."""
    crumbs: tuple[Crumb, ...]
    data: Mapping[str, object]
    extra: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow(Value):
    """One line of the corrections page."""

    kind: CorrectionKind
    """`update`, `clarification`, `correction` or `retraction`."""
    date: Moment
    """When it was made."""
    text: str
    """The words."""
    headline: Headline
    """The entry it belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsPage(Value):
    """`/corrections/`: all of them, newest first."""

    url: str
    rows: tuple[CorrectionRow, ...]
    """All corrections, newest first."""
    crumbs: tuple[Crumb, ...]
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureRow(Value):
    """One entry with a part that a machine made."""

    headline: Headline
    """The entry."""
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
    data: Mapping[str, object]
    ledger: str
    """URL of the same as JSON, of all months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveYear(Value):
    """A year in the archive."""

    link: Link
    """The year, with its count."""
    months: tuple[MonthGroup, ...]
    """Those that have entries, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePage(Value):
    """`/archive/`: the whole site for people."""

    url: str
    years: tuple[ArchiveYear, ...]
    """Newest first."""
    terms: tuple[Block, ...]
    """By taxonomy, whose word is the title (`topics` …): its fullest terms, by name, with
    counts."""
    longer: tuple[Link, ...]
    """The indexes of taxonomies that have more terms than are shown, with how many. The label is
    the taxonomy's word."""
    pages: tuple[Link, ...]
    """What is not dated."""
    crumbs: tuple[Crumb, ...]
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Value):
    """`/search/`: looks through all entries, in the reader's browser.

    What its script asks of the template stands in docs/themes.md#a-search-page-of-your-own.
    """

    url: str
    language: str
    """ISO 639, of the rules by which words are told apart; that of the site."""
    archive: str
    """URL of the archive."""
    rtl: tuple[str, ...]
    """The languages that are written from right to left, ISO 639."""
    crumbs: tuple[Crumb, ...]
    groups: tuple[Block, ...]
    """What can be browsed without a script: topics, regions … with the most entries, each headed by
    the word of its taxonomy, and the years, headed `archive`."""
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage(Value):
    """`/404.html`. Served at any depth, so its links are absolute."""

    url: str
    """Its address."""
    edition: EditionName | None
    """The newest edition."""
    archive: str
    """URL of the newest year, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectPage(Value):
    """An old address that leads to the new one."""

    url: str
    """The old address."""
    target: str
    """The new address."""
    title: str
    """Title of what moved."""
