"""Install the tools, write the digests, measure all works, compare the sites, print the tables."""

import argparse
import subprocess
import sys
from collections.abc import Callable, Sequence
from itertools import islice

from benchmarks.compare import differences
from benchmarks.corpus import items
from benchmarks.goals import LARGE
from benchmarks.install import install_node, install_python
from benchmarks.measure import RunError, time_of
from benchmarks.places import PROJECTS
from benchmarks.report import report
from benchmarks.serving import measure_serving
from benchmarks.tools import BRIEFGEN, BROADSHEET, FAST, TOOLS, Tool
from benchmarks.works import Figures, Project, measure_builds, measure_start, prepare

_MOST_TOLD = 10

# Enough that a project has a few days, and built in a second.
_TRIAL = 30


def main() -> int:
    """Run the benchmark; return 1 when a tool did not build what it should."""
    given = _arguments()
    install_python()
    if not install_node():
        _say("no npm: Zola and Eleventy are left out")
    tools = [tool for tool in TOOLS if tool.name in given.tools and _is_able(tool)]
    figures, growth = Figures(), Figures()
    try:
        good = _measure(given, tools, figures, growth)
    except (RunError, KeyboardInterrupt) as problem:
        _say(f"stopped, and here is what was measured: {problem}")
        good = False
    versions = [_version(tool) for tool in tools if tool not in (BROADSHEET, FAST)]
    print(report(figures, growth, versions))
    return 0 if good else 1


def _measure(
    given: argparse.Namespace, tools: Sequence[Tool], figures: Figures, growth: Figures
) -> bool:
    """Measure all that was asked for; return whether all tools built the same."""
    equal = True
    for size in given.sizes:
        _say(f"writing {size:,} entries for {len(tools)} tools")
        projects = [prepare(tool, size) for tool in tools]
        for project in projects:
            _say(f"comparing the site of {project.tool.title}")
            equal &= _is_equal(project)
        if "build" in given.works:
            measure_builds(projects, given.runs, figures, _say)
        if "serve" in given.works:
            # The themes differ in what a page holds, not in how it gets to the reader.
            served = [project for project in projects if project.tool is not BROADSHEET]
            measure_serving(served, given.runs, figures, _say)
    if "build" in given.works:
        measure_start(given.runs, figures, _say)
    if given.large:
        _say(f"writing {LARGE:,} entries for briefgen")
        pair = [prepare(BRIEFGEN, 10_000), prepare(BRIEFGEN, LARGE)]
        measure_builds(pair, given.runs, growth, _say)
    return equal


def _arguments() -> argparse.Namespace:
    names = [tool.name for tool in TOOLS]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--sizes", type=_numbers, default=[1_000, 10_000], help="entries (default: 1000,10000)"
    )
    parser.add_argument(
        "--tools", type=_names(names), default=names, help=f"default: {','.join(names)}"
    )
    works = ["build", "serve"]
    parser.add_argument("--works", type=_names(works), default=works, help="default: build,serve")
    parser.add_argument("--runs", type=int, default=5, help="rounds (default: 5)")
    parser.add_argument(
        "--large", action="store_true", help=f"also {LARGE:,} entries, with briefgen alone"
    )
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if part]


def _names(known: Sequence[str]) -> Callable[[str], list[str]]:
    def read(text: str) -> list[str]:
        chosen = text.split(",")
        for name in chosen:
            if name not in known:
                raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(known)}")
        return chosen

    return read


def _is_able(tool: Tool) -> bool:
    """Return whether a tool builds a small digest; say so when it does not."""
    try:
        project = prepare(tool, _TRIAL)
        time_of(tool.build, project.folder)
    except (RunError, FileNotFoundError) as problem:
        # The first line of what it said, below the exit code, names the fault.
        _say(f"{tool.title} is left out: {', '.join(str(problem).splitlines()[:2])}")
        return False
    return True


def _is_equal(project: Project) -> bool:
    """Build a project once, and say where its site is not what its items ask for."""
    time_of(project.tool.build, project.folder)
    if project.tool is BROADSHEET:
        # Its pages hold more than those of the others, in other words.
        return True
    site = project.folder / project.tool.site
    found = differences(list(items(project.size)), site)
    told = list(islice(found, _MOST_TOLD))
    for line in told:
        _say(f"{project.tool.title}, {project.size:,} entries: {line}")
    return not told


def _version(tool: Tool) -> str:
    answer = subprocess.run(
        tool.version, cwd=PROJECTS, capture_output=True, text=True, check=True
    ).stdout
    number = next((word for word in answer.split() if any(map(str.isdigit, word))), answer)
    return f"{tool.title} {number.split('-')[0].removeprefix('v')}"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
