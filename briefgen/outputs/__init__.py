"""The outputs: the digest in, planned files out, one file for each kind of output.

The folder is the registry: every module here whose name has no leading underscore has a function
`plan(digest, theme)` that yields planned files; or, where there is a page for each entry,
`plan_month(digest, theme, month)`, and a `mark(digest, month)` of all that those pages look at.
Nothing here reads a file, a clock or a locale.
"""

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from functools import cache, partial
from types import ModuleType

from briefgen.digest import Digest
from briefgen.digest.months import Month
from briefgen.engine.plan import Group, PlannedFile, Sketch, group, sketch
from briefgen.engine.theme import Theme
from briefgen.outputs._site import site

__all__ = ["plan_all", "site"]


def plan_all(digest: Digest, theme: Theme) -> Iterator[Group]:
    """Yield the planned files of every kind of output, in the order of their names."""
    for module in _modules():
        if not hasattr(module, "plan_month"):
            yield group(module.plan(digest, theme))
            continue
        for month in digest.months:
            yield _of_month(module, digest, theme, month)


def _of_month(module: ModuleType, digest: Digest, theme: Theme, month: Month) -> Group:
    memory, mark = digest.memory, module.mark(digest, month)
    made: list[PlannedFile] = []

    def plan() -> Sequence[PlannedFile]:
        if not made:
            made.extend(module.plan_month(digest, theme, month))
        return made

    known = memory.recall_plain(
        ("sketch", module.__name__, month.name), mark, Sketch, lambda: sketch(plan())
    )
    place = ("group", module.__name__, month.name)
    found = memory.recall(place, mark, partial(Group, known, plan))
    found.make = plan
    return found


@cache
def _modules() -> tuple[ModuleType, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(
        importlib.import_module(f"{__name__}.{name}") for name in names if not name.startswith("_")
    )
