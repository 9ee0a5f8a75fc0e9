"""Plan `/sitemap.xml` (sitemaps.org 0.9) and `/robots.txt`.

The dated pages in, their published addresses out; above 50,000 the sitemap becomes an index.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from briefgen import urls
from briefgen.digest import Digest
from briefgen.digest.stretches import Stretch
from briefgen.engine.plan import Load, PlannedFile, Writer
from briefgen.engine.theme import Theme
from briefgen.fingerprint import Deferred, Value, composed
from briefgen.outputs._page import GENERATED

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

# The protocol's own limit for one file.
_MOST = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap(Value):
    """Published addresses, or those of further sitemaps."""

    index: bool
    rows: tuple[tuple[str, str], ...]
    """Address and last change (RFC 3339), or an empty text where it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots(Value):
    """What robots are told."""

    sitemap: str


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield the sitemap, in parts where it is long, and robots.txt."""
    base_url = digest.config.base_url
    pages = tuple(_pages(digest))
    count = len(pages) + len(digest.library.published)
    mark = composed(
        base_url, *pages, *(_row_marks(stretch, digest) for stretch in digest.stretches)
    )
    if count <= _MOST:
        yield _file(urls.SITEMAP, Deferred(mark, sitemap_rows, 0, count))
    else:
        parts = []
        for number, start in enumerate(range(0, count, _MOST), 1):
            path = urls.sitemap_part(number)
            parts.append((urls.absolute(base_url, path), ""))
            view = Deferred(composed(mark, str(number)), sitemap_rows, start, start + _MOST)
            yield _file(path, view)
        yield _file(urls.SITEMAP, Sitemap(index=True, rows=tuple(parts)))
    robots = Robots(sitemap=urls.absolute(base_url, urls.SITEMAP))
    yield PlannedFile(path=urls.ROBOTS, how=Writer(write_robots), view=robots, origin=GENERATED)


def sitemap_rows(digest: Digest, start: int, end: int) -> Sitemap:
    """Return one part of the sitemap: first what is not dated, then the entries."""
    base_url = digest.config.base_url
    rows = [(urls.absolute(base_url, url), "") for url in _pages(digest)]
    for entry in digest.library.published:
        url = digest.references.ids[entry.id]
        rows.append((urls.absolute(base_url, url), (entry.updated or entry.date).iso))
    return Sitemap(index=False, rows=tuple(rows[start:end]))


def _row_marks(stretch: Stretch, digest: Digest) -> str:
    return digest.memory.recall_plain(
        ("sitemap", stretch.name),
        stretch.mark,
        str,
        lambda: composed(
            *(
                f"{entry.slug} {(entry.updated or entry.date).fingerprint} {entry.date.day}"
                for entry in stretch.entries
            )
        ),
    )


def write_sitemap(view: Value, _load: Load) -> bytes:
    """Return a sitemap, or an index of sitemaps, as UTF-8 XML."""
    assert isinstance(view, Sitemap)
    outer, inner = ("sitemapindex", "sitemap") if view.index else ("urlset", "url")
    top = ET.Element(outer, xmlns=_NAMESPACE)
    for address, changed in view.rows:
        row = ET.SubElement(top, inner)
        ET.SubElement(row, "loc").text = address
        if changed:
            ET.SubElement(row, "lastmod").text = changed
    ET.indent(top, "")
    xml = ET.tostring(top, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{xml}\n'.encode()


def write_robots(view: Value, _load: Load) -> bytes:
    """Return robots.txt (RFC 9309): everything is open, and here is the sitemap."""
    assert isinstance(view, Robots)
    return f"User-agent: *\nAllow: /\n\nSitemap: {view.sitemap}\n".encode()


def _file(path: str, view: Sitemap | Deferred) -> PlannedFile:
    return PlannedFile(path=path, how=Writer(write_sitemap), view=view, origin=GENERATED)


def _pages(digest: Digest) -> Iterator[str]:
    yield urls.HOME
    for page in digest.library.pages:
        yield urls.page(page.slug)
    for name in digest.edition_names.values():
        yield name.url
    for terms in digest.terms.values():
        for term in terms.values():
            yield term.url
