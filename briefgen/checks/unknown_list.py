"""Policy: the configuration names lists that exist.

`lists` in briefgen.yaml gives the order of the lists in content/lists/ by their file names. A name
without a file shows nothing, most often because it is misspelt.
"""

from collections.abc import Iterator

from briefgen.checks._nearby import did_you_mean
from briefgen.checks._places import in_config
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library
from briefgen.wings import wings_of

CODE = "unknown-list"
SEVERITY = Severity.ERROR


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each configured list that has no file."""
    for wing in wings_of(library, config):
        known = sorted(one.name for one in wing.library.lists)
        language = wing.config.language if wing.prefix else ""
        key = f"languages.{language}.lists" if language else "lists"
        for number, name in enumerate(wing.config.lists):
            if name not in known:
                in_it = f" in `{language}`" if language else ""
                with_it = f", with `lang: {language}`" if language else ""
                yield Finding(
                    code=CODE,
                    message=f"there is no list `{name}`{in_it}",
                    span=in_config(f"{key}[{number}]"),
                    hint=did_you_mean(
                        name, known, f"write it as content/lists/{name}.yaml{with_it}"
                    ),
                    severity=SEVERITY,
                )
