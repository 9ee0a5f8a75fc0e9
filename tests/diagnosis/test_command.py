"""`briefgen doctor` as a person or a script meets it."""

import json

import pytest

from briefgen.cli import run
from tests.diagnosis.patients import ADDRESS, Patient


def test_facts_are_data_and_findings_are_talk(
    patient: Patient, capsys: pytest.CaptureFixture[str]
) -> None:
    """Lines below each other on stdout; on stderr what is wrong, and a verdict."""
    patient.configure(base_url="https://name.github.io/other/")

    code = run(["doctor", "-c", str(patient.root / "briefgen.yaml")])

    told = capsys.readouterr()
    assert code == 0
    lines = told.out.splitlines()
    where = lines[0].index("0.")
    assert lines[0].startswith("briefgen  ")
    assert all(line[where - 2 : where] == "  " and line[where] != " " for line in lines)
    assert "warning[other-pages-address]: " in told.err
    assert "--> briefgen.yaml:1:" in told.err
    assert told.err.endswith("1 warning\n")


def test_nothing_wrong_is_said_too(patient: Patient, capsys: pytest.CaptureFixture[str]) -> None:
    """The verdict is all there is on stderr."""
    assert run(["doctor", "-c", str(patient.root / "briefgen.yaml")]) == 0
    assert capsys.readouterr().err == "no findings\n"


def test_one_object_of_json(patient: Patient, capsys: pytest.CaptureFixture[str]) -> None:
    """Facts by name, findings as everywhere; nothing on stderr."""
    patient.configure(base_url=ADDRESS, publish={"branch": "main"})

    code = run(["doctor", "-c", str(patient.root / "briefgen.yaml"), "--format", "json"])

    told = capsys.readouterr()
    data = json.loads(told.out)
    assert code == 1
    assert told.err == ""
    assert set(data) == {"facts", "findings"}
    assert data["facts"]["address"] == ADDRESS
    assert [one["code"] for one in data["findings"]] == ["current-branch"]


def test_json_where_there_is_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No configuration: still one object, and exit code 2."""
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))

    code = run(["doctor", "--format", "json"])

    assert code == 2
    assert [one["code"] for one in json.loads(capsys.readouterr().out)["findings"]] == [
        "missing-configuration"
    ]
