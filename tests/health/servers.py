"""Servers on this machine that play what sources do, and count how they are asked."""

import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_AWAY = {"mail": "mailto:a@example.org", "odd": "http://[", "space": "/404/a b"}


class All:
    """What is counted of all servers of a test together."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.now = 0
        self.most_at_once = 0


class Server(ThreadingHTTPServer):
    """One host: its port makes it one of its own."""

    daemon_threads = True

    def __init__(self, together: All) -> None:
        super().__init__(("127.0.0.1", 0), _Plays)
        self.all = together
        self.asked: Counter[str] = Counter()
        """`HEAD /gone`: how often."""
        self.agents: set[str] = set()
        self.most_at_once = 0
        self.starts: list[float] = []
        self.lock = threading.Lock()
        self.now = 0
        self.over = threading.Event()
        self.away: set[str] = set()
        """Paths that answer with 404 from now on."""
        self.quota = 2
        """How many requests to `/quota/…` it will bear."""
        self.hanging = threading.Event()
        """Set when somebody waits for an answer that does not come."""
        self.meeting = threading.Barrier(1)
        """Where those who ask `/meet` wait for each other."""

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """Return an address of this server."""
        return f"http://{host}:{self.server_port}{path}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of connections that the other side cut off."""


class _Plays(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._play()

    def do_GET(self) -> None:
        self._play()

    def _play(self) -> None:
        server = self.server
        with server.lock:
            server.asked[f"{self.command} {self.path}"] += 1
            server.agents.add(self.headers["User-Agent"])
            server.starts.append(time.monotonic())
            server.now += 1
            server.most_at_once = max(server.most_at_once, server.now)
        with server.all.lock:
            server.all.now += 1
            server.all.most_at_once = max(server.all.most_at_once, server.all.now)
        self.inside = True
        try:
            self._answer()
        finally:
            self._leave()

    def _leave(self) -> None:
        """Be done with a request, before the answer lets the other side ask again."""
        if self.inside:
            self.inside = False
            with self.server.lock:
                self.server.now -= 1
            with self.server.all.lock:
                self.server.all.now -= 1

    def _answer(self) -> None:
        name, *rest = self.path.strip("/").split("/")
        count = self.server.asked[f"GET {self.path}"]
        if self.path in self.server.away:
            self._reply(404)
        elif name == "slow":
            # Long enough for others to be asked meanwhile, if they were.
            self.server.over.wait(0.1)
            self._reply(200)
        elif name == "hang":
            self.server.hanging.set()
            self.server.over.wait(30)
            self.close_connection = True
        elif name == "meet":
            with suppress(threading.BrokenBarrierError):
                self.server.meeting.wait(5)
                self._reply(200)
                return
            self.close_connection = True
        elif name == "drip":
            self._drip()
        elif name == "reset":
            self._reset()
        elif name == "head":
            # What HEAD is refused with; GET is fine.
            self._reply(int(rest[0]) if self.command == "HEAD" else 200)
        elif name == "to":
            self._reply(int(rest[0]), location="/" + "/".join(rest[1:]))
        elif name == "other":
            # To the server at another port.
            self._reply(302, location=f"http://127.0.0.1:{rest[0]}/" + "/".join(rest[1:]))
        elif name == "secret":
            at = f"me:secret@127.0.0.1:{self.server.server_port}"
            self._reply(301, location=f"HTTP://{at}/" + "/".join(rest))
        elif name == "away":
            self._reply(301, location=_AWAY[rest[0]])
        elif name == "loop":
            self._reply(302, location=f"/loop/{1 - int(rest[0])}")
        elif name == "chain":
            self._reply(302, location=f"/chain/{int(rest[0]) + 1}")
        elif name == "cookie":
            if "seen=1" in self.headers.get("Cookie", ""):
                self._reply(200)
            else:
                self._reply(302, location=self.path, cookie="seen=1")
        elif name == "wait":
            # Asked to wait `rest[1]` seconds, and then all is well.
            self._reply(200 if count else int(rest[0]), wait=rest[1])
        elif name == "until":
            # The same as a date; a second is the least that one can say.
            until = format_datetime(datetime.now(UTC) + timedelta(hours=int(rest[0])), usegmt=True)
            self._reply(429, wait=until)
        elif name == "quota":
            with self.server.lock:
                self.server.quota -= 1
                left = self.server.quota
            self._reply(200 if left >= 0 else 429)
        elif name == "twice":
            self._reply(500 if self.command == "HEAD" else int(rest[0]))
        else:
            self._reply(int(name))

    def _reply(self, status: int, *, location: str = "", wait: str = "", cookie: str = "") -> None:
        body = b"" if self.command == "HEAD" or status == 204 else b"Here." * 1000
        self._leave()
        self.send_response(status, "So")
        for header, value in (("Location", location), ("Retry-After", wait)):
            if value:
                self.send_header(header, value)
        if cookie:
            self.send_header("Set-Cookie", cookie)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        """Send a header line now and then, and never an end."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.server.over.wait(0.05):
            self.wfile.write(b"X-Drip: 1\r\n")

    def _reset(self) -> None:
        """Cut the connection off with a reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing: the tests look at the answers."""


@contextmanager
def servers(count: int = 1) -> Iterator[list[Server]]:
    """Run some servers, each a host of its own."""
    with ExitStack() as stack:
        running = []
        together = All()
        for _ in range(count):
            server = stack.enter_context(Server(together))
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
            stack.callback(server.over.set)
            running.append(server)
        yield running


def closed_port() -> int:
    """Return a port at which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
