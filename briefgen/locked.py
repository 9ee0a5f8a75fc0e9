"""The record of a project, for one build alone.

A folder and a work in, what the work gives out. A record that turns out to be damaged is made anew,
and the work done once more; in a project that cannot be written to, the record is a passing one.
"""

import errno
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from filelock import FileLock, Timeout

from briefgen.engine.record import Record, RecordFailedError, set_aside
from briefgen.finding import Finding, Span, WorldError

# Another build of a large digest may take half a minute; longer, and something is wrong.
_PATIENCE = 30.0

NOT_WRITABLE = (errno.EROFS, errno.EACCES, errno.EPERM)
"""How a system says that a project is for reading only."""

Answer = TypeVar("Answer")


def alone(root: Path) -> AbstractContextManager[object]:
    """Keep builds of a project away for as long as the context lasts.

    WorldError when one is under way for longer than half a minute.
    """
    return _locked(root / ".briefgen") or nullcontext()


def with_record(
    root: Path, work: Callable[[Record], Answer], again: Callable[[], None] = lambda: None
) -> Answer:
    """Return what a work gives that uses the project's record, for one build alone.

    `again` is called before the work is done a second time. A record that turns out to be damaged
    is made anew, and the work done once more. In a project that cannot be written to, the record is
    a passing one. WorldError when another build holds the record for longer than half a minute;
    RecordFailedError when a new one cannot be used either.
    """
    try:
        with _open_record(root) as record:
            return work(record)
    except RecordFailedError as problem:
        spoilt = problem
    again()
    with _open_record(root, spoilt) as record:
        return work(record)


@contextmanager
def _open_record(root: Path, spoilt: RecordFailedError | None = None) -> Iterator[Record]:
    folder = root / ".briefgen"
    notes: tuple[str, ...] = (set_aside(spoilt),) if spoilt else ()
    lock = _locked(folder)
    if lock is None:
        notes += ("the project cannot be written to: nothing is kept for the next build",)
        with (
            TemporaryDirectory(prefix="briefgen-") as passing,
            Record(Path(passing), notes) as made,
        ):
            yield made
        return
    with lock:
        if spoilt:
            Record.discard(folder)
        with Record(folder, notes) as record:
            yield record


def keep_out_of_git(folder: Path) -> None:
    """Have git leave out a folder of ours. What is there already stays, and no link is followed."""
    with suppress(FileExistsError), (folder / ".gitignore").open("x", encoding="utf-8") as file:
        file.write("*\n")


def _locked(folder: Path) -> AbstractContextManager[object] | None:
    """Take the lock of a `.briefgen/` folder; None when nothing can be written there."""
    lock = FileLock(folder / "lock", timeout=_PATIENCE)
    try:
        folder.mkdir(exist_ok=True)
        keep_out_of_git(folder)
        return lock.acquire()
    except Timeout as problem:
        raise WorldError(
            Finding(
                code="build-under-way",
                message="another build of this project is under way",
                span=Span(path=".briefgen/lock"),
                hint="wait for it to end, then build again",
            )
        ) from problem
    except OSError as problem:
        if problem.errno not in NOT_WRITABLE:
            raise
        return None
