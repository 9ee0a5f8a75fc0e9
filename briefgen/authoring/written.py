"""Read a workflow that `briefgen new workflow` wrote: what it was told, and whether it holds.

Text in, values out. What only differs in the versions of actions is as it was written: those are
kept fresh by others.
"""

import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import get_args

from briefgen.authoring.workflow import workflow_text
from briefgen.config import Config
from briefgen.urls import Cadence

_MARK = "as `briefgen new workflow`"
_BRANCH = re.compile(r'^    branches: \["([^"]+)"\]$', re.MULTILINE)
_INSTALL = re.compile(r"^        run: python -m pip install (.+)$", re.MULTILINE)
# The first time is what clocks show for most of the year, or before they change.
_RUN = re.compile(r'^    - cron: "[^"]*" # (\d\d):(\d\d)', re.MULTILINE)
_ACTION = re.compile(r"^( +(?:- )?uses: [\w./-]+)@.*$", re.MULTILINE)
_FROM_FILE = "--requirement "


@dataclass(frozen=True, slots=True)
class Ours:
    """A workflow as somebody had it written."""

    text: str
    branch: str
    """Whose pushes it publishes."""
    installs: str
    """The one requirement that pip gets; empty when it gets a file of them."""
    requirements: str
    """The file of requirements, beside the configuration; empty when it gets one itself."""
    times: tuple[time, ...]
    """When it runs without a push, on the clock of the digest that it was written for."""


def recognised(text: str) -> Ours | None:
    """Return what a workflow of ours was told; None for one that somebody else wrote."""
    text = text.replace("\r\n", "\n")
    branch, install = _BRANCH.search(text), _INSTALL.search(text)
    if _MARK not in text or branch is None or install is None:
        return None
    try:
        words = shlex.split(install[1])
    except ValueError:
        return None
    from_file = install[1].startswith(_FROM_FILE)
    return Ours(
        text=text,
        branch=branch[1],
        installs="" if from_file else " ".join(words),
        requirements=words[-1] if from_file else "",
        times=tuple(
            time(int(hour), int(minute))
            for hour, minute in _RUN.findall(text)
            if int(hour) < 24 and int(minute) < 60
        ),
    )


def holds(ours: Ours, settings: Config, config: Path) -> bool:
    """Tell whether a workflow is what would be written now, had it been told the same.

    Times that are those of another cadence were not asked for, but are left from before.
    """

    def like(settings: Config, at: Iterable[time] = ()) -> bool:
        written = workflow_text(settings, config, ours.branch, ours.installs, at)
        return _plain(written) == _plain(ours.text)

    if like(settings):
        return True
    others = (
        settings.model_copy(update={"cadence": cadence})
        for cadence in get_args(Cadence)
        if cadence != settings.cadence
    )
    return bool(ours.times) and like(settings, ours.times) and not any(map(like, others))


def _plain(text: str) -> str:
    return _ACTION.sub(r"\1", text)
