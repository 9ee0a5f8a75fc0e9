"""Policy: no source is at a host that the publication does not trust.

`checks: {banned: [example.com]}` names the hosts; each stands for its subdomains too, and holds for
`url` and `archive`. Look for the same at its origin, or at a publisher that checked it.
"""

from collections.abc import Iterator

from briefgen.checks._hosts import listed
from briefgen.checks._places import in_entry, quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "banned-source"
SEVERITY = Severity.ERROR
LOCAL = True

_NAMES = {"url": "a source", "archive": "the archived copy of a source"}


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each source, or archived copy, at such a host."""
    hosts = config.checks.banned
    if not hosts:
        return
    for entry in library.published:
        for i, source in enumerate(entry.sources):
            for key, url in (("url", source.url), ("archive", source.archive)):
                if parent := listed(url, hosts):
                    yield Finding(
                        code=CODE,
                        severity=SEVERITY,
                        message=f"{_NAMES[key]} is at {quoted(parent)}, which the publication bans",
                        span=in_entry(entry, f"sources[{i}].{key}"),
                        hint=f"take another {key if key == 'archive' else 'source'}",
                    )
