"""The record: what earlier builds read and wrote, kept in `.briefgen/` so that they need not again.

One SQLite file. Everything in it can be made anew from content, so that a record which is missing,
damaged or of another version is set aside with a word about it, and the build goes on from nothing.
Values come in and go out as bytes: what they mean is their owner's business.
"""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

# Raise it whenever the tables or the meaning of their columns change.
_VERSION = 2

# Seconds that one process waits for others to write their texts: more than a slow disk needs.
_PATIENCE = 60.0

_TABLES = """
CREATE TABLE IF NOT EXISTS sources (
    path TEXT PRIMARY KEY, signature TEXT NOT NULL, settings TEXT NOT NULL,
    content TEXT NOT NULL, data BLOB NOT NULL, texts TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS texts (fingerprint TEXT PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS files (
    output TEXT NOT NULL, path TEXT NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL,
    signature TEXT NOT NULL, PRIMARY KEY (output, path)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS worked_out (
    place TEXT PRIMARY KEY, program TEXT NOT NULL, mark TEXT NOT NULL, data BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS told (output TEXT PRIMARY KEY, inputs TEXT NOT NULL, data BLOB NOT NULL);
"""


class Remembered(NamedTuple):
    """What is known of one file that was read."""

    signature: str
    """Of its stat (`stat_signature`); empty when it was too fresh to be trusted."""
    settings: str
    """Fingerprint of the settings under which it was read."""
    content: str
    """Fingerprint of its bytes."""
    data: bytes
    """What reading it gave, encoded by the reader."""
    texts: tuple[str, ...] = ()
    """Fingerprints of the texts it holds in the store."""


class Written(NamedTuple):
    """What is known of one file that was written."""

    key: str
    content: str
    """Fingerprint of its bytes."""
    signature: str
    """Of its stat, as written."""


def stat_signature(stat: os.stat_result, *, now_ns: int | None = None) -> str:
    """Return what of a file's stat changes whenever its bytes do.

    Size, modification and change time, and inode: a clock set back or a modification time kept on
    purpose still shows in the change time. With `now_ns` (nanoseconds since 1970), a file changed
    in the last two seconds gets the empty text: it could change again within one tick of the file
    system's clock (the "racy" problem of git), so that it is to be read again next time.
    """
    changed = max(stat.st_mtime_ns, stat.st_ctime_ns)
    if now_ns is not None and changed > now_ns - 2_000_000_000:
        return ""
    return f"{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ctime_ns}:{stat.st_ino}"


class RecordFailedError(OSError):
    """The record could not be read or written after it was opened: it is damaged, or a disk full.

    What it holds can be made anew, so that whoever gets this discards it and begins again, once.
    """


class Record:
    """The open record of one project. Close it, or use it with `with`."""

    def __init__(self, folder: Path, notes: tuple[str, ...] = ()) -> None:
        """Open the record of a `.briefgen/` folder, making both where they are missing.

        `notes` then also says why an earlier record was set aside, if one was.
        OSError when the folder cannot be made or written to.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "record.sqlite"
        self.notes = notes
        try:
            self._connection = _open(self.path)
        except (sqlite3.DatabaseError, _OtherVersionError) as problem:
            self.notes = (*notes, set_aside(problem))
            Record.discard(folder)
            with _failing(self.path):
                self._connection = _open(self.path)

    @staticmethod
    def discard(folder: Path) -> None:
        """Remove the record of a `.briefgen/` folder, if there is one."""
        for name in ("record.sqlite", "record.sqlite-wal", "record.sqlite-shm"):
            if (folder / name).is_dir() and not (folder / name).is_symlink():
                shutil.rmtree(folder / name)
            with suppress(FileNotFoundError):
                os.unlink(folder / name)

    def __enter__(self) -> "Record":
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    # What was read.

    def sources(self) -> dict[str, Remembered]:
        """Return all that is known of files read earlier, by path."""
        with _failing(self.path):
            rows = self._connection.execute(
                "SELECT path, signature, settings, content, data, texts FROM sources"
            )
            return {
                path: Remembered(signature, settings, content, data, tuple(texts.split()))
                for path, signature, settings, content, data, texts in rows
            }

    def remember(self, sources: Mapping[str, Remembered], forget: Iterable[str]) -> None:
        """Keep what was read, and drop the paths in `forget`.

        The texts that it needs are kept already (`keep_texts`); those that no source needs any
        more stay until `sweep`.
        """
        with _failing(self.path), self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (path, s.signature, s.settings, s.content, s.data, " ".join(s.texts))
                    for path, s in sources.items()
                ),
            )
            self._connection.executemany(
                "DELETE FROM sources WHERE path = ?", ((path,) for path in forget)
            )

    def sweep(self) -> None:
        """Drop texts that no source needs any more."""
        with _failing(self.path), self._connection:
            needed = {
                fingerprint
                for (texts,) in self._connection.execute("SELECT texts FROM sources")
                for fingerprint in texts.split()
            }
            kept = {row[0] for row in self._connection.execute("SELECT fingerprint FROM texts")}
            self._connection.executemany(
                "DELETE FROM texts WHERE fingerprint = ?", ((gone,) for gone in kept - needed)
            )

    def has_texts(self, fingerprints: Iterable[str]) -> bool:
        """Tell whether all these texts are in the store."""
        with _failing(self.path):
            return all(
                self._connection.execute(
                    "SELECT 1 FROM texts WHERE fingerprint = ?", (fingerprint,)
                ).fetchone()
                for fingerprint in fingerprints
            )

    # What was worked out.

    def worked_out(self, program: str) -> dict[str, tuple[str, bytes]]:
        """Return what this program worked out earlier, by place: its mark, and the data."""
        with _failing(self.path):
            rows = self._connection.execute(
                "SELECT place, mark, data FROM worked_out WHERE program = ?", (program,)
            )
            return {place: (mark, data) for place, mark, data in rows}

    def work_out(
        self, program: str, found: Mapping[str, tuple[str, bytes]], forget: Iterable[str]
    ) -> None:
        """Keep what a program worked out, and drop the places in `forget`, and other programs'."""
        with _failing(self.path), self._connection:
            self._connection.execute("DELETE FROM worked_out WHERE program != ?", (program,))
            self._connection.executemany(
                "DELETE FROM worked_out WHERE place = ?", ((place,) for place in forget)
            )
            self._connection.executemany(
                "INSERT OR REPLACE INTO worked_out VALUES (?, ?, ?, ?)",
                ((place, program, mark, data) for place, (mark, data) in found.items()),
            )

    # What was written.

    def files(self, output: str) -> dict[str, Written]:
        """Return all that was written into one output folder, by path in the site."""
        with _failing(self.path):
            rows = self._connection.execute(
                "SELECT path, key, content, signature FROM files WHERE output = ?", (output,)
            )
            return {row[0]: Written._make(row[1:]) for row in rows}

    def signatures(self, output: str) -> dict[str, str]:
        """Return the stat signature of all that was written into one output folder, by path."""
        with _failing(self.path):
            rows = self._connection.execute(
                "SELECT path, signature FROM files WHERE output = ?", (output,)
            )
            return dict(rows)

    def told(self, output: str, inputs: str) -> bytes | None:
        """Return what was told of the last build into an output folder, if it had these inputs."""
        with _failing(self.path):
            row = self._connection.execute(
                "SELECT data FROM told WHERE output = ? AND inputs = ?", (output, inputs)
            ).fetchone()
        if row is None:
            return None
        data: bytes = row[0]
        return data

    def tell(self, output: str, inputs: str, data: bytes) -> None:
        """Keep what is told of a build into an output folder."""
        with _failing(self.path), self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO told VALUES (?, ?, ?)", (output, inputs, data)
            )

    def wrote(self, output: str, files: Mapping[str, Written], removed: Iterable[str]) -> None:
        """Keep what was written into an output folder, and drop what was removed from it."""
        with _failing(self.path), self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)",
                ((output, path, f.key, f.content, f.signature) for path, f in files.items()),
            )
            self._connection.executemany(
                "DELETE FROM files WHERE output = ? AND path = ?",
                ((output, path) for path in removed),
            )


def keep_texts(path: Path, texts: Mapping[str, str]) -> None:
    """Keep texts by their fingerprints in the record file at `path`, from whichever process.

    So that no text has to travel, and none waits for the others in memory. RecordFailedError when
    they cannot be kept.
    """
    with _failing(path), closing(sqlite3.connect(path, timeout=_PATIENCE)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        # Whoever opened the record first brings all in order at its end, in one go.
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        with connection:
            connection.executemany("INSERT OR IGNORE INTO texts VALUES (?, ?)", texts.items())


class TextStore:
    """The texts of a record, to read: what a worker opens for itself, when it needs the first."""

    def __init__(self, path: Path) -> None:
        """Know the record file at `path`."""
        self._path = path
        self._connection: sqlite3.Connection | None = None

    def __call__(self, fingerprint: str) -> str:
        """Return a text. RecordFailedError when it is not there."""
        with _failing(self._path):
            self._connection = self._connection or sqlite3.connect(self._path)
            row = self._connection.execute(
                "SELECT text FROM texts WHERE fingerprint = ?", (fingerprint,)
            ).fetchone()
        if row is None:
            raise _failed("a text is missing from it", self._path)
        text: str = row[0]
        return text

    def close(self) -> None:
        """Let go of the file, until the next text is asked for."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class _OtherVersionError(Exception):
    """The record was made by another version."""


def set_aside(problem: Exception) -> str:
    """Return the note that says why a record was made anew."""
    reason = problem.strerror if isinstance(problem, OSError) else problem
    return f"the record of earlier builds was set aside and made anew: {reason}"


@contextmanager
def _failing(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as problem:
        raise _failed(str(problem), path) from problem


def _failed(reason: str, path: Path) -> RecordFailedError:
    return RecordFailedError(errno.EIO, reason, str(path))


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        # The record can be made anew, so that a lost last write costs a little time and no more.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables and version != _VERSION:
            raise _OtherVersionError(f"it is of version {version}, this is version {_VERSION}")
        connection.executescript(_TABLES)
        connection.execute(f"PRAGMA user_version = {_VERSION}")
    except BaseException:
        connection.close()
        raise
    return connection
