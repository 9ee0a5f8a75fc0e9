"""Wings: the parts of a site in several languages, one for each.

A configuration and a library in; for each language its own configuration and library, and what the
others have to know of it, out. Entries, pages, notes and lists are in the wing of the language that
their `lang` names, and in the first, at the root of the site, when there is none for it. Where they
name none, undated pages, notes and lists are in that whose folder they lie in: `pages/de/`.

Addresses in a wing are relative to its own root. What all wings share lies at the root of the site,
so that addresses which lead there climb: `../images/hero.jpg`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from briefgen import urls, web
from briefgen.config import BlockConfig, Config, InviteConfig, LinkConfig, PublisherConfig
from briefgen.model import CuratedList, EditionNote, Entry, Library, ListItem, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A wing as the others know it."""

    language: str
    """BCP 47."""
    title: str
    prefix: str
    """Its root as seen from that of the site: `de/`; empty for the first."""
    periods: frozenset[str]
    """Of its editions."""
    pages: frozenset[str]
    """The slugs of its undated pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wing:
    """The site in one of its languages."""

    config: Config
    library: Library
    prefix: str = ""
    """Its root as seen from that of the site: `de/`; empty for the first."""


def prefixes(config: Config) -> Mapping[str, str]:
    """Return the prefix of each language by its code in lower case; none for a site in one."""
    if not config.languages:
        return {}
    return {config.language.lower(): ""} | {
        code.lower(): urls.join(own.prefix or code.lower())
        for code, own in config.languages.items()
    }


def prefix_for(lang: str, known: Mapping[str, str]) -> str:
    """Return the prefix of the wing for a BCP 47 code: its own, or that of a wider code.

    `de-AT` is in the wing of `de` when it has none of its own (RFC 4647 §3.4).
    """
    parts = lang.lower().split("-")
    for end in range(len(parts), 0, -1):
        found = known.get("-".join(parts[:end]))
        if found is not None:
            return found
    return ""


def prefix_of(thing: Page | EditionNote | CuratedList, known: Mapping[str, str]) -> str:
    """Return the prefix of the wing that a page, a note or a list is in."""
    if thing.lang or not known:
        return prefix_for(thing.lang, known)
    # content/pages/de/about.md: the third part is a folder when there is a fourth.
    parts = thing.origin.path.split("/", 3)
    folder = urls.join(parts[2].lower()) if len(parts) == 4 else ""
    return folder if folder in known.values() else ""


def wings_of(library: Library, config: Config) -> tuple[Wing, ...]:
    """Return the wings of a site, that at its root first; one alone for a site in one language."""
    if not config.languages:
        return (Wing(config=config, library=library),)
    known = prefixes(config)
    return (
        Wing(config=config, library=_part(library, "", known)),
        *(
            Wing(
                config=_config_for(code, known[code.lower()], config),
                library=_part(library, known[code.lower()], known),
                prefix=known[code.lower()],
            )
            for code in config.languages
        ),
    )


def peers_of(wings: Iterable[Wing]) -> tuple[Peer, ...]:
    """Return the wings as they know each other."""
    return tuple(
        Peer(
            language=wing.config.language,
            title=wing.config.title,
            prefix=wing.prefix,
            periods=frozenset(
                urls.period_of(entry.date.day, wing.config.cadence)
                for entry in wing.library.published
            ),
            pages=frozenset(page.slug for page in wing.library.pages if not page.draft),
        )
        for wing in wings
    )


def slug_in(page: Page, prefix: str) -> str:
    """Return the slug of a page in its wing: a folder named like the wing is not said twice."""
    return page.slug.removeprefix(prefix) if page.slug != prefix.rstrip("/") else page.slug


def climb(prefix: str) -> str:
    """Return the way from the root of a wing to that of the site: `../`, or nothing."""
    return "../" * prefix.count("/")


def _part(library: Library, prefix: str, known: Mapping[str, str]) -> Library:
    def here(lang: str) -> bool:
        return prefix_for(lang, known) == prefix

    return replace(
        library,
        published=tuple(entry for entry in library.published if here(entry.lang)),
        held=tuple(
            kept
            for kept in library.held
            if (
                here(kept.thing.lang)
                if isinstance(kept.thing, Entry)
                else prefix_of(kept.thing, known) == prefix
            )
        ),
        notes=tuple(note for note in library.notes if prefix_of(note, known) == prefix),
        pages=tuple(
            replace(page, slug=slug_in(page, prefix)) if prefix else page
            for page in library.pages
            if prefix_of(page, known) == prefix
        ),
        lists=tuple(
            replace(one, entries=tuple(_items(one, climb(prefix)))) if prefix else one
            for one in library.lists
            if prefix_of(one, known) == prefix
        ),
    )


def _items(one: CuratedList, up: str) -> Iterator[ListItem]:
    for item in one.entries:
        yield replace(item, url=_seen(item.url, up)) if item.url.startswith("/") else item


def _config_for(code: str, prefix: str, config: Config) -> Config:
    """Return the configuration of a wing: what has words is its own, all else that of the site."""
    own, up = config.languages[code], climb(prefix)
    changes: dict[str, Any] = {
        "language": code,
        "languages": {},
        "base_url": urls.absolute(config.base_url, prefix),
        "title": own.title or config.title,
        "tagline": own.tagline,
        "description": own.description,
        "menu": tuple(_links(own.menu, up)),
        "lists": own.lists,
        "footer": tuple(
            BlockConfig.model_construct(title=block.title, links=tuple(_links(block.links, up)))
            for block in own.footer
        ),
        "follow": tuple(_links(config.follow, up)),
        "newsletter": _invite(own.newsletter, up),
        "feedback": _invite(own.feedback, up),
        "legal": tuple(_links(own.legal, up)),
        "publisher": _publisher(config.publisher, up),
        "copyright": own.copyright or config.copyright,
    }
    return config.model_copy(update=changes)


def _links(links: Iterable[LinkConfig], up: str) -> Iterator[LinkConfig]:
    for link in links:
        yield LinkConfig.model_construct(label=link.label, url=_seen(link.url, up))


def _invite(invite: InviteConfig | None, up: str) -> InviteConfig | None:
    if invite is None:
        return None
    return invite.model_copy(update={"url": _seen(invite.url, up)})


def _publisher(publisher: PublisherConfig, up: str) -> PublisherConfig:
    places = ("logo", "ethics", "masthead", "ownership")
    return publisher.model_copy(
        update={name: _seen(getattr(publisher, name), up) for name in places}
    )


def _seen(target: str, up: str) -> str:
    """Return a target of the configuration, a path of the site, as a wing sees it."""
    if not target or target.startswith("#") or web.has_scheme(target):
        return target
    return up + target.lstrip("/")
