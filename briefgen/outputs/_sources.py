"""A source as pages show it: with its own page here, and what is known of its address."""

from briefgen import urls
from briefgen.digest import Digest
from briefgen.model import Source
from briefgen.views import SourceView


def source_view(source: Source, digest: Digest) -> SourceView:
    """Return what is shown of a source of an entry."""
    known = digest.terms.get("sources", {}).get(urls.term_key(source.name))
    gone = digest.library.gone
    return SourceView(
        name=known.name if known else source.name,
        page=known.url if known else "",
        url=source.url,
        title=source.title,
        published=source.published,
        accessed=source.accessed,
        # A copy that is gone too helps nobody.
        archive="" if gone(source.archive) else source.archive,
        reliability=source.reliability,
        gone=gone(source.url),
    )
