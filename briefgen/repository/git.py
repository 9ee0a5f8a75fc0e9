"""Run git, as the program that people have: their keys, their credentials, their settings.

Arguments in, what git answers out. The environment of a hook or an alias that happens to call us
does not lead elsewhere, and git never waits for a password that nobody is there to type.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote, unquote

from briefgen.finding import Finding, Span, WorldError

OLDEST = (2, 31)
"""The first git that takes settings from its environment by GIT_CONFIG_COUNT."""

# `git rev-parse --local-env-vars`, without what only carries settings; and what would trace.
_LOCAL = frozenset(
    [
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_CONFIG",
        "GIT_OBJECT_DIRECTORY",
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_GRAFT_FILE",
        "GIT_INDEX_FILE",
        "GIT_NO_REPLACE_OBJECTS",
        "GIT_REPLACE_REF_BASE",
        "GIT_PREFIX",
        "GIT_SHALLOW_FILE",
        "GIT_COMMON_DIR",
        "GIT_NAMESPACE",
        "GIT_QUARANTINE_PATH",
        "GIT_LITERAL_PATHSPECS",
    ]
)

NOTHING: Mapping[str, str] = MappingProxyType({})

_REMOTE = "remote.url"

Setting = tuple[str, str]
"""Name and value of a git setting."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What git said."""

    code: int
    out: bytes
    err: str
    """Without passwords."""

    @property
    def text(self) -> str:
        """What was asked for, without the line end."""
        return self.out.decode("utf-8", "surrogateescape").rstrip("\n")

    @property
    def ok(self) -> bool:
        """Whether git did it."""
        return self.code == 0


class GitFailedError(Exception):
    """Git did not do what was asked of it."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.err or f"git ended with {answer.code}")
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Git:
    """Git in a folder."""

    folder: Path
    settings: tuple[Setting, ...] = ()
    """What holds here, above the user's own settings."""
    own: Path | None = None
    """The repository to use, instead of the one that the folder lies in."""
    private: tuple[str, ...] = ()
    """Addresses of which nothing but the host and the path is ever told."""
    guided: bool = False
    """Whether it goes where a file of the project says, and not the user: then git takes only ways
    that run nothing here (GIT_PROTOCOL_FROM_USER)."""

    def ask(
        self,
        *arguments: str,
        data: bytes = b"",
        folder: Path | None = None,
        environment: Mapping[str, str] = NOTHING,
    ) -> Answer:
        """Return what git answers, whether it could or not. WorldError without a git to ask.

        `data` is what git reads, `folder` where it runs, `environment` what is set for this once.
        """
        try:
            done = subprocess.run(
                [git_program(), *arguments],
                cwd=folder or self.folder,
                env={**self._environment(), **environment},
                input=data,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as problem:
            raise no_git() from problem
        secret = (*self.settings, *((_REMOTE, one) for one in self.private))
        err = without_secrets(done.stderr.decode("utf-8", "replace"), secret).strip()
        return Answer(done.returncode, done.stdout, err)

    def run(
        self,
        *arguments: str,
        data: bytes = b"",
        folder: Path | None = None,
        environment: Mapping[str, str] = NOTHING,
    ) -> Answer:
        """Return what git answers, as `ask` does. GitFailedError when it could not."""
        answer = self.ask(*arguments, data=data, folder=folder, environment=environment)
        if not answer.ok:
            raise GitFailedError(answer)
        return answer

    def _environment(self) -> dict[str, str]:
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in _LOCAL and not name.startswith("GIT_TRACE")
        }
        # Messages that can be told apart, and no lock taken for the sake of looking.
        environment |= {"LC_ALL": "C", "LANGUAGE": "", "GIT_OPTIONAL_LOCKS": "0"}
        if not has_person():
            environment["GIT_TERMINAL_PROMPT"] = "0"
        if self.own is not None:
            environment["GIT_DIR"] = str(self.own)
            environment["GIT_NO_REPLACE_OBJECTS"] = "1"
        if self.guided:
            environment["GIT_PROTOCOL_FROM_USER"] = "0"
        first = _count(environment.get("GIT_CONFIG_COUNT", ""))
        for number, (name, value) in enumerate(self.settings, first):
            environment[f"GIT_CONFIG_KEY_{number}"] = name
            environment[f"GIT_CONFIG_VALUE_{number}"] = value
        if self.settings:
            environment["GIT_CONFIG_COUNT"] = str(first + len(self.settings))
        return environment


def has_person() -> bool:
    """Tell whether somebody is there to type a password."""
    return sys.stdin is not None and sys.stdin.isatty()


def git_program() -> str:
    """Return where git lies. FileNotFoundError when there is none."""
    found = shutil.which("git")
    if found is None:
        raise FileNotFoundError("git")
    return found


def no_git() -> WorldError:
    """Return what to raise where git is not installed."""
    return WorldError(
        Finding(
            code="missing-git",
            message="git is not installed, or not on the path",
            span=Span(path=""),
            hint="install git",
        )
    )


def version() -> tuple[int, ...]:
    """Return the version of git: (2, 39, 5). WorldError when there is none."""
    text = Git(Path.cwd()).ask("version").text
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])


def without_secrets(text: str, settings: Iterable[Setting] = ()) -> str:
    """Return a text without users and passwords of addresses, and without those of settings."""
    for secret in sorted(_secrets(settings), key=len, reverse=True):
        text = text.replace(secret, "…")
    return _USER.sub(r"\1…@", text)


_USER = re.compile(r"([a-z][a-z0-9+.-]*://)[^/\s'@]*@", re.IGNORECASE)


def _secrets(settings: Iterable[Setting]) -> set[str]:
    found: set[str] = set()
    for name, value in settings:
        if name.endswith(".extraheader"):
            found.update([value, value.partition(":")[2].strip(), value.split(" ")[-1]])
        # A setting may be named after an address: `url.https://….insteadOf`.
        for text in (name, value):
            if "://" in text or name.startswith("remote."):
                found.update(_secrets_of(text))
    # Shorter ones would blot out half of a sentence; an address is masked as a whole anyway.
    return {secret for secret in found if len(secret) > 3}


def _secrets_of(address: str) -> Iterator[str]:
    """Yield what must not be shown of an address, in each way in which git may spell it."""
    user, query = _private(address)
    name, _, password = user.partition(":")
    # `git` alone is nobody's secret, and a name without a password may be a token.
    pieces = [password, user if password else "", *(pair.partition("=")[2] for pair in query)]
    # Where a password holds the mark that ends it, git may show what follows.
    pieces += [part for at in range(user.count("@")) if (part := user.split("@", at + 1)[-1])]
    pieces += [name] if "://" in address and name != "git" else []
    for piece in filter(None, pieces):
        yield from (piece, unquote(piece), quote(piece, safe=""))


def _private(address: str) -> tuple[str, list[str]]:
    """Return user and password of an address, and the pairs of its query.

    Up to the last `@`, for a password may hold anything, rightly spelt or not.
    """
    rest = address.partition("://")[2] or address
    bare, _, query = rest.partition("?")
    return bare.rpartition("@")[0], query.split("&") if query else []


def _count(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def address_to_show(address: str) -> str:
    """Return the address of a remote as it may be shown: without user, password and query.

    `git@` stays, for it is how everybody comes there.
    """
    user, _ = _private(address)
    shown = address.partition("?")[0]
    if user and user != "git":
        before = shown.partition("://")[0] + "://" if "://" in shown else ""
        shown = before + shown.rpartition("@")[2]
    return shown
