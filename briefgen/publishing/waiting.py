"""Wait until a published site is there: ask its `build.json` until it names the new build.

An address and a fingerprint in, whether it came in time out. One request at a time, a pause between
them, and an end.
"""

import asyncio
import time
from collections.abc import Callable

import httpx

from briefgen import __version__, urls
from briefgen.finding import Finding, Span, WorldError
from briefgen.publishing.built import identity_in

# GitHub Pages takes from ten seconds to some minutes, and ends a deploy after ten.
PAUSE = 3.0
TIMEOUT = 600

# For one request; more, and the next may do better.
_PATIENCE = 15.0

_LEAST = 0.5

# Far more than the file has.
_MOST = 1_000_000


def wait_for(
    base_url: str,
    fingerprint: str,
    *,
    timeout: float,
    pause: float = PAUSE,
    tell: Callable[[float], None] = lambda _seconds: None,
) -> float:
    """Return after how many seconds the site was there; `tell` hears how long it has been.

    WorldError when it is not there in time.
    """
    started = time.monotonic()
    end = started + timeout
    while True:
        patience = min(_PATIENCE, max(end - time.monotonic(), _LEAST))
        said = asyncio.run(_answer(base_url, fingerprint, patience))
        passed = time.monotonic() - started
        if not said:
            return passed
        if time.monotonic() + pause > end:
            break
        tell(passed)
        time.sleep(pause)
    raise WorldError(
        Finding(
            code="not-live-yet",
            message=f"the site was pushed, and is not at `{base_url}` after {timeout:.0f} s: "
            f"{said}",
            span=Span(path=""),
            hint="look at the settings of the repository, under Pages, and at its Actions",
        )
    )


async def _answer(base_url: str, fingerprint: str, patience: float) -> str:
    """Return why the new build is not there, or an empty text when it is.

    `patience` is for all of it, in seconds: a server that trickles is as good as none.
    """
    # So that no cache on the way answers with what it had.
    address = f"{urls.absolute(base_url, urls.BUILD)}?{fingerprint}"
    data = b""
    try:
        async with (
            asyncio.timeout(patience),
            httpx.AsyncClient(follow_redirects=True, headers=_HEADERS, timeout=patience) as client,
            client.stream("GET", address) as response,
        ):
            if not response.is_success:
                return f"`{urls.BUILD}` answers with {response.status_code}"
            async for piece in response.aiter_bytes():
                data += piece
                if len(data) > _MOST:
                    break
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ValueError) as problem:
        return " ".join(str(problem).split()) or type(problem).__name__
    there = identity_in(data)
    if there is None:
        return f"`{urls.BUILD}` is not one of briefgen's"
    return "" if there.fingerprint == fingerprint else "another build is there"


_HEADERS = {
    "User-Agent": f"briefgen/{__version__} (waits for its own site)",
    "Cache-Control": "no-cache",
}
