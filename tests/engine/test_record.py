"""The record: it remembers, and it survives what disks and versions do to it."""

import sqlite3
from pathlib import Path

import pytest

from briefgen.engine.record import (
    Record,
    Remembered,
    TextStore,
    Written,
    keep_texts,
    stat_signature,
)


def _source(*texts: str) -> Remembered:
    return Remembered("signature", "settings", "content", b"data", texts)


def test_what_was_remembered_is_there_in_the_next_build(tmp_path: Path) -> None:
    """Sources, their texts and written files outlive the process."""
    with Record(tmp_path) as record:
        keep_texts(record.path, {"f": "<p>é</p>"})
        record.remember({"a.md": _source("f")}, ())
        record.wrote("/site", {"a.html": Written("key", "content", "signature")}, ())

    with Record(tmp_path) as record:
        assert record.sources() == {"a.md": _source("f")}
        assert record.files("/site") == {"a.html": Written("key", "content", "signature")}
        assert record.files("/other") == {}
        assert TextStore(record.path)("f") == "<p>é</p>"


def test_texts_that_nothing_needs_are_swept(tmp_path: Path) -> None:
    """The record does not grow with every edit."""
    with Record(tmp_path) as record:
        keep_texts(record.path, {"old": "1", "new": "2"})
        record.remember({"a.md": _source("old")}, ())
        record.remember({"a.md": _source("new")}, ())
        record.sweep()

        assert record.has_texts(["new"])
        assert not record.has_texts(["old"])


@pytest.mark.parametrize("harm", ["garbage", "truncated", "version", "empty"])
def test_a_damaged_record_is_set_aside(tmp_path: Path, harm: str) -> None:
    """Whatever happened to it, the build goes on from nothing and says so."""
    with Record(tmp_path) as record:
        keep_texts(record.path, {"f": "x" * 50_000})
        record.remember({"a.md": _source("f")}, ())
        path = record.path
    if harm == "version":
        with sqlite3.connect(path) as other:
            other.execute("PRAGMA user_version = 999")
        other.close()
    else:
        data = path.read_bytes()
        spoilt = {"garbage": b"garbage" * 999, "truncated": data[: len(data) // 2], "empty": b""}
        path.write_bytes(spoilt[harm])

    with Record(tmp_path) as record:
        assert record.sources() == {}
        assert bool(record.notes) == (harm != "empty")
        record.remember({"b.md": _source()}, ())
        assert set(record.sources()) == {"b.md"}


def test_a_fresh_file_is_not_trusted(tmp_path: Path) -> None:
    """What changed within the last two seconds could change again unseen."""
    path = tmp_path / "a.md"
    path.write_text("a", encoding="utf-8")
    stat = path.stat()

    assert stat_signature(stat, now_ns=stat.st_mtime_ns + 1_000) == ""
    assert stat_signature(stat, now_ns=stat.st_ctime_ns + 3_000_000_000) == stat_signature(stat)
