"""Work: batches done one after the other or side by side, with the same results.

A function of a module and batches of plain values in, results in the order of the batches out.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import chain, islice
from multiprocessing.process import BaseProcess
from typing import Protocol, TypeVar

from briefgen.finding import Finding, Span, WorldError

Batch = TypeVar("Batch")
Result = TypeVar("Result")

# Fewer things than this are done sooner than a process is started (measured: 60 ms a worker).
PAYS_FROM = 150

# Batches handed out for each worker: one in hand, one on its way, one waiting. More cost memory.
_AHEAD = 3

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Workers(Protocol):
    """Maps a function over batches."""

    count: int

    def __enter__(self) -> "Workers":
        """Be ready."""

    def __exit__(self, *_exc: object) -> None:
        """End what was started."""

    def __call__(
        self, function: Callable[[Batch], Result], batches: Iterable[Batch]
    ) -> Iterator[Result]:
        """Yield the result of each batch, in order."""

    def meanwhile(self, function: Callable[[], object]) -> None:
        """Have every worker that waits call a function, and go on at once."""


class InProcess:
    """One batch after the other, here."""

    count = 1

    def __enter__(self) -> "InProcess":
        return self

    def __exit__(self, *_exc: object) -> None:
        """Nothing was started."""

    def __call__(
        self, function: Callable[[Batch], Result], batches: Iterable[Batch]
    ) -> Iterator[Result]:
        """Yield the result of each batch, in order."""
        return map(function, batches)

    def meanwhile(self, function: Callable[[], object]) -> None:
        """Nobody waits here."""


class InPool:
    """Side by side, in an executor: a pool of processes of our own, or any other."""

    def __init__(self, count: int, executor: Executor | None = None) -> None:
        """Use `executor`, or start up to `count` processes when there is work for two."""
        self.count = count
        self._executor = executor
        self._own: ProcessPoolExecutor | None = None

    def __enter__(self) -> "InPool":
        return self

    def __exit__(self, *_exc: object) -> None:
        """End the processes that were started here."""
        if self._own is not None:
            self._own.shutdown(cancel_futures=True)

    def __call__(
        self, function: Callable[[Batch], Result], batches: Iterable[Batch]
    ) -> Iterator[Result]:
        """Yield the result of each batch, in order. WorldError when a worker dies."""
        coming = iter(batches)
        first = tuple(islice(coming, 2))
        if len(first) < 2:
            yield from map(function, first)
            return
        executor = self._executor or self._pool()
        under_way: deque[Future[Result]] = deque()
        try:
            for batch in chain(first, coming):
                with signals_held():
                    under_way.append(executor.submit(function, batch))
                if len(under_way) >= self.count * _AHEAD:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        except BrokenProcessPool as problem:
            raise WorldError(
                Finding(
                    code="worker-died",
                    message="a worker process ended before its work was done",
                    span=Span(path=""),
                    hint="build again, with `--jobs 1` if the machine is short of memory",
                )
            ) from problem
        finally:
            for future in under_way:
                future.cancel()

    def meanwhile(self, function: Callable[[], object]) -> None:
        """Have every worker that was started call a function, and go on at once."""
        if self._own is None:
            return
        with suppress(BrokenProcessPool):
            # That one is gone shows as soon as there is work.
            for _ in range(self.count):
                self._own.submit(function)

    def _pool(self) -> Executor:
        if self._own is None:
            self._own = ProcessPoolExecutor(
                self.count, mp_context=_start_method(), initializer=settle
            )
        return self._own


def workers(jobs: int, executor: Executor | None = None) -> Workers:
    """Return workers for `jobs` processes (0: one for each core), or around an executor."""
    count = jobs or usable_cores()
    if executor is not None:
        return InPool(count, executor)
    return InProcess() if count == 1 else InPool(count)


def usable_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def batches(items: Sequence[Batch], count: int, *, at_most: int = 200) -> list[tuple[Batch, ...]]:
    """Part items into batches, in order: several for each worker, none above `at_most`."""
    # Four batches for each worker: a slow one at the end leaves the others little to wait for.
    size = max(1, min(at_most, -(-len(items) // (count * 4))))
    return [tuple(items[start : start + size]) for start in range(0, len(items), size)]


@contextmanager
def signals_held() -> Iterator[None]:
    """Hold signals while processes start, which inherit that: none is met before `settle`."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def settle() -> None:
    """Make a worker leave interrupts to its parent, and end when that is gone, even killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    parent = multiprocessing.parent_process()
    if parent is not None:
        # A pool's workers wait for work for ever, and hold the locks they inherited.
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    signal.raise_signal(signal.SIGTERM)


def _start_method() -> multiprocessing.context.BaseContext:
    # A fork shares what is imported already and starts in a hundredth of the time, but must not
    # copy the locks that other threads hold.
    if sys.platform == "linux" and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


@contextmanager
def without_collection() -> Iterator[None]:
    """Keep the garbage collector from looking through values of which none is garbage.

    It would take longer than making them.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
