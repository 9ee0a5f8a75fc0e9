"""The builder: one process beside the server that builds whenever it is asked to.

Requests in, reports out, over a pipe. It lives as long as the server, so that what one build
learned the next one has in memory; and it is another process, so that pages are answered while it
works and it can be ended at any moment.
"""

import asyncio
import gc
import multiprocessing
import signal
import sys
import threading
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import FrameType
from urllib.parse import unquote, urlsplit

from briefgen import console, urls
from briefgen.build import Result, build
from briefgen.engine.update import Progress
from briefgen.engine.work import signals_held
from briefgen.finding import BriefgenError, Finding, Span
from briefgen.memory import Memory
from briefgen.options import Options
from briefgen.preview.later import Later
from briefgen.project import configuration, get_ready

_SIGNALS = (signal.SIGINT, signal.SIGTERM)

# Seconds without a request after which there is time to tidy up.
_IDLE = 1.0

# A build that is told to end does so within a batch of pages; longer, and it is stuck.
_PATIENCE = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be built."""

    options: Options
    origin: str
    """Scheme, host and port of the preview; the path is that of the configured address."""
    touched: frozenset[str] | None = None
    """Files that were saved since the last request; None when others may have been, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build found and did, small enough to hand on."""

    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    held: Mapping[str, int] = field(default_factory=dict)
    """How many entries and pages are held back, by reason."""
    changed: tuple[str, ...] = ()
    """Paths in the site of what was written or removed."""
    base: str = ""
    """The path below which the site is served, as in `/repo/`; empty when it is not known."""
    ok: bool = False
    ended: bool = False
    """Whether the build came to its end, be it with errors."""
    seconds: float = 0.0


class BuilderDiedError(Exception):
    """The builder ended before it answered."""


class Builder:
    """The server's side of it."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.is_alive()

    def start(self) -> None:
        """Start the process; what is left of one before it goes."""
        self.end()
        context = _start_method()
        ours, theirs = context.Pipe()
        # A fork has our end too, and would never hear that we are gone.
        forked = ours if context.get_start_method() == "fork" else None
        process = context.Process(target=_work, args=(theirs, forked), name="briefgen-builder")
        with signals_held():
            process.start()
        theirs.close()
        self._process, self._pipe = process, ours

    async def build(self, request: Request) -> Report:
        """Return the report of a build. BuilderDiedError when the process ends without one."""
        pipe = self._pipe
        if pipe is None:
            raise BuilderDiedError
        try:
            pipe.send(request)
            report: Report = await asyncio.to_thread(pipe.recv)
        except (EOFError, OSError) as problem:
            raise BuilderDiedError from problem
        return report

    def end(self) -> None:
        """End the process, which tidies up first, and return when it is gone."""
        if self._process is not None:
            self._process.terminate()
            self._process.join(_PATIENCE)
            if self._process.is_alive():
                self._process.kill()
                self._process.join()
            self._process.close()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


class _Terminated(BaseException):
    """SIGTERM, raised so that a build tidies up on its way out."""


def _work(pipe: Connection, inherited: Connection | None) -> None:
    """Answer requests until the server is gone or says that it is enough."""
    try:
        _settle()
        if inherited is not None:
            inherited.close()
        # Garbage is collected between builds, never in one.
        gc.disable()
        memory, later = Memory(), Later(_start_method(), pipe)
        known = ready = False
        untold: frozenset[str] = frozenset()
        request: Request | None = None
        while True:
            if request is not None and later.made():
                # In place by a build that finds it made; a save meanwhile is another request.
                untold |= _catch_up(request, memory, later)
                continue
            request = pipe.recv()
            # A build that failed may not have looked at what was saved before it.
            asked = request if known else replace(request, touched=None)
            report = _report(asked, memory, later)
            if untold:
                report = replace(report, changed=tuple(sorted({*report.changed, *untold})))
                untold = frozenset()
            known = report.ended
            pipe.send(report)
            if known and not ready and not pipe.poll():
                with suppress(BriefgenError, OSError):
                    get_ready(_local(request)[0])
                # A first build that had nothing to do has read nothing back.
                untold, ready = _catch_up(request, memory, later), True
            if not pipe.poll(_IDLE):
                # What is remembered is no garbage: it need not be looked through again.
                gc.collect()
                gc.freeze()
    except (EOFError, BrokenPipeError, ConnectionResetError, _Terminated):
        return


def _catch_up(request: Request, memory: Memory, later: Later) -> frozenset[str]:
    """Build while nobody waits, so that no save has to; return what changed by the way.

    A file that was saved meanwhile may be read already. The server will hear of that save too, and
    its report has to say what changed.
    """
    # What stands in the way has been told.
    with suppress(BriefgenError, OSError):
        result = _build(_local(request)[0], frozenset(), None, memory, later)
        return result.written | result.removed
    return frozenset()


def _report(request: Request, memory: Memory, later: Later) -> Report:
    try:
        options, base = _local(request)
        with console.Progress() as progress:
            built = _build(options, request.touched, progress.advance, memory, later)
            return _of(built, base)
    except BriefgenError as problem:
        return Report(findings=problem.findings)
    except OSError as problem:
        reason = f"{problem.strerror or problem}: {problem.filename or ''}".rstrip(": ")
        return Report(findings=(_fault("cannot-be-written", reason.lower()),))
    except Exception as problem:  # noqa: BLE001 - the last resort, as on the command line
        console.bug(problem)
        return Report(findings=(_fault("bug", "briefgen itself failed; the terminal says more"),))


def _build(
    options: Options,
    touched: frozenset[str] | None,
    progress: Progress | None,
    memory: Memory,
    later: Later,
) -> Result:
    """The one place where the preview builds. No page waits for the search index."""
    result = build(options, progress=progress, memory=memory, touched=touched, wait=later.failed)
    later.failed = False
    later.start(result.waiting)
    return result


def _local(request: Request) -> tuple[Options, str]:
    """Return the options of a build for this machine, and the path of its address."""
    base = base_path(configuration(request.options).base_url)
    return replace(request.options, base_url=f"{request.origin}{base}"), unquote(base)


def base_path(base_url: str) -> str:
    """Return the path of a site's address, percent-encoded, with a slash at both ends."""
    path = urlsplit(base_url).path.strip("/")
    return f"/{path}/" if path else "/"


def _of(result: Result, base: str) -> Report:
    return Report(
        findings=result.findings,
        notes=result.notes,
        held=Counter(kept.reason for kept in result.held),
        # Of a site that is not published nobody asks which one it is.
        changed=tuple(sorted((result.written | result.removed) - {urls.path_of(urls.BUILD)})),
        base=base,
        ok=result.ok,
        ended=True,
        seconds=result.seconds,
    )


def _fault(code: str, message: str) -> Finding:
    return Finding(code=code, message=message, span=Span(path=""))


def _settle() -> None:
    """Leave interrupts to the server, which tells us to end when it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _terminate)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    raise _Terminated


def _start_method() -> "multiprocessing.context.ForkContext | multiprocessing.context.SpawnContext":
    # As for the workers of a build: a fork is quick, and must not copy the locks of other threads.
    if sys.platform == "linux" and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")
