"""The locale files of a theme, and of those that it stands on.

Folders and a language code in; texts by key, and findings, out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from briefgen.engine.language import Language, flatten, locale_of
from briefgen.engine.mappings import read_mapping
from briefgen.engine.places import place_of
from briefgen.finding import ConfigurationError, Finding, Span

Texts = dict[str, str | Mapping[str, str]]


def language_of(theme_folders: Sequence[str], code: str, dates: str = "medium") -> Language:
    """Return the interface language of a theme: its own texts, then its parents', then English."""
    return Language(locale_of(code), strings_of(theme_folders, code), dates)


def strings_of(folders: Sequence[str], code: str) -> Texts:
    """Return the texts of a language by key: a region's before its language's, then English.

    ConfigurationError when a locale file cannot be read.
    """
    parts = code.lower().split("-")
    wanted = ["en", *("-".join(parts[:end]) for end in range(1, len(parts) + 1))]
    strings: Texts = {}
    for name in wanted:
        for folder in reversed(folders):
            path = Path(folder, "locales", f"{name}.yaml")
            if path.is_file():
                strings |= texts_of(path, path.parents[2])
    return strings


def texts_of(file: Path, project: Path) -> Texts:
    """Return the texts of one locale file by key.

    ConfigurationError when it cannot be read.
    """
    found = _tree(file, project)
    if isinstance(found, Finding):
        raise ConfigurationError(found)
    return flatten(found)


def locale_faults(folders: Iterable[Path], project: Path) -> Iterator[Finding]:
    """Yield what is wrong with the locale files of these themes, in all languages."""
    for folder in folders:
        for file in sorted((folder / "locales").glob("*.yaml")):
            found = _tree(file, project)
            if isinstance(found, Finding):
                yield found
            else:
                yield from _lists(found, place_of(str(file), project))


def _tree(file: Path, project: Path) -> Mapping[str, object] | Finding:
    found = read_mapping(file, place_of(str(file), project), "invalid-locale", texts=True)
    if isinstance(found, Finding):
        return found
    return {str(key): value for key, value in found.items()}


def _lists(tree: Mapping[str, object], place: str, prefix: str = "") -> Iterator[Finding]:
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from _lists(value, place, f"{prefix}{name}.")
        elif not isinstance(value, str):
            yield Finding(
                code="invalid-locale",
                message=f"`{prefix}{name}` is a list",
                span=Span(path=place, key=f"{prefix}{name}"),
                hint="write a text, in quotes when it begins with a bracket",
            )
