"""Plan the redirects: a page at every alias of an entry or a page, leading to the new address."""

from collections.abc import Iterator
from dataclasses import replace

from briefgen import urls
from briefgen.digest import Digest
from briefgen.engine.plan import PlannedFile, Template
from briefgen.engine.theme import Theme
from briefgen.model import Entry, Page
from briefgen.outputs._page import page, span
from briefgen.references import entry_url
from briefgen.views import RedirectPage
from briefgen.wings import climb


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield one page for each alias."""
    for entry in digest.library.published:
        if entry.aliases:
            yield from _aliases(entry, entry_url(entry), digest.prefix)
    for text in digest.library.pages:
        yield from _aliases(text, urls.page(text.slug), digest.prefix)


def _aliases(thing: Entry | Page, target: str, prefix: str) -> Iterator[PlannedFile]:
    for number, written in enumerate(thing.aliases):
        # As written, from the root of the site: an old address is what it was.
        alias = urls.alias(written)
        if alias == prefix + target:
            continue
        url = climb(prefix) + alias
        view = RedirectPage(url=url, target=target, title=thing.title)
        planned = page(
            url, Template("redirect.html"), view, span(thing.origin, f"aliases[{number}]")
        )
        yield replace(planned, base=urls.to_root(alias) + prefix) if prefix else planned
