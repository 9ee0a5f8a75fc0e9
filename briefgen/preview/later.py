"""What a preview does not wait for: the search index, made in a process of its own.

What a build left to be made in, and the moment when it is made out. One process at a time: what is
saved meanwhile is looked at when it ends, so that frequent saves do not keep it from its end.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess

from briefgen.engine.work import settle, signals_held

# Below everything that a person waits for.
_NICE = 10


class Later:
    """The one process that makes what was not waited for."""

    def __init__(self, context: ForkContext | SpawnContext, requests: Connection) -> None:
        """Have nothing to do; `requests` is where requests for builds come from."""
        self._context = context
        self._requests = requests
        self._process: BaseProcess | None = None
        self._answer: Connection | None = None
        """What the process says at its end; None while there is no process."""
        self.failed = False
        """Whether the last one came to no good end: whoever builds next waits, and hears why."""

    def start(self, work: Callable[[], None] | None) -> None:
        """Begin what a build left, unless there is nothing or an earlier one is still at work."""
        if work is None or self._at_work() or self.failed:
            return
        ours, theirs = self._context.Pipe(duplex=False)
        # A fork holds our ends too, and would keep them open after us.
        forked = self._context.get_start_method() == "fork"
        inherited = (self._requests, ours) if forked else ()
        # A daemon: it ends with the builder.
        process = self._context.Process(target=_make, args=(work, theirs, inherited), daemon=True)
        with signals_held():
            process.start()
        theirs.close()
        self._process, self._answer = process, ours

    def made(self) -> bool:
        """Wait until there is a request, or all is made; tell whether it is the latter."""
        if self._answer is None or self._requests in wait((self._requests, self._answer)):
            return False
        return not (self._at_work() or self.failed)

    def _at_work(self) -> bool:
        """Tell whether the process is at work; one that has ended is let go."""
        if self._answer is None:
            return False
        if not self._answer.poll():
            return True
        self.failed = True
        with suppress(EOFError):
            self.failed = not self._answer.recv()
        self._answer.close()
        if self._process is not None:
            self._process.join()
            self._process.close()
        self._process = self._answer = None
        return False


def _make(work: Callable[[], None], answer: Connection, inherited: tuple[Connection, ...]) -> None:
    settle()
    for connection in inherited:
        connection.close()
    if hasattr(os, "nice"):
        os.nice(_NICE)
    # A fault is told by the next build, which meets it too.
    try:
        work()
    except Exception:  # noqa: BLE001 - whatever it is
        answer.send(False)
    else:
        answer.send(True)
