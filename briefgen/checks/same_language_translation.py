"""Policy: translations of each other are in different languages.

Entries that name each other in `translations:`, directly or by way of others, are one text in
several languages, and each language has one entry. The language of an entry is its `lang:`, or
else that of the site. Most often a `lang:` was forgotten, or an entry names one that only is on the
same subject; such ones belong to a `story:`.
"""

from collections.abc import Iterator

from briefgen.checks._places import in_entry, quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Entry, Library
from briefgen.translations import by_language, groups

CODE = "same-language-translation"
SEVERITY = Severity.ERROR


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each entry whose language another entry of its group has already."""
    for entry in library.published:
        if entry.id in entry.translations:
            yield _finding(entry, "the entry names itself as its translation", "remove its own id")
    for group in groups(library.published):
        for first, *others in by_language(group, config.language).values():
            for entry in others:
                language = quoted(entry.lang or config.language)
                yield _finding(
                    entry,
                    f"its translation {quoted(first.id)} is in {language} as well",
                    "give it the `lang:` that it is in, or remove its id from `translations:`",
                    first,
                )


def _finding(entry: Entry, message: str, hint: str, *others: Entry) -> Finding:
    return Finding(
        code=CODE,
        severity=SEVERITY,
        message=message,
        span=in_entry(entry, _key(entry)),
        hint=hint,
        related=tuple(in_entry(other, _key(other)) for other in others),
    )


def _key(entry: Entry) -> str:
    """Return the key to look at: an entry may be named by others alone."""
    return "translations" if entry.translations else "lang" if entry.lang else "title"
