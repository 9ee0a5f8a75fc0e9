"""Policy: an entry rests on several publishers.

`checks: {publishers: 2}` asks for two that are independent of each other: neither the same host or
one of its subdomains, nor the same name. `news.example.org` and `www.example.org` are one;
`example.co.uk` and `other.co.uk` are two, and so are `a.github.io` and `b.github.io`. An entry
without any source is `missing-source`. It is a rule of thumb: it knows the common second levels of
countries, such as `co`, `gov` and `asso`, and some hosts where many people publish, not all. By
default one publisher is enough.
"""

from collections.abc import Iterator

from briefgen import urls, web
from briefgen.checks._places import in_entry
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library, Source

CODE = "few-publishers"
SEVERITY = Severity.WARNING
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each published entry with sources of too few publishers."""
    fewest = config.checks.publishers
    if fewest == 1:
        return
    for entry in library.published:
        if entry.sources and (count := _publishers(entry.sources)) < fewest:
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                message=f"the entry rests on {count} independent "
                f"{'publisher' if count == 1 else 'publishers'}, not on {fewest} or more",
                span=in_entry(entry, "sources"),
                hint="add a source of another publisher",
            )


def _publishers(sources: tuple[Source, ...]) -> int:
    """Count the sources that share neither a host nor a name with one before them."""
    groups: list[set[str]] = []
    for source in sources:
        marks = {f"name:{urls.term_key(source.name)}"}
        if web.is_web(source.url):
            marks.add(web.publisher(web.host(source.url)))
        joined = [group for group in groups if group & marks]
        groups = [group for group in groups if not group & marks]
        groups.append(marks.union(*joined))
    return len(groups)
