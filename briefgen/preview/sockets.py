"""Sockets: a host and a port in, a listening socket and its address out."""

import errno
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from briefgen.finding import Finding, Span, WorldError

# So many ports are tried from the one that was asked for.
_TRIED = 20


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Give a socket on the first free port from `port`; 0 is any. WorldError when there is none."""
    family, place = _resolved(host, port)
    with _bound(family, place, host, port) as made:
        yield made


def port_of(listener: socket.socket) -> int:
    """Return the port of a listening socket."""
    port: int = listener.getsockname()[1]
    return port


def _resolved(host: str, port: int) -> tuple[socket.AddressFamily, str]:
    try:
        found = socket.getaddrinfo(
            host.strip("[]") or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
    except (OSError, UnicodeError) as problem:
        raise _refusal(f"`{host}` is not an address of this machine", "--host") from problem
    family, _, _, _, address = found[0]
    return family, str(address[0])


def _bound(family: socket.AddressFamily, place: str, host: str, port: int) -> socket.socket:
    last = min(port + _TRIED, 65_536)
    for one in range(port, last) if port else (0,):
        made = socket.socket(family, socket.SOCK_STREAM)
        try:
            if sys.platform != "win32":
                # A port that was ours a moment ago is free; on Windows it would mean another thing.
                made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            made.bind((place, one))
            # Two sockets may be bound to a port that no one listens on yet.
            made.listen(128)
        except OSError as problem:
            made.close()
            if problem.errno in (errno.EADDRINUSE, errno.EACCES) and one != last - 1:
                continue
            if problem.errno == errno.EADDRNOTAVAIL:
                raise _refusal(f"`{host}` is not an address of this machine", "--host") from problem
            raise _refusal(f"no port from {port} to {last - 1} is free", "--port") from problem
        return made
    raise _refusal(f"no port from {port} on is free", "--port")


def _refusal(message: str, flag: str) -> WorldError:
    return WorldError(
        Finding(
            code="no-free-port",
            message=message,
            span=Span(path=""),
            hint=f"give another one with `{flag}`",
        )
    )
