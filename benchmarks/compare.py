"""Compare a built site with the items it was built from: every page, its parts, its cards.

Items and the folder of a site in, differences out, as sentences. Sites that all agree with the
items agree with one another, whatever tool made them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

from benchmarks.corpus import Item

FEED_ITEMS = 30

_DATED = re.compile(r"\d{4}/\d\d(/\d\d(/[^/]+)?)?")
_TERM = re.compile(r"(topics|regions)/[^/]+")
_CARD = re.compile(r'<article class="card">.*?<a href="([^"]+)">(.*?)</article>', re.DOTALL)
_BODY = re.compile(r'<div class="body">(.*)</div>\s*<h2>Sources</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_TARGET = re.compile(r"\]\([^)]*\)")
_NUMBER = re.compile(r"^\d+\. ", re.MULTILINE)
_BADGE = 'class="badge"'


def differences(items: Sequence[Item], site: Path) -> Iterator[str]:
    """Yield a sentence for each thing that a site lacks or has too much."""
    pages = {
        page.parent.relative_to(site).as_posix(): page for page in sorted(site.rglob("index.html"))
    }
    lists = _lists(items)
    entries = {item.path: item for item in items}
    found = {page for page in pages if _DATED.fullmatch(page) or _TERM.fullmatch(page)}
    for page in sorted((entries.keys() | lists.keys()) - found):
        yield f"/{page}/ is missing"
    for page in sorted(found - entries.keys() - lists.keys()):
        yield f"/{page}/ is one too many"
    for page in sorted(entries.keys() & found):
        yield from _entry(entries[page], pages[page].read_text("utf-8"))
    yield from _cards(lists, entries, pages)
    yield from _feeds(entries, site)


def _lists(items: Sequence[Item]) -> dict[str, Counter[str]]:
    """Return the entries that are to have a card, by the day, month, topic or region."""
    lists: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        terms = [*(f"topics/{topic}" for topic in item.topics), f"regions/{item.region}"]
        for page in (f"{item.date:%Y/%m/%d}", f"{item.date:%Y/%m}", *terms):
            lists[page][item.path] += 1
    return lists


def _entry(item: Item, html: str) -> Iterator[str]:
    """Yield what the page of an entry lacks."""
    text = unescape(html)
    for what, words in (("title", f"<h1>{item.title}</h1>"), ("summary", item.summary)):
        if words not in text:
            yield f"/{item.path}/ lacks its {what}"
    for source in item.sources:
        if f'<a href="{source.url}">{source.name}</a>' not in text:
            yield f"/{item.path}/ lacks the source {source.url}"
    for term in (*item.topics, item.region):
        if f'/{term}/">{term}</a>' not in text:
            yield f"/{item.path}/ lacks a link to {term}"
    if (_BADGE in html) != bool(item.picture):
        yield f"/{item.path}/ has a badge where it should not, or none where it should"
    body = _BODY.search(html)
    shown = len(re.findall(r"\w+", unescape(_TAG.sub(" ", body[1])))) if body else 0
    written = len(re.findall(r"\w+", _NUMBER.sub("", _TARGET.sub("", item.body))))
    if shown != written:
        yield f"/{item.path}/ shows {shown} words of its body's {written}"


def _cards(
    lists: dict[str, Counter[str]], entries: dict[str, Item], pages: dict[str, Path]
) -> Iterator[str]:
    """Yield the lists whose cards, over all their pages, are not those they should be."""
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    for page, path in pages.items():
        # `topics/x/2024` and `topics/x/page/2` are further pages of `topics/x`.
        term = _TERM.match(page)
        for href, rest in _CARD.findall(path.read_text("utf-8")):
            target = urljoin(f"/{page}/", href).strip("/")
            shown[term[0] if term else page][target] += 1
            if target in entries and (_BADGE in rest) != bool(entries[target].picture):
                yield f"the card of /{target}/ on /{page}/ is wrong about a badge"
    for page, wanted in sorted(lists.items()):
        if shown[page] != wanted:
            odd = (wanted - shown[page]) + (shown[page] - wanted)
            yield f"/{page}/ has {shown[page].total()} cards of {wanted.total()}, off by {odd}"


def _feeds(entries: dict[str, Item], site: Path) -> Iterator[str]:
    """Yield what the feed and the sitemap lack."""
    feed = site / "feed.xml"
    count = feed.read_text("utf-8").count("<entry") if feed.is_file() else 0
    if count != min(FEED_ITEMS, len(entries)):
        yield f"the feed has {count} items"
    maps = "".join(path.read_text("utf-8") for path in sorted(site.glob("sitemap*.xml")))
    listed = set(re.findall(r"<loc>\s*https://example\.org/([^<]*?)/?\s*</loc>", maps))
    for path in sorted(entries.keys() - listed):
        yield f"the sitemap lacks /{path}/"
