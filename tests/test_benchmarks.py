"""The benchmark's own parts, without the tools it measures: its digest, its theme, its eye."""

import sys
from pathlib import Path

import pytest

from benchmarks.compare import differences
from benchmarks.corpus import Item, items
from benchmarks.generate import write_project
from benchmarks.goals import Outcome, ratios
from benchmarks.lighthouse import THEMES as JUDGED
from benchmarks.measure import RunError, memory_of, time_of
from briefgen.build import build
from briefgen.options import Options
from tests.conftest import THEMES
from tests.projects import tree

COUNT = 45

on_linux = pytest.mark.skipif(
    not Path("/proc/self/smaps_rollup").exists(), reason="runs are measured on Linux only"
)


@pytest.fixture(scope="module")
def corpus() -> list[Item]:
    """A digest of a few days."""
    return list(items(COUNT))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, corpus: list[Item]) -> Path:
    """The site of that digest under the plain theme, for reading only."""
    root = tmp_path_factory.mktemp("bench")
    write_project(corpus, root)
    result = build(Options(config=root / "briefgen.yaml", jobs=1))

    assert not result.findings
    return root / "site"


def _copied(built: Path, folder: Path) -> Path:
    for path in built.rglob("*"):
        if path.is_file():
            target = folder / path.relative_to(built)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return folder


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two machines measure the same digest; another seed gives another one."""
    for name, seed in (("one", 1), ("same", 1), ("other", 2)):
        write_project(items(COUNT, seed), tmp_path / name)

    assert tree(tmp_path / "one") == tree(tmp_path / "same")
    assert tree(tmp_path / "one") != tree(tmp_path / "other")


def test_a_short_digest_is_the_beginning_of_a_long_one(corpus: list[Item]) -> None:
    """A size adds older entries and changes none."""
    assert list(items(10)) == corpus[:10]


def test_entries_are_what_the_benchmark_promises() -> None:
    """Bodies of 120 to 350 words, three images in ten, distinct places in the site."""
    many = list(items(1_000))

    assert len({item.path for item in many}) == 1_000
    assert all(110 <= len(item.body.split()) <= 420 for item in many)
    assert 250 <= sum(bool(item.picture) for item in many) <= 350
    assert all(1 <= len(item.sources) <= 4 and 1 <= len(item.topics) <= 3 for item in many)


def test_a_site_with_all_its_pages_has_no_differences(built: Path, corpus: list[Item]) -> None:
    """briefgen builds what the comparison asks of every tool."""
    assert list(differences(corpus, built)) == []


def test_a_missing_page_is_noticed(built: Path, corpus: list[Item], tmp_path: Path) -> None:
    """A tool that skips a page is not faster than one that builds it."""
    site = _copied(built, tmp_path)
    (site / corpus[7].path / "index.html").unlink()

    assert list(differences(corpus, site)) == [f"/{corpus[7].path}/ is missing"]


def test_a_missing_card_and_a_short_text_are_noticed(
    built: Path, corpus: list[Item], tmp_path: Path
) -> None:
    """Nor is a tool that leaves out parts of its pages."""
    site = _copied(built, tmp_path)
    item = corpus[7]
    entry = site / item.path / "index.html"
    entry.write_text(entry.read_text("utf-8").replace("</p>", " one more</p>"), "utf-8")
    region = site / "regions" / item.region / "index.html"
    cards = region.read_text("utf-8").split("<article")
    region.write_text("<article".join(cards[:-1]) + "</main>", "utf-8")

    told = list(differences(corpus, site))

    assert len(told) == 2
    assert told[0].startswith(f"/{item.path}/ shows ")
    assert told[1].startswith(f"/regions/{item.region}/ has ")


@on_linux
def test_a_run_takes_time_and_memory(tmp_path: Path) -> None:
    """Measures are of the command itself, and a command that fails is not measured."""
    command = (sys.executable, "-c", "import sys; sum(range(200_000)); sys.exit(len(sys.argv) - 1)")

    assert time_of(command, tmp_path).wall > 0
    with pytest.raises(RunError, match="exit code 1"):
        time_of((*command, "more"), tmp_path)


@on_linux
def test_memory_counts_the_children_of_a_command(tmp_path: Path) -> None:
    """A tool that works in several processes pays for all of them."""
    hold = "import time; held = bytearray(b'x') * 40_000_000; time.sleep(0.5)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}])"

    assert memory_of((sys.executable, "-c", parent), tmp_path) > 35


def test_a_goal_is_met_by_the_median_of_its_rounds() -> None:
    """Rounds are compared with the same rounds of the other tool."""
    found = ratios([1.0, 3.0, 2.0], [2.0, 2.0, 4.0])

    assert found == (0.5, 1.5, 0.5)
    assert Outcome(work="", goal="", most=0.5, ratios=found).met
    assert not Outcome(work="", goal="", most=0.4, ratios=found).met
    assert not Outcome(work="", goal="", most=0.5, ratios=()).met


def test_lighthouse_judges_every_theme() -> None:
    """A new theme is looked at too."""
    assert JUDGED == THEMES
