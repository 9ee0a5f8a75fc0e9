"""Policy: an image that a model made or altered carries a disclaimer.

Where `image.ai` is `generated` or `modified`, readers are told under the image. The site's text
for that kind is shown unless the entry has a `disclaimer` of its own. An empty one, or one without
a single letter, would hide what the image is; so would an empty text under `disclosure` in the
configuration.
"""

from collections.abc import Iterator

from briefgen.checks._places import in_config, in_entry
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "undisclosed-ai-image"
SEVERITY = Severity.ERROR


def find(library: Library, config: Config, paths: frozenset[str]) -> Iterator[Finding]:
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


def _says_something(text: str) -> bool:
    # Spaces, dots and marks that no one sees are no words, in any script.
    return any(letter.isalpha() for letter in text)
