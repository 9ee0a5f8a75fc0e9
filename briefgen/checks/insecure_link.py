"""Policy: links lead to encrypted addresses.

What is read over plain `http:` can be read and changed on its way. Most sites answer at `https:`
too: try it, and write it so. For a page that does not, an archived copy is the better address;
where there is none, `allow: {insecure-link: the reason}` in the entry says so. Looked at are
sources, texts, lists and the links of the configuration. Addresses of your own machine are let
pass.
"""

from collections.abc import Iterator, Sequence

from briefgen import web
from briefgen.checks._links import in_settings
from briefgen.checks._places import in_config, in_entry, quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity, Span
from briefgen.model import Entry, Library

CODE = "insecure-link"
SEVERITY = Severity.WARNING
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each plain address; those in texts are found while they are read."""
    yield from compare(library.published, (), config)
    yield from elsewhere(library, config)


def compare(
    entries: Sequence[Entry], _earlier: Sequence[Entry], _config: Config
) -> Iterator[Finding]:
    """Yield one finding for each plain address in some entries."""
    for entry in entries:
        for i, source in enumerate(entry.sources):
            # Nearly all are encrypted, and need no second look.
            if source.url[:6] != "https:" and web.is_insecure(source.url):
                yield _finding(source.url, in_entry(entry, f"sources[{i}].url"))
            if source.archive and web.is_insecure(source.archive):
                yield _finding(source.archive, in_entry(entry, f"sources[{i}].archive"))


def elsewhere(library: Library, config: Config) -> Iterator[Finding]:
    """Yield one finding for each plain address of the configuration and of lists."""
    for target, span in in_settings(library, config):
        if web.is_insecure(target):
            yield _finding(target, span)
    if web.is_insecure(config.publisher.url):
        yield _finding(config.publisher.url, in_config("publisher.url"))


def _finding(url: str, span: Span) -> Finding:
    return Finding(
        code=CODE,
        severity=SEVERITY,
        message=f"the address {quoted(url)} is not encrypted",
        span=span,
        hint="write `https:` if the site answers there",
    )
