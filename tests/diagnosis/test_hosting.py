"""What is told of the workflow, of two ways to publish, and of the site."""

from datetime import time
from pathlib import Path

import pytest

from briefgen import __version__
from briefgen.authoring.workflow import WORKFLOW, write_workflow
from briefgen.authoring.written import recognised
from tests.diagnosis.patients import ADDRESS, Patient


def with_workflow(patient: Patient, **asked: object) -> Path:
    """Write the workflow of a project, and commit it."""
    written = write_workflow(
        patient.root / "briefgen.yaml",
        **asked,  # type: ignore[arg-type]
    )
    patient.commit()
    return written.path


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"branch": "main", "install": "briefgen[cjk]"},
        {"install": "."},
        {"at": [time(7, 30), time(18, 5)]},
    ],
)
def test_a_workflow_as_it_would_be_written(patient: Patient, asked: dict[str, object]) -> None:
    """Whatever it was told then, in a zone whose clocks change."""
    patient.configure(base_url=ADDRESS, timezone="America/New_York")
    with_workflow(patient, **asked)

    assert patient.codes() == []
    assert patient.fact("workflow").startswith("publishes main, and each day at ")


def test_what_a_workflow_was_told_is_read(patient: Patient) -> None:
    """Branch, requirement and times."""
    at = [time(0, 10), time(23, 50)]
    patient.configure(timezone="Asia/Kolkata")
    file = with_workflow(patient, branch="news/daily", install="briefgen[cjk,fast]==1.2", at=at)

    ours = recognised(file.read_text("utf-8"))

    assert ours is not None
    assert (ours.branch, ours.installs, ours.requirements) == (
        "news/daily",
        "briefgen[cjk,fast]==1.2",
        "",
    )
    assert list(ours.times) == at


@pytest.mark.parametrize("changed", [{"timezone": "Asia/Tokyo"}, {"cadence": "weekly"}])
def test_settings_that_changed_make_a_workflow_stale(
    patient: Patient, changed: dict[str, object]
) -> None:
    """Its runs are not when they should be."""
    with_workflow(patient)
    patient.configure(base_url=ADDRESS, **changed)

    assert patient.codes() == ["stale-workflow"]


def test_fresh_actions_make_no_workflow_stale(patient: Patient) -> None:
    """Others keep them so."""
    file = with_workflow(patient)
    text = file.read_text("utf-8")
    file.write_text(text.replace("# v7.0.1", "# v8.1.0").replace("@3d3c42e5", "@0d3c42e5"), "utf-8")

    assert patient.codes() == []


def test_a_workflow_of_somebody_else_is_left_alone(patient: Patient) -> None:
    """Nobody knows what it should be."""
    file = patient.root / WORKFLOW
    file.parent.mkdir(parents=True)
    file.write_text("on: push\n", "utf-8")
    patient.configure(base_url=ADDRESS, timezone="Asia/Tokyo")

    assert patient.codes() == []
    assert patient.fact("workflow") == "one that briefgen did not write"


def test_a_workflow_asks_for_the_address(patient: Patient) -> None:
    """What is configured does not matter then."""
    patient.configure(base_url="https://example.org/")
    with_workflow(patient)

    assert patient.codes() == []


def test_a_workflow_for_a_branch_that_is_not_there(patient: Patient) -> None:
    """One that is only on the remote is there."""
    with_workflow(patient, branch="master")
    assert patient.codes() == ["workflow-for-another-branch"]

    patient.git("update-ref", "refs/remotes/origin/master", "HEAD")
    assert patient.codes() == []


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        (f"briefgen=={__version__}", []),
        ("briefgen[cjk] == 0.0.1  # kept", ["other-version"]),
        (f"briefgen=={__version__.rpartition('.')[0]}.*", []),
        ("briefgen>=0.0.1", []),
        ("# briefgen==0.0.1", []),
        ("other-briefgen==0.0.1", []),
    ],
)
def test_another_version_in_the_requirements(patient: Patient, line: str, codes: list[str]) -> None:
    """The site that readers get may be another."""
    (patient.root / "requirements.txt").write_text(f"wheel\n{line}\n", "utf-8")
    with_workflow(patient)

    assert patient.codes() == codes


def test_another_version_in_the_workflow(patient: Patient) -> None:
    """It may name one itself."""
    with_workflow(patient, install="briefgen==0.0.1")

    assert patient.codes() == ["other-version"]
    assert patient.fact("workflow installs") == "briefgen 0.0.1"


def test_requirements_that_are_gone(patient: Patient) -> None:
    """The workflow would fail; that it is stale as well need not be said."""
    file = patient.root / "requirements.txt"
    file.write_text("briefgen\n", "utf-8")
    with_workflow(patient)
    file.unlink()
    patient.commit()

    assert patient.codes() == ["missing-requirements"]


def test_a_domain_that_github_does_not_look_at(patient: Patient) -> None:
    """A workflow publishes the file as any other."""
    patient.write("static/CNAME", "digest.net\n")
    with_workflow(patient)

    assert patient.codes() == ["ignored-domain"]


def test_two_ways_at_once(patient: Patient) -> None:
    """A branch with a site of ours, beside a workflow; any other branch is none."""
    with_workflow(patient)
    patient.git("update-ref", "refs/remotes/origin/gh-pages", "HEAD")
    assert patient.codes() == []

    patient.git("checkout", "--quiet", "-b", "published")
    said = '{"generator": "briefgen", "fingerprint": "f"}'
    (patient.root / "build.json").write_text(said, "utf-8")
    patient.commit()
    patient.git("update-ref", "refs/remotes/origin/gh-pages", "HEAD")
    patient.git("checkout", "--quiet", "main")
    assert patient.codes() == ["two-ways"]


def test_a_site_that_is_not_one_to_publish(patient: Patient) -> None:
    """It shows drafts, or somebody changed it."""
    patient.entry("2024/10/24/draft.md", draft=True)
    patient.commit()
    assert patient.build(drafts=True).ok
    assert patient.codes() == ["drafts-in-site"]

    with (patient.site / "index.html").open("a") as file:
        file.write("more")
    assert patient.codes() == ["drafts-in-site", "unfinished-site"]


def test_a_digest_in_a_folder_of_its_repository(patient: Patient) -> None:
    """The workflow lies above it."""
    inner = Patient(patient.root / "sites" / "second", base_url=ADDRESS)
    (inner.root / ".gitignore").write_text("/site/\n/.briefgen/\n", "utf-8")
    with_workflow(inner)
    assert inner.codes() == []

    inner.configure(base_url=ADDRESS, timezone="Asia/Tokyo")
    assert inner.codes() == ["stale-workflow"]
