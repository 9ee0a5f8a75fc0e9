"""Run a command and say what it took: wall time, processor time, peak memory.

Time and memory are taken in runs of their own, because looking at a process' memory slows it.
Linux only: memory is read from /proc.
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Short against a build of half a second, long against the millisecond that one look takes.
_LOOK_EVERY = 0.02

_MIB = 1024 * 1024


class RunError(Exception):
    """A measured command failed; the message is its exit code, and below it what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What one run took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of user and system time, those of all children it waited for included."""


def time_of(command: tuple[str, ...], folder: Path) -> Sample:
    """Run a command in a folder and return the time it took."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = _start(command, folder, said.fileno())
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        _check(process, said.fileno())
    return Sample(wall=wall, cpu=usage.ru_utime + usage.ru_stime)


def memory_of(command: tuple[str, ...], folder: Path) -> float:
    """Run a command in a folder and return its peak memory in MiB.

    That is the greatest sum over all its processes of their proportional set sizes, in which a
    page that several processes share is counted once.
    """
    peak = 0
    with tempfile.TemporaryFile() as said:
        process = _start(command, folder, said.fileno())
        while process.poll() is None:
            peak = max(peak, sum(map(_memory, processes(process.pid))))
            time.sleep(_LOOK_EVERY)
        _check(process, said.fileno())
    return peak / _MIB


def processes(session: int) -> Iterator[int]:
    """Yield the processes of a session: all that descend from its leader and did not leave it."""
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                if os.getsid(int(name)) == session:
                    yield int(name)
            except ProcessLookupError:
                continue


def _memory(process: int) -> int:
    """Return the proportional set size of a process in bytes; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _start(command: tuple[str, ...], folder: Path, said: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=said,
        start_new_session=True,
    )


def _check(process: subprocess.Popen[bytes], said: int) -> None:
    if process.returncode:
        text = os.pread(said, 10_000, 0).decode(errors="replace")
        raise RunError(f"exit code {process.returncode}\n{text}")
