"""Links inside the site, for the policies that look at them: what was meant, and where it leads."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefgen.checks._places import in_config, linking_bodies, span
from briefgen.config import Config, LinkConfig
from briefgen.finding import Span
from briefgen.model import BodyLink, Library

# `www.example.org/news`: a host, as people write it.
_HOST = re.compile(
    r"www\.[^/]+\.[^/]+(/|$)|[\w.-]+\.(com|org|net|edu|gov|int|io|dev)(/|$)", re.IGNORECASE
)
_ADDRESS_MARK = re.compile(r"[./#:]")


class TextLink(NamedTuple):
    """A link or an image in a text that will be published."""

    link: BodyLink
    path: str
    """The file that holds it, relative to the project."""

    @property
    def span(self) -> Span:
        """Its line."""
        return Span(path=self.path, line=self.link.line)


def in_texts(library: Library) -> Iterator[TextLink]:
    """Yield every inside link and image of every text."""
    for origin, body in linking_bodies(library):
        for link in body.links:
            yield TextLink(link, origin.path)


def is_unfinished(link: BodyLink) -> bool:
    """Tell whether a target is no address yet: a bare word, or a host without `https://`."""
    if link.kind == "image":
        return False
    return is_host(link.target) or not _ADDRESS_MARK.search(link.target)


def is_host(target: str) -> bool:
    """Tell whether a target looks like a web address that lacks its scheme."""
    return bool(_HOST.match(target))


def in_settings(library: Library, config: Config) -> Iterator[tuple[str, Span]]:
    """Yield every address of the configuration and of curated lists, with its place."""
    for name in ("menu", "follow", "legal"):
        links: tuple[LinkConfig, ...] = getattr(config, name)
        yield from ((link.url, in_config(f"{name}[{i}].url")) for i, link in enumerate(links))
    for i, block in enumerate(config.footer):
        for j, link in enumerate(block.links):
            yield link.url, in_config(f"footer[{i}].links[{j}].url")
    for name in ("logo", "ethics", "masthead", "ownership"):
        yield getattr(config.publisher, name), in_config(f"publisher.{name}")
    if config.newsletter is not None:
        yield config.newsletter.url, in_config("newsletter.url")
    if config.feedback is not None:
        yield config.feedback.url, in_config("feedback.url")
    for curated in library.lists:
        for i, item in enumerate(curated.entries):
            yield item.url, span(curated.origin, f"entries[{i}].url")
