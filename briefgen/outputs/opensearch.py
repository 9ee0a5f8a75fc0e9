"""Plan `/opensearch.xml`: how browsers are told of the search (OpenSearch 1.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from briefgen import urls
from briefgen.digest import Digest
from briefgen.engine.plan import Load, PlannedFile, Writer
from briefgen.engine.theme import Theme
from briefgen.fingerprint import Value
from briefgen.outputs._page import GENERATED
from briefgen.wings import climb

# As long as the specification lets them be.
_NAME, _DESCRIPTION = 16, 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSearch(Value):
    """What browsers are told."""

    title: str
    description: str
    language: str
    template: str
    """Whole address of a search, with a place for the words."""
    icon: str


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield the description, where the site has a search and knows its address."""
    config = digest.config
    if config.search.index == "off" or not config.located:
        return
    view = OpenSearch(
        title=config.title,
        description=config.description or config.tagline or config.title,
        language=config.language,
        template=urls.absolute(config.base_url, urls.search("{searchTerms}")),
        icon=urls.absolute(config.base_url, climb(digest.prefix) + urls.asset("favicon.svg")),
    )
    path = urls.path_of(urls.OPENSEARCH)
    yield PlannedFile(path=path, how=Writer(write_opensearch), view=view, origin=GENERATED)


def write_opensearch(view: Value, _load: Load) -> bytes:
    """Return the description as UTF-8 XML."""
    assert isinstance(view, OpenSearch)
    space = {"xmlns": "http://a9.com/-/spec/opensearch/1.1/"}
    root = ET.Element("OpenSearchDescription", space)
    for name, text in (
        ("ShortName", view.title[:_NAME].strip()),
        ("Description", view.description[:_DESCRIPTION]),
        ("Language", view.language),
        ("InputEncoding", "UTF-8"),
        ("OutputEncoding", "UTF-8"),
    ):
        ET.SubElement(root, name).text = text
    ET.SubElement(root, "Image", {"type": "image/svg+xml"}).text = view.icon
    where = {"type": "text/html", "method": "get", "template": view.template}
    ET.SubElement(root, "Url", where)
    ET.indent(root, " ")
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'.encode()
