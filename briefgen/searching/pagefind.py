"""Pagefind's indexer, which is a program of its own: records in, the files of an index out.

It speaks JSON in base64 over its standard streams, a comma after each message, as its own wrappers
for Python and Node do. The one for Python waits a tenth of a second before each answer, so that ten
entries would take a second; this one does not wait.
"""

import base64
import json
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from briefgen.engine.failures import UnfitError

_CHUNK = 1 << 20

_PACKAGES = ("pagefind_bin_extended", "pagefind_bin")
"""Those that bring the program, the better one first."""

# It says its version in milliseconds, on a slow disk in seconds.
_PATIENCE = 30


@cache
def program() -> tuple[str, Path] | None:
    """Return the name of the installed package that brings Pagefind, and its program."""
    for name in _PACKAGES:
        with suppress(ImportError, FileNotFoundError):
            return name, Path(import_module(name).get_executable())
    return None


def parts_words() -> bool:
    """Tell whether the installed program can part words that no space stands between."""
    found = program()
    return found is not None and found[0] == "pagefind_bin_extended"


def answer() -> str:
    """Return the version that the installed program says it has. UnfitError when it does not run.

    Its wheel may be one for another system, or its file may have lost the right to run.
    """
    found = program()
    if found is None:
        raise _unfit("its program is not installed", "install `pagefind[bin]`")
    try:
        done = subprocess.run(
            [found[1], "--version"], capture_output=True, check=True, timeout=_PATIENCE
        )
    except (OSError, subprocess.SubprocessError) as problem:
        raise _unfit("its program does not run", "install `pagefind[bin]` again") from problem
    return done.stdout.decode("utf-8", "replace").strip().rpartition(" ")[2]


def index(records: Iterable[Mapping[str, object]]) -> dict[str, bytes]:
    """Return the files of an index of records, by name.

    A record is what Pagefind's `addCustomRecord` takes: `url`, `content`, `language`, and `meta`
    of plain texts. UnfitError when the indexer is not there or fails.
    """
    found = program()
    if found is None:
        raise _unfit("its program is not installed", "install `pagefind[bin]`")
    requests: list[dict[str, object]] = [
        {"type": "NewIndex", "config": {}},
        *({"type": "AddRecord", "index_id": 0, **record} for record in records),
        {"type": "GetFiles", "index_id": 0},
    ]
    try:
        process = subprocess.Popen(
            [found[1], "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as problem:
        raise _unfit(str(problem), "install `pagefind[bin]` again") from problem
    try:
        *_, last = _answers(process, requests)
    except (KeyError, ValueError) as problem:
        if isinstance(problem, UnfitError):
            raise
        raise _unfit("it answered what is no answer", "install `pagefind[bin]` again") from problem
    finally:
        # It has no work left, or none that is wanted.
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                stream.close()  # type: ignore[union-attr]
    return {file["path"]: base64.b64decode(file["content"]) for file in last["files"]}


def _answers(
    process: subprocess.Popen[bytes], requests: list[dict[str, object]]
) -> Iterator[dict[str, Any]]:
    """Yield the answer to each request, in order."""
    assert process.stdin is not None
    # Answers come while requests are still on their way: each pipe has to be attended to.
    writing = threading.Thread(target=_write, args=(process.stdin, requests), daemon=True)
    writing.start()
    for number, message in enumerate(_messages(process)):
        answer: dict[str, Any] = message["payload"]
        if answer["type"] == "Error":
            raise _unfit(str(answer.get("message")), "build again; this should not happen")
        yield answer
        if number + 1 == len(requests):
            writing.join()
            return
    raise _unfit("it ended before its work was done", "build again, with `--jobs 1`")


def _write(stream: Any, requests: list[dict[str, object]]) -> None:
    # A program that ended says so by its answers; its stream is closed then.
    with suppress(OSError, ValueError):
        for number, payload in enumerate(requests, start=1):
            message = json.dumps({"message_id": number, "payload": payload})
            stream.write(base64.b64encode(message.encode()) + b",")
        stream.flush()


def _messages(process: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    assert process.stdout is not None
    read = process.stdout.read1  # type: ignore[attr-defined]
    started: list[bytes] = []
    while chunk := read(_CHUNK):
        *ended, rest = chunk.split(b",")
        for piece in ended:
            yield json.loads(base64.b64decode(b"".join((*started, piece))))
            started = []
        started.append(rest)


def _unfit(reason: str, hint: str) -> UnfitError:
    return UnfitError("search-failed", f"Pagefind could not index: {reason}", hint)
