"""What this machine says of where it is: its time zone.

Environment and system files in, an IANA name out. Only a new site asks; no build ever does.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefgen.reading.times import zone_names

# Which zone a system has: what its clock is linked to, and what Debian calls it.
_LINK = Path("/etc/localtime")
_NAME = Path("/etc/timezone")

_ELSEWHERE = "UTC"
# Other words for it; the shortest is what people know.
_SAME = frozenset(["Etc/UCT", "Etc/UTC", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu"])


def zone_here(
    environment: Mapping[str, str] = os.environ, link: Path = _LINK, name: Path = _NAME
) -> str:
    """Return the zone of this machine by its IANA name, or UTC when it cannot be told."""
    known = zone_names()
    found = next((zone for zone in _said(environment, link, name) if zone in known), _ELSEWHERE)
    return _ELSEWHERE if found in _SAME else found


def _said(environment: Mapping[str, str], link: Path, name: Path) -> Iterator[str]:
    # A colon before a file is how POSIX marks what is not a rule.
    yield _in_zoneinfo(environment.get("TZ", "").removeprefix(":"))
    try:
        yield _in_zoneinfo(os.path.realpath(link))
        yield name.read_text("utf-8").strip()
    except (OSError, ValueError):
        return


def _in_zoneinfo(path: str) -> str:
    """Return the name in a path such as `/usr/share/zoneinfo/Europe/Paris`."""
    zone = path.rpartition("zoneinfo/")[2]
    return zone.removeprefix("posix/").removeprefix("right/")
