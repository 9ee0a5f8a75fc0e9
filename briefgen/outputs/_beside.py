"""Pages of the same thing in the other languages of a site."""

from briefgen import urls
from briefgen.digest import Digest
from briefgen.languages import direction
from briefgen.views import Translation
from briefgen.wings import Peer, climb, prefix_for


def beside(digest: Digest, peer: Peer, url: str) -> str:
    """Return the address of a page of another wing, or of this one, as seen from here."""
    return url if peer.prefix == digest.prefix else climb(digest.prefix) + peer.prefix + url


def home_for(digest: Digest, lang: str) -> str:
    """Return the home page of the wing that an entry in a language is in."""
    known = {peer.language.lower(): peer.prefix for peer in digest.peers}
    prefix = prefix_for(lang, known)
    peer = next((peer for peer in digest.peers if peer.prefix == prefix), None)
    return beside(digest, peer, urls.HOME) if peer else urls.HOME


def homes(digest: Digest) -> tuple[Translation, ...]:
    """Return the home pages of all languages; none for a site in one."""
    return _same(digest, list(digest.peers), urls.HOME)


def editions(digest: Digest, period: str) -> tuple[Translation, ...]:
    """Return the edition of a period in all languages that have one; none when it is alone."""
    having = [peer for peer in digest.peers if period in peer.periods]
    return _same(digest, having, urls.edition(period))


def pages(digest: Digest, slug: str) -> tuple[Translation, ...]:
    """Return the undated page of a slug in all languages that have one; none when it is alone."""
    having = [peer for peer in digest.peers if slug in peer.pages]
    return _same(digest, having, urls.page(slug))


def _same(digest: Digest, peers: list[Peer], url: str) -> tuple[Translation, ...]:
    if len(peers) < 2:
        return ()
    return tuple(
        Translation(
            lang=peer.language,
            dir=direction(peer.language),
            url=beside(digest, peer, url),
            home=beside(digest, peer, urls.HOME),
        )
        for peer in peers
    )
