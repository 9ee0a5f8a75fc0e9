"""Plan the pages that are not dated: `/about/`."""

from collections.abc import Iterator

from briefgen import urls
from briefgen.digest import Digest
from briefgen.engine.plan import PlannedFile, Template
from briefgen.engine.theme import Theme
from briefgen.languages import direction
from briefgen.outputs import _beside
from briefgen.outputs._graph import web_page
from briefgen.outputs._page import page, span
from briefgen.views import Crumb, TextPage


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield every page of content/pages/."""
    for text in digest.library.pages:
        lang = text.lang or digest.config.language
        view = TextPage(
            url=urls.page(text.slug),
            title=text.title,
            summary=text.summary,
            lang=lang,
            dir=direction(lang),
            body=digest.text(text.body, text.origin.path),
            held="draft" if text.draft else "",
            translations=_beside.pages(digest, text.slug),
            crumbs=(Crumb(url=urls.page(text.slug), label=text.title),),
            data={} if text.draft else web_page(digest, urls.page(text.slug), lang, text.summary),
            extra=text.extra,
        )
        yield page(view.url, Template("page.html"), view, span(text.origin, "title"))
