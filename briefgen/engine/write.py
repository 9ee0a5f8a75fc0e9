"""Writing: rendered files into the output folder, and our own old ones out of it.

Nothing is touched before all is rendered; each file is replaced in one step; a file that we did not
write is never overwritten nor deleted. The output folder carries a manifest of what is ours: it
tells our folder from somebody's, and, while a write is under way, that one is.
"""

import errno
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from briefgen.engine.record import stat_signature
from briefgen.engine.render import Rendered
from briefgen.finding import ConfigurationError, Finding, Span, WorldError
from briefgen.fingerprint import of_bytes

MANIFEST = ".briefgen-site"
"""Lies in the output folder: what we wrote there, by path, with the fingerprint of its bytes."""

_PART = ".briefgen-part"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an output folder says of itself."""

    files: Mapping[str, str]
    """Fingerprint of the bytes, by path in the site."""
    whole: bool
    """False when a build was cut off while it wrote."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a write did."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    signatures: Mapping[str, str]
    """Of the files written, by path, as they lie now."""


def check_output(output: Path, project: Path) -> None:
    """Refuse an output folder that holds anything but a site of ours.

    ConfigurationError when it is the project, holds it or lies in its content or themes, is the
    home folder or the root, or is somebody's folder of files.
    """
    real, root = output.resolve(), project.resolve()
    fault = ""
    if real == root or real in root.parents:
        fault = "it holds the project itself"
    elif any(real == root / part or root / part in real.parents for part in ("content", "themes")):
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


def read_manifest(output: Path) -> Manifest | None:
    """Return the manifest of an output folder, or None without a readable one."""
    try:
        read = json.loads((output / MANIFEST).read_text(encoding="utf-8"))
        files = {str(path): str(content) for path, content in read["files"].items()}
        return Manifest(files, read["state"] == "whole")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def survey(output: Path) -> dict[str, str]:
    """Return the stat signature of every file below the output folder, by path.

    Links are neither followed nor listed; folders and files that start with a dot are left out,
    but for the names a site may need (`.nojekyll`, `.well-known`).
    """
    found: dict[str, str] = {}
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            with os.scandir(output / prefix) as items:
                for item in items:
                    if item.name.startswith(".") and item.name not in (".nojekyll", ".well-known"):
                        continue
                    if item.is_dir(follow_symlinks=False):
                        waiting.append(f"{prefix}{item.name}/")
                    elif item.is_file(follow_symlinks=False):
                        found[prefix + item.name] = stat_signature(item.stat(follow_symlinks=False))
        except FileNotFoundError:
            continue
    return found


def content_of(output: Path, path: str) -> str:
    """Return the fingerprint of a file of the output folder; empty when it cannot be read."""
    try:
        return of_bytes((output / path).read_bytes())
    except OSError:
        return ""


def write(
    output: Path, rendered: Iterable[Rendered], *, contents: Mapping[str, str], before: Manifest
) -> Changes:
    """Bring the output folder to what was planned.

    `contents` has the fingerprint of every planned file, `before` is the manifest found. Staged
    files replace what lies there; files that the manifest lists and the plan does not are removed
    if their bytes are still ours. ConfigurationError when somebody's file or link is in the way;
    OSError is for the caller to tell.
    """
    staged = [(file.path, file.staged) for file in rendered if file.staged]
    gone = [path for path in before.files if path not in contents]
    if not staged and not gone and before.whole and before.files == contents:
        return Changes((), (), {})
    output.mkdir(parents=True, exist_ok=True)
    _refuse_foreign(output, [path for path, _ in staged], before)
    # From here until the last line a crash leaves a manifest that says so, and lists both the old
    # and the new files as ours.
    _save(output, {**before.files, **contents}, whole=False)
    removed = tuple(path for path in gone if _remove(output, path, before.files[path]))
    for path, source in staged:
        _replace(source, output / path)
    _save(output, contents, whole=True)
    signatures = {path: stat_signature(os.stat(output / path)) for path, _ in staged}
    return Changes(tuple(path for path, _ in staged), removed, signatures)


def remove_all(output: Path) -> int:
    """Remove every file of ours from an output folder, with its manifest; return how many."""
    manifest = read_manifest(output)
    if manifest is None:
        return 0
    removed = sum(_remove(output, path, content) for path, content in manifest.files.items())
    with suppress(FileNotFoundError):
        (output / MANIFEST).unlink()
    return removed


def _is_somebodys(folder: Path) -> bool:
    return any(not item.name.startswith(".") for item in folder.iterdir())


def _refuse_foreign(output: Path, paths: Iterable[str], before: Manifest) -> None:
    faults = []
    folders: set[str] = set()
    for path in paths:
        if path not in before.files and os.path.lexists(output / path):
            faults.append((path, "somebody's file lies where a page has to go"))
        parent = os.path.dirname(path)
        while parent and parent not in folders:
            folders.add(parent)
            place = output / parent
            if place.is_symlink() or (
                place.exists() and not place.is_dir() and parent not in before.files
            ):
                faults.append((parent, "a link or a file lies where a folder has to go"))
            parent = os.path.dirname(parent)
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


def _save(output: Path, files: Mapping[str, str], *, whole: bool) -> None:
    state = {"generator": "briefgen", "state": "whole" if whole else "writing"}
    text = json.dumps(state | {"files": dict(sorted(files.items()))}, ensure_ascii=False, indent=0)
    part = output / (MANIFEST + _PART)
    part.write_text(text + "\n", encoding="utf-8")
    os.replace(part, output / MANIFEST)


def _replace(source: str, target: Path) -> None:
    try:
        os.replace(source, target)
        return
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
    except IsADirectoryError as problem:
        raise WorldError(
            Finding(
                code="foreign-file",
                message=f"a folder lies where a file has to go: `{target.name}`",
                span=Span(path=str(target)),
                hint="move it away, or build into another folder",
            )
        ) from problem
    except OSError as problem:
        if problem.errno != errno.EXDEV:
            raise
    try:
        os.replace(source, target)
    except OSError as problem:
        if problem.errno != errno.EXDEV:
            raise
        # Another file system: the copy is slow, the replacement is still one step.
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(_PART)
        shutil.copyfile(source, part)
        os.replace(part, target)


def _remove(output: Path, path: str, content: str) -> bool:
    """Remove a file of ours, and the folders it leaves empty. False when its bytes are not ours."""
    target = output / path
    if target.is_symlink() or content_of(output, path) not in (content, ""):
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
