"""Judge the built-in themes by Lighthouse: `python -m benchmarks.lighthouse [THEME …]`.

Builds the demo in each theme, serves it as GitHub Pages does, and opens its front page, an edition
and an entry with a picture in Chromium as Lighthouse takes a phone to be: a slow line and a slow
processor. Prints the middle of the rounds for each page and says what keeps a page below the goals.
The first run installs Lighthouse, in the version named here, with npm.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.hosting import served
from benchmarks.places import ROOT

# The newest that Node 20 runs.
VERSION = "12.8.2"
WORK = ROOT / "build" / "lighthouse"
PROGRAM = WORK / "node_modules" / "lighthouse"
THEMES = ("broadsheet", "wire", "memo")

GOALS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
"""The least of a hundred, by what Lighthouse calls a category."""

_CHROMIUM = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)

Report = dict[str, Any]


def main() -> int:
    """Build, judge, print a row for each page; return 1 when one is below a goal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lighthouse", description=__doc__)
    parser.add_argument("themes", nargs="*", metavar="THEME", default=THEMES)
    parser.add_argument("--rounds", type=int, default=3, help="how often each page is opened")
    parser.add_argument("--desktop", action="store_true", help="a fast line and a wide window")
    given = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    node = shutil.which("node")
    if not (chromium and node and _install()):
        _say("needs Chromium, and Node with npm")
        return 1
    print(f"| | {' | '.join(GOALS)} | first paint, s | largest, s | KiB |\n|---|{'--:|' * 7}")
    good = True
    for theme in given.themes:
        for kind, reports in _judged(theme, given.rounds, given.desktop, node, chromium):
            scores = {name: _middle(reports, "categories", name, "score") for name in GOALS}
            print(f"| {theme}, {kind} | {_row(scores, reports)} |", flush=True)
            for name, least in GOALS.items():
                if round(scores[name] * 100) < least:
                    good = False
                    _say(f"{theme}, {kind}: {name} is below {least}: {_faults(reports[0], name)}")
    return 0 if good else 1


def _judged(
    theme: str, rounds: int, desktop: bool, node: str, chromium: str
) -> Iterator[tuple[str, Sequence[Report]]]:
    """Yield the kinds of pages of the demo in a theme, each with the reports of all rounds."""
    site = WORK / theme / "site"
    with served(site, []) as url:
        _build(theme, site, url)
        for kind, address in _specimens(site).items():
            _say(f"{theme}: /{address}")
            command = [node, str(PROGRAM / "cli" / "index.js"), url + address, "--quiet"]
            command += ["--output=json", f"--chrome-flags={_CHROMIUM}"]
            command += [f"--only-categories={','.join(GOALS)}", "--no-enable-error-reporting"]
            command += ["--preset=desktop"] * desktop
            environment = {**os.environ, "CHROME_PATH": chromium}
            yield (
                kind,
                [json.loads(_output(command, environment)) for _ in range(rounds)],
            )


def _build(theme: str, site: Path, url: str) -> None:
    project = site.parent
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(ROOT / "content", project / "content")
    settings = yaml.safe_load((ROOT / "briefgen.yaml").read_text("utf-8"))
    settings["theme"] = {"name": theme}
    (project / "briefgen.yaml").write_text(yaml.safe_dump(settings), "utf-8")
    _output(
        [sys.executable, "-m", "briefgen", "build", "-b", url, "-c", f"{project}/briefgen.yaml"],
        os.environ,
    )


def _specimens(site: Path) -> Mapping[str, str]:
    """Return the addresses of the front page, the newest edition, and an entry with a picture."""
    editions = sorted(site.glob("2*/*/*/index.html"))
    entries = sorted(site.glob("2*/*/*/*/index.html"))
    pictured = [page for page in entries if "<figure" in page.read_text("utf-8")]
    found = {"edition": editions[-1], "entry": pictured[-1]}
    return {"home": ""} | {
        kind: f"{page.parent.relative_to(site).as_posix()}/" for kind, page in found.items()
    }


def _row(scores: Mapping[str, float], reports: Sequence[Report]) -> str:
    painted, largest, weight = (
        _middle(reports, "audits", audit, "numericValue")
        for audit in ("first-contentful-paint", "largest-contentful-paint", "total-byte-weight")
    )
    cells = [f"{score * 100:.0f}" for score in scores.values()]
    cells += [f"{painted / 1000:.1f}", f"{largest / 1000:.1f}", f"{weight / 1024:.0f}"]
    return " | ".join(cells)


def _middle(reports: Sequence[Report], group: str, name: str, value: str) -> float:
    return statistics.median(float(report[group][name][value] or 0) for report in reports)


def _faults(report: Report, category: str) -> str:
    """Return the titles of what costs a page points."""
    weighed = (one["id"] for one in report["categories"][category]["auditRefs"] if one["weight"])
    audits = [report["audits"][name] for name in weighed]
    return "; ".join(
        f"{audit['title']} {audit.get('displayValue', '')}".strip()
        for audit in audits
        if audit["score"] is not None and audit["score"] < 1
    )


def _install() -> bool:
    """Install Lighthouse, unless it is there; False when there is no npm."""
    manifest = PROGRAM / "package.json"
    if manifest.is_file() and json.loads(manifest.read_text("utf-8"))["version"] == VERSION:
        return True
    npm = shutil.which("npm")
    if not npm:
        return False
    _say(f"installing Lighthouse {VERSION}")
    WORK.mkdir(parents=True, exist_ok=True)
    quiet = ("--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--silent")
    _output([npm, "install", "--prefix", str(WORK), *quiet, f"lighthouse@{VERSION}"], os.environ)
    return True


def _output(command: Sequence[str], environment: Mapping[str, str]) -> str:
    return subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8"
    ).stdout


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
