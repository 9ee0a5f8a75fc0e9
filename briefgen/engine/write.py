"""Writing: rendered files into the output folder, and our own old ones out of it.

Nothing is touched before all is rendered; each file is replaced in one step; a file that we did not
write is never overwritten nor deleted. The output folder carries a manifest of what is ours: it
tells our folder from somebody's, and, while a write is under way, that one is.
"""

import errno
import os
import re
import shutil
import signal
import stat
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from briefgen.engine.record import stat_signature
from briefgen.engine.render import Rendered
from briefgen.finding import ConfigurationError, Finding, Span, WorldError
from briefgen.fingerprint import of_bytes

MANIFEST = ".briefgen-site"
"""Lies in the output folder: what we wrote there, by path, with the fingerprint of its bytes."""

_DOUBTFUL = re.compile(r"^/|\.\.|[\\:]", re.MULTILINE)

_STAGE = ".briefgen-stage"

_OWN_FOLDERS = ("content", "themes", ".briefgen")

PREVIEW = ".briefgen/preview"
"""The one place inside them where a site may be built: what the preview serves."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an output folder says of itself."""

    files: Mapping[str, str]
    """Fingerprint of the bytes, by path in the site; after a build that was cut off each that the
    bytes may have, with spaces between."""
    whole: bool
    """False when a build was cut off while it wrote."""
    seal: str = ""
    """Fingerprint of the manifest itself; empty when there is none."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a write did."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    signatures: Mapping[str, str]
    """Of the files written, by path, as they lie now."""
    left: tuple[str, ...] = ()
    """Old files that stay because their bytes are not ours any more."""
    seal: str = ""
    """Fingerprint of the new manifest; empty when the old one stays."""


def check_output(output: Path, project: Path) -> None:
    """Refuse an output folder that holds anything but a site of ours.

    ConfigurationError when it is the project, holds it or lies in its content or themes, is the
    home folder or the root, or is somebody's folder of files.
    """
    real, root = output.resolve(), project.resolve()
    fault = ""
    if real == root or real in root.parents:
        fault = "it holds the project itself"
    elif real != root / PREVIEW and any(
        real == root / part or root / part in real.parents for part in _OWN_FOLDERS
    ):
        fault = "it lies in the project's own files"
    elif real == Path.home().resolve() or real == Path(real.anchor):
        fault = "it is not a folder for a site"
    elif real.exists() and not real.is_dir():
        fault = "it is a file"
    elif real.is_dir() and not (real / MANIFEST).is_file() and _is_somebodys(real):
        fault = f"it has files in it that briefgen did not make (no `{MANIFEST}`)"
    if fault:
        raise ConfigurationError(
            Finding(
                code="unsafe-output",
                message=f"the output folder `{output}` cannot be used: {fault}",
                span=Span(path="briefgen.yaml"),
                hint="choose an empty or a new folder with `-o`",
            )
        )
    place = next(folder for folder in (real, *real.parents) if folder.exists())
    if not os.access(
        place, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids
    ):
        raise PermissionError(errno.EACCES, "the output folder cannot be written to", str(place))


def read_manifest(output: Path) -> Manifest | None:
    """Return the manifest of an output folder, or None without a readable one."""
    try:
        data = (output / MANIFEST).read_bytes()
        read = msgspec.json.decode(data, type=_Manifest)
    except (OSError, msgspec.DecodeError, RecursionError):
        return None
    # Most hold nothing that would need a second look.
    if _DOUBTFUL.search("\n".join(read.files)) and not all(map(_is_inside, read.files)):
        return None
    return Manifest(read.files, read.state == "whole", of_bytes(data))


@dataclass(frozen=True, slots=True)
class _Manifest:
    state: str
    files: dict[str, str]


def signatures_of(
    output: Path, paths: Iterable[str], known: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the stat signature of each of these files that lies in the output folder, by path.

    A link in a file's place, or in that of a folder above it, leads to what is not ours. A file
    whose signature is the `known` one is the very file that we wrote, and so are its folders.
    """
    found: dict[str, str] = {}
    expected = known or {}
    ours = {"": True}
    top = f"{output}/"
    if not os.path.isdir(top):
        return found
    for path in paths:
        try:
            seen = os.lstat(top + path)
        except (FileNotFoundError, NotADirectoryError):
            continue
        signature = stat_signature(seen)
        if signature != expected.get(path):
            folder = path.rpartition("/")[0]
            if folder not in ours:
                _enter(output, folder, ours)
            if not (ours[folder] and stat.S_ISREG(seen.st_mode)):
                continue
        found[path] = signature
    return found


def _enter(output: Path, folder: str, ours: dict[str, bool]) -> None:
    """Enter into `ours` whether a folder, and each above it, is a folder and no link."""
    above = folder.rpartition("/")[0]
    if above not in ours:
        _enter(output, above, ours)
    ours[folder] = ours[above] and stat.S_ISDIR(os.lstat(f"{output}/{folder}").st_mode)


def content_of(output: Path, path: str) -> str:
    """Return the fingerprint of a file of the output folder; empty when it cannot be read."""
    try:
        return of_bytes((output / path).read_bytes())
    except OSError:
        return ""


def write(
    output: Path,
    rendered: Iterable[Rendered],
    staging: Path,
    *,
    contents: Mapping[str, str],
    before: Manifest,
) -> Changes:
    """Bring the output folder to what was planned.

    `staging` holds the rendered files as they will lie in the site; `contents` has the fingerprint
    of every planned file, sorted by path; `before` is the manifest found. Staged files replace what
    lies there; files that the manifest lists and the plan does not are removed if their bytes are
    still ours. ConfigurationError when somebody's file or link is in the way, WorldError when
    another build writes there; OSError is for the caller to tell. An interrupt waits until the site
    is whole.
    """
    staged = {file.path: file.signature for file in rendered if file.signature}
    gone = [path for path in before.files if path not in contents]
    if not staged and not gone and before.whole and before.files == contents:
        return Changes((), (), {})
    output.mkdir(parents=True, exist_ok=True)
    with _alone_in(output, before), _stage(output) as stage, uninterrupted():
        _refuse_foreign(output, staged, before)
        # All that takes room on the disk comes first: what follows only renames and removes.
        under_way, done = stage / "writing", stage / "whole"
        _manifest(_either(before.files, contents, staged), under_way, whole=False)
        seal = _manifest(contents, done, whole=True)
        source = _on_one_disk(staging, stage / "site")
        # From here until the last line a crash leaves a manifest that says so, and lists both the
        # old and the new files as ours.
        os.replace(under_way, output / MANIFEST)
        removed = tuple(path for path in gone if _remove(output, path, before.files[path]))
        left = tuple(path for path in gone if os.path.isfile(output / path))
        singly = _bring_in(str(source), str(output))
        os.replace(done, output / MANIFEST)
        if source is staging:
            # A rename shows in the change time of what is renamed, and of nothing below it.
            staged |= signatures_of(output, singly)
        else:
            staged |= signatures_of(output, staged)
    return Changes(tuple(staged), removed, staged, left, seal)


def remove_all(output: Path) -> int:
    """Remove every file of ours from an output folder, with its manifest; return how many."""
    manifest = read_manifest(output)
    if manifest is None:
        return 0
    removed = sum(_remove(output, path, content) for path, content in manifest.files.items())
    if _is_somebodys(output):
        # What others put there stays, and so does the word that the folder is for a site.
        with _stage(output) as stage:
            _manifest({}, stage / "whole", whole=True)
            os.replace(stage / "whole", output / MANIFEST)
    else:
        (output / MANIFEST).unlink()
    return removed


def _is_inside(path: str) -> bool:
    """Tell whether a path of a manifest stays in the site: the file may come from anywhere."""
    return not os.path.isabs(path) and ".." not in path.replace("\\", "/").split("/")


def _either(
    before: Mapping[str, str], after: Mapping[str, str], staged: Iterable[str]
) -> dict[str, str]:
    """Return which bytes each file may have while it is written."""
    merged = {**after, **before}
    for path in staged:
        if path in before:
            known = [after[path], *(one for one in before[path].split() if one != after[path])]
            merged[path] = " ".join(known)
    return merged


@contextmanager
def _alone_in(output: Path, before: Manifest) -> Iterator[None]:
    """Hold the output folder. WorldError when another build has it, or wrote since we looked."""
    descriptor = _lock(output)
    try:
        if descriptor is None or content_of(output, MANIFEST) != before.seal:
            raise WorldError(
                Finding(
                    code="build-under-way",
                    message=f"another build writes into `{output}`",
                    span=Span(path=""),
                    hint="wait for it to end, then build again",
                )
            )
        yield
    finally:
        if descriptor:
            os.close(descriptor)


def _lock(output: Path) -> int | None:
    """Return what holds the lock of a folder, 0 where folders have none, None when it is taken."""
    if sys.platform == "win32":
        return 0
    import fcntl

    descriptor = os.open(output, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        os.close(descriptor)
        # Some network file systems have no locks; a changed manifest is told all the same.
        return None if isinstance(problem, BlockingIOError) else 0
    return descriptor


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let SIGINT and SIGTERM wait: a site is the old one or the new one, and not a bit of each."""
    if threading.current_thread() is not threading.main_thread():
        # Only the main thread is ever interrupted.
        yield
        return
    waiting: list[int] = []
    before = {
        one: signal.signal(one, lambda number, _frame: waiting.append(number))
        for one in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, signal.SIG_DFL if handler is None else handler)
        for number in waiting[:1]:
            signal.raise_signal(number)


def _is_somebodys(folder: Path) -> bool:
    return any(not item.name.startswith(".") for item in folder.iterdir())


def _refuse_foreign(output: Path, paths: Iterable[str], before: Manifest) -> None:
    faults: list[tuple[str, str]] = []
    folders = {"": True}
    for path in paths:
        parent = path.rpartition("/")[0]
        if parent not in folders:
            _look_up(output, parent, folders, before, faults)
        if folders[parent] and path not in before.files and os.path.lexists(f"{output}/{path}"):
            faults.append((path, "somebody's file lies where a page has to go"))
    if faults:
        raise ConfigurationError(
            *(
                Finding(
                    code="foreign-file",
                    message=f"{fault}: `{path}` in the output folder",
                    span=Span(path="briefgen.yaml"),
                    hint="move it away, or build into another folder",
                )
                for path, fault in faults
            )
        )


def _look_up(
    output: Path,
    folder: str,
    folders: dict[str, bool],
    before: Manifest,
    faults: list[tuple[str, str]],
) -> None:
    """Enter into `folders` whether a folder, and each above it, is there and is no link."""
    above = folder.rpartition("/")[0]
    if above not in folders:
        _look_up(output, above, folders, before, faults)
    folders[folder] = False
    if not folders[above]:
        return
    try:
        mode = os.lstat(f"{output}/{folder}").st_mode
    except FileNotFoundError:
        return
    folders[folder] = stat.S_ISDIR(mode)
    if not folders[folder] and not (stat.S_ISREG(mode) and folder in before.files):
        faults.append((folder, "a link or a file lies where a folder has to go"))


@contextmanager
def _stage(output: Path) -> Iterator[Path]:
    """Give a folder inside the output folder; it is gone afterwards, as is one left by a crash."""
    folder = output / _STAGE
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _manifest(files: Mapping[str, str], place: Path, *, whole: bool) -> str:
    """Write a manifest, and return its fingerprint."""
    state = {"generator": "briefgen", "state": "whole" if whole else "writing"}
    text = msgspec.json.encode(state | {"files": dict(files)})
    data = msgspec.json.format(text, indent=1) + b"\n"
    place.write_bytes(data)
    return of_bytes(data)


def _on_one_disk(staging: Path, stage: Path) -> Path:
    """Return the staged files where a rename can bring them into the output folder."""
    if staging.stat().st_dev == stage.parent.stat().st_dev:
        return staging
    return Path(shutil.copytree(staging, stage))


def _bring_in(staged: str, target: str, path: str = "") -> list[str]:
    """Move what is staged into the output folder, whole folders where it has none of that name.

    Return the paths of the files that were moved one by one.
    """
    singly: list[str] = []
    with os.scandir(staged) as scan:
        items = sorted(scan, key=lambda item: item.name)
    for item in items:
        place = f"{target}/{item.name}"
        inner = f"{path}{item.name}"
        if not item.is_dir(follow_symlinks=False):
            _replace(item.path, place)
            singly.append(inner)
        elif not _moved(item.path, place):
            singly += _bring_in(item.path, place, f"{inner}/")
    return singly


def _moved(folder: str, place: str) -> bool:
    """Move a folder to where none is; False when there is one."""
    if os.path.lexists(place):
        return False
    os.rename(folder, place)
    return True


def _replace(source: str, target: str) -> None:
    try:
        os.replace(source, target)
    except IsADirectoryError as problem:
        raise WorldError(
            Finding(
                code="foreign-file",
                message=f"a folder lies where a file has to go: `{os.path.basename(target)}`",
                span=Span(path=target),
                hint="move it away, or build into another folder",
            )
        ) from problem


def _remove(output: Path, path: str, content: str) -> bool:
    """Remove a file of ours, and the folders it leaves empty. False when its bytes are not ours."""
    target = output / path
    parts = path.split("/")
    if any((output / "/".join(parts[:end])).is_symlink() for end in range(1, len(parts) + 1)):
        return False
    if content_of(output, path) not in ("", *content.split()):
        return False
    try:
        target.unlink()
    except FileNotFoundError:
        return False
    parent = os.path.dirname(path)
    while parent:
        try:
            os.rmdir(output / parent)
        except OSError:
            break
        parent = os.path.dirname(parent)
    return True
