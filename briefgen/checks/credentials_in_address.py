"""Policy: no address holds a user's name or password.

`https://user:secret@example.org/` gives the secret to every reader: it would stand in pages, in
feeds, and in the history of the repository. Write the address without what stands before the `@`,
and change the password, for whoever has the file has it. Looked at are sources, images, texts,
lists and the addresses of the configuration, and what they have inside them, such as the address
that an archive kept. No entry can waive it; messages leave the secret out.
"""

from collections.abc import Iterator, Sequence

from briefgen import web
from briefgen.checks._links import in_settings
from briefgen.checks._places import in_config, in_entry, quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity, Span
from briefgen.model import Entry, Library

CODE = "credentials-in-address"
SEVERITY = Severity.ERROR
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each such address; those in texts are found while they are read."""
    yield from compare(library.published, (), config)
    yield from elsewhere(library, config)


def compare(
    entries: Sequence[Entry], _earlier: Sequence[Entry], _config: Config
) -> Iterator[Finding]:
    """Yield one finding for each such address in some entries."""
    for entry in entries:
        for i, source in enumerate(entry.sources):
            if web.has_user(source.url):
                yield _finding(source.url, in_entry(entry, f"sources[{i}].url"))
            if web.has_user(source.archive):
                yield _finding(source.archive, in_entry(entry, f"sources[{i}].archive"))
        if entry.image is not None and web.has_user(entry.image.src):
            yield _finding(entry.image.src, in_entry(entry, "image.src"))


def elsewhere(library: Library, config: Config) -> Iterator[Finding]:
    """Yield one finding for each such address of the configuration and of lists."""
    own = (
        (config.base_url, "base_url"),
        (config.publisher.url, "publisher.url"),
        (config.feeds.hub, "feeds.hub"),
    )
    for target, span in (*in_settings(library, config), *((u, in_config(key)) for u, key in own)):
        if web.has_user(target):
            yield _finding(target, span)


def _finding(url: str, span: Span) -> Finding:
    return Finding(
        code=CODE,
        severity=SEVERITY,
        message=f"the address {quoted(url)} is written with a user's name or password",
        span=span,
        hint="write it without what stands before the `@`, and change the password",
    )
