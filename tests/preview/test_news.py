"""What a page is told that comes late, and how the watcher helps itself."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import watchfiles

from briefgen.options import Options
from briefgen.preview import watch
from briefgen.preview.builder import Report, base_path
from briefgen.preview.news import News
from briefgen.preview.watch import Watcher
from tests.projects import Project


def test_a_page_is_told_all_that_it_missed() -> None:
    """Builds after the one it knows, together; none when it knows the last."""
    news = News("/")
    for changed in (("a", "b"), (), ("b", "c")):
        news.publish(Report(changed=changed, ok=True))

    assert news.since(news.run, 0) == ("a", "b", "c")
    assert news.since(news.run, 1) == ("b", "c")
    assert news.since(news.run, 3) == ()


def test_what_nobody_remembers_is_not_made_up() -> None:
    """Another run, a build that is to come, one that is forgotten, or too much to list."""
    news = News("/")
    news.publish(Report(changed=("a",), ok=True))

    assert news.since("another", 0) is None
    assert news.since(news.run, 2) is None
    news.publish(Report(changed=tuple(map(str, range(1_000))), ok=True))
    assert news.since(news.run, 1) is None
    for _ in range(200):
        news.publish(Report(ok=True))
    assert news.since(news.run, 1) is None
    assert news.since(news.run, 199) == ()


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://example.org", "/"),
        ("https://example.org/", "/"),
        ("https://example.org/repo", "/repo/"),
        ("https://example.org/a/b%20c/", "/a/b%20c/"),
        ("https://example.org//evil.example//", "/evil.example/"),
    ],
)
def test_the_path_of_an_address(address: str, path: str) -> None:
    """With one slash at each end."""
    assert base_path(address) == path


def test_it_polls_when_the_system_can_watch_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says so, and what was saved is seen."""

    async def limited(
        *places: Any, force_polling: bool | None, **settings: Any
    ) -> AsyncIterator[Any]:
        if not force_polling:
            raise OSError("OS file watch limit reached")
        async for changes in watchfiles.awatch(*places, force_polling=True, **settings):
            yield changes

    monkeypatch.setattr(watch, "awatch", limited)
    project = Project(tmp_path)
    file = project.entry("2024/10/23/a.md")
    told: list[str] = []
    asyncio.run(watched(project, file, told))

    assert told[0].startswith("looking for changes every 0.3 s")
    assert "OS file watch limit reached" in told[0]


async def watched(project: Project, file: Path, told: list[str]) -> None:
    """Return when a watcher has seen that a file was saved."""
    seen: asyncio.Queue[frozenset[str]] = asyncio.Queue()
    options = Options(config=project.root / "briefgen.yaml")
    watcher = Watcher(options, seen.put_nowait, told.append)
    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        group.create_task(watcher.run())
        number = 0
        # Whether it had begun to look when the file was saved is not known: so it is saved again.
        while str(file) not in await saved(file, number, seen):
            number += 1
        watcher.end()


async def saved(file: Path, number: int, seen: asyncio.Queue[frozenset[str]]) -> frozenset[str]:
    """Save a file, and return what is seen then, if anything is within two seconds."""
    file.write_text(f"---\ntitle: {'Other ' * number}\n---\n", encoding="utf-8")
    try:
        return await asyncio.wait_for(seen.get(), 2)
    except TimeoutError:
        return frozenset()
