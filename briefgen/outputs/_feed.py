"""What a feed holds, whatever its format: items made of entries, and of editions.

The digest in, plain values out. Addresses inside texts are whole ones, what a machine made is said
in the text itself, and ids never change with a headline, a slug or an address.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from briefgen import urls, web
from briefgen.digest import Digest
from briefgen.fingerprint import Value, composed, of
from briefgen.model import AiOrigin, AiText, Edition, Entry, Moment
from briefgen.notices import retracted_title
from briefgen.outputs._feedtext import (
    image_address,
    image_html,
    notices_html,
    plain_label,
    plain_notices,
    plain_text_label,
    text_notice_html,
)
from briefgen.outputs._notices import notices, text_notice_of
from briefgen.views import Card, Notice, Text
from briefgen.wings import climb

# What an id begins with unless its author chose another.
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")

# By the badge of a picture.
_ORIGINS: Mapping[str, AiOrigin] = {"": "none", "modified": "modified", "generated": "generated"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure(Value):
    """The picture of an item: where a model made it, the file that carries its label."""

    url: str
    """Whole."""
    title: str
    """What is said of a machine-made one; empty for any other."""
    alt: str
    credit: str
    origin: AiOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem(Value):
    """One item of a feed: an entry, or an edition."""

    id: str
    """A tag: URI (RFC 4151), or a name-based UUID where there is no day to put into one."""
    url: str
    """Whole, as all addresses here."""
    title: str
    lang: str
    published: Moment
    updated: Moment
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    summary: str
    """Plain text, with what a machine made and what was mended."""
    before: str
    """HTML that stands before the text."""
    text: Text | None
    """None when there is none, or when the feed carries summaries."""
    after: str
    """HTML that stands after it."""
    image: Enclosure | None
    made_text: AiText
    notices: tuple[Notice, ...]
    """Newest first."""
    sources: tuple[tuple[str, str], ...]
    """Name and address of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed(Value):
    """A feed."""

    title: str
    subtitle: str
    id: str
    """A name-based UUID, the same in every format."""
    url: str
    """Of the feed itself."""
    home: str
    """Of the page that shows the same."""
    base_url: str
    language: str
    author: str
    hub: str
    """Where readers can subscribe to be told at once (WebSub), or empty."""
    style: str
    """Where the stylesheet is, from the feed."""
    updated: Moment | None
    """The latest of its items; None without any."""
    items: tuple[FeedItem, ...]


def settings(digest: Digest) -> str:
    """Return the fingerprint of all settings that any feed looks at."""
    config = digest.config
    return of(
        [config.title, config.tagline, config.description, config.base_url, config.language],
        [config.publisher.name, config.cadence],
        config.feeds.model_dump_json(),
        config.disclosure.model_dump_json(),
    )


def mark(entry: Entry, digest: Digest) -> str:
    """Return the fingerprint of all that the item of an entry looks at."""
    return composed(
        entry.id,
        entry.marks.page,
        digest.card_marks[entry.id],
        digest.links_mark(entry.body, entry.origin.path),
    )


def feed_of(
    digest: Digest,
    *,
    title: str,
    subtitle: str,
    url: str,
    home: str,
    items: Iterable[FeedItem],
    name: str,
) -> Feed:
    """Return a feed of items, at a site URL, that says the same as the page at another.

    Its id is made of `name`, which is the feed's own and never changes.
    """
    config = digest.config
    found = tuple(items)
    return Feed(
        title=title,
        subtitle=subtitle,
        id=_uuid(_authority(digest), _of_wing(name, digest)),
        url=urls.absolute(config.base_url, url),
        home=urls.absolute(config.base_url, home),
        base_url=urls.absolute(config.base_url, ""),
        language=config.language,
        author=config.publisher.name or config.title,
        hub=config.feeds.hub,
        style=urls.to_root(url, climb(digest.prefix)) + urls.FEED_STYLE,
        updated=max(
            (item.updated for item in found), key=lambda moment: moment.instant, default=None
        ),
        items=found,
    )


def of_entry(entry: Entry, digest: Digest) -> FeedItem:
    """Return the item of an entry, whole or in summary as the site has it."""
    card = digest.card(entry)
    base_url = urls.absolute(digest.config.base_url, "")
    told = notices(entry)
    full = digest.config.feeds.content == "full"
    before = (
        text_notice_html(card, text_notice_of(card, digest.config)),
        notices_html(told, card.lang),
        image_html(card, base_url),
    )
    return FeedItem(
        id=_id(digest, entry),
        url=base_url + card.url,
        title=_titled(card),
        lang=card.lang,
        published=card.date,
        updated=card.updated or card.date,
        authors=_authors(card),
        topics=tuple(topic.label for topic in card.topics),
        summary=_summary(card, told),
        before="".join(before) if full else "",
        text=digest.text(entry.body, entry.origin.path) if full else None,
        after="",
        image=_enclosure(card, base_url),
        made_text=card.ai_text,
        notices=told,
        sources=tuple((source.name, source.url) for source in entry.sources),
    )


def of_edition(edition: Edition, digest: Digest) -> FeedItem:
    """Return the item of an edition: the editor's note, then each entry with its summary."""
    base_url = urls.absolute(digest.config.base_url, "")
    note = edition.note
    entries = edition.entries
    first = min(entries, key=lambda entry: entry.marks.instant).date
    changes = [entry.updated or entry.date for entry in entries]
    lead = digest.card(entries[0])
    return FeedItem(
        id=_tag(
            _authority(digest),
            edition.first_day.isoformat(),
            _of_wing(f"edition-{edition.period}", digest),
        ),
        url=base_url + urls.edition(edition.period),
        # As in ISO 8601, which is read in every language.
        title=f"{edition.period}: {note.title if note and note.title else _titled(lead)}",
        lang=(note.lang if note else "") or digest.config.language,
        published=first,
        updated=max(changes, key=lambda moment: moment.instant),
        authors=(),
        topics=(),
        summary=note.summary if note and note.summary else _titled(lead),
        before=f"<p>{escape(note.summary)}</p>\n" if note and note.summary else "",
        text=digest.text(note.body, note.origin.path) if note and note.body else None,
        after="".join(_listed(entry, digest, base_url) for entry in entries),
        image=None,
        made_text="none",
        notices=(),
        sources=(),
    )


def edition_mark(edition: Edition, digest: Digest) -> str:
    """Return the fingerprint of all that the item of an edition looks at."""
    note = edition.note
    return composed(
        edition.period,
        note.fingerprint if note else "",
        digest.links_mark(note.body, note.origin.path) if note and note.body else "",
        *(digest.card_marks[entry.id] for entry in edition.entries),
        *(of(entry.corrections, entry.sources) for entry in edition.entries),
    )


def _listed(entry: Entry, digest: Digest, base_url: str) -> str:
    """Return an entry of an edition as HTML: headline, what is said of it, summary, sources.

    In its own language and direction, which need not be those of the edition.
    """
    card = digest.card(entry)
    told = notices(entry)
    labels = " ".join(part for part in (plain_text_label(card), plain_label(card)) if part)
    parts = [
        f'<div lang="{escape(card.lang)}" dir="{card.dir}">\n',
        f'<h2><a href="{escape(base_url + card.url)}">{escape(_titled(card))}</a></h2>\n',
        f"<p><strong>{escape(labels)}</strong></p>\n" if labels else "",
        notices_html(told, card.lang),
        f"<p>{escape(card.summary)}</p>\n" if card.summary else "",
    ]
    named = [
        f'<a href="{escape(source.url)}">{escape(source.name)}</a>'
        if web.is_web(source.url)
        else escape(source.name)
        for source in entry.sources
    ]
    if named:
        parts.append(f"<p><small>{', '.join(named)}</small></p>\n")
    return "".join([*parts, "</div>\n"])


def _titled(card: Card) -> str:
    retracted = card.corrected == "retracted"
    return retracted_title(card.title, card.lang) if retracted else card.title


def _authors(card: Card) -> tuple[str, ...]:
    return card.authors or ((card.desk.label,) if card.desk else ())


def _summary(card: Card, told: Sequence[Notice]) -> str:
    labels = (plain_text_label(card), plain_label(card), *plain_notices(told, card.lang))
    return " ".join(part for part in (card.summary, *labels) if part)


def _enclosure(card: Card, base_url: str) -> Enclosure | None:
    image = card.image
    address = image_address(image, base_url) if image else ""
    if image is None or not address:
        return None
    return Enclosure(
        url=address,
        title=f"{image.label}. {image.disclaimer}" if image.badge else "",
        alt=image.alt,
        credit=image.credit,
        origin=_ORIGINS[image.badge],
    )


def _id(digest: Digest, entry: Entry) -> str:
    """Return the id of an entry's item, which stays when slug, title or address change."""
    authority = _authority(digest)
    # The day is in the id; a tag's date says when the host was ours, and must not move as that of
    # the entry may. An id that its author chose has none.
    day = _DAY.match(entry.id)
    return _tag(authority, day[0], entry.id) if day else _uuid(authority, entry.id)


def _tag(authority: str, day: str, name: str) -> str:
    return f"tag:{authority},{day}:{urls.file_url(name)}"


def _uuid(authority: str, name: str) -> str:
    """Return an id made of a name, always the same (RFC 9562 §5.5)."""
    return uuid5(NAMESPACE_URL, f"https://{authority}/{name}").urn


def _of_wing(name: str, digest: Digest) -> str:
    """Return a name that no other language of the site has, whatever its prefix."""
    return f"{name}-{digest.config.language.lower()}" if digest.prefix else name


def _authority(digest: Digest) -> str:
    """Return the host that ids name, in the letters that a tag: URI may have."""
    config = digest.config
    host = config.feeds.authority or urlsplit(config.base_url).hostname or "localhost"
    # An address of IPv6 is no name.
    return "localhost" if ":" in host else web.in_letters_of_dns(host)
