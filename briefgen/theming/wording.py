"""What a theme says and shows without a page: its texts, and the colours of its stylesheet.

A theme's folders in, findings out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from jinja2 import TemplateSyntaxError, nodes

from briefgen.engine.colours import READABLE, least_contrast
from briefgen.engine.declaration import Chain, options_of
from briefgen.engine.locales import language_of, texts_of
from briefgen.engine.options import pale_colours
from briefgen.engine.places import place_of
from briefgen.engine.templates import environment
from briefgen.engine.theme import Theme, stylesheet_of
from briefgen.engine.tokens import Shades, tokens_of, unread_of
from briefgen.finding import Finding, Severity, Span
from briefgen.theming.placing import Sources
from briefgen.theming.unsaid import unsaid

_ON_PAPER = ("paper", "panel")

# What stands on what, and how readable it has to be: text 4.5, the edges of fields 3 (WCAG 1.4.11).
_PAIRS = (
    ("ink", _ON_PAPER, READABLE),
    ("ink-2", _ON_PAPER, READABLE),
    ("accent", _ON_PAPER, READABLE),
    ("warn-bar", _ON_PAPER, READABLE),
    ("bad-bar", _ON_PAPER, READABLE),
    ("ink", ("warn", "bad"), READABLE),
    ("edge", _ON_PAPER, 3.0),
)


def texts_missing(theme: Theme, project: Path) -> Iterator[Finding]:
    """Yield a fault for each text or pattern that a template asks for and no locale file has."""
    known = language_of(theme.folders, "en").strings
    for name in sorted(theme.templates):
        path = _file(theme, name)
        for key, line in _asked(path.read_text(encoding="utf-8")):
            if key not in known:
                yield Finding(
                    code="missing-text",
                    message=f"the template asks for the text `{key}`, which no locale file has",
                    span=Span(path=place_of(str(path), project), line=line),
                    hint="add it to `locales/en.yaml` of the theme",
                )


def texts_in_english(theme: Theme, project: Path, language: str) -> Iterator[Finding]:
    """Yield a warning for each language of the theme that lacks texts which English has.

    A theme of the project speaks the languages of its own locale files, and that of the site: what
    it adds is not owed in all those of the theme below.
    """
    english = set(language_of(theme.folders, "en").strings)
    english -= {
        key
        for keys in unsaid(theme, project).values()
        for key, near in keys.items()
        if near or any(one.startswith(f"{key}.") for one in english)
    }
    own = [one for one in theme.folders if Path(one).is_relative_to(project)] or theme.folders
    codes = {file.stem for folder in own for file in Path(folder, "locales").glob("*.yaml")}
    for code in sorted({*codes, language.lower()} - {"en"}):
        parts = code.split("-")
        names = ["-".join(parts[:end]) for end in range(1, len(parts) + 1)]
        files = [
            Path(folder, "locales", f"{name}.yaml") for name in names for folder in theme.folders
        ]
        there = [file for file in files if file.is_file()]
        if not there:
            # `missing-locale` tells that.
            continue
        lacking = sorted(english - {key for file in there for key in texts_of(file, project)})
        if lacking:
            shown = ", ".join(lacking[:3]) + (" …" if len(lacking) > 3 else "")
            counted = "1 text is" if len(lacking) == 1 else f"{len(lacking)} texts are"
            mended = [file for file in there if str(file.parents[1]) in own] or there
            yield Finding(
                code="incomplete-locale",
                message=f"{counted} not there in `{code}`: {shown}",
                span=Span(path=place_of(str(mended[-1]), project)),
                hint=f"add to `locales/{code}.yaml` of the theme; until then English stands there",
                severity=Severity.WARNING,
            )


def pale_tokens(theme: Theme, project: Path) -> Iterator[Finding]:
    """Yield a fault for each pair of the stylesheet's colours that cannot be read on each other."""
    stylesheet = stylesheet_of(theme.styles)
    tokens = tokens_of(stylesheet)
    sources = Sources([part.path for part in theme.styles], project)
    judged = {one for name, grounds, _ in _PAIRS for one in (name, *grounds)}
    for name, value in unread_of(stylesheet).items():
        if name in judged:
            yield Finding(
                code="unread-colour",
                message=f"how well `--{name}` can be read is not looked at: it is `{value}`",
                span=sources.last(rf"--{name}\s*:"),
                hint="write `#rrggbb`, or `light-dark(#…, #…)`",
                severity=Severity.WARNING,
            )
    for name, grounds, needed in _PAIRS:
        there = [ground for ground in grounds if ground in tokens]
        if name not in tokens or not there:
            continue
        for side in Shades._fields:
            for ground in there:
                colours = getattr(tokens[name], side), getattr(tokens[ground], side)
                ratio = least_contrast(colours[0], [colours[1]])
                if ratio < needed:
                    yield Finding(
                        code="low-contrast-token",
                        message=f"`--{name}` on `--{ground}` has a contrast of only {ratio}:1 "
                        f"on {side} paper",
                        span=sources.last(rf"--{name}\s*:"),
                        hint=f"it needs {needed:g}:1",
                    )


def pale_defaults(theme: Theme, chain: Chain) -> Iterator[Finding]:
    """Yield a warning for each colour that an option has by default and that cannot be read."""
    options = options_of(chain)
    defaults = {option.name: option.default for option in options.values() if option.against}
    tokens = tokens_of(stylesheet_of(theme.styles))
    for found in pale_colours(defaults, options, tokens, ""):
        name = found.span.key.removeprefix("theme.options.")
        for part in chain:
            declared = part.settings.get("options")
            about = declared.get(name) if isinstance(declared, dict) else None
            if isinstance(about, dict) and "default" in about:
                span = Span(path=part.place, key=f"options.{name}.default")
                yield replace(found, span=span)
                break


def _asked(source: str) -> Iterator[tuple[str, int]]:
    """Yield the keys of texts that a template names, with their lines; computed ones not."""
    try:
        tree = environment().parse(source)
    except TemplateSyntaxError:
        return
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in ("t", "forms"):
            yield from _constant(call.args, "", call.lineno)
    for use in tree.find_all(nodes.Filter):
        if use.name == "date":
            yield from _constant(use.args, "dates.", use.lineno)


def _constant(arguments: Sequence[nodes.Expr], prefix: str, line: int) -> Iterator[tuple[str, int]]:
    if arguments and isinstance(arguments[0], nodes.Const):
        yield f"{prefix}{arguments[0].value}", line


def _file(theme: Theme, name: str) -> Path:
    files = (Path(folder, "templates", name) for folder in theme.folders)
    return next(file for file in files if file.is_file())
