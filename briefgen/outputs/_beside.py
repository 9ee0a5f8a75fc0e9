"""Pages of the same thing in the other languages of a site."""

from briefgen import urls
from briefgen.digest import Digest
from briefgen.languages import direction
from briefgen.views import Translation
from briefgen.wings import Peer, climb


def beside(digest: Digest, peer: Peer, url: str) -> str:
    """Return the address of a page of another wing, or of this one, as seen from here."""
    return url if peer.prefix == digest.prefix else climb(digest.prefix) + peer.prefix + url


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
        )
        for peer in peers
    )
