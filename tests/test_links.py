"""Every link of the built demo leads somewhere, wherever the site is put."""

import shutil
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

import pytest

from tests import pages
from tests.serving import serve


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server gave for one address."""

    status: int
    kind: str
    text: str

    @property
    def links(self) -> tuple[pages.Link, ...]:
        """What it links to."""
        if self.kind == "text/html":
            return pages.read(self.text).links
        if self.kind == "text/css":
            return pages.stylesheet_links(self.text)
        return ()

    def has(self, fragment: str) -> bool:
        """Whether it has a place of this name; of formats without named places, yes."""
        if self.kind not in {"text/html", "image/svg+xml"} or fragment in {"", "top"}:
            return True
        return unquote(fragment) in pages.read(self.text).targets


@dataclass(slots=True)
class Crawl:
    """A walk over all that can be reached inside a site."""

    home: str
    """Where the site is served, with a trailing slash."""
    base_url: str
    """Where the site says that it is published: such addresses count as inside."""
    answers: dict[str, Answer] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def walk(self, *starts: str) -> None:
        """Follow every link from the given paths on."""
        connection = HTTPConnection(urlsplit(self.home).netloc)
        given = [self.home + start for start in starts]
        waiting = deque(given)
        while waiting:
            url = waiting.popleft()
            if url in self.answers:
                continue
            answer = _get(connection, url)
            if answer.status != 200 and url not in given:
                # The page that says so has links too, and they are judged once, not for each miss.
                answer = Answer(answer.status, "", "")
            self.answers[url] = answer
            waiting += [target for _, target, _ in self.resolved(url, answer.links)]
        connection.close()

    def judge(self) -> None:
        """Note the fault of every link that has one; walk first."""
        for url, answer in self.answers.items():
            for written, target, fragment in self.resolved(url, answer.links):
                there = self.answers[target]
                if not target.startswith(self.home):
                    self._fault(url, written, "leaves the site")
                elif there.status != 200 and target != url:
                    self._fault(url, written, f"answers {there.status}")
                elif not there.has(fragment):
                    self._fault(url, written, "names no place in its page")

    def resolved(self, url: str, links: Iterable[pages.Link]) -> Iterable[tuple[str, str, str]]:
        """Yield each internal link as written, resolved, and its fragment."""
        for link in links:
            absolute, fragment = urldefrag(urljoin(url, link.url))
            if link.meta and self.base_url and absolute.startswith(self.base_url):
                absolute = self.home + absolute.removeprefix(self.base_url).lstrip("/")
            parts = urlsplit(absolute)
            if parts.scheme == "http" and parts.netloc == urlsplit(self.home).netloc:
                yield link.url, parts._replace(query="").geturl(), fragment

    def _fault(self, url: str, written: str, fault: str) -> None:
        self.faults.append(f"/{url.removeprefix(self.home)}: {written} {fault}")


def _get(connection: HTTPConnection, url: str) -> Answer:
    connection.request("GET", quote(urlsplit(url).path, safe="/%:@!$&'()*+,;=~"))
    response = connection.getresponse()
    kind = response.headers.get_content_type()
    body = response.read()
    readable = kind.startswith("text/") or kind == "image/svg+xml"
    return Answer(response.status, kind, body.decode() if readable else "")


@pytest.mark.parametrize(
    ("moved", "prefix"),
    [(False, "/"), (False, "/repo/"), (True, "/a/deeper/place/")],
    ids=["root", "repository", "moved"],
)
def test_every_internal_link_leads_somewhere(
    demo_site: Path, demo_base_url: str, tmp_path: Path, moved: bool, prefix: str
) -> None:
    """Pages, images, styles, feeds and #fragments all exist: at a host's root, below a folder,
    and in a copy of the tree elsewhere."""
    site = shutil.copytree(demo_site, tmp_path / "another folder") if moved else demo_site

    with serve(site, prefix) as home:
        crawl = Crawl(home, demo_base_url)
        crawl.walk("")
        crawl.judge()

    assert crawl.faults == []


def test_every_page_can_be_reached_from_the_home_page(
    themed_site: Path, demo_base_url: str
) -> None:
    """In each theme no page but 404.html and redirects is an orphan, and no link is broken."""
    with serve(themed_site) as home:
        crawl = Crawl(home, demo_base_url)
        crawl.walk("")
        crawl.judge()

    reached = {unquote(url.removeprefix(home)) for url in crawl.answers}
    orphans = [
        path
        for file in sorted(themed_site.rglob("*.html"))
        if (path := file.relative_to(themed_site).as_posix()) != "404.html"
        and not {path, path.removesuffix("index.html")} & reached
        and not pages.read(file.read_text("utf-8")).refresh
    ]
    assert orphans == []
    assert crawl.faults == []


def test_redirects_lead_to_pages(demo_site: Path, demo_base_url: str) -> None:
    """Old addresses of an entry lead to where it is now."""
    redirects = [
        file.relative_to(demo_site).as_posix().removesuffix("index.html")
        for file in sorted(demo_site.rglob("*.html"))
        if pages.read(file.read_text("utf-8")).refresh
    ]

    with serve(demo_site, "/repo/") as home:
        crawl = Crawl(home, demo_base_url)
        crawl.walk(*redirects)
        crawl.judge()

    assert crawl.faults == []


def test_the_404_page_works_at_any_depth(demo_site: Path, demo_base_url: str) -> None:
    """Its links hold wherever a reader has lost the way."""
    prefix = urlsplit(demo_base_url).path.rstrip("/") + "/"
    lost = "2024/no/such/page/"

    with serve(demo_site, prefix) as home:
        crawl = Crawl(home, demo_base_url)
        crawl.walk(lost)
        crawl.judge()

    assert crawl.answers[home + lost].status == 404
    assert len(crawl.answers) > 2
    assert crawl.faults == []
