"""The Nu HTML checker, which is the W3C's, finds no error."""

import json
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser


def test_every_page_is_valid_html(vnu: tuple[str, ...], themed_site: Path) -> None:
    """All pages are valid, and so are the drawings."""
    files = [
        str(file) for file in sorted(themed_site.rglob("*")) if file.suffix in {".html", ".svg"}
    ]
    # Not --also-check-css: its grammar has no container queries and no view transitions.
    options = ("--also-check-svg", "--format", "json", "--stdout")
    answer = subprocess.run(
        [*vnu, *options, *files], capture_output=True, encoding="utf-8", check=False
    )
    errors = [
        f"{message['url'].partition(themed_site.as_posix())[2]}:{message.get('lastLine', 1)}: "
        f"{message['message']}"
        for message in json.loads(answer.stdout)["messages"]
        # The rest is advice: {"type": "info", "subType": "warning"}.
        if message["type"] != "info"
    ]

    assert files
    assert errors == []
