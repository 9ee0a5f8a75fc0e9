"""Figures in, Markdown tables out."""

import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from benchmarks.goals import Outcome, outcomes, ratios
from benchmarks.serving import EVENT, SERVED
from benchmarks.tools import HUGO, TOOLS
from benchmarks.works import FROM_NOTHING, HEADLINE, UNCHANGED, Figures, Key

_NOT_MEASURED = "–"


def report(figures: Figures, growth: Figures, versions: Iterable[str]) -> str:
    """Return all tables, and what they were measured on."""
    lines = [f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}; "]
    lines[0] += ", ".join([*versions, f"Python {platform.python_version()}"]) + "."
    lines += ["", *_goals(outcomes(figures, growth))]
    for size in _sizes(figures.times, figures.served):
        lines += ["", f"**{size:,} entries**"]
        lines += ["", *_builds(figures, size)] if size in _sizes(figures.times) else []
        lines += ["", *_serving(figures, size)] if size in _sizes(figures.served) else []
    for size in _sizes(growth.times):
        lines += ["", f"**{size:,} entries, briefgen alone**", "", *_builds(growth, size)]
    return "\n".join(lines) + "\n"


def _sizes(*measured: Iterable[Key]) -> list[int]:
    """Return the sizes of which there are figures; what has none is `--version`."""
    return sorted({key.size for keys in measured for key in keys if key.size})


def _goals(found: Iterable[Outcome]) -> Iterator[str]:
    yield "| work | goal | figure | met |"
    yield "|---|---|---|---|"
    for outcome in found:
        figure = _spread(outcome.ratios, 0 if outcome.unit == "ms" else 2, f" {outcome.unit}")
        met = ("yes" if outcome.met else "no") if outcome.ratios else "not measured"
        yield f"| {outcome.work} | {outcome.goal} | {figure} | {met} |"


def _builds(figures: Figures, size: int) -> Iterator[str]:
    yield "| tool | work | wall, s | of Hugo's | processor, s | memory, MiB | of Hugo's |"
    yield "|---|---|---|---|---|---|---|"
    hugo = Key(work=FROM_NOTHING, size=size, tool=HUGO.name)
    for tool in TOOLS:
        for work in (FROM_NOTHING, UNCHANGED, HEADLINE):
            key = Key(work=work, size=size, tool=tool.name)
            samples, memory = figures.times.get(key, []), figures.memory.get(key, [])
            if not samples:
                continue
            walls = [sample.wall for sample in samples]
            cells = (
                tool.title,
                work,
                _spread(walls, 2),
                _spread(ratios(walls, [one.wall for one in figures.times.get(hugo, [])]), 2),
                _spread([sample.cpu for sample in samples], 2),
                _spread(memory, 0),
                _spread(ratios(memory, figures.memory.get(hugo, [])), 2),
            )
            yield f"| {' | '.join(cells)} |"


def _serving(figures: Figures, size: int) -> Iterator[str]:
    yield "| tool | from a save to | s | of Hugo's |"
    yield "|---|---|---|---|"
    hugo = figures.served.get(Key(work=SERVED, size=size, tool=HUGO.name), [])
    for tool in TOOLS:
        for work in (SERVED, EVENT):
            times = figures.served.get(Key(work=work, size=size, tool=tool.name), [])
            if times:
                words = work.removeprefix("saved to ")
                yield (
                    f"| {tool.title} | {words} | {_spread(times, 2)} "
                    f"| {_spread(ratios(times, hugo), 2)} |"
                )


def _spread(values: Sequence[float], digits: int, unit: str = "") -> str:
    """Return the median with the least and the greatest: `0.71 (0.68–0.80)`; one value alone."""
    if not values:
        return _NOT_MEASURED
    middle, least, most = (
        f"{value:.{digits}f}" for value in (median(values), min(values), max(values))
    )
    return f"{middle}{unit} ({least}–{most})" if len(values) > 1 else f"{middle}{unit}"
