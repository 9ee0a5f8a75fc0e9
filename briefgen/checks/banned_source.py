"""Policy: no source is at a host that the publication does not trust.

`checks: {banned: [example.com]}` names the hosts; each stands for its subdomains too. Look for the
same at its origin, or at a publisher that checked it.
"""

from collections.abc import Iterator

from briefgen import urls
from briefgen.checks._places import in_entry, quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "banned-source"
SEVERITY = Severity.ERROR
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each source at such a host."""
    hosts = config.checks.banned
    if not hosts:
        return
    for entry in library.published:
        for i, source in enumerate(entry.sources):
            if not urls.is_web(source.url):
                continue
            name = urls.host(source.url)
            parent = next((host for host in hosts if urls.is_below(name, host)), "")
            if parent:
                yield Finding(
                    code=CODE,
                    severity=SEVERITY,
                    message=f"a source is at {quoted(parent)}, which the publication bans",
                    span=in_entry(entry, f"sources[{i}].url"),
                    hint="take another source",
                )
