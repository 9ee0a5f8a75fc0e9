"""Ask addresses whether they still answer: politely, a few at a time, one at a time for each host.

Addresses in, an answer for each out, told as they come. An address is asked with HEAD, and with GET
where that does not settle it; no body is ever read. Proxies and certificates of the environment
(HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE) hold, here and nowhere else. robots.txt is not asked: it is
for programs that follow links from page to page, and this one looks at single pages that the
digest cites, as a reader would who follows its links.
"""

import asyncio
import signal
import socket
import ssl
import threading
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import FrameType
from urllib.parse import quote, urljoin, urlsplit

import httpx

from briefgen import __version__, web
from briefgen.finding import Finding, Span, WorldError
from briefgen.health.answers import Answer, Manners

_GONE = (404, 410)
# Not open to everyone, to programs, in this country (451), or this often. 999 is LinkedIn's own.
_CLOSED = (401, 402, 403, 407, 429, 451, 999)
_REDIRECTS = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
_WAIT = (429, 503)

_LOCATION = "briefgen.location"

# Browsers follow twenty, and no honest chain has half of that.
_MOST_REDIRECTS = 10

_NO_SUCH_HOST = frozenset(
    getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA") if hasattr(socket, name)
)


def ask(
    addresses: Iterable[str],
    tell: Callable[[str, Answer], None],
    *,
    base_url: str,
    manners: Manners,
) -> None:
    """Ask each address once, in their order for each host, and tell each answer when it is there.

    Nothing is told of addresses of a host that asked for quiet before it was their turn.
    `base_url` says in the requests whose digest it is. WorldError when the environment names a
    proxy that cannot be used.
    """
    ended: list[int] = []

    async def work() -> None:
        with _noticing(signal.SIGTERM, ended):
            await _ask_all(addresses, tell, base_url, manners)

    try:
        asyncio.run(work())
    except asyncio.CancelledError:
        if not ended:
            raise
        signal.raise_signal(signal.SIGTERM)


def user_agent(base_url: str) -> str:
    """Return how briefgen names itself: with its version, and the site that asks."""
    # A header is ASCII, and a site that was never given an address says nothing.
    site = quote(base_url, safe=":/?#[]@!$&'()*+,;=%~")
    at = "" if web.host(base_url) == "localhost" else f" (checks links of {site})"
    return f"briefgen/{__version__}{at}"


@contextmanager
def _noticing(one: signal.Signals, seen: list[int]) -> Iterator[None]:
    """Let a signal cancel the running task, as asyncio does with Ctrl-C; `seen` keeps it.

    An exception raised by its own handler might get lost in the loop.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None

    def end(number: int, _frame: FrameType | None) -> None:
        seen.append(number)
        loop.call_soon_threadsafe(task.cancel)

    before = signal.signal(one, end)
    try:
        yield
    finally:
        signal.signal(one, signal.SIG_DFL if before is None else before)


async def _ask_all(
    addresses: Iterable[str],
    tell: Callable[[str, Answer], None],
    base_url: str,
    manners: Manners,
) -> None:
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        hosts[_host(address)].append(address)
    # The longest queue first, for all others are done beside it.
    queue = iter(sorted(hosts.values(), key=len, reverse=True))
    async with _client(base_url, manners) as client:
        asker = _Asker(client, manners)

        async def work() -> None:
            for group in queue:
                for address in group:
                    if not asker.is_quiet(address):
                        tell(address, await asker.answer(address))

        async with asyncio.TaskGroup() as tasks:
            for _ in range(min(manners.at_once, len(hosts))):
                tasks.create_task(work())


@asynccontextmanager
async def _client(base_url: str, manners: Manners) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"User-Agent": user_agent(base_url), "Accept": "*/*"}
    try:
        client = httpx.AsyncClient(
            headers=headers,
            timeout=manners.timeout,
            event_hooks={"response": [_take_location]},
        )
    except (ValueError, ImportError, OSError) as problem:
        raise WorldError(
            Finding(
                code="unusable-proxy",
                message="the proxy or the certificates that the environment names cannot be used: "
                + web.without_user(" ".join(str(problem).split())),
                span=Span(path=""),
                hint="look at HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE",
            )
        ) from problem
    async with client:
        yield client


async def _take_location(response: httpx.Response) -> None:
    """Put by where a redirect leads: httpx would look at it, and fail where it is no address."""
    response.extensions[_LOCATION] = response.headers.pop("location", "")


@dataclass(frozen=True, slots=True)
class _Reply:
    """What one request brought: a status, or a fault on the way."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=httpx.Headers)
    location: str = ""
    """Where a redirect leads, as written."""
    fault: Answer | None = None
    final: bool = False
    """Whether asking again would be of no use."""


_NO_ADDRESS = _Reply(fault=Answer("unreachable", "it cannot be asked", heard=False), final=True)


class _Asker:
    """Asks one address after another; keeps apart what goes to one host."""

    def __init__(self, client: httpx.AsyncClient, manners: Manners) -> None:
        self._client = client
        self._manners = manners
        self._locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._free: dict[str, float] = {}
        """When each host may be asked again, on the loop's clock."""
        self._quiet: dict[str, _Reply] = {}
        """Hosts that are not asked any more, and how they asked for that."""

    def is_quiet(self, address: str) -> bool:
        """Tell whether the host of an address has asked for quiet."""
        return _host(address) in self._quiet

    async def answer(self, address: str) -> Answer:
        """Return what an address answers, at the end of its redirects."""
        here, seen, for_good = address, {address}, True
        for hop in range(_MOST_REDIRECTS + 1):
            reply = await self._ask(here)
            if reply.status not in _REDIRECTS or not reply.location:
                answer = _read(reply, here if hop and for_good and here != address else "")
                return replace(answer, heard=answer.heard or hop > 0)
            here = _joined(here, reply.location)
            if not here:
                return Answer("unreachable", "it redirects to what is no web address")
            # A page that first sets a cookie may lead to itself, once.
            if here in seen and "set-cookie" not in reply.headers:
                return Answer("unreachable", "it redirects in a circle")
            seen.add(here)
            for_good = for_good and reply.status in _FOR_GOOD
        return Answer("unreachable", f"it redirects more than {_MOST_REDIRECTS} times")

    async def _ask(self, address: str) -> _Reply:
        """Return what one address replies to HEAD, or where that settles nothing, to GET."""
        host = _host(address)
        async with self._locks[host]:
            if host in self._quiet:
                return self._quiet[host]
            reply = await self._in_turn(host, "HEAD", address)
            if reply.final or 200 <= reply.status < 400:
                return reply
            if not self._wants_quiet(reply):
                await asyncio.sleep(_wait(reply))
                reply = await self._in_turn(host, "GET", address)
            if self._wants_quiet(reply):
                self._quiet[host] = reply
            return reply

    def _wants_quiet(self, reply: _Reply) -> bool:
        """Tell whether a host asks for more patience than there is."""
        if reply.status == 429 and "retry-after" not in reply.headers:
            return True
        return _wait(reply) > self._manners.timeout

    async def _in_turn(self, host: str, method: str, address: str) -> _Reply:
        """Make one request after the pause since the last one to its host."""
        clock = asyncio.get_running_loop().time
        await asyncio.sleep(max(0, self._free.get(host, 0) - clock()))
        try:
            return await self._request(method, address)
        finally:
            self._free[host] = clock() + self._manners.pause

    async def _request(self, method: str, address: str) -> _Reply:
        timeout = self._manners.timeout
        if not _can_be_asked(address):
            return _NO_ADDRESS
        try:
            # httpx counts each step by itself: a server may not be slow at every one of them.
            async with asyncio.timeout(timeout), self._client.stream(method, address) as response:
                return _Reply(
                    response.status_code, response.headers, response.extensions[_LOCATION]
                )
        except (TimeoutError, httpx.TimeoutException):
            why = f"no answer within {timeout:g} seconds"
            return _Reply(fault=Answer("unreachable", why, heard=False))
        except httpx.TransportError as problem:
            return _fault(problem)
        except (httpx.InvalidURL, httpx.RequestError, ValueError):
            # UnicodeError of a host name is a ValueError.
            return _NO_ADDRESS


def _read(reply: _Reply, moved_to: str) -> Answer:
    """Return what the last reply of a chain means."""
    status = reply.status
    if reply.fault is not None:
        return reply.fault
    if status in _GONE:
        return Answer("dead", f"status {status}")
    if status in _CLOSED or (status == 503 and "retry-after" in reply.headers):
        return Answer("blocked", f"status {status}")
    if status >= 400:
        return Answer("unreachable", f"status {status}")
    return Answer("moved", moved_to=moved_to) if moved_to else Answer("good")


def _fault(problem: httpx.TransportError) -> _Reply:
    """Return what a request that got no reply says of its address."""
    for cause in _causes(problem):
        if isinstance(cause, ssl.SSLError):
            told = getattr(cause, "verify_message", "") or cause.reason or "no secure connection"
            words = " ".join(str(told).replace("_", " ").lower().split())
            return _Reply(fault=Answer("unreachable", f"TLS: {words}"), final=True)
        if isinstance(cause, socket.gaierror):
            if cause.errno in _NO_SUCH_HOST:
                # Asked a second time like all others: name servers stumble.
                return _Reply(fault=Answer("dead", "no such host", heard=False))
            return _Reply(fault=Answer("unreachable", "its host cannot be looked up", heard=False))
        if isinstance(cause, ConnectionRefusedError):
            return _Reply(fault=Answer("unreachable", "the connection is refused", heard=False))
    if isinstance(problem, httpx.ProxyError):
        return _Reply(fault=Answer("unreachable", "the proxy does not let it through", heard=False))
    if isinstance(problem, httpx.ConnectError):
        return _Reply(fault=Answer("unreachable", "no connection", heard=False))
    # Whatever broke it off, a server was there.
    return _Reply(fault=Answer("unreachable", "the connection breaks off"))


def _causes(problem: BaseException | None) -> Iterator[BaseException]:
    """Yield an exception and what led to it, groups opened."""
    while problem is not None:
        yield problem
        if isinstance(problem, BaseExceptionGroup):
            for one in problem.exceptions:
                yield from _causes(one)
        problem = problem.__cause__ or problem.__context__


def _wait(reply: _Reply) -> float:
    """Return how many seconds a reply asks to wait (RFC 9110 §10.2.3); 0 for what is no time."""
    written = reply.headers.get("retry-after", "") if reply.status in _WAIT else ""
    if written.strip().isdecimal():
        return float(written)
    try:
        at = parsedate_to_datetime(written)
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return max(0, (at - datetime.now(UTC)).total_seconds())
    except (ValueError, OverflowError):
        return 0


def _can_be_asked(address: str) -> bool:
    """Tell whether an address has a port that there can be, and a host that has a name."""
    try:
        parts = urlsplit(address)
        return parts.port != 0 and bool((parts.hostname or "").encode("idna"))
    except ValueError:
        return False


def _joined(here: str, target: str) -> str:
    """Return where a redirect leads; empty when that is no web address."""
    try:
        # As browsers read it.
        there = web.asked(urljoin(here, target.strip().replace(" ", "%20")))
    except ValueError:
        return ""
    return there if web.is_web(there) else ""


def _host(address: str) -> str:
    """Return what is asked one at a time: the host, with a port that is not the usual one."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return address
    return f"{parts.hostname}:{port}" if port not in (None, 80, 443) else f"{parts.hostname}"
