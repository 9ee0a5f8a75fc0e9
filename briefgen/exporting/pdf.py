"""A document as PDF, by a browser that is installed: Chromium or Chrome.

HTML in, PDF out. It prints by the theme's print styles. Nothing is fetched: the HTML holds all.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from briefgen.finding import Finding, Span, WorldError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)

# A long edition with many pictures takes some seconds.
_PATIENCE = 120


def as_pdf(html: str) -> bytes:
    """Return an HTML document as PDF. WorldError when no browser that can is installed."""
    browser = find_browser()
    if browser:
        return _by_browser(html, browser)
    raise WorldError(
        Finding(
            code="no-printer",
            message="no browser is installed that makes a PDF of a page",
            span=Span(path=""),
            hint="install Chromium, or print what `--single-file` makes from another browser",
        )
    )


def find_browser() -> str:
    """Return the program of a Chromium or a Chrome; empty when there is none."""
    for name in BROWSERS:
        found = shutil.which(name)
        if found:
            return found
    return next((path for path in _ELSEWHERE if os.path.isfile(path)), "")


def _by_browser(html: str, browser: str) -> bytes:
    with TemporaryDirectory(prefix="briefgen-") as folder:
        page, made = Path(folder, "edition.html"), Path(folder, "edition.pdf")
        page.write_text(html, encoding="utf-8")
        flags = ["--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"]
        flags += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
        # No name is looked up: a document needs none.
        flags += ["--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder}/profile"]
        if sys.platform != "win32" and os.geteuid() == 0:
            # As root it refuses to run in its sandbox.
            flags.append("--no-sandbox")
        try:
            done = subprocess.run(
                [browser, *flags, f"--print-to-pdf={made}", page.as_uri()],
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as problem:
            raise _failed(str(problem)) from problem
        if done.returncode or not made.is_file():
            words = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise _failed(words[-1] if words else f"it ended with {done.returncode}")
        return made.read_bytes()


def _failed(why: str) -> WorldError:
    return WorldError(
        Finding(
            code="failed-printer",
            message=f"the browser made no PDF: {why}",
            span=Span(path=""),
            hint="make the HTML with `--single-file`, and print it from a browser",
        )
    )
