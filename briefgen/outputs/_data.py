"""The shape of the digest as data: what stands in its files, key by key.

Others build on it: what is here stays, and only a new `VERSION` takes something away.
"""

from dataclasses import dataclass

import msgspec

from briefgen.fingerprint import Value

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Period(Value):
    """A year or a month, and where its entries are."""

    name: str
    """`2024` or `2024-10`."""
    url: str
    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Value):
    """A topic, region, desk, source or story."""

    name: str
    url: str
    """Of its page; empty where the site has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFeed(Value):
    """A feed of the whole site."""

    url: str
    type: str
    """Media type."""
    of: str
    """`entries`, or `editions` for one item an edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataImage(Value):
    """The image of an entry, and what is said of it."""

    url: str
    """Where a model made it, of the file that carries its label."""
    alt: str
    caption: str
    credit: str
    origin: str
    """`generated`, `modified`, or empty when no model had a part in it."""
    digital_source_type: str
    """IPTC's address for how it came to be, or empty."""
    system: str
    label: str
    disclaimer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSource(Value):
    """What an entry rests on. Days are ISO 8601, or empty."""

    name: str
    url: str
    title: str
    published: str
    accessed: str
    archive: str
    reliability: str
    """Admiralty code, or empty."""
    gone: str
    """Since which day its address answers no more, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCorrection(Value):
    """What was changed after publication."""

    date: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataEntry(Value):
    """One entry. Dates are RFC 3339 with the offset of the site's zone, or a day alone."""

    id: str
    url: str
    title: str
    summary: str
    lang: str
    """BCP 47."""
    date: str
    updated: str
    """Empty when it was not updated."""
    kind: str
    authors: tuple[str, ...]
    desk: Term | None
    topics: tuple[Term, ...]
    regions: tuple[Term, ...]
    story: Term | None
    featured: bool
    note: str
    sources: tuple[DataSource, ...]
    image: DataImage | None
    ai_text: str
    """`none`, `assisted` or `generated`, as written."""
    reviewed_by: str
    """Who answers for the text as it is now, or empty."""
    corrections: tuple[DataCorrection, ...]
    """Newest first."""
    retracted: bool
    content_html: str | None
    """The text, with whole addresses; null in the file of a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataIndex(Value):
    """`/index.json`: the digest, and where its years are."""

    version: int
    title: str
    description: str
    home_page_url: str
    language: str
    timezone: str
    cadence: str
    entries: int
    years: tuple[Period, ...]
    """Newest first."""
    terms: dict[str, tuple[Term, ...]]
    """By taxonomy, each by name."""
    feeds: tuple[DataFeed, ...]
    generator: str
    """The program that wrote this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataYear(Value):
    """`/2024/index.json`: the entries of a year, the newest first; or of a month."""

    version: int
    name: str
    months: tuple[Period, ...]
    """Those of a year, newest first; none in a month."""
    entries: tuple[DataEntry, ...]


def schema() -> dict[str, object]:
    """Return the JSON Schema of all three files."""
    found, parts = msgspec.json.schema_components((DataIndex, DataYear))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "anyOf": list(found),
        "$defs": parts,
    }
