"""Plan the Atom feed of the site: `/feed.xml` (RFC 4287).

The newest entries in, one XML document out. Links inside are absolute, what a machine made is said
in the text itself, and ids never change with an address.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from briefgen import urls
from briefgen.digest import Digest
from briefgen.engine.plan import Load, PlannedFile, Writer
from briefgen.engine.texts import fill
from briefgen.engine.theme import Theme
from briefgen.fingerprint import Value
from briefgen.model import Entry, Moment
from briefgen.notices import retracted_title
from briefgen.outputs._feedtext import (
    image_html,
    notices_html,
    plain_label,
    plain_notices,
    plain_text_label,
    text_notice_html,
)
from briefgen.outputs._notices import notices, text_notice_of
from briefgen.outputs._page import GENERATED
from briefgen.views import Card, Notice, Text

_ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem(Value):
    """One entry of the feed."""

    id: str
    """A tag: URI (RFC 4151)."""
    card: Card
    text_notice: str
    """The sentence on a model's part in the text, or empty."""
    notices: tuple[Notice, ...]
    """Newest first."""
    sources: tuple[tuple[str, str], ...]
    """Name and address of each."""
    text: Text | None
    """None when the feed carries summaries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed(Value):
    """The feed of the site."""

    title: str
    subtitle: str
    id: str
    base_url: str
    language: str
    author: str
    updated: Moment | None
    items: tuple[FeedItem, ...]


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield the feed of the site."""
    config = digest.config
    chosen = digest.library.published[: config.feeds.limit]
    stamps = [entry.updated or entry.date for entry in chosen]
    base_url = urls.absolute(config.base_url, "")
    view = Feed(
        title=config.title,
        subtitle=config.description or config.tagline,
        id=base_url,
        base_url=base_url,
        language=config.language,
        author=config.publisher.name or config.title,
        updated=max(stamps, key=lambda moment: moment.instant, default=None),
        items=tuple(_item(entry, digest) for entry in chosen),
    )
    yield PlannedFile(path=urls.FEED, how=Writer(write_atom), view=view, origin=GENERATED)


def write_atom(view: Value, load: Load) -> bytes:
    """Return the feed as UTF-8 XML. Dates are RFC 3339 with the site's offset."""
    assert isinstance(view, Feed)
    ET.register_namespace("", _ATOM)
    feed = ET.Element(_name("feed"), {f"{{{_XML}}}lang": view.language})
    _add(feed, "title", view.title)
    if view.subtitle:
        _add(feed, "subtitle", view.subtitle)
    _add(feed, "id", view.id)
    # A feed without entries still has to say when: the first moment there is.
    _add(feed, "updated", view.updated.iso if view.updated else "0001-01-01T00:00:00Z")
    _add(_add(feed, "author"), "name", view.author)
    _add(feed, "link", rel="self", type="application/atom+xml", href=view.base_url + urls.FEED)
    _add(feed, "link", rel="alternate", type="text/html", href=view.base_url)
    _add(feed, "generator", "briefgen")
    for item in view.items:
        _entry(_add(feed, "entry"), item, view, load)
    ET.indent(feed, " ")
    style = f'<?xml-stylesheet type="text/css" href="{urls.FEED_STYLE}"?>'
    body = ET.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{style}\n{body}\n'.encode()


def _entry(element: ET.Element, item: FeedItem, view: Feed, load: Load) -> None:
    card = item.card
    element.set(f"{{{_XML}}}lang", card.lang)
    retracted = card.corrected == "retracted"
    _add(element, "title", retracted_title(card.title, card.lang) if retracted else card.title)
    _add(element, "id", item.id)
    _add(element, "link", rel="alternate", type="text/html", href=view.base_url + card.url)
    _add(element, "published", card.date.iso)
    _add(element, "updated", (card.updated or card.date).iso)
    for author in card.authors or ((card.desk.label,) if card.desk else ()):
        _add(_add(element, "author"), "name", author)
    for topic in card.topics:
        _add(element, "category", term=topic.label)
    if card.image is not None and card.image.labelled:
        image = card.image
        said = f"{image.label}. {image.disclaimer}"
        address = view.base_url + image.labelled
        _add(element, "link", rel="enclosure", type="image/jpeg", href=address, title=said)
    for name, url in item.sources:
        if urls.is_web(url):
            _add(element, "link", rel="related", href=url, title=name)
    labels = (plain_text_label(card), plain_label(card), *plain_notices(item.notices, card.lang))
    summary = " ".join(part for part in (card.summary, *labels) if part)
    if summary:
        _add(element, "summary", summary)
    if item.text is not None:
        body = fill(load(item.text.html), item.text, view.base_url)
        said = text_notice_html(card, item.text_notice) + notices_html(item.notices, card.lang)
        _add(element, "content", said + image_html(card, view.base_url) + body, type="html")


def _item(entry: Entry, digest: Digest) -> FeedItem:
    full = digest.config.feeds.content == "full"
    card = digest.card(entry)
    return FeedItem(
        id=_tag(entry, digest.config.base_url),
        card=card,
        text_notice=text_notice_of(card, digest.config),
        notices=notices(entry),
        sources=tuple((source.name, source.url) for source in entry.sources),
        text=digest.text(entry.body, entry.origin.path) if full else None,
    )


def _tag(entry: Entry, base_url: str) -> str:
    """Return a tag URI that stays when slug, title or address change: host, first day, id."""
    host = urlsplit(base_url).hostname or "localhost"
    # The day is in the id already; a tag's date says when the host was ours, and must not move.
    return f"tag:{host},{entry.id[:10]}:{urls.file_url(entry.id)}"


def _name(tag: str) -> str:
    return f"{{{_ATOM}}}{tag}"


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, _name(tag), attributes)
    child.text = text or None
    return child
