"""What GitHub Pages is told beside a site, and where it serves it.

Nothing is asked: it follows from the remote's address and from the domain.
"""

from briefgen import web
from briefgen.publishing.told import Place
from briefgen.repository.pages import pages_address

NOJEKYLL = ".nojekyll"
"""Tells GitHub Pages to serve the files of a branch as they are."""
DOMAIN = "CNAME"
"""Tells GitHub Pages the domain of a site that is served from a branch."""


def domain_in(text: str) -> str:
    """Return the domain that the text of a `CNAME` names; empty when it names none."""
    name = text.removeprefix("\ufeff").strip()
    return name if web.is_web(f"https://{name}/") and name.isprintable() else ""


def served(domain: str, place: Place) -> str:
    """Return where GitHub Pages serves the branch; empty where that is not known."""
    if domain:
        return f"https://{domain}/"
    # As git rewrites it, or as it is written: either may be the address that GitHub knows.
    return pages_address(place.remote.address) or pages_address(place.remote.written)
