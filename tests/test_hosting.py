"""Hosts: what docs/hosting.md and docs/server.md say is tried, in their own words.

Commands and configurations are taken from the pages, so that the pages stay true.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from http.client import HTTPConnection, HTTPMessage
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlsplit

import pytest

from tests.documents import DOCS, block, blocks
from tests.hosts import SERVERS, WHERE, Server, put, served
from tests.projects import ON, Project, fill, tree
from tests.test_links import Crawl
from tests.tools import provide

ENTRY = "2024/10/24/harvest-24.md"
LASTING = "public, max-age=31536000, immutable"
WEEK = "public, max-age=604800"
ASKED = "public, max-age=0, must-revalidate"

# What each ending may come as; nothing is said of the others, which only our own scripts fetch.
TYPES = {
    ".css": {"text/css"},
    ".html": {"text/html"},
    ".jpg": {"image/jpeg"},
    ".js": {"text/javascript", "application/javascript"},
    ".json": {"application/json"},
    ".png": {"image/png"},
    ".svg": {"image/svg+xml"},
    ".txt": {"text/plain"},
    ".webp": {"image/webp"},
    ".woff2": {"font/woff2"},
    ".xml": {"application/xml", "text/xml"},
}
PACKED = (".css", ".html", ".js", ".json", ".svg", ".xml")


def need(program: str) -> None:
    """Skip the test where a program is missing, or fail it where nothing may be skipped."""
    if provide.find_host(program):
        return
    if provide.required():
        pytest.fail(f"needs {program}: see .ci/run", pytrace=False)
    pytest.skip(f"needs {program}")


# Servers


@dataclass(frozen=True, slots=True)
class Host:
    """A server with the demo on it."""

    home: str
    """With a trailing slash."""
    site: Path

    def ask(self, path: str, **headers: str) -> tuple[int, HTTPMessage, bytes]:
        """Return status, headers and body of what it answers."""
        parts = urlsplit(self.home)
        connection = HTTPConnection(parts.netloc, timeout=30)
        try:
            connection.request("GET", parts.path + quote(path), headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()


@pytest.fixture(scope="module")
def demo_prefix(demo_base_url: str) -> str:
    """The path at which the demo says that it is published."""
    return urlsplit(demo_base_url).path.rstrip("/") + "/"


@pytest.fixture(scope="module", params=SERVERS, ids=lambda server: server.program)
def server(request: pytest.FixtureRequest) -> Server:
    """Each server of docs/server.md."""
    found: Server = request.param
    need(found.program)
    return found


@pytest.fixture(scope="module", params=["root", "path"])
def host(
    server: Server, demo_site: Path, demo_prefix: str, request: pytest.FixtureRequest
) -> Iterator[Host]:
    """The demo at the root of a server, and at the path where it says that it is."""
    prefix = "/" if request.param == "root" else demo_prefix
    # Apache started by root reads as somebody else, who may not look into the folders of pytest.
    with TemporaryDirectory(prefix="briefgen-") as name:
        Path(name).chmod(0o755)
        site = Path(name, "web" + prefix)
        shutil.copytree(demo_site, site)
        (site / ".well-known").mkdir()
        (site / ".well-known/security.txt").write_text("Contact: mailto:a@example.org\n", "utf-8")
        with served(server, Path(name, "web"), prefix) as home:
            yield Host(home, site)


def test_a_server_leaves_no_link_broken(host: Host, demo_base_url: str) -> None:
    """Every page, picture, stylesheet and feed is found, at the root and below a path."""
    crawl = Crawl(host.home, demo_base_url)
    crawl.walk("")
    crawl.judge()

    assert len(crawl.answers) > 100
    assert crawl.faults == []


def test_a_server_gives_every_file_its_type(host: Host) -> None:
    """Whatever is in the site comes whole, as what it is."""
    wrong = []
    for file in sorted(path for path in host.site.rglob("*") if path.is_file()):
        path = file.relative_to(host.site).as_posix()
        if path == ".briefgen-site":
            continue
        status, headers, body = host.ask(path)
        kind = headers.get_content_type() if "Content-Type" in headers else ""
        if status != 200 or body != file.read_bytes():
            wrong.append(f"{path}: {status}")
        elif file.suffix in TYPES and kind not in TYPES[file.suffix]:
            wrong.append(f"{path}: {kind}")

    assert wrong == []


def test_a_server_sends_readers_on_to_the_folder(host: Host) -> None:
    """`/2024` leads to `/2024/`, from where relative links are right."""
    status, headers, _ = host.ask("2024")

    assert status in {301, 308}
    assert urlsplit(headers["Location"]).path == urlsplit(host.home).path + "2024/"


def test_a_server_shows_the_404_page(host: Host) -> None:
    """An address that never was answers 404 with the site's page, at any depth."""
    for path in ("nothing", "2024/no/such/page/", "search/2024/fragment/nothing.pf_fragment"):
        status, headers, body = host.ask(path)

        assert status == 404, path
        assert headers.get_content_type() == "text/html"
        assert body == (host.site / "404.html").read_bytes()
        assert headers["Content-Security-Policy"] == block("hosting.md", "## Headers").strip()


def test_a_server_sends_the_headers(host: Host) -> None:
    """The policy goes with every answer, and each file is kept as long as its name allows."""
    parts = [path.relative_to(host.site).as_posix() for path in host.site.glob("search/*/*/*")]
    fonts = [path.relative_to(host.site).as_posix() for path in host.site.glob("assets/fonts/*")]
    kept = dict.fromkeys(("", "feed.xml", "assets/style.css", "search/parts.json"), ASKED)
    kept |= dict.fromkeys(parts, LASTING) | dict.fromkeys(fonts, WEEK)
    given = {path: host.ask(path)[1] for path in kept}

    assert parts
    assert fonts
    assert {path: headers["Cache-Control"] for path, headers in given.items()} == kept
    for headers in given.values():
        assert headers["Content-Security-Policy"] == block("hosting.md", "## Headers").strip()
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_server_packs_text(host: Host) -> None:
    """Pages, stylesheets, scripts, JSON and XML are compressed on their way."""
    plain = []
    for ending in PACKED:
        largest = max(host.site.rglob(f"*{ending}"), key=lambda file: file.stat().st_size)
        path = largest.relative_to(host.site).as_posix()
        _, headers, _ = host.ask(path, **{"Accept-Encoding": "gzip"})
        # What fits into one packet is not worth it.
        if largest.stat().st_size < 1_400:
            continue
        if headers["Content-Encoding"] != "gzip" or "Accept-Encoding" not in headers["Vary"]:
            plain.append(path)

    assert plain == []


def test_a_server_hides_what_is_not_for_readers(host: Host) -> None:
    """Names that start with a dot are not there, but for `.well-known`."""
    assert host.ask(".briefgen-site")[0] == 404
    assert host.ask(".well-known/security.txt")[0] == 200


# Sending


@dataclass(frozen=True, slots=True)
class Sender:
    """A project, and a folder that stands for the one on the server."""

    project: Project
    server: Path
    programs: Path

    def send(self, script: str) -> str:
        """Run lines of the documentation, with the server here; return what they say."""
        lines = script.replace(WHERE, str(self.server))
        path = os.pathsep.join((str(self.programs), os.environ["PATH"]))
        answer = subprocess.run(
            ["sh", "-ec", lines],
            cwd=self.project.root,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert answer.returncode == 0, answer.stderr
        return answer.stdout

    def build_from_nothing(self) -> None:
        """Build as on a machine that has never done so."""
        shutil.rmtree(self.project.site)
        shutil.rmtree(self.project.root / ".briefgen")
        self.project.build()


@pytest.fixture
def sender(tmp_path: Path) -> Sender:
    """A built project with a `ssh` that stays here: all else, rsync's protocol too, is real."""
    need("rsync")
    programs, server = tmp_path / "programs", tmp_path / "server"
    programs.mkdir()
    server.mkdir()
    ssh = programs / "ssh"
    ssh.write_text('#!/bin/sh\n[ "$1" = -l ] && shift 2\nshift\nexec sh -c "$*"\n', "utf-8")
    ssh.chmod(0o755)
    project = Project(tmp_path / "project")
    fill(project)
    project.build()
    return Sender(project, server, programs)


def shown(site: Path) -> dict[str, str]:
    """Return what of a site is for readers."""
    return {path: print for path, print in tree(site).items() if path != ".briefgen-site"}


def test_rsync_sends_the_site(sender: Sender) -> None:
    """All of it but what is for briefgen and for git, in files that the server may read."""
    sender.project.write("static/.well-known/security.txt", "Contact: mailto:a@example.org\n")
    sender.project.build()
    (sender.project.site / ".git").mkdir()
    (sender.project.site / ".git/config").write_text("", "utf-8")
    (sender.project.site / "index.html").chmod(0o600)
    sender.send(block("server.md", "## Sending the files"))

    sent = tree(sender.server)
    assert sent == {
        path: print
        for path, print in shown(sender.project.site).items()
        if not path.startswith(".git")
    }
    assert ".well-known/security.txt" in sent
    assert (sender.server / "index.html").stat().st_mode & 0o777 == 0o644


def test_rsync_sends_only_what_has_changed(sender: Sender) -> None:
    """A build from nothing gives the same bytes: nothing goes out, and no time is touched."""
    line = block("server.md", "## Sending the files")
    noting = put(line, "rsync ", "rsync -i ")
    sender.send(line)
    before = {path: (sender.server / path).stat().st_mtime_ns for path in tree(sender.server)}
    sender.build_from_nothing()
    again = sender.send(noting)
    after = {path: (sender.server / path).stat().st_mtime_ns for path in tree(sender.server)}
    sender.project.edit(ENTRY, title="Another title")
    sender.build_from_nothing()
    edited = sender.send(noting)

    assert again == ""
    assert after == before
    names = re.findall(r"^<f\S+ (.*)$", edited, re.MULTILINE)
    assert "2024/10/24/harvest-24/index.html" in names
    assert "2024/10/22/observatory-22/index.html" not in names
    assert shown(sender.server) == shown(sender.project.site)


def test_rsync_removes_what_is_gone_and_leaves_what_is_protected(sender: Sender) -> None:
    """A page that is gone goes; the folder that is protected stays, and nothing else does."""
    line = block("server.md", "## Sending the files")
    sender.send(line)
    challenge = sender.server / ".well-known/acme-challenge/token"
    challenge.parent.mkdir(parents=True)
    challenge.write_text("x", "utf-8")
    (sender.server / "stray.html").write_text("x", "utf-8")
    sender.project.delete(f"entries/{ENTRY}")
    sender.project.build()
    sender.send(line)

    assert not (sender.server / "2024/10/24/harvest-24").exists()
    assert not (sender.server / "stray.html").exists()
    assert challenge.is_file()


def test_an_edition_is_switched_at_once(sender: Sender) -> None:
    """Each edition is whole in its own folder, and shares what has not changed with the last."""
    script = blocks("server.md", "## Sending the files")[1]
    first, second = (
        put(script, "release=$(date -u +%Y%m%d-%H%M%S)", f"release={name}") for name in "12"
    )
    (sender.server / "releases").mkdir()
    sender.send(first)
    was = shown(sender.server / "current")
    sender.project.edit(ENTRY, title="Another title")
    sender.build_from_nothing()
    sender.send(second)
    old, new = sender.server / "releases/1", sender.server / "releases/2"

    assert was == shown(old)
    assert os.readlink(sender.server / "current") == "releases/2"
    assert shown(sender.server / "current") == shown(sender.project.site) != was
    assert (old / "robots.txt").samefile(new / "robots.txt")
    assert not (sender.server / "next").exists()


# Builders


def run(command: str, folder: Path, **variables: str) -> None:
    """Run a command of a host's settings, with our program on the path."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    subprocess.run(
        ["sh", "-ec", command],
        cwd=folder,
        env={**os.environ, "PATH": path, **variables},
        check=True,
    )


NETLIFY = tomllib.loads(block("hosting.md", "## Netlify"))
PREVIEW = "https://deploy-preview-7--digest.example.org"


@pytest.mark.skipif(os.name == "nt", reason="hosts build on Linux")
@pytest.mark.parametrize(
    ("command", "variables", "address"),
    [
        pytest.param(NETLIFY["build"]["command"], {}, "https://example.org/", id="Netlify"),
        pytest.param(
            NETLIFY["context"]["deploy-preview"]["command"],
            {"DEPLOY_PRIME_URL": PREVIEW},
            f"{PREVIEW}/",
            id="Netlify, preview",
        ),
        pytest.param(
            NETLIFY["context"]["branch-deploy"]["command"],
            {"DEPLOY_PRIME_URL": PREVIEW},
            f"{PREVIEW}/",
            id="Netlify, branch",
        ),
        pytest.param(
            block("hosting.md", "## Cloudflare Pages"),
            {"CF_PAGES_BRANCH": "main", "CF_PAGES_URL": PREVIEW},
            "https://example.org/",
            id="Cloudflare",
        ),
        pytest.param(
            block("hosting.md", "## Cloudflare Pages"),
            {"CF_PAGES_BRANCH": "trial", "CF_PAGES_URL": PREVIEW},
            f"{PREVIEW}/",
            id="Cloudflare, preview",
        ),
    ],
)
def test_the_commands_of_builders_build(
    tmp_path: Path, command: str, variables: dict[str, str], address: str
) -> None:
    """They build what is then published, for the address at which it will be."""
    project = Project(tmp_path)
    fill(project)
    run(command, tmp_path, **variables)

    assert NETLIFY["build"]["publish"] == "site"
    assert f"<loc>{address}2024/" in project.page("sitemap.xml")
    assert "404.html" in tree(project.site)


# What the pages say of headers


def headers_file() -> str:
    """Return the file for Netlify and Cloudflare."""
    return block("hosting.md", "### One file for Netlify and Cloudflare")


def test_the_pages_name_one_policy() -> None:
    """Every place that gives the policy gives the same, and the shorter one stands once."""
    policy = block("hosting.md", "## Headers").strip()
    shorter = blocks("hosting.md", "## Headers")[1].strip()
    text = "".join((DOCS / page).read_text("utf-8") for page in ("hosting.md", "server.md"))

    given = re.findall(r"default-src [^\"\n]*", text)
    assert given.count(policy) == 5
    assert set(given) == {policy, shorter}


def test_the_headers_file_is_published(tmp_path: Path) -> None:
    """content/static/_headers goes out as it is, its name with the underscore."""
    project = Project(tmp_path)
    project.entry("2024/10/24/one.md")
    project.write("static/_headers", headers_file())
    project.build()

    assert project.page("_headers") == headers_file()


def test_no_two_rules_of_the_headers_file_give_one_header(demo_site: Path) -> None:
    """Where two rules fit, hosts send both values. And each rule fits something."""
    rules: dict[str, set[str]] = {}
    for line in filter(None, headers_file().split("\n")):
        if line.startswith("/"):
            names = rules.setdefault(line, set())
        else:
            names.add(line.partition(":")[0].strip())
    fitting = {
        rule: re.compile(re.sub(r":\w+", "[^/]+", rule).replace("*", ".*")) for rule in rules
    }
    used = set()
    for path in tree(demo_site):
        fits = [rule for rule in rules if fitting[rule].fullmatch("/" + Path(path).as_posix())]
        used |= set(fits)
        given = [name for rule in fits for name in rules[rule]]

        assert len(given) == len(set(given)), path
    assert used == set(rules)


def test_names_that_may_be_kept_for_ever_change_with_their_content(tmp_path: Path) -> None:
    """No file of an index's parts has other bytes under the same name after edits."""
    project = Project(tmp_path, search=ON)
    fill(project)
    project.build()
    seen: dict[str, str] = {}
    for number in range(4):
        project.edit(ENTRY, title=f"Title {number}", summary=f"The {number}th summary.")
        project.build()
        for path, print in tree(project.site).items():
            if re.search(r"search/[^/]+/(fragment|index)/", Path(path).as_posix()):
                assert seen.setdefault(path, print) == print, path
    assert len(seen) > 12


def test_the_passes_to_s3_send_every_file_once(demo_site: Path) -> None:
    """What is kept for ever and what is asked for are told apart, and nothing is left out."""
    taken = []
    for line in block("hosting.md", "## S3 and the like").strip().split("\n"):
        words = shlex.split(line)
        filters = [pair for pair in pairwise(words) if "clude" in pair[0]]
        chosen = set()
        for path in tree(demo_site):
            # As aws has it: everything, then each filter in turn; `*` takes slashes too.
            verdicts = [
                kind for kind, pattern in filters if fnmatch(Path(path).as_posix(), pattern)
            ]
            if not verdicts or verdicts[-1] == "--include":
                chosen.add(path)
        taken.append(chosen)
    lasting, rest, swept = taken

    assert lasting == swept
    assert not lasting & rest
    assert lasting | rest == set(shown(demo_site))
