"""Policy: an image that a model made or altered carries a disclaimer.

Where `image.ai` is `generated` or `modified`, readers are told under the image. The site's text
for that kind is shown unless the entry has a `disclaimer` of its own. An empty one, or one without
a single letter, would hide what the image is; so would an empty text under `disclosure` in the
configuration. And where one entry says of a file that a model made it, every other use of that file
says so too: as the image of another entry by its own `ai`, and not inside a text, where an image
carries no label. Inside a text the file's own word counts as well: its XMP, or its content
credentials.
"""

from collections.abc import Collection, Iterator

from briefgen.checks._origins import CLAIM, made_by
from briefgen.checks._places import in_config, in_entry, linking_bodies
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity, Span
from briefgen.languages import says_something
from briefgen.model import WEIGHT, Library
from briefgen.references import References, file_url

CODE = "undisclosed-ai-image"
SEVERITY = Severity.ERROR


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each disclaimer that says nothing: of images, then of the site."""
    for entry in library.published:
        image = entry.image
        if image is None or image.ai == "none" or image.disclaimer is None:
            continue
        if not says_something(image.disclaimer):
            origin = "made" if image.ai == "generated" else "altered"
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                message=f"the image is marked as {origin} by a model, "
                "but no disclaimer will be shown",
                span=in_entry(entry, "image.disclaimer"),
                hint="remove the line to use the site's text, or write your own",
            )
    yield from _unlabelled_uses(library, planned.references)
    texts = (("generated", config.disclosure.generated), ("modified", config.disclosure.modified))
    for kind, by_language in texts:
        for language, text in by_language.items():
            if not says_something(text):
                yield Finding(
                    code=CODE,
                    severity=SEVERITY,
                    message=f"the site's text for {kind} images says nothing in `{language}`",
                    span=in_config(f"disclosure.{kind}.{language}"),
                    hint="remove the line to use the built-in text, or write your own",
                )


def _unlabelled_uses(library: Library, known: References) -> Iterator[Finding]:
    """Yield one finding for each use of a machine-made file that would carry no label."""
    if not library.origins:
        return
    for entry in library.published:
        image, path = entry.image, library.picture_of(entry)
        made = library.origins.get(path, "none")
        # An entry that says less than its file is told so as a contradiction.
        if (
            image is None
            or WEIGHT[image.ai] >= WEIGHT[made]
            or made_by(library.files[path]) == made
        ):
            continue
        says = "but this one does not" if image.ai == "none" else "but this one says less"
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            message=f"it is said elsewhere that {CLAIM[made]}, {says}",
            span=in_entry(entry, "image.src"),
            hint=f"write `ai: {made}` below `image:`",
        )
    addresses = {file_url(path) for path in library.origins}
    for origin, body in linking_bodies(library):
        for link in body.links:
            url = known.resolve(origin.path, link.target)
            if url is not None and not _is_labelled(url, link.kind, addresses):
                shown = link.kind == "image"
                yield Finding(
                    code=CODE,
                    severity=SEVERITY,
                    message="an image that a model made or altered stands in a text, "
                    "where it carries no label"
                    if shown
                    else "a link leads to a file of a machine-made image that carries no label",
                    span=Span(path=origin.path, line=link.line),
                    hint="show it as the `image` of an entry, or link to that entry"
                    if shown
                    else "link to the entry that shows it, or to the picture itself",
                )


def _is_labelled(url: str, kind: str, made: Collection[str]) -> bool:
    """Tell whether an address of the site leads to no machine-made image, or to a labelled one.

    A picture itself is published with its label in the pixels, and so are the files that have the
    kind in their name; an original with its credentials is what the caption leads to.
    """
    place = url.partition("#")[0].partition("?")[0]
    if place in made:
        return kind != "image"
    picture, parts = place, ""
    while "." in picture:
        picture, _, part = picture.rpartition(".")
        parts = f"{part}.{parts}"
        if picture in made:
            return kind != "image" and parts.startswith(("generated.", "modified.", "original."))
    return True
