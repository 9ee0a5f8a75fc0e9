"""What a preview does not wait for: the search index, made in a process of its own.

What a build left to be made in, and the moment when it is made out. One process at a time: what is
saved meanwhile is looked at when it ends, so that frequent saves do not keep it from its end.
"""

import os
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess

from briefgen.engine.work import settle, signals_held

# Below everything that a person waits for.
_NICE = 10


class Later:
    """The one process that makes what was not waited for."""

    def __init__(self, context: ForkContext | SpawnContext, pipe: Connection) -> None:
        """Have nothing to do; `pipe` is where requests for builds come from."""
        self._context = context
        self._pipe = pipe
        self._process: BaseProcess | None = None
        self.failed = False
        """Whether the last one came to no good end: whoever builds next waits, and hears why."""

    def start(self, work: Callable[[], None] | None) -> None:
        """Begin what a build left, unless there is nothing or an earlier one is still at work."""
        if work is None or self._at_work() or self.failed:
            return
        # A fork holds our end of the pipe too, and would keep it open after us.
        inherited = self._pipe if self._context.get_start_method() == "fork" else None
        # A daemon: it ends with the builder.
        process = self._context.Process(target=_make, args=(work, inherited), daemon=True)
        with signals_held():
            process.start()
        self._process = process

    def made(self) -> bool:
        """Wait until there is a request, or all is made; tell whether it is the latter."""
        if self._process is None:
            return False
        if self._pipe in wait((self._pipe, self._process.sentinel)):
            return False
        return not (self._at_work() or self.failed)

    def _at_work(self) -> bool:
        """Tell whether the process runs; one that has ended is let go."""
        if self._process is None:
            return False
        if self._process.is_alive():
            return True
        self.failed = self._process.exitcode != 0
        self._process.close()
        self._process = None
        return False


def _make(work: Callable[[], None], inherited: Connection | None) -> None:
    settle()
    if inherited is not None:
        inherited.close()
    if hasattr(os, "nice"):
        os.nice(_NICE)
    # A fault is told by the next build, which meets it too.
    try:
        work()
    except Exception:  # noqa: BLE001 - whatever it is
        os._exit(1)
