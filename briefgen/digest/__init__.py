"""The digest as its readers will meet it: editions, terms, cards and lists, arranged once.

A library and a configuration in, a `Digest` out, which the outputs share so that nothing is worked
out twice. Pure: no file, no clock, no template. What is worked out of the entries of one stretch is
remembered, by the marks of those entries and of all else that it looks at.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from briefgen import urls
from briefgen.config import Config
from briefgen.digest.cards import FaceMarks, Faces, card_of, face_marks
from briefgen.digest.editions import edition_link, edition_name, edition_places, editions_of
from briefgen.digest.lists import chosen_lists, side_lists
from briefgen.digest.pictures import WIDTHS, Pictures, pictures_of
from briefgen.digest.related import related
from briefgen.digest.stories import InStory, in_stories
from briefgen.digest.stretches import Stretch, stretches_of
from briefgen.digest.terms import Term, term_links, term_marks, terms_of
from briefgen.fingerprint import composed, of
from briefgen.memory import Memory
from briefgen.model import Body, Edition, Entry, Library, Taxonomy
from briefgen.references import References, references
from briefgen.translations import Group, translated
from briefgen.views import (
    Card,
    EditionLink,
    EditionName,
    Headline,
    Link,
    SideList,
    Text,
    TextImage,
)
from briefgen.wings import Peer, Wing, peers_of, prefixes, wings_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """All that outputs share."""

    library: Library
    config: Config
    prefix: str
    """The root of this wing as seen from that of the site; empty there."""
    peers: tuple[Peer, ...]
    """All wings, this one among them; empty for a site in one language."""
    whole: Library
    """All languages together."""
    memory: Memory
    stretches: tuple[Stretch, ...]
    """The published entries, stretch by stretch, newest first."""
    entries: Mapping[str, Entry]
    """By id."""
    places: Mapping[str, int]
    """Where each entry stands among those published, by its id."""
    references: References
    editions: tuple[Edition, ...]
    """Newest first."""
    edition_places: Mapping[str, Sequence[int]]
    """Which editions have their first entry in a stretch, by its name: their places above."""
    edition_names: Mapping[str, EditionName]
    """By period."""
    edition_links: Mapping[str, EditionLink]
    """By period."""
    siblings: Mapping[str, tuple[Entry, ...]]
    """The entries of each edition, by its period."""
    related: Mapping[str, tuple[str, ...]]
    """The ids of the related entries of each entry, by its id."""
    in_stories: Mapping[str, InStory]
    """Where each entry that is of a story stands in it, by its id."""
    translated: Mapping[str, Group]
    """The entries that say the same in different languages, by the id of each."""
    terms: Mapping[Taxonomy, Mapping[str, Term]]
    """By taxonomy, then by key; only taxonomies that have pages."""
    faces: Mapping[str, Faces]
    """By entry id."""
    card_marks: Mapping[str, str]
    """Fingerprint of each card, by entry id."""
    headline_marks: Mapping[str, str]
    """Fingerprint of each headline, by entry id."""
    around: str
    """Fingerprint of what every entry page looks at besides entries: names of terms and settings,
    files, and where links may lead."""
    lists: tuple[SideList, ...]
    """The lists in the site's order; those without a row are left out."""
    front_lists: tuple[SideList, ...]
    """The same beside the newest edition: automatic ones leave out what it shows already."""
    list_places: Mapping[str, str]
    """Where each list stands, by its name."""
    pictures: Pictures

    def card(self, entry: Entry) -> Card:
        """Return what lists show of an entry."""
        return self.faces[entry.id].card(entry.id)

    def cards(self, entries: Iterable[Entry]) -> tuple[Card, ...]:
        """Return what lists show of entries."""
        return tuple(self.faces[entry.id].card(entry.id) for entry in entries)

    def headline(self, entry: Entry) -> Headline:
        """Return an entry in one line."""
        return self.faces[entry.id].headline(entry.id)

    def neighbours(self, entry: Entry) -> tuple[Entry | None, Entry | None]:
        """Return the next older and the next newer entry."""
        published, place = self.library.published, self.places[entry.id]
        older = published[place + 1] if place + 1 < len(published) else None
        return older, published[place - 1] if place else None

    def text(self, body: Body, origin_path: str) -> Text:
        """Return a body with its inside links resolved."""
        links: list[str | None] = []
        images: dict[str, TextImage] = {}
        for link in body.links:
            url = self.references.resolve(origin_path, link.target)
            shown = self.pictures.in_text(url) if url and link.kind == "image" else None
            if shown is not None:
                url, image = shown
                images[url] = image
            links.append(url)
        return Text(html=body.html, links=tuple(links), images=images)

    def links_mark(self, body: Body, origin_path: str) -> str:
        """Return the fingerprint of where the inside links of a body lead."""
        if not body.links:
            return ""
        text = self.text(body, origin_path)
        return of(text.links, text.images)

    def terms_mark(self, entry: Entry) -> str:
        """Return the fingerprint of an entry's story and sources as their pages name them."""
        return composed(
            *(term_marks(self.terms.get("stories"), entry.terms("stories"))),
            "",
            *(term_marks(self.terms.get("sources"), entry.terms("sources"))),
        )

    def gone_mark(self, entry: Entry) -> str:
        """Return the fingerprint of which of an entry's sources and their copies are gone."""
        if not self.library.dead:
            return ""
        gone = self.library.gone
        dead = [(gone(source.url), gone(source.archive)) for source in entry.sources]
        return of(dead) if any(map(any, dead)) else ""

    def previously(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the entries just before this one in its story, newest first."""
        found = self.in_stories.get(entry.id)
        return tuple(self.entries[id_] for id_ in found.before) if found else ()

    def language_of(self, entry: Entry) -> str:
        """Return the language of an entry, be it of another wing."""
        return entry.lang or (self.peers[0].language if self.peers else self.config.language)

    def translations(self, entry: Entry) -> Group:
        """Return an entry with its translations, by their languages; nothing when it has none."""
        return self.translated.get(entry.id, ())

    def translations_mark(self, entry: Entry) -> str:
        """Return the fingerprint of the languages and addresses of an entry's translations."""
        group = self.translations(entry)
        if not group:
            return ""
        ids = self.references.ids
        return composed(*(f"{self.language_of(one)} {ids[one.id]}" for one in group))

    def edition_of(self, entry: Entry) -> EditionName:
        """Return the edition an entry belongs to."""
        return self.edition_names[urls.period_of(entry.date.day, self.config.cadence)]

    def links(self, entry: Entry, taxonomy: Taxonomy) -> tuple[Link, ...]:
        """Return the entry's terms in one taxonomy; without a page they have no address."""
        return term_links(self.terms, entry, taxonomy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """The digests of a site, one for each of its languages."""

    digests: tuple[Digest, ...]
    """That at the root of the site first."""
    stretches: tuple[Stretch, ...]
    """The published entries of all languages."""
    references: References
    """Where links lead, as seen from the root of the site."""


def arrange(
    library: Library, config: Config, memory: Memory, widths: Sequence[int] = WIDTHS
) -> Arranged:
    """Return the digests of a library. `widths` are those of pictures, as the theme has them."""
    stretches = stretches_of(library.published)
    found = references(library, stretches, memory, prefixes(config))
    pictures = pictures_of(library, config, widths)
    together = translated(library.published, config.language)
    wings = wings_of(library, config)
    peers = peers_of(wings) if len(wings) > 1 else ()
    digests = tuple(
        _arrange(
            wing,
            peers,
            library,
            stretches if wing.library is library else stretches_of(wing.library.published),
            memory.within(wing.prefix),
            found.seen_from(wing.prefix) if wing.prefix else found,
            pictures.seen_from(wing.prefix) if wing.prefix else pictures,
            together,
        )
        for wing in wings
    )
    return Arranged(digests=digests, stretches=stretches, references=found)


def _arrange(
    wing: Wing,
    peers: tuple[Peer, ...],
    whole: Library,
    stretches: tuple[Stretch, ...],
    memory: Memory,
    found: References,
    pictures: Pictures,
    together: Mapping[str, Group],
) -> Digest:
    library, config = wing.library, wing.config
    terms = {name: terms_of(library, stretches, name, memory) for name in config.taxonomies}
    editions = editions_of(library, stretches, config, memory)
    names = {edition.period: edition_name(edition, config, memory) for edition in editions}
    links = {
        edition.period: edition_link(edition, names[edition.period], config, memory)
        for edition in editions
    }
    disclosure = config.disclosure.model_dump_json()
    settings = of(config.language, disclosure, config.cadence, pictures.settings)
    named = composed(*(term.link.fingerprint for some in terms.values() for term in some.values()))
    files = of(list(library.files.values()))
    marked = composed(settings, named, files)
    faces: dict[str, Faces] = {}
    card_marks: dict[str, str] = {}
    headline_marks: dict[str, str] = {}
    for stretch in stretches:
        mark = composed(stretch.mark, marked)
        marks = memory.recall_plain(
            ("face marks", stretch.name),
            mark,
            FaceMarks,
            partial(face_marks, stretch.entries, library, terms, settings),
        )
        make = partial(card_of, pictures=pictures, terms=terms)
        these = memory.recall(("faces", stretch.name), mark, partial(Faces, stretch.entries, make))
        these.make = make
        faces |= dict.fromkeys(marks.cards, these)
        card_marks |= marks.cards
        headline_marks |= marks.headlines
    chosen = chosen_lists(library.lists, config)
    newest = frozenset(entry.id for edition in editions[:1] for entry in edition.entries)

    def card(id_: str) -> Card | None:
        return faces[id_].card(id_) if id_ in faces else None

    return Digest(
        library=library,
        config=config,
        prefix=wing.prefix,
        peers=peers,
        whole=whole,
        memory=memory,
        stretches=stretches,
        entries={entry.id: entry for entry in library.published},
        places={entry.id: place for place, entry in enumerate(library.published)},
        references=found,
        editions=editions,
        edition_places=edition_places(editions, stretches),
        edition_names=names,
        edition_links=links,
        siblings={edition.period: edition.entries for edition in editions},
        related=related(stretches, memory),
        in_stories=in_stories(library.published),
        translated=together,
        terms=terms,
        faces=faces,
        card_marks=card_marks,
        headline_marks=headline_marks,
        around=composed(marked, found.mark),
        lists=side_lists(chosen, library, card),
        front_lists=side_lists(chosen, library, card, newest),
        list_places={one.name: one.show for one in chosen},
        pictures=pictures,
    )
