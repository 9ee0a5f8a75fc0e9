"""The settings of a theme, `theme.yaml`: its own and those of each theme that it stands on.

A name and shelves in; a chain of folders with their settings, and findings, out. Every fault names
the file and the key. Reads those files and nothing else.
"""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from briefgen.engine.mappings import read_mapping
from briefgen.engine.options import Option, Wrong, declared, merged, word
from briefgen.engine.places import place_of
from briefgen.finding import ConfigurationError, Finding, Severity, Span

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
_KINDS: Mapping[type, tuple[str, str]] = {
    str: ("a text", "write a text, in quotes where it is a number"),
    list: ("a list", "write a list, such as `[one, two]`"),
    dict: ("a mapping", "write `key: value` for each, on lines of their own below it"),
}

# Narrower ones show nothing, wider ones no screen has.
WIDTHS = range(50, 8001)
"""Of pictures, in pixels."""

_ITEM_HINT = "write the name of a file, or `{file: …, when: {option: value}}`"


class Declared(NamedTuple):
    """One theme of a chain."""

    folder: Path
    settings: Mapping[str, object]
    place: str
    """How its `theme.yaml` is named to people."""

    def fault(self, message: str, key: str = "", hint: str = "") -> Finding:
        """Return a finding at a key of it."""
        return Finding(
            code="invalid-theme", message=message, span=Span(path=self.place, key=key), hint=hint
        )


class Binding(NamedTuple):
    """A file that counts under a condition, as `styles`, `preload` and `only` have them."""

    file: str
    when: Mapping[str, str]

    def holds(self, chosen: Mapping[str, str]) -> bool:
        """Tell whether the options have the values that it depends on."""
        return all(chosen.get(option) == value for option, value in self.when.items())


Chain = tuple[Declared, ...]


def chain_of(name: str, shelves: Sequence[Path], asked: Span) -> Chain:
    """Return a theme, then each that it stands on. `asked` is where its name was written.

    ConfigurationError when one of them is not there, or cannot be read.
    """
    return tuple(_chain(name, shelves, asked))


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


def inherited(chain: Chain, key: str) -> object:
    """Return a setting of the nearest theme that has it."""
    found = _owner(chain, key)
    return found.settings[key] if found is not None else None


def bindings(items: object) -> Iterator[Binding]:
    """Yield file and condition of each item: `core.css`, or `{file: …, when: {option: value}}`."""
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            when = item.get("when") or {}
            yield Binding(str(item["file"]), {str(key): word(when[key]) for key in when})
        else:
            yield Binding(str(item), {})


def options_of(chain: Chain, faults: list[Finding] | None = None) -> dict[str, Option]:
    """Return the options of a theme by name; those of the theme itself count before others."""
    below: dict[str, object] = {}
    found: dict[str, Option] = {}
    for part in reversed(chain):
        own = part.settings.get("options")
        names = own if isinstance(own, dict) else {}
        if faults is not None:
            faults += _orphans(part, names, below)
        below = merged(below, own)
        for option in declared({"options": below}):
            if isinstance(option, Option):
                found[option.name] = option
            # What a theme below has wrong was told of that one.
            elif faults is not None and option.name in {str(name) for name in names}:
                key = f"options.{option.name}{'.' if option.key else ''}{option.key}"
                faults.append(part.fault(option.message, key, option.hint))
    return found


def condition_faults(chain: Chain) -> Iterator[Finding]:
    """Yield a fault for each condition that can never hold where it was written.

    A theme above may narrow an option until it holds no more, and mean it; with another type it
    cannot.
    """
    offered = [options_of(chain[place:]) for place in range(len(chain))]
    for place, part in enumerate(chain):
        for key in ("styles", "preload", "only"):
            for number, item in enumerate(bindings(part.settings.get(key))):
                for name, value in item.when.items():
                    fault = _never(name, value, offered[place])
                    if fault:
                        message = f"`{key}`: `{item.file}` depends on {fault.message}"
                        yield part.fault(message, f"{key}[{number}].when.{name}", fault.hint)
                        continue
                    yield from _other_types(chain[:place], offered[: place + 1], item, name)


def file_faults(chain: Chain, there: Mapping[str, object]) -> Iterator[Finding]:
    """Yield a fault for each stylesheet and each font of `preload` that is not among the assets."""
    for key in ("styles", "preload"):
        owner = _owner(chain, key)
        for number, item in enumerate(bindings(owner.settings[key]) if owner else ()):
            if owner and item.file not in there:
                near = difflib.get_close_matches(item.file, there, 1)
                yield owner.fault(
                    f"`{key}` names `{item.file}`, and no such file is in `assets/`",
                    f"{key}[{number}]",
                    f"did you mean `{near[0]}`?"
                    if near
                    else "put the file there, or take it off the list",
                )


def ground_faults(chain: Chain, stylesheet: str) -> Iterator[Finding]:
    """Yield a fault for each colour that an option is judged against and no stylesheet has."""
    for name, option in options_of(chain).items():
        for ground in option.against:
            if f"--{ground}" in stylesheet:
                continue
            owner = next(part for part in chain if name in _mapping(part.settings, "options"))
            yield owner.fault(
                f"the option `{name}` is to be read on `{ground}`, and the stylesheet has no "
                f"`--{ground}`",
                f"options.{name}.against",
                "name colours of the stylesheet without their hyphens, such as `paper`",
            )


def widths_of(chain: Chain, faults: list[Finding]) -> Iterator[int]:
    """Yield how wide, in pixels, the theme wants the files that become of a picture."""
    owner = _owner(chain, "images")
    widths = _mapping(owner.settings, "images").get("widths") if owner else None
    for width in widths if isinstance(widths, list) else [] if widths is None else [widths]:
        if isinstance(width, int) and width in WIDTHS:
            yield width
        elif owner:
            faults.append(
                owner.fault(
                    f"`images.widths` holds `{width}`, which is no width in pixels",
                    "images.widths",
                    f"write whole numbers from {WIDTHS.start} to {WIDTHS.stop - 1}",
                )
            )


def covered(chain: Chain, shelves: Sequence[Path]) -> Iterator[Finding]:
    """Yield a warning for each theme of the project that hides a built-in one of its name."""
    for part in chain:
        name = part.folder.name
        if part.folder.parent == shelves[0] and _built_in(name, shelves):
            yield Finding(
                code="hidden-theme",
                message=f"`themes/{name}/` takes the place of the built-in theme `{name}`",
                span=Span(path=part.place),
                hint=f"give the folder another name, such as `own-{name}`, "
                "and write that in `theme.name`",
                severity=Severity.WARNING,
            )


def _chain(name: str, shelves: Sequence[Path], asked: Span) -> Iterator[Declared]:
    seen: list[str] = []
    while name:
        # A theme is a folder on a shelf: a path, or what no file system takes for a name, is not.
        named = Path(name).name == name and len(name.encode()) < 256
        candidates = [shelf / name for shelf in shelves] if named else []
        folder = next((one for one in candidates if (one / "theme.yaml").is_file()), None)
        if folder is None:
            raise ConfigurationError(_unknown(name, shelves, asked))
        place = place_of(str(folder / "theme.yaml"), shelves[0].parent)
        if name in seen:
            raise ConfigurationError(_circle(name, shelves, asked))
        seen.append(name)
        found = read_mapping(folder / "theme.yaml", place, "invalid-theme")
        if isinstance(found, Finding):
            raise ConfigurationError(found)
        part = Declared(folder, {str(key): value for key, value in found.items()}, place)
        faults = tuple(_setting_faults(part))
        if faults:
            raise ConfigurationError(*faults)
        yield part
        name = str(part.settings.get("extends") or "")
        asked = Span(path=place, key="extends")


def _unknown(name: str, shelves: Sequence[Path], asked: Span) -> Finding:
    names = shelf_names(shelves)
    near = difflib.get_close_matches(name, names, 1)
    there = ", ".join(f"`{one}`" for one in names)
    return Finding(
        code="unknown-theme",
        message=f"there is no theme `{name}`",
        span=asked,
        hint=f"did you mean `{near[0]}`?" if near else f"there are {there}",
    )


def _circle(name: str, shelves: Sequence[Path], asked: Span) -> Finding:
    hint = "a theme stands on another one, or on none"
    message = f"the theme `{name}` extends itself"
    if _built_in(name, shelves):
        message += f": `themes/{name}/` takes the place of the built-in theme"
        hint = f"give the folder another name, such as `own-{name}`, and write that in `theme.name`"
    return Finding(code="invalid-theme", message=message, span=asked, hint=hint)


def _built_in(name: str, shelves: Sequence[Path]) -> bool:
    """Tell whether a theme of this name is on another shelf than the project's own."""
    own = shelves[0] / name
    return any(
        (shelf / name / "theme.yaml").is_file() and (shelf / name).resolve() != own.resolve()
        for shelf in shelves[1:]
    )


def _setting_faults(part: Declared) -> Iterator[Finding]:
    """Yield what is wrong with the settings of one theme by themselves, but for its options."""
    for key, value in part.settings.items():
        if key not in KEYS:
            near = difflib.get_close_matches(key, KEYS, 1)
            hint = f"did you mean `{near[0]}`?" if near else f"the keys are {', '.join(KEYS)}"
            yield part.fault(f"there is no key `{key}`", key, hint)
            continue
        kind, hint = _KINDS[KEYS[key]]
        if value is not None and not isinstance(value, KEYS[key]):
            yield part.fault(f"`{key}` is not {kind}", key, hint)
            continue
        for number, item in enumerate(value if isinstance(value, list) else ()):
            place = f"{key}[{number}]"
            if isinstance(item, str):
                continue
            if key == "without" or not isinstance(item, dict):
                hint = "write the name of a file" if key == "without" else _ITEM_HINT
                yield part.fault(f"`{key}` holds what is no file name: `{item}`", place, hint)
            elif not isinstance(item.get("file"), str) or item.keys() - {"file", "when"}:
                yield part.fault(
                    f"`{key}` holds an item that is not `{{file: …, when: {{…}}}}`",
                    place,
                    _ITEM_HINT,
                )
            elif not isinstance(item.get("when") or {}, dict):
                yield part.fault(
                    f"`{key}` holds a condition that is no mapping: `{item['when']}`",
                    f"{place}.when",
                    _ITEM_HINT,
                )
    for key in _mapping(part.settings, "images"):
        if key != "widths":
            yield part.fault(
                f"`images` has no key `{key}`", f"images.{key}", "the only one is `widths`"
            )
    name = part.settings.get("name")
    if name and name != part.folder.name:
        yield part.fault(
            f"the theme is named `{name}`, and its folder `{part.folder.name}`",
            "name",
            f"write `name: {part.folder.name}`: a theme is asked for by its folder",
        )


def _orphans(
    part: Declared, own: Mapping[object, object], below: Mapping[str, object]
) -> Iterator[Finding]:
    """Yield a fault for each option that is withdrawn and that no theme below has."""
    for name, about in own.items():
        if name in below or not isinstance(about, dict) or about != {"offered": False}:
            continue
        near = difflib.get_close_matches(str(name), below, 1)
        yield part.fault(
            f"no theme below has an option `{name}`",
            f"options.{name}",
            f"did you mean `{near[0]}`?" if near else "leave it out",
        )


def _other_types(
    above: Chain, offered: Sequence[Mapping[str, Option]], item: Binding, name: str
) -> Iterator[Finding]:
    """Yield a fault when a theme above makes another kind of option of one that a file needs."""
    for place, part in enumerate(above):
        option, before = offered[place][name], offered[place + 1][name]
        if option.type != before.type and not option.can_be(item.when[name]):
            yield part.fault(
                f"the option `{name}` is a {before.type} in the theme below, whose "
                f"`{item.file}` depends on it",
                f"options.{name}",
                "give yours another name, or leave its `type` as it is",
            )


def _never(name: str, value: str, offered: Mapping[str, Option]) -> Wrong | None:
    """Return what is wrong with a condition, or nothing."""
    option = offered.get(name)
    if option is None:
        near = difflib.get_close_matches(name, offered, 1)
        meant = f"did you mean `{near[0]}`?" if near else f"the options are {', '.join(offered)}"
        return Wrong(name, f"the option `{name}`, which is none", hint=meant)
    if option.can_be(value):
        return None
    return Wrong(name, f"`{name}` being `{value}`, which it never is", hint=option.allowed)


def _owner(chain: Chain, key: str) -> Declared | None:
    return next((part for part in chain if key in part.settings), None)


def _mapping(settings: Mapping[str, object], key: str) -> Mapping[str, object]:
    found = settings.get(key)
    return found if isinstance(found, dict) else {}
