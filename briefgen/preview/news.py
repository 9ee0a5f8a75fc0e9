"""News: what the open pages are told, and what has changed since they last heard.

Reports of builds in, server-sent events out (HTML Standard §9.2).
"""

import asyncio
import json
import secrets
from collections.abc import AsyncGenerator, Callable, Iterable
from dataclasses import dataclass

from briefgen.finding import Severity
from briefgen.preview.builder import Report

# Above this many files a page asks for itself instead of reading through the list.
_LISTED = 500
# How many builds are remembered; whoever missed more compares the page that it shows.
_REMEMBERED = 100
# A page that is gone without a word is found out by writing to it.
_HEARTBEAT = 15.0


@dataclass(frozen=True, slots=True)
class Build:
    """One build, by its number in this run."""

    number: int
    report: Report

    @property
    def changed(self) -> tuple[str, ...] | None:
        """What changed; None when it is too much to list."""
        return self.report.changed if len(self.report.changed) <= _LISTED else None


class News:
    """All builds of this run, and who listens."""

    def __init__(self, base: str) -> None:
        """Begin a run; the site is served below the path `base`."""
        self.base = base
        """May change with the configuration."""
        self.run = secrets.token_hex(4)
        """Tells this run of the server from others."""
        self.builds: list[Build] = []
        self._listeners: set[asyncio.Queue[Build | None]] = set()
        self._over = False

    @property
    def latest(self) -> Build | None:
        """The last build, None before the first has ended."""
        return self.builds[-1] if self.builds else None

    @property
    def number(self) -> int:
        """How many builds there were."""
        return self.builds[-1].number if self.builds else 0

    def publish(self, report: Report) -> Build:
        """Tell everybody of a build."""
        self.base = report.base or self.base
        build = Build(self.number + 1, report)
        self.builds = [*self.builds[1 - _REMEMBERED :], build]
        for listener in self._listeners:
            listener.put_nowait(build)
        return build

    def close(self) -> None:
        """End all streams, and those that are asked for later."""
        self._over = True
        for listener in self._listeners:
            listener.put_nowait(None)

    def since(self, run: str, number: int) -> tuple[str, ...] | None:
        """Return what changed after a build of some run; None when that is not known."""
        missed = [build for build in self.builds if build.number > number]
        if run != self.run or len(missed) != self.number - number:
            return None
        return _united(build.changed for build in missed)

    async def stream(
        self, run: str, number: int, page: Callable[[], str]
    ) -> AsyncGenerator[str, None]:
        """Yield what changed after that build, then every build as it ends.

        `page` gives the fingerprint of the file that the listener shows.
        """
        queue: asyncio.Queue[Build | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            if self.latest is not None:
                changed = self.since(run, number)
                yield self._event(self.latest, changed, page)
            else:
                yield ": the first build is under way\n\n"
            while not self._over:
                try:
                    build = await asyncio.wait_for(queue.get(), _HEARTBEAT)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if build is None:
                    return
                yield self._event(build, build.changed, page)
        finally:
            self._listeners.discard(queue)

    def _event(self, build: Build, changed: tuple[str, ...] | None, page: Callable[[], str]) -> str:
        told = {
            "run": self.run,
            "build": build.number,
            "ok": build.report.ok,
            "errors": _count(build, Severity.ERROR),
            "warnings": _count(build, Severity.WARNING),
            "changed": changed,
            "page": page() if changed is None else None,
        }
        return f"event: build\ndata: {json.dumps(told)}\n\n"


def _count(build: Build, severity: Severity) -> int:
    return sum(finding.severity is severity for finding in build.report.findings)


def _united(parts: Iterable[tuple[str, ...] | None]) -> tuple[str, ...] | None:
    found: set[str] = set()
    for part in parts:
        if part is None:
            return None
        found.update(part)
    return tuple(sorted(found)) if len(found) <= _LISTED else None
