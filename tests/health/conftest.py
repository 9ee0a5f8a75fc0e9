"""Fixtures: servers that play sources, and an environment without proxies."""

from collections.abc import Iterator

import pytest

from tests.health.servers import Server, servers


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Go straight to the servers of the test, whatever this machine goes through."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def server() -> Iterator[Server]:
    """One server."""
    with servers() as (one,):
        yield one
