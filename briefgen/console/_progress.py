"""How far long work has come.

Calls in, a bar on a terminal out. Rich is imported when there is a bar to show, not before.
"""

import os
import sys
import time
from types import TracebackType
from typing import Any, TextIO

from briefgen.console._terminal import has_colour

# Work that ends sooner shows no bar: it would only flicker.
_PATIENCE = 0.3


class Progress:
    """A bar on a terminal for work that takes a while; nothing in a pipe."""

    def __init__(self, err: TextIO | None = None, *, patience: float = _PATIENCE) -> None:
        self._stream: TextIO | None = err or sys.stderr
        self._patience = patience
        self._started = time.monotonic()
        self._bar: Any = None
        self._tasks: dict[str, Any] = {}

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _problem: BaseException | None,
        _where: TracebackType | None,
    ) -> None:
        self.end()

    def end(self) -> None:
        """Take the bar away, so that something can be told; work that goes on puts up another."""
        if self._bar is not None:
            self._bar.stop()
        self._bar, self._tasks = None, {}

    def advance(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` are through; 0 when it is not known how many there are."""
        if self._bar is None and not self._begin():
            return
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(stage, total=None)
        self._bar.update(self._tasks[stage], completed=done, total=total or None)

    def _begin(self) -> bool:
        """Put up the bar, if this is the place and the time."""
        if time.monotonic() - self._started < self._patience:
            return False
        if self._stream is None or not self._stream.isatty() or os.environ.get("TERM") == "dumb":
            return False
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bar

        self._bar = Bar(
            TextColumn("{task.description:<10}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=Console(file=self._stream, no_color=not has_colour(self._stream)),
            transient=True,
        )
        self._bar.start()
        return True
