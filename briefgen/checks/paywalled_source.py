"""Policy: what readers would have to pay for can be read in an archive.

`checks: {paywalled: [example.com]}` names the hosts; each stands for its subdomains too. A source
there needs an `archive`, the address of a copy that all can read, or a source beside it that says
the same.
"""

from collections.abc import Iterator

from briefgen import urls
from briefgen.checks._places import in_entry, quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "paywalled-source"
SEVERITY = Severity.WARNING
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each source at such a host, without an archive."""
    hosts = config.checks.paywalled
    if not hosts:
        return
    for entry in library.published:
        for i, source in enumerate(entry.sources):
            if source.archive or not urls.is_web(source.url):
                continue
            name = urls.host(source.url)
            parent = next((host for host in hosts if urls.is_below(name, host)), "")
            if parent:
                yield Finding(
                    code=CODE,
                    severity=SEVERITY,
                    message=f"readers have to pay for what is at {quoted(parent)}, "
                    "and there is no archived copy",
                    span=in_entry(entry, f"sources[{i}].url"),
                    hint="add `archive:` with the address of a copy that all can read",
                )
