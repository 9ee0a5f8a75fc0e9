"""How an address is asked, and what it answers, in the words of the findings.

Plain values; importing this costs nothing.
"""

from dataclasses import dataclass
from typing import Literal

Health = Literal["good", "moved", "dead", "blocked", "unreachable"]
ANSWERING: tuple[Health, ...] = ("good", "moved")
"""There is something to read at the address, or at the one that it leads to for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How politely to ask."""

    at_once: int = 8
    """Hosts that are asked at the same time."""
    pause: float = 0.5
    """Seconds between two requests to one host."""
    timeout: float = 10.0
    """Seconds that one request may take; and the longest that a host may ask to wait."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one address answered."""

    health: Health
    why: str = ""
    """What stands in the way, in a few words: `status 404`, `no such host`."""
    moved_to: str = ""
    """Where a permanent redirect leads; empty unless `moved`."""
    heard: bool = True
    """Whether any server answered at all."""
