"""Memory: results of pure functions, kept by the marks of what they were given.

A place, a mark of all that a function looks at, and the function in; its result out, from memory
while the mark is the same. What is plain data is kept for later processes too, as bytes that their
owner stores. A build without a memory of earlier ones gives the same bytes, only later.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

import msgspec

Result = TypeVar("Result")
Place = tuple[str, ...]
"""Names a function, and what of the digest it is asked for."""

# Between the parts of a place that is written down; no name holds it.
_SEPARATOR = "\x1f"


class Memory:
    """What the builds of one process remember, with what earlier ones wrote down."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._before: dict[Place, tuple[Hashable, Any]] = {}
        self._now: dict[Place, tuple[Hashable, Any]] = {}
        self._written: Mapping[str, tuple[str, bytes]] | None = None
        self._ask: Callable[[], Mapping[str, tuple[str, bytes]]] = dict
        self.to_write: dict[str, tuple[str, bytes]] = {}
        """What this build found out that is worth keeping: mark and data, by place."""

    def recall(self, place: Place, mark: Hashable, make: Callable[[], Result]) -> Result:
        """Return what `make` gave at this place for this mark, or else what it gives now."""
        known = self._now.get(place) or self._before.get(place)
        if known is None or known[0] != mark:
            known = (mark, make())
        self._now[place] = known
        result: Result = known[1]
        return result

    def recall_plain(
        self, place: Place, mark: str, kind: type[Result], make: Callable[[], Result]
    ) -> Result:
        """Do as `recall` does, for plain data that another process may have written down."""
        return self.recall(place, mark, lambda: self._read(place, mark, kind, make))

    def _read(
        self, place: Place, mark: str, kind: type[Result], make: Callable[[], Result]
    ) -> Result:
        name = _SEPARATOR.join(place)
        if self._written is None:
            self._written = self._ask()
        written = self._written.get(name)
        if written is not None and written[0] == mark:
            try:
                return msgspec.msgpack.decode(written[1], type=kind)
            except msgspec.DecodeError:
                # Not of our making: it is found out again.
                pass
        found = make()
        self.to_write[name] = (mark, msgspec.msgpack.encode(found))
        return found

    def begin(self, written: Callable[[], Mapping[str, tuple[str, bytes]]]) -> None:
        """Begin a build. One before it that came to no end leaves nothing forgotten.

        `written` gives what earlier processes wrote down, mark and data by place. It is asked once,
        when it is needed.
        """
        self._ask = written
        self._before |= self._now
        self._now = {}
        self.to_write = {}

    def end(self) -> None:
        """End a build: what it did not ask for is forgotten."""
        self._before, self._now = self._now, {}

    def unasked(self) -> set[str]:
        """Return the places of what was written down and that this build did not ask for.

        None in a later build of a process, which may have found the whole of it in memory.
        """
        if self._written is None or self._before:
            return set()
        return self._written.keys() - {_SEPARATOR.join(place) for place in self._now}

    def clear(self) -> None:
        """Forget everything."""
        self._before = {}
        self._now = {}
        self._written = None

    def within(self, name: str) -> "Memory":
        """Return a memory whose places are parts of this one, apart from all others."""
        return _Within(self, name) if name else self


class _Within(Memory):
    """A part of another memory, which begins and ends with it."""

    def __init__(self, whole: Memory, name: str) -> None:
        super().__init__()
        self._whole = whole
        self._name = name

    def recall(self, place: Place, mark: Hashable, make: Callable[[], Result]) -> Result:
        """Do as the whole memory does."""
        return self._whole.recall((self._name, *place), mark, make)

    def recall_plain(
        self, place: Place, mark: str, kind: type[Result], make: Callable[[], Result]
    ) -> Result:
        """Do as the whole memory does."""
        return self._whole.recall_plain((self._name, *place), mark, kind, make)
