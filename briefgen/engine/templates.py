"""Templates before they are rendered: the environment they share, and what each pulls in.

Source text in, names and lines out. What a page depends on is known from its syntax tree alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType

from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, nodes
from jinja2.utils import missing

NAMES = ("page", "site", "it", "t", "forms", "weekdays", "weeks", "body", "part")
"""What a template is given, and may call."""
_FILTERS = ("link", "absolute", "date", "number", "json", "language", "locale", "sentence")


@dataclass(frozen=True, slots=True)
class Pull:
    """Where a template pulls in another: by include, extends, import or `part`."""

    name: str
    """Empty when the name is computed."""
    line: int
    again: bool = False
    """Whether it is a `part`, shown with a value of its own: one may come to an end in itself."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a template's syntax tree tells."""

    pulls: tuple[Pull, ...] = ()
    error: str = ""
    """Why it cannot be read, or empty."""
    line: int = 0
    """Of the error."""


class Lacking(str):
    """The message of what was asked for a field that it does not have."""

    __slots__ = ("fields", "name", "of_something")

    name: str
    fields: tuple[str, ...]
    """Those that it has."""
    of_something: bool
    """Whether it is a field, and not a name by itself."""


class _Missing(StrictUndefined):
    """A field or a name that is not there: what it lacks is told in the words of themes."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        told = Lacking(super()._undefined_message)
        told.name = str(self._undefined_name)
        told.of_something = self._undefined_obj is not missing
        owner = self._undefined_obj
        names = owner if isinstance(owner, Mapping) else dir(type(owner))
        told.fields = tuple(name for name in map(str, names) if not name.startswith("_"))
        return told


def environment() -> Environment:
    """Return the bare template environment that analysis and rendering share."""
    made = Environment(
        autoescape=True,
        undefined=_Missing,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    # A template sees its view: no range(), no lipsum(), no cycler().
    made.globals.clear()
    # Each renderer has its own in their places.
    made.filters.update(dict.fromkeys(_FILTERS, _not_yet))
    return made


def _not_yet(*_: object) -> str:
    # What fails here is not worked out when a template is compiled, but when it is rendered.
    raise NotImplementedError


# As many as a theme and those it extends can have; a preview builds again and again.
@lru_cache(maxsize=500)
def analyse(source: str) -> Analysis:
    """Return what a template pulls in, or why it cannot be read."""
    try:
        tree = environment().parse(source)
    except TemplateSyntaxError as problem:
        return Analysis(error=problem.message or "it is not a template", line=problem.lineno)
    return Analysis(pulls=tuple(_pulls(tree)))


# The code of a template does not depend on what it will be rendered with: filters and globals are
# looked up when it runs. A second build in one process compiles nothing again.
@lru_cache(maxsize=500)
def compiled(source: str, name: str, filename: str) -> CodeType:
    """Return the code of a template. TemplateSyntaxError when it cannot be read."""
    return environment().compile(source, name, filename)


def _pulls(tree: nodes.Template) -> Iterator[Pull]:
    for node in tree.find_all(nodes.Node):
        if isinstance(node, (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
            yield _pull(node.template)
        elif isinstance(node, nodes.Call) and _is_part(node.node) and node.args:
            yield _pull(node.args[0], again=True)


def _is_part(called: nodes.Expr) -> bool:
    return isinstance(called, nodes.Name) and called.name == "part"


def _pull(name: nodes.Expr, *, again: bool = False) -> Pull:
    written = name.value if isinstance(name, nodes.Const) else None
    return Pull(written if isinstance(written, str) else "", name.lineno, again)
