"""Waiting until a published site is there: asked of a server on this machine."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from briefgen.finding import WorldError
from briefgen.publishing.waiting import wait_for
from tests.publishing.places import Place
from tests.serving import serve

OLD, NEW = ({"generator": "briefgen", "fingerprint": name} for name in ("old", "new"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder that is served."""
    folder = tmp_path / "live"
    folder.mkdir()
    return folder


def test_it_waits_for_the_new_build(folder: Path) -> None:
    """Until then another one is there, or none; what it hears is how long it has been."""
    heard: list[float] = []

    def tell(seconds: float) -> None:
        heard.append(seconds)
        if len(heard) == 2:
            (folder / "build.json").write_text(json.dumps(OLD))
        if len(heard) == 4:
            (folder / "build.json").write_text(json.dumps(NEW))

    with serve(folder, "/digest/") as address:
        passed = wait_for(address, "new", timeout=60, pause=0.01, tell=tell)

    assert len(heard) == 4
    assert heard == sorted(heard)
    assert passed >= heard[-1]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "`build.json` answers with 404"),
        (b"<html>", "`build.json` is not one of briefgen's"),
        (b'{"generator": "other", "fingerprint": "new"}', "is not one of briefgen's"),
        (json.dumps(OLD).encode(), "another build is there"),
        (b" " * 3_000_000, "is not one of briefgen's"),
    ],
)
def test_it_ends_and_says_why(folder: Path, content: bytes | None, why: str) -> None:
    """What is there instead."""
    if content is not None:
        (folder / "build.json").write_bytes(content)

    with serve(folder) as address, pytest.raises(WorldError) as caught:
        wait_for(address, "new", timeout=0.05, pause=0.01)

    (finding,) = caught.value.findings
    assert finding.code == "not-live-yet"
    assert why in finding.message


def test_nobody_answers() -> None:
    """A site that cannot be reached is not there."""
    with ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler) as server:
        port = server.server_port
    with pytest.raises(WorldError) as caught:
        wait_for(f"http://127.0.0.1:{port}/", "new", timeout=0.05, pause=0.01)

    assert "not-live-yet" in [finding.code for finding in caught.value.findings]


@pytest.mark.parametrize(
    ("status", "head"),
    [(200, None), (302, "/elsewhere"), (302, "http://..a../"), (302, "http://xn--/")],
)
def test_one_that_trickles_is_not_waited_for(status: int, head: str | None) -> None:
    """A server that sends a byte now and then, or nonsense, ends the waiting too."""

    class Trickle(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            if head:
                self.send_header("Location", head)
                self.send_header("Content-Length", "100000")
            self.end_headers()
            with suppress(OSError):
                while True:
                    self.wfile.write(b" ")
                    time.sleep(0.02)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Trickle) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            with pytest.raises(WorldError):
                wait_for(f"http://127.0.0.1:{server.server_port}/", "new", timeout=0.3, pause=0.1)
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def pages(place: Place) -> Iterator[str]:
    """Serve the built site after a while, as GitHub Pages would; give the address."""
    seen = threading.Event()

    class Later(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if seen.is_set():
                super().do_GET()
            else:
                seen.set()
                self.send_error(404)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    handler = partial(Later, directory=str(place.project.site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_the_command_waits(place: Place, pages: str) -> None:
    """And tells the address when the site is there."""
    flags = ("-b", pages, "--allow", "unpublishable-base-url", "--wait")

    told = place.publish(*flags)

    assert told.code == 0, told.err
    assert told.out == f"{pages}\n"
    assert "there after" in told.err


def test_the_command_does_not_wait_for_ever(place: Place) -> None:
    """The push is done, and exit code 3 says that readers do not have it."""
    started = time.monotonic()
    flags = ("-b", "http://127.0.0.1:9/", "--allow", "unpublishable-base-url")
    told = place.publish(*flags, "--wait", "--timeout", "1")

    assert told.code == 3
    assert "error[not-live-yet]" in told.err
    assert "published to" in told.err
    assert len(place.commits()) == 1
    assert time.monotonic() - started < 60
    assert place.publish("--wait", "--dry-run").code == 2
