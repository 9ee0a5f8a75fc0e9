"""Whole broken sites, each with the exact text that its author reads, and nothing written."""

import shutil
from pathlib import Path

import pytest

from briefgen.cli import run
from tests.projects import tree

BROKEN = Path(__file__).parent / "broken"
SITES = sorted(path.name for path in BROKEN.iterdir() if path.is_dir())


@pytest.mark.parametrize("name", SITES)
def test_a_broken_site_says_what_is_wrong(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    renew_golden: bool,
) -> None:
    """Every fault is told in one run, with its place and one hint; the exit code is not 0."""
    project = tmp_path / name
    shutil.copytree(BROKEN / name, project)
    (project / "site").mkdir()
    monkeypatch.chdir(project)
    monkeypatch.setenv("NO_COLOR", "1")
    before = tree(project / "site")

    code = run(["check", "--jobs", "1", "--now", "2024-11-01T12:00"])
    checked = capsys.readouterr()
    built = run(["build", "--jobs", "1", "--now", "2024-11-01T12:00"])
    told = capsys.readouterr()

    said = f"exit {code}\n\n{checked.err}"
    expected = BROKEN / f"{name}.txt"
    if renew_golden:
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")
    assert code in (1, 2)
    assert built == code
    assert checked.out + told.out == ""
    assert "Traceback" not in said + told.err
    assert str(tmp_path) not in said + told.err
    assert tree(project / "site") == before
