"""A person at a terminal: a command run on a real one, with answers typed into it."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="there are no such terminals on this system")


@dataclass(frozen=True)
class Talk:
    """What was said, and how it ended."""

    code: int
    out: str
    """What was written to stdout, which is no terminal."""
    screen: str
    """What the person saw."""


def typed(folder: Path, arguments: list[str], keys: str, **environment: str) -> Talk:
    """Run briefgen in a folder, on a terminal into which all the keys are typed at once."""
    ours, theirs = pty.openpty()
    os.write(ours, keys.encode())
    with subprocess.Popen(
        [sys.executable, "-m", "briefgen", *arguments],
        cwd=folder,
        env=os.environ | {"NO_COLOR": "1", "TERM": "dumb"} | environment,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        screen = b"".join(iter(lambda: _read(ours), b""))
        out = process.stdout.read() if process.stdout else b""
    os.close(ours)
    return Talk(process.returncode, out.decode(), screen.decode().replace("\r\n", "\n"))


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:
        # How Linux says that nobody holds the other end any more.
        return b""
