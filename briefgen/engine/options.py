"""The options of a theme: what `theme.yaml` declares, and what a site sets of it.

Declarations and texts in; values as templates see them, the end of the stylesheet, and findings
out. Every value is a text, whatever its type.
"""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from briefgen.engine.colours import READABLE, is_colour, least_contrast, nearest_readable
from briefgen.engine.tokens import Shades
from briefgen.finding import Finding, Severity, Span

OptionType = Literal["choice", "text", "colour", "number", "switch", "file"]
Length = Literal["long", "medium", "short"]

TYPES: tuple[str, ...] = get_args(OptionType)

DATES = "dates"
"""What an option sets that says how long dates are."""
LENGTHS: tuple[str, ...] = get_args(Length)

KEYS = ("type", "choices", "default", "help", "min", "max", "sets", "against", "endings", "offered")
"""What is told of an option in `theme.yaml`."""
_ON, _OFF = ("on", "true", "yes"), ("off", "false", "no")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_PROPERTY = re.compile(r"--[a-z][a-z0-9-]*")

# Of the project; what lies there is published at its own place.
_PUBLISHED = "content/static/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A setting that a theme offers."""

    name: str
    type: str
    """One of `TYPES`."""
    default: str
    choices: tuple[str, ...] = ()
    """Only those of a choice."""
    help: str = ""
    least: float | None = None
    """Of a number."""
    most: float | None = None
    sets: str = ""
    """A custom property of the stylesheet (`--accent`), `dates`, or nothing."""
    against: tuple[str, ...] = ()
    """The tokens on which a colour has to be readable."""
    endings: tuple[str, ...] = ()
    """Of a file, those that it may have, without the dot; none when it may have any."""
    offered: bool = True
    """Whether a site may set it; else templates of the theme below see its default."""

    @property
    def allowed(self) -> str:
        """What it can be, as a hint says it."""
        match self.type:
            case "choice":
                return f"write one of {', '.join(self.choices)}"
            case "switch":
                return "write `on` or `off`"
            case "number":
                return f"write a number{_range(self.least, self.most)}"
            case "colour":
                return 'write a colour such as "#0b5c6b" in quotes, or two: "#0b5c6b #7fd0de"'
            case "file":
                endings = ", ".join(f".{one}" for one in self.endings)
                which = f" that ends in {endings}" if endings else ""
                return f"name a file below content/static/{which}, such as static/logo.svg"
            case _:
                return "write any text"

    def can_be(self, value: str) -> bool:
        """Tell whether templates can see this value."""
        return _fits(value, self) and _normal(value, self) == value


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with the declaration of an option."""

    name: str
    """Of the option."""
    message: str
    key: str = ""
    """Of the declaration."""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a site's options come to."""

    values: Mapping[str, str]
    """Every option, defaults filled in."""
    files: Mapping[str, str]
    """Of each option that is a file its path in the project, empty when none is set."""
    css: str
    """The end of the stylesheet: what options set in it."""
    dates: str
    """How long dates are: one of `LENGTHS`."""


def merged(below: Mapping[str, object], above: object) -> dict[str, object]:
    """Return what two themes declare together: of an option that both have, keys of `above` count.

    One that is given a type there is another option altogether.
    """
    together = dict(below)
    for name, about in above.items() if isinstance(above, dict) else ():
        known = together.get(name)
        if isinstance(about, dict) and isinstance(known, dict) and "type" not in about:
            together[name] = {**known, **about}
        else:
            together[name] = about
    return together


def declared(settings: Mapping[str, object]) -> Iterator[Option | Wrong]:
    """Yield the options that a `theme.yaml` declares, or what is wrong with one."""
    options = settings.get("options")
    for name, about in options.items() if isinstance(options, dict) else ():
        yield _option(str(name), about)


def faults_of(
    values: Mapping[str, str], options: Mapping[str, Option], config: str
) -> Iterator[Finding]:
    """Yield what is wrong with the values that a site sets; `config` is the name of its file."""
    for name, value in values.items():
        place = Span(path=config, key=f"theme.options.{name}")
        option = options.get(name)
        if option is None or not option.offered:
            offered = [one.name for one in options.values() if one.offered]
            near = difflib.get_close_matches(name, offered, 1)
            yield Finding(
                code="unknown-theme-option",
                message=f"the theme has no option `{name}`",
                span=place,
                hint=f"did you mean `{near[0]}`?" if near else _offered(offered),
            )
        elif not _fits(value, option):
            yield Finding(
                code="invalid-theme-option",
                message=f"the option `{name}` cannot be `{value}`",
                span=place,
                hint=_hint(value, option),
            )


def choose(
    values: Mapping[str, str], options: Mapping[str, Option], tokens: Mapping[str, Shades]
) -> Chosen:
    """Return what values without fault come to; `tokens` are the colours of the stylesheet."""
    written = {option.name: option.default for option in options.values()} | dict(values)
    filled = {name: _normal(value, options[name]) for name, value in written.items()}
    properties = [
        f"{option.sets}:{_css(filled, option, tokens)}"
        for option in options.values()
        if option.sets.startswith("--") and filled[option.name]
    ]
    lengths = [filled[option.name] for option in options.values() if option.sets == DATES]
    return Chosen(
        values=filled,
        files={
            name: _PUBLISHED + filled[name].removeprefix("static/") if filled[name] else ""
            for name, option in options.items()
            if option.type == "file"
        },
        # Behind all layers, so that it counts whatever the theme's stylesheet says.
        css=f":root{{{';'.join(properties)}}}\n" if properties else "",
        dates=lengths[-1] if lengths else "medium",
    )


def pale_colours(
    values: Mapping[str, str],
    options: Mapping[str, Option],
    tokens: Mapping[str, Shades],
    config: str,
) -> Iterator[Finding]:
    """Yield a warning for each colour set by the site that cannot be read where it is shown."""
    for name in values:
        option = options[name]
        written = values[name].split()
        if option.type != "colour" or not written:
            continue
        shown = _appearances(values, options)
        # One alone is for the paper that is shown first; its counterpart is made to be readable.
        sides = ("light", "dark") if len(written) == 2 else _first(values, options)
        for side, colour in zip(sides, written, strict=True):
            grounds = _grounds(option, tokens, side)
            if side not in shown or least_contrast(colour, grounds) >= READABLE:
                continue
            ratio = least_contrast(colour, grounds)
            near = nearest_readable(colour, grounds)
            yield Finding(
                code="low-contrast-accent",
                message=f"`{colour}` has a contrast of only {ratio}:1 on {side} paper",
                span=Span(path=config, key=f"theme.options.{name}"),
                hint=f"take `{near}`, the nearest shade that can be read ({READABLE}:1)",
                severity=Severity.WARNING,
            )


def _option(name: str, about: object) -> Option | Wrong:
    it = f"the option `{name}`"
    if not isinstance(about, dict):
        return Wrong(name, f"{it} is no mapping", hint=f"write `{name}: {{default: …}}`")
    wrong = _misfit(name, about)
    if wrong is not None:
        return wrong
    choices = about.get("choices") or ()
    kind = str(about.get("type", "choice" if choices else "text"))
    against = about.get("against") or ()
    option = Option(
        name=name,
        type=kind,
        default=word(about.get("default", "off" if kind == "switch" else "")),
        choices=tuple(word(choice) for choice in choices),
        help=str(about.get("help", "")),
        least=_bound(about.get("min")),
        most=_bound(about.get("max")),
        sets=str(about.get("sets", "")),
        against=tuple(map(str, against))
        if isinstance(against, list)
        else (str(against),)
        if against
        else (),
        endings=tuple(str(one).lower().lstrip(".") for one in about.get("endings") or ()),
        offered=about.get("offered", True) is not False,
    )
    if option.sets and option.sets != DATES and not _PROPERTY.fullmatch(option.sets):
        message = f"{it} sets `{option.sets}`, which is neither `dates` nor a `--property`"
        return Wrong(name, message, "sets", f"did you mean `--{option.sets.strip('-').lower()}`?")
    if option.sets == DATES and not set(option.choices) <= set(LENGTHS):
        message = f"{it} sets `dates`, whose choices are {', '.join(LENGTHS)}"
        return Wrong(name, message, "choices", "take some of these")
    if option.sets.startswith("--") and option.type in ("text", "file"):
        # Any text could end the rule that it stands in.
        message = f"{it} is a {option.type}, which sets no property of a stylesheet"
        return Wrong(name, message, "sets", "make it a choice, a colour, a number or a switch")
    if option.against and option.type != "colour":
        message = f"{it} is no colour, and has `against`"
        return Wrong(name, message, "against", "write `type: colour`, or leave it out")
    if option.default and not _fits(option.default, option):
        message = f"{it} has the default `{option.default}`, which it cannot be"
        return Wrong(name, message, "default", option.allowed)
    return option


def _misfit(name: str, about: Mapping[object, object]) -> Wrong | None:
    """Return what is wrong with a key of a declaration by itself."""
    it = f"the option `{name}`"
    for key in about:
        if key not in KEYS:
            near = difflib.get_close_matches(str(key), KEYS, 1)
            hint = f"did you mean `{near[0]}`?" if near else f"the keys are {', '.join(KEYS)}"
            return Wrong(name, f"{it} has an unknown key `{key}`", str(key), hint)
    choices = about.get("choices") or ()
    if not isinstance(choices, (list, tuple)):
        return Wrong(name, f"{it} has `choices` that are no list", "choices", "write `[one, two]`")
    kind = str(about.get("type", "choice" if choices else "text"))
    if kind not in TYPES:
        message = f"{it} has the type `{kind}`, which is none of {', '.join(TYPES)}"
        near = difflib.get_close_matches(kind, TYPES, 1)
        hint = f"did you mean `{near[0]}`?" if near else "write one of these"
        return Wrong(name, message, "type", hint)
    if kind == "choice" and not choices:
        return Wrong(name, f"{it} needs `choices`", "type", "list what it can be")
    if choices and kind != "choice":
        message = f"{it} is a {kind}, and has `choices`"
        return Wrong(name, message, "choices", "write `type: choice`, or leave them out")
    offered = about.get("offered", True)
    if not isinstance(offered, bool):
        message = f"{it} has `offered: {offered}`, which is neither `true` nor `false`"
        return Wrong(name, message, "offered", "write `offered: false`, or leave it out")
    endings = about.get("endings") or ()
    if not isinstance(endings, (list, tuple)) or (endings and kind != "file"):
        why = "and is no file" if kind != "file" else "that are no list"
        message = f"{it} has `endings`, {why}"
        return Wrong(name, message, "endings", "write a list such as `[svg, png]` for a file")
    for key in ("min", "max"):
        bound = about.get(key)
        if bound is not None and (isinstance(bound, bool) or not isinstance(bound, (int, float))):
            return Wrong(name, f"{it} has a `{key}` that is no number", key, "write a number")
    return None


def word(value: object) -> str:
    """Return a value of YAML as it was most likely written, and as templates see it."""
    return {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)


def _bound(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None


def _range(least: float | None, most: float | None) -> str:
    if least is not None and most is not None:
        return f" from {least:g} to {most:g}"
    if least is not None:
        return f" of at least {least:g}"
    return f" of at most {most:g}" if most is not None else ""


def _fits(value: str, option: Option) -> bool:
    match option.type:
        case "choice":
            return _normal(value, option) in option.choices
        case "switch":
            return value.lower() in (*_ON, *_OFF)
        case "number":
            if not _NUMBER.fullmatch(value):
                return False
            number = float(value)
            least, most = option.least, option.most
            return (least is None or number >= least) and (most is None or number <= most)
        case "colour":
            shades = value.split()
            return len(shades) <= 2 and all(map(is_colour, shades))
        case "file":
            inner = value.removeprefix("content/")
            parts = inner.split("/")
            ending = value.lower().rpartition(".")[2]
            return not value or (
                inner.startswith("static/")
                and ".." not in parts
                and "" not in parts
                and (not option.endings or ending in option.endings)
            )
        case _:
            return True


def _normal(value: str, option: Option) -> str:
    """Return a value as templates see it, however it was written."""
    if option.type == "switch":
        return "on" if value.lower() in _ON else "off"
    if option.type == "choice" and value not in option.choices:
        # YAML has several words for yes and no.
        for words in (_ON, _OFF):
            if value.lower() in words:
                return next((choice for choice in option.choices if choice in words), value)
    if option.type == "file":
        return value.removeprefix("content/")
    if option.type == "colour":
        return " ".join(value.lower().split())
    return value


def _hint(value: str, option: Option) -> str:
    near = ""
    if option.type == "choice":
        near = next(iter(difflib.get_close_matches(value.lower(), option.choices, 1)), "")
    elif option.type == "colour":
        near = next(
            (one for one in (f"#{value}", value.replace(",", " ")) if _fits(one, option)), ""
        )
    elif option.type == "file":
        stripped = value.removeprefix("./").removeprefix("/").removeprefix("content/")
        near = stripped if stripped != value and _fits(stripped, option) else ""
    return f"did you mean `{near}`? {option.allowed}" if near else option.allowed


def _offered(options: Sequence[str]) -> str:
    return f"it has {', '.join(options)}" if options else "it has none"


def _css(values: Mapping[str, str], option: Option, tokens: Mapping[str, Shades]) -> str:
    value = values[option.name]
    if option.type != "colour":
        return value
    shades = value.split()
    if len(shades) == 2:
        return f"light-dark({shades[0]},{shades[1]})"
    (written,) = shades
    (side,) = _first(values, {option.name: option})
    other = "dark" if side == "light" else "light"
    made = nearest_readable(written, _grounds(option, tokens, other))
    light, dark = (written, made) if side == "light" else (made, written)
    return f"light-dark({light},{dark})"


def _grounds(option: Option, tokens: Mapping[str, Shades], side: str) -> Sequence[str]:
    return [getattr(tokens[name], side) for name in option.against if name in tokens]


def _appearances(values: Mapping[str, str], options: Mapping[str, Option]) -> tuple[str, ...]:
    """Return on which papers pages are shown, by the option `appearance` where there is one."""
    found = values.get("appearance") or (
        options["appearance"].default if "appearance" in options else ""
    )
    return (found,) if found in ("light", "dark") else ("light", "dark")


def _first(values: Mapping[str, str], options: Mapping[str, Option]) -> tuple[str]:
    return (_appearances(values, options)[0],)
