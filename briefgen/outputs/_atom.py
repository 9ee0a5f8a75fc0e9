"""Write a feed as Atom (RFC 4287)."""

from xml.etree import ElementTree as ET

from briefgen import web
from briefgen.engine.plan import Load
from briefgen.fingerprint import Value
from briefgen.outputs._feed import Feed, FeedItem
from briefgen.outputs._feedxml import ATOM, add, content, document


def write_atom(view: Value, load: Load) -> bytes:
    """Return the feed as UTF-8 XML. Dates are RFC 3339 with the site's offset."""
    assert isinstance(view, Feed)
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": view.language})
    add(feed, "title", view.title)
    if view.subtitle:
        add(feed, "subtitle", view.subtitle)
    add(feed, "id", view.id)
    # A feed without entries still has to say when: the first moment there is.
    add(feed, "updated", view.updated.iso if view.updated else "0001-01-01T00:00:00Z")
    add(add(feed, "author"), "name", view.author)
    add(feed, "link", rel="self", type="application/atom+xml", href=view.url)
    add(feed, "link", rel="alternate", type="text/html", href=view.home)
    if view.hub:
        add(feed, "link", rel="hub", href=view.hub)
    add(feed, "generator", "briefgen")
    for item in view.items:
        _entry(add(feed, "entry"), item, view, load)
    return document(feed, view.style)


def _entry(element: ET.Element, item: FeedItem, view: Feed, load: Load) -> None:
    element.set("xml:lang", item.lang)
    add(element, "title", item.title)
    add(element, "id", item.id)
    add(element, "link", rel="alternate", type="text/html", href=item.url)
    add(element, "published", item.published.iso)
    add(element, "updated", item.updated.iso)
    for author in item.authors:
        add(add(element, "author"), "name", author)
    for topic in item.topics:
        add(element, "category", term=topic)
    # Other pictures are in the text, with nothing that has to go with them.
    if item.image and item.image.title:
        about = {"href": item.image.url, "title": item.image.title}
        add(element, "link", rel="enclosure", type="image/jpeg", **about)
    # Two sources may be two articles at one address; a link is given once.
    named: dict[str, str] = {}
    for name, url in item.sources:
        named.setdefault(url, name)
    for url, name in named.items():
        if web.is_web(url):
            add(element, "link", rel="related", href=url, title=name)
    if item.summary:
        add(element, "summary", item.summary)
    if whole := content(item, view, load):
        add(element, "content", whole, type="html")
