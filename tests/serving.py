"""Serve a built site on loopback as GitHub Pages would: below a prefix, with its own 404 page."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


@contextmanager
def serve(site: Path, prefix: str = "/", headers: Mapping[str, str] | None = None) -> Iterator[str]:
    """Serve a folder below a prefix ("/" or "/repo/") and give its URL, with the prefix.

    `headers` are sent with every answer.
    """
    handler = partial(_Pages, directory=str(site), prefix=prefix, headers=headers or {})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()


class _Pages(SimpleHTTPRequestHandler):
    """Files below a prefix, no directory listings, and 404.html for all else."""

    protocol_version = "HTTP/1.1"
    # Head and body leave in two writes: without this the second waits 40 ms for an answer.
    disable_nagle_algorithm = True
    # Not left to the system's own table, which differs between systems.
    extensions_map = {  # noqa: RUF012
        "": "application/octet-stream",
        ".avif": "image/avif",
        ".css": "text/css",
        ".html": "text/html; charset=utf-8",
        ".jpg": "image/jpeg",
        ".js": "text/javascript",
        ".json": "application/json",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".wasm": "application/wasm",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
    }

    def __init__(
        self, *arguments: Any, directory: str, prefix: str, headers: Mapping[str, str]
    ) -> None:
        self.prefix = prefix
        self.more = headers
        super().__init__(*arguments, directory=directory)

    def end_headers(self) -> None:
        for name, value in self.more.items():
            self.send_header(name, value)
        super().end_headers()

    def translate_path(self, path: str) -> str:
        if not urlsplit(path).path.startswith(self.prefix):
            return str(Path(self.directory, "outside the prefix"))
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def list_directory(self, path: Any) -> BytesIO | None:
        self.send_error(HTTPStatus.NOT_FOUND)
        return None

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing: the tests look at the answers."""
