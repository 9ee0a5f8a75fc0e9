"""What is told of a repository and of the content in it."""

import subprocess
from pathlib import Path

import pytest

from briefgen.finding import Severity
from tests.diagnosis.patients import ADDRESS, Patient

POINTER = """\
version https://git-lfs.github.com/spec/v1
oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
size 12345
"""


def test_nothing_is_wrong_with_a_healthy_project(patient: Patient) -> None:
    """Before it is built and after."""
    assert patient.look().findings == ()
    assert patient.fact("pages") == ADDRESS
    assert patient.fact("remote") == "origin, git@github.com:name/digest.git"
    assert patient.fact("not committed") == "0 files"

    assert patient.build().ok
    found = patient.look()
    assert found.findings == ()
    assert found.exit_code == 0
    assert "build " in patient.fact("site")


def test_a_project_without_a_repository(tmp_path: Path) -> None:
    """A site can be built all the same."""
    patient = Patient(tmp_path, base_url=ADDRESS)

    found = patient.look()

    assert [finding.code for finding in found.findings] == ["no-repository"]
    assert found.findings[0].severity is Severity.WARNING
    assert found.exit_code == 0


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    """And without a remote."""
    patient = Patient(tmp_path, base_url=ADDRESS)
    patient.git("init", "--quiet", "-b", "main")

    assert patient.codes() == ["no-commit", "unignored-output", "unknown-remote"]
    assert patient.fact("repository") == "branch main, no commit"


def test_a_detached_shallow_clone(patient: Patient, tmp_path: Path) -> None:
    """That is no fault, and told."""
    patient.commit()
    clone = tmp_path / "clone"
    patient.git("clone", "--quiet", "--depth=1", f"file://{patient.root}", str(clone))
    other = Patient(clone, base_url=ADDRESS)
    other.git("checkout", "--quiet", "--detach")

    told = other.fact("repository")

    assert told.startswith("no branch, commit ")
    assert told.endswith(", shallow")


def test_a_password_in_a_remote_is_not_shown(patient: Patient) -> None:
    """Neither as a fact nor in a finding."""
    patient.git("remote", "set-url", "origin", "https://me:secret-token@example.net/a.git")

    patient.configure(base_url="https://me:secret-token@localhost/")

    assert "secret-token" not in repr(patient.look())
    assert patient.fact("remote") == "origin, https://example.net/a.git"


@pytest.mark.parametrize(
    ("settings", "codes"),
    [
        ({"base_url": "https://example.org/"}, ["unpublishable-base-url"]),
        ({"base_url": "https://name.github.io/other/"}, ["other-pages-address"]),
        ({"base_url": ADDRESS, "publish": {"domain": "digest.net"}}, ["other-pages-address"]),
        ({"base_url": "https://digest.net/", "publish": {"domain": "digest.net"}}, []),
        ({"base_url": ADDRESS, "publish": {"remote": "upstream"}}, ["unknown-remote"]),
        ({"base_url": ADDRESS, "publish": {"branch": "main"}}, ["current-branch"]),
    ],
)
def test_where_the_site_goes(
    patient: Patient, settings: dict[str, object], codes: list[str]
) -> None:
    """Its address has to be the one that GitHub Pages gives it, or that of its domain."""
    patient.configure(**settings)
    patient.commit()

    assert patient.codes() == codes


def test_a_domain_in_the_content(patient: Patient) -> None:
    """It counts as the one in the configuration does."""
    patient.write("static/CNAME", "digest.net\n")
    patient.commit()

    assert patient.codes() == ["other-pages-address"]


def test_a_branch_of_the_content_ends_with_an_error(patient: Patient) -> None:
    """Publishing always refuses it."""
    patient.configure(base_url=ADDRESS, publish={"branch": "main"})

    assert patient.look().exit_code == 1


def test_output_that_git_does_not_leave_aside(patient: Patient) -> None:
    """Of the site, and of a record that has lost its own `.gitignore`."""
    (patient.root / ".gitignore").unlink()
    (patient.root / ".briefgen").mkdir()
    patient.commit()

    found = patient.look().findings
    assert [(f.code, f.span.path) for f in found] == [
        ("unignored-output", "site"),
        ("unignored-output", ".briefgen"),
    ]


def test_a_kept_folder_is_no_output(patient: Patient) -> None:
    """Of a site in the repository only the placeholder may be there."""
    (patient.root / ".gitignore").write_text("/site/*\n!/site/.gitkeep\n", "utf-8")
    patient.site.mkdir()
    (patient.site / ".gitkeep").touch()
    patient.commit()
    assert patient.codes() == []

    assert patient.build().ok
    patient.git("add", "--force", "site/index.html")
    assert patient.codes() == ["tracked-output"]


def test_content_that_git_ignores(patient: Patient) -> None:
    """A build reads it here and nowhere else; what a build leaves aside may be ignored."""
    with (patient.root / ".gitignore").open("a") as file:
        file.write("*.png\n.DS_Store\n")
    patient.write("images/a.png", b"picture")
    patient.write("images/.DS_Store", b"")
    patient.commit()
    patient.entry("2024/10/24/new.md")

    assert patient.codes() == ["ignored-content"]
    assert patient.fact("not committed") == "1 file"


def test_pointers_of_git_lfs(patient: Patient) -> None:
    """A site would show nothing in their place."""
    patient.write("images/a.jpg", POINTER)
    patient.commit()

    found = patient.look()
    assert [(f.code, f.span.path) for f in found.findings] == [
        ("lfs-pointer", "content/images/a.jpg")
    ]
    assert found.findings[0].hint.endswith("`git lfs pull`")
    assert found.exit_code == 1


def test_a_submodule_that_is_not_here(patient: Patient, tmp_path: Path) -> None:
    """After a clone without it; once it is there, all is well."""
    other = tmp_path / "pictures"
    subprocess.run(["git", "init", "--quiet", str(other)], check=True)
    (other / "a.txt").touch()
    subprocess.run(["git", "add", "."], cwd=other, check=True)
    subprocess.run(["git", "commit", "--quiet", "-m", "One"], cwd=other, check=True)
    local = ("-c", "protocol.file.allow=always")
    patient.git(*local, "submodule", "--quiet", "add", str(other), "content/images/more")
    patient.commit()
    assert patient.codes() == []

    patient.git("submodule", "--quiet", "deinit", "--all")
    found = patient.look().findings
    assert [(f.code, f.span.path) for f in found] == [("missing-submodule", "content/images/more")]


def test_nobody_commits(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git may not guess who it is."""
    patient.git("config", "user.useConfigOnly", "true")
    for name in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(name)

    assert patient.codes() == ["no-identity"]


def test_names_that_are_one_elsewhere(patient: Patient) -> None:
    """By capitals or by how an accent is written; of two folders once, whatever is in them."""
    patient.write("images/A.png", b"1")
    patient.write("images/a.png", b"2")
    for folder in ("caf\u00e9", "cafe\u0301"):
        patient.write(f"static/{folder}/x.txt", b"x")
    patient.commit()

    found = patient.look().findings
    assert [(f.code, f.span.path) for f in found] == [
        ("names-alike", "content/images/A.png"),
        ("names-alike", "content/static/cafe\u0301"),
    ]


def test_files_that_github_does_not_take(patient: Patient) -> None:
    """More than 100 MiB."""
    with patient.write("static/film.mp4", b"").open("wb") as file:
        file.truncate(100 * 1024 * 1024 + 1)
    (patient.root / ".git" / "info" / "exclude").write_text("*.mp4\n", "utf-8")

    assert patient.codes() == ["ignored-content", "large-file"]


def test_a_work_tree_of_its_own(patient: Patient, tmp_path: Path) -> None:
    """A branch that is checked out elsewhere is known."""
    patient.git("worktree", "add", "--quiet", "-b", "gh-pages", str(tmp_path / "other"))

    assert patient.codes() == ["current-branch"]
