"""How every page is planned: a template, a view, and the way to the root from where it lies."""

from briefgen import urls
from briefgen.engine.plan import PlannedFile, Template
from briefgen.finding import Span
from briefgen.fingerprint import Deferred, Value
from briefgen.model import Origin

GENERATED = Span(path="")
"""The origin of pages that no file asked for: every site has them."""


def page(
    url: str, template: Template, view: Value | Deferred, origin: Span = GENERATED
) -> PlannedFile:
    """Return the planned page of a site URL."""
    return PlannedFile(
        path=urls.path_of(url),
        how=template,
        view=view,
        base=urls.to_root(url),
        origin=origin,
    )


def span(origin: Origin, key: str) -> Span:
    """Return where a key of a thing was written."""
    return Span(path=origin.path, key=f"{origin.item}.{key}" if origin.item else key)
