"""A preview as its users meet it: the command in a process of its own, asked over real sockets."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.projects import NOW, Project

# The machine may be busy; nothing waits as long as this unless it fails.
PATIENCE = 60.0


def wait_until(condition: Callable[[], object], told: Callable[[], str] = str) -> None:
    """Return as soon as something is so; fail, with what can be told, when it never is."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, told()
        time.sleep(0.005)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a request."""

    status: int
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")


class Preview:
    """`briefgen serve`, running."""

    def __init__(
        self, root: Path, *flags: str, port: int = 0, environment: Mapping[str, str] | None = None
    ) -> None:
        command = [sys.executable, "-m", "briefgen", "serve", "--now", NOW, "--jobs", "1"]
        self.root = root
        self.process = subprocess.Popen(
            [*command, "--port", str(port), *flags],
            cwd=root,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "NO_COLOR": "1", **(environment or {})},
            # A group of its own, so that what is left of it can be seen.
            start_new_session=True,
        )
        self._said: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def folder(self) -> Path:
        """Where it builds."""
        return self.root / ".briefgen" / "preview"

    @property
    def said(self) -> str:
        """All that it told the terminal so far."""
        return "".join(self._said)

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Return the first match in what it says, as soon as there is one."""

        def found() -> re.Match[str] | None:
            match = re.search(pattern, self.said)
            assert match or self.process.poll() is None, self.said
            return match

        wait_until(found, lambda: f"it never said {pattern!r}, but: {self.said}")
        match = found()
        assert match
        return match

    @property
    def url(self) -> str:
        """Where the site is, with a trailing slash."""
        return self.wait_for(r"the preview is at (\S+)")[1]

    @property
    def port(self) -> int:
        """The port it listens at."""
        return int(re.findall(r":(\d+)/", self.url)[0])

    @property
    def base(self) -> str:
        """The path below which the site is."""
        return "/" + self.url.split("/", 3)[3]

    def built(self) -> "Preview":
        """Return when the first build has ended."""
        self.wait_for(r"(?m)^(built in|not built)")
        return self

    def connect(self) -> socket.socket:
        """Return a connection to it."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def ask(self, target: str, method: str = "GET", **headers: str) -> Answer:
        """Return the answer to a request; header names with `_` for `-`."""
        lines = {"Host": f"127.0.0.1:{self.port}", "Connection": "close"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        return self.ask_raw(f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode("latin-1"))

    def ask_raw(self, request: bytes) -> Answer:
        """Return the answer to whatever bytes."""
        with self.connect() as connection:
            connection.sendall(request)
            data = b"".join(iter(lambda: connection.recv(65_536), b""))
        head, _, body = data.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value for name, _, value in (line.partition(": ") for line in lines)
        }
        return Answer(int(first.split()[1]), headers, body)

    def page(self, path: str) -> Answer:
        """Return the answer to a path of the site."""
        return self.ask(f"{self.base}{path}")

    @contextmanager
    def listen(self, path: str = "index.html") -> Iterator["Stream"]:
        """Give the stream of news that a page at this path gets."""
        target = f"/.briefgen/events?run=x&build=0&path={path}"
        with self.connect() as connection:
            request = f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n"
            connection.sendall(request.encode())
            yield Stream(connection)

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """End it with a signal and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        assert self.process.stderr
        self.process.stderr.close()
        return code

    def members(self) -> list[int]:
        """Return the processes of its group that are not merely waiting to be collected."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                fields = (folder / "stat").read_text("utf-8").rpartition(") ")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(fields[2]) == self.process.pid and fields[0] != "Z":
                found.append(int(folder.name))
        return found

    def _read(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self._said.append(line)


class Stream:
    """The news of a preview."""

    def __init__(self, connection: socket.socket) -> None:
        self._lines = connection.makefile(encoding="utf-8")
        self.number = 0
        """Of the last build that was told of."""

    def next(self) -> dict[str, Any]:
        """Return the next news, as soon as there is some."""
        end = time.monotonic() + PATIENCE
        # The stream says now and then that it is still there, so that reading alone never ends.
        for line in self._lines:
            assert time.monotonic() < end, "there is no news"
            if line.startswith("data: "):
                told: dict[str, Any] = json.loads(line.removeprefix("data: "))
                self.number = told["build"]
                return told
        raise AssertionError("the stream has ended")

    def until(self, condition: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """Return the first news for which something holds."""
        while True:
            news = self.next()
            if condition(news):
                return news


@contextmanager
def previewed(project: Project, *flags: str, **settings: Any) -> Iterator[Preview]:
    """Give the running preview of a project, ended and gone afterwards."""
    preview = Preview(project.root, *flags, **settings)
    try:
        yield preview.built()
    finally:
        preview.stop()
