"""What the preview answers: the site as GitHub Pages would have it, and nothing else."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.preview.previews import Preview, previewed, wait_until
from tests.projects import Project, fill

SCRIPT = b"/.briefgen/preview.js"
SECRET = "not for anybody"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project published below a path, with secrets around the served folder."""
    project = Project(tmp_path_factory.mktemp("above") / "p", base_url="https://example.org/repo/")
    fill(project)
    project.write("static/data.json", "{}")
    project.write("static/.well-known/security.txt", "Contact: mailto:x@example.org\n")
    project.write("static/long.bin", bytes(range(256)) * 40)
    project.write("static/über uns.txt", "Grüße\n")
    for place in (project.root.parent / "secret.txt", project.root / "secret.txt"):
        place.write_text(SECRET, encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def preview(project: Project) -> Iterator[Preview]:
    """The preview of that project."""
    with previewed(project) as preview:
        leak = project.root / ".briefgen" / "preview-leak"
        leak.mkdir()
        for place in (leak, project.root / ".briefgen"):
            (place / "secret.txt").write_text(SECRET, encoding="utf-8")
        (preview.folder / "out").symlink_to(project.root)
        (preview.folder / "out.txt").symlink_to(project.root / "secret.txt")
        yield preview


def test_the_site_lies_below_the_path_of_its_address(preview: Preview) -> None:
    """The root leads there, and so does the path without its slash."""
    assert preview.base == "/repo/"
    assert preview.page("").status == 200
    for target in ("/", "/repo"):
        answer = preview.ask(target)

        assert (answer.status, answer.headers["location"]) == (302, "/repo/")


def test_folders_answer_with_their_index_and_want_their_slash(preview: Preview) -> None:
    """As on GitHub Pages; what was asked beside it is kept."""
    answer = preview.page("2024/10/21/harvest-21?a=1&b=%2F")

    assert preview.page("2024/10/21/harvest-21/").status == 200
    assert answer.status == 302
    assert answer.headers["location"] == "/repo/2024/10/21/harvest-21/?a=1&b=%2F"


@pytest.mark.parametrize(
    "target", ["/repo/no", "/repo/no/such/page/", "/elsewhere", "/repo/no.png"]
)
def test_what_is_not_there_gets_the_page_for_that(preview: Preview, target: str) -> None:
    """At any depth, with status 404, and its links lead to the preview."""
    answer = preview.ask(target)

    assert answer.status == 404
    assert "This page is not here" in answer.text
    assert f'href="{preview.url}' in answer.text


def test_addresses_that_a_page_says_of_itself_lead_to_the_preview(preview: Preview) -> None:
    """The configured host is nowhere to be found."""
    page = preview.page("2024/10/21/harvest-21/").text

    assert f'rel="canonical" href="{preview.url}2024/10/21/harvest-21/"' in page
    assert "https://example.org/repo/" not in page


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("assets/style.css", "text/css; charset=utf-8"),
        ("feed.xml", "application/xml"),
        ("data.json", "application/json"),
        ("long.bin", "application/octet-stream"),
        ("assets/favicon.svg", "image/svg+xml"),
        (".well-known/security.txt", "text/plain; charset=utf-8"),
        ("%C3%BCber%20uns.txt", "text/plain; charset=utf-8"),
    ],
)
def test_every_answer_says_what_it_is_and_is_never_kept(
    preview: Preview, path: str, kind: str
) -> None:
    """The types are ours, not the machine's; no browser shows yesterday's page."""
    answer = preview.page(path)

    assert (answer.status, answer.headers["content-type"]) == (200, kind)
    assert answer.headers["cache-control"] in ("no-store", "no-cache")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in answer.headers


def test_pages_carry_the_script_and_files_do_not(preview: Preview, project: Project) -> None:
    """It is added to answers that are pages; nothing that `build` writes knows of it."""
    project.build()
    written = [*preview.folder.rglob("*"), *project.site.rglob("*")]

    assert SCRIPT in preview.page("").body
    assert SCRIPT in preview.page("no/such/page").body
    assert SCRIPT not in preview.page("assets/style.css").body
    assert SCRIPT not in preview.page("feed.xml").body
    assert len(written) > 100
    assert [p for p in written if p.is_file() and b".briefgen/" in p.read_bytes()] == []


def test_no_page_carries_an_inline_script(preview: Preview) -> None:
    """A strict Content-Security-Policy holds in the preview too."""
    data = r'type="application/ld\+json"'
    assert re.findall(rf"<script(?![^>]*\b(?:src=|{data}))", preview.page("").text) == []
    assert (
        preview.ask("/.briefgen/preview.js").headers["content-type"].startswith("text/javascript")
    )
    assert preview.ask("/.briefgen/preview.css").headers["content-type"].startswith("text/css")
    assert preview.ask("/.briefgen/other").status == 404


@pytest.mark.parametrize("path", ["", "assets/style.css", "no/such/page"])
def test_head_answers_without_a_body(preview: Preview, path: str) -> None:
    """With the status and the headers that GET has."""
    head, get = preview.ask(f"/repo/{path}", "HEAD"), preview.page(path)

    assert head.body == b""
    for name in ("content-type", "content-length"):
        assert head.headers[name] == get.headers[name]
    assert head.status == get.status


def test_what_a_browser_has_is_not_sent_again(preview: Preview) -> None:
    """A file with the same tag answers 304."""
    tag = preview.page("assets/style.css").headers["etag"]

    again = preview.ask("/repo/assets/style.css", If_None_Match=f'"other", {tag}')

    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert preview.ask("/repo/assets/style.css", If_None_Match='"other"').status == 200


def test_a_part_of_a_file_can_be_asked_for(preview: Preview) -> None:
    """As players of sound and film do."""
    answer = preview.ask("/repo/long.bin", Range="bytes=10-19")

    assert (answer.status, answer.body) == (206, bytes(range(10, 20)))


def test_ten_thousand_ranges_do_no_harm(preview: Preview) -> None:
    """They get no more than the file, and the next request is served."""
    many = "bytes=" + ",".join("0-" for _ in range(10_000))

    answer = preview.ask("/repo/long.bin", Range=many)

    assert len(answer.body) < 60_000
    assert preview.page("").status == 200


CLIMBS = (
    "/../../../etc/passwd",
    "/repo/../secret.txt",
    "/repo/../../secret.txt",
    "/repo/../preview-leak/secret.txt",
    "/repo/%2e%2e/%2e%2e/secret.txt",
    "/repo/%2e%2e%2fsecret.txt",
    "/repo/..%2f..%2fsecret.txt",
    "/repo/%252e%252e/secret.txt",
    "/repo/..%252fsecret.txt",
    "/repo/..\\..\\secret.txt",
    "/repo/..%5c..%5csecret.txt",
    "/repo/%c0%ae%c0%ae/secret.txt",
    "/repo/%e0%80%ae%e0%80%ae/secret.txt",
    "/repo/....//....//secret.txt",
    "/repo/2024/../../secret.txt",
    "/repo//etc/passwd",
    "/repo/./index.html",
    "/repo/%00index.html",
    "/repo/index.html%00.txt",
    "/repo/out/secret.txt",
    "/repo/out.txt",
    "/repo/out/",
    "/repo/.briefgen-site",
    "/repo/.git/config",
    "/repo/2024/.hidden",
    "/.briefgen/../secret.txt",
    "/.briefgen/preview/index.html",
    "/.briefgen/secret.txt",
    "/repo/C:/Windows/win.ini",
    "/repo/index.html/",
    "/repo/" + "a" * 5_000,
    "/repo/" + "a/" * 5_000,
)


@pytest.mark.parametrize("target", CLIMBS, ids=lambda target: target[:40])
def test_nothing_but_the_site_can_be_read(preview: Preview, target: str) -> None:
    """However it is spelt; and the next request is served."""
    answer = preview.ask(target)

    assert 400 <= answer.status < 500
    assert SECRET not in answer.text
    assert "root:" not in answer.text
    assert preview.page("").status == 200


@pytest.mark.parametrize(
    "target",
    ["//evil.example/..", "//evil.example", "//evil.example/", "/repo//evil.example", "/%2f/evil/",
     "/\\evil.example", "/repo/%2fevil.example/.."],
)  # fmt: skip
def test_no_redirect_leads_away(preview: Preview, target: str) -> None:
    """Two slashes would name a host."""
    answer = preview.ask(target)

    assert answer.status in (400, 404)
    assert "location" not in answer.headers


def test_a_line_end_in_a_path_adds_no_header(preview: Preview) -> None:
    """Neither raw nor encoded."""
    for target in ("/repo/%0d%0aX-Added:%20yes", "/repo/2024%0d%0aX-Added:%20yes/../2024"):
        assert preview.ask(target).status == 400
        assert "x-added" not in preview.ask(target).headers

    raw = b"GET /repo/\r\nX-Added: yes HTTP/1.1\r\n\r\n"
    assert preview.ask_raw(raw).status == 400


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("localhost", 200),
        ("LOCALHOST", 200),
        ("[::1]", 200),
        ("evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("localhost.evil.example", 403),
        ("192.168.1.1", 403),
        ("", 403),
    ],
)
def test_it_answers_to_its_own_names_only(preview: Preview, host: str, status: int) -> None:
    """A foreign name that leads to this machine is somebody's trick."""
    assert preview.ask("/repo/", Host=f"{host}:{preview.port}").status == status


def test_a_forwarded_port_is_answered_and_no_host_at_all_is_not(preview: Preview) -> None:
    """A port may be another on the way here; the name is what counts."""
    assert preview.ask("/repo/", Host="localhost").status == 200
    assert preview.ask("/repo/", Host=f"localhost:{preview.port + 1}").status == 200
    assert preview.ask("/repo/", Host=f"localhost.evil:{preview.port}").status == 403
    assert preview.ask_raw(b"GET /repo/ HTTP/1.1\r\nConnection: close\r\n\r\n").status == 400
    assert preview.ask_raw(b"GET /repo/ HTTP/1.0\r\n\r\n").status == 403


@pytest.mark.parametrize("part", ["events", "findings", "preview.js"])
def test_pages_of_others_get_no_news(preview: Preview, part: str) -> None:
    """Neither a stream nor what it is about; and no answer allows them to read it."""
    foreign = (
        {"Origin": "https://evil.example"},
        {"Origin": f"http://localhost:{preview.port + 1}"},
        {"Origin": f"https://localhost:{preview.port}"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    )
    for headers in foreign:
        answer = preview.ask(f"/.briefgen/{part}", **headers)

        assert answer.status == 403
        assert "access-control-allow-origin" not in answer.headers


def test_pages_of_its_own_get_news(preview: Preview) -> None:
    """Under each of its names."""
    for host in (f"localhost:{preview.port}", f"127.0.0.1:{preview.port}", "localhost:9000"):
        own = {"Host": host, "Origin": f"http://{host}", "Sec_Fetch_Site": "same-origin"}
        answer = preview.ask("/.briefgen/findings", **own)

        assert answer.status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_it_can_only_be_read(preview: Preview, method: str) -> None:
    """Other methods than GET and HEAD are refused, wherever."""
    for target in ("/repo/", "/.briefgen/events", "/nowhere"):
        answer = preview.ask(target, method)

        assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


def test_sockets_that_say_nothing_do_no_harm(preview: Preview) -> None:
    """Not even a hundred of them, some in the middle of a request."""
    idle = [preview.connect() for _ in range(100)]
    try:
        for connection in idle[::2]:
            connection.sendall(b"GET /repo/ HTTP/1.1\r\nHost: 12")

        assert preview.page("").status == 200
    finally:
        for connection in idle:
            connection.close()


@pytest.mark.parametrize(
    "request_",
    [
        b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET evil HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /" + b"a" * 200_000,
        b"nonsense\r\n\r\n",
    ],
    ids=["tls", "proxy", "relative", "endless", "nonsense"],
)
def test_what_is_no_request_is_refused(preview: Preview, request_: bytes) -> None:
    """And the next one is served."""
    with preview.connect() as connection:
        connection.sendall(request_)
        answer = connection.recv(4_096)

    assert re.match(rb"HTTP/1\.1 4\d\d ", answer)
    assert preview.page("").status == 200


def test_it_says_nothing_of_requests(preview: Preview) -> None:
    """The terminal is for what builds found, whatever is asked."""
    assert re.findall(r"(?im)^.*(?:traceback|invalid http|exception|get /).*$", preview.said) == []


def test_site_is_never_touched(tmp_path: Path) -> None:
    """A preview builds into a folder of its own."""
    project = Project(tmp_path)
    fill(project)
    with previewed(project) as preview:
        assert preview.page("").status == 200

    assert not project.site.exists()
    assert (preview.folder / "index.html").is_file()


def test_a_site_that_was_removed_is_built_again(tmp_path: Path) -> None:
    """Whoever asks for a page of it makes that happen, and is told to wait."""
    project = Project(tmp_path / "project")
    fill(project)
    with previewed(project) as preview:
        wait_until(lambda: preview.ask("/").status == 200)
        shutil.rmtree(project.root / ".briefgen" / "preview")

        assert preview.ask("/").status in (200, 503)
        wait_until(lambda: preview.ask("/").status == 200)
