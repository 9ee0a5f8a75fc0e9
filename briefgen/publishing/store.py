"""Our own repository below `.briefgen/`: what is live, and what is to be.

A remote and files in, commits there out. It holds nothing that cannot be fetched or made again: one
that is damaged is thrown away.
"""

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen import urls
from briefgen.engine.write import MANIFEST
from briefgen.finding import Finding, Span, WorldError
from briefgen.fingerprint import of
from briefgen.publishing.built import Identity, identity_in
from briefgen.repository.git import Answer, Git, GitFailedError, Setting
from briefgen.repository.source import Remote

_LIVE = "refs/heads/live"
_PUSHED = "refs/pushed/"
_FILE = "100644"
_SOURCE = "Source: "
_SOURCE_LINE = re.compile(r"Source: ([0-9a-f]{40}(?:[0-9a-f]{24})?)(?: with changes)?$")

# So many commits are looked through for one of ours.
_DEPTH = 5

# Far more than a `build.json` or a `CNAME` has.
_LARGEST = 1_000_000

# What must not reach into our own repository from the user's settings.
_QUIET: tuple[Setting, ...] = (
    ("core.hooksPath", "/dev/null"),
    ("fetch.prune", "false"),
    ("gc.auto", "0"),
    ("i18n.commitEncoding", "utf-8"),
    ("maintenance.auto", "false"),
    ("push.followTags", "false"),
    ("push.recurseSubmodules", "no"),
    ("submodule.recurse", "false"),
)


# Of a repository, what names no program to run and no other place to read.
_KEPT = ("HEAD", "shallow", "objects", "refs")
_KEPT_REFS = ("heads", "pushed")

# Words of git on a repository that is damaged.
_DAMAGE = (
    *("corrupt", "bad object", "not a valid object", "unable to read", "unable to open", "broken"),
    *("loose object", "inflate", "missing", "could not parse", "packfile", "index file"),
)

_REFUSED = ("[remote rejected]", "[remote failure]")


@dataclass(frozen=True, slots=True)
class Live:
    """What is on the branch of the remote."""

    commit: str
    """Empty when there is no such branch."""
    files: Mapping[str, str]
    """Object id by path."""
    source: str
    """The commit of the content that it was made from; empty when it does not say."""
    ours: bool
    """Whether briefgen published it."""
    identity: Identity | None
    default: bool
    """Whether the branch is the one that a clone of the remote checks out."""
    bare: bool
    """Whether the remote has no branch at all."""


class Store:
    """The repository in which a publish is prepared."""

    def __init__(
        self, place: Path, top: Path, remote: Remote, form: str, *, guided: bool = False
    ) -> None:
        """Open the repository at a place, or make it; `top` is where addresses begin.

        `guided` when it is the project that names the remote's address, and not the user.
        """
        self._place, self._form, self._remote = place, form, remote
        private = (remote.address, remote.written)
        self.git = Git(top, (*remote.settings, *_QUIET), place, private, guided)
        self._open()

    def _open(self) -> None:
        self._clean()
        form = self.git.ask("rev-parse", "--show-object-format")
        self._fresh = False
        if form.ok and form.text == self._form:
            return
        self._fresh = True
        shutil.rmtree(self._place, ignore_errors=True)
        self._place.parent.mkdir(parents=True, exist_ok=True)
        plain = Git(self._place.parent)
        plain.run(
            *("init", "--quiet", "--bare", f"--object-format={self._form}", "--template="),
            str(self._place),
        )

    def _clean(self) -> None:
        """Leave nothing but objects, refs and what we say: a project may come from anywhere.

        Settings, hooks and other places of a repository name programs to run and files to read.
        """
        if self._place.is_symlink() or not self._place.is_dir():
            self._place.unlink(missing_ok=True)
            return
        # Links first: no other look may follow one.
        for parent, folders, names in os.walk(self._place):
            for name in (*folders, *names):
                path = Path(parent, name)
                if path.is_symlink():
                    path.unlink()
                elif name.endswith(".lock"):
                    # Whoever left it is dead: we are alone here.
                    _remove(path)
        refs = self._place / "refs"
        for item in (*self._place.iterdir(), self._place / "objects" / "info"):
            if item.name not in _KEPT:
                _remove(item)
        for item in refs.iterdir() if refs.is_dir() else ():
            if item.name not in _KEPT_REFS:
                _remove(item)
        if (self._place / "HEAD").exists():
            extension = "[extensions]\n\tobjectFormat = sha256\n" if self._form == "sha256" else ""
            version = 1 if extension else 0
            text = f"[core]\n\trepositoryFormatVersion = {version}\n\tbare = true\n{extension}"
            (self._place / "config").write_text(text, encoding="utf-8")

    def live(self, branch: str, depth: int = _DEPTH) -> Live:
        """Return what is live on a branch, with so many of its commits.

        WorldError when the remote cannot be reached.
        """
        name = self._remote.name
        ref = f"refs/heads/{branch}"
        told = self.git.ask("ls-remote", "--symref", name, "HEAD", "refs/heads/*")
        if not told.ok:
            raise _unreachable(told.err)
        heads = dict(_heads(told.text))
        commit = heads.get(ref, "")
        default = heads.get("HEAD ref") == ref
        if not commit:
            return Live("", {}, "", False, None, default, not heads)
        fetched = self.git.ask(
            *("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", f"--depth={depth}"),
            *(name, f"+{ref}:{_LIVE}"),
        )
        if not fetched.ok:
            self._doubt(fetched)
            raise _unreachable(fetched.err)
        commit = self.git.run("rev-parse", "--verify", _LIVE).text
        files = self.tree(commit)
        identity = self._identity(files)
        return Live(
            commit=commit,
            files=files,
            source=self.source_of(commit),
            ours=not files or (_is_site(files) and (identity is not None or MANIFEST in files)),
            identity=identity,
            default=default,
            bare=False,
        )

    def tree(self, commit: str) -> dict[str, str]:
        """Return the object ids of the files of a commit, by path.

        Before the id of what is no plain file stands its mode: it is never the same as one.
        """
        lines = self.git.run("ls-tree", "-r", "-z", "--full-tree", commit).text.split("\0")
        files: dict[str, str] = {}
        for line in filter(None, lines):
            head, path = line.split("\t", 1)
            mode, _, object_id = head.split(" ")
            files[path] = object_id if mode == _FILE else f"{mode} {object_id}"
        return files

    def is_first(self, commit: str) -> bool:
        """Tell whether a commit has none before it, as far as was fetched."""
        return not self.git.ask("rev-parse", "-q", "--verify", f"{commit}^").ok

    def source_of(self, commit: str) -> str:
        """Return from which commit of the content the last publish says that it was made.

        Others may have put commits on top, such as GitHub when a domain is set. Empty when none of
        the commits that were fetched says it.
        """
        for one in self.git.run("rev-list", "--first-parent", commit).text.split():
            message = self.git.run("log", "-1", "--format=%B", one).text
            for line in reversed(message.splitlines()):
                found = _SOURCE_LINE.match(line)
                if found:
                    return found[1]
        return ""

    def identity_of(self, commit: str) -> Identity | None:
        """Return what a published site says of itself; None when it says nothing."""
        return self._identity(self.tree(commit))

    def _identity(self, files: Mapping[str, str]) -> Identity | None:
        return identity_in(self.blob(files.get(urls.path_of(urls.BUILD), "")))

    def text_of(self, object_id: str) -> str:
        """Return what stands in a small file that is live."""
        return self.blob(object_id).decode("utf-8", "replace").strip()

    def earlier(self, steps: int, aside: str) -> str:
        """Return the commit that was live so many publishes before; empty when there is none.

        What changed no file but that called `aside` was no publish.
        """
        before = ""
        for commit in self.git.run("rev-list", "--first-parent", _LIVE).text.split():
            files = {path: oid for path, oid in self.tree(commit).items() if path != aside}
            state = of(sorted(files.items()))
            if before and state != before:
                steps -= 1
            before = state
            if not steps:
                return commit
        return ""

    def title_of(self, commit: str) -> str:
        """Return day, time and first line of a commit, for people."""
        return self.git.run("log", "-1", "--format=%cd, %s", "--date=iso", commit).text

    def blob(self, object_id: str) -> bytes:
        """Return the bytes of a small plain file that is live; none of any other."""
        if not object_id or " " in object_id:
            return b""
        size = self.git.run("cat-file", "-s", object_id).text
        return self.git.run("cat-file", "blob", object_id).out if int(size) < _LARGEST else b""

    def keep(self, folder: Path, paths: Sequence[str]) -> None:
        """Take files of a folder into the repository, byte by byte, without filters."""
        # A line break in a name would part it in two.
        plain = [path for path in paths if "\n" not in path]
        lines = "".join(f"./{path}\n" for path in plain).encode("utf-8", "surrogateescape")
        if plain:
            self.git.run(
                *("hash-object", "-w", "--no-filters", "--stdin-paths"), data=lines, folder=folder
            )
        for path in paths:
            if "\n" in path:
                self.keep_bytes((folder / path).read_bytes())

    def keep_bytes(self, data: bytes) -> str:
        """Take bytes into the repository, and return their id."""
        return self.git.run("hash-object", "-w", "--stdin", data=data).text

    def tree_of(self, files: Mapping[str, str]) -> str:
        """Return the id of a tree of files, each an object id by path."""
        index = self._place / "briefgen-index"
        index.unlink(missing_ok=True)
        lines = "".join(f"{_FILE} {oid}\t{path}\0" for path, oid in sorted(files.items()))
        data = lines.encode("utf-8", "surrogateescape")
        apart = {"GIT_INDEX_FILE": str(index)}
        self.git.run("update-index", "-z", "--index-info", data=data, environment=apart)
        try:
            return self.git.run("write-tree", environment=apart).text
        finally:
            index.unlink(missing_ok=True)

    def tree_like(self, commit: str, path: str, object_id: str) -> str:
        """Return the id of a commit's tree with one file as it is given; without it when empty.

        All else stays as it is, of whatever kind: a branch may hold what we did not make.
        """
        index = self._place / "briefgen-index"
        apart = {"GIT_INDEX_FILE": str(index)}
        line = f"{_FILE} {object_id}\t{path}\0" if object_id else f"0 {self._nothing}\t{path}\0"
        index.unlink(missing_ok=True)
        try:
            self.git.run("read-tree", commit, environment=apart)
            data = line.encode()
            self.git.run("update-index", "-z", "--index-info", data=data, environment=apart)
            return self.git.run("write-tree", environment=apart).text
        finally:
            index.unlink(missing_ok=True)

    @property
    def _nothing(self) -> str:
        return "0" * (64 if self._form == "sha256" else 40)

    def commit(self, tree: str, parents: Iterable[str], message: str, source: str) -> str:
        """Return a new commit of a tree, by whoever git takes the user for."""
        text = f"{message.strip()}\n" + (f"\n{_SOURCE}{source}\n" if source else "")
        asked = ("commit-tree", tree, *(part for one in parents for part in ("-p", one)))
        return self.git.run(
            *asked, data=text.encode("utf-8", "replace"), environment=self._somebody()
        ).text

    def _somebody(self) -> dict[str, str]:
        """Return a name for the commit where git knows none, as on a build server."""
        if self.git.ask("var", "GIT_COMMITTER_IDENT").ok:
            return {}
        return {
            f"GIT_{role}_{part}": value
            for role in ("AUTHOR", "COMMITTER")
            for part, value in (("NAME", "briefgen"), ("EMAIL", "briefgen@localhost"))
        }

    def publish(
        self, tree: str, branch: str, live: str, message: str, source: str, *, past: bool
    ) -> str:
        """Push a tree as a new commit onto what is live, or without a past; return the commit."""
        commit = self.commit(tree, (live,) if live and past else (), message, source)
        self.push(commit, branch, live, anew=not past)
        return commit

    def push(self, commit: str, branch: str, live: str, *, anew: bool) -> None:
        """Push a commit to a branch that was at `live` (empty: missing).

        `anew`: it does not stand on what is live. WorldError when the branch has moved on, or the
        remote refuses, or cannot be reached.
        """
        ref = f"refs/heads/{branch}"
        # Never by force alone: what has come since we looked is nobody's to lose.
        lease = (f"--force-with-lease={ref}:{live}",) if anew else ()
        answer = self.git.ask(
            *("push", "--porcelain", *lease, self._remote.name, f"{commit}:{ref}")
        )
        if answer.ok:
            self._settle(commit, branch)
            return
        told = f"{answer.text}\n{answer.err}"
        if any(word in told for word in _REFUSED):
            raise _refused(answer.err, answer.text)
        if "[rejected]" in told:
            raise _moved(branch)
        self._doubt(answer)
        raise _unreachable(answer.err, "push to")

    def _doubt(self, answer: Answer) -> None:
        """Raise GitFailedError when it seems to be our own repository that stood in the way."""
        if not self._fresh and any(word in answer.err for word in _DAMAGE):
            raise GitFailedError(answer)

    def _settle(self, commit: str, branch: str) -> None:
        """Remember what is live, and tidy up now and then. What fails here mends itself."""
        self.git.ask("update-ref", _LIVE, commit)
        self.git.ask("update-ref", f"{_PUSHED}{branch}", commit)
        if len(list((self._place / "objects").glob("[0-9a-f][0-9a-f]"))) > 200:
            self.git.ask("gc", "--quiet", "--prune=now")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def pushed_to(branch: str) -> tuple[str, ...]:
    """Return what to ask our own repository to know whether something was pushed to a branch."""
    return ("rev-parse", "--quiet", "--verify", f"{_PUSHED}{branch}")


def _is_site(files: Mapping[str, str]) -> bool:
    """Tell whether a tree may be a built site: none has the content that it was made from."""
    return "briefgen.yaml" not in files and not any(path.startswith("content/") for path in files)


def _heads(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        what, _, ref = line.partition("\t")
        if what.startswith("ref: "):
            yield f"{ref} ref", what.removeprefix("ref: ")
        else:
            yield ref, what


def last_words(told: str) -> str:
    """Return the line in which git, or the other side, says why."""
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("fatal:", "error:", "remote:", "ssh:"))]
    chosen = next((line for line in telling if line.startswith("fatal:")), "")
    line = chosen or (telling or lines or ["git gave no reason"])[0]
    for start in ("fatal: ", "error: ", "remote: "):
        line = line.removeprefix(start)
    return line.rstrip(".")


def _unreachable(told: str, what: str = "read") -> WorldError:
    return WorldError(
        Finding(
            code="unreachable-remote",
            message=f"git could not {what} the remote: {last_words(told)}",
            span=Span(path=""),
            hint="look whether `git ls-remote` reaches it, with the network and the right to write",
        )
    )


def _refused(told: str, lines: str) -> WorldError:
    why = next((line for line in lines.splitlines() if any(w in line for w in _REFUSED)), "")
    reason = why.rpartition("(")[2].rstrip(")")
    spoken = [
        line.removeprefix("remote:").strip()
        for line in told.splitlines()
        if line.startswith("remote:") and line.removeprefix("remote:").strip()
    ]
    said = "; ".join([*([reason] if reason else []), *spoken[:3]]) or last_words(told)
    return WorldError(
        Finding(
            code="refused-push",
            message=f"the remote refused the push: {said}",
            span=Span(path=""),
            hint="nothing was published: look at the rules of the branch there",
        )
    )


def _moved(branch: str) -> WorldError:
    return WorldError(
        Finding(
            code="moved-remote",
            message=f"somebody published to `{branch}` meanwhile",
            span=Span(path=""),
            hint="nothing was published: look what is live with `--dry-run`, then publish again",
        )
    )


def damaged(problem: GitFailedError) -> WorldError:
    """Return what to raise when our own repository fails even after it was made anew."""
    return WorldError(
        Finding(
            code="failed-git",
            message=f"git failed: {last_words(str(problem))}",
            span=Span(path=".briefgen/publish.git"),
            hint="see whether there is room on the disk, and remove `.briefgen/publish.git`",
        )
    )
