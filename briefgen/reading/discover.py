"""Find the files of content/: the project's folder in, source files with their stat out.

Files are found by name and kind, never opened. Symlinks are followed inside the project only, and
each folder is walked once, so that loops end. The result is sorted by path, whatever the order on
disk.
"""

import os
import re
import stat
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from briefgen.finding import Finding, Severity, Span
from briefgen.memory import Memory
from briefgen.model import TAXONOMIES
from briefgen.reading.frontmatter import MARKDOWN
from briefgen.reading.text import quoted

Kind = Literal["entry", "edition", "page", "list", "terms", "dead", "static", "attachment"]
TEXT_KINDS: tuple[Kind, ...] = ("entry", "edition", "page", "list", "terms", "dead")

DEAD_SOURCES = "content/dead-sources.yaml"
"""Which sources are gone; relative to the project."""

_YAML = (".yaml", ".yml")
_DROPPINGS = re.compile(
    r".*~|#.*#|4913|Thumbs\.db|desktop\.ini|Icon\r|___jb_\w+___|.*\.sw[a-p]", re.IGNORECASE
)
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\\\\]")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of content/, as the folder lists it."""

    path: str
    """Relative to the project, with forward slashes."""
    kind: Kind
    stat: os.stat_result
    """Of the file itself, not of a symlink to it."""
    absolute: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """All files of content/, by path."""

    files: tuple[SourceFile, ...]
    findings: tuple[Finding, ...] = ()
    linked: bool = False
    """Whether symlinks were followed, so that one file may be here under several paths."""


Touched = Collection[str] | None
"""Absolute paths of files that may have changed; None: any may."""


def discover(root: Path, memory: Memory | None = None, touched: Touched = None) -> Discovery:
    """Return the source files below `root`/content; none when the folder is missing.

    With `touched`, what is remembered of all other files is taken as it is. That holds only for
    files that were there before and still are: anything else, and all folders are walked again.
    """
    memory = memory or Memory()
    seen: list[Discovery] = memory.recall(("discovery",), str(root), list)
    content = os.path.join(root, "content", "")
    again = _seen_again(seen[-1], touched, content) if seen and touched is not None else None
    seen[:] = [again or _walked(root)]
    return seen[-1]


def _seen_again(before: Discovery, touched: Collection[str], content: str) -> Discovery | None:
    """Return what was found before with the touched files looked at again, if that is enough."""
    if before.linked:
        return None
    places = {file.absolute: number for number, file in enumerate(before.files)}
    files = list(before.files)
    for path in touched:
        if not path.startswith(content):
            if os.path.realpath(path).startswith(os.path.join(os.path.realpath(content), "")):
                # One of ours by another name: whichever it is, a walk will find it.
                return None
            continue
        number = places.get(path)
        try:
            found = os.lstat(path)
        except OSError:
            return None
        if number is None or not stat.S_ISREG(found.st_mode):
            return None
        files[number] = replace(files[number], stat=found)
    return replace(before, files=tuple(files))


def _walked(root: Path) -> Discovery:
    walk = _Walk(os.path.realpath(root))
    content = os.path.join(root, "content")
    if os.path.isdir(content):
        walk.folder(content, "content")
        # Folders behind symlinks come last: what is read under its own name is not read again.
        while walk.linked:
            path, absolute = walk.linked.pop(0)
            walk.linked_folder(absolute, path)
    files = sorted(walk.files, key=lambda file: file.path)
    findings = sorted(walk.findings, key=lambda finding: finding.span.path)
    return Discovery(tuple(files), tuple(findings), walk.followed)


class _Walk:
    def __init__(self, root: str) -> None:
        self.root = root
        self.files: list[SourceFile] = []
        self.findings: list[Finding] = []
        self.linked: list[tuple[str, str]] = []
        self.followed = False
        self.seen: set[str] = set()

    def folder(self, absolute: str, path: str) -> None:
        pending = [(absolute, path, os.path.realpath(absolute))]
        while pending:
            absolute, path, real = pending.pop()
            self.seen.add(real)
            try:
                with os.scandir(absolute) as scan:
                    items = sorted(scan, key=lambda item: item.name)
            except OSError as problem:
                self._find(
                    "unreadable-folder",
                    path,
                    f"the folder cannot be read: {_reason(problem)}",
                    "allow it to be read, or move it out of content/",
                    Severity.ERROR,
                )
                continue
            for item in items:
                name = item.name
                below = f"{path}/{name}"
                if ignored(name, path):
                    continue
                if not name.isalnum() and _UNFIT.search(name):
                    what = "folder" if item.is_dir() else "file"
                    self._find(
                        "invalid-file-name",
                        path,
                        f"the name {quoted(name)} holds characters that no address can, "
                        f"the {what} is left out",
                        f"rename the {what}",
                        Severity.ERROR,
                    )
                elif item.is_symlink():
                    self._link(item.path, below)
                elif item.is_dir():
                    if _is_text(item.name):
                        self._not_a_file(below, "a folder")
                    else:
                        pending.append((item.path, below, f"{real}{os.sep}{item.name}"))
                else:
                    self._file(item.path, below, item)

    def linked_folder(self, absolute: str, path: str) -> None:
        real = os.path.realpath(absolute)
        if real in self.seen or self.root.startswith(real + os.sep) or real == self.root:
            self._find(
                "repeated-folder",
                path,
                "the link leads to a folder that is read already",
                "remove the link",
                Severity.WARNING,
            )
            return
        self.folder(absolute, path)

    def _link(self, absolute: str, path: str) -> None:
        self.followed = True
        real = os.path.realpath(absolute)
        if not f"{real}{os.sep}".startswith(self.root + os.sep):
            self._find(
                "path-outside-project",
                path,
                "the link leads out of the project",
                "copy the file into content/",
                Severity.ERROR,
            )
            return
        try:
            mode = os.stat(absolute).st_mode
        except OSError:
            self._find(
                "broken-symlink",
                path,
                "the link leads nowhere",
                "remove it, or put the file where it points",
                Severity.WARNING,
            )
            return
        if stat.S_ISDIR(mode):
            self.linked.append((path, absolute))
        else:
            self._file(absolute, path, None)

    def _file(self, absolute: str, path: str, item: "os.DirEntry[str] | None") -> None:
        try:
            found = item.stat(follow_symlinks=False) if item is not None else os.stat(absolute)
        except OSError:
            # Gone since the folder was listed, as if it had never been there.
            return
        if not stat.S_ISREG(found.st_mode):
            self._not_a_file(path, _what(found.st_mode))
            return
        kind = _kind(path)
        if kind is None:
            self._find(
                "stray-file",
                path,
                "no part of the site is read from this place",
                "move it to content/entries/, pages/, editions/ or lists/",
                Severity.WARNING,
            )
            return
        self.files.append(SourceFile(path, kind, found, absolute))

    def _not_a_file(self, path: str, what: str) -> None:
        self._find(
            "not-a-file",
            path,
            f"it is {what}, not a file, and is skipped",
            "move it out of content/",
            Severity.WARNING,
        )

    def _find(self, code: str, path: str, message: str, hint: str, severity: Severity) -> None:
        self.findings.append(
            Finding(code=code, message=message, span=Span(path=path), hint=hint, severity=severity)
        )


def ignored(name: str, folder: str) -> bool:
    """Tell whether a name is hidden or an editor's own; `folder` is where, in the project."""
    if name.startswith("."):
        # The two that web servers ask for by name.
        return folder != "content/static" or name not in (".well-known", ".nojekyll")
    return _DROPPINGS.fullmatch(name) is not None


def _is_text(name: str) -> bool:
    return name.lower().endswith((*MARKDOWN, *_YAML))


def _kind(path: str) -> Kind | None:
    """Return what a file is by its path; None when it has no place in content/."""
    parts = path.split("/")
    if path == DEAD_SOURCES:
        return "dead"
    if len(parts) == 2:
        stem, _, suffix = parts[1].rpartition(".")
        return "terms" if suffix in ("yaml", "yml") and stem in TAXONOMIES else None
    room, name = parts[1], parts[-1].lower()
    if room == "static":
        return "static"
    markdown, yaml = name.endswith(MARKDOWN), name.endswith(_YAML)
    if room == "entries" and (markdown or yaml):
        return "entry"
    if room == "pages" and markdown:
        return "page"
    if room == "editions" and len(parts) in (3, 4) and (markdown or yaml):
        return "edition"
    if room == "lists" and len(parts) in (3, 4) and yaml:
        return "list"
    if room == "images" or (room in ("entries", "pages", "editions") and not (markdown or yaml)):
        return "attachment"
    return None


def _what(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "a pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"


def _reason(problem: OSError) -> str:
    return (problem.strerror or "unknown reason").lower()
