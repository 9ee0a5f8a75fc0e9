"""Write a feed as JSON Feed 1.1 (jsonfeed.org).

Keys of our own are in `_briefgen`, as the specification asks for: what a machine made, what was
mended, what an item rests on.
"""

import json

from briefgen.engine.plan import Load
from briefgen.fingerprint import Value
from briefgen.outputs._feed import Feed, FeedItem
from briefgen.outputs._feedxml import content

_VERSION = "https://jsonfeed.org/version/1.1"


def write_json(view: Value, load: Load) -> bytes:
    """Return the feed as UTF-8 JSON. Dates are RFC 3339 with the site's offset."""
    assert isinstance(view, Feed)
    feed: dict[str, object] = {
        "version": _VERSION,
        "title": view.title,
        "home_page_url": view.home,
        "feed_url": view.url,
        "description": view.subtitle,
        "language": view.language,
        "authors": [{"name": view.author}],
        "hubs": [{"type": "WebSub", "url": view.hub}] if view.hub else None,
    }
    kept = {name: value for name, value in feed.items() if value}
    kept["items"] = [_item(item, view, load) for item in view.items]
    return json.dumps(kept, ensure_ascii=False, indent=1).encode() + b"\n"


def _item(item: FeedItem, view: Feed, load: Load) -> dict[str, object]:
    image = item.image
    whole = content(item, view, load)
    found: dict[str, object] = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_html": whole,
        # One of both has to be there.
        "content_text": "" if whole else item.summary or item.title,
        "summary": item.summary,
        "image": image.url if image else "",
        "date_published": item.published.iso,
        "date_modified": item.updated.iso,
        "authors": [{"name": author} for author in item.authors],
        "tags": list(item.topics),
        "language": item.lang,
        "attachments": [{"url": image.url, "mime_type": "image/jpeg", "title": image.title}]
        if image and image.title
        else None,
        "_briefgen": _own(item),
    }
    return {name: value for name, value in found.items() if value}


def _own(item: FeedItem) -> dict[str, object]:
    image = item.image
    found: dict[str, object] = {
        "image": {"origin": image.origin, "disclaimer": image.title}
        if image and image.title
        else None,
        "text": item.made_text if item.made_text != "none" else "",
        "corrections": [
            {"date": notice.date.iso, "kind": notice.kind, "text": notice.text}
            for notice in item.notices
        ],
        "sources": [{"name": name, "url": url} for name, url in item.sources],
    }
    return {name: value for name, value in found.items() if value}
