"""Measure the search: `python -m benchmarks.searching [N …]`.

For each size: what indexing adds to a build, and to one after an edit, beside Hugo with Pagefind
over its pages in the same round; how large the index is; what a first query fetches and how long a
reader waits for results, in Chromium. Figures are medians of the rounds with the least and the
greatest; ratios are of two figures of one round. Linux only, as the other benchmarks are.
"""

import argparse
import os
import re
import shutil
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.corpus import Item, items
from benchmarks.generate import write_project
from benchmarks.hosting import served
from benchmarks.install import install_python
from benchmarks.measure import memory_of, time_of
from benchmarks.places import PACKAGES, PROJECTS, PYTHON
from benchmarks.tools import HUGO

_SIZES = (100, 1_000, 10_000)
_ROUNDS = 3
_BRIEFGEN = (str(PYTHON / "bin" / "briefgen"), "build")
_PAGEFIND = str(PACKAGES / "pagefind_bin" / "pagefind")
_PEER = ("sh", "-c", f"{' '.join(HUGO.build)} && {_PAGEFIND} --site public --quiet")

Figures = dict[str, list[float]]


def main() -> int:
    """Write the projects, measure, print a table for each size."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.searching", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=_SIZES)
    parser.add_argument("--rounds", type=int, default=_ROUNDS)
    given = parser.parse_args()
    install_python()
    for size in given.sizes:
        corpus = list(items(size))
        _say(f"writing {size:,} entries, three times")
        on, off, peer = (PROJECTS / f"search-{name}-{size}" for name in ("on", "off", "hugo"))
        for folder, index in ((on, "on"), (off, "off")):
            shutil.rmtree(folder, ignore_errors=True)
            _write(corpus, folder, index)
        shutil.rmtree(peer, ignore_errors=True)
        peer.mkdir(parents=True)
        HUGO.write(corpus, peer)
        figures: Figures = defaultdict(list)
        for number in range(1, given.rounds + 1):
            _say(f"{size:,} entries, round {number} of {given.rounds}")
            _round(corpus[0], on, off, peer, figures, number)
        _say("memory")
        _forget(on, "site", ".briefgen")
        figures["memory, MiB"].append(memory_of(_BRIEFGEN, on))
        _forget(peer, "public", "resources")
        figures["memory of Hugo with Pagefind, MiB"].append(memory_of(_PEER, peer))
        _ratio(figures, "memory, of Hugo's", "memory, MiB", "memory of Hugo with Pagefind, MiB")
        _size(on / "site" / "search", figures)
        _browse(corpus, size, figures)
        _table(size, figures)
    return 0


def _write(corpus: Sequence[Item], folder: Path, index: str, theme: str = "bench") -> None:
    folder.mkdir(parents=True)
    write_project(corpus, folder, theme=theme)
    config = folder / "briefgen.yaml"
    config.write_text(config.read_text("utf-8").replace("index: off", f"index: {index}"), "utf-8")


def _round(newest: Item, on: Path, off: Path, peer: Path, figures: Figures, number: int) -> None:
    walls: dict[str, float] = {}
    for name, folder in (("on", on), ("off", off)):
        _forget(folder, "site", ".briefgen")
        walls[name] = time_of(_BRIEFGEN, folder).wall
    _forget(peer, "public", "resources")
    walls["peer"] = time_of(_PEER, peer).wall
    for name, folder in (("on", on), ("off", off)):
        _edit(folder, newest, number)
        walls[f"edit {name}"] = time_of(_BRIEFGEN, folder).wall
    full, edit = walls["on"] - walls["off"], walls["edit on"] - walls["edit off"]
    figures["build with search, s"].append(walls["on"])
    figures["build without, s"].append(walls["off"])
    figures["Hugo with Pagefind, s"].append(walls["peer"])
    figures["build with search, of Hugo with Pagefind"].append(walls["on"] / walls["peer"])
    figures["indexing all, s"].append(full)
    figures["indexing after an edit, s"].append(edit)
    figures["after an edit, of all"].append(edit / full)


def _edit(folder: Path, item: Item, number: int) -> None:
    """Give an entry another title, as editors save: a new file takes the old one's place."""
    path = folder / "content" / "entries" / f"{item.path}.md"
    title = f"title: Changed in round {number}"
    text = re.sub("(?m)^title: .*$", title, path.read_text("utf-8"), count=1)
    beside = path.with_suffix(".new")
    beside.write_text(text, "utf-8")
    os.replace(beside, path)


def _size(index: Path, figures: Figures) -> None:
    files = [path for path in index.rglob("*") if path.is_file()]
    figures["index, MiB"].append(sum(path.stat().st_size for path in files) / 2**20)
    figures["index, files"].append(len(files))


def _browse(corpus: Sequence[Item], size: int, figures: Figures) -> None:
    """Search in Chromium, in the default theme, served as by a host that compresses."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _say("no playwright: what a query fetches is left out (`make test` installs it)")
        return
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        _say("no Chromium: what a query fetches is left out")
        return
    folder = PROJECTS / f"search-look-{size}"
    shutil.rmtree(folder, ignore_errors=True)
    _write(corpus, folder, "on", theme="broadsheet")
    time_of(_BRIEFGEN, folder)
    sent: list[int] = []
    with served(folder / "site", sent) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for word in _words(corpus):
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{url}search/")
            page.wait_for_load_state("networkidle")
            sent.clear()
            figures["first query: typed to shown, ms"].append(_typed(page, word))
            page.wait_for_load_state("networkidle")
            figures["first query: fetched, kB"].append(sum(sent) / 1_000)
            figures["first query: requests"].append(len(sent))
            figures["next letter: typed to shown, ms"].append(_typed(page, word[:-1]))
            context.close()
        browser.close()


def _words(corpus: Sequence[Item]) -> list[str]:
    """Return a rare word, a common one and one between them."""
    counts = Counter(word for item in corpus for word in re.findall("[a-z]{5,}", item.body))
    ranked = [word for word, _ in counts.most_common()]
    return [ranked[0], ranked[len(ranked) // 4], ranked[-1]]


# From the event of the field to the frame in which its results are there, without the pause after
# which the page begins: see PAUSE in search.js.
_TYPED = """word => new Promise(resolve => {
  const field = document.getElementById("q"), told = document.getElementById("count");
  field.focus();
  field.value = word;
  const start = performance.now();
  // What is said of the number of results comes with them.
  new MutationObserver(() => {
    requestAnimationFrame(() => resolve(performance.now() - start));
  }).observe(told, {childList: true});
  field.dispatchEvent(new InputEvent("input", {bubbles: true}));
})"""


def _typed(page: Any, word: str) -> float:
    """Return the milliseconds from a typed word to its results."""
    taken: float = page.evaluate(_TYPED, word)
    return taken


def _ratio(figures: Figures, name: str, over: str, under: str) -> None:
    pairs = zip(figures[over], figures[under], strict=True)
    figures[name] = [one / other for one, other in pairs]


def _table(size: int, figures: Figures) -> None:
    print(f"**{size:,} entries**\n\n| | median (least–greatest) |\n|---|---|")
    for name, values in figures.items():
        middle, least, most = statistics.median(values), min(values), max(values)
        print(f"| {name} | {middle:,.3g} ({least:,.3g}–{most:,.3g}) |")
    print(flush=True)


def _forget(folder: Path, *names: str) -> None:
    for name in names:
        shutil.rmtree(folder / name, ignore_errors=True)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
