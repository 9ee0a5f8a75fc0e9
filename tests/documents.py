"""Take what the documentation shows: the blocks of code below a heading."""

import re
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"

_BLOCK = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: str, heading: str) -> list[str]:
    """Return the blocks of code below a heading, up to the next one that is not below it."""
    level = len(heading) - len(heading.lstrip("#"))
    _, found, rest = (DOCS / page).read_text(encoding="utf-8").partition(f"\n{heading}\n")
    assert found, f"{page} has no heading `{heading}`"
    # A comment in a block may look like a heading; none of ours has a space after its hash.
    part = re.split(rf"^#{{1,{level}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]
    return _BLOCK.findall(part)


def block(page: str, heading: str) -> str:
    """Return the first of them."""
    return blocks(page, heading)[0]
