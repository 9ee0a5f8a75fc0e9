"""Start a theme of one's own: a folder of themes/ that stands on another theme.

A name in, a theme.yaml and a small stylesheet out. The site looks at it once the configuration
names it.
"""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from briefgen import urls
from briefgen.authoring.making import Made, make, one_line, refusal, refuse_outside, there_already
from briefgen.authoring.scalars import scalar
from briefgen.engine.declaration import shelf_names
from briefgen.engine.theme import load_theme, styles_of
from briefgen.finding import Span
from briefgen.program import builtin_themes
from briefgen.reading.configuration import read_config
from briefgen.reading.text import quoted


def theme(config: Path, name: str, *, extends: str) -> Made:
    """Write a theme that extends another, and return its stylesheet and its theme.yaml.

    ConfigurationError when the name is none, or taken, or when the other theme is not there or
    cannot be used; otherwise as `make`.
    """
    settings = read_config(config)
    root = config.absolute().parent
    shelves = (root / "themes", builtin_themes())
    asked = one_line(name)
    name = urls.slugify(asked)
    if name != asked:
        raise refusal(
            "invalid-theme-name",
            f"{quoted(asked)} is no name for a folder of `themes/`",
            f"did you mean `{name}`?",
        )
    if name in shelf_names(shelves[1:]):
        raise refusal(
            "invalid-theme-name",
            f"{quoted(name)} is the name of a built-in theme",
            "choose another name",
        )
    # Whatever is wrong with the other theme is told now, and not when the site is built with it.
    load_theme(extends, {}, shelves, language=settings.language, asked=Span(path=""))
    inherited = styles_of(extends, shelves, Span(path=""))
    style = _free(f"{name}.css", [file for file, _ in inherited])
    texts = {
        f"themes/{name}/assets/{style}": _starter("theme.css"),
        f"themes/{name}/theme.yaml": _starter("theme.yaml")
        .replace("{{name}}", name)
        .replace("{{extends}}", scalar(extends))
        .replace("{{styles}}", "".join(f"  - {_item(*one)}\n" for one in inherited))
        .replace("{{style}}", style),
    }
    for path in texts:
        refuse_outside(root, path)
    there = [path for path in texts if (root / path).exists()]
    if there:
        raise there_already(*there)
    return Made(tuple(make(root, path, text) for path, text in texts.items()))


def _free(style: str, taken: list[str]) -> str:
    """Return a name for a stylesheet that takes no other one's place."""
    return style if style not in taken else f"own-{style}"


def _item(file: str, when: Mapping[str, str]) -> str:
    if not when:
        return scalar(file)
    pairs = ", ".join(f"{scalar(option)}: {scalar(value)}" for option, value in when.items())
    return f"{{file: {scalar(file)}, when: {{{pairs}}}}}"


def _starter(name: str) -> str:
    return files("briefgen.authoring").joinpath("starter", name).read_text("utf-8")
