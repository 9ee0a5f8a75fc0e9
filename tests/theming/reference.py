"""docs/theme-reference.md, made from the program and the built-in themes.

Views and what their docstrings say in, the functions of templates, the comments at the head of
templates, locale files, stylesheets and `theme.yaml`; one page of Markdown out. What has no words
of its own has them here, and a KeyError says what lacks them.
"""

import ast
import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from briefgen import model, views
from briefgen.engine import render
from briefgen.engine.language import Language
from briefgen.engine.options import Option, declared, merged
from briefgen.program import builtin_themes

THEMES = ("broadsheet", "wire", "memo")
"""The one that the others stand on first."""

INTRODUCTION = """\
# Theme reference

All that a theme can use and replace. [Themes](themes.md) shows how, step by step. This page is made
from the program itself, so it holds for this version.

A template sees two things: `page`, the [view](#pages) of what it shows, and [`site`](#site). A
[part](#parts) sees `it`. A field that is not listed here does not exist, and asking for one is an
error that names the template and the line.
"""

# Fields that mean the same in every view that has no words of its own for them.
COMMON = {
    "body": "The text; write it with `body()`.",
    "crumbs": "The way to it; itself last.",
    "data": "What machines are told of it (docs/metadata.md), to be written with the `json` "
    "filter; empty when the site does not know its address.",
    "dir": "Direction of its language: `ltr` or `rtl`.",
    "extra": "The free data below `extra:`.",
    "first_day": "The first of the month.",
    "height": "In pixels.",
    "lang": "Its language, a BCP 47 code.",
    "name": "The name shown to readers.",
    "summary": "One to three sentences, or empty.",
    "title": "The headline or heading.",
    "url": "Its address in the site; write it with `link`.",
    "width": "In pixels.",
}

# Views of pages whose template is not called as they are: `HomePage` is `home.html`.
TEMPLATES = {"NotFoundPage": "404.html", "TextPage": "page.html"}

# What `it` is in a part, by what templates hand over.
HANDED = {
    "card": "Card",
    "event": "StoryEvent",
    "list": "SideList",
    "row.image": "Picture",
    "section.cards[0]": "Card",
    "site": "Site",
}

# Custom properties that core.css uses and does not set: a theme without another below sets them.
COLOURS = {
    "--paper": "the ground of the page",
    "--panel": "the ground of what stands out from it: fields, notices, boxes of pictures",
    "--ink": "text, and the heavier lines",
    "--ink-2": "text of second rank: stamps, captions, summaries",
    "--accent": "the one colour beside ink and paper",
    "--edge": "the edge of fields, tags and notices",
    "--line": "light lines between things",
    "--warn": "the ground of a correction, and of what a search found",
    "--warn-bar": "the bar beside a correction, and the word",
    "--bad": "the ground of a retraction",
    "--bad-bar": "the bar beside a retraction, and the word",
}
# Those that core.css sets for every theme.
MEASURES = {
    "--s1": "the smallest space; `--s2` to `--s7` are larger",
    "--s2": "a space",
    "--s3": "a space",
    "--s4": "a space: one line of text or less",
    "--s5": "a space",
    "--s6": "a space",
    "--s7": "the largest space",
    "--gutter": "between the page and the edge of the window",
    "--gap": "between columns",
    "--section": "between the sections of a page",
    "--text": "the face of texts",
    "--display": "the face of headlines",
    "--sans": "the face of labels and stamps",
    "--mono": "the face of figures and codes",
    "--focus": "the outline of what has the focus",
    "--slant": "how emphasis looks: `italic`, or `normal` in scripts without slant",
    "--track": "0 in scripts whose letters must not be spaced, else 1: a factor of letter-spacing",
    "--tall": "what scripts that stand taller add to the height of a line",
    "--marks": "faces before all others, for the marks of a script; with a comma, or empty",
    "--across": "how many groups of links the foot of the page has side by side, at most",
}

_TYPES = {
    "str": "text",
    "int": "number",
    "bool": "true or false",
    "date": "day",
    "datetime": "time",
    "AiText": "text",
    "CorrectionKind": "text",
    "ListStyle": "text",
    "object": "anything",
}
# `feeds (docs/feeds.md)` is one link; other words have it behind them.
_PAGE = re.compile(r"(?:(\w+) \(|\b)docs/([\w-]+)\.md(?:#([\w-]+))?(?(1)\))")
_COMMENT = re.compile(r"\A\{#\s*(.*?)\s*#\}", re.DOTALL)
_NAMED = re.compile(r"\s+\w+: ")
_BLOCK = re.compile(r"{%-? block (\w+)")
_MACRO = re.compile(r"\{#\s*([^#]*?)\s*#\}\n\{% macro (\w+)\((.*?)\) -%\}")
_PART = re.compile(r"""\bpart\("([\w/.-]+)", ([^)]+?)\)""")
_SETS = re.compile(r"(--[\w-]+)\s*:")
_USES = re.compile(r"var\((--[\w-]+)")


class Field(NamedTuple):
    """A field of a view."""

    name: str
    type: str
    """As it is annotated."""
    words: str
    """Its docstring in one line, or empty."""


def page() -> str:
    """Return the whole page."""
    sections = (
        ("Site", _site()),
        ("Pages", _pages()),
        ("Records", _records()),
        ("Functions", _functions("globals")),
        ("Filters", _functions("filters")),
        ("Blocks", _blocks()),
        ("Parts", _parts()),
        ("Macros", _macros()),
        ("Words", _words()),
        ("Tokens", _tokens()),
        ("Options", _options()),
    )
    body = "\n".join(f"## {title}\n\n{text.strip()}\n" for title, text in sections)
    return f"{INTRODUCTION}\n{_contents(body)}\n{body}"


# Views


def view_names() -> list[str]:
    """Return the names of all views, as they follow each other."""
    return [*_classes(views)]


def pages() -> dict[str, str]:
    """Return the template of each view of a page, by the view's name."""
    return {
        name: TEMPLATES.get(name, f"{name.removesuffix('Page').lower()}.html")
        for name in view_names()
        if name.endswith("Page")
    }


def fields_of(name: str) -> list[Field]:
    """Return the fields of a view, those that it inherits first."""
    classes = {**_classes(views), "Moment": _classes(model)["Moment"]}
    node = classes[name]
    fields = [
        field
        for base in node.bases
        if ast.unparse(base) in classes
        for field in fields_of(ast.unparse(base))
    ]
    for at, part in enumerate(node.body):
        after = node.body[at + 1] if at + 1 < len(node.body) else None
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
            fields.append(Field(part.target.id, ast.unparse(part.annotation), _said(after)))
        elif isinstance(part, ast.FunctionDef) and part.returns is not None:
            fields.append(
                Field(part.name, ast.unparse(part.returns), _line(ast.get_docstring(part)))
            )
    return fields


def _classes(module: object) -> dict[str, ast.ClassDef]:
    tree = ast.parse(inspect.getsource(module))  # type: ignore[arg-type]
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}


def _said(node: ast.stmt | None) -> str:
    """Return the docstring of a field, which stands after it."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return _line(str(node.value.value))
    return ""


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _words_of(name: str) -> str:
    """Return what the docstring of a view says, with its links."""
    node = _classes(model)[name] if name == "Moment" else _classes(views)[name]
    return _linked(_line(ast.get_docstring(node)))


def _view(name: str) -> str:
    rows = [
        (f"`{field.name}`", in_words(field.type), _linked(field.words or COMMON[field.name]))
        for field in fields_of(name)
    ]
    return _table(("field", "type", "meaning"), rows)


def in_words(annotation: str) -> str:
    """Return a type as theme authors know it, with a link to the record that it is."""
    if annotation.endswith(" | None"):
        return f"{in_words(annotation.removesuffix(' | None'))} or none"
    kind, _, inner = annotation.removesuffix("]").partition("[")
    if kind == "tuple":
        return f"list of {in_words(inner.removesuffix(', ...'))}"
    if kind == "Mapping":
        value = in_words(inner.partition(", ")[2])
        return "mapping" if value == "anything" else f"mapping to {value}"
    return _TYPES.get(annotation) or _to(annotation)


def _to(heading: str) -> str:
    return f"[{heading}](#{heading.lower()})"


def _linked(text: str) -> str:
    """Return words with links to the pages and the records that they name."""

    def to_page(found: re.Match[str]) -> str:
        before, name, anchor = found.groups()
        words = (anchor or name).replace("-", " ")
        link = f"[{words}]({name}.md{f'#{anchor}' if anchor else ''})"
        if before is None:
            return link
        return link if before == name else f"{before} (see {link})"

    records = "|".join(name for name in view_names() if not name.endswith("Page"))
    text = re.sub(rf"\b(an?) ({records})\b", lambda found: f"{found[1]} {_to(found[2])}", text)
    return _PAGE.sub(to_page, text)


def _site() -> str:
    return f"{_words_of('Site')} The same for all pages.\n\n{_view('Site')}"


def _pages() -> str:
    found = pages()
    first = _table(
        ("template", "view"), [(f"`{template}`", _to(name)) for name, template in found.items()]
    )
    views_ = [
        f"### {name}\n\n`{template}`: {_words_of(name)}\n\n{_view(name)}"
        for name, template in found.items()
    ]
    return "\n".join(
        ("Each template of a page, and the view that it sees as `page`.\n", first, *views_)
    )


def _records() -> str:
    found = sorted({"Moment", *view_names()} - {"Site", *pages()})
    users = _users()
    texts = [
        f"### {name}\n\n{_words_of(name)}\n\n{_view(name)}\n"
        f"In {', '.join(map(_to, users[name]))}.\n"
        for name in found
    ]
    return "\n".join(("What the fields of views are made of, by name.\n", *texts))


def _users() -> dict[str, list[str]]:
    """Return in which views each record stands, by the record's name."""
    users: dict[str, list[str]] = {name: [] for name in ("Moment", *view_names())}
    for view in view_names():
        named = {word for field in fields_of(view) for word in re.findall(r"\w+", field.type)}
        for name in sorted(named & set(users)):
            users[name].append(view)
    for node in _classes(views).values():
        for base in map(ast.unparse, node.bases):
            if base in users:
                users[base].append(node.name)
    return users


# What templates call


def given(kind: str) -> dict[str, object]:
    """Return the functions (`globals`) or `filters` that the renderer gives to templates."""
    known = {"language": Language, "self": render.Renderer}
    found: dict[str, object] = {}
    for node in ast.walk(ast.parse(inspect.getsource(render))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == f"prepared.{kind}.update":
            for keyword in node.keywords:
                owner, _, name = ast.unparse(keyword.value).rpartition(".")
                found[str(keyword.arg)] = getattr(known.get(owner, render), name)
    return found


def _functions(kind: str) -> str:
    rows = []
    for name, function in sorted(given(kind).items()):
        taken = inspect.signature(function).parameters.values()  # type: ignore[arg-type]
        names = [
            "…" if one.kind is inspect.Parameter.VAR_KEYWORD else one.name
            for one in taken
            if one.name != "self"
        ]
        if kind == "filters":
            arguments = f"({', '.join(names[1:])})" if names[1:] else ""
            called = f"{names[0]} | {name}{arguments}"
        else:
            called = f"{name}({', '.join(names)})"
        rows.append((f"`{called.replace('|', BAR)}`", _gives(function)))
    more = (
        '`…` is what is filled in by name: `t("count.entries", n=3)`. There are no others, not '
        "those of Jinja such as `range`."
        if kind == "globals"
        else "Jinja's own filters and tests are there too."
    )
    return f"{_table(('write', 'gives'), rows)}\n{more}\n"


BAR = "\\|"


def _gives(function: object) -> str:
    """Return what a docstring says that a function returns, without its errors."""
    paragraphs = (inspect.getdoc(function) or "").split("\n\n")
    told = [_line(text) for text in paragraphs if not re.match(r"\w+Error\b", text)]
    return " ".join(told).removeprefix("Return ")


# Templates


def templates(theme: str) -> dict[str, str]:
    """Return the templates of a theme by name, without those that it inherits."""
    folder = builtin_themes() / theme / "templates"
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*.html"))
    }


def _head(text: str) -> tuple[str, dict[str, str]]:
    """Return the comment at the head of a template: its words, and what it says of blocks."""
    found = _COMMENT.match(text)
    lines = found[1].split("\n") if found else []
    named = {
        name: words
        for line in lines
        if _NAMED.match(line)
        for name, _, words in [line.strip().partition(": ")]
    }
    return " ".join(line.strip() for line in lines if not _NAMED.match(line)), named


def about(text: str) -> str:
    """Return what the comment at the head of a template says of it, or an empty text."""
    return _head(text)[0]


def blocks() -> dict[str, dict[str, str]]:
    """Return the blocks of the templates that others extend, with their words, by template."""
    found = {}
    for name in ("base.html", "railed.html"):
        text = templates("broadsheet")[name]
        words = _head(text)[1]
        found[name] = {block: words.get(block, "") for block in dict.fromkeys(_BLOCK.findall(text))}
    return found


def _blocks() -> str:
    known = blocks()
    own = known["railed.html"].keys() - known["base.html"].keys()
    rows = [(f"`{name}`", words) for name, words in known["base.html"].items()]
    rows += [(f"`{name}`, of `railed.html`", known["railed.html"][name]) for name in sorted(own)]
    return f"""\
A template of a page begins with `{{% extends "base.html" %}}` and fills in blocks; a block that it
does not name stays as it is below.

{_table(("block", "is"), rows)}
`railed.html` extends `base.html` and puts the lists of the page beside `main`. `front.html`,
`issue.html` and `piece.html` extend it in turn: they fill in all but `main` for the front page, for
an edition and for an entry. (`parts/issue.html` of memo is another: the body of an edition.)
"""


def _parts() -> str:
    rows = []
    seen = _seen()
    for theme in THEMES:
        below = templates("broadsheet") if theme != "broadsheet" else {}
        for name, text in templates(theme).items():
            if not name.startswith("parts/") or name in below or name == "parts/macros.html":
                continue
            rows.append((f"`{name}`", theme, seen.get(name, ""), _head(text)[0]))
    first = templates("broadsheet")
    replaced = [
        f"- {theme} replaces {_names(name for name in templates(theme) if name in first)}."
        for theme in THEMES[1:]
    ]
    return f"""\
Templates that others pull in. A theme replaces one with a file of the same name. One that is
rendered by `part` sees `it` and `site`, and pages share what comes of it; one that is included sees
what the template around it sees.

{_table(("part", "in", "sees", "is"), rows)}
What the other built-in themes change shows what it takes to make one look altogether different:

{chr(10).join(replaced)}
"""


def _seen() -> dict[str, str]:
    """Return what each part sees."""
    found: dict[str, str] = {}
    for theme in THEMES:
        for text in templates(theme).values():
            for name in re.findall(r'{% include "([\w/.-]+)"', text):
                found.setdefault(name, "`page`, `site`")
            for name in re.findall(r'{% from "(parts/[\w/.-]+)" import', text):
                found.setdefault(name, "macros: what they are given")
            for name, value in _PART.findall(text):
                found[name] = f"`it`: {_to(HANDED[value])}"
    # The drawer and the footer, which share it, call their value `site`.
    found["parts/groups.html"] = "`site`"
    return found


def _names(names: Iterator[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def macros() -> dict[str, tuple[str, str]]:
    """Return what each macro takes and does, by name."""
    text = templates("broadsheet")["parts/macros.html"]
    return {name: (taken, _line(words)) for words, name, taken in _MACRO.findall(text)}


def _macros() -> str:
    rows = [(f"`{name}({taken})`", words) for name, (taken, words) in macros().items()]
    return f"""\
Small pieces of `parts/macros.html`: `{{% from "parts/macros.html" import card, stamp %}}`. A theme
that replaces this file keeps them all, for the templates below ask for them.

{_table(("macro", "writes"), rows)}"""


# Words


def flat(tree: Mapping[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    """Yield each key of a locale file with its words; plural forms are one."""
    for key, value in tree.items():
        if isinstance(value, dict) and "other" not in value:
            yield from flat(value, f"{before}{key}.")
        elif isinstance(value, dict):
            yield f"{before}{key}", " / ".join(map(str, value.values()))
        else:
            yield f"{before}{key}", str(value)


def locale(theme: str) -> dict[str, object]:
    """Return the English locale file of a theme."""
    text = (builtin_themes() / theme / "locales" / "en.yaml").read_text("utf-8")
    return dict(yaml.load(text, Loader=yaml.BaseLoader))


def _words() -> str:
    texts = []
    for theme in THEMES:
        rows = [(f"`{key}`", f"{_cell(words)}") for key, words in flat(locale(theme))]
        more = "" if theme == "broadsheet" else ", beside those of broadsheet"
        table = _table(("key", "English"), rows)
        texts.append(f"### Words of {theme}\n\n{len(rows)} texts{more}.\n\n{table}")
    return "\n".join(
        (
            "Every word that a theme shows, by its key in `locales/en.yaml`. A key with a dot\n"
            "stands below another: `menu.open` is `menu: {open: Menu}`. What is in braces is\n"
            "filled in; a slash parts the plural forms.\n",
            *texts,
        )
    )


def _cell(words: str) -> str:
    return words.strip().replace("|", BAR) or "*empty*"


# Stylesheets


def properties() -> tuple[set[str], set[str]]:
    """Return the custom properties that core.css sets, and those that it leaves to the theme."""
    css = (builtin_themes() / "broadsheet" / "assets" / "core.css").read_text("utf-8")
    set_, used = set(_SETS.findall(css)), set(_USES.findall(css))
    return set_, used - set_


def set_by(theme: str) -> set[str]:
    """Return the custom properties that the stylesheet of a theme sets."""
    css = (builtin_themes() / theme / "assets" / f"{theme}.css").read_text("utf-8")
    return set(_SETS.findall(css))


def _tokens() -> str:
    own = []
    for theme in THEMES:
        names = sorted(set_by(theme) - COLOURS.keys() - MEASURES.keys())
        own.append(f"- {theme}: {_names(iter(names))}")
    return f"""\
Custom properties of `:root`. A stylesheet of your own sets those that differ; what stands outside
all layers wins. `light-dark(#17140f, #ece6da)` has the colour on light paper first, then the one on
dark.

Colours, which `core.css` leaves to the theme.
[Which have to be readable on which](findings.md#low-contrast-token) is checked:

{_table(("property", "is"), [(f"`{name}`", words) for name, words in COLOURS.items()])}
Measures and faces, which `core.css` sets:

{_table(("property", "is"), [(f"`{name}`", words) for name, words in MEASURES.items()])}
Each theme has some of its own, mostly sizes of type:

{chr(10).join(own)}
"""


# Options


def options(theme: str) -> dict[str, Option]:
    """Return the options that a site can set of a theme."""
    below: dict[str, object] = {}
    for name in dict.fromkeys(("broadsheet", theme)):
        text = (builtin_themes() / name / "theme.yaml").read_text("utf-8")
        settings = yaml.safe_load(text)
        below = merged(below, settings.get("options"))
    found = [one for one in declared({"options": below}) if isinstance(one, Option)]
    return {option.name: option for option in found if option.offered}


def _options() -> str:
    texts = []
    for theme in THEMES:
        rows = [
            (
                f"`{name}`",
                option.type,
                ", ".join(f"`{choice}`" for choice in option.choices) or "–",
                f"`{option.default}`" if option.default else "none",
                f"`{option.sets}`" if option.sets else "–",
                option.help,
            )
            for name, option in options(theme).items()
        ]
        head = ("option", "type", "values", "default", "sets", "meaning")
        texts.append(f"### Options of {theme}\n\n{_table(head, rows)}")
    return "\n".join(
        (
            "What `site.options` holds, by theme. A theme that stands on one of these has them\n"
            "too; [themes](themes.md#options) says how to add one, and what its keys mean.\n",
            *texts,
        )
    )


# Markdown


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _contents(body: str) -> str:
    """Return the list of all headings: one line a section, with what stands in it."""
    lines = []
    for section in re.split(r"^## ", body, flags=re.MULTILINE)[1:]:
        title = section.partition("\n")[0]
        below = re.findall(r"^### (.+)$", section, re.MULTILINE)
        links = " · ".join(_anchor(name) for name in below)
        lines.append(f"- {_anchor(title)}{': ' if links else ''}{links}\n")
    return "".join(lines)


def _anchor(heading: str) -> str:
    return f"[{heading}](#{heading.lower().replace(' ', '-')})"


def write(path: Path) -> None:
    """Write the page."""
    path.write_text(page(), encoding="utf-8")
