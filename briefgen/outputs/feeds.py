"""Plan the feeds: of the site, of its editions, of each topic, region, desk and story; their list.

Each in every format that the site has: Atom, RSS 2.0, JSON Feed 1.1. `/feeds.opml` lists them all.
The digest in, planned files out. A new entry touches the feeds of what it is about, and no other.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from xml.etree import ElementTree as ET

from briefgen import urls
from briefgen.config import FeedFormat
from briefgen.digest import Digest
from briefgen.digest.terms import Term
from briefgen.engine.plan import Load, PlannedFile, Writer
from briefgen.engine.theme import Theme
from briefgen.fingerprint import Deferred, Value, composed
from briefgen.model import Entry, Taxonomy
from briefgen.notices import editions_title, terms_title
from briefgen.outputs._atom import write_atom
from briefgen.outputs._feed import (
    Feed,
    edition_mark,
    feed_of,
    mark,
    of_edition,
    of_entry,
    settings,
)
from briefgen.outputs._feedxml import add
from briefgen.outputs._jsonfeed import write_json
from briefgen.outputs._page import GENERATED
from briefgen.outputs._rss import write_rss

_WRITERS: dict[FeedFormat, Callable[[Value, Load], bytes]] = {
    "atom": write_atom,
    "rss": write_rss,
    "json": write_json,
}


Outline = tuple[str, str, str]
"""Title of a feed, its address, that of its page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlines(Value):
    """All feeds of the site, group by group."""

    title: str
    groups: tuple[tuple[str, tuple[Outline, ...]], ...]
    """By the name of the group, which is empty for the first."""


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield every feed in every format, and the list of them."""
    if not digest.config.feeds.formats:
        return
    told = settings(digest)
    newest = digest.library.published[: digest.config.feeds.limit]
    entries = composed("site", told, *(mark(entry, digest) for entry in newest))
    yield from _files(digest, urls.HOME, entries, site_feed)
    editions = digest.editions[: digest.config.feeds.limit]
    marks = composed("editions", told, *(edition_mark(one, digest) for one in editions))
    yield from _files(digest, urls.EDITIONS, marks, editions_feed)
    for term in _terms(digest):
        about = term.description
        known = composed(
            "term",
            told,
            term.link.fingerprint,
            about.fingerprint if about else "",
            *(mark(entry, digest) for entry in _newest(term, digest)),
        )
        yield from _files(digest, term.url, known, term_feed, term.taxonomy, term.key)
    outlines = Outlines(title=digest.config.title, groups=tuple(_groups(digest)))
    yield PlannedFile(
        path=urls.path_of(urls.OPML), how=Writer(write_opml), view=outlines, origin=GENERATED
    )


def _files(
    digest: Digest, below: str, known: str, make: Callable[..., Value], *about: str
) -> Iterator[PlannedFile]:
    """Yield a feed in each format."""
    for form in digest.config.feeds.formats:
        yield PlannedFile(
            path=urls.path_of(urls.feed(below, form)),
            how=Writer(_WRITERS[form]),
            view=Deferred(composed(known, form), make, form, *about),
            origin=GENERATED,
        )


def site_feed(digest: Digest, form: FeedFormat) -> Feed:
    """Return the feed of the newest entries."""
    config = digest.config
    return feed_of(
        digest,
        title=config.title,
        subtitle=config.description or config.tagline,
        url=urls.feed(urls.HOME, form),
        home=urls.HOME,
        name="",
        items=(of_entry(entry, digest) for entry in digest.library.published[: config.feeds.limit]),
    )


def editions_feed(digest: Digest, form: FeedFormat) -> Feed:
    """Return the feed of the newest editions, for those who send a digest by mail."""
    config = digest.config
    return feed_of(
        digest,
        title=editions_title(config.title, config.language),
        subtitle=config.description or config.tagline,
        url=urls.feed(urls.EDITIONS, form),
        home=urls.HOME,
        name="editions",
        items=(of_edition(one, digest) for one in digest.editions[: config.feeds.limit]),
    )


def term_feed(digest: Digest, form: FeedFormat, taxonomy: Taxonomy, key: str) -> Feed:
    """Return the feed of the newest entries of a topic, region, desk or story."""
    term = digest.terms[taxonomy][key]
    return feed_of(
        digest,
        title=f"{digest.config.title}: {term.name}",
        subtitle=term.description.summary if term.description else "",
        url=urls.feed(term.url, form),
        home=term.url,
        # Not its slug, which another term may take from it.
        name=f"{taxonomy}/{key}",
        items=(of_entry(entry, digest) for entry in _newest(term, digest)),
    )


def _terms(digest: Digest) -> Iterator[Term]:
    for taxonomy in digest.config.feeds.terms:
        yield from digest.terms.get(taxonomy, {}).values()


def _newest(term: Term, digest: Digest) -> Iterator[Entry]:
    return islice(chain.from_iterable(term.years.values()), digest.config.feeds.limit)


def _groups(digest: Digest) -> Iterator[tuple[str, tuple[Outline, ...]]]:
    config = digest.config
    form = config.feeds.formats[0]

    def outline(title: str, below: str, page: str) -> Outline:
        feed = urls.absolute(config.base_url, urls.feed(below, form))
        return title, feed, urls.absolute(config.base_url, page)

    own = (
        outline(config.title, urls.HOME, urls.HOME),
        outline(editions_title(config.title, config.language), urls.EDITIONS, urls.HOME),
    )
    yield "", own
    for taxonomy in config.feeds.terms:
        terms = digest.terms.get(taxonomy, {}).values()
        by_name = sorted(terms, key=lambda term: (urls.term_key(term.name), term.slug))
        if by_name:
            yield (
                terms_title(taxonomy, config.language),
                tuple(outline(term.name, term.url, term.url) for term in by_name),
            )


def write_opml(view: Value, _load: Load) -> bytes:
    """Return the list of all feeds as OPML 2.0 (opml.org), in the first format of the site."""
    assert isinstance(view, Outlines)
    root = ET.Element("opml", {"version": "2.0"})
    add(add(root, "head"), "title", view.title)
    body = add(root, "body")
    for name, feeds in view.groups:
        parent = ET.SubElement(body, "outline", {"text": name}) if name else body
        for title, feed, page in feeds:
            # `rss` stands for a feed of any format.
            about = {"type": "rss", "text": title, "xmlUrl": feed, "htmlUrl": page}
            ET.SubElement(parent, "outline", about)
    ET.indent(root, " ")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()
