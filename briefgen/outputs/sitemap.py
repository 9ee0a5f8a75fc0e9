"""Plan `/sitemap.xml` (sitemaps.org 0.9): the published address of every page that has something.

Not there are redirects, the 404 page, the search page, and what is shown only because somebody
asked for drafts and their like. Above 50,000 addresses it becomes an index: one sitemap of what is
not dated, one for each year. So a new entry writes that of its year anew, the first where it brings
a new term, and in a week of two years those of both. Times come from entries, never from the clock.
Pictures are not named: pages show them without a script.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from xml.etree import ElementTree as ET

from briefgen import urls
from briefgen.digest import Digest
from briefgen.digest.stretches import Stretch
from briefgen.engine.plan import Load, PlannedFile, Writer
from briefgen.engine.theme import Theme
from briefgen.fingerprint import Deferred, Value, composed
from briefgen.model import Edition, Entry
from briefgen.outputs import archive, disclosure, stories
from briefgen.outputs._page import GENERATED

# The protocol's own limit for one file. It has another, of 50 MB: with a kilobyte for each address,
# and one more for each translation that is named beside it, no file comes near.
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
    base_url, most = digest.config.base_url, _most(digest)
    undated, dated = tuple(_undated(digest)), _dated(digest)
    marks = {stretch.name: _mark(stretch, digest) for stretch in digest.stretches}
    counts = {year: len(some) for year, some in dated.items()}
    for stretch in digest.stretches:
        counts[stretch.name[:4]] += len(stretch.entries)
    shown = composed(base_url, digest.config.language, str(most))
    known = {_UNDATED: composed(shown, *undated)}
    for year, some in dated.items():
        near = (marks[name] for name in marks if _is_near(name, int(year)))
        known[year] = composed(shown, *some, "", *near)
    counts = {_UNDATED: len(undated)} | counts
    if sum(counts.values()) <= most:
        yield _file(urls.SITEMAP, Deferred(composed(*known.values()), whole))
        return
    parts = []
    for name, count in counts.items():
        for number in range(1, -(-count // most) + 1):
            path = urls.sitemap_part(name, number)
            parts.append(Row(url=urls.absolute(base_url, path)))
            yield _file(path, Deferred(composed(known[name], str(number)), part, name, number))
    yield _file(urls.SITEMAP, Sitemap(index=True, rows=tuple(parts)))


def whole(digest: Digest) -> Sitemap:
    """Return all addresses in one."""
    names = (_UNDATED, *_dated(digest))
    return Sitemap(index=False, rows=tuple(row for name in names for row in _rows(digest, name)))


def part(digest: Digest, name: str, number: int) -> Sitemap:
    """Return a part, counted from 1, of the addresses of a year, or of what is not dated."""
    most, rows = _most(digest), tuple(_rows(digest, name))
    return Sitemap(index=False, rows=rows[(number - 1) * most : number * most])


def _most(digest: Digest) -> int:
    """Return how many addresses one file may have."""
    return _MOST // (1 + max(map(len, digest.translated.values()), default=0))


def _is_near(stretch: str, year: int) -> bool:
    """Tell whether a stretch has entries of a year, or of an ISO week that reaches into it."""
    return stretch.startswith((f"{year:04}-", f"{year - 1:04}-12.3", f"{year + 1:04}-01.0"))


def _rows(digest: Digest, name: str) -> Iterator[Row]:
    base_url = digest.config.base_url
    if name == _UNDATED:
        yield from (Row(url=urls.absolute(base_url, url)) for url in _undated(digest))
        return
    changed = {
        digest.edition_names[edition.period].url: _last_change(edition)
        for edition in digest.editions
        if edition.period.startswith(f"{name}-")
    }
    for url in _dated(digest)[name]:
        yield Row(url=urls.absolute(base_url, url), changed=changed.get(url, ""))
    addresses = digest.references.ids
    for stretch in digest.stretches:
        for entry in _due(stretch.entries, digest) if stretch.name.startswith(f"{name}-") else ():
            yield Row(
                url=urls.absolute(base_url, addresses[entry.id]),
                changed=(entry.updated or entry.date).iso,
                translations=tuple(
                    (digest.language_of(one), urls.absolute(base_url, addresses[one.id]))
                    for one in digest.translations(entry)
                ),
            )


def _last_change(edition: Edition) -> str:
    changes = (entry.updated or entry.date for entry in edition.entries)
    return max(changes, key=lambda change: change.instant).iso


def _due(entries: Sequence[Entry], digest: Digest) -> Iterator[Entry]:
    """Yield the entries that are published without being asked for: pages of others are noindex."""
    return (entry for entry in entries if entry.id not in digest.library.asked_for)


def _mark(stretch: Stretch, digest: Digest) -> str:
    rows = digest.memory.recall_plain(
        ("sitemap", stretch.name), stretch.mark, str, partial(_marked, stretch)
    )
    if digest.translated:
        rows = composed(rows, *(digest.translations_mark(entry) for entry in stretch.entries))
    if digest.library.asked_for:
        rows = composed(rows, *(entry.id for entry in _due(stretch.entries, digest)))
    return rows


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


def _undated(digest: Digest) -> Iterator[str]:
    """Yield the addresses of what belongs to no year."""
    yield urls.HOME
    yield urls.ARCHIVE
    for page in digest.library.pages:
        if not page.draft:
            yield urls.page(page.slug)
    for taxonomy, terms in digest.terms.items():
        yield urls.taxonomy(taxonomy)
        for term in terms.values():
            yield term.url
    yield urls.CORRECTIONS
    yield urls.disclosure()


def _dated(digest: Digest) -> Mapping[str, Sequence[str]]:
    """Return the addresses of each year's pages but for entries, newest year first."""
    months, cadence = archive.months(digest), digest.config.cadence
    found = {f"{year:04}": [urls.year(year)] for year, _ in months}
    for edition in digest.editions:
        found[edition.period[:4]].append(digest.edition_names[edition.period].url)
    if cadence != "monthly":
        for year, month in months:
            found[f"{year:04}"].append(urls.month(year, month))
    if cadence != "daily":
        for day in archive.days(digest):
            found[f"{day.year:04}"].append(urls.day(day))
    for taxonomy, terms in digest.terms.items():
        for term in terms.values():
            # The newest year of a term is on its own page; its years come newest first.
            apart = stories.older_years(term) if taxonomy == "stories" else list(term.years)[1:]
            for year in apart:
                found[f"{year:04}"].append(urls.term(taxonomy, term.slug, year))
    for first_day in disclosure.older_months(digest):
        found[f"{first_day.year:04}"].append(urls.disclosure(first_day))
    return {year: tuple(some) for year, some in found.items()}
