"""The story of a preview: listen, build, watch, build again, until somebody ends it.

Options in; findings, news and addresses go to the console. ConfigurationError and WorldError when
it cannot begin; the signal that ended it is raised again at the end.
"""

import asyncio
import signal
import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from urllib.parse import quote, unquote

import uvicorn
from filelock import FileLock, Timeout

from briefgen import console
from briefgen.engine.write import MANIFEST, PREVIEW, check_output
from briefgen.finding import ConfigurationError, Finding, Span, WorldError
from briefgen.options import Options
from briefgen.preview.builder import Builder, BuilderDiedError, Report, Request, base_path
from briefgen.preview.guard import Guard, is_loopback, is_wildcard
from briefgen.preview.news import News
from briefgen.preview.site import Site
from briefgen.preview.sockets import listening, port_of
from briefgen.preview.watch import Watcher
from briefgen.project import configuration
from briefgen.reading.locate import locate
from briefgen.reading.times import moment_now

# More files than an editor saves at once: a checkout, which goes on for a while.
_MANY = 20
# Seconds of quiet after which a checkout is over, and after which it is built all the same.
_QUIET = 0.1
_PATIENCE = 2.0

# Seconds that a save may go on while a build reads the file; longer, and the fault is told.
_SAVING = 0.05
# So many builds in a row may be spoilt by saves before their faults are told all the same.
_SPOILT = 5

_WARNINGS = 20


def serve(options: Options, *, host: str, port: int, show: bool) -> None:
    """Serve a project's preview until a signal ends it; `show` opens a browser."""
    base = _first_base(options)
    with _signals() as signals, _place(options) as folder:
        check_output(folder, options.root)
        builder = Builder()
        # Before there is any thread, and before the socket: a fork would have its own copy.
        builder.start()
        try:
            with listening(host, port) as listener:
                preview = _Preview(replace(options, output=folder), builder, listener, host, base)
                asyncio.run(preview.run(signals, show=show, asked=port))
        finally:
            builder.end()
    signals.raise_again()


class Signals:
    """SIGINT and SIGTERM, noticed and kept."""

    def __init__(self) -> None:
        self.seen: list[int] = []
        self.tell: Callable[[], None] = lambda: None

    def notice(self, number: int, _frame: FrameType | None) -> None:
        """Keep a signal, and tell whoever waits."""
        self.seen.append(number)
        self.tell()

    def raise_again(self) -> None:
        """Do what the first signal would have done by itself."""
        for number in self.seen[:1]:
            signal.raise_signal(number)


@contextmanager
def _signals() -> Iterator[Signals]:
    """Take SIGINT and SIGTERM from here on; what they did before they do again afterwards."""
    signals = Signals()
    before = {one: signal.signal(one, signals.notice) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield signals
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


class _Preview:
    """A preview while it runs."""

    def __init__(
        self, options: Options, builder: Builder, listener: socket.socket, host: str, base: str
    ) -> None:
        self._options = options
        self._builder = builder
        self._listener = listener
        self._host = host
        self._port = port_of(listener)
        name = "127.0.0.1" if is_wildcard(host) else host
        self._origin = f"http://{f'[{name}]' if ':' in name else name}:{self._port}"
        self._news = News(base)
        self._dirty = asyncio.Event()
        self._waiting: set[str] = set()
        self._unsure = True
        """Whether more may have been saved than was seen."""
        self._last_told: tuple[Finding, ...] = ()

    async def run(self, signals: Signals, *, show: bool, asked: int) -> None:
        """Serve until a signal comes."""
        loop = asyncio.get_running_loop()
        over = asyncio.Event()

        def end() -> None:
            loop.call_soon_threadsafe(over.set)

        signals.tell = end
        if signals.seen:
            return
        watcher = Watcher(self._options, self._saw, console.remark_on)
        server = _server(self._app())
        self._tell_warnings(asked)
        tasks = [
            loop.create_task(server.serve(sockets=[self._listener])),
            loop.create_task(watcher.run()),
            loop.create_task(self._keep_building(show=show)),
        ]
        ended = loop.create_task(over.wait())
        try:
            await asyncio.wait([ended, *tasks], return_when=asyncio.FIRST_COMPLETED)
        finally:
            ended.cancel()
            self._news.close()
            watcher.end()
            server.should_exit = True
            tasks[-1].cancel()
            await asyncio.to_thread(self._builder.end)
            results = await asyncio.gather(*tasks, return_exceptions=True)
        for result in results:
            if isinstance(result, Exception):
                raise result

    def _app(self) -> Site:
        folder = self._options.site_folder
        loop = asyncio.get_running_loop()

        def lost() -> None:
            loop.call_soon_threadsafe(self._saw, frozenset())

        guard = Guard(self._host)
        return Site(folder, self._options.root, self._news, guard, lost)

    def _saw(self, paths: frozenset[str]) -> None:
        self._unsure |= not paths
        self._waiting |= paths
        self._dirty.set()

    async def _keep_building(self, *, show: bool) -> None:
        """Build whenever something was saved; what is saved meanwhile makes one more build."""
        spoilt = 0
        while True:
            await self._dirty.wait()
            await self._quiet()
            touched = None if self._unsure else frozenset(self._waiting)
            self._waiting.clear()
            self._unsure = False
            self._dirty.clear()
            report = await self._build(touched)
            if not report.ok and spoilt < _SPOILT and await self._saved_meanwhile():
                # Some editors empty a file before they write it: that is not a fault to be told.
                spoilt += 1
                continue
            spoilt = 0
            before = self._address
            build = self._news.publish(report)
            await asyncio.to_thread(self._tell, build.report, moved=before != self._address)
            if show and build.number == 1:
                # A thread of its own: some browsers are waited for until they are closed.
                threading.Thread(target=webbrowser.open, args=(self._address,), daemon=True).start()

    @property
    def _address(self) -> str:
        return f"{self._origin}{quote(self._news.base)}"

    async def _saved_meanwhile(self) -> bool:
        """Tell whether something was saved since the last build began, or is right now."""
        try:
            await asyncio.wait_for(self._dirty.wait(), _SAVING)
        except TimeoutError:
            return False
        return True

    async def _quiet(self) -> None:
        """Wait for the end of a checkout, within reason."""
        end = asyncio.get_running_loop().time() + _PATIENCE
        seen = -1
        while seen != len(self._waiting) > _MANY and asyncio.get_running_loop().time() < end:
            seen = len(self._waiting)
            await asyncio.sleep(_QUIET)

    async def _build(self, touched: frozenset[str] | None) -> Report:
        request = Request(options=self._options, origin=self._origin, touched=touched)
        for _ in range(2):
            if not self._builder.alive:
                console.remark_on("the process that builds has ended; another one is started")
                await asyncio.to_thread(self._builder.start)
            try:
                return await self._builder.build(request)
            except BuilderDiedError:
                await asyncio.to_thread(self._builder.end)
        return Report(
            findings=(
                Finding(
                    code="builder-died",
                    message="the process that builds ended twice before its work was done",
                    span=Span(path=""),
                    hint="start again, with `--jobs 1` if the machine is short of memory",
                ),
            )
        )

    def _tell_warnings(self, asked: int) -> None:
        if asked not in (0, self._port):
            console.remark_on(f"port {asked} is taken: this is {self._port}")
        if not is_loopback(self._host):
            where = "this machine" if is_wildcard(self._host) else self._host
            console.remark_on(
                f"everybody who can reach {where} can read this preview, drafts included"
            )
        console.say(f"the preview is at {self._address} (Ctrl-C ends it)")

    def _tell(self, report: Report, *, moved: bool) -> None:
        """Tell the terminal of a build; findings only when they are others than before."""
        if report.findings != self._last_told:
            console.show(report.findings, root=self._options.root, locate=locate, limit=_WARNINGS)
        self._last_told = report.findings
        console.rebuilt(report, stands=(self._options.site_folder / MANIFEST).is_file())
        if moved:
            console.say(f"the preview is now at {self._address}")


def _server(app: Site) -> uvicorn.Server:
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    return _Server(config)


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the preview."""
        yield


def _first_base(options: Options) -> str:
    """Return the path of the site's address. ConfigurationError for what no edit can mend."""
    moment_now("UTC", options.now, datetime.now(UTC))
    try:
        return unquote(base_path(configuration(options).base_url))
    except ConfigurationError as problem:
        if problem.findings[0].code in ("invalid-base-url", "missing-configuration"):
            raise
        return "/"


@contextmanager
def _place(options: Options) -> Iterator[Path]:
    """Give the folder of this preview. WorldError when another preview has it."""
    folder = options.root / PREVIEW
    try:
        folder.parent.mkdir(exist_ok=True)
        lock = FileLock(folder.parent / "preview.lock", timeout=0).acquire()
    except Timeout as problem:
        raise WorldError(
            Finding(
                code="preview-under-way",
                message="another preview of this project is running",
                span=Span(path=f"{PREVIEW}.lock"),
                hint="use that one, or end it first",
            )
        ) from problem
    except OSError:
        # A project that cannot be written to is served from a passing folder.
        with TemporaryDirectory(prefix="briefgen-") as passing:
            yield Path(passing) / "site"
        return
    with lock:
        yield folder
