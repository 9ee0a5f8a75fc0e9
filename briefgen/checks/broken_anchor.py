"""Policy: a link to a part of a text names one of its headings.

What follows the `#` of a link is the id of a heading, made from its words: `#the-second-part`. A
heading whose words change takes its id with it, and links to the old one then end at the top of the
page. Links to parts of pages that are not a text, such as archives, are not looked at.
"""

import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from briefgen.checks._links import TextLink, in_texts
from briefgen.checks._nearby import did_you_mean
from briefgen.checks._places import quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Body, Library

# A link to a part of its own text, `#part` alone, is told under this code when the text is read.
CODE = "broken-anchor"
SEVERITY = Severity.WARNING


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each inside link whose fragment its target does not have."""
    with_part = [here for here in in_texts(library) if "#" in here.link.target]
    if not with_part:
        return
    table = planned.references
    texts: dict[str, Body] = {table.ids[entry.id]: entry.body for entry in library.published}
    texts |= {table.paths[_plain(page.origin.path)]: page.body for page in library.pages}
    for here in with_part:
        place, _, written = here.link.target.partition("#")
        body = texts.get(table.resolve(here.path, place) or "")
        part = unquote(written)
        # An empty fragment and `#top` lead to the top of any page (HTML §7.4.6.3).
        if body is None or part.lower() in ("", "top") or part in body.anchors:
            continue
        yield _finding(here, part, body)


def _plain(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def _finding(here: TextLink, part: str, body: Body) -> Finding:
    near = did_you_mean(part, body.anchors, "take the id of a heading, or remove the `#` part")
    return Finding(
        code=CODE,
        severity=SEVERITY,
        message=f"the link {quoted(here.link.target)} names a part that its text does not have",
        span=here.span,
        hint=near.replace("`", "`#", 1) if near.startswith("did") else near,
    )
