"""Which host of a list a web address is at, or below. Addresses in, hosts of the list out."""

from collections.abc import Iterable

from briefgen import web


def listed(url: str, hosts: Iterable[str]) -> str:
    """Return the first of the hosts that an address is at or below; empty when there is none.

    `bücher.example` and `xn--bcher-kva.example` are one.
    """
    if not web.is_web(url):
        return ""
    name = web.in_letters_of_dns(web.host(url))
    return next((host for host in hosts if web.is_below(name, web.in_letters_of_dns(host))), "")
