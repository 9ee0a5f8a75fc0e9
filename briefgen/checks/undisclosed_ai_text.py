"""Policy: of a text that a model wrote or helped to write, something is said.

Where `ai_text` is `generated` or `assisted` and nobody reviewed the text, readers are told near the
headline, in the site's own sentence or the built-in one. An empty sentence under `disclosure` in
the configuration, or one without a single letter, would hide what the text is.
"""

from collections.abc import Iterator

from briefgen.checks._places import in_config
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.languages import says_something
from briefgen.model import Library

CODE = "undisclosed-ai-text"
SEVERITY = Severity.ERROR


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each sentence of the site that says nothing."""
    sentences = {
        "text_generated": config.disclosure.text_generated,
        "text_assisted": config.disclosure.text_assisted,
    }
    for key, by_language in sentences.items():
        for language, sentence in by_language.items():
            if not says_something(sentence):
                yield Finding(
                    code=CODE,
                    severity=SEVERITY,
                    message=f"the site's sentence on AI-{key.removeprefix('text_')} texts "
                    f"says nothing in `{language}`",
                    span=in_config(f"disclosure.{key}.{language}"),
                    hint="remove the line to use the built-in sentence, or write your own",
                )
