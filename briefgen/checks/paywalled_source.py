"""Policy: readers need not pay to see what an entry rests on.

`checks: {paywalled: [example.com]}` names the hosts; each stands for its subdomains too. A source
there needs an `archive`, the address of a copy that all can read, or a source beside it that is
free. One such source is enough for an entry.
"""

from collections.abc import Iterator

from briefgen import web
from briefgen.checks._hosts import listed
from briefgen.checks._places import in_entry, quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library, Source

CODE = "paywalled-source"
SEVERITY = Severity.WARNING
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each source at such a host, where none can be read freely."""
    hosts = config.checks.paywalled
    if not hosts:
        return
    for entry in library.published:
        if any(_is_free(source, hosts) for source in entry.sources):
            continue
        for i, source in enumerate(entry.sources):
            if parent := listed(source.url, hosts):
                yield Finding(
                    code=CODE,
                    severity=SEVERITY,
                    message=f"readers have to pay for what is at {quoted(parent)}, "
                    "and nothing free is beside it",
                    span=in_entry(entry, f"sources[{i}].url"),
                    hint="add `archive:` with a copy that all can read, or a source that is free",
                )


def _is_free(source: Source, hosts: tuple[str, ...]) -> bool:
    return any(web.is_web(url) and not listed(url, hosts) for url in (source.url, source.archive))
