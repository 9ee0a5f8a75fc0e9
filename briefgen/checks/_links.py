"""Links inside the site, for the policies that look at them: what was meant, and where it leads."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefgen.checks._places import in_config, linking_bodies, span
from briefgen.config import Config, LanguageConfig, LinkConfig
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


def _of_part(
    part: Config | LanguageConfig, key: str, names: tuple[str, ...]
) -> Iterator[tuple[str, Span]]:
    for name in names:
        links: tuple[LinkConfig, ...] = getattr(part, name)
        for i, link in enumerate(links):
            yield link.url, in_config(f"{key}{name}[{i}].url")
    for i, block in enumerate(part.footer):
        for j, link in enumerate(block.links):
            yield link.url, in_config(f"{key}footer[{i}].links[{j}].url")
    for name, invite in (("newsletter", part.newsletter), ("feedback", part.feedback)):
        if invite is not None:
            yield invite.url, in_config(f"{key}{name}.url")


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
    yield from _of_part(config, "", ("menu", "follow", "legal"))
    for name in ("logo", "ethics", "masthead", "ownership"):
        yield getattr(config.publisher, name), in_config(f"publisher.{name}")
    for code, own in config.languages.items():
        yield from _of_part(own, f"languages.{code}.", ("menu", "legal"))
    for curated in library.lists:
        for i, item in enumerate(curated.entries):
            yield item.url, span(curated.origin, f"entries[{i}].url")
