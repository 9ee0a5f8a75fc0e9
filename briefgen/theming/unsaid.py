"""Texts in the locale files of a theme of one's own that nothing says: most are misspelt.

A theme in, keys and findings out. A key is known when a theme below has it, or when a template has
it as a word, whole or by how it begins.
"""

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import TemplateSyntaxError, nodes

from briefgen.engine.locales import texts_of
from briefgen.engine.places import place_of
from briefgen.engine.templates import environment
from briefgen.engine.theme import Theme
from briefgen.finding import Finding, Severity, Span
from briefgen.program import builtin_themes


def texts_unsaid(theme: Theme, project: Path) -> Iterator[Finding]:
    """Yield a warning for each text of the project's own themes that nothing says."""
    for file, keys in unsaid(theme, project).items():
        known = _below(theme, file, project) | _words(theme)
        for key, near in keys.items():
            group = any(one.startswith(f"{key}.") for one in known)
            yield Finding(
                code="unsaid-text",
                message=f"`{key}` is a text here, and a group of texts elsewhere"
                if group
                else f"nothing says the text `{key}`",
                span=Span(path=place_of(str(file), project), key=key),
                hint=f"did you mean `{near}`?" if near else "leave it out, or say it in a template",
                severity=Severity.WARNING,
            )


def unsaid(theme: Theme, project: Path) -> Mapping[Path, Mapping[str, str]]:
    """Return the keys that nothing says by file, each with the known one that is nearest."""
    words = _words(theme)
    starts = tuple(word for word in words if word.endswith("."))
    found: dict[Path, dict[str, str]] = {}
    for folder in theme.folders:
        # Those that are built in have texts for each other.
        if Path(folder).is_relative_to(builtin_themes()):
            continue
        for file in sorted(Path(folder, "locales").glob("*.yaml")):
            known = _below(theme, file, project)
            for key in texts_of(file, project):
                said = key in words or key.removeprefix("dates.") in words
                if key in known or said or (starts and key.startswith(starts)):
                    continue
                near = difflib.get_close_matches(key, sorted({*known, *words}), 1, 0.75)
                found.setdefault(file, {})[key] = near[0] if near else ""
    return found


def _below(theme: Theme, file: Path, project: Path) -> set[str]:
    """Return the English keys of the themes that the one of a locale file stands on."""
    place = theme.folders.index(str(file.parents[1]))
    files = (Path(folder, "locales", "en.yaml") for folder in theme.folders[place + 1 :])
    return {key for one in files if one.is_file() for key in texts_of(one, project)}


def _words(theme: Theme) -> frozenset[str]:
    """Return every word that stands in quotes in code of the theme's templates."""
    found: set[str] = set()
    for name in theme.templates:
        files = (Path(folder, "templates", name) for folder in theme.folders)
        source = next(file for file in files if file.is_file()).read_text(encoding="utf-8")
        try:
            tree = environment().parse(source)
        except TemplateSyntaxError:
            continue
        constants = (one.value for one in tree.find_all(nodes.Const))
        found |= {value for value in constants if isinstance(value, str)}
    return frozenset(found)
