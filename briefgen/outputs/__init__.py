"""The outputs: the digest in, planned files out, one file for each kind of output.

The folder is the registry: every module here whose name has no leading underscore has a function
`plan(digest, theme)` that yields planned files; or, where there is a page for each entry,
`plan_stretch(digest, theme, stretch)`, and a `mark(digest, stretch)` of all that they look at.
Nothing here reads a file, a clock or a locale.
"""

import importlib
import pkgutil
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from types import ModuleType
from urllib.parse import unquote

from briefgen.digest import Digest
from briefgen.digest.stretches import Stretch
from briefgen.engine.plan import Group, PlannedFile, Sketch, group, sketch
from briefgen.engine.theme import Theme
from briefgen.outputs._site import site

__all__ = ["plan_all", "site"]


def plan_all(digest: Digest, theme: Theme) -> Iterator[Group]:
    """Yield the planned files of every kind of output, in the order of their names."""
    for module in _modules():
        if not hasattr(module, "plan_stretch"):
            yield group(_placed(module.plan(digest, theme), digest), digest.prefix)
            continue
        for stretch in digest.stretches:
            yield _of_stretch(module, digest, theme, stretch)


def _of_stretch(module: ModuleType, digest: Digest, theme: Theme, stretch: Stretch) -> Group:
    memory, mark = digest.memory, module.mark(digest, stretch)
    made: list[PlannedFile] = []

    def plan() -> Sequence[PlannedFile]:
        if not made:
            made.extend(_placed(module.plan_stretch(digest, theme, stretch), digest))
        return made

    known = memory.recall_plain(
        ("sketch", module.__name__, stretch.name), mark, Sketch, lambda: sketch(plan())
    )
    place = ("group", module.__name__, stretch.name)
    found = memory.recall(place, mark, partial(Group, known, plan, digest.prefix))
    found.make = plan
    return found


def _placed(files: Iterable[PlannedFile], digest: Digest) -> Iterable[PlannedFile]:
    """Return planned files where they lie in the whole site."""
    if not digest.prefix:
        return files
    prefix = unquote(digest.prefix)
    return (replace(file, path=posixpath.normpath(prefix + file.path)) for file in files)


@cache
def _modules() -> tuple[ModuleType, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(
        importlib.import_module(f"{__name__}.{name}") for name in names if not name.startswith("_")
    )
