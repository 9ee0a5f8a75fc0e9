"""Policy: every link has an address.

A link whose target is a single word such as `LINK_HERE`, or a host without `https://`, is a place
kept for an address that never came. A word that is the name of a file of the project, with or
without its ending, is an address; what names a file or a page that is not there is `broken-link`.
"""

from collections.abc import Iterator

from briefgen.checks._links import in_texts, is_host, is_unfinished
from briefgen.checks._places import quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import BodyLink, Library

CODE = "unfinished-link"
SEVERITY = Severity.WARNING


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each link of a text whose target is no address."""
    unfinished = [here for here in in_texts(library) if is_unfinished(here.link)]
    if not unfinished:
        return
    known = planned.references
    for here in unfinished:
        target = here.link.target
        # What is held back is told as such, and what could not be read by its own faults.
        told = known.why(here.path, target) or known.leads_to_unread(here.path, target)
        if known.resolve(here.path, target) is None and not told:
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                message=_message(here.link),
                span=here.span,
                hint=f"write `https://{target}`"
                if is_host(target)
                else "write the address, or remove the link",
            )


def _message(link: BodyLink) -> str:
    if is_host(link.target):
        return f"the address {quoted(link.target)} lacks its `https://`"
    return f"the target {quoted(link.target)} is a word, not an address"
