"""Terms: topics, regions, desks, sources and stories, each with the entries it has.

A library in, terms by taxonomy and key out. Spellings that are one term are one page.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefgen import urls
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


def terms_of(library: Library, taxonomy: Taxonomy) -> dict[str, Term]:
    """Return the terms of one taxonomy by key, each with its entries, newest first."""
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
