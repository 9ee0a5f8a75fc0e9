"""Policy: each source can be followed to a web address.

The `url` of a source, and its `archive` when there is one, is an http or https address with a
host and without spaces. Anything else would be a link that leads nowhere, or one that runs in the
reader's browser. For something that is not on the web, give the address of its catalogue or
library record.
"""

from collections.abc import Iterator

from briefgen import web
from briefgen.checks._places import in_entry, quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "invalid-source-url"
SEVERITY = Severity.ERROR
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each address of a source that is empty or not of the web."""
    for entry in library.published:
        for i, source in enumerate(entry.sources):
            if not source.url:
                yield Finding(
                    code=CODE,
                    severity=SEVERITY,
                    message=f"`sources[{i}].url` is missing",
                    span=in_entry(entry, f"sources[{i}].url"),
                    hint="add `url:` with the address at which the source can be read",
                )
            for key, url in (("url", source.url), ("archive", source.archive)):
                if url and not web.is_web(url):
                    yield Finding(
                        code=CODE,
                        severity=SEVERITY,
                        message=f"`sources[{i}].{key}` is not a web address: {quoted(url)}",
                        span=in_entry(entry, f"sources[{i}].{key}"),
                        hint=_hint(url),
                    )


def _hint(url: str) -> str:
    whole = web.without_user(f"https://{url}")
    if "." in url.partition("/")[0] and not web.has_scheme(url) and web.is_web(whole):
        return f"write `{whole}`"
    return "write the whole address, such as `https://example.org/report`"
