"""Where everything is broken: no traceback, nothing changed, and the rest is still looked at."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from briefgen.authoring.workflow import WORKFLOW, write_workflow
from briefgen.diagnosis import environment
from briefgen.diagnosis.told import Fact
from briefgen.finding import Finding
from tests.diagnosis.patients import Patient, everything

ROOT = Path(__file__).parents[2]


def codes(told: object) -> list[str]:
    """Return the codes of the findings among what is told."""
    return [one.code for one in told if isinstance(one, Finding)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("built", [False, True])
def test_nothing_is_changed(patient: Patient, built: bool) -> None:
    """No byte, mode or time: of the project, of its repository, of its site, of no folder."""
    if built:
        patient.build(drafts=True)
    # As new as the index, so that git has to look into it, and would note that it did.
    patient.entry("2024/10/23/harbour.md", "Another body.")
    patient.write("images/a.jpg", b"picture")
    before = everything(patient.root)

    patient.look()

    assert everything(patient.root) == before


def test_filters_of_git_are_not_run(patient: Patient) -> None:
    """Those of Git LFS would keep what they are shown."""
    mark = patient.root.parent / "ran"
    patient.git("config", "filter.lfs.clean", f"touch '{mark}'; cat")
    (patient.root / ".gitattributes").write_text("*.jpg filter=lfs\n", "utf-8")
    patient.write("images/a.jpg", b"picture")
    patient.commit()
    assert mark.exists()
    mark.unlink()
    patient.write("images/a.jpg", b"PICTURE")

    patient.look()

    assert not mark.exists()


def test_without_a_configuration_only_the_machine_is_looked_at(tmp_path: Path) -> None:
    """And it is said how to start."""
    found = Patient(tmp_path).look("other.yaml")

    assert codes(found.findings) == ["missing-configuration"]
    assert "briefgen new site" in found.findings[0].hint
    assert found.exit_code == 2
    assert "content" not in {fact.name for fact in found.facts}


def test_without_a_folder(tmp_path: Path) -> None:
    """Where the configuration would lie there is nothing either."""
    found = Patient(tmp_path).look("nowhere/at/all/briefgen.yaml")

    assert found.exit_code == 2
    assert "missing-configuration" in codes(found.findings)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"title: [\n", "invalid-yaml"),
        (b"\xff\xfe\x00", "not-utf8"),
        (b"titel: Trial\n", "unknown-key"),
        (b"title: Trial\ntimezone: Mars/Olympus\n", "unknown-timezone"),
    ],
)
def test_a_broken_configuration_hides_nothing_else(
    patient: Patient, data: bytes, code: str
) -> None:
    """Its faults are told, and those of the repository."""
    (patient.root / "briefgen.yaml").write_bytes(data)
    (patient.root / ".gitignore").unlink()

    found = patient.look()

    assert code in codes(found.findings)
    assert "unignored-output" in codes(found.findings)
    assert found.exit_code == 2


def test_a_folder_for_a_configuration(patient: Patient) -> None:
    """It cannot be read, and is said to be a folder."""
    found = patient.look("content")

    assert "unreadable-file" in codes(found.findings)
    assert found.exit_code == 2


def test_an_unknown_theme_is_a_fault_of_the_configuration(patient: Patient) -> None:
    """As it is for a build."""
    patient.configure(theme={"name": "none-such"})

    assert patient.look().exit_code == 2


def test_a_theme_without_the_language(patient: Patient) -> None:
    """Its own words stay English."""
    patient.configure(base_url="https://name.github.io/digest/", language="eo")

    assert patient.codes() == ["missing-locale"]


def test_without_git(patient: Patient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is told once, and the rest is looked at."""
    monkeypatch.setenv("PATH", str(tmp_path))
    patient.write("images/a.jpg", "version https://git-lfs.github.com/spec/v1\noid sha256:1\n")

    assert patient.codes() == ["lfs-pointer", "missing-git"]


def test_an_old_git(patient: Patient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is told once."""
    (tmp_path / "git").write_text("#!/bin/sh\necho git version 2.20.1\n")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    assert patient.codes() == ["old-git"]
    assert patient.fact("git") == "2.20.1"


def test_a_damaged_repository(patient: Patient) -> None:
    """Whatever git says, it is told in findings."""
    (patient.root / ".git" / "index").write_bytes(b"nonsense")

    found = patient.look()

    assert "failed-git" in codes(found.findings)
    assert "site" in {fact.name for fact in found.facts}


def test_a_repository_without_its_objects(patient: Patient) -> None:
    """Nor does it end anything."""
    shutil.rmtree(patient.root / ".git" / "objects")

    assert "no-repository" in codes(patient.look().findings)


def test_what_cannot_be_read_or_written(patient: Patient) -> None:
    """A folder of content, the workflow, and the project itself."""
    write_workflow(patient.root / "briefgen.yaml")
    workflow = patient.root / WORKFLOW
    workflow.chmod(0)
    if os.access(workflow, os.R_OK):
        pytest.skip("the superuser may do everything")
    folder = patient.root / "content" / "images"
    folder.mkdir()
    folder.chmod(0)
    patient.root.chmod(0o555)
    try:
        found = codes(patient.look().findings)
    finally:
        patient.root.chmod(0o755)
        folder.chmod(0o755)

    assert {"unreadable-folder", "read-only-project", "failed-look"} <= {*found}
    assert found.count("failed-look") == 1


def test_a_project_that_cannot_be_looked_into(patient: Patient) -> None:
    """Its settings are there, and cannot be read."""
    patient.root.chmod(0)
    if os.access(patient.root, os.R_OK):
        pytest.skip("the superuser may do everything")
    try:
        found = patient.look()
    finally:
        patient.root.chmod(0o755)

    assert "unreadable-file" in codes(found.findings)
    assert found.exit_code == 2


def test_a_file_in_the_place_of_the_site(patient: Patient) -> None:
    """A build would refuse to write there."""
    patient.site.touch()

    found = patient.look()

    assert codes(found.findings) == ["unsafe-output"]
    assert found.exit_code == 2


def test_a_repository_that_cannot_be_read(patient: Patient) -> None:
    """To git it is none."""
    (patient.root / ".git").chmod(0)
    if os.access(patient.root / ".git", os.R_OK):
        pytest.skip("the superuser may do everything")
    try:
        found = codes(patient.look().findings)
    finally:
        (patient.root / ".git").chmod(0o755)

    assert found == ["no-repository"]


def test_names_and_files_that_are_no_text(patient: Patient) -> None:
    """In another locale than UTF-8: escapes, and no traceback."""
    name = os.fsencode(patient.root / "content" / "static") + b"/caf\xe9.txt"
    os.makedirs(os.path.dirname(name))
    Path(os.fsdecode(name)).touch()
    patient.configure(title="Łódź", language="eo")
    told = subprocess.run(
        [sys.executable, "-m", "briefgen", "doctor", "-c", str(patient.root / "briefgen.yaml")],
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"},
        capture_output=True,
        check=False,
    )

    assert told.returncode == 1
    assert b"Traceback" not in told.stderr
    assert b"invalid-file-name" in told.stderr
    assert b"narrow-encoding" in told.stderr


def test_each_extra_is_known() -> None:
    """Those that pyproject.toml declares, but for what tests need."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert {*declared["optional-dependencies"]} - {"test", "gallery"} == {*environment.EXTRAS}


def test_little_room_is_told(tmp_path: Path) -> None:
    """And only then."""
    assert codes(environment.disk(tmp_path, little=0)) == []
    assert codes(environment.disk(tmp_path, little=1 << 80)) == ["little-space"]


def test_yaml_without_its_library_in_c_is_told() -> None:
    """It is slower, and nothing else."""
    assert codes(environment.yaml_library(in_c=True)) == []
    assert codes(environment.yaml_library(in_c=False)) == ["slow-yaml"]


def test_a_terminal_of_another_encoding_is_told() -> None:
    """However UTF-8 is spelt."""
    assert codes(environment.encoding("UTF-8")) == codes(environment.encoding("utf8")) == []
    assert codes(environment.encoding("ISO-8859-1")) == ["narrow-encoding"]


def test_no_folder_for_temporary_files(tmp_path: Path) -> None:
    """None is looked for by writing."""
    assert codes(environment.passing_files([str(tmp_path)])) == []
    assert codes(environment.passing_files([str(tmp_path / "none")])) == ["no-temporary-folder"]


def test_a_search_program_that_does_not_run(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is an error where a search is asked for, and a fact where none is."""
    broken = patient.root.parent / "bin"
    broken.mkdir()
    (broken / "pagefind_bin_extended.py").write_text(
        f"def get_executable():\n    return {str(broken / 'none')!r}\n", "utf-8"
    )
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from briefgen.cli import run\n"
        f"sys.exit(run(['doctor', '-c', {str(patient.root / 'briefgen.yaml')!r}]))\n"
    )
    told = []
    for index in ("on", "off"):
        patient.configure(base_url="https://name.github.io/digest/", search={"index": index})
        told.append(
            subprocess.run(
                [sys.executable, "-c", code],
                env={**os.environ, "PYTHONPATH": f"{broken}{os.pathsep}{ROOT}"},
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
        )

    assert [one.returncode for one in told] == [1, 0]
    assert "error[broken-search-program]: Pagefind could not index" in told[0].stderr
    assert "broken-search-program" not in told[1].stderr


def test_no_fact_is_told_twice(patient: Patient) -> None:
    """They go by their names."""
    names = [fact.name for fact in patient.look().facts if isinstance(fact, Fact)]

    assert len(names) == len(set(names))
