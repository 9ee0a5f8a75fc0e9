"""Policy: a digital source type is one that IPTC has.

The codes are those of <https://cv.iptc.org/newscodes/digitalsourcetype/>; other programs understand
no others, and one that is misspelt gives the image no label: where it is nearly a code of what a
model made or altered, that is an error. Some codes have been withdrawn: they are read, but not
written into pictures and pages. A code that the file holds is looked at where the entry says
nothing of its own.
"""

from collections.abc import Iterator

from briefgen import iptc
from briefgen.checks._nearby import closest
from briefgen.checks._origins import shown_images
from briefgen.checks._places import in_entry, quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity, Span
from briefgen.model import Library

CODE = "unknown-source-type"
SEVERITY = Severity.WARNING
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each code that means nothing to others, or is withdrawn."""
    for entry, image, file in shown_images(library):
        code, span = image.source_type, in_entry(entry, "image.source_type")
        if not image.stated:
            code, span = file.said.source_type if file else "", in_entry(entry, "image.src")
        if code and code not in iptc.KINDS:
            yield _finding(code, span, by_entry=bool(image.stated))


def _finding(code: str, span: Span, *, by_entry: bool) -> Finding:
    fault = "has withdrawn the source type" if code in iptc.RETIRED else "has no source type"
    near = closest(code, iptc.KINDS)
    origin = iptc.origin(near)
    if not by_entry and origin != "none":
        hint = f"did you mean `{near}`? then add `ai: {origin}` below `image:`"
    elif not by_entry:
        hint = "say where the image comes from, with `ai:` below `image:`"
    elif newer := iptc.RETIRED.get(code):
        hint = f"write `source_type: {newer}`"
    elif near:
        hint = f"did you mean `{near}`?"
    else:
        hint = "take another from IPTC's list, or remove it"
    return Finding(
        code=CODE,
        severity=SEVERITY if origin == "none" else Severity.ERROR,
        message=f"IPTC {fault} {quoted(code)}{'' if by_entry else ', which the file names'}",
        span=span,
        hint=hint,
    )
