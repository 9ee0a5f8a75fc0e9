"""Stored texts: their numbered links and images written out.

HTML with numbered places in, HTML out, with what each place leads to and, where it is known, the
sizes that browsers choose from.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from markupsafe import escape

from briefgen import urls

ROOT = "\x01"
"""Stands for the way to the site's root until a page knows where it lies; no content holds it."""

_PLACEHOLDER = re.compile("\x02([0-9]+)\x03")
# Links do not nest, so the next end tag is the link's own.
_LINK = re.compile('<a href="\x02([0-9]+)\x03"[^>]*>(.*?)</a>', re.DOTALL)
_IMAGE = re.compile('<img src="\x02([0-9]+)\x03" alt="([^"]*)"([^>]*)>')

# How wide an image in a text is shown: the text's own measure, or the whole of a small screen.
_SIZES = "(min-width: 42rem) 36rem, 100vw"


class ShownImage(Protocol):
    """An image in a text, with the files that browsers choose from."""

    @property
    def width(self) -> int:
        """In pixels."""

    @property
    def height(self) -> int: ...

    @property
    def type(self) -> str:
        """Media type of the renditions."""

    @property
    def renditions(self) -> Sequence["ShownRendition"]: ...


class ShownRendition(Protocol):
    """One of these files."""

    @property
    def url(self) -> str:
        """Relative to the site's root."""

    @property
    def width(self) -> int:
        """In pixels."""


class LinkedText(Protocol):
    """A stored text with numbered inside links."""

    @property
    def html(self) -> str:
        """Fingerprint of the text."""

    @property
    def links(self) -> tuple[str | None, ...]:
        """Where the links lead, relative to the site's root; None for nowhere."""

    @property
    def images(self) -> Mapping[str, ShownImage]:
        """The images among them whose size is known, by where they lead."""


def fill(html: str, text: LinkedText, base: str) -> str:
    """Return a stored text with its numbered inside links written out, each behind `base`.

    A link that leads nowhere leaves its words, an image its alternative text. An image whose size
    is known gets it, and the files that browsers choose from.
    """
    links, images = text.links, text.images
    if None in links:
        html = _LINK.sub(lambda found: found[0] if _leads(links, found[1]) else found[2], html)
        html = _IMAGE.sub(lambda found: found[0] if _leads(links, found[1]) else found[2], html)
    if images:
        html = _IMAGE.sub(
            lambda found: _sized(found, images.get(links[int(found[1])] or ""), base), html
        )
    return _PLACEHOLDER.sub(
        lambda found: str(escape(_behind(base, links[int(found[1])] or ""))), html
    )


def _behind(base: str, url: str) -> str:
    """Return a link behind a base; one that climbs is written out behind an address."""
    return urls.absolute(base, url) if "://" in base and url.startswith("../") else base + url


def _sized(found: re.Match[str], image: ShownImage | None, base: str) -> str:
    if image is None:
        return found[0]
    size = f' width="{image.width}" height="{image.height}"'
    shown = f'<img src="\x02{found[1]}\x03" alt="{found[2]}"{size}{found[3]}>'
    if not image.renditions:
        return shown
    files = ", ".join(f"{escape(_behind(base, one.url))} {one.width}w" for one in image.renditions)
    source = f'<source type="{image.type}" srcset="{files}" sizes="{_SIZES}">'
    return f"<picture>{source}{shown}</picture>"


def _leads(links: tuple[str | None, ...], number: str) -> bool:
    return links[int(number)] is not None
