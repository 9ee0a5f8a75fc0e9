"""Themes: folders of templates, assets and locale files, each able to stand on another.

A name in, a `Theme` out: which file answers each name through the chain of `extends`, what its
options come to, and the fingerprint of every template with all that it pulls in. What is wrong with
a theme is a finding. Reads theme folders and nothing else.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from briefgen.engine.declaration import (
    Binding,
    Chain,
    bindings,
    chain_of,
    condition_faults,
    covered,
    file_faults,
    ground_faults,
    inherited,
    options_of,
    widths_of,
)
from briefgen.engine.locales import locale_faults, strings_of
from briefgen.engine.options import Chosen, Option, choose, faults_of, pale_colours
from briefgen.engine.pulls import closure, pulled
from briefgen.engine.tokens import tokens_of
from briefgen.finding import ConfigurationError, Finding, Span
from briefgen.fingerprint import of, of_bytes


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """A file of a theme, wherever in the chain it was found."""

    path: str
    """Absolute."""
    content: str
    """Fingerprint of its bytes."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with all that it stands on."""

    name: str
    folders: tuple[str, ...]
    """Absolute, the theme's own first, then what it extends."""
    options: Mapping[str, str]
    """As set by the site, defaults filled in."""
    files: Mapping[str, str]
    """Of each option that is a file its path in the project, or an empty text."""
    css: str
    """The end of the stylesheet: what options set in it."""
    dates: str
    """How long dates are: `long`, `medium` or `short`."""
    templates: Mapping[str, str]
    """Fingerprint of each template with its includes, its parents and the texts it may say."""
    styles: tuple[ThemeFile, ...]
    """The stylesheet's parts, in order."""
    assets: Mapping[str, ThemeFile]
    """Everything else of assets/, by name."""
    preload: tuple[str, ...]
    """Names of fonts that every page will need."""
    widths: tuple[int, ...]
    """Of pictures, in pixels, as the theme lays them out; empty when it does not say."""
    speaks: bool
    """Whether it has texts in the site's language, or has to fall back on English."""
    findings: tuple[Finding, ...] = ()
    """What the site had better set otherwise: warnings."""


def load_theme(
    name: str, options: Mapping[str, str], shelves: Sequence[Path], *, language: str, asked: Span
) -> Theme:
    """Return the theme of this name, looked for on each shelf (a folder of themes) in order.

    The first shelf is the project's own. `asked` is where the name was written.
    ConfigurationError with every fault found: no such theme, an option it does not have, a
    template that cannot be read.
    """
    chain = chain_of(name, shelves, asked)
    folders = tuple(str(part.folder) for part in chain)
    project = shelves[0].parent
    faults: list[Finding] = []
    offered = options_of(chain, faults)
    _stop(faults)
    _stop([*faults_of(options, offered, asked.path), *condition_faults(chain)])
    # Without the colours of the stylesheet, which depend on what is chosen here.
    chosen = choose(options, offered, {}).values
    styles = tuple(bindings(inherited(chain, "styles")))
    bound = [item for part in chain for item in bindings(part.settings.get("only"))]
    speaks = any(
        Path(folder, "locales", f"{language.lower().split('-')[0]}.yaml").is_file()
        for folder in folders
    )
    own = _files([(folder, ()) for folder in folders], "templates")
    trees, faults = pulled({template: file.path for template, file in own.items()}, project)
    # Those of the program are held by its own tests.
    mine = [part.folder for part in chain if part.folder.parent not in shelves[1:]]
    _stop([*faults, *locale_faults(mine, project)])
    files = _files(tuple(_shelled(chain)), "assets")
    faults = list(file_faults(chain, files))
    widths = tuple(widths_of(chain, faults))
    _stop(faults)
    if any(option.against for option in offered.values()):
        every = stylesheet_of([files[item.file] for item in styles])
        _stop(list(ground_faults(chain, every)))
    left_out = {item.file for item in styles}
    styling = tuple(files[item.file] for item in styles if item.holds(chosen))
    settled, pale = _settle(options, offered, styling, asked)
    texts = of(strings_of(folders, language), language, settled.dates)
    return Theme(
        name=name,
        files=settled.files,
        css=settled.css,
        dates=settled.dates,
        findings=(*covered(chain, shelves), *pale),
        widths=widths,
        speaks=speaks,
        folders=folders,
        options=chosen,
        templates={
            template: of(texts, [own[part].content for part in sorted(closure(template, trees))])
            for template in trees
        },
        styles=styling,
        assets={
            asset: file
            for asset, file in files.items()
            if asset not in left_out and _wanted(asset, bound, chosen)
        },
        preload=tuple(
            item.file for item in bindings(inherited(chain, "preload")) if item.holds(chosen)
        ),
    )


def styles_of(
    name: str, shelves: Sequence[Path], asked: Span
) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """Return the stylesheet's parts of a theme, each with its condition, as `theme.yaml` has them.

    ConfigurationError when there is no such theme, or one that cannot be read.
    """
    return tuple(bindings(inherited(chain_of(name, shelves, asked), "styles")))


def _stop(faults: Sequence[Finding]) -> None:
    if faults:
        raise ConfigurationError(*faults)


def _wanted(asset: str, bound: Sequence[Binding], chosen: Mapping[str, str]) -> bool:
    return all(item.holds(chosen) for item in bound if fnmatchcase(asset, item.file))


def _settle(
    values: Mapping[str, str],
    options: Mapping[str, Option],
    styles: Sequence[ThemeFile],
    asked: Span,
) -> tuple[Chosen, tuple[Finding, ...]]:
    """Return what options come to, and which colours among them are too pale."""
    coloured = any(option.against for option in options.values())
    tokens = tokens_of(stylesheet_of(styles)) if coloured else {}
    found = tuple(pale_colours(values, options, tokens, asked.path))
    return choose(values, options, tokens), found


def stylesheet_of(styles: Sequence[ThemeFile]) -> str:
    """Return the text of a stylesheet from its parts."""
    return "".join(Path(part.path).read_text(encoding="utf-8", errors="replace") for part in styles)


def _shelled(chain: Chain) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each folder with the names that the themes above it do without."""
    names: tuple[str, ...] = ()
    for part in chain:
        yield str(part.folder), names
        without = part.settings.get("without")
        names += tuple(map(str, without)) if isinstance(without, list) else ()


def _files(folders: Sequence[tuple[str, Sequence[str]]], kind: str) -> dict[str, ThemeFile]:
    """Return the files of one kind by name; the first folder that has a name wins.

    Each folder comes with the names that are not wanted of it; a name may hold `*`.
    """
    found: dict[str, ThemeFile] = {}
    for folder, unwanted in folders:
        top = os.path.join(folder, kind)
        for parent, children, names in os.walk(top):
            children[:] = sorted(child for child in children if not child.startswith("."))
            for name in sorted(names):
                if name.startswith("."):
                    continue
                path = os.path.join(parent, name)
                key = os.path.relpath(path, top).replace(os.sep, "/")
                if key not in found and not any(fnmatchcase(key, one) for one in unwanted):
                    with open(path, "rb") as file:
                        found[key] = ThemeFile(path, of_bytes(file.read()))
    return found
