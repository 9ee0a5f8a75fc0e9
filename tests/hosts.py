"""Serve a site by a real web server, set up as docs/server.md says.

The page's own block of configuration is what runs; only where the site lies and where it is asked
for is put in. `here()` names the servers of this machine.
"""

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.documents import block
from tests.tools import provide

WHERE = "/srv/www/digest"
"""Where the pages say that the site lies."""

APACHE_MODULES = (
    "mpm_event",
    "authn_core",
    "authz_core",
    "alias",
    "deflate",
    "dir",
    "filter",
    "headers",
    "mime",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A web server: the heading of its section, and how it is started."""

    heading: str
    program: str
    write: Callable[[str, Path, int], str]
    """The page's block, a folder to work in and a port in, the whole configuration out."""
    options: tuple[str, ...]
    """Before the name of the file of its configuration."""


@contextmanager
def served(server: Server, root: Path, prefix: str = "/") -> Iterator[str]:
    """Serve a folder and give the URL of the site in it, which lies below the prefix."""
    told = put(block("server.md", f"## {server.heading}"), WHERE, str(root))
    told = put(told, "/404.html", f"{prefix}404.html")
    with TemporaryDirectory() as name, socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        held.close()
        work = Path(name)
        file = work / "configuration"
        file.write_text(server.write(told, work, port), encoding="utf-8")
        command = [str(provide.find_host(server.program)), *server.options, str(file)]
        # Caddy keeps files of its own where these say.
        homes = {"HOME": name, "XDG_DATA_HOME": name, "XDG_CONFIG_HOME": name}
        with (
            (work / "faults").open("wb") as faults,
            subprocess.Popen(command, stderr=faults, env=homes) as process,
        ):
            try:
                _wait(process, port, work / "faults")
                yield f"http://127.0.0.1:{port}{prefix}"
            finally:
                process.terminate()


def put(text: str, old: str, new: str) -> str:
    """Replace what a page says; it has to say it."""
    assert old in text
    return text.replace(old, new)


def _wait(process: subprocess.Popen[bytes], port: int, faults: Path) -> None:
    """Return when the server answers."""
    while True:
        assert process.poll() is None, faults.read_text("utf-8")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except ConnectionRefusedError:
            time.sleep(0.01)
        else:
            return


def _nginx(told: str, work: Path, port: int) -> str:
    rooms = "".join(
        f"{room}_temp_path {work}/{room};\n"
        for room in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # One process needs no user of its own, and may read what the tests may.
    return (
        f"daemon off; master_process off; pid {work}/pid; error_log stderr;\nevents {{}}\nhttp {{\n"
        "include /etc/nginx/mime.types; default_type application/octet-stream; access_log off;\n"
        f"{rooms}{put(told, 'listen 80;', f'listen 127.0.0.1:{port};')}}}\n"
    )


def _apache(told: str, work: Path, port: int) -> str:
    modules = "".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"
        for name in APACHE_MODULES
    )
    return (
        f"{modules}ServerRoot {work}\nPidFile {work}/pid\nErrorLog {work}/faults\n"
        f"DefaultRuntimeDir {work}\nMutex pthread\nUser nobody\nGroup nogroup\n"
        f"ServerName localhost\nListen 127.0.0.1:{port}\nTypesConfig /etc/mime.types\n"
        f"{put(told, '*:80', f'127.0.0.1:{port}')}"
    )


def _caddy(told: str, work: Path, port: int) -> str:
    return "{\nadmin off\n}\n" + put(told, "example.org {", f"http://127.0.0.1:{port} {{")


NGINX = Server(heading="nginx", program="nginx", write=_nginx, options=("-e", "stderr", "-c"))
APACHE = Server(
    heading="Apache", program="apache2", write=_apache, options=("-D", "FOREGROUND", "-f")
)
CADDY = Server(
    heading="Caddy",
    program="caddy",
    write=_caddy,
    options=("run", "--adapter", "caddyfile", "--config"),
)
SERVERS = (NGINX, APACHE, CADDY)
