"""The Nu HTML checker, which is the W3C's, finds no error."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import THEMES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("theme", THEMES)
def test_every_page_is_valid_html(
    vnu: tuple[str, ...],
    demo_in: Callable[[str], Path],
    mirrored_in: Callable[[str], Path],
    theme: str,
) -> None:
    """All pages of each theme are valid, from left to right and from right to left.

    So are the drawings.
    """
    files = [
        str(file)
        for site in (demo_in(theme), mirrored_in(theme))
        for file in sorted(site.rglob("*"))
        if file.suffix in {".html", ".svg"}
    ]
    # Not --also-check-css: its grammar has no container queries and no view transitions.
    options = ("--also-check-svg", "--format", "json", "--stdout")
    answer = subprocess.run(
        [*vnu, *options, *files], capture_output=True, encoding="utf-8", check=False
    )
    errors = [
        f"{message['url']}:{message.get('lastLine', 1)}: {message['message']}"
        for message in json.loads(answer.stdout)["messages"]
        # The rest is advice: {"type": "info", "subType": "warning"}.
        if message["type"] != "info"
    ]

    assert files
    assert errors == []
