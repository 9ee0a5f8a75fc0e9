"""Web addresses as people write them: what they are, what they share, what they must not show.

Text in, text or a yes or no out; nothing is fetched. The site's own URLs are spelt in `urls.py`.
"""

import re
from urllib.parse import urlsplit

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
# Most web addresses: nothing in them needs a second look.
_PLAIN_WEB = re.compile(
    r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?:/[A-Za-z0-9._~!$()*+,;=:@/?#&%-]*)?"
)
# Most of them: nothing but a host and a path, in the letters that both are compared by.
_PLAIN_PAGE = re.compile(r"https?://(?:www\.)?([a-z0-9.-]+(?:/[^?#\s]*)?)")
# What a link gathers on its way, and what says nothing of where it leads.
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|yclid|_ga)(?:=|$)"
)
# Second levels under which a country's names are given out: `example.co.uk`, `example.gov.in`.
_SECOND_LEVELS = re.compile(
    r"ac|asso|com?|ed|edu|firm|gen|go[bv]?|gouv|govt|gr|gv|id|ind|lg|ltd|me|mil|net?|nhs|nic|nom|org?"
    r"|plc|police|sch|tm"
)
_IP = re.compile(r"[\d.]+|.*:.*")
# Where each name below is somebody else's.
_SHARED_HOSTS = re.compile(
    r"(?:blogspot|medium|substack|tumblr|wordpress)\.com|git(?:hub|lab)\.io|(?:hashnode|pages)\.dev"
    r"|(?:netlify|vercel)\.app"
)
# A name and a password before a host: also a password with a slash, which is none to a parser. What
# follows a colon is a port when it is a number.
_USER = re.compile(
    r"""(?<=://)(?:[^/?#\s<>"`]*@|[^/?#\s<>"`@:\[]*:(?!\d*(?:[/?#\s<>"`)]|$))[^\s<>"`@]*@)"""
)
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\ufeff]")


def is_web(url: str) -> bool:
    """Tell whether a text is an http or https address with a host, and nothing worse."""
    if _PLAIN_WEB.fullmatch(url):
        return True
    if _UNSAFE.search(url):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(host)


def has_scheme(url: str) -> bool:
    """Tell whether a text starts with a URL scheme or names a host (`//host`)."""
    return bool(_SCHEME.match(url)) or url.startswith("//")


def without_fragment(url: str) -> str:
    """Return a web address without what follows its `#`, which no server is ever asked for."""
    return url.partition("#")[0]


def asked(url: str) -> str:
    """Return a web address as a server is asked for it, one for all ways to write it.

    Without a user's name and password, which we never send, and without a fragment; scheme and host
    in lower case (RFC 3986 §6.2.2.1).
    """
    bare = without_fragment(without_user(url))
    scheme, slashes, rest = bare.partition("://")
    if not slashes or _PLAIN_WEB.fullmatch(bare):
        return bare
    host = re.split("[/?]", rest, maxsplit=1)[0]
    return f"{scheme.lower()}://{host.lower()}{rest[len(host) :]}"


def without_user(text: str) -> str:
    """Return a text without the users' names and passwords that its addresses hold."""
    return _USER.sub("", text) if "@" in text else text


def masked(text: str) -> str:
    """Return a text of the same length, whose addresses show no user's name and no password."""
    return _USER.sub(lambda found: "…" * (len(found[0]) - 1) + "@", text) if "@" in text else text


def has_user(url: str) -> bool:
    """Tell whether an address, or one inside it, holds a user's name or password."""
    return "@" in url and _USER.search(url) is not None


def host(url: str) -> str:
    """The host of a web address, without `www.` and a dot at the end."""
    return (urlsplit(url).hostname or "").removeprefix("www.").removesuffix(".")


def in_letters_of_dns(host: str) -> str:
    """Return a host as machines ask for it: `bücher.example` is `xn--bcher-kva.example`.

    What cannot be spelt so stays as it is.
    """
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host


def canonical(url: str) -> str:
    """Return what two addresses of one page have in common, to compare them by.

    Scheme, `www.`, a fragment, a slash at the end and what only tracks readers are left out.
    """
    plain = _PLAIN_PAGE.fullmatch(url)
    if plain is not None:
        return plain[1].rstrip("/")
    try:
        parts = urlsplit(url)
        name = (parts.hostname or "").removeprefix("www.")
        port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    except ValueError:
        return url
    kept = "&".join(pair for pair in parts.query.split("&") if not _TRACKING.match(pair))
    return f"{name}{port}{parts.path.rstrip('/')}" + (f"?{kept}" if kept else "")


def publisher(host: str) -> str:
    """Return the part of a host that one publisher has: `example.org`, `example.co.uk`.

    The last two labels, or three below a country's `co`, `gov` and the like and where many people
    have names of their own, such as `github.io`; an IP address is whole. A rule of thumb: the
    public suffix list has some ten thousand more, of places where few publish.
    """
    name = in_letters_of_dns(host.lower().removesuffix("."))
    if _IP.fullmatch(name):
        return name
    labels = name.split(".")
    third = len(labels) > 2 and (
        (len(labels[-1]) == 2 and _SECOND_LEVELS.fullmatch(labels[-2]))
        or _SHARED_HOSTS.fullmatch(".".join(labels[-2:]))
    )
    return ".".join(labels[-3:] if third else labels[-2:])


def is_insecure(url: str) -> bool:
    """Tell whether an address is read over plain http, and from another machine than one's own."""
    if url[:5].lower() != "http:" or not is_web(url):
        return False
    name = host(url)
    return not (
        name in ("localhost", "127.0.0.1", "::1") or name.endswith((".localhost", ".onion"))
    )


def is_below(host: str, parent: str) -> bool:
    """Tell whether a host is another or one of its subdomains."""
    return host == parent or host.endswith(f".{parent}")


def phone(number: str) -> str:
    """Return the `tel:` address of a phone number as written (RFC 3966)."""
    return "tel:" + "".join(mark for mark in number if mark.isdigit() or mark == "+")
