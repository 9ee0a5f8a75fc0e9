"""The sources that readers are told are gone: `content/dead-sources.yaml`, written for people.

What is known in, the file's text out. The file is content: it is committed, read like all content,
and pages are made from it, so that a build depends on no server and two machines build the same.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from briefgen.health.history import Known
from briefgen.model import DeadSource
from briefgen.reading.discover import DEAD_SOURCES
from briefgen.replacing import replace_file

_HEAD = """\
# Sources that are gone, and since when; their entries tell it to readers.
# `briefgen check --links --write-dead` writes this file anew: what else stands here is lost.
"""


def dead_now(
    addresses: Iterable[str], known: Mapping[str, Known], told: Mapping[str, DeadSource]
) -> dict[str, DeadSource]:
    """Return which of the addresses that entries name are gone, by address.

    `told` is what the file says so far. It holds for an address that was not asked, or that could
    be neither reached nor found dead.
    """
    found: dict[str, DeadSource] = {}
    for address in sorted(addresses):
        one, before = known.get(address), told.get(address)
        if one is not None and one.health == "dead":
            found[address] = _joined(address, one, before)
        elif before is not None and not (one is not None and one.answers):
            found[address] = before
    return found


def write_dead(root: Path, dead: Mapping[str, DeadSource]) -> bool:
    """Bring the file to what is gone now, and tell whether that changed it. OSError at a fault."""
    path = root / DEAD_SOURCES
    data = text_of(dead).encode()
    before = path.read_bytes() if path.is_file() else None
    if data == before or (before is None and not dead):
        return False
    replace_file(path, data, root=root)
    return True


def text_of(dead: Mapping[str, DeadSource]) -> str:
    """Return the text of the file."""
    if not dead:
        return f"{_HEAD}dead: []\n"
    rows = []
    for source in dead.values():
        # JSON's quotes are YAML's as well.
        rows.append(f"  - url: {json.dumps(source.url, ensure_ascii=False)}\n")
        rows.append(f"    since: {source.since}\n")
        if source.answered is not None:
            rows.append(f"    answered: {source.answered}\n")
    return f"{_HEAD}dead:\n{''.join(rows)}"


def _joined(address: str, one: Known, before: DeadSource | None) -> DeadSource:
    """Return what history and file say together: one of the two may be new on this machine."""
    told = (before.since, before.answered) if before else (None, None)
    since, answered = zip((one.dead, one.good), told, strict=True)
    return DeadSource(
        url=address,
        since=min(day for day in since if day is not None),
        answered=max((day for day in answered if day is not None), default=None),
    )
