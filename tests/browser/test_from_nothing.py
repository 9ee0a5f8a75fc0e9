"""From nothing to a page that readers open: the commands that the documentation names, in order."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.publishing.places import git
from tests.serving import serve

pytestmark = pytest.mark.browser

BASE_URL = "https://owner.github.io/repo/"
NAMES = {
    f"GIT_{role}_{part}": value
    for role in ("AUTHOR", "COMMITTER")
    for part, value in (("NAME", "The editors"), ("EMAIL", "editors@example.org"))
}


def briefgen(folder: Path, *arguments: str) -> str:
    """Run a command and return what it writes; it has to go well, and to find nothing."""
    done = subprocess.run(
        [sys.executable, "-m", "briefgen", *arguments],
        cwd=folder,
        env=os.environ | NAMES,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "warning[" not in done.stderr
    return done.stdout.strip()


def test_from_a_new_site_to_a_page_in_a_browser(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is edited but the address: what git has on the branch is what a reader sees."""
    for name, value in NAMES.items():
        monkeypatch.setenv(name, value)
    assert briefgen(tmp_path, "new", "site", "brief", "--yes") == "brief"
    folder = tmp_path / "brief"
    settings = folder / "briefgen.yaml"
    text = settings.read_text("utf-8")
    assert "base_url: https://example.org/" in text
    settings.write_text(text.replace("https://example.org/", BASE_URL, 1), "utf-8")
    written = briefgen(
        folder,
        *("new", "entry", "The town library opens on Sundays"),
        *("--source", "https://www.w3.org/TR/activitypub/", "--summary", "All week from now on."),
    )
    git(folder, "init", "--quiet", "-b", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "Start")
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    git(folder, "remote", "add", "origin", "../remote.git")

    assert briefgen(folder, "publish") == BASE_URL

    assert git(folder, "status", "--porcelain") == ""
    live = tmp_path / "live"
    git(tmp_path, "clone", "--quiet", "--branch", "gh-pages", "remote.git", "live")
    day = re.search(r"(\d{4}/\d\d/\d\d)/", Path(written).as_posix())
    assert day is not None
    faults: list[str] = []
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("requestfailed", lambda request: faults.append(request.url))
    with serve(live, "/repo/") as home:
        page.goto(home)
        expect(page).to_have_title(re.compile("Brief"))
        page.get_by_role("link", name="The town library opens on Sundays").first.click()
        expect(page).to_have_url(f"{home}{day[1]}/the-town-library-opens-on-sundays/")
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "The town library opens on Sundays"
        )
        canonical = page.locator("link[rel=canonical]").get_attribute("href")
        answer = page.request.get(f"{home}no/such/page/")
        missing = answer.status, answer.text()
    page.close()

    assert canonical == f"{BASE_URL}{day[1]}/the-town-library-opens-on-sundays/"
    assert missing[0] == 404
    assert 'href="/repo/' in missing[1]
    assert faults == []
