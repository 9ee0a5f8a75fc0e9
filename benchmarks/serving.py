"""From a save to the page that a reader sees: preview servers, a new headline, and a clock.

All servers run at once and take turns, for one that waits takes no time from the one that works.
"""

import http.client
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import Self

from benchmarks.measure import processes
from benchmarks.works import Figures, Project, Say, retitle

SERVED = "saved to served"
EVENT = "saved to reload event"

# A look every ten milliseconds takes little from the build, and is finer than any goal.
_LOOK_EVERY = 0.01

# The slowest first build of 10,000 entries takes a minute, on a machine that does nothing else.
_PATIENCE = 300.0

# Long enough for what a server does after it has shown the page, such as the rest of the pages.
_REST = 2.0


class ServingError(Exception):
    """The server ended, or did not show the page in time; the message says which."""


@dataclass(slots=True)
class _Events:
    """The arrival of build events on a server's event stream, heard by a thread."""

    port: int
    path: str
    arrivals: list[float] = field(default_factory=list)

    def listen(self) -> None:
        """Start to listen, for as long as the server lives."""
        threading.Thread(target=self._hear, daemon=True).start()

    def _hear(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        try:
            connection.request("GET", self.path, headers={"Accept": "text/event-stream"})
            answer = connection.getresponse()
            while line := answer.readline():
                if line.strip() == b"event: build":
                    self.arrivals.append(time.perf_counter())
        except OSError:
            return

    def wait(self, start: float) -> float:
        """Return when the first build event after a time arrived."""
        end = time.perf_counter() + _REST
        while time.perf_counter() < end:
            if arrived := next((one for one in list(self.arrivals) if one > start), None):
                return arrived
            time.sleep(_LOOK_EVERY)
        raise ServingError("no build event arrived")


class Server:
    """A tool's preview server of one project, running while its block does."""

    def __init__(self, project: Project) -> None:
        self.project = project
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.url = f"/{project.middle.path}/"
        self.events = _Events(self.port, project.tool.events)

    def __enter__(self) -> Self:
        """Start the server; it is not waited for."""
        self.project.clear()
        self.process = subprocess.Popen(
            self.project.tool.serve(self.port),
            cwd=self.project.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        """End the server and all that it has started."""
        for process in list(processes(self.process.pid)):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGTERM)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def wait(self, words: str) -> float:
        """Return when the entry's page was first seen to hold some words."""
        end = time.perf_counter() + _PATIENCE
        while words not in self._page():
            if self.process.poll() is not None:
                raise ServingError(f"the server ended with {self.process.returncode}")
            if time.perf_counter() > end:
                raise ServingError(f"the page did not hold `{words}` after {_PATIENCE:.0f} s")
            time.sleep(_LOOK_EVERY)
        return time.perf_counter()

    def _page(self) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            connection.request("GET", self.url)
            return connection.getresponse().read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return ""
        finally:
            connection.close()


def measure_serving(projects: Sequence[Project], rounds: int, figures: Figures, say: Say) -> None:
    """Measure the time from a save until the page is served, and until it is told to reload."""
    with ExitStack() as stack:
        servers = []
        for project in projects:
            say(f"starting the preview of {project.tool.title}, {project.size:,} entries")
            server = stack.enter_context(Server(project))
            try:
                # Not the title, which has been changed, nor a heading, which a 404 page has too.
                server.wait(project.middle.summary)
            except ServingError as problem:
                say(f"left out: {problem}")
                continue
            if project.tool.events:
                server.events.listen()
            servers.append(server)
        for number in range(1, rounds + 1):
            for server in list(servers):
                time.sleep(_REST)
                say(f"saving for {server.project.tool.title}, {number} of {rounds}")
                try:
                    _save(server, f"Saved in round {number}", figures)
                except ServingError as problem:
                    say(f"left out: {problem}")
                    servers.remove(server)


def _save(server: Server, title: str, figures: Figures) -> None:
    project = server.project
    retitle(project, project.middle, title)
    start = time.perf_counter()
    served = server.wait(f"<h1>{title}</h1>")
    figures.served[project.key(SERVED)].append(served - start)
    if project.tool.events:
        figures.served[project.key(EVENT)].append(server.events.wait(start) - start)
