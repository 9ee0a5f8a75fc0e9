"""An edition as a file, opened in a browser and printed by it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PROJECT = Path(__file__).parents[2]


def export(target: Path, *words: str) -> None:
    """Export an edition of the demo."""
    command = [sys.executable, "-m", "briefgen", "export", "edition", "2024-10-24", *words]
    site = target.parent / "site"
    done = subprocess.run(
        [*command, "-c", str(PROJECT / "briefgen.yaml"), "-o", str(target), "--site", str(site)],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_file_is_opened_without_a_network(browser: Browser, tmp_path: Path) -> None:
    """Every picture is there, and nothing but the file itself is asked for."""
    file = tmp_path / "edition.html"
    export(file)
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    widths = page.evaluate("[...document.images].map(one => one.naturalWidth)")
    heading = page.locator("h1").inner_text()
    page.close()

    assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]
    assert widths
    assert min(widths) > 0
    assert heading


def test_a_pdf_has_pages(browser: Browser, tmp_path: Path) -> None:
    """With numbers at their feet: what the browser prints of the file."""
    file = tmp_path / "edition.pdf"
    export(file, "--pdf")
    data = file.read_bytes()

    assert data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) in (1, 2, 3)
