"""The outputs: the digest in, planned files out, one file for each kind of output.

The folder is the registry: every module here whose name has no leading underscore has a function
`plan(digest, theme)` that yields planned files. Nothing here reads a file, a clock or a locale.
"""

import importlib
import pkgutil
from collections.abc import Iterator

from briefgen.digest import Digest
from briefgen.engine.plan import PlannedFile
from briefgen.engine.theme import Theme
from briefgen.outputs._site import site

__all__ = ["plan_all", "site"]


def plan_all(digest: Digest, theme: Theme) -> Iterator[PlannedFile]:
    """Yield the planned files of every kind of output, in the order of their names."""
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        if not module.name.startswith("_"):
            yield from importlib.import_module(f"{__name__}.{module.name}").plan(digest, theme)
