"""The lines of the workflow, run as GitHub runs them: in a fresh clone, one after the other."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefgen.authoring.workflow import WORKFLOW, write_workflow
from tests.authoring.test_workflow import read, repository
from tests.projects import Project, tree

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="the workflow runs on Linux, in bash"
)

# As configure-pages gives it: without a slash at its end.
EXPRESSIONS = {"steps.pages.outputs.base_url": "https://example.github.io/trial"}

WELL_KNOWN = "static/.well-known/security.txt"


@dataclass(frozen=True, slots=True)
class Step:
    """What a step of a job did."""

    name: str
    code: int
    out: str
    err: str


def run_job(checkout: Path, job: str) -> list[Step]:
    """Run what a job has for a shell, up to the first step that fails."""
    workflow = read(checkout / WORKFLOW)
    folder = workflow.get("defaults", {}).get("run", {}).get("working-directory", ".")
    environment = os.environ | {
        "GITHUB_WORKSPACE": str(checkout),
        # The briefgen under test is installed: pip is to say so, and to ask nobody.
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PIP_NO_INDEX": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
    }
    done: list[Step] = []
    for step in workflow["jobs"][job]["steps"]:
        if "run" not in step:
            continue
        given = {name: evaluated(value) for name, value in step.get("env", {}).items()}
        answer = subprocess.run(
            ["bash", "-e", "-c", step["run"]],
            cwd=checkout / folder,
            env=environment | given,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        done.append(Step(step["name"], answer.returncode, answer.stdout, answer.stderr))
        if answer.returncode:
            break
    return done


def evaluated(text: str) -> str:
    """Return a text with GitHub's expressions replaced by what they stand for."""
    return re.sub(r"\$\{\{ ([^}]+) \}\}", lambda found: EXPRESSIONS[found[1]], text)


def clone(origin: Path, checkout: Path) -> Path:
    """Commit everything, and check it out elsewhere, as checkout does: the last commit alone."""
    git = ["git", "-c", "user.name=Trial", "-c", "user.email=trial@example.org", "-C", str(origin)]
    subprocess.run([*git, "add", "--all"], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "Trial"], check=True)
    shutil.rmtree(checkout, ignore_errors=True)
    subprocess.run(
        ["git", "clone", "--quiet", "--depth", "1", origin.as_uri(), str(checkout)], check=True
    )
    return checkout


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A repository with a digest in a folder, and its workflow."""
    root = repository(tmp_path / "origin")
    project = Project(root / "sites" / "digest")
    project.entry("2024/10/23/harvest.md", date="2024-10-23T08:00")
    project.write(WELL_KNOWN, "Contact: mailto:trial@example.org\n")
    write_workflow(project.root / "briefgen.yaml")
    (root / ".gitignore").write_text(".briefgen/\nsite/\n", "utf-8")
    return root


def entries(origin: Path) -> Path:
    """Return the folder of the digest's entries."""
    return origin / "sites" / "digest" / "content" / "entries"


def test_a_push_builds_the_site_for_its_address(origin: Path, tmp_path: Path) -> None:
    """What is uploaded is there, and pages know where they are published."""
    checkout = clone(origin, tmp_path / "checkout")

    steps = run_job(checkout, "build")

    assert [(step.name, step.code) for step in steps] == [("Install", 0), ("Build", 0)]
    site = checkout / "sites" / "digest" / "site"
    page = (site / "2024/10/23/harvest/index.html").read_text("utf-8")
    assert 'href="https://example.github.io/trial/2024/10/23/harvest/"' in page
    assert (site / ".well-known" / "security.txt").is_file()


def test_the_next_push_renders_what_changed(origin: Path, tmp_path: Path) -> None:
    """A restored cache is worth it: other times of change and other inodes cost no page."""
    checkout, cache = tmp_path / "checkout", tmp_path / "cache.tar"
    run_job(clone(origin, checkout), "build")
    kept = read(checkout / WORKFLOW)["jobs"]["build"]["steps"]
    (paths,) = (step["with"]["path"].split() for step in kept if "/cache@" in step.get("uses", ""))
    subprocess.run(["tar", "-cf", str(cache), "-C", str(checkout), *paths], check=True)
    before = tree(checkout / "sites" / "digest" / "site")
    (origin / "README.md").write_text("Nothing of the digest.\n", "utf-8")
    clone(origin, checkout)
    subprocess.run(["tar", "-xf", str(cache), "-C", str(checkout)], check=True)

    build = run_job(checkout, "build")[-1]

    assert "made      0 rendered, 0 written" in build.err
    assert tree(checkout / "sites" / "digest" / "site") == before


def test_a_good_pull_request_passes(origin: Path, tmp_path: Path) -> None:
    """Nothing is remarked on."""
    steps = run_job(clone(origin, tmp_path / "checkout"), "check")

    assert [step.code for step in steps] == [0, 0, 0]
    assert [step.out for step in steps[1:]] == ["", ""]


@pytest.mark.parametrize("day", ["2024-10-24", "2999-10-24"])
def test_a_pull_request_with_a_faulty_entry_fails_at_its_line(
    origin: Path, tmp_path: Path, day: str
) -> None:
    """It is named from the root of the repository; an entry that is not due yet counts too."""
    faulty = (
        "title: Harbour\nsummary: At night.\ndate: {}\nimage: {{src: gone.jpg, alt: A quay.}}\n"
    )
    (entries(origin) / "harbour.md").write_text(f"---\n{faulty.format(day)}---\nText.\n", "utf-8")

    steps = run_job(clone(origin, tmp_path / "checkout"), "check")

    assert [step.code for step in steps] == [0, 1]
    assert re.search(
        r"^::error file=sites/digest/content/entries/harbour\.md,line=5,",
        steps[1].out,
        re.MULTILINE,
    )


def test_a_pull_request_that_leads_to_what_is_not_due_fails(origin: Path, tmp_path: Path) -> None:
    """Today the link would be dead, though one day it will not."""
    front = "title: {}\nsummary: At night.\ndate: {}\nsources: [{{name: Port, url: 'https://example.org/{}'}}]"
    for name, day, body in (
        ("now", "2024-10-24", "[Soon](soon.md)"),
        ("soon", "2999-10-24", "Text."),
    ):
        text = f"---\n{front.format(name.title(), day, name)}\n---\n{body}\n"
        (entries(origin) / f"{name}.md").write_text(text, "utf-8")

    steps = run_job(clone(origin, tmp_path / "checkout"), "check")

    assert [step.code for step in steps] == [0, 0, 1]
    assert "soon.md" in steps[2].err
