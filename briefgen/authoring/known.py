"""What a project knows already: its entries, its terms, and what its sources are called.

A project in, names out. Faults of its files are not told here: a build tells them.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefgen import urls, web
from briefgen.config import Config
from briefgen.locked import with_record
from briefgen.model import Description, Entry, Moment, Taxonomy
from briefgen.reading.load import load
from briefgen.reading.mismatches import did_you_mean


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a project before something new is written into it."""

    entries: tuple[Entry, ...]
    """All of them, drafts too."""
    descriptions: tuple[Description, ...]

    def place_of(self, entry: Entry) -> str:
        """Return the file that holds an entry of this id or address, or an empty text."""
        address = (entry.date.day, entry.slug)
        taken = (
            one.origin.path
            for one in self.entries
            if one.id == entry.id or (one.date.day, one.slug) == address
        )
        return next(taken, "")

    def near(self, taxonomy: Taxonomy, term: str) -> str:
        """Return the known term that may have been meant; empty when this one is known."""
        terms = {urls.term_key(one): one for one in self._terms(taxonomy)}
        key = urls.term_key(term)
        return "" if key in terms else terms.get(did_you_mean(key, terms), "")

    def source_at(self, url: str) -> str:
        """Return what the source at an address is called: as described, as cited, or its host."""
        host = web.host(url)
        for about in self.descriptions:
            if about.taxonomy == "sources" and about.url and _host(about.url) == host:
                return about.name or about.term
        names = Counter(
            source.name
            for entry in self.entries
            for source in entry.sources
            if source.url and _host(source.url) == host
        )
        return names.most_common(1)[0][0] if names else host

    def _terms(self, taxonomy: Taxonomy) -> Iterator[str]:
        for about in self.descriptions:
            if about.taxonomy == taxonomy:
                yield about.term
        for entry in self.entries:
            yield from entry.terms(taxonomy)


def known_of(root: Path, config: Config, now: Moment) -> Known:
    """Return what a project knows."""
    loaded = with_record(root, lambda record: load(root, config, record, now=now))
    return Known(loaded.entries, loaded.library.descriptions)


def _host(url: str) -> str:
    return web.host(url) if web.is_web(url) else ""
