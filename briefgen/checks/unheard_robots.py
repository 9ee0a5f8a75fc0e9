"""Policy: what robots are told can be heard.

Robots read `/robots.txt` at the root of a host and nowhere else (RFC 9309). A site that is
published below a path, as a project's site on GitHub Pages is, has its own where no robot looks.
Put its lines into the robots.txt of the host, or publish the site at a host of its own.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from briefgen import urls
from briefgen.checks._places import in_config
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "unheard-robots"
SEVERITY = Severity.WARNING


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding when there are rules for robots, and the site is not at a host's root."""
    path = urlsplit(config.base_url).path.strip("/")
    if config.robots and path:
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            message=f"no robot reads `{urls.ROBOTS}` below `/{path}/`",
            span=in_config("robots"),
            hint=f"put its lines into the `{urls.ROBOTS}` at the root of the host",
        )
