"""Plan `/news-sitemap.xml`: the entries of the last two days, for search engines of news.

What "last" means is told by the time of the build. At most 1,000 entries, the newest; an empty one
is valid and means that there is no news.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from xml.etree import ElementTree as ET

from briefgen import urls
from briefgen.digest import Digest
from briefgen.engine.plan import Load, PlannedFile, Writer
from briefgen.engine.theme import Theme
from briefgen.fingerprint import Deferred, Value, composed
from briefgen.model import NEWS_SECONDS, Entry
from briefgen.outputs._page import GENERATED
from briefgen.outputs._schema import plain_title, when

_MOST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsRow(Value):
    """One entry."""

    url: str
    title: str
    language: str
    published: str
    """RFC 3339, or the day alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsSitemap(Value):
    """What is new."""

    name: str
    """Of the publication."""
    rows: tuple[NewsRow, ...]


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield the news sitemap, unless the site has none."""
    if digest.config.sitemaps.news == "off":
        return
    config = digest.config
    known = composed(
        config.title,
        config.base_url,
        config.language,
        *(digest.headline_marks[entry.id] for entry in _news(digest)),
    )
    yield PlannedFile(
        path=urls.NEWS_SITEMAP,
        how=Writer(write_news),
        view=Deferred(known, news_sitemap),
        origin=GENERATED,
    )


def news_sitemap(digest: Digest) -> NewsSitemap:
    """Return the entries of the last two days, newest first."""
    base_url = digest.config.base_url
    rows = []
    for entry in _news(digest):
        card = digest.card(entry)
        rows.append(
            NewsRow(
                url=urls.absolute(base_url, card.url),
                title=plain_title(card),
                language=_code(card.lang),
                published=when(card.date),
            )
        )
    return NewsSitemap(name=digest.config.title, rows=tuple(rows))


def _news(digest: Digest) -> Iterator[Entry]:
    now = digest.library.now.instant
    lately = takewhile(
        lambda entry: entry.marks.instant + NEWS_SECONDS > now, digest.library.published
    )
    due = (entry for entry in lately if entry.id not in digest.library.asked_for)
    return islice(due, _MOST)


def _code(lang: str) -> str:
    """Return a language as news sitemaps name it: ISO 639, with two ways to write Chinese."""
    primary, *others = lang.lower().split("-")
    if primary != "zh":
        return primary
    return "zh-tw" if {"hant", "tw", "hk", "mo"} & {*others} else "zh-cn"


def write_news(view: Value, _load: Load) -> bytes:
    """Return a news sitemap (sitemap-news 0.9) as UTF-8 XML."""
    assert isinstance(view, NewsSitemap)
    spaces = {
        "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "xmlns:news": "http://www.google.com/schemas/sitemap-news/0.9",
    }
    top = ET.Element("urlset", spaces)
    for row in view.rows:
        one = ET.SubElement(top, "url")
        ET.SubElement(one, "loc").text = row.url
        news = ET.SubElement(one, "news:news")
        publication = ET.SubElement(news, "news:publication")
        ET.SubElement(publication, "news:name").text = view.name
        ET.SubElement(publication, "news:language").text = row.language
        ET.SubElement(news, "news:publication_date").text = row.published
        ET.SubElement(news, "news:title").text = row.title
    ET.indent(top, "")
    xml = ET.tostring(top, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{xml}\n'.encode()
