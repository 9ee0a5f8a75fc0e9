"""Write a feed as RSS 2.0 (rssboard.org), with what the modules content, dc, media and atom add."""

import re
from datetime import date
from html import escape, unescape
from xml.etree import ElementTree as ET

from briefgen.engine.plan import Load
from briefgen.fingerprint import Value
from briefgen.model import Moment
from briefgen.outputs._feed import Enclosure, Feed, FeedItem
from briefgen.outputs._feedxml import ATOM, add, content, document

_SPACES = {
    "xmlns:atom": ATOM,
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}
# RFC 822 is English, whatever the feed speaks.
_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

# Where HTML begins a tag, a comment or the like.
_TAG = re.compile(r"<[A-Za-z/!?]")


def write_rss(view: Value, load: Load) -> bytes:
    """Return the feed as UTF-8 XML. Dates are RFC 822, with years of four digits (RFC 2822)."""
    assert isinstance(view, Feed)
    root = ET.Element("rss", {"version": "2.0", "xml:lang": view.language, **_SPACES})
    channel = add(root, "channel")
    add(channel, "title", _words(view.title))
    add(channel, "link", view.home)
    # Required, and empty is no description.
    add(channel, "description", _words(view.subtitle or view.title))
    add(channel, "language", view.language)
    if view.updated:
        add(channel, "lastBuildDate", rfc822(view.updated))
    add(channel, "generator", "briefgen")
    add(channel, "atom:link", rel="self", type="application/rss+xml", href=view.url)
    if view.hub:
        add(channel, "atom:link", rel="hub", href=view.hub)
    for item in view.items:
        _item(add(channel, "item"), item, view, load)
    return document(root, view.style)


def rfc822(moment: Moment) -> str:
    """Return a moment as RSS has it: `Wed, 23 Oct 2024 17:36:00 +0530`."""
    local, day = moment.local, moment.day
    sign = "-" if moment.offset < 0 else "+"
    hours, minutes = divmod(abs(moment.offset) // 60, 60)
    clock = f"{local.hour:02}:{local.minute:02}:{local.second:02}"
    return f"{_dated(day)} {clock} {sign}{hours:02}{minutes:02}"


def _dated(day: date) -> str:
    return f"{_DAYS[day.weekday()]}, {day.day:02} {_MONTHS[day.month - 1]} {day.year:04}"


def _item(element: ET.Element, item: FeedItem, view: Feed, load: Load) -> None:
    element.set("xml:lang", item.lang)
    add(element, "title", _words(item.title))
    add(element, "link", item.url)
    add(element, "guid", item.id, isPermaLink="false")
    add(element, "pubDate", rfc822(item.published))
    add(element, "atom:updated", item.updated.iso)
    for author in item.authors:
        add(element, "dc:creator", author)
    for topic in item.topics:
        add(element, "category", topic)
    add(element, "dc:language", item.lang)
    if item.summary:
        add(element, "description", _words(item.summary))
    if whole := content(item, view, load):
        add(element, "content:encoded", whole)
    if item.image:
        _image(element, item.image)


def _words(text: str) -> str:
    """Return plain words for a title or a description.

    Readers show the one as it is or take it for HTML, and the other for HTML. So words stay as they
    are when both come to the same; what HTML would make something else of is escaped, and no reader
    runs it or loses it.
    """
    same = unescape(text) == text and not _TAG.search(text)
    return text if same else escape(text, quote=False)


def _image(element: ET.Element, image: Enclosure) -> None:
    # Labelled files are JPEG, whatever they were made of.
    kind = {"type": "image/jpeg"} if image.title else {}
    shown = add(element, "media:content", url=image.url, medium="image", **kind)
    if image.title:
        add(shown, "media:title", image.title, type="plain")
    # The picture in words, and how it came to be.
    described = ". ".join(part for part in (image.alt.rstrip(". "), image.title) if part)
    if described:
        add(shown, "media:description", described, type="plain")
    if image.credit:
        add(shown, "media:credit", image.credit)
