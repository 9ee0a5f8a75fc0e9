"""The digest as its readers will meet it: editions, terms, cards and lists, arranged once.

A library and a configuration in, a `Digest` out, which the outputs share so that nothing is worked
out twice. Pure: no file, no clock, no template.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen import urls
from briefgen.config import Config
from briefgen.digest.cards import card_of, headline_of
from briefgen.digest.editions import edition_link, edition_name, editions_of
from briefgen.digest.lists import chosen_lists, side_lists
from briefgen.digest.terms import Term, term_links, terms_of
from briefgen.model import Body, Edition, Entry, Library, Taxonomy
from briefgen.references import References, references
from briefgen.views import Card, EditionLink, EditionName, Headline, Link, SideList, Text


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
        return term_links(self.terms, entry, taxonomy)


def arrange(library: Library, config: Config) -> Digest:
    """Return the digest of a library."""
    found = references(library)
    terms = {name: terms_of(library, name) for name in config.taxonomies}
    cards = {entry.id: card_of(entry, library, config, terms) for entry in library.published}
    headlines = {id_: headline_of(card) for id_, card in cards.items()}
    editions = editions_of(library, config)
    names = {edition.period: edition_name(edition, config) for edition in editions}
    links = {
        edition.period: edition_link(edition, names[edition.period], cards) for edition in editions
    }
    chosen = chosen_lists(library.lists, config)
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
        lists=side_lists(chosen, library, cards),
        front_lists=side_lists(chosen, library, cards, newest),
        places={one.name: one.show for one in chosen},
    )
