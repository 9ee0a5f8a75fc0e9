"""Policy: an image that a model made or altered carries a disclaimer.

Where `image.ai` is `generated` or `modified`, readers are told under the image. The site's text
for that kind is shown unless the entry has a `disclaimer` of its own. An empty one, or one without
a single letter, would hide what the image is; so would an empty text under `disclosure` in the
configuration. And where one entry says of a file that a model made it, every other use of that file
says so too: as the image of another entry by its own `ai`, and not inside a text, where an image
carries no label. Inside a text the file's own word counts as well: its XMP, or its content
credentials.
"""

from collections.abc import Iterator

from briefgen.checks._origins import made_by
from briefgen.checks._places import in_config, in_entry, linking_bodies
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity, Span
from briefgen.model import AiOrigin, Library
from briefgen.references import References, file_url

CODE = "undisclosed-ai-image"
SEVERITY = Severity.ERROR


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each disclaimer that says nothing: of images, then of the site."""
    for entry in library.published:
        image = entry.image
        if image is None or image.ai == "none" or image.disclaimer is None:
            continue
        if not _says_something(image.disclaimer):
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
            if not _says_something(text):
                yield Finding(
                    code=CODE,
                    severity=SEVERITY,
                    message=f"the site's text for {kind} images says nothing in `{language}`",
                    span=in_config(f"disclosure.{kind}.{language}"),
                    hint="remove the line to use the built-in text, or write your own",
                )


def _unlabelled_uses(library: Library, known: References) -> Iterator[Finding]:
    """Yield one finding for each use of a machine-made file that would carry no label."""
    made: dict[str, AiOrigin] = {}
    shown = [(entry, entry.image) for entry in library.published if entry.image is not None]
    for entry, image in shown:
        if image.ai != "none" and (path := library.picture_of(entry)):
            made.setdefault(path, image.ai)
    telling = {path for path, file in library.files.items() if made_by(file) != "none"}
    if not made and not telling:
        return
    for entry, image in shown:
        path = library.picture_of(entry)
        # An entry that says less than its file is told so as a contradiction.
        if image.ai == "none" and path in made and path not in telling:
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                message="another entry says that a model made or altered this image, "
                "but this one does not",
                span=in_entry(entry, "image.src"),
                hint=f"add `ai: {made[path]}` below `image:`",
            )
    addresses = {file_url(path) for path in (*made, *telling)}
    for origin, body in linking_bodies(library):
        for link in body.links:
            if link.kind == "image" and known.resolve(origin.path, link.target) in addresses:
                yield Finding(
                    code=CODE,
                    severity=SEVERITY,
                    message="an image that a model made or altered stands in a text, "
                    "where it carries no label",
                    span=Span(path=origin.path, line=link.line),
                    hint="show it as the `image` of an entry, or link to that entry",
                )


def _says_something(text: str) -> bool:
    # Spaces, dots and marks that no one sees are no words, in any script.
    return any(letter.isalpha() for letter in text)
