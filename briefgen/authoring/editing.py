"""Open a file in the person's own text editor, and wait for its end."""

import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

from briefgen.authoring.making import refusal
from briefgen.finding import Finding, Span, WorldError
from briefgen.reading.text import quoted

_NAMES = ("VISUAL", "EDITOR")


def editor_of(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return the command of the editor that is set. ConfigurationError when there is none."""
    for name in _NAMES:
        command = environment.get(name, "").strip()
        if not command:
            continue
        try:
            # A path of Windows has backslashes, which are no marks there.
            words = tuple(shlex.split(command, posix=os.name != "nt"))
        except ValueError:
            words = ()
        if words:
            return words
        raise refusal("no-editor", f"${name} is no command: {quoted(command)}", "close its quotes")
    raise refusal(
        "no-editor",
        "no text editor is set",
        "set one, such as `EDITOR=nano`, or leave out `--open`",
    )


def edit(command: tuple[str, ...], file: Path) -> int:
    """Open a file, wait until the editor ends, and return its exit code.

    WorldError when it cannot be started; the file stays.
    """
    try:
        return subprocess.run([*command, str(file)], check=False).returncode
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise WorldError(
            Finding(
                code="editor-failed",
                message=f"the editor {quoted(command[0])} cannot be started: {reason.lower()}",
                span=Span(path=""),
                hint="correct `$VISUAL` or `$EDITOR`; the file is written",
            )
        ) from None
