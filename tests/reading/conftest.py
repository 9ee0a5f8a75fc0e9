"""Fixtures for reading: a small project on disk, and a record beside it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from briefgen.config import Config
from briefgen.engine.record import Record
from briefgen.reading.load import Loaded, load
from briefgen.reading.times import moment, read_time

# The same examples on every run, and no clock: a busy machine is not a fault.
settings.register_profile("reading", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("reading")

Write = Callable[..., Path]
Load = Callable[..., Loaded]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of a project: `write("content/entries/x.md", "…")`."""

    def writer(path: str, content: str | bytes = "---\ntitle: A headline\n---\n\nText.\n") -> Path:
        file = tmp_path / "project" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return writer


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """An open record."""
    with Record(tmp_path / "record") as opened:
        yield opened


@pytest.fixture
def read(tmp_path: Path, record: Record) -> Load:
    """Load the project: `read(now="2024-10-24", drafts=True)`."""

    def loader(now: str = "2024-12-31", **options: object) -> Loaded:
        config = options.pop("config", Config(title="A digest"))
        assert isinstance(config, Config)
        return load(
            tmp_path / "project",
            config,
            record,
            now=moment(read_time(now), config.timezone),
            **options,  # type: ignore[arg-type]
        )

    return loader
