"""The workflow of a digest: where it is written, what it says, and what it never writes over."""

import re
import subprocess
from datetime import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen.authoring.workflow import ACTIONS, DEPENDABOT, WORKFLOW, write_workflow
from briefgen.cli import run
from briefgen.finding import ConfigurationError
from tests.projects import Project

ROOT = Path(__file__).parents[2]


def repository(folder: Path) -> Path:
    """Make a git repository."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["git", "init", "--quiet", "-b", "main", str(folder)], check=True)
    return folder


def read(file: Path) -> dict[Any, Any]:
    """Return a workflow as GitHub reads it, where `on` is a word."""
    text = re.sub("^on:", '"on":', file.read_text("utf-8"), flags=re.MULTILINE)
    content: dict[Any, Any] = yaml.safe_load(text)
    return content


def steps(workflow: dict[Any, Any], job: str) -> dict[str, dict[str, Any]]:
    """Return the steps of a job by what they use, or by their name."""
    return {
        str(step.get("uses") or step["name"]).partition("@")[0]: step
        for step in workflow["jobs"][job]["steps"]
    }


def test_the_workflow_lies_at_the_root_of_the_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its path is data; all else is talk."""
    project = Project(repository(tmp_path / "all") / "sites" / "digest")

    code = run(["new", "workflow", "-c", str(project.root / "briefgen.yaml")])

    told = capsys.readouterr()
    assert code == 0
    assert told.out == f"{(tmp_path / 'all').resolve() / WORKFLOW}\n"
    assert told.err == "note: `.github/dependabot.yml` is new, and keeps the actions fresh\n"


def test_a_work_tree_is_a_repository_too(tmp_path: Path) -> None:
    """There `.git` is a file."""
    project = Project(tmp_path / "digest")
    (tmp_path / ".git").write_text("gitdir: elsewhere\n", "utf-8")

    written = write_workflow(project.root / "briefgen.yaml")

    assert written.path == tmp_path.resolve() / WORKFLOW


def test_without_a_repository_it_lies_beside_the_configuration(tmp_path: Path) -> None:
    """And that is said."""
    written = write_workflow(Project(tmp_path).root / "briefgen.yaml")

    assert written.path == tmp_path.resolve() / WORKFLOW
    assert "no git repository" in written.notes[0]


def test_another_workflow_stays_unless_it_is_to_be_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What would be the same is up to date, whatever its lines end with."""
    project = Project(repository(tmp_path))
    command = ["new", "workflow", "-c", str(project.root / "briefgen.yaml")]
    file = tmp_path / WORKFLOW
    assert run(command) == 0
    ours = file.read_bytes()
    file.write_bytes(ours.replace(b"\n", b"\r\n"))
    capsys.readouterr()

    assert run(command) == 0
    assert "up to date" in capsys.readouterr().err
    assert b"\r\n" in file.read_bytes()

    file.write_bytes(b"on: push\n")
    assert run(command) == 2
    assert f"error[other-workflow]: `{WORKFLOW}` is there" in capsys.readouterr().err
    assert file.read_bytes() == b"on: push\n"

    assert run([*command, "--replace"]) == 0
    assert file.read_bytes() == ours


@pytest.mark.parametrize("name", [DEPENDABOT, ".github/dependabot.yaml"])
def test_other_settings_of_dependabot_are_never_written_over(tmp_path: Path, name: str) -> None:
    """It is said when they keep no actions fresh."""
    project = Project(repository(tmp_path))
    file = tmp_path / name
    file.parent.mkdir()
    file.write_text("version: 2\nupdates: []\n", "utf-8")

    written = write_workflow(project.root / "briefgen.yaml", replace=True)

    assert file.read_text("utf-8") == "version: 2\nupdates: []\n"
    assert written.notes == (
        f"`{name}` stays as it is, and keeps no actions fresh: add `github-actions`",
    )
    assert len(list((tmp_path / ".github").glob("dependabot*"))) == 1


def test_only_the_branch_is_published_and_all_else_is_checked(tmp_path: Path) -> None:
    """A pull request has rights to read and no more, and waits for no publication."""
    project = Project(repository(tmp_path))
    workflow = read(write_workflow(project.root / "briefgen.yaml", branch="release/2").path)
    jobs = workflow["jobs"]

    assert set(workflow["on"]) == {"push", "pull_request", "schedule", "workflow_dispatch"}
    assert workflow["on"]["push"] == {"branches": ["release/2"]}
    assert jobs["check"]["if"] == "github.ref != 'refs/heads/release/2'"
    assert jobs["build"]["if"].startswith("github.ref == 'refs/heads/release/2' && ")
    assert jobs["deploy"]["needs"] == "build"
    assert workflow["permissions"] == {}
    assert jobs["check"]["permissions"] == {"contents": "read"}
    assert jobs["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert jobs["deploy"]["environment"]["name"] == "github-pages"
    assert workflow["concurrency"]["group"] == (
        "${{ github.ref == 'refs/heads/release/2' && 'pages' || github.ref }}"
    )
    assert all(job["timeout-minutes"] <= 30 for job in jobs.values())


def test_no_expression_of_github_reaches_a_shell(tmp_path: Path) -> None:
    """What others can write goes through the environment."""
    project = Project(repository(tmp_path))
    workflow = read(write_workflow(project.root / "briefgen.yaml").path)
    lines = [
        step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step
    ]

    assert len(lines) == 5
    assert [line for line in lines if "${{" in line] == []
    assert steps(workflow, "build")["Build"]["env"] == {
        "BASE_URL": "${{ steps.pages.outputs.base_url }}"
    }


def test_every_action_is_pinned_to_a_commit_with_its_version(tmp_path: Path) -> None:
    """One table says which; parts of one action are of one version."""
    project = Project(repository(tmp_path))
    text = write_workflow(project.root / "briefgen.yaml").path.read_text("utf-8")
    used = re.findall(r"uses: (\S+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$", text, re.MULTILINE)

    assert len(used) == text.count("uses:")
    assert set(used) == set(ACTIONS)
    assert len({commit for name, commit, _ in ACTIONS if name.startswith("actions/cache")}) == 1


def test_a_digest_in_a_folder_of_its_repository_works_there(tmp_path: Path) -> None:
    """Only its own files start the workflow; actions know paths from the root."""
    project = Project(repository(tmp_path) / "sites" / "digest")
    workflow = read(write_workflow(project.root / "briefgen.yaml").path)
    paths = {"paths": ["sites/digest/**", WORKFLOW]}
    build = steps(workflow, "build")

    assert workflow["defaults"]["run"] == {"working-directory": "sites/digest"}
    assert workflow["on"]["pull_request"] == paths
    assert workflow["on"]["push"] == {"branches": ["main"]} | paths
    assert build["actions/upload-pages-artifact"]["with"]["path"] == "sites/digest/site"
    assert build["actions/cache"]["with"]["path"] == "sites/digest/.briefgen\nsites/digest/site\n"
    assert "defaults" not in read(
        write_workflow(Project(repository(tmp_path / "b")).root / "briefgen.yaml").path
    )


def test_a_check_finds_the_cache_of_a_build(tmp_path: Path) -> None:
    """A cache is known by key and paths together."""
    project = Project(repository(tmp_path))
    workflow = read(write_workflow(project.root / "briefgen.yaml").path)
    kept = steps(workflow, "build")["actions/cache"]["with"]

    assert steps(workflow, "check")["actions/cache/restore"]["with"] == kept
    assert kept["key"].startswith(kept["restore-keys"])


@pytest.mark.parametrize(
    ("install", "requirements", "said", "cached_by"),
    [
        ("", False, "briefgen", WORKFLOW),
        ("", True, "--requirement requirements.txt", "requirements.txt"),
        ("briefgen[cjk]==1.2", True, "'briefgen[cjk]==1.2'", WORKFLOW),
        (".", False, ".", "pyproject.toml"),
        (
            "briefgen @ git+https://example.org/briefgen; rm -rf x",
            False,
            "'briefgen @ git+https://example.org/briefgen; rm -rf x'",
            WORKFLOW,
        ),
    ],
)
def test_what_is_installed(
    tmp_path: Path, install: str, requirements: bool, said: str, cached_by: str
) -> None:
    """What is asked for, else requirements.txt, else briefgen; pip's cache follows what says it."""
    project = Project(repository(tmp_path))
    (tmp_path / "pyproject.toml").touch()
    if requirements:
        (tmp_path / "requirements.txt").write_text("briefgen\n", "utf-8")
    workflow = read(write_workflow(project.root / "briefgen.yaml", install=install).path)

    for job in ("check", "build"):
        found = steps(workflow, job)
        assert found["Install"]["run"] == f"python -m pip install {said}"
        assert found["actions/setup-python"]["with"]["cache-dependency-path"] == cached_by


def test_the_schedule_is_that_of_the_digest(tmp_path: Path) -> None:
    """Its cadence and zone say when, unless other times are asked for."""
    project = Project(repository(tmp_path), timezone="Asia/Kolkata", cadence="weekly")
    config = project.root / "briefgen.yaml"
    (run_by_itself,) = read(write_workflow(config).path)["on"]["schedule"]
    text = write_workflow(config, at=[time(6, 10)], replace=True).path.read_text("utf-8")

    assert run_by_itself["cron"].split()[1] in {"18", "19"}
    assert '    - cron: "40 0 * * *" # 06:10\n' in text
    assert "what they are in Asia/Kolkata" in text


def test_a_configuration_with_another_name_is_named(tmp_path: Path) -> None:
    """Every command reads the same one."""
    project = Project(repository(tmp_path))
    (project.root / "briefgen.yaml").rename(project.root / "my digest.yaml")
    workflow = read(write_workflow(project.root / "my digest.yaml").path)
    lines = [step.get("run", "") for job in workflow["jobs"].values() for step in job["steps"]]

    assert sum("--config 'my digest.yaml'" in line for line in lines) == 3


def test_large_files_are_fetched_where_git_keeps_some(tmp_path: Path) -> None:
    """Without them a picture is a line of text."""
    project = Project(repository(tmp_path) / "digest")
    (tmp_path / ".gitattributes").write_text("*.jpg filter=lfs diff=lfs merge=lfs -text\n", "utf-8")
    workflow = read(write_workflow(project.root / "briefgen.yaml").path)

    assert steps(workflow, "build")["actions/checkout"]["with"]["lfs"] is True


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        ({"branch": "a b"}, "unusable-branch"),
        ({"branch": "release-*"}, "unusable-branch"),
        ({"branch": "x'] }"}, "unusable-branch"),
        ({"install": "--index-url=https://example.org"}, "unusable-requirement"),
        ({"install": "${{ github.event.pull_request.title }}"}, "unusable-requirement"),
        ({"install": "a\nb"}, "unusable-requirement"),
    ],
)
def test_words_that_mean_something_else_there_are_refused(
    tmp_path: Path, flags: dict[str, str], code: str
) -> None:
    """Nothing is written then."""
    project = Project(repository(tmp_path))

    with pytest.raises(ConfigurationError) as caught:
        write_workflow(project.root / "briefgen.yaml", **flags)  # type: ignore[arg-type]

    assert [finding.code for finding in caught.value.findings] == [code]
    assert not (tmp_path / ".github").exists()


def test_a_time_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Like any other flag that cannot be read."""
    assert run(["new", "workflow", "-c", str(ROOT / "briefgen.yaml"), "--at", "25:00"]) == 2
    assert "'25:00' does not match the format '%H:%M'" in capsys.readouterr().err


@pytest.mark.parametrize("name", [WORKFLOW, DEPENDABOT])
def test_our_own_workflow_is_what_the_command_writes(tmp_path: Path, name: str) -> None:
    """The demo is published as any digest is: `briefgen new workflow --install .` wrote these."""
    root = repository(tmp_path)
    for own in ("briefgen.yaml", "pyproject.toml", ".gitattributes"):
        (root / own).write_bytes((ROOT / own).read_bytes())
    write_workflow(root / "briefgen.yaml", install=".")

    assert (ROOT / name).read_text("utf-8") == (root / name).read_text("utf-8")
