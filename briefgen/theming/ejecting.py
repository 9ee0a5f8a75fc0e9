"""Copy one file of a theme into a theme of the project, to be changed there.

The file takes the place of the one below. A theme of one's own that is not there yet is made; no
file that is there is ever written over.
"""

import difflib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen import urls
from briefgen.authoring.making import make, refusal, refuse_outside, there_already
from briefgen.authoring.scalars import scalar
from briefgen.engine.declaration import chain_of
from briefgen.finding import ConfigurationError, Span
from briefgen.program import builtin_themes
from briefgen.reading.configuration import read_config
from briefgen.reading.text import quoted

_ROOMS = ("templates", "assets", "locales")

OWN = "own"
"""What a theme is called that nobody gave a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ejected:
    """A file that was copied out of a theme."""

    file: Path
    """Absolute."""
    source: str
    """The theme that it came from."""
    theme: str
    """The theme that has it now."""
    made: bool
    """Whether that one is new."""
    used: bool
    """Whether the site uses it."""


def eject(config: Path, file: str, *, theme: str = "") -> Ejected:
    """Copy a file of the theme that a site uses into a theme of the project.

    `file` is named as below the theme, with or without `templates/`, `assets/` or `locales/`;
    `theme` is that of the project that gets it: by default the one in use, or else `own`.
    ConfigurationError when there is no such file, or one in its place; otherwise as `make`.
    """
    settings = read_config(config)
    root = config.absolute().parent
    shelf = root / "themes"
    used = settings.theme.name
    asked = Span(path=config.name, key="theme.name")
    chain = [part.folder for part in chain_of(used, (shelf, builtin_themes()), asked)]
    target = theme or (used if chain[0].parent == shelf else OWN)
    is_new = _look_at(target, used, shelf, asked)
    # What the theme has itself is not below it.
    below = [folder for folder in chain if folder != shelf / target]
    there = {path: folder for folder in reversed(below) for path in _files(folder)}
    path = _meant(file, tuple(there), f"the theme `{used}`")
    place = f"themes/{target}/{path}"
    refuse_outside(root, place)
    if os.path.lexists(root / place):
        raise there_already(place, hint="it is yours already: edit it")
    if is_new:
        make(root, f"themes/{target}/theme.yaml", _declaration(target, used))
    data = (there[path] / path).read_bytes()
    return Ejected(
        file=make(root, place, data),
        source=there[path].name,
        theme=target,
        made=is_new,
        used=target == used,
    )


def _look_at(target: str, used: str, shelf: Path, asked: Span) -> bool:
    """Tell whether a theme is yet to be made; refuse one that does not stand on the one in use."""
    if urls.slugify(target) != target:
        raise refusal(
            "invalid-theme-name",
            f"{quoted(target)} is no name for a folder of `themes/`",
            f"did you mean `{urls.slugify(target)}`?",
        )
    if (builtin_themes() / target / "theme.yaml").is_file():
        raise refusal(
            "invalid-theme-name",
            f"{quoted(target)} is the name of a built-in theme",
            "choose another name",
        )
    if not (shelf / target / "theme.yaml").is_file():
        return True
    chain = chain_of(target, (shelf, builtin_themes()), asked)
    if used not in [part.folder.name for part in chain]:
        raise refusal(
            "unrelated-theme",
            f"the theme `{target}` does not stand on `{used}`, which the site uses",
            "choose another name with `--theme`",
            f"themes/{target}/theme.yaml",
        )
    return False


def _files(folder: Path) -> list[str]:
    return sorted(
        Path(parent, name).relative_to(folder).as_posix()
        for room in _ROOMS
        for parent, _, names in os.walk(folder / room)
        for name in names
        if not name.startswith(".")
    )


def _meant(file: str, there: Sequence[str], owner: str) -> str:
    """Return the file that a person means. ConfigurationError when it is none, or several."""
    asked = file.strip().replace("\\", "/").removeprefix("./")
    for candidate in (asked, *(f"{room}/{asked}" for room in _ROOMS)):
        if candidate in there:
            return candidate
    several = [path for path in there if path.rpartition("/")[2] == asked]
    if len(several) == 1:
        return several[0]
    if several:
        raise ConfigurationError(
            *refusal(
                "unknown-theme-file",
                f"{owner} has several files {quoted(asked)}",
                f"write one of {', '.join(several)}",
            ).findings
        )
    near = _near(asked, there)
    raise refusal(
        "unknown-theme-file",
        f"{owner} has no file {quoted(asked)}",
        f"did you mean `{near}`?" if near else "name a template, a stylesheet or a locale file",
    )


def _near(asked: str, there: Sequence[str]) -> str:
    """Return the path of the file whose name is nearest, or an empty text."""
    names: Mapping[str, str] = {
        name: path
        for path in reversed(there)
        for name in (path, path.partition("/")[2], path.rpartition("/")[2])
    }
    return next((names[name] for name in difflib.get_close_matches(asked, names, 1)), "")


def _declaration(name: str, used: str) -> str:
    return (
        "# A theme of your own: what it does not have comes from the theme below it.\n"
        f"name: {scalar(name)}\n"
        f"description: {scalar(f'{used} with changes of our own')}\n"
        f"extends: {scalar(used)}\n"
    )
