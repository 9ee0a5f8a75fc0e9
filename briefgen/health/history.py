"""What is known of each address from earlier times it was asked: `.briefgen/links.json`.

A folder in, what is known by address out, and back. It cannot be made anew: when a source last
answered is known to nobody else. So `clean` leaves it, and a file that cannot be read counts as
none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import msgspec

from briefgen import web
from briefgen.health.answers import ANSWERING, Answer, Health
from briefgen.replacing import replace_file

_FILE = "links.json"
_VERSION = 1
# Of addresses that no entry names any more: a branch or a draft may bring them back.
_KEPT_FOR = 365 * 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of one address."""

    health: Health
    """When it was last asked."""
    why: str = ""
    moved_to: str = ""
    asked: int
    """When that was, in Unix time."""
    since: date | None = None
    """Since when it has been so; none while it answers."""
    dead: date | None = None
    """The day on which it was first found dead since it last answered."""
    good: date | None = None
    """The last day on which it answered."""

    @property
    def is_whole(self) -> bool:
        """Whether it has the days that its health goes with."""
        return self.answers or (
            self.since is not None and (self.health != "dead" or self.dead is not None)
        )

    @property
    def answers(self) -> bool:
        """Whether it answered when it was last asked."""
        return self.health in ANSWERING


@dataclass(frozen=True, slots=True)
class _History:
    version: int = _VERSION
    addresses: dict[str, Known] = field(default_factory=dict)


def after(before: Known | None, answer: Answer, *, asked: int, day: date) -> Known:
    """Return what is known of an address after one more answer, on a day of the site's zone."""
    health = answer.health
    if health in ANSWERING:
        return Known(health=health, moved_to=answer.moved_to, asked=asked, good=day)
    same = before is not None and before.health == health
    dead = before.dead if before else None
    return Known(
        health=health,
        why=answer.why,
        asked=asked,
        since=(before.since or day) if before and same else day,
        dead=(dead or day) if health == "dead" else dead,
        good=before.good if before else None,
    )


def read(folder: Path) -> dict[str, Known]:
    """Return what is known by address; nothing when the file is missing or cannot be read."""
    try:
        found = msgspec.json.decode((folder / _FILE).read_bytes(), type=_History)
    except (OSError, ValueError, msgspec.MsgspecError):
        return {}
    if found.version != _VERSION:
        return {}
    return {web.asked(url): one for url, one in found.addresses.items() if one.is_whole}


def keep(folder: Path, news: Mapping[str, Known]) -> None:
    """Write what was learnt over what is known. OSError when the folder cannot be written to."""
    # Read again: another check may have ended meanwhile.
    known = {**read(folder), **news}
    newest = max(one.asked for one in news.values())
    kept = {url: one for url, one in sorted(known.items()) if newest - one.asked < _KEPT_FOR}
    data = msgspec.json.format(msgspec.json.encode(_History(addresses=kept)), indent=1)
    folder.mkdir(exist_ok=True)
    replace_file(folder / _FILE, data, root=folder)
