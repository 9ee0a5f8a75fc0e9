"""Which host of a list a web address is at, or below. Addresses in, hosts of the list out."""

from collections.abc import Iterable

from briefgen import urls


def listed(url: str, hosts: Iterable[str]) -> str:
    """Return the first of the hosts that an address is at or below; empty when there is none.

    `bücher.example` and `xn--bcher-kva.example` are one.
    """
    if not urls.is_web(url):
        return ""
    name = urls.in_letters_of_dns(urls.host(url))
    return next((host for host in hosts if urls.is_below(name, urls.in_letters_of_dns(host))), "")
