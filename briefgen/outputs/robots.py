"""Plan `/robots.txt` (RFC 9309): who may read what, and where the sitemaps are."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from briefgen import urls
from briefgen.config import RobotsConfig
from briefgen.digest import Digest
from briefgen.engine.plan import Load, PlannedFile, Writer
from briefgen.engine.theme import Theme
from briefgen.fingerprint import Value
from briefgen.outputs._page import GENERATED

_ALL = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsGroup(Value):
    """What some robots are told."""

    agents: tuple[str, ...]
    disallow: tuple[str, ...]
    """Paths from the root of the host, as all here."""
    allow: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots(Value):
    """What robots are told."""

    groups: tuple[RobotsGroup, ...]
    sitemaps: tuple[str, ...]


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield robots.txt."""
    if digest.prefix:
        return
    config = digest.config
    folder = urlsplit(config.base_url).path.rstrip("/")
    groups = [_group(rules, folder) for rules in config.robots]
    if not any(_ALL in group.agents for group in groups):
        groups.append(RobotsGroup(agents=(_ALL,), disallow=(), allow=(f"{folder}/",)))
    paths = [urls.SITEMAP]
    if config.sitemaps.news == "on":
        paths.append(urls.NEWS_SITEMAP)
    below = [peer.prefix for peer in digest.peers] or [""]
    view = Robots(
        groups=tuple(groups),
        sitemaps=tuple(
            urls.absolute(config.base_url, prefix + path) for prefix in below for path in paths
        ),
    )
    yield PlannedFile(path=urls.ROBOTS, how=Writer(write_robots), view=view, origin=GENERATED)


def _group(rules: RobotsConfig, folder: str) -> RobotsGroup:
    disallow = tuple(folder + path for path in rules.disallow)
    allow = tuple(folder + path for path in rules.allow)
    # A group without a rule would say nothing at all.
    return RobotsGroup(
        agents=rules.agents, disallow=disallow, allow=allow or (() if disallow else (f"{folder}/",))
    )


def write_robots(view: Value, _load: Load) -> bytes:
    """Return robots.txt as UTF-8 text."""
    assert isinstance(view, Robots)
    lines: list[str] = []
    for group in view.groups:
        lines += [f"User-agent: {agent}" for agent in group.agents]
        lines += [f"Disallow: {path}" for path in group.disallow]
        lines += [f"Allow: {path}" for path in group.allow]
        lines.append("")
    lines += [f"Sitemap: {address}" for address in view.sitemaps]
    return ("\n".join(lines) + "\n").encode()
