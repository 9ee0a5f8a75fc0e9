"""Policy: what an entry says of its image's origin is what the file says.

Many programs write into a picture whether a model made it: as IPTC digital source type in its XMP,
or in signed content credentials. An entry that says less than its file would publish the image
without its label, or with a weaker one: that is an error, and so is an `ai` that says less than the
`source_type` beside it. Saying more than the file is a warning, for then one of the two is wrong,
but no reader is misled. The same holds where XMP and content credentials differ from each other;
`ai` below `image:` settles it.
"""

from collections.abc import Iterator

from briefgen import iptc
from briefgen.checks._origins import CLAIM, Shown, made_by, shown_images
from briefgen.checks._places import in_entry, quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import WEIGHT, Library

CODE = "contradictory-origin"
SEVERITY = Severity.ERROR
LOCAL = True


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield the findings within an entry, between it and its file, and within its file."""
    for shown in shown_images(library):
        if len(shown.image.stated) > 1:
            yield from _within(shown)
        if shown.file is None:
            continue
        if shown.image.stated:
            yield from _with_file(shown)
        if shown.file.disputed and "ai" not in shown.image.stated:
            packet, signed = shown.file.disputed
            yield Finding(
                code=CODE,
                severity=Severity.WARNING,
                message=f"the file's XMP says {quoted(packet)}, "
                f"its content credentials say {quoted(signed)}",
                span=in_entry(shown.entry, "image.src"),
                hint="find out which is right, and say it with `ai:` below `image:`",
            )


def _within(shown: Shown) -> Iterator[Finding]:
    """Yield a finding when the two keys of an entry differ."""
    image = shown.image
    kind = iptc.kind(image.source_type)
    meant = iptc.origin(image.source_type)
    if kind in (None, "unknown") or meant == image.ai:
        return
    less = WEIGHT[image.ai] < WEIGHT[meant]
    yield Finding(
        code=CODE,
        severity=SEVERITY if less else Severity.WARNING,
        message=f"{quoted(f'ai: {image.ai}')} is not what {quoted(image.source_type)} says",
        span=in_entry(shown.entry, "image.ai"),
        hint="remove the one that is wrong",
    )


def _with_file(shown: Shown) -> Iterator[Finding]:
    """Yield a finding when an entry says something else than its file."""
    image, file = shown.image, shown.file
    if file is None or iptc.kind(file.said.source_type) in (None, "unknown"):
        return
    meant = made_by(file)
    if meant == image.ai:
        return
    less = WEIGHT[image.ai] < WEIGHT[meant]
    entry_says = CLAIM[image.ai]
    file_says = CLAIM[meant] if less else quoted(file.said.source_type)
    yield Finding(
        code=CODE,
        severity=SEVERITY if less else Severity.WARNING,
        message=f"the entry says that {entry_says}, but its file says "
        + (f"that {file_says}" if less else file_says),
        span=in_entry(shown.entry, f"image.{image.stated[0]}"),
        hint=f"write `ai: {meant}` below `image:`"
        if less
        else "find out which is right, and correct the other",
    )
