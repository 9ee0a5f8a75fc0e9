"""Memory: results of pure functions, kept from one build to the next in one process.

A place, a mark of all that a function looks at, and the function in; its result out, from memory
while the mark is the same. What one build does not ask for is forgotten with the next. A build
without a memory of earlier ones gives the same bytes, only later.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Result = TypeVar("Result")


class Memory:
    """What the builds of one process remember."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._before: dict[Hashable, tuple[Hashable, Any]] = {}
        self._now: dict[Hashable, tuple[Hashable, Any]] = {}

    def recall(self, place: Hashable, mark: Hashable, make: Callable[[], Result]) -> Result:
        """Return what `make` gave at this place for this mark, or else what it gives now."""
        known = self._now.get(place) or self._before.get(place)
        if known is None or known[0] != mark:
            known = (mark, make())
        self._now[place] = known
        result: Result = known[1]
        return result

    def turn(self) -> None:
        """Begin a build: what the one before did not ask for is forgotten."""
        self._before = self._now
        self._now = {}

    def clear(self) -> None:
        """Forget everything."""
        self._before = {}
        self._now = {}
