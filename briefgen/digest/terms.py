"""Terms: topics, regions, desks, sources and stories, each with the entries it has.

A library in, terms by taxonomy and key out. Spellings that are one term are one page.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from briefgen import urls
from briefgen.digest.stretches import Stretch
from briefgen.memory import Memory
from briefgen.model import (
    Description,
    Entry,
    Library,
    Taxonomy,
)
from briefgen.views import (
    Link,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One topic, region, desk, source or story, with the entries it has."""

    taxonomy: Taxonomy
    key: str
    slug: str
    name: str
    description: Description | None
    years: Mapping[int, Sequence[Entry]]
    """Its entries by year; both newest first."""
    link: Link
    """Its page, by its name."""

    @property
    def url(self) -> str:
        """The term's page."""
        return self.link.url

    @property
    def newest(self) -> int:
        """The newest year it has entries in."""
        return max(self.years)

    def address(self, year: int) -> str:
        """Return where a year of it is shown: the newest on its own page, others on theirs."""
        return self.url if year == self.newest else urls.term(self.taxonomy, self.slug, year)

    def year_links(self) -> tuple[Link, ...]:
        """Return its years with counts, newest first."""
        return tuple(
            Link(label=f"{year:04}", url=self.address(year), count=len(self.years[year]))
            for year in sorted(self.years, reverse=True)
        )

    @property
    def count(self) -> int:
        """How many entries it has."""
        return sum(map(len, self.years.values()))


@dataclass(frozen=True, slots=True)
class _Found:
    """What the entries of one stretch have of a taxonomy, by term key."""

    entries: dict[str, tuple[int, ...]]
    """Which of them, in order."""
    spellings: dict[str, dict[str, int]]
    """How often each is used."""


def terms_of(
    library: Library, stretches: Sequence[Stretch], taxonomy: Taxonomy, memory: Memory
) -> dict[str, Term]:
    """Return the terms of one taxonomy by key, each with its entries, newest first."""
    years: dict[str, dict[int, list[Entry]]] = defaultdict(dict)
    spellings: dict[str, dict[str, int]] = {}
    for stretch in stretches:
        found = memory.recall_plain(
            ("terms", taxonomy, stretch.name),
            stretch.mark,
            _Found,
            partial(_found, stretch.entries, taxonomy),
        )
        entries, year = stretch.entries, stretch.entries[0].date.local.year
        for key, numbers in found.entries.items():
            having = years[key].setdefault(year, [])
            having += [entries[number] for number in numbers]
        for key, counts in found.spellings.items():
            known = spellings.setdefault(key, {})
            for spelling, count in counts.items():
                known[spelling] = known.get(spelling, 0) + count
    described = {
        urls.term_key(about.term): about
        for about in library.descriptions
        if about.taxonomy == taxonomy
    }
    keys = sorted(years)
    slugs = memory.recall(("slugs", taxonomy), tuple(keys), partial(_slugs, keys))
    terms: dict[str, Term] = {}
    for key in keys:
        about = described.get(key)
        slug, name = slugs[key], _name(about, spellings[key])
        link = memory.recall(
            ("link", taxonomy, key),
            (slug, name),
            partial(Link, label=name, url=urls.term(taxonomy, slug)),
        )
        terms[key] = Term(
            taxonomy=taxonomy,
            key=key,
            slug=slug,
            name=name,
            description=about,
            years=years[key],
            link=link,
        )
    return terms


def _found(entries: Sequence[Entry], taxonomy: Taxonomy) -> _Found:
    having: dict[str, list[int]] = defaultdict(list)
    spellings: dict[str, dict[str, int]] = defaultdict(dict)
    for number, entry in enumerate(entries):
        for term in entry.terms(taxonomy):
            key = urls.term_key(term)
            spellings[key][term] = spellings[key].get(term, 0) + 1
            # A term written twice in one entry counts once.
            if having[key][-1:] != [number]:
                having[key].append(number)
    return _Found({key: tuple(some) for key, some in having.items()}, dict(spellings))


def _name(description: Description | None, spellings: Mapping[str, int]) -> str:
    if description and (description.name or description.term):
        return description.name or description.term
    if len(spellings) == 1:
        return next(iter(spellings))
    # The most used spelling; of equals the first by its letters, whatever the file order.
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))


def _slugs(keys: Sequence[str]) -> dict[str, str]:
    """Return a distinct slug for each term key: where two would meet, all but one get a mark."""
    taken: dict[str, str] = {}
    slugs: dict[str, str] = {}
    for key in keys:
        slug = urls.slugify(key)
        if slug in taken:
            slug = f"{slug}-{urls.mark(key)}"
        taken[slug] = key
        slugs[key] = slug
    return slugs


def term_links(
    terms: Mapping[Taxonomy, Mapping[str, Term]], entry: Entry, taxonomy: Taxonomy
) -> tuple[Link, ...]:
    """Return an entry's terms in one taxonomy; without a page they have no address."""
    written = entry.terms(taxonomy)
    known = terms.get(taxonomy)
    if known is None:
        return tuple(Link(label=term, url="") for term in written)
    # A term written twice counts once; the first spelling keeps its place.
    keys = dict.fromkeys(urls.term_key(term) for term in written)
    return tuple(known[key].link for key in keys)


def term_marks(known: Mapping[str, Term] | None, written: tuple[str, ...]) -> tuple[str, ...]:
    """Return the fingerprints of the links that `term_links` would give, as far as not written."""
    if known is None:
        return ()
    return tuple([known[urls.term_key(term)].link.fingerprint for term in written])
