"""Plan the redirects: a page at every alias of an entry or a page, leading to the new address."""

from collections.abc import Iterator

from briefgen import urls
from briefgen.digest import Digest
from briefgen.engine.plan import PlannedFile, Template
from briefgen.engine.theme import Theme
from briefgen.model import Entry, Page
from briefgen.outputs._page import page, span
from briefgen.references import entry_url
from briefgen.views import RedirectPage


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield one page for each alias."""
    for entry in digest.library.published:
        if entry.aliases:
            yield from _aliases(entry, entry_url(entry))
    for text in digest.library.pages:
        yield from _aliases(text, urls.page(text.slug))


def _aliases(thing: Entry | Page, target: str) -> Iterator[PlannedFile]:
    for number, written in enumerate(thing.aliases):
        url = urls.alias(written)
        if url != target:
            view = RedirectPage(url=url, target=target, title=thing.title)
            yield page(
                url, Template("redirect.html"), view, span(thing.origin, f"aliases[{number}]")
            )
