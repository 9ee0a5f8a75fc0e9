"""Policy: the statement under a machine-made image is in the entry's own language.

The built-in texts are in ten languages. For an entry in another one, readers would see the site's
or our English text. `disclosure: {generated: {sv: "…"}}` in the configuration gives the site's own
words for a language, `modified` those for images that were altered. Each language is told once, at
its newest entry.
"""

from collections.abc import Iterator

from briefgen.checks._places import in_config, in_entry
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.disclaimers import speaks
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "unlabelled-language"
SEVERITY = Severity.WARNING


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each language that lacks a text which an image needs."""
    own = {"generated": config.disclosure.generated, "modified": config.disclosure.modified}
    seen: set[tuple[str, str]] = set()
    for entry in library.published:
        image = entry.image
        if image is None or image.ai == "none" or image.disclaimer is not None:
            continue
        lang = entry.lang or config.language
        if (image.ai, lang) in seen:
            continue
        seen.add((image.ai, lang))
        if speaks(image.ai, lang, own[image.ai]):
            continue
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            message=f"there is no text in `{lang}` for {image.ai} images: the statement is not "
            "in the entry's language",
            span=in_entry(entry, "lang") if entry.lang else in_config("language"),
            hint=f"add `{lang}:` below `disclosure: {image.ai}:` in the configuration",
        )
