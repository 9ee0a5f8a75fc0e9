"""Themes: folders of templates, assets and locale files, each able to stand on another.

A name in, a `Theme` out: which file answers each name through the chain of `extends`, what its
options come to, and the fingerprint of every template with all that it pulls in. What is wrong with
a theme is a finding. Reads theme folders and nothing else.
"""

import difflib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import yaml

from briefgen.engine.language import Language, flatten, locale_of
from briefgen.engine.options import (
    Chosen,
    Option,
    choose,
    declared,
    faults_of,
    merged,
    pale_colours,
)
from briefgen.engine.pulls import closure, pulled
from briefgen.engine.tokens import tokens_of
from briefgen.finding import ConfigurationError, Finding, Span
from briefgen.fingerprint import of, of_bytes

# BaseLoader: `no` is a word here, not a truth value. Written in C it takes a tenth of the time.
_TEXTS = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

KEYS: Mapping[str, type] = {
    "name": str,
    "description": str,
    "extends": str,
    "styles": list,
    "preload": list,
    "only": list,
    "without": list,
    "images": dict,
    "options": dict,
}
"""What `theme.yaml` may hold, and of which type."""
_KINDS: Mapping[type, str] = {str: "a text", list: "a list", dict: "a mapping"}

# Narrower ones show nothing, wider ones no screen has.
WIDTHS = range(50, 8001)
"""Of pictures, in pixels."""


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
    chain = tuple(_chain(name, shelves, asked))
    settings = [settings for _, settings in chain]
    folders = tuple(str(folder) for folder, _ in chain)
    faults: list[Finding] = []
    offered = dict(_options(chain, faults, asked))
    faults += faults_of(options, offered, asked.path)
    if faults:
        raise ConfigurationError(*faults)
    faults += _condition_faults(chain, asked)
    if faults:
        raise ConfigurationError(*faults)
    # Without the colours of the stylesheet, which depend on what is chosen here.
    chosen = choose(options, offered, {}).values
    styles = _inherited(settings, "styles")
    bound = [item for part in settings for item in _bindings(part.get("only"))]
    speaks = any(
        Path(folder, "locales", f"{language.lower().split('-')[0]}.yaml").is_file()
        for folder in folders
    )
    own = _files([(folder, ()) for folder in folders], "templates")
    sources = {template: file.path for template, file in own.items()}
    trees, faults = pulled(sources, shelves[0].parent)
    if faults:
        raise ConfigurationError(*faults)
    files = _files(tuple(_shelled(folders, settings)), "assets")
    style_names = [file for file, when in _bindings(styles) if _holds(when, chosen)]
    left_out = {file for file, _ in _bindings(styles)}
    for missing in (file for file in style_names if file not in files):
        raise ConfigurationError(
            _fault(
                f"the theme `{name}` lists the stylesheet `{missing}` and has no such file", asked
            )
        )
    widths = tuple(_image_widths(settings, faults, asked))
    if faults:
        raise ConfigurationError(*faults)
    styling = tuple(files[file] for file in style_names)
    settled, pale = _settle(options, offered, styling, asked)
    texts = of(_strings(folders, language), language, settled.dates)
    return Theme(
        name=name,
        files=settled.files,
        css=settled.css,
        dates=settled.dates,
        findings=pale,
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
            file
            for file, when in _bindings(_inherited(settings, "preload"))
            if _holds(when, chosen)
        ),
    )


def styles_of(
    name: str, shelves: Sequence[Path], asked: Span
) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """Return the stylesheet's parts of a theme, each with its condition, as `theme.yaml` has them.

    ConfigurationError when there is no such theme, or one that cannot be read.
    """
    settings = [settings for _, settings in _chain(name, shelves, asked)]
    return tuple(_bindings(_inherited(settings, "styles")))


def chain_of(
    name: str, shelves: Sequence[Path], asked: Span
) -> tuple[tuple[Path, Mapping[str, object]], ...]:
    """Return the folder and the settings of a theme, then those of each that it stands on.

    ConfigurationError when one of them is not there, or cannot be read.
    """
    return tuple(_chain(name, shelves, asked))


def language_of(theme_folders: Sequence[str], code: str, dates: str = "medium") -> Language:
    """Return the interface language of a theme: its own texts, then its parents', then English."""
    return Language(locale_of(code), _strings(theme_folders, code), dates)


def shelf_names(shelves: Sequence[Path]) -> list[str]:
    """Return the names of all themes on the shelves."""
    found = {
        folder.name
        for shelf in shelves
        if shelf.is_dir()
        for folder in shelf.iterdir()
        if (folder / "theme.yaml").is_file()
    }
    return sorted(found)


def _chain(
    name: str, shelves: Sequence[Path], asked: Span
) -> Iterator[tuple[Path, Mapping[str, object]]]:
    seen: list[str] = []
    while name:
        # A theme is a folder on a shelf: a path, or what no file system takes for a name, is not.
        named = Path(name).name == name and len(name.encode()) < 256
        candidates = [shelf / name for shelf in shelves] if named else []
        folder = next((one for one in candidates if (one / "theme.yaml").is_file()), None)
        if folder is None:
            near = difflib.get_close_matches(name, shelf_names(shelves), 1)
            hint = f"did you mean `{near[0]}`?" if near else "the built-in theme is `broadsheet`"
            raise ConfigurationError(
                Finding(
                    code="unknown-theme",
                    message=f"there is no theme `{name}`",
                    span=asked,
                    hint=hint,
                )
            )
        if name in seen:
            raise ConfigurationError(_fault(f"the theme `{name}` extends itself", asked))
        seen.append(name)
        try:
            settings = yaml.safe_load((folder / "theme.yaml").read_text(encoding="utf-8")) or {}
        except (yaml.YAMLError, UnicodeDecodeError) as problem:
            text = str(problem).replace("\n", " ")
            raise ConfigurationError(
                _fault(f"`{name}/theme.yaml` cannot be read: {text}", asked)
            ) from problem
        if not isinstance(settings, dict):
            raise ConfigurationError(_fault(f"`{name}/theme.yaml` holds no settings", asked))
        for fault in _settings_faults(settings):
            raise ConfigurationError(_fault(f"`{name}/theme.yaml` {fault}", asked))
        yield folder, settings
        name = str(settings.get("extends") or "")


def _settings_faults(settings: Mapping[object, object]) -> Iterator[str]:
    """Yield in words what is wrong with the settings of a theme, but for its options."""
    for key, value in settings.items():
        if key not in KEYS:
            near = difflib.get_close_matches(str(key), KEYS, 1)
            meant = f"; did you mean `{near[0]}`?" if near else ""
            yield f"has an unknown key `{key}`{meant}"
            continue
        kind = KEYS[str(key)]
        if value is not None and not isinstance(value, kind):
            yield f"has `{key}` that is not {_KINDS[kind]}"
            continue
        for item in value if isinstance(value, list) else ():
            if isinstance(item, str):
                continue
            if key == "without" or not isinstance(item, dict):
                yield f"has in `{key}` what is no file name: `{item}`"
            elif not isinstance(item.get("file"), str) or item.keys() - {"file", "when"}:
                yield f"has in `{key}` an item that is not `{{file: …, when: {{…}}}}`"
            elif not isinstance(item.get("when") or {}, dict):
                yield f"has in `{key}` a condition that is no mapping: `{item['when']}`"


def _fault(message: str, asked: Span) -> Finding:
    return Finding(code="invalid-theme", message=message, span=asked)


def _inherited(settings: Sequence[Mapping[str, object]], key: str) -> object:
    return next((part[key] for part in settings if key in part), None)


def _bindings(items: object) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield file and condition of each item: `core.css`, or `{file: …, when: {option: value}}`."""
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            when = item.get("when") or {}
            yield str(item["file"]), {str(key): str(value) for key, value in when.items()}
        else:
            yield str(item), {}


def _condition_faults(
    chain: Sequence[tuple[Path, Mapping[str, object]]], asked: Span
) -> Iterator[Finding]:
    """Yield a fault for each condition that can never hold where it was written.

    A theme above may narrow an option until it holds no more, and mean it.
    """
    for place, (_, settings) in enumerate(chain):
        offered = dict(_options(chain[place:], [], asked))
        for key in ("styles", "preload", "only"):
            for file, when in _bindings(settings.get(key)):
                for name, value in when.items():
                    fault = _never(name, value, offered)
                    if fault:
                        yield _fault(f"`{key}`: `{file}` depends on {fault}", asked)


def _never(name: str, value: str, offered: Mapping[str, Option]) -> str:
    """Return what is wrong with a condition, in words, or an empty text."""
    option = offered.get(name)
    if option is None:
        near = difflib.get_close_matches(name, offered, 1)
        meant = f"; did you mean `{near[0]}`?" if near else ""
        return f"the option `{name}`, which is none{meant}"
    return "" if option.can_be(value) else f"`{name}` being `{value}`, which it never is"


def _image_widths(
    settings: Sequence[Mapping[str, object]], faults: list[Finding], asked: Span
) -> Iterator[int]:
    images = _inherited(settings, "images")
    widths = images.get("widths") if isinstance(images, dict) else images
    for width in widths if isinstance(widths, list) else [] if widths is None else [widths]:
        if isinstance(width, int) and width in WIDTHS:
            yield width
        else:
            fault = f"`images.widths` holds `{width}`, which is no width in pixels"
            faults.append(_fault(fault, asked))


def _holds(when: Mapping[str, str], chosen: Mapping[str, str]) -> bool:
    return all(chosen.get(option) == value for option, value in when.items())


def _wanted(
    asset: str, bound: Sequence[tuple[str, Mapping[str, str]]], chosen: Mapping[str, str]
) -> bool:
    return all(_holds(when, chosen) for file, when in bound if fnmatchcase(asset, file))


def _options(
    chain: Sequence[tuple[Path, Mapping[str, object]]], faults: list[Finding], asked: Span
) -> Iterator[tuple[str, Option]]:
    """Yield the options of a theme by name; those of the theme itself last, so that they count."""
    below: dict[str, object] = {}
    for folder, settings in reversed(chain):
        below = merged(below, settings.get("options"))
        for option in declared({**settings, "options": below}, folder.name):
            if isinstance(option, str):
                faults.append(_fault(option, asked))
            else:
                yield option.name, option


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


def _shelled(
    folders: Sequence[str], settings: Sequence[Mapping[str, object]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each folder with the names that the themes above it do without."""
    names: tuple[str, ...] = ()
    for folder, part in zip(folders, settings, strict=True):
        yield folder, names
        without = part.get("without")
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


def _strings(folders: Sequence[str], code: str) -> dict[str, str | Mapping[str, str]]:
    parts = code.lower().split("-")
    wanted = ["en", *("-".join(parts[:end]) for end in range(1, len(parts) + 1))]
    strings: dict[str, str | Mapping[str, str]] = {}
    for name in wanted:
        for folder in reversed(folders):
            path = Path(folder, "locales", f"{name}.yaml")
            if path.is_file():
                tree = yaml.load(path.read_text(encoding="utf-8"), Loader=_TEXTS)
                strings |= flatten(tree or {})
    return strings
