"""What briefgen is to reach, and whether the figures do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.serving import EVENT, SERVED
from benchmarks.tools import BRIEFGEN, FAST, HUGO
from benchmarks.works import (
    FROM_NOTHING,
    HEADLINE,
    PYTHON_START,
    UNCHANGED,
    VERSION,
    Figures,
    Key,
)

LARGE = 100_000
_HUGO, _OURS, _FAST = HUGO.name, BRIEFGEN.name, FAST.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A goal beside the figure."""

    work: str
    goal: str
    most: float
    ratios: tuple[float, ...]
    """One for each round; empty: not measured."""
    unit: str = "×"

    @property
    def met(self) -> bool:
        """Whether the median reaches the goal."""
        return bool(self.ratios) and median(self.ratios) <= self.most


def outcomes(figures: Figures, growth: Figures) -> Iterator[Outcome]:
    """Yield all goals, also those that were not measured; `growth` is of briefgen alone."""
    for work, tool, size, most in (
        (FROM_NOTHING, _OURS, 10_000, 0.85),
        (FROM_NOTHING, _OURS, 1_000, 1.2),
        (FROM_NOTHING, _FAST, 10_000, 0.45),
        (UNCHANGED, _OURS, 10_000, 0.08),
        (HEADLINE, _OURS, 10_000, 0.12),
    ):
        fast = ", fast engine" if tool == _FAST else ""
        yield Outcome(
            work=f"{work}, {size:,} entries{fast}",
            goal=f"≤ {most} × the time of Hugo's full build",
            most=most,
            ratios=ratios(
                _walls(figures, Key(work=work, size=size, tool=tool)),
                _walls(figures, Key(work=FROM_NOTHING, size=size, tool=_HUGO)),
            ),
        )
    yield Outcome(
        work=f"{FROM_NOTHING}, 10,000 entries",
        goal="≤ 0.5 × Hugo's memory",
        most=0.5,
        ratios=ratios(
            figures.memory.get(Key(work=FROM_NOTHING, size=10_000, tool=_OURS), []),
            figures.memory.get(Key(work=FROM_NOTHING, size=10_000, tool=_HUGO), []),
        ),
    )
    yield from _growth(growth)
    for size, most in ((1_000, 0.2), (10_000, 0.06)):
        yield Outcome(
            work=f"{EVENT}, {size:,} entries",
            goal=f"≤ {most} × Hugo's time from save to served",
            most=most,
            ratios=ratios(
                figures.served.get(Key(work=EVENT, size=size, tool=_OURS), []),
                figures.served.get(Key(work=SERVED, size=size, tool=_HUGO), []),
            ),
        )
    start = _walls(figures, Key(work=PYTHON_START, size=0, tool=_OURS))
    version = _walls(figures, Key(work=VERSION, size=0, tool=_OURS))
    yield Outcome(
        work="briefgen --version",
        goal="≤ 80 ms over python -c pass",
        most=80,
        ratios=tuple(1000 * (one - other) for one, other in zip(version, start, strict=True)),
        unit="ms",
    )


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> tuple[float, ...]:
    """Return the ratio of each round; a round that one of the two lacks has none."""
    return tuple(one / other for one, other in zip(ours, theirs, strict=False))


def _growth(figures: Figures) -> Iterator[Outcome]:
    large = Key(work=FROM_NOTHING, size=LARGE, tool=_OURS)
    small = Key(work=FROM_NOTHING, size=10_000, tool=_OURS)
    yield Outcome(
        work=f"{FROM_NOTHING}, {LARGE:,} entries",
        goal="≤ 11 × the time of 10,000",
        most=11,
        ratios=ratios(_walls(figures, large), _walls(figures, small)),
    )
    yield Outcome(
        work=f"{FROM_NOTHING}, {LARGE:,} entries",
        goal="≤ 8 × the memory of 10,000",
        most=8,
        ratios=ratios(figures.memory.get(large, []), figures.memory.get(small, [])),
    )


def _walls(figures: Figures, key: Key) -> list[float]:
    return [sample.wall for sample in figures.times.get(key, [])]
