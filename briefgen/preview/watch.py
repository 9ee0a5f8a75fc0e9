"""Watch what a project is made of: its files in, paths of what was saved out.

Content and themes are watched with all that is in them; the project's own folder only at its top,
for the configuration may be replaced by another file of its name, and folders come and go. So
nothing of `site/`, `.git` or `node_modules` is ever walked.
"""

import asyncio
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import anyio
from watchfiles import awatch

from briefgen.options import Options
from briefgen.program import builtin_themes
from briefgen.reading.discover import ignored

# Milliseconds without another save until those so far are told. Each step costs a look at the
# clock: two hundred a second are 0.3 % of a core.
_STEP = 5
# Milliseconds after which they are told all the same.
_DEBOUNCE = 50
# The top of the project changes rarely.
_STEP_TOP = 20
# Milliseconds between two looks at every file, where the system tells nothing by itself.
_POLL = 300
# Polling compares times in whole seconds: seconds after which a second save shows.
_TICK = 1.5

_FOLDERS = ("content", "themes")

Changed = Callable[[frozenset[str]], None]
"""Takes the paths that were saved; none when something may have been missed."""


class Watcher:
    """Watches a project until it is told to end."""

    def __init__(self, options: Options, changed: Changed, tell: Callable[[str], None]) -> None:
        """Watch for `changed`; `tell` takes what a person should know."""
        self._root = options.root
        self._config = options.config.absolute()
        self._changed = changed
        self._tell = tell
        self._over = anyio.Event()
        self._again = anyio.Event()
        self._polling = _polling_asked_for()
        self._begun: set[str] = set()

    async def run(self) -> None:
        """Watch until `end`. Begins with a word, when nothing that is saved can be missed."""
        if self._polling:
            self._say_polling("WATCHFILES_FORCE_POLLING is set")
        async with asyncio.TaskGroup() as group:
            group.create_task(self._watch_top())
            group.create_task(self._watch_folders())

    def end(self) -> None:
        """Stop watching."""
        self._over.set()
        self._again.set()

    async def _watch_top(self) -> None:
        files = {str(self._config), os.path.realpath(self._config)}
        folders = {str(self._root / name) for name in _FOLDERS}
        tops = sorted({os.path.dirname(file) for file in files})

        def saw(paths: Iterable[str]) -> None:
            seen = files.intersection(paths) | folders.intersection(paths)
            if seen & folders:
                self._again.set()
            if seen:
                self._changed(frozenset(seen))

        while not self._over.is_set():
            await self._watch("top", tops, saw, self._over, step=_STEP_TOP)

    async def _watch_folders(self) -> None:
        def saw(paths: Iterable[str]) -> None:
            seen = frozenset(path for path in paths if not self._is_dropping(path))
            if seen:
                self._changed(seen)

        while not self._over.is_set():
            self._again = anyio.Event()
            places = [str(place) for place in self._places() if place.is_dir()]
            if places:
                await self._watch("folders", places, saw, self._again, step=_STEP)
            else:
                self._begin("folders")
                await self._again.wait()

    def _begin(self, part: str) -> None:
        """Tell that there may have been changes, unless the other part tells it soon."""
        self._begun.add(part)
        if self._begun == {"top", "folders"}:
            self._changed(frozenset())

    async def _watch(
        self,
        part: str,
        places: list[str],
        saw: Callable[[Iterable[str]], None],
        stop: anyio.Event,
        *,
        step: int,
    ) -> None:
        # Called when the first look waits for something to see, so that all that is saved from
        # then on is seen, and what was saved before is built.
        asyncio.get_running_loop().call_soon(self._begin, part)
        self._look_again()
        try:
            async for changes in awatch(
                *places,
                watch_filter=None,
                step=step,
                debounce=_DEBOUNCE,
                stop_event=stop,
                recursive=part == "folders",
                force_polling=self._polling,
                poll_delay_ms=_POLL,
                ignore_permission_denied=True,
            ):
                saw({path for _, path in changes})
                self._look_again()
        except FileNotFoundError:
            # Gone since we looked: the top of the project tells when it is there again.
            await stop.wait()
        except (OSError, RuntimeError) as problem:
            if self._polling:
                raise
            self._polling = True
            self._say_polling(str(problem))

    def _look_again(self) -> None:
        """Where we poll, have everything looked at once more when a second has passed."""
        if self._polling:
            asyncio.get_running_loop().call_later(_TICK, self._changed, frozenset())

    def _places(self) -> set[Path]:
        shelf = builtin_themes()
        # The themes of an installed program do not change.
        own = shelf.parent != Path(__file__).parents[1]
        return {self._root / name for name in _FOLDERS} | ({shelf} if own else set())

    def _is_dropping(self, path: str) -> bool:
        shelf = next((one for one in self._places() if Path(path).is_relative_to(one)), self._root)
        folder = shelf.name
        for name in Path(path).relative_to(shelf).parts:
            if ignored(name, folder):
                return True
            folder = f"{folder}/{name}"
        return False

    def _say_polling(self, reason: str) -> None:
        self._tell(f"looking for changes every {_POLL / 1000:.1f} s, which is slower: {reason}")


def _polling_asked_for() -> bool | None:
    """Return whether to poll; None when watchfiles is to find out."""
    asked = os.environ.get("WATCHFILES_FORCE_POLLING", "").lower()
    return asked not in ("false", "disable", "disabled") if asked else None
