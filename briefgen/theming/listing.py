"""List the themes that a project can use.

Options in; each theme with what it stands on, and what is wrong with those that cannot be read.
"""

from dataclasses import dataclass

from briefgen.engine.declaration import chain_of, shelf_names
from briefgen.finding import ConfigurationError, Finding, Span
from briefgen.options import Options
from briefgen.program import builtin_themes
from briefgen.reading.configuration import read_config


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A theme that a project can use."""

    name: str
    description: str
    extends: tuple[str, ...]
    """What it stands on, the nearest first."""
    built_in: bool
    used: bool


def list_themes(options: Options) -> tuple[tuple[Listed, ...], tuple[Finding, ...]]:
    """Return the themes of the program and of a project, and what is wrong with some.

    Without a configuration there are those of the program. ConfigurationError when it is bad.
    """
    used = read_config(options.config).theme.name if options.config.exists() else ""
    own = options.root / "themes"
    shelves = (own, builtin_themes()) if own.is_dir() else (builtin_themes(),)
    found: list[Listed] = []
    findings: list[Finding] = []
    for name in shelf_names(shelves):
        folder = f"themes/{name}/theme.yaml"
        try:
            chain = chain_of(name, shelves, Span(path=folder))
        except ConfigurationError as problem:
            findings += problem.findings
            continue
        found.append(
            Listed(
                name=name,
                description=" ".join(str(chain[0].settings.get("description") or "").split()),
                extends=tuple(part.folder.name for part in chain[1:]),
                built_in=chain[0].folder.parent == builtin_themes(),
                used=name == used,
            )
        )
    return tuple(found), tuple(findings)
