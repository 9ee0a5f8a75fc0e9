"""Where the feeds of a page are, for readers of feeds to find."""

from typing import Literal

from briefgen import urls
from briefgen.config import Config
from briefgen.model import Taxonomy
from briefgen.views import FeedLink

_TYPES = {
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "json": "application/feed+json",
}


def feed_links(
    config: Config, below: str, of: Literal["entries", "editions", "term"]
) -> tuple[FeedLink, ...]:
    """Return the feeds that lie beside a page, in every format of the site."""
    return tuple(
        FeedLink(url=urls.feed(below, form), type=_TYPES[form], format=form, of=of)
        for form in config.feeds.formats
    )


def term_feeds(config: Config, taxonomy: Taxonomy, url: str) -> tuple[FeedLink, ...]:
    """Return the feeds of a term; none where its taxonomy has none."""
    return feed_links(config, url, "term") if taxonomy in config.feeds.terms else ()
