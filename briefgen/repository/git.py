"""Run git, as the program that people have: their keys, their credentials, their settings.

Arguments in, what git answers out. The environment of a hook or an alias that happens to call us
does not lead elsewhere, and git never waits for a password that nobody is there to type.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from briefgen import web
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
        err = without_secrets(done.stderr.decode("utf-8", "replace"), self.settings).strip()
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
        if not (sys.stdin and sys.stdin.isatty()):
            environment["GIT_TERMINAL_PROMPT"] = "0"
            if not self._has_ssh_command():
                environment["GIT_SSH_COMMAND"] = "ssh -o BatchMode=yes"
        if self.own is not None:
            environment["GIT_DIR"] = str(self.own)
        first = _count(environment.get("GIT_CONFIG_COUNT", ""))
        for number, (name, value) in enumerate(self.settings, first):
            environment[f"GIT_CONFIG_KEY_{number}"] = name
            environment[f"GIT_CONFIG_VALUE_{number}"] = value
        if self.settings:
            environment["GIT_CONFIG_COUNT"] = str(first + len(self.settings))
        return environment

    def _has_ssh_command(self) -> bool:
        """Tell whether somebody said how ssh is to be called; if not, git takes `ssh` itself."""
        named = any(name.lower() == "core.sshcommand" for name, _ in self.settings)
        return named or "GIT_SSH_COMMAND" in os.environ or "GIT_SSH" in os.environ


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
    return re.sub(r"([a-z][a-z0-9+.-]*://)[^/\s'\"@]*@", r"\1…@", text, flags=re.IGNORECASE)


def _secrets(settings: Iterable[Setting]) -> set[str]:
    found: set[str] = set()
    for name, value in settings:
        if name.endswith(".extraheader"):
            found.update([value, value.partition(":")[2].strip(), value.split(" ")[-1]])
        for text in (name, value):
            for address in re.findall(r"[a-z][a-z0-9+.-]*://\S+", text, flags=re.IGNORECASE):
                found.update(_secrets_of(address))
    # Shorter ones would blot out half of a sentence; addresses are masked as a whole anyway.
    return {secret for secret in found if len(secret) > 5}


def _secrets_of(address: str) -> Sequence[str]:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ()
    # A token may stand where the name does, but `git` alone is nobody's secret.
    found = [parts.password or "", parts.username or ""]
    return [spelt for one in found for spelt in (one, unquote(one)) if one not in ("", "git")]


def _count(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def address_to_show(address: str) -> str:
    """Return the address of a remote as it may be shown."""
    return web.without_user(without_secrets(address).replace("…@", ""))
