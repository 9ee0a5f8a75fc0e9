"""The state of a project in its repository: what is committed, what is not, where it goes.

The folder of a project in, a `Source` out. Reads; the user's index, refs and files stay as they
are, to the byte.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from briefgen.finding import ConfigurationError, Finding, Span, WorldError
from briefgen.repository.git import OLDEST, Git, Setting, has_person, version

# A look starts no watcher, and takes no folder of a clone for a repository.
_CAREFUL = (("core.fsmonitor", "false"), ("safe.bareRepository", "explicit"))

# Of a repository's own settings those by which another one reaches the same remote as well.
_CONNECTING = ("http.", "url.", "credential.", "ssh.", "protocol.", "user.")
_CONNECTING_KEYS = ("core.sshcommand", "core.askpass", "core.gitproxy")
_OF_A_REMOTE = ("url", "proxy", "proxyauthmethod", "uploadpack", "receivepack", "vcs")


@dataclass(frozen=True, slots=True)
class Source:
    """A project's repository, as far as it matters for what is published."""

    git: Git
    top: Path
    """The folder of its work tree. Absolute."""
    commit: str
    """What is checked out; empty before the first commit."""
    branch: str
    """Empty when none is checked out."""
    branches: frozenset[str]
    """Those that are checked out here or in other work trees of it."""
    shallow: bool
    """Whether older commits are missing."""
    form: str
    """Of its object ids: `sha1` or `sha256`."""


def new_enough(installed: tuple[int, ...]) -> None:
    """Take a version of git that can do what is asked of it. WorldError otherwise."""
    if installed < OLDEST:
        raise WorldError(
            Finding(
                code="old-git",
                message=f"git is older than {'.'.join(map(str, OLDEST))}",
                span=Span(path=""),
                hint="install a newer git",
            )
        )


def source_of(root: Path) -> Source:
    """Return the repository that a project lies in.

    ConfigurationError when it lies in none; WorldError without a git that is new enough.
    """
    new_enough(version())
    git = Git(root, _CAREFUL)
    found = git.ask("rev-parse", "--show-toplevel", "--is-shallow-repository")
    if not found.ok:
        raise _no_repository(found.err)
    top, shallow = found.text.rsplit("\n", 1)
    return Source(
        git=git,
        top=Path(top),
        commit=git.ask("rev-parse", "-q", "--verify", "HEAD^{commit}").text,
        branch=git.ask("symbolic-ref", "-q", "--short", "HEAD").text,
        branches=frozenset(_checked_out(git)),
        shallow=shallow == "true",
        form=git.ask("rev-parse", "--show-object-format").text or "sha1",
    )


def _no_repository(told: str) -> ConfigurationError:
    if "dubious ownership" in told:
        hint = "tell git that you trust the folder: `git config --global --add safe.directory …`"
        message = "the project's repository belongs to another user, and git will not read it"
    else:
        hint = "make one: `git init`, `git add .`, `git commit`"
        message = "the project is not in a git repository with files checked out"
    return ConfigurationError(
        Finding(code="no-repository", message=message, span=Span(path=""), hint=hint)
    )


def _checked_out(git: Git) -> Iterator[str]:
    for line in git.ask("worktree", "list", "--porcelain").text.splitlines():
        if line.startswith("branch refs/heads/"):
            yield line.removeprefix("branch refs/heads/")


@dataclass(frozen=True, slots=True, order=True)
class Uncommitted:
    """A file that is not as it was committed."""

    path: str
    """Relative to the project."""
    ignored: bool = False
    """Whether git was told to leave it aside."""


def uncommitted(
    source: Source, root: Path, config: str, is_read: Callable[[str], bool]
) -> tuple[Uncommitted, ...]:
    """Return what of a project's files is not as it was committed, relative to the project.

    `config` is the name of the configuration; `is_read` tells of a path whether a build reads it:
    what it leaves aside may be as it will. Ignored files that it reads count as well.
    """
    answer = source.git.run(
        *("status", "--porcelain=v1", "-z", "--untracked-files=all", "--ignored=matching"),
        *("--no-renames", "--", config, "content", "themes"),
    )
    inside = root.resolve().relative_to(source.top.resolve()).as_posix()
    prefix = "" if inside == "." else f"{inside}/"
    found: list[Uncommitted] = []
    for line in answer.text.split("\0"):
        state, path = line[:2], line[3:].removeprefix(prefix)
        if not path:
            continue
        if state in ("??", "!!"):
            below = _below(root, path, is_read) if path.endswith("/") else filter(is_read, [path])
            found += (Uncommitted(file, state == "!!") for file in below)
        else:
            found.append(Uncommitted(path))
    return tuple(sorted(found))


def _below(root: Path, folder: str, is_read: Callable[[str], bool]) -> Iterator[str]:
    """Yield the files that a build reads in a folder that git leaves out as a whole."""
    for file in sorted((root / folder).rglob("*")):
        path = file.relative_to(root).as_posix()
        if file.is_file() and is_read(path):
            yield path


def lacks(source: Source, commit: str) -> bool:
    """Tell whether what was made of a commit may hold what is not checked out here.

    It does not when the commit is below what is checked out, or was checked out here before: then
    who replaced it knew it. A clone without older commits cannot tell.
    """
    if source.shallow:
        return False
    # A clone that fetches what it lacks when asked would ask the remote.
    alone = {"GIT_NO_LAZY_FETCH": "1"}
    if source.git.ask("merge-base", "--is-ancestor", commit, "HEAD", environment=alone).ok:
        return False
    had = source.git.ask("log", "--walk-reflogs", "--format=%H", "HEAD", environment=alone)
    return commit not in had.text.split()


@dataclass(frozen=True, slots=True)
class Remote:
    """A place to push to."""

    name: str
    """As git knows it in another repository that has the settings."""
    address: str
    """As it is written, with a password where there is one: never to be shown."""
    written: str
    """Before git made of it what the user's settings say."""
    settings: tuple[Setting, ...]
    """By which another repository reaches it."""
    others: int
    """More addresses that git would push to as well."""
    named: bool
    """Whether it is one of the user's remotes, and not an address that somebody gave."""


def remote_of(source: Source, wanted: str) -> Remote:
    """Return a remote by its name or its address. ConfigurationError when there is no such one."""
    settings = (*_settings(source.git, wanted), *_unattended(source.git))
    # With what `url.….insteadOf` makes of it.
    known = source.git.ask("remote", "get-url", "--push", "--all", wanted)
    if known.ok:
        address, *others = known.text.splitlines()
        key = f"remote.{wanted}.url"
        written = _first(source.git, f"remote.{wanted}.pushurl") or _first(source.git, key)
        # What is live is where one pushes to.
        settings = (*(item for item in settings if item[0] != key), (key, written))
        return Remote(wanted, address, written, settings, len(others), named=True)
    if "/" in wanted or ":" in wanted:
        return Remote(
            "briefgen", wanted, wanted, (*settings, ("remote.briefgen.url", wanted)), 0, named=False
        )
    names = source.git.ask("remote").text.split()
    if names:
        hint = f"there is {', '.join(f'`{name}`' for name in names)}: name one with `--remote`"
    else:
        hint = f"add it: `git remote add {wanted} ADDRESS`"
    raise ConfigurationError(
        Finding(
            code="unknown-remote",
            message=f"the repository has no remote `{wanted}`",
            span=Span(path=""),
            hint=hint,
        )
    )


def _settings(git: Git, remote: str) -> Iterator[Setting]:
    """Yield what the repository itself sets of how remotes are reached."""
    answers = [git.ask("config", "--local", "--includes", "-z", "--list")]
    if git.ask("config", "--type=bool", "extensions.worktreeConfig").text == "true":
        answers.append(git.ask("config", "--worktree", "--includes", "-z", "--list"))
    own = [f"remote.{remote}.{key}" for key in _OF_A_REMOTE]
    for answer in answers:
        for item in _items(answer.text if answer.ok else ""):
            name = item[0]
            if name.startswith(_CONNECTING) or name in _CONNECTING_KEYS or name in own:
                yield item


def _first(git: Git, key: str) -> str:
    """Return the first value of a setting; empty when it has none."""
    return git.ask("config", "--get-all", key).text.partition("\n")[0]


def _unattended(git: Git) -> Iterator[Setting]:
    """Yield what keeps ssh from asking for a password where nobody is there to type it."""
    if has_person() or "GIT_SSH_COMMAND" in os.environ or "GIT_SSH" in os.environ:
        return
    if not git.ask("config", "--get", "core.sshCommand").ok:
        yield "core.sshcommand", "ssh -o BatchMode=yes"


def _items(text: str) -> Iterable[Setting]:
    for item in text.split("\0"):
        name, stop, value = item.partition("\n")
        if name:
            # A name alone means yes.
            yield name, value if stop else "true"
