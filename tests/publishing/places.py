"""A digest in a repository of its own, and a bare repository to publish to."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.projects import NOW, Project

BASE_URL = "https://owner.github.io/digest/"


@dataclass(frozen=True)
class Told:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        """Everything that anybody could read."""
        return self.out + self.err


def git(folder: Path, *arguments: str) -> str:
    """Run git and return what it says, without the line end."""
    done = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"git {' '.join(arguments)}: {done.stderr}"
    return done.stdout.rstrip("\n")


class Place:
    """A project with one commit, and its remote."""

    def __init__(self, folder: Path, *, form: str = "sha1", below: str = "") -> None:
        """Make both; `below` is the project's folder in its repository."""
        self.folder = folder
        self.repository = folder / "digest"
        self.project = Project(self.repository / below, base_url=BASE_URL)
        self.remote = folder / "remote.git"
        git_of = f"--object-format={form}"
        git(folder, "init", "--quiet", "--bare", "-b", "main", git_of, "remote.git")
        git(self.repository, "init", "--quiet", "-b", "main", git_of)
        git(self.repository, "remote", "add", "origin", self.remote.as_uri())
        (self.project.root / ".gitignore").write_text("/site/\n/.briefgen/\n")
        for name in ("harbour", "harvest", "observatory"):
            self.project.entry(f"2024/10/23/{name}.md")
        self.commit()

    def commit(self, message: str = "Content") -> str:
        """Commit everything, and return the commit."""
        git(self.repository, "add", "--all")
        git(self.repository, "commit", "--quiet", "--allow-empty", "-m", message)
        return git(self.repository, "rev-parse", "HEAD")

    def publish(self, *flags: str, root: Path | None = None) -> Told:
        """Publish as the command does, in a process of its own."""
        done = subprocess.run(
            command(*flags),
            cwd=root or self.project.root,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return Told(done.returncode, done.stdout, done.stderr)

    def published(self, *flags: str) -> Told:
        """Publish, and see that all went well and nothing else was touched."""
        before = snapshot(self.repository)
        told = self.publish(*flags)

        assert told.code == 0, told.err
        assert snapshot(self.repository) == before
        assert self.live() == self.site() | {".nojekyll": fingerprint(b"")}
        return told

    def live(self, branch: str = "gh-pages") -> dict[str, str]:
        """Return the fingerprint of every file that is live, by path."""
        names = git(self.remote, "ls-tree", "-r", "-z", branch).split("\0")
        rows = [line.split("\t", 1) for line in names if line]
        asked = "".join(f"{head.split(' ')[2]}\n" for head, _ in rows)
        data = subprocess.run(
            ["git", "cat-file", "--batch"],
            cwd=self.remote,
            input=asked.encode(),
            capture_output=True,
            check=True,
        ).stdout
        found: dict[str, str] = {}
        for head, path in rows:
            assert head.startswith("100644 blob "), (head, path)
            line, _, data = data.partition(b"\n")
            size = int(line.split(b" ")[2])
            found[path] = fingerprint(data[:size])
            data = data[size + 1 :]
        return found

    def site(self) -> dict[str, str]:
        """Return the fingerprint of every file of the built site but the list of them."""
        site = self.project.site
        return {
            file.relative_to(site).as_posix(): fingerprint(file.read_bytes())
            for file in site.rglob("*")
            if file.is_file() and file.name != ".briefgen-site"
        }

    def commits(self, branch: str = "gh-pages") -> list[str]:
        """Return what was published, the newest first."""
        return git(self.remote, "rev-list", branch).split("\n")

    def branches(self) -> list[str]:
        """Return the branches of the remote."""
        return git(self.remote, "for-each-ref", "--format=%(refname:short)").split("\n")

    def put(self, name: str, text: str, branch: str = "gh-pages") -> None:
        """Put a file onto a branch of the remote, as somebody else would."""
        clone = self.folder / f"clone-{len(list(self.folder.iterdir()))}"
        git(self.folder, "clone", "--quiet", self.remote.as_uri(), clone.name)
        if branch in self.branches():
            git(clone, "checkout", "--quiet", branch)
        else:
            git(clone, "checkout", "--quiet", "--orphan", branch)
        (clone / name).write_text(text)
        git(clone, "add", "--all")
        git(clone, "commit", "--quiet", "-m", "By hand")
        git(clone, "push", "--quiet", "origin", f"HEAD:{branch}")

    def hook(self, name: str, script: str) -> None:
        """Give the remote a hook."""
        file = self.remote / "hooks" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)


def command(*flags: str) -> Sequence[str]:
    """Return the words that publish, at the tests' time."""
    builds = not {"--built", "--rollback"} & {*flags}
    now = ("--now", NOW) if builds else ()
    return (sys.executable, "-m", "briefgen", "publish", *now, "--jobs", "1", *flags)


def fingerprint(data: bytes) -> str:
    """Return a fingerprint of bytes."""
    return hashlib.sha256(data).hexdigest()


def snapshot(folder: Path) -> dict[str, str]:
    """Return each file of a repository, `.git` included, but for what builds make."""
    return dict(_files(folder))


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    for parent, children, names in os.walk(folder):
        children[:] = [name for name in children if name not in (".briefgen", "site")]
        for name in names:
            file = Path(parent, name)
            content = os.readlink(file) if file.is_symlink() else fingerprint(file.read_bytes())
            yield file.relative_to(folder).as_posix(), content
        yield f"{Path(parent).relative_to(folder).as_posix()}/", ""
