"""`briefgen check --links` as a person or a script meets it."""

import json
from pathlib import Path

import pytest

from briefgen.cli import run
from tests.health.servers import Server, closed_port, servers
from tests.projects import Project


def project(root: Path, *addresses: str, **config: object) -> str:
    """Write a digest that rests on some addresses, and return the path of its configuration."""
    made = Project(root, **config)
    made.entry("2024/10/23/a.md", sources=[{"name": "S", "url": url} for url in addresses])
    return str(root / "briefgen.yaml")


def test_what_was_asked_is_summed_up(
    tmp_path: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    """On stderr, after the findings, each at its line."""
    with servers() as (other,):
        config = project(tmp_path, server.url("/200"), other.url("/404"), server.url("/to/301/204"))
        code = run(["check", "-c", config, "--links"])
        told = capsys.readouterr()

        assert (code, told.out) == (0, "")
        assert "warning[dead-source]" in told.err
        assert "--> content/entries/2024/10/23/a.md:8:8" in told.err
        assert "3 addresses asked: 2 answer (1 moved), 1 dead\n2 warnings" in told.err
        run(["check", "-c", config, "--links"])
        assert (
            "1 address asked, 2 more answered within the last day: 2 answer (1 moved), 1 dead"
            in (capsys.readouterr().err)
        )
        run(["check", "-c", config, "--links", "--fresh"])
        assert "3 addresses asked: 2 answer (1 moved), 1 dead" in capsys.readouterr().err


def test_without_the_flag_nobody_is_asked(tmp_path: Path, server: Server) -> None:
    """Neither by a check nor by a build."""
    config = project(tmp_path, server.url("/404"))

    assert run(["check", "-c", config]) == 0
    assert run(["build", "-c", config, "--jobs", "1"]) == 0
    assert server.asked == {}


def test_the_findings_are_data_in_every_form(
    tmp_path: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    """They go to stdout alone, like all others."""
    config = project(tmp_path, server.url("/404"))

    assert run(["check", "-c", config, "--links", "--format", "json"]) == 0
    (finding,) = json.loads(capsys.readouterr().out)
    assert (finding["code"], finding["line"]) == ("dead-source", 6)
    assert run(["check", "-c", config, "--links", "--format", "sarif"]) == 0
    sarif = json.loads(capsys.readouterr().out)
    assert sarif["runs"][0]["results"][0]["ruleId"] == "dead-source"
    assert run(["check", "-c", config, "--links", "--format", "github"]) == 0
    assert capsys.readouterr().out.startswith("::warning file=")


@pytest.mark.parametrize(
    ("checks", "flags", "code", "found"),
    [
        ({"severity": {"dead-source": "error"}}, [], 1, "error[dead-source]"),
        ({}, ["--strict"], 1, "error[dead-source]"),
        ({"ignore": ["dead-source"]}, ["--strict"], 0, "no findings"),
        ({"select": ["moved-source"]}, ["--strict"], 0, "no findings"),
        ({"severity": {"dead-source": "off"}}, ["--strict"], 0, "no findings"),
        ({"paths": {"content/entries/2024/**": {"ignore": ["dead-source"]}}}, [], 0, "no findings"),
    ],
)
def test_the_configuration_decides_what_is_told(
    tmp_path: Path,
    server: Server,
    capsys: pytest.CaptureFixture[str],
    checks: dict[str, object],
    flags: list[str],
    code: int,
    found: str,
) -> None:
    """As it does of all that is checked."""
    config = project(tmp_path, server.url("/404"), checks=checks)

    assert run(["check", "-c", config, "--links", *flags]) == code
    assert found in capsys.readouterr().err


def test_readers_are_told_by_a_file(
    tmp_path: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    """Written by one flag, named in the summary, read by the next build."""
    config = project(tmp_path, server.url("/404"))

    assert run(["check", "-c", config, "--links", "--write-dead"]) == 0
    assert "wrote content/dead-sources.yaml" in capsys.readouterr().err
    assert run(["build", "-c", config, "--jobs", "1"]) == 0
    page = (tmp_path / "site" / "2024" / "10" / "23" / "a" / "index.html").read_text("utf-8")
    assert "gone since" in page


def test_nobody_is_asked_while_there_is_an_error(
    tmp_path: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be read would be missing from the file for readers."""
    config = project(tmp_path, server.url("/404"))
    Project(tmp_path).entry("2024/10/23/b.md", title=None)

    assert run(["check", "-c", config, "--links", "--write-dead"]) == 1
    assert server.asked == {}
    assert "no source was asked: mend the errors first" in capsys.readouterr().err
    assert not (tmp_path / "content" / "dead-sources.yaml").exists()


def test_without_a_network_it_ends_with_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What else was found is told as well."""
    config = project(tmp_path, f"http://127.0.0.1:{closed_port()}/")
    Project(tmp_path).entry("2024/10/23/b.md", summary=None)

    assert run(["check", "-c", config, "--links"]) == 3
    told = capsys.readouterr().err
    assert "error[no-network]" in told
    assert "warning[missing-summary]" in told


@pytest.mark.parametrize("flag", ["--fresh", "--write-dead"])
def test_flags_that_go_with_links_say_so(
    tmp_path: Path, flag: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Alone they would do nothing, without a word."""
    config = project(tmp_path)

    assert run(["check", "-c", config, flag]) == 2
    assert f"{flag} goes with --links" in capsys.readouterr().err


@pytest.mark.parametrize(
    "code", ["dead-source", "moved-source", "blocked-source", "unreachable-source", "no-network"]
)
def test_every_code_is_explained(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    """On the command line, like those of all checks."""
    assert run(["check", "--explain", code]) == 0
    assert capsys.readouterr().out.startswith(f"{code}\n\n")


def test_clean_keeps_when_sources_last_answered(tmp_path: Path, server: Server) -> None:
    """Everything else below .briefgen/ can be made anew."""
    config = project(tmp_path, server.url("/200"))
    run(["check", "-c", config, "--links"])

    assert run(["clean", "-c", config]) == 0
    assert (tmp_path / ".briefgen" / "links.json").exists()
    assert not (tmp_path / ".briefgen" / "record.sqlite").exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("dead: {a: b}\n", "invalid-value"),
        ("dead: [{url: 'example.org', since: 2024-10-23}]\n", "invalid-value"),
        ("dead: [{url: 'https://example.org/', since: soon}]\n", "invalid-date"),
        ("dead: [{url: 'https://example.org/'}]\n", "missing-field"),
        ("gone: []\n", "unknown-key"),
        ("- a\n", "invalid-front-matter"),
        ("a: [\n", "invalid-yaml"),
    ],
)
def test_a_file_for_readers_that_is_wrong_is_told(tmp_path: Path, text: str, code: str) -> None:
    """With its line, like all content."""
    made = Project(tmp_path)
    made.write("dead-sources.yaml", text)

    (finding,) = made.build().findings

    assert (finding.code, finding.span.path) == (code, "content/dead-sources.yaml")
    assert finding.span.line > 0
    assert finding.hint


@pytest.mark.parametrize("text", ["", "dead:\n", "dead: []\n", "# none\n"])
def test_a_file_for_readers_may_be_empty(tmp_path: Path, text: str) -> None:
    """Nothing is gone."""
    made = Project(tmp_path)
    made.write("dead-sources.yaml", text)

    assert made.build().findings == ()


def test_a_password_in_a_text_is_found_and_not_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither in the message nor in the line below it, which stays as wide as it is."""
    made = Project(tmp_path)
    made.entry("2024/10/23/a.md", body="See [this](https://me:secret@example.org/x).")

    assert run(["check", "-c", str(tmp_path / "briefgen.yaml")]) == 1
    told = capsys.readouterr().err
    assert "error[credentials-in-address]" in told
    assert f"[this](https://{'…' * 9}@example.org/x)" in told
    assert "secret" not in told


def test_what_is_waived_is_told_without_a_network_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In text and as data, with the line of what it waives."""
    config = project(tmp_path, f"http://127.0.0.1:{closed_port()}/")
    Project(tmp_path).entry("2024/10/23/b.md", summary=None, allow={"missing-summary": "Short."})

    assert run(["check", "-c", config, "--links"]) == 3
    assert "missing-summary in content/entries/2024/10/23/b.md:2: Short." in capsys.readouterr().err
    assert run(["check", "-c", config, "--links", "--format", "json"]) == 3
    told = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in told if one["waived"]] == ["missing-summary"]


@pytest.mark.parametrize("flag", ["--links", "--fresh", "--write-dead"])
def test_an_explanation_goes_with_no_look(flag: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The flag would be ignored without a word."""
    assert run(["check", "--explain", "dead-source", flag]) == 2
    assert f"leave out {flag}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "file", "flags"),
    [
        ("content/dead-sources.yaml", "content/dead-sources.yaml", ["--write-dead"]),
        (".briefgen/links.json", ".briefgen/links.json", []),
    ],
)
def test_what_cannot_be_written_hides_nothing_that_was_found(
    tmp_path: Path,
    server: Server,
    capsys: pytest.CaptureFixture[str],
    path: str,
    file: str,
    flags: list[str],
) -> None:
    """A folder in its place: the findings of a long run are told, and the fault with them."""
    config = project(tmp_path, server.url("/404"))
    (tmp_path / path).mkdir(parents=True)
    (tmp_path / path / "x").touch()

    assert run(["check", "-c", config, "--links", *flags]) == 3
    told = capsys.readouterr().err
    assert "error[cannot-be-written]: the file cannot be written" in told
    assert f"--> {file}" in told
    assert "warning[dead-source]" in told
    assert "1 address asked" in told


@pytest.mark.parametrize(
    ("path", "code", "told"),
    [("/404", "dead-source", []), ("/200", "dead-source", ["unused-waiver"])],
)
def test_a_waiver_is_found_unused_when_the_source_answers(
    tmp_path: Path,
    server: Server,
    capsys: pytest.CaptureFixture[str],
    path: str,
    code: str,
    told: list[str],
) -> None:
    """Where it is dead, the waiver is of use."""
    made = Project(tmp_path)
    made.entry("2024/10/23/a.md", sources=[server.url(path)], allow={code: "Known."})

    run(["check", "-c", str(tmp_path / "briefgen.yaml"), "--links", "--format", "json"])

    found = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in found if one["waived"] is None] == told


def test_a_waiver_is_let_pass_while_not_all_is_known(
    tmp_path: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    """A host that asked for quiet may have what it is for."""
    made = Project(tmp_path)
    made.entry("2024/10/22/quiet.md", sources=[server.url("/429")])
    made.entry(
        "2024/10/21/a.md",
        sources=[server.url("/429"), server.url("/404")],
        allow={"dead-source": "Known."},
    )

    run(["check", "-c", str(tmp_path / "briefgen.yaml"), "--links"])

    assert "unused-waiver" not in capsys.readouterr().err


def test_the_file_for_readers_may_be_a_link(tmp_path: Path, server: Server) -> None:
    """What it leads to inside the project is written, and keeps its mode."""
    config = project(tmp_path, server.url("/404"))
    real = tmp_path / "gone.yaml"
    real.write_text("dead: []\n", "utf-8")
    real.chmod(0o640)
    link = tmp_path / "content" / "dead-sources.yaml"
    link.symlink_to(real)

    assert run(["check", "-c", config, "--links", "--write-dead"]) == 0
    assert link.is_symlink()
    assert server.url("/404") in real.read_text("utf-8")
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("engine", ["standard", "fast"])
def test_a_password_inside_an_address_of_an_archive_is_found(tmp_path: Path, engine: str) -> None:
    """Whichever engine reads the text."""
    made = Project(tmp_path, markup={"engine": engine})
    made.entry("2024/10/23/a.md", body="[x](https://archive.example/1/https://me:secret@a.org/)")

    assert [one.code for one in made.build().findings] == ["credentials-in-address"]
