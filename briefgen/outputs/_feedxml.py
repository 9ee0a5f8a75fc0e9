"""What both XML feeds share: elements, the whole text of an item, the document around it all.

Names are written with the prefixes that the root declares. ElementTree's own way with namespaces
has one table of prefixes for the whole process, which two threads would share.
"""

import re
from html import escape
from xml.etree import ElementTree as ET

from briefgen.engine.plan import Load
from briefgen.engine.texts import fill
from briefgen.outputs._feed import Feed, FeedItem

ATOM = "http://www.w3.org/2005/Atom"

# A link to another place of the same text: footnotes, headings.
_WITHIN = re.compile(r'(<a (?:[^>]* )?href=")#')


def add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """Add an element, and return it."""
    child = ET.SubElement(parent, tag, attributes)
    child.text = text or None
    return child


def content(item: FeedItem, feed: Feed, load: Load) -> str:
    """Return the whole text of an item as HTML, with whole addresses.

    Empty when the feed carries summaries, or when there is nothing but the summary.
    """
    text = fill(load(item.text.html), item.text, feed.base_url) if item.text else ""
    # A reader of feeds shows it on a page of its own, or among others.
    text = _WITHIN.sub(lambda found: f"{found[1]}{escape(item.url)}#", text)
    return item.before + text + item.after


def document(root: ET.Element, style: str) -> bytes:
    """Return a feed as UTF-8 XML, with the stylesheet by which browsers show it."""
    ET.indent(root, " ")
    look = f'<?xml-stylesheet type="text/css" href="{style}"?>'
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{look}\n{body}\n'.encode()
