"""`briefgen review`: three keys are written, and every other byte stays."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.authoring.review import review
from briefgen.cli import run
from briefgen.model import Entry
from briefgen.reading.parse import parse
from briefgen.reading.parsed import Settings
from tests.projects import Project

MARKDOWN = "entries/2024/10/23/harbour.md"
YAML = "entries/2024/10/23/harbour.yaml"
DAY = "entries/2024/10/23/day.yaml"
AT = "2024-10-23T18:05"

# What stands where the review goes, by name: path, entry, before, after. `#` is the fingerprint.
LAYOUTS = {
    "behind ai_text": (
        MARKDOWN,
        "",
        "---\ntitle: Harbour\nai_text: generated\nsummary: One.\n---\nText.\n",
        "---\ntitle: Harbour\nai_text: generated\nreviewed_by: The editors\n"
        "reviewed_at: 2024-10-23T18:05+00:00\nreviewed_text: #\nsummary: One.\n---\nText.\n",
    ),
    "a comment stays with its key": (
        MARKDOWN,
        "",
        "---\n# The harbour.\nai_text: assisted   # by a model\n# And more.\ntitle: Harbour\n---\n",
        "---\n# The harbour.\nai_text: assisted   # by a model\nreviewed_by: The editors\n"
        "reviewed_at: 2024-10-23T18:05+00:00\nreviewed_text: #\n# And more.\ntitle: Harbour\n---\n",
    ),
    "line ends and the byte order mark": (
        MARKDOWN,
        "",
        "\ufeff---\r\ntitle: Hafen Süd 🚢\r\nai_text: generated\r\n---\r\n\r\nText  \r\n",
        "\ufeff---\r\ntitle: Hafen Süd 🚢\r\nai_text: generated\r\nreviewed_by: The editors\r\n"
        "reviewed_at: 2024-10-23T18:05+00:00\r\nreviewed_text: #\r\n---\r\n\r\nText  \r\n",
    ),
    "old line ends": (
        YAML,
        "",
        "title: Harbour\rai_text: generated\rbody: Text.\r",
        "title: Harbour\rai_text: generated\rreviewed_by: The editors\r"
        "reviewed_at: 2024-10-23T18:05+00:00\rreviewed_text: #\rbody: Text.\r",
    ),
    "a review that was made before, in odd order": (
        MARKDOWN,
        "",
        "---\nreviewed_text: 0123456789abcdef # once\ntitle: Harbour\nreviewed_at: 2024-10-22\n"
        "reviewed_by: 'A. Editor'\nai_text: generated\n---\nText.\n",
        "---\nreviewed_text: # # once\ntitle: Harbour\nreviewed_at: 2024-10-23T18:05+00:00\n"
        "reviewed_by: The editors\nai_text: generated\n---\nText.\n",
    ),
    "a name that was written by hand": (
        MARKDOWN,
        "",
        "---\nreviewed_by: A. Editor\ntitle: Harbour\nai_text: generated\n---\nText.\n",
        "---\nreviewed_by: The editors\nreviewed_at: 2024-10-23T18:05+00:00\nreviewed_text: #\n"
        "title: Harbour\nai_text: generated\n---\nText.\n",
    ),
    "keys without a value": (
        MARKDOWN,
        "",
        "---\ntitle: Harbour\nai_text: generated\nreviewed_by:\nreviewed_at: # when?\n---\nText.\n",
        "---\ntitle: Harbour\nai_text: generated\nreviewed_by: The editors\n"
        "reviewed_at: 2024-10-23T18:05+00:00 # when?\nreviewed_text: #\n---\nText.\n",
    ),
    "values that span lines": (
        YAML,
        "",
        'title: >-\n  The\n  harbour\nai_text: |\n  generated\n\nreviewed_by: "A.\n  Editor"\n'
        "sources:\n- https://example.org/\n",
        "title: >-\n  The\n  harbour\nai_text: |\n  generated\n\nreviewed_by: The editors\n"
        "reviewed_at: 2024-10-23T18:05+00:00\nreviewed_text: #\nsources:\n- https://example.org/\n",
    ),
    "a block behind which the review goes": (
        YAML,
        "",
        "title: Harbour\nai_text: >\n  generated\n\n# Sources\nsources: https://example.org/\n",
        "title: Harbour\nai_text: >\n  generated\nreviewed_by: The editors\n"
        "reviewed_at: 2024-10-23T18:05+00:00\nreviewed_text: #\n\n# Sources\n"
        "sources: https://example.org/\n",
    ),
    "no line end at the end": (
        YAML,
        "",
        "title: Harbour\nbody: Text.\nai_text: generated",
        "title: Harbour\nbody: Text.\nai_text: generated\nreviewed_by: The editors\n"
        "reviewed_at: 2024-10-23T18:05+00:00\nreviewed_text: #",
    ),
    "a line of its own": (
        YAML,
        "",
        "ai_text: generated\ntitle: Harbour",
        "ai_text: generated\nreviewed_by: The editors\nreviewed_at: 2024-10-23T18:05+00:00\n"
        "reviewed_text: #\ntitle: Harbour",
    ),
    "front matter in braces": (
        MARKDOWN,
        "",
        "---\n{title: Harbour, ai_text: generated}\n---\nText.\n",
        "---\n{title: Harbour, ai_text: generated, reviewed_by: The editors, "
        "reviewed_at: 2024-10-23T18:05+00:00, reviewed_text: #}\n---\nText.\n",
    ),
    "JSON": (
        YAML,
        "",
        '{\n  "title": "Harbour",\n  "ai_text": "generated",\n  "body": "Text."\n}\n',
        '{\n  "title": "Harbour",\n  "ai_text": "generated",\n  "reviewed_by": "The editors",\n'
        '  "reviewed_at": "2024-10-23T18:05+00:00",\n  "reviewed_text": "#",\n'
        '  "body": "Text."\n}\n',
    ),
    "the second item of a day file": (
        DAY,
        "#2",
        "entries:\n  - title: One\n    ai_text: generated\n  - title: Two\n    ai_text: assisted\n"
        "    body: |\n      Text.\n",
        "entries:\n  - title: One\n    ai_text: generated\n  - title: Two\n    ai_text: assisted\n"
        "    reviewed_by: The editors\n    reviewed_at: 2024-10-23T18:05+00:00\n"
        "    reviewed_text: #\n    body: |\n      Text.\n",
    ),
    "an item by its id, its first key": (
        DAY,
        "#2024-10-23-one",
        "entries:\n-   ai_text: generated\n    title: One\n- title: Two\n  ai_text: assisted\n",
        "entries:\n-   ai_text: generated\n    reviewed_by: The editors\n"
        "    reviewed_at: 2024-10-23T18:05+00:00\n    reviewed_text: #\n    title: One\n"
        "- title: Two\n  ai_text: assisted\n",
    ),
    "an item in braces": (
        DAY,
        "#1",
        "date: 2024-10-23\nentries:\n  - {ai_text: generated, title: One, reviewed_by: }\n"
        "  - title: Two\n",
        "date: 2024-10-23\nentries:\n  - {ai_text: generated, title: One, reviewed_by: The editors,"
        " reviewed_at: 2024-10-23T18:05+00:00, reviewed_text: #}\n  - title: Two\n",
    ),
}


def read(path: str, data: bytes) -> tuple[Entry, ...]:
    """Return the entries of a file; it has no error."""
    parsed = parse(f"content/{path}", "entry", data, Settings("UTC", "escape"))
    assert not parsed.findings
    return parsed.entries


def unreviewed(entry: Entry) -> Entry:
    """Return an entry without its review, and without the lines of its links."""
    links = tuple(replace(link, line=0) for link in entry.body.links)
    return replace(
        entry,
        reviewed_by="",
        reviewed_at=None,
        reviewed_text="",
        body=replace(entry.body, links=links),
    )


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_review_is_written_where_ai_text_stands(layout: str, tmp_path: Path) -> None:
    """In the style of the file, and every other byte stays."""
    path, which, before, after = LAYOUTS[layout]
    project = Project(tmp_path)
    file = project.write(path, before)

    written = review(tmp_path / "briefgen.yaml", f"{file}{which}", by="The editors", at=AT)

    fingerprint = written.keys["reviewed_text"]
    told = file.read_bytes().decode()
    assert fingerprint in told
    # Digits alone would be a number for others: they are in quotes.
    assert told.replace(fingerprint, "#").replace('"#"', "#") == after.replace('"#"', "#")
    assert [unreviewed(entry) for entry in read(path, told.encode())] == [
        unreviewed(entry) for entry in read(path, before.encode())
    ]
    assert [entry.reviewed for entry in read(path, told.encode())].count(True) == 1


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_second_review_takes_the_place_of_the_first(layout: str, tmp_path: Path) -> None:
    """The same review again changes nothing; another name changes the name."""
    path, which, before, _ = LAYOUTS[layout]
    project = Project(tmp_path)
    file = project.write(path, before)
    config = tmp_path / "briefgen.yaml"
    review(config, f"{file}{which}", by="The editors", at=AT)
    first = file.read_bytes()

    review(config, f"{file}{which}", by="The editors", at=AT)
    again = file.read_bytes()
    review(config, f"{file}{which}", by="Another desk", at=AT)

    assert again == first
    assert file.read_bytes() == first.replace(b"The editors", b"Another desk")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("A. Editor", "A. Editor"),
        ("Jürgen O’Neill-Smith", "Jürgen O’Neill-Smith"),
        ("The editors: all", '"The editors: all"'),
        ("no", '"no"'),
        ("Zoë # 2", '"Zoë # 2"'),
        ("  The   editors\n", "The editors"),
        ('The "night" desk', '"The \\"night\\" desk"'),
        ("[editors]", '"[editors]"'),
        ("संपादक", '"संपादक"'),
        ("\x1b[31mred", '"[31mred"'),
    ],
)
def test_a_name_is_read_as_it_was_given(name: str, written: str, tmp_path: Path) -> None:
    """In quotes where YAML could take it for something else."""
    project = Project(tmp_path)
    file = project.write(MARKDOWN, "---\ntitle: Harbour\nai_text: generated\n---\nText.\n")

    keys = review(tmp_path / "briefgen.yaml", str(file), by=name, at=AT).keys

    assert f"\nreviewed_by: {written}\n" in file.read_text("utf-8")
    assert read(MARKDOWN, file.read_bytes())[0].reviewed_by == keys["reviewed_by"]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    keys=st.permutations(
        [
            "title: Harbour",
            "ai_text: generated",
            "summary: 'One: two'",
            "# A word between.",
            "topics:\n  - tide\n  - wind",
            "sources: [{name: A, url: https://example.org/}]",
            "extra:\n  ai_text: none\n  reviewed_by: Nobody",
        ]
    ),
    there=st.sets(
        st.sampled_from(["reviewed_by: X", "reviewed_at: 2024-10-23", 'reviewed_text: "0"'])
    ),
    end=st.sampled_from(["\n", "\r\n"]),
    name=st.text(min_size=1, max_size=12),
)
def test_whatever_the_order_the_rest_stays(
    tmp_path: Path, keys: list[str], there: set[str], end: str, name: str
) -> None:
    """Keys in any order, with some of a review or none, and any name."""
    project = Project(tmp_path)
    lines = "\n".join([*keys[:3], *sorted(there), *keys[3:]])
    text = f"---\n{lines}\n---\n\nText, [linked](entry:2024-10-23-harbour).\n".replace("\n", end)
    file = project.write(MARKDOWN, text)
    (before,) = read(MARKDOWN, file.read_bytes())
    code = run(
        ["review", str(file), "--by", name, "--at", AT, "-c", str(tmp_path / "briefgen.yaml")]
    )
    (after,) = read(MARKDOWN, file.read_bytes())

    if code:
        assert code == 2
        assert file.read_bytes() == text.encode()
        return
    assert after.reviewed
    assert unreviewed(after) == unreviewed(before)
    left = [line for line in file.read_bytes().decode().split(end) if "reviewed_" not in line]
    assert left == [line for line in text.split(end) if "reviewed_" not in line]


def trial(tmp_path: Path) -> Project:
    """Return a project with an entry of each kind."""
    project = Project(tmp_path, timezone="Asia/Kolkata")
    project.entry("2024/10/23/harbour.md", ai_text="generated")
    project.entry("2024/10/23/library.md")
    project.write(DAY, "entries:\n- {title: One, ai_text: assisted}\n- {title: Two}\n")
    return project


def told_by(
    project: Project, capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, str]:
    """Run the command; return its exit code and what it said."""
    capsys.readouterr()
    code = run(["review", "-c", str(project.root / "briefgen.yaml"), *arguments])
    told = capsys.readouterr()
    assert told.out == ""
    return code, told.err


def test_an_entry_is_named_by_its_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From anywhere; what was written is told, with the offset of the site's zone."""
    project = trial(tmp_path)

    code, told = told_by(project, capsys, "2024-10-23-one", "--by", "The editors", "--at", AT)

    assert code == 0
    assert told.startswith("reviewed content/entries/2024/10/23/day.yaml (One)\n")
    assert "\n  reviewed_at: 2024-10-23T18:05+05:30\n" in told
    assert "reviewed_by: The editors" in (project.root / "content" / DAY).read_text("utf-8")


def test_without_a_time_it_is_now_to_the_minute(tmp_path: Path) -> None:
    """On the clock of the site; a bare day stays one."""
    project = trial(tmp_path)
    config, file = tmp_path / "briefgen.yaml", project.root / "content" / MARKDOWN
    at = review(config, str(file), by="A").keys["reviewed_at"]
    day = review(config, str(file), by="A", at="2024-10-24").keys["reviewed_at"]

    assert len(at) == len("2024-10-23T18:05+05:30")
    assert at.endswith("+05:30")
    assert day == "2024-10-24"


@pytest.mark.parametrize("place", ["content/" + MARKDOWN, MARKDOWN.removeprefix("entries/")])
def test_a_path_is_seen_from_where_one_is(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the folder of the entries, or from the project wherever one is."""
    project = trial(tmp_path)
    monkeypatch.chdir(
        project.root / "content/entries" if place.startswith("2024") else project.root.parent
    )

    assert review(tmp_path / "briefgen.yaml", place, by="A").title == "Harbour"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["2024-10-23-harbor", "--by", "A"], 2, "did you mean `2024-10-23-harbour`?"),
        (["content/entries/2024/10/23/harbor.md", "--by", "A"], 2, "23/harbour.md`?"),
        (["content/" + DAY, "--by", "A"], 2, "the file holds 2 entries"),
        (["content/" + DAY + "#3", "--by", "A"], 2, "there is no entry `3`"),
        (["content/" + DAY + "#2", "--by", "A"], 2, "there is nothing to review"),
        (["2024-10-23-library", "--by", "A"], 2, "there is nothing to review"),
        (["2024-10-23-harbour", "--by", " \t"], 2, "the review has no name"),
        (["2024-10-23-harbour", "--by", "\x07"], 2, "the review has no name"),
        (["2024-10-23-harbour", "--by", "\u200b"], 2, "the review has no name"),
        (["2024-10-23-harbour", "--by", "---"], 2, "the review has no name"),
        (["2024-10-23-harbour"], 2, "Missing option '--by'"),
        (["2024-10-23-harbour", "--by", "A", "--at", "soon"], 2, "--at: `soon` is not a date"),
        (["briefgen.yaml", "--by", "A"], 2, "there is no entry `briefgen.yaml`"),
        (["content/entries", "--by", "A"], 2, "there is no entry"),
        (["", "--by", "A"], 2, "there is no entry"),
        (["#", "--by", "A"], 2, "there is no entry"),
        (["a\x00b", "--by", "A"], 2, "there is no entry"),
    ],
)
def test_what_cannot_be_reviewed_is_refused(
    arguments: list[str],
    code: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With the reason, and nothing is written."""
    project = trial(tmp_path)
    monkeypatch.chdir(tmp_path)
    before = contents(project)
    answer, told = told_by(project, capsys, *arguments)

    assert (answer, said in told) == (code, True), told
    assert contents(project) == before


def contents(project: Project) -> dict[str, bytes]:
    """Return the files of content/."""
    files = (project.root / "content").rglob("*")
    return {str(file): file.read_bytes() for file in files if file.is_file()}


def test_a_file_with_errors_is_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are told with their lines."""
    project = trial(tmp_path)
    file = project.write(MARKDOWN, "---\ntitel: Harbour\nai_text: generated\n---\n")
    code, told = told_by(project, capsys, str(file), "--by", "A")

    assert code == 1
    assert "harbour.md:2:1" in told
    assert "reviewed" not in file.read_text("utf-8")


def test_an_id_that_two_entries_have_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It does not say which is meant; a path does."""
    project = trial(tmp_path)
    id_ = "2024-10-23-harbour"
    other = project.entry("other.md", id=id_, date="2024-10-23", ai_text="assisted")
    code, told = told_by(project, capsys, id_, "--by", "A")

    assert (code, "error[duplicate-id]" in told) == (1, True)
    assert told_by(project, capsys, str(other), "--by", "A")[0] == 0


@pytest.mark.parametrize(
    "text",
    [
        "entries:\n- &one {title: One, ai_text: generated, slug: one}\n- *one\n",
        "entries:\n- title: One\n  ai_text: generated\n  reviewed_by: &who A. Editor\n"
        "- title: Two\n  reviewed_by: *who\n",
    ],
)
def test_what_cannot_be_written_alone_is_not_written(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An anchor that something else stands on: the keys are told, to be written by hand."""
    project = Project(tmp_path)
    file = project.write(DAY, text)
    code, told = told_by(project, capsys, f"{file}#1", "--by", "The editors")

    assert (code, "error[uneditable-entry]" in told) == (1, True), told
    assert "`reviewed_by: The editors`" in told
    assert file.read_text("utf-8") == text


def test_the_mode_stays_and_nothing_else_lies_there(tmp_path: Path) -> None:
    """The file is replaced as a whole."""
    project = trial(tmp_path)
    file = project.root / "content" / MARKDOWN
    file.chmod(0o640)
    before = sorted(os.listdir(file.parent))

    review(tmp_path / "briefgen.yaml", str(file), by="A")

    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(os.listdir(file.parent)) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_folder_that_cannot_be_written_to_is_the_world_s_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 3, and the file is as it was."""
    project = trial(tmp_path)
    file = project.root / "content" / MARKDOWN
    before = file.read_bytes()
    file.parent.chmod(0o500)
    try:
        code, told = told_by(project, capsys, str(file), "--by", "A")
    finally:
        file.parent.chmod(0o700)

    assert (code, "ermission denied" in told) == (3, True)
    assert file.read_bytes() == before


def test_a_link_inside_the_project_is_followed(tmp_path: Path) -> None:
    """The file is written, and the link stays a link."""
    project = trial(tmp_path)
    kept = project.root / "drafts" / "harbour.md"
    kept.parent.mkdir()
    link = project.root / "content" / MARKDOWN
    link.rename(kept)
    link.symlink_to(kept)

    review(tmp_path / "briefgen.yaml", str(link), by="A")

    assert link.is_symlink()
    assert "reviewed_by: A" in kept.read_text("utf-8")


@pytest.mark.parametrize("of_folder", [False, True])
def test_a_link_that_leads_out_is_not_followed(
    of_folder: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing outside of the project is written."""
    project = trial(tmp_path / "project")
    outside = tmp_path / "outside" / "harbour.md"
    outside.parent.mkdir()
    outside.write_text("---\ntitle: Harbour\nai_text: generated\n---\n")
    link = project.root / "content/entries/2024/10/23" / ("out" if of_folder else "out.md")
    link.symlink_to(outside.parent if of_folder else outside)
    named = link / "harbour.md" if of_folder else link
    code, told = told_by(project, capsys, str(named), "--by", "A")

    assert (code, "error[path-outside-project]" in told) == (1, True), told
    assert "reviewed" not in outside.read_text("utf-8")


def test_the_file_outside_itself_is_no_entry(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A path that leads out of the project names no entry of it."""
    project = trial(tmp_path / "project")
    outside = tmp_path / "harbour.md"
    outside.write_text("---\ntitle: Harbour\nai_text: generated\n---\n")
    code, told = told_by(project, capsys, str(outside), "--by", "A")

    assert (code, "error[unknown-entry]" in told) == (2, True), told
    assert "reviewed" not in outside.read_text("utf-8")


@pytest.mark.parametrize(
    ("at", "fault"),
    [
        ("2099-01-01", "the review lies in the future (2099-01-01"),
        ("2024-10-22", "the text was reviewed (2024-10-22"),
    ],
)
def test_a_time_at_which_nobody_can_have_reviewed_it_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], at: str, fault: str
) -> None:
    """At once, and not by the next build; nothing is written."""
    file = Project(tmp_path).entry("2024/10/23/harbour.md", ai_text="generated")
    before = file.read_bytes()
    command = ["review", "-c", str(tmp_path / "briefgen.yaml"), str(file), "--by", "The editors"]

    assert run([*command, "--at", at]) == 2
    told = capsys.readouterr().err
    assert f"error[misdated-review]: {fault}" in told
    assert file.read_bytes() == before


def test_a_time_that_is_none_points_to_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was given on the command line."""
    file = Project(tmp_path).entry("2024/10/23/harbour.md", ai_text="generated")
    command = ["review", "-c", str(tmp_path / "briefgen.yaml"), str(file), "--by", "The editors"]

    assert run([*command, "--at", "nonsense"]) == 2
    told = capsys.readouterr().err
    assert "error[invalid-date]: --at: `nonsense` is not a date" in told
    assert "-->" not in told


def test_a_read_only_file_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Even by those who may write every file."""
    file = Project(tmp_path).entry("2024/10/23/harbour.md", ai_text="generated")
    before = file.read_bytes()
    file.chmod(0o444)
    command = ["review", "-c", str(tmp_path / "briefgen.yaml"), str(file), "--by", "The editors"]

    assert run(command) == 3
    assert "the file is read-only: " in capsys.readouterr().err
    assert file.read_bytes() == before
    assert [one.name for one in file.parent.iterdir()] == ["harbour.md"]
