"""What docs/hosting.md and docs/server.md say, where it takes a browser to try it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_search import hits, opened, told
from tests.documents import blocks
from tests.hosts import NGINX, served
from tests.test_hosting import need

pytestmark = pytest.mark.browser


def test_the_search_works_from_a_server_with_the_policy(browser: Browser, demo_site: Path) -> None:
    """nginx with the documented lines: the index is fetched, and nothing is barred."""
    need(NGINX.program)
    with (
        served(NGINX, demo_site) as home,
        opened(browser, f"{home}search/?q=hurricane") as page,
    ):
        expect(told(page)).to_have_text(re.compile(r"^\d+ results$"))
        expect(hits(page).first).to_contain_text("Hurricane")
        answer = page.request.get(f"{home}search/")

    assert "wasm-unsafe-eval" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("asked", "path", "leads"),
    [
        ("/", "/index.html", None),
        ("/2024/", "/2024/index.html", None),
        ("/2024", None, "/2024/"),
        ("/2024/10/23/a-name", None, "/2024/10/23/a-name/"),
        ("/feed.xml", "/feed.xml", None),
        ("/search/2024/fragment/en_1.pf_fragment", "/search/2024/fragment/en_1.pf_fragment", None),
        ("/.well-known/security.txt", "/.well-known/security.txt", None),
    ],
)
def test_the_function_for_cloudfront_finds_pages(
    browser: Browser, asked: str, path: str | None, leads: str | None
) -> None:
    """Folders are answered with their page, and readers are sent on to folders."""
    code = next(code for code in blocks("hosting.md", "## S3 and the like") if "handler" in code)
    page = browser.new_page()
    answer = page.evaluate(f"uri => {{ {code}; return handler({{request: {{uri}}}}) }}", asked)
    page.close()

    assert answer.get("uri") == path
    assert answer.get("headers", {}).get("location", {}).get("value") == leads
    assert answer.get("statusCode") == (301 if leads else None)
