"""The guard: who may ask for what. A request in, a refusal or nothing out.

A server on one's own machine can be reached by every page that one has open. So it answers to its
own names only (a foreign name that leads here is DNS rebinding), tells its news to its own pages
only, and changes nothing for anybody.
"""

import ipaddress
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

OWN = "/.briefgen/"
"""What the preview adds to a site lies below this path."""

_LOCAL = ("localhost", "127.0.0.1", "[::1]")

# How browsers say that a page of ours asked, or a person by hand (Fetch Metadata §2.2).
_TRUSTED_SITES = ("same-origin", "none")


class Guard:
    """Knows the names of this server."""

    def __init__(self, host: str) -> None:
        """Guard a server that was asked to listen on this host."""
        self._names = frozenset((*_LOCAL, _bracketed(host.lower())))
        self._anywhere = is_wildcard(host)

    def refuse(self, request: Request) -> Response | None:
        """Return why a request is not answered, None when it may be."""
        if not self._is_ours(request.headers.get("host", "")):
            return PlainTextResponse("This name is not that of the preview.", 403)
        if request.method not in ("GET", "HEAD"):
            return PlainTextResponse("The preview can only be read.", 405, {"Allow": "GET, HEAD"})
        if request.scope["path"].startswith(OWN) and self._is_foreign(request):
            return PlainTextResponse("This is for pages of the preview.", 403)
        return None

    def _is_ours(self, host: str) -> bool:
        # The port may be another where one is forwarded; who rebinds a name cannot take these.
        name = _without_port(host.lower())
        # An address is nobody's name: there is nothing to rebind.
        return name in self._names or (self._anywhere and _is_address(name))

    def _is_foreign(self, request: Request) -> bool:
        if request.headers.get("sec-fetch-site", "none") not in _TRUSTED_SITES:
            return True
        origin = request.headers.get("origin")
        if origin is None:
            return False
        parts = urlsplit(origin)
        # Another port is another server's page, be it of this machine.
        asked = request.headers.get("host", "").lower()
        return parts.scheme != "http" or parts.netloc.lower() != asked


def is_wildcard(host: str) -> bool:
    """Tell whether a host stands for all addresses of this machine."""
    return host in ("", "0.0.0.0", "::", "[::]")


def is_loopback(host: str) -> bool:
    """Tell whether nobody but this machine can reach a host."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() and not name.endswith(":") else host


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
