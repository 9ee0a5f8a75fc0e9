"""The theme memo, on the demo digest: what holds for every theme, and how it prints."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, expect

from tests import pages
from tests.browser.conftest import HEADERS, KINDS, Demo
from tests.browser.test_accessibility import RUN_AXE
from tests.browser.test_every_page import Watch
from tests.browser.test_layout import LAYOUT_SHIFT
from tests.browser.test_search import hits, opened
from tests.conftest import PROJECT
from tests.serving import serve
from tests.test_links import Crawl

pytestmark = pytest.mark.browser

ASSETS = PROJECT / "themes" / "memo" / "assets"
MARK = "TLP:CLEAR"


@pytest.fixture(scope="session")
def memo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo digest in this theme, built once by the real program, for reading only."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    project, built = shared / "memo", shared / "memo.built"
    with FileLock(shared / "memo.lock"):
        if not built.exists():
            shutil.copytree(PROJECT / "content", project / "content")
            told = (PROJECT / "briefgen.yaml").read_text("utf-8")
            told = told.replace("name: broadsheet", "name: memo")
            told = told.replace("    fonts: bundled\n", f"    handling: {MARK}\n")
            (project / "briefgen.yaml").write_text(told, encoding="utf-8")
            command = [sys.executable, "-m", "briefgen", "build", "--strict"]
            command += ["-c", str(project / "briefgen.yaml")]
            answer = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
            assert answer.returncode == 0, answer.stderr
            built.touch()
    return project / "site"


@pytest.fixture(scope="package")
def memo(memo_site: Path, demo_base_url: str) -> Iterator[Demo]:
    """The same, served under the strict policy."""
    read = {
        file.relative_to(memo_site).as_posix().removesuffix("index.html"): page
        for file in sorted(memo_site.rglob("*.html"))
        if not (page := pages.read(file.read_text("utf-8"))).refresh
    }
    specimens = {
        name: address
        for name, kind in KINDS.items()
        for address, page in read.items()
        if re.fullmatch(kind.address, address) and kind.holds(page)
    }
    with serve(memo_site, urlsplit(demo_base_url).path.rstrip("/") + "/", HEADERS) as url:
        yield Demo(url, tuple(read), specimens)


def test_every_page_is_valid_html(vnu: tuple[str, ...], memo_site: Path) -> None:
    """The Nu HTML checker finds no error."""
    files = [str(file) for file in sorted(memo_site.rglob("*.html"))]
    answer = subprocess.run(
        [*vnu, "--format", "json", "--stdout", *files],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    errors = [
        f"{message['url'].partition(memo_site.as_posix())[2]}: {message['message']}"
        for message in json.loads(answer.stdout)["messages"]
        if message["type"] != "info"
    ]

    assert files
    assert errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    browser: Browser, axe: Path, memo: Demo, scheme: Literal["light", "dark"]
) -> None:
    """Each kind of page is accessible, in light and dark, on a phone and on a desk."""
    found: list[str] = []
    for width in (390, 1280):
        # The policy bars scripts of others, such as the one that looks.
        page = browser.new_page(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            reduced_motion="reduce",
            bypass_csp=True,
        )
        page.add_init_script(path=axe)
        for kind in KINDS:
            page.goto(memo.specimen(kind))
            found += [f"{kind} at {width}: {fault}" for fault in page.evaluate(RUN_AXE)]
        page.close()

    assert found == []


def test_pages_open_and_fit_under_the_policy(browser: Browser, memo: Demo) -> None:
    """Nothing is barred, nothing fails, and at 320 pixels nothing has to be scrolled sideways.

    On a page of each kind, and on every fourth page.
    """
    page = browser.new_page(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    watch = Watch(page, memo.url)
    for address in {*memo.specimens.values(), *memo.addresses[::4]}:
        # Styles are there by then; most of the time would go into pictures.
        page.goto(memo.url + address, wait_until="domcontentloaded")
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 320:
            watch.note(f"{width} pixels wide")
    page.close()

    assert memo.addresses
    assert watch.faults == []


def test_every_link_leads_somewhere(memo: Demo, demo_base_url: str) -> None:
    """From the front page on, in pages and stylesheets, fragments too."""
    crawl = Crawl(memo.url, demo_base_url)
    crawl.walk("", "404.html")
    crawl.judge()

    assert crawl.faults == []


@pytest.mark.parametrize("kind", ["home", "entry"])
def test_nothing_jumps(browser: Browser, memo: Demo, kind: str) -> None:
    """Fonts and images that arrive late move nothing."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(memo.specimen(kind))
    shift = page.evaluate(LAYOUT_SHIFT)
    page.close()

    assert shift == 0


@pytest.mark.parametrize("kind", ["home", "entry"])
def test_the_first_view_is_light(browser: Browser, memo: Demo, kind: str) -> None:
    """Page, styles and fonts, as a server sends them: 80 KB, of which 51 are fonts."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    carried: dict[str, int] = {}

    page.on("response", lambda answer: carried.update({answer.url: _packed(answer.body())}))
    page.goto(memo.specimen(kind), wait_until="networkidle")
    page.close()
    fonts = [size for url, size in carried.items() if url.endswith(".woff2")]
    needed = [size for url, size in carried.items() if "/images/" not in urlsplit(url).path]

    assert len(fonts) >= 2
    assert sum(fonts) <= 51 * 1024
    assert sum(needed) <= 80 * 1024


def test_the_styles_are_small() -> None:
    """Those of all pages together, those shared with other themes among them: 10 KB."""
    shared = PROJECT / "themes" / "broadsheet" / "assets" / "core.css"
    styles = [shared, ASSETS / "fonts.css", ASSETS / "memo.css"]

    assert _packed(b"".join(file.read_bytes() for file in styles)) <= 10 * 1024


def test_nothing_of_another_theme_is_published(memo_site: Path) -> None:
    """Its own fonts with their licence, and no stylesheet or font that no page asks for."""
    published = {file.name for file in (memo_site / "assets").rglob("*") if file.is_file()}

    assert "SourceSerif4-OFL.txt" in published
    assert not [name for name in published if "newsreader" in name.lower()]
    assert "broadsheet.css" not in published


def test_the_filters_of_the_search_stay_folded(browser: Browser, memo: Demo) -> None:
    """They stand above what was found, so that they must not push it away."""
    with opened(browser, f"{memo.url}search/?q=hurricane") as page:
        expect(hits(page).first).to_contain_text("Hurricane")

        expect(page.locator("#filters")).not_to_have_attribute("open", "")


def test_key_points_have_the_numbers_of_their_entries(browser: Browser, memo: Demo) -> None:
    """A key point leads to the entry of its number, on the same page."""
    page = browser.new_page()
    page.goto(memo.specimen("home"))
    points = page.locator(".points a")
    words = points.all_inner_texts()
    led = [
        page.locator(str(points.nth(index).get_attribute("href"))).locator("h3").inner_text()
        for index in range(len(words))
    ]
    page.close()

    assert len(words) > 3
    assert led == words


def test_an_edition_prints_as_a_finished_document(browser: Browser, memo: Demo) -> None:
    """Without what leads elsewhere, with badges and the mark, and as a PDF."""
    page = browser.new_page(reduced_motion="reduce")
    page.goto(memo.specimen("home"))
    page.emulate_media(media="print")

    for gone in (".tools", ".annex", ".foot", ".earlier"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator(".badge").first).to_be_visible()
    expect(page.locator(".mark")).to_contain_text(MARK)
    expect(page.locator(".today")).to_be_visible()
    document = page.pdf(prefer_css_page_size=True)
    page.close()

    assert document.startswith(b"%PDF-")


def test_an_entry_prints_the_addresses_of_its_sources(browser: Browser, memo: Demo) -> None:
    """Whoever has the paper alone can find what it rests on."""
    page = browser.new_page()
    page.goto(memo.specimen("entry"))
    page.emulate_media(media="print")
    source = page.locator(".sources a.out").first
    written = source.evaluate("link => getComputedStyle(link, '::after').content")
    expect(page.locator(".permalink")).to_be_visible()
    address = source.get_attribute("href") or ""
    page.close()

    assert address in written


def _packed(content: bytes) -> int:
    return len(gzip.compress(content))
