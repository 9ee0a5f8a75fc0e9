"""Plan the digest as data: `/index.json`, `/2024/index.json`, `/2024/10/index.json`.

The first says what there is, that of a year has all its entries but for their texts, that of a
month has the texts too: so an edit writes one small file and one of middle size anew. `_data.py`
has their shape.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

import msgspec

from briefgen import iptc, urls, web
from briefgen.digest import Digest
from briefgen.digest.stretches import Stretch
from briefgen.engine.plan import Load, PlannedFile, Writer
from briefgen.engine.texts import fill
from briefgen.engine.theme import Theme
from briefgen.fingerprint import Deferred, Value, composed
from briefgen.model import TAXONOMIES, Entry, Source, Taxonomy
from briefgen.outputs._data import (
    VERSION,
    DataCorrection,
    DataEntry,
    DataFeed,
    DataImage,
    DataIndex,
    DataSource,
    DataYear,
    Period,
    Term,
)
from briefgen.outputs._feedlinks import feed_links
from briefgen.outputs._page import GENERATED
from briefgen.outputs._schema import newest_first, when
from briefgen.views import Link, Picture, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Written(Value):
    """The data of a year or a month, before its texts are filled in."""

    data: DataYear
    texts: tuple[Text, ...]
    """Of its entries, in order; none for a year."""
    base_url: str


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield the data of the digest, its years and its months, unless the site has none."""
    if digest.config.data == "off":
        return
    shown = composed(digest.config.base_url, digest.config.language)
    months = list(_months(digest))
    for month in months:
        view = Deferred(composed(shown, month.mark), month_data, month.name)
        yield _file(month.url, write_period, view)
    for year, some in _years(months).items():
        known = composed(shown, *(f"{month.url} {month.mark}" for month in some))
        yield _file(urls.year(int(year)), write_period, Deferred(known, year_data, year))
    config = digest.config
    told = composed(
        shown,
        *(config.title, config.description, config.tagline, config.timezone, config.cadence),
        *(f"{month.name} {month.entries}" for month in months),
        *(term.link.fingerprint for terms in digest.terms.values() for term in terms.values()),
        *config.feeds.formats,
    )
    yield _file(urls.HOME, write_index, Deferred(told, index_data))


@dataclass(frozen=True, slots=True)
class _Month:
    """A month that has entries."""

    name: str
    """`2024-10`."""
    entries: int
    mark: str
    """Of all that is told of them."""

    @property
    def url(self) -> str:
        """The page of the month, beside which its data are."""
        return urls.month(int(self.name[:4]), int(self.name[5:]))

    def period(self, base_url: str) -> Period:
        """Return where its data are."""
        return Period(
            name=self.name,
            url=urls.absolute(base_url, urls.data(self.url)),
            entries=self.entries,
        )


def _months(digest: Digest) -> Iterator[_Month]:
    """Yield the months that have entries, newest first."""
    months: dict[str, list[Stretch]] = {}
    # Not one after the other where clocks went back over the end of a month.
    for stretch in digest.stretches:
        months.setdefault(stretch.name[:7], []).append(stretch)
    for name, found in months.items():
        marks = (_mark(stretch, digest) for stretch in found)
        yield _Month(name, sum(len(one.entries) for one in found), composed(*marks))


def _years(months: Iterable[_Month]) -> dict[str, list[_Month]]:
    """Return the months of each year, newest first."""
    years: dict[str, list[_Month]] = {}
    for month in months:
        years.setdefault(month.name[:4], []).append(month)
    return years


def _mark(stretch: Stretch, digest: Digest) -> str:
    gone = (digest.gone_mark(entry) for entry in stretch.entries if digest.library.dead)
    known = digest.memory.recall_plain(
        ("data", stretch.name),
        composed(stretch.mark, digest.around),
        str,
        lambda: composed(
            *(
                part
                for entry in stretch.entries
                for part in (
                    entry.marks.page,
                    entry.id,
                    digest.card_marks[entry.id],
                    digest.terms_mark(entry),
                    digest.links_mark(entry.body, entry.origin.path),
                )
            )
        ),
    )
    return composed(known, *gone)


def _entries(digest: Digest, name: str) -> Iterator[Entry]:
    """Yield the entries of a year or a month, newest first."""
    for stretch in digest.stretches:
        if stretch.name.startswith(name):
            yield from stretch.entries


def month_data(digest: Digest, name: str) -> Written:
    """Return the data of a month, with texts."""
    entries = list(_entries(digest, name))
    return Written(
        data=DataYear(
            version=VERSION,
            name=name,
            months=(),
            entries=tuple(_entry(entry, digest) for entry in entries),
        ),
        texts=tuple(digest.text(entry.body, entry.origin.path) for entry in entries),
        base_url=urls.absolute(digest.config.base_url, ""),
    )


def year_data(digest: Digest, name: str) -> Written:
    """Return the data of a year, without texts."""
    base_url = digest.config.base_url
    months = (month for month in _months(digest) if month.name.startswith(f"{name}-"))
    return Written(
        data=DataYear(
            version=VERSION,
            name=name,
            months=tuple(month.period(base_url) for month in months),
            entries=tuple(_entry(entry, digest) for entry in _entries(digest, f"{name}-")),
        ),
        texts=(),
        base_url=urls.absolute(base_url, ""),
    )


def index_data(digest: Digest) -> DataIndex:
    """Return what the digest is, and where its years are."""
    config = digest.config
    years = tuple(
        Period(
            name=year,
            url=urls.absolute(config.base_url, urls.data(urls.year(int(year)))),
            entries=sum(month.entries for month in months),
        )
        for year, months in _years(_months(digest)).items()
    )
    terms: dict[str, tuple[Term, ...]] = {}
    for taxonomy in TAXONOMIES:
        found = digest.terms.get(taxonomy, {}).values()
        by_name = sorted(found, key=lambda term: (urls.term_key(term.name), term.slug))
        terms[taxonomy] = tuple(_term(term.link, digest) for term in by_name)
    return DataIndex(
        version=VERSION,
        title=config.title,
        description=config.description or config.tagline,
        home_page_url=urls.absolute(config.base_url, ""),
        language=config.language,
        timezone=config.timezone,
        cadence=config.cadence,
        entries=sum(year.entries for year in years),
        years=years,
        terms=terms,
        feeds=(
            *_feeds(digest, urls.HOME, "entries"),
            *_feeds(digest, urls.EDITIONS, "editions"),
        ),
        generator="briefgen",
    )


def _feeds(digest: Digest, below: str, of: Literal["entries", "editions"]) -> Iterator[DataFeed]:
    for one in feed_links(digest.config, below, of):
        url = urls.absolute(digest.config.base_url, one.url)
        yield DataFeed(url=url, type=one.type, of=of)


def write_index(view: Value, _load: Load) -> bytes:
    """Return the index as UTF-8 JSON."""
    return msgspec.json.format(msgspec.json.encode(view), indent=1) + b"\n"


def write_period(view: Value, load: Load) -> bytes:
    """Return a year or a month as UTF-8 JSON, a line for each entry."""
    assert isinstance(view, Written)
    data = view.data
    if view.texts:
        filled = (
            replace(entry, content_html=fill(load(text.html), text, view.base_url))
            for entry, text in zip(data.entries, view.texts, strict=True)
        )
        data = replace(data, entries=tuple(filled))
    # Line by line: what changed shows where somebody compares two of them.
    head = msgspec.json.encode(replace(data, entries=()))
    lines = b",\n".join(msgspec.json.encode(entry) for entry in data.entries)
    return head.removesuffix(b"[]}") + b"[\n" + lines + b"\n]}\n"


def _file(below: str, function: Callable[[Value, Load], bytes], view: Deferred) -> PlannedFile:
    return PlannedFile(
        path=urls.path_of(urls.data(below)), how=Writer(function), view=view, origin=GENERATED
    )


def _term(link: Link, digest: Digest) -> Term:
    url = urls.absolute(digest.config.base_url, link.url) if link.url else ""
    return Term(name=link.label, url=url)


def _entry(entry: Entry, digest: Digest) -> DataEntry:
    card = digest.card(entry)

    def terms(taxonomy: Taxonomy) -> tuple[Term, ...]:
        return tuple(_term(link, digest) for link in digest.links(entry, taxonomy))

    return DataEntry(
        id=entry.id,
        url=urls.absolute(digest.config.base_url, card.url),
        title=entry.title,
        summary=entry.summary,
        lang=card.lang,
        date=when(entry.date),
        updated=when(entry.updated) if entry.updated else "",
        kind=entry.kind,
        authors=entry.authors,
        desk=next(iter(terms("desks")), None),
        topics=terms("topics"),
        regions=terms("regions"),
        story=next(iter(terms("stories")), None),
        featured=entry.featured,
        note=entry.note,
        sources=tuple(_source(source, digest) for source in entry.sources),
        image=_image(card.image, entry, digest) if card.image else None,
        ai_text=entry.ai_text,
        reviewed_by=entry.reviewer,
        corrections=tuple(
            DataCorrection(date=when(note.date), kind=note.kind, text=note.text)
            for note in newest_first(entry)
        ),
        retracted=card.corrected == "retracted",
        content_html=None,
    )


def _source(source: Source, digest: Digest) -> DataSource:
    gone = digest.library.gone(source.url)
    return DataSource(
        name=source.name,
        url=source.url,
        title=source.title,
        published=source.published.isoformat() if source.published else "",
        accessed=source.accessed.isoformat() if source.accessed else "",
        archive=source.archive,
        reliability=source.reliability,
        gone=gone.isoformat() if gone else "",
    )


def _image(image: Picture, entry: Entry, digest: Digest) -> DataImage:
    address = image.labelled or image.url
    made = entry.image.source_type if entry.image and image.badge else ""
    return DataImage(
        url=address if web.has_scheme(address) else urls.absolute(digest.config.base_url, address),
        alt=image.alt,
        caption=image.caption,
        credit=image.credit,
        origin=image.badge,
        digital_source_type=iptc.uri(made) if made else "",
        system=image.generator,
        label=image.label,
        disclaimer=image.disclaimer,
    )
