"""What every page knows of the site: names, menu, footer, feed, theme options."""

import posixpath
from collections.abc import Iterator

from briefgen import urls, web
from briefgen.config import InviteConfig, LinkConfig
from briefgen.digest import Digest
from briefgen.engine.theme import Theme
from briefgen.languages import direction
from briefgen.outputs._beside import beside
from briefgen.outputs._feedlinks import feed_links
from briefgen.references import file_url
from briefgen.views import Block, Contact, Invite, Link, Site, SiteFile, SiteLanguage
from briefgen.wings import climb

# What fits on one line at 1280 pixels in most languages.
_MENU_TOPICS = 7

# What browsers take for an icon or a logo.
_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/vnd.microsoft.icon",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}


def site(digest: Digest, theme: Theme) -> Site:
    """Return the view of the site. It changes rarely: counts and dates of today are not in it."""
    config = digest.config
    publisher = config.publisher.name or config.title
    return Site(
        title=config.title,
        tagline=config.tagline,
        description=config.description or config.tagline or config.title,
        base_url=urls.absolute(config.base_url, ""),
        located=config.located,
        language=config.language,
        languages=tuple(_languages(digest)),
        dir=direction(config.language),
        cadence=config.cadence,
        menu=tuple(_link(link) for link in config.menu) or _default_menu(digest),
        sections=tuple(_sections(digest)),
        blocks=tuple(
            Block(title=block.title, links=tuple(_link(link) for link in block.links))
            for block in config.footer
        ),
        follow=tuple(_link(link) for link in config.follow),
        contact=_contact(digest),
        newsletter=_invite(config.newsletter),
        feedback=_invite(config.feedback),
        legal=tuple(_link(link) for link in config.legal) or _default_legal(digest),
        publisher=Link(label=publisher, url=config.publisher.url),
        copyright=config.copyright or _copyright(digest, publisher),
        feed=next((one.url for one in feed_links(config, urls.HOME, "entries")), ""),
        feeds=(
            *feed_links(config, urls.HOME, "entries"),
            *feed_links(config, urls.EDITIONS, "editions"),
        ),
        data=urls.DATA if config.data == "on" else "",
        opml=urls.OPML if config.feeds.formats else "",
        search=urls.SEARCH if config.search.index == "on" else "",
        opensearch=urls.OPENSEARCH if config.search.index == "on" and config.located else "",
        style=urls.STYLE,
        fonts=tuple(urls.asset(name) for name in theme.preload),
        options=dict(theme.options),
        files={name: _file(path, digest) for name, path in theme.files.items()},
    )


def _languages(digest: Digest) -> Iterator[SiteLanguage]:
    """Yield the languages of the site with their home pages, as seen from this one."""
    for peer in digest.peers:
        yield SiteLanguage(
            lang=peer.language,
            dir=direction(peer.language),
            title=peer.title,
            url=beside(digest, peer, urls.HOME),
            current=peer.prefix == digest.prefix,
        )


def _file(path: str, digest: Digest) -> SiteFile | None:
    """Return what an option names; None as well when it is not there, which is told elsewhere."""
    file = digest.library.files.get(path)
    if file is None:
        return None
    return SiteFile(
        url=climb(digest.prefix) + file_url(path),
        type=_TYPES.get(posixpath.splitext(path)[1].lower(), ""),
        width=file.width,
        height=file.height,
    )


def _link(link: LinkConfig) -> Link:
    return Link(label=link.label, url=_inside(link.url))


def _inside(url: str) -> str:
    """Return a target as views hold it: paths of the site without their leading slash."""
    return url if web.has_scheme(url) else url.lstrip("/")


def _default_menu(digest: Digest) -> tuple[Link, ...]:
    topics = digest.terms.get("topics", {}).values()
    most = sorted(topics, key=lambda term: (-term.count, term.slug))[:_MENU_TOPICS]
    return tuple(term.link for term in most)


def _sections(digest: Digest) -> list[Link]:
    found = []
    found.append(Link(label="archive", url=urls.ARCHIVE))
    found += [
        Link(label=taxonomy, url=urls.taxonomy(taxonomy))
        for taxonomy, terms in digest.terms.items()
        if terms
    ]
    if digest.config.search.index == "on":
        found.append(Link(label="search", url=urls.SEARCH))
    found.append(Link(label="corrections", url=urls.CORRECTIONS))
    return [*found, Link(label="disclosure", url=urls.disclosure())]


def _default_legal(digest: Digest) -> tuple[Link, ...]:
    pages = sorted(digest.library.pages, key=lambda page: page.slug)
    return tuple(Link(label=page.title, url=urls.page(page.slug)) for page in pages)


def _contact(digest: Digest) -> Contact | None:
    contact = digest.config.contact
    if not (contact.name or contact.email or contact.phones or contact.address):
        return None
    return Contact(
        name=contact.name,
        email=contact.email,
        phones=tuple(Link(label=phone, url=web.phone(phone)) for phone in contact.phones),
        address=contact.address,
    )


def _invite(invite: InviteConfig | None) -> Invite | None:
    if invite is None:
        return None
    return Invite(label=invite.label, url=_inside(invite.url), text=invite.text)


def _copyright(digest: Digest, publisher: str) -> str:
    published = digest.library.published
    # The newest entry's year, not the clock's: the same content gives the same page next year.
    return f"© {published[0].date.day.year} {publisher}" if published else f"© {publisher}"
