"""The site as the preview answers it: files of the output folder, as GitHub Pages would.

Requests in, answers out. Folders answer with their index page, what is not there with the site's
404 page, and what was never built with a page that waits. The script of the preview is added to
answers that are pages, and to nothing else.
"""

import asyncio
import os
import re
import stat
from collections.abc import AsyncIterator, Callable, Mapping
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.types import Receive, Scope, Send

from briefgen import console, urls
from briefgen.engine.write import MANIFEST
from briefgen.fingerprint import of_bytes
from briefgen.preview.guard import OWN, Guard
from briefgen.preview.news import News
from briefgen.reading.locate import locate

# Not left to the system's own table, which differs between systems.
_TYPES: Mapping[str, str] = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".css": "text/css",
    ".csv": "text/csv",
    ".gif": "image/gif",
    ".htm": "text/html",
    ".html": "text/html",
    ".ico": "image/vnd.microsoft.icon",
    ".ics": "text/calendar",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".ogg": "audio/ogg",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".ttf": "font/ttf",
    ".wasm": "application/wasm",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".xsl": "text/xsl",
    ".zip": "application/zip",
}
_PAGES = (".html", ".htm")

# What begins with a dot is not the site's, but for what web servers ask for by name.
_WELL_KNOWN = (".well-known", ".nojekyll")
_UNFIT = re.compile(r"[\x00-\x1f\x7f\\]")

# A warning of one code beyond these is counted; the terminal's check shows all.
_WARNINGS = 20

# Streams of pages that are looked at; those of hidden pages are closed.
_STREAMS = 100

_CLIENT = Path(__file__).parent / "client"
_PARTS = {"preview.js": "text/javascript", "preview.css": "text/css"}

_HEADERS = {
    # What is on the disk may change at any time, and so may the script that the page carries.
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Site:
    """The ASGI application of the preview."""

    def __init__(
        self, folder: Path, root: Path, news: News, guard: Guard, lost: Callable[[], None]
    ) -> None:
        """Answer with the files of `folder`; `root` is the project that findings are in.

        `lost` is called when the folder is not there any more, from any thread.
        """
        self._folder = os.path.realpath(folder)
        self._root = root
        self._news = news
        self._guard = guard
        self._lost = lost
        self._streams = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        response = await self._answer(Request(scope, receive))
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        refusal = self._guard.refuse(request)
        if refusal is not None:
            return refusal
        path = _decoded(request.scope["raw_path"])
        if path is None:
            return PlainTextResponse("This is not an address of a site.", 400)
        if path.startswith(OWN):
            return await self._own(path.removeprefix(OWN), request)
        base = self._news.base
        if not path.startswith(base):
            if path in ("/", base.rstrip("/")):
                return _redirect(base, request)
            return await self._missing("")
        return await asyncio.to_thread(self._file, path.removeprefix(base), base, request)

    def _file(self, path: str, base: str, request: Request) -> Response:
        parts = path.split("/")
        if not all(map(_is_shown, parts[:-1])) or not (parts[-1] == "" or _is_shown(parts[-1])):
            return self._not_there("")
        wanted = f"{path}{_INDEX}" if path.endswith("/") or not path else path
        found = self._stat(wanted)
        if found is not None and stat.S_ISDIR(found.st_mode):
            inside = self._stat(f"{wanted}/{_INDEX}")
            if inside is not None and stat.S_ISREG(inside.st_mode):
                return _redirect(f"{base}{path}/", request)
            return self._not_there(f"{wanted}/{_INDEX}")
        if found is None or not stat.S_ISREG(found.st_mode):
            return self._not_there(wanted)
        if wanted.lower().endswith(_PAGES):
            return self._page(wanted, wanted, 200)
        place = os.path.join(self._folder, wanted)
        suffix = os.path.splitext(wanted)[1].lower()
        headers = {"Cache-Control": "no-cache"}
        media_type = _TYPES.get(suffix, "application/octet-stream")
        file = FileResponse(place, 200, headers, media_type, stat_result=found)
        tags = request.headers.get("if-none-match", "")
        if file.headers["etag"] in (tag.strip().removeprefix("W/") for tag in tags.split(",")):
            return Response(status_code=304, headers={**headers, "ETag": file.headers["etag"]})
        return file

    def _stat(self, path: str) -> os.stat_result | None:
        """Return the stat of a file that lies in the folder itself, not behind a link."""
        place = os.path.join(self._folder, path)
        try:
            if os.path.realpath(place) != place.rstrip("/"):
                return None
            return os.stat(place)
        except (OSError, ValueError):
            return None

    def _page(self, wanted: str, shown: str, status: int) -> Response:
        try:
            data = Path(self._folder, shown).read_bytes()
        except OSError:
            return self._waiting(wanted)
        page = of_bytes(data) if wanted == shown else ""
        return HTMLResponse(_with_script(data, self._script(wanted, shown, page)), status)

    async def _missing(self, wanted: str) -> Response:
        return await asyncio.to_thread(self._not_there, wanted)

    def _not_there(self, wanted: str) -> Response:
        """Answer with the site's own page on what is not there, as long as there is a site."""
        if not os.path.isfile(os.path.join(self._folder, MANIFEST)):
            return self._waiting(wanted)
        if self._stat(urls.NOT_FOUND) is None:
            return PlainTextResponse("There is no such page, and the site has no 404 page.", 404)
        return self._page(wanted, urls.NOT_FOUND, 404)

    def _waiting(self, wanted: str) -> Response:
        """Answer before anything was built: the page is replaced when something is."""
        latest = self._news.latest
        if latest is None:
            words = "The first build is under way"
        elif latest.report.ok:
            # Somebody cleaned up.
            self._lost()
            words = "The site is built again"
        else:
            words = "There is no good build yet"
        text = _WAITING.format(words=words)
        script = self._script(wanted, "", "", waiting=True)
        return HTMLResponse(_with_script(text.encode(), script), 503, {"Retry-After": "1"})

    def _script(self, path: str, shown: str, page: str, *, waiting: bool = False) -> bytes:
        """Return the tag of the preview's script, with what it has to know of this page."""
        known = {
            "run": self._news.run,
            "build": str(self._news.number),
            "base": self._news.base,
            "path": path,
            "shown": shown,
            "page": page,
        } | ({"waiting": "yes"} if waiting else {})
        told = "".join(f' data-{name}="{escape(value)}"' for name, value in known.items())
        return f'<script src="{OWN}preview.js" defer{told}></script>\n'.encode()

    async def _own(self, name: str, request: Request) -> Response:
        if name == "events":
            return self._events(request)
        if name == "findings":
            return JSONResponse(await asyncio.to_thread(self._findings))
        if name in _PARTS:
            text = await asyncio.to_thread((_CLIENT / name).read_bytes)
            return Response(text, media_type=_PARTS[name])
        return PlainTextResponse("The preview has no such part.", 404)

    def _events(self, request: Request) -> Response:
        asked = request.query_params
        number = asked.get("build", "")
        if request.method == "HEAD" or self._streams >= _STREAMS:
            return PlainTextResponse("Too many pages are open.", 503)
        stream = self._news.stream(
            asked.get("run", ""),
            int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0,
            lambda: self._fingerprint(asked.get("path", "")),
        )

        async def counted() -> AsyncIterator[str]:
            self._streams += 1
            try:
                async for event in stream:
                    yield event
            finally:
                self._streams -= 1
                await stream.aclose()

        return StreamingResponse(counted(), media_type="text/event-stream")

    def _fingerprint(self, path: str) -> str:
        """Return the fingerprint of a page; empty when it is not there."""
        parts = path.split("/")
        found = self._stat(path) if all(map(_is_shown, parts)) else None
        if found is None or not stat.S_ISREG(found.st_mode):
            return ""
        return of_bytes(Path(self._folder, path).read_bytes())

    def _findings(self) -> object:
        latest = self._news.latest
        findings = latest.report.findings if latest else ()
        told = console.excerpts(findings, root=self._root, locate=locate, limit=_WARNINGS)
        return {"build": self._news.number, **told}


_INDEX = urls.path_of(urls.HOME)

_WAITING = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{words}</title>
</head>
<body>
<main>
<h1>{words}</h1>
<p>This page shows the site as soon as there is one.</p>
</main>
</body>
</html>
"""


def _decoded(raw: bytes) -> str | None:
    """Return the path of a request; None when it is no path, or not in UTF-8."""
    try:
        path = unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        return None
    return path if path.startswith("/") and not _UNFIT.search(path) else None


def _is_shown(part: str) -> bool:
    return bool(part) and (not part.startswith(".") or part in _WELL_KNOWN)


def _redirect(path: str, request: Request) -> Response:
    # Two slashes at the start would name a host.
    target = "/" + quote(path).lstrip("/")
    query = request.url.query
    return RedirectResponse(f"{target}?{query}" if query else target, 302)


def _with_script(page: bytes, script: bytes) -> bytes:
    end = page.rfind(b"</body")
    return page + script if end < 0 else page[:end] + script + page[end:]
