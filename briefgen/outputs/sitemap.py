"""Plan `/sitemap.xml` (sitemaps.org 0.9): the published address of every page.

Above 50,000 addresses it becomes an index: one sitemap of what is not dated, one for each year. So
a new entry writes the sitemap of its year anew and no other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from xml.etree import ElementTree as ET

from briefgen import urls
from briefgen.digest import Digest
from briefgen.digest.stretches import Stretch
from briefgen.engine.plan import Load, PlannedFile, Writer
from briefgen.engine.theme import Theme
from briefgen.fingerprint import Deferred, Value, composed
from briefgen.model import Entry
from briefgen.outputs._page import GENERATED

# The protocol's own limit for one file.
_MOST = 50_000

_UNDATED = "pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Value):
    """One address."""

    url: str
    changed: str = ""
    """When it last changed (RFC 3339), or an empty text where that is not known."""
    translations: tuple[tuple[str, str], ...] = ()
    """Language and address of each, the page itself among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap(Value):
    """Published addresses, or those of further sitemaps."""

    index: bool
    rows: tuple[Row, ...]


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield the sitemap, in parts where it is long."""
    base_url = digest.config.base_url
    pages = tuple(_pages(digest))
    published = digest.library.published
    shown = composed(base_url, digest.config.language, *pages)
    marks = [_mark(stretch, digest) for stretch in digest.stretches]
    if len(pages) + len(published) <= _MOST:
        yield _file(urls.SITEMAP, Deferred(composed(shown, *marks), whole))
        return
    parts = [urls.sitemap_part(_UNDATED)]
    yield _file(parts[0], Deferred(shown, undated))
    years = groupby(zip(digest.stretches, marks, strict=True), lambda one: one[0].name[:4])
    for year, some in years:
        found = list(some)
        known = composed(base_url, digest.config.language, *(mark for _, mark in found))
        count = sum(len(stretch.entries) for stretch, _ in found)
        for number in range(1, -(-count // _MOST) + 1):
            path = urls.sitemap_part(year, number)
            parts.append(path)
            yield _file(path, Deferred(composed(known, str(number)), of_year, year, number))
    rows = tuple(Row(url=urls.absolute(base_url, path)) for path in parts)
    yield _file(urls.SITEMAP, Sitemap(index=True, rows=rows))


def whole(digest: Digest) -> Sitemap:
    """Return all addresses in one."""
    rows = (*_undated(digest), *_dated(digest, digest.library.published))
    return Sitemap(index=False, rows=rows)


def undated(digest: Digest) -> Sitemap:
    """Return the addresses of what is no entry."""
    return Sitemap(index=False, rows=tuple(_undated(digest)))


def of_year(digest: Digest, year: str, number: int) -> Sitemap:
    """Return the addresses of the entries of a year, or of one part of them, counted from 1."""
    entries = [
        entry
        for stretch in digest.stretches
        if stretch.name.startswith(f"{year}-")
        for entry in stretch.entries
    ]
    some = entries[(number - 1) * _MOST : number * _MOST]
    return Sitemap(index=False, rows=tuple(_dated(digest, some)))


def _undated(digest: Digest) -> Iterator[Row]:
    for url in _pages(digest):
        yield Row(url=urls.absolute(digest.config.base_url, url))


def _dated(digest: Digest, entries: Sequence[Entry]) -> Iterator[Row]:
    base_url, own = digest.config.base_url, digest.config.language
    addresses = digest.references.ids
    for entry in entries:
        yield Row(
            url=urls.absolute(base_url, addresses[entry.id]),
            changed=(entry.updated or entry.date).iso,
            translations=tuple(
                (one.lang or own, urls.absolute(base_url, addresses[one.id]))
                for one in digest.translations(entry)
            ),
        )


def _mark(stretch: Stretch, digest: Digest) -> str:
    rows = digest.memory.recall_plain(
        ("sitemap", stretch.name), stretch.mark, str, partial(_marked, stretch)
    )
    if not digest.translated:
        return rows
    return composed(rows, *(digest.translations_mark(entry) for entry in stretch.entries))


def _marked(stretch: Stretch) -> str:
    return composed(
        *(
            f"{entry.slug} {(entry.updated or entry.date).fingerprint} {entry.date.day}"
            for entry in stretch.entries
        )
    )


def write_sitemap(view: Value, _load: Load) -> bytes:
    """Return a sitemap, or an index of sitemaps, as UTF-8 XML."""
    assert isinstance(view, Sitemap)
    outer, inner = ("sitemapindex", "sitemap") if view.index else ("urlset", "url")
    spaces = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    if any(row.translations for row in view.rows):
        spaces["xmlns:xhtml"] = "http://www.w3.org/1999/xhtml"
    top = ET.Element(outer, spaces)
    for row in view.rows:
        one = ET.SubElement(top, inner)
        ET.SubElement(one, "loc").text = row.url
        if row.changed:
            ET.SubElement(one, "lastmod").text = row.changed
        for lang, url in row.translations:
            ET.SubElement(one, "xhtml:link", {"rel": "alternate", "hreflang": lang, "href": url})
    ET.indent(top, "")
    xml = ET.tostring(top, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{xml}\n'.encode()


def _file(path: str, view: Sitemap | Deferred) -> PlannedFile:
    return PlannedFile(path=path, how=Writer(write_sitemap), view=view, origin=GENERATED)


def _pages(digest: Digest) -> Iterator[str]:
    yield urls.HOME
    yield urls.ARCHIVE
    for page in digest.library.pages:
        yield urls.page(page.slug)
    for year in dict.fromkeys(stretch.name[:4] for stretch in digest.stretches):
        yield urls.year(int(year))
    for name in digest.edition_names.values():
        yield name.url
    for terms in digest.terms.values():
        for term in terms.values():
            yield term.url
    yield urls.CORRECTIONS
    yield urls.disclosure()
