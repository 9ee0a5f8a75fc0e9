"""Loading: what is read, what is not read again, what is held back, and what is wrong."""

import os
import random
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from briefgen.config import Config
from briefgen.engine.record import Record
from briefgen.finding import Severity
from briefgen.reading import load as loading
from briefgen.reading import store
from briefgen.reading.discover import Discovery, discover
from briefgen.reading.files import Batch, Job, Reading, read_texts
from briefgen.reading.parsed import Settings
from tests.reading.conftest import Load, Write
from tests.test_cases_files import as_anybody


def front(**keys: str) -> str:
    """Return an entry with these keys."""
    lines = {"title": "A headline", **keys}
    return "---\n" + "".join(f"{k}: {v}\n" for k, v in lines.items()) + "---\n\nText.\n"


@pytest.fixture
def old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files be as if they were written long ago, so that their stat is trusted."""
    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + 3_600_000_000_000)


def test_entries_come_newest_first_and_equal_times_by_id(write: Write, read: Load) -> None:
    """The order of files on disk does not matter."""
    for path, date in (
        ("b", "2024-10-23"),
        ("a", "2024-10-23"),
        ("c", "2024-10-24"),
        ("d", "0001-01-01"),
    ):
        write(f"content/entries/{path}.md", front(date=date))
    loaded = read()

    assert [entry.id for entry in loaded.library.published] == [
        "2024-10-24-c",
        "2024-10-23-a",
        "2024-10-23-b",
        "0001-01-01-d",
    ]
    assert loaded.library.root.endswith("project")


def test_an_empty_project_is_an_empty_library(read: Load) -> None:
    """Nothing to read is no fault."""
    loaded = read()

    assert loaded.library.published == ()
    assert loaded.findings == ()


def test_what_is_not_due_is_held_back_with_its_reason(write: Write, read: Load) -> None:
    """Drafts, the future and the expired; flags let each through."""
    write("content/entries/draft.md", front(date="2024-01-01", draft="true"))
    write("content/entries/future.md", front(date="2025-01-01"))
    write("content/entries/later.md", front(date="2024-01-01", publish_at="2025-01-01"))
    write("content/entries/expired.md", front(date="2024-01-01", expires="2024-06-01"))
    write("content/entries/today.md", front(date="2024-10-23 10:00"))
    write("content/pages/draft.md", front(draft="true"))
    held = read(now="2024-10-23 10:00")
    shown = read(now="2024-10-23 10:00", drafts=True, future=True, expired=True)

    assert [entry.slug for entry in held.library.published] == ["today"]
    assert {h.thing.slug: h.reason for h in held.library.held} == {
        "draft": "draft",
        "future": "future",
        "later": "future",
        "expired": "expired",
    }
    assert held.library.pages == ()
    assert len(shown.library.published) == 5
    assert len(shown.library.pages) == 1


@pytest.mark.usefixtures("old")
def test_what_did_not_change_is_not_opened_again(write: Write, read: Load) -> None:
    """Same stat: not read. Same bytes: not parsed. The library is the same in any case."""
    write("content/entries/a.md", front(date="2024-10-23"))
    file = write("content/entries/b.md", front(date="2024-10-23", titel="x"))
    first = read()
    second = read()
    os.utime(file)
    touched = read()
    write("content/entries/b.md", front(date="2024-10-23", title="Other"))
    edited = read()

    assert (first.read, first.parsed) == (2, 2)
    assert (second.read, second.parsed) == (0, 0)
    assert (touched.read, touched.parsed) == (1, 0)
    assert (edited.read, edited.parsed) == (1, 1)
    assert second.library == first.library == touched.library
    assert second.findings == first.findings == touched.findings
    assert [f.code for f in first.findings] == ["unknown-key"]
    assert edited.findings == ()


def test_a_file_that_was_just_written_is_read_again(write: Write, read: Load) -> None:
    """It could change within one tick of the disk's clock."""
    write("content/entries/a.md", front(date="2024-10-23"))
    read()

    assert (read().read, read().parsed) == (1, 0)


@pytest.mark.usefixtures("old")
def test_new_bytes_behind_an_old_time_are_seen(write: Write, read: Load) -> None:
    """A modification time kept on purpose does not hide an edit."""
    file = write("content/entries/a.md", front(date="2024-10-23", title="One"))
    stat = file.stat()
    read()
    write("content/entries/a.md", front(date="2024-10-23", title="Two"))
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    assert read().library.published[0].title == "Two"


@pytest.mark.usefixtures("old")
def test_another_time_zone_is_read_anew(write: Write, read: Load) -> None:
    """What was parsed under other settings does not count."""
    write("content/entries/a.md", front(date="2024-10-23 10:00"))
    read()
    loaded = read(config=Config(title="x", timezone="Asia/Kolkata"))

    assert loaded.parsed == 1
    assert loaded.library.published[0].date.zone == "IST"


@pytest.mark.usefixtures("old")
def test_what_is_deleted_is_forgotten(write: Write, read: Load, record: Record) -> None:
    """With its texts."""
    file = write("content/entries/a.md", front(date="2024-10-23"))
    (entry,) = read().library.published
    file.unlink()
    loaded = read()

    assert loaded.library.published == ()
    assert record.sources() == {}
    assert not record.has_texts([entry.body.html])


def test_a_record_that_cannot_be_understood_is_read_past(
    write: Write, read: Load, record: Record
) -> None:
    """Its bytes are checked, not believed."""
    write("content/entries/a.md", front(date="2024-10-23"))
    first = read()
    with record._connection:
        record._connection.execute("UPDATE sources SET data = x'00'")

    assert read().library == first.library


@pytest.mark.usefixtures("old")
def test_pools_and_batches_change_nothing(
    write: Write, read: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Serial, shuffled or in two processes: equal libraries, findings and texts."""
    for n in range(160):
        broken = {"titel": "x"} if n % 10 == 0 else {}
        write(f"content/entries/{n}.md", front(date=f"2024-10-{n % 28 + 1:02}", **broken))
    serial = read()

    def shuffled(
        function: Callable[[Batch], tuple[Reading, ...]], batches: Sequence[Batch]
    ) -> Iterable[tuple[Reading, ...]]:
        return map(function, random.Random(1).sample(batches, len(batches)))

    config, now = Config(title="A digest"), serial.library.now
    monkeypatch.setattr(store, "_BATCH", 7)
    results = []
    with (
        ProcessPoolExecutor(2) as pool,
        Record(tmp_path / "a") as one,
        Record(tmp_path / "b") as two,
    ):
        pooled: store.MapBatches = pool.map
        for record, mapped in ((one, shuffled), (two, pooled)):
            loaded = loading.load(tmp_path / "project", config, record, now=now, map_batches=mapped)
            results.append(loaded)
            assert record.has_texts(e.body.html for e in loaded.library.published)

    assert len(serial.findings) == 16
    for loaded in results:
        assert loaded.library == serial.library
        assert loaded.findings == serial.findings


def test_fifty_bad_files_among_many_are_told_in_one_run(write: Write, read: Load) -> None:
    """The others are read."""
    for n in range(100):
        broken = {"date": "soon"} if n % 2 else {"date": "2024-10-23"}
        write(f"content/entries/{n}.md", front(**broken))
    loaded = read()

    assert len(loaded.findings) == 50
    assert len(loaded.library.published) == 50


def test_two_entries_of_one_id_are_both_named(write: Write, read: Load) -> None:
    """The day and the slug are the id, unless one is given."""
    write("content/entries/a/x.md", front(date="2024-10-23"))
    write("content/entries/b/x.md", front(date="2024-10-23"))
    write("content/entries/c/x.md", front(date="2024-10-23", id="other"))
    (finding,) = read().findings

    assert finding.code == "duplicate-id"
    assert finding.span.path == "content/entries/b/x.md"
    assert finding.related[0].path == "content/entries/a/x.md"
    assert "content/entries/a/x.md" in finding.message


def test_a_file_that_vanishes_is_as_if_it_had_never_been(
    write: Write, read: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the walk and the reading."""
    file = write("content/entries/a.md", front(date="2024-10-23"))
    write("content/entries/b.md", front(date="2024-10-23"))

    def vanish(root: Path) -> Discovery:
        found = discover(root)
        file.unlink()
        return found

    monkeypatch.setattr(loading, "discover", vanish)
    loaded = read()

    assert [entry.slug for entry in loaded.library.published] == ["b"]
    assert loaded.findings == ()


def test_an_unreadable_entry_leaves_the_others(write: Write, read: Load) -> None:
    """It is told, and they are read."""
    write("content/entries/a.md", front(date="2024-10-23")).chmod(0)
    write("content/entries/b.md", front(date="2024-10-23"))
    with as_anybody():
        loaded = read()

    assert [f.code for f in loaded.findings] == ["unreadable-file"]
    assert len(loaded.library.published) == 1


def test_a_text_with_another_ending_is_told_unless_something_links_to_it(
    write: Write, read: Load
) -> None:
    """It is not read; of a draft that links to it nothing is told."""
    linked = "---\ntitle: A\ndate: 2024-10-23\n---\n\n[data](data.json) [t](/pages/terms.html)\n"
    write("content/entries/a.md", linked)
    draft = linked.replace("title: A", "title: B\ndraft: yes").replace("data.json", "2024/b.txt")
    write("content/entries/b.md", draft)
    write("content/entries/2024-10-23-c.markdown", "---\ntitle: C\n---\n\nText.\n")
    for name in (
        "entries/data.json",
        "entries/2024/b.txt",
        "entries/2024/d.mdown",
        "entries/alone.jpg",
        "pages/terms.html",
        "pages/old.HTM",
        "editions/2024-10-23.txt",
        "lists/trending.json",
        "static/robots.txt",
        "images/LICENCE.txt",
    ):
        write(f"content/{name}", "text")
    loaded = read()

    assert [entry.slug for entry in loaded.library.published] == ["a", "c"]
    assert [
        (f.code, f.span.path.removeprefix("content/"), f.severity.value)
        for f in loaded.findings
        if not f.code.startswith("missing")
    ] == [
        ("stray-file", "editions/2024-10-23.txt", "warning"),
        ("stray-file", "entries/2024/d.mdown", "warning"),
        ("orphaned-image", "entries/alone.jpg", "warning"),
        ("stray-file", "lists/trending.json", "warning"),
        ("stray-file", "pages/old.HTM", "warning"),
    ]
    assert loaded.findings[0].hint.startswith("rename it to `2024-10-23.md`")


def test_a_pipe_put_in_a_file_s_place_does_not_make_us_wait(tmp_path: Path) -> None:
    """It is as if the file were gone."""
    os.mkfifo(tmp_path / "a.md")
    job = Job("a.md", str(tmp_path / "a.md"), "entry")

    assert (
        read_texts(Batch((job,), Settings("UTC", "escape"), tmp_path / "none"))[0].outcome == "gone"
    )


def _picture(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (40, 30)).save(path)


@pytest.mark.usefixtures("old")
def test_an_image_is_found_beside_the_entry_or_among_the_images(
    write: Write, read: Load, tmp_path: Path
) -> None:
    """Beside comes first; what nothing refers to is not published."""
    content = tmp_path / "project/content"
    _picture(content / "entries/2024/beside.png")
    _picture(content / "images/maps/asia.png")
    _picture(content / "images/unused.png")
    write("content/static/robots.txt", "x")
    for slug, src in (
        ("a", "beside.png"),
        ("b", "maps/asia.png"),
        ("c", "none.png"),
        ("d", "https://x.org/y.png"),
    ):
        write(f"content/entries/2024/{slug}.md", front(date="2024-10-23", image=src))
    loaded = read()
    again = read()

    paths = {e.slug: loaded.library.picture_of(e) for e in loaded.library.published}
    assert paths == {
        "a": "content/entries/2024/beside.png",
        "b": "content/images/maps/asia.png",
        "c": "",
        "d": "",
    }
    sizes = {path: (file.width, file.height) for path, file in loaded.library.files.items()}
    assert sizes == {
        "content/entries/2024/beside.png": (40, 30),
        "content/images/maps/asia.png": (40, 30),
        "content/static/robots.txt": (0, 0),
    }
    assert [(f.code, f.span.path) for f in loaded.findings] == [
        ("orphaned-image", "content/images/unused.png")
    ]
    assert (again.read, again.library) == (0, loaded.library)


def test_a_picture_may_wait_with_its_entry(write: Write, read: Load, tmp_path: Path) -> None:
    """Of what a draft shows or links to nothing is told, nor of any picture beside a fault."""
    content = tmp_path / "project/content"
    for name in ("entries/shown.png", "images/linked.PNG", "entries/lost.png", "pages/p.png"):
        _picture(content / name)
    _picture(content / "static/logo.png")
    write(
        "content/entries/a.md",
        front(date="2024-10-23", draft="yes", image="shown.png").rstrip() + "\n![x](linked.PNG)\n",
    )
    told = [(f.code, f.span.path) for f in read().findings]
    write("content/entries/b.md", "---\ntitle: [\n---\n")
    beside_a_fault = [f.code for f in read().findings]

    assert told == [("orphaned-image", "content/entries/lost.png")]
    assert "orphaned-image" not in beside_a_fault


def test_files_that_texts_link_to_are_published(write: Write, read: Load, tmp_path: Path) -> None:
    """Images and other files, from entries, pages and notes, however they are spelt."""
    content = tmp_path / "project/content"
    _picture(content / "entries/chart one.png")
    _picture(content / "images/cafe\u0301.png")
    write("content/entries/report.pdf", "%PDF")
    write("content/pages/terms.pdf", "%PDF")
    write("content/entries/other.pdf", "%PDF")
    body = (
        "![c](<chart one.png>) ![d](chart%20one.png) ![e](/images/café.png) [r](report.pdf#page=2)"
    )
    write("content/entries/a.md", front(date="2024-10-23") + body)
    write("content/pages/a.md", front() + "[t](terms.pdf)")
    loaded = read()

    assert sorted(loaded.library.files) == [
        "content/entries/chart one.png",
        "content/entries/report.pdf",
        "content/images/cafe\u0301.png",
        "content/pages/terms.pdf",
    ]


def test_an_image_that_is_none_is_told_with_its_user(write: Write, read: Load) -> None:
    """Truncated, empty or text: by name, once, with the entry that shows it."""
    write("content/entries/a.jpg", b"just text")
    write("content/entries/x.md", front(date="2024-10-23", image="a.jpg"))
    write("content/entries/y.md", front(date="2024-10-23", image="a.jpg"))
    write("content/static/odd.jpg", b"just text")
    (finding,) = read().findings

    assert (finding.code, finding.span.path) == ("unreadable-image", "content/entries/a.jpg")
    assert "`a.jpg`" in finding.message
    assert (finding.related[0].path, finding.related[0].key) == (
        "content/entries/x.md",
        "image.src",
    )


def test_nothing_outside_content_is_published(write: Write, read: Load, tmp_path: Path) -> None:
    """Neither by a path nor by a link."""
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "project/content/entries").mkdir(parents=True)
    (tmp_path / "project/content/entries/link.txt").symlink_to(tmp_path / "secret.txt")
    write("briefgen.yaml", "title: x")
    body = "[a](../../../secret.txt) [b](../../briefgen.yaml) [c](link.txt) [d](/../briefgen.yaml)"
    write("content/entries/a.md", front(date="2024-10-23") + body)
    loaded = read()

    assert loaded.library.files == {}
    assert [f.code for f in loaded.findings] == ["path-outside-project"]


def test_progress_is_told(write: Write, read: Load) -> None:
    """How many files of how many."""
    for n in range(120):
        write(f"content/entries/{n}.md", front(date="2024-10-23"))
    steps: list[tuple[str, int, int]] = []
    read(progress=lambda *step: steps.append(step))

    assert steps == [("reading", 100, 120), ("reading", 120, 120)]


def test_a_missing_sanitiser_is_told_once(
    write: Write, read: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many texts there are."""
    for n in range(3):
        write(f"content/entries/{n}.md", front(date="2024-10-23"))
    monkeypatch.setattr("briefgen.reading.load.available", lambda: False)
    config = Config.model_validate({"title": "x", "markup": {"html": "sanitise"}})
    (finding,) = read(config=config).findings

    assert (finding.code, finding.span.key) == ("missing-sanitiser", "markup.html")
    assert "briefgen[html]" in finding.hint


def test_a_missing_fast_engine_is_told_once(
    write: Write, read: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a warning, for the pages are the same without it."""
    for n in range(3):
        write(f"content/entries/{n}.md", front(date="2024-10-23"))
    monkeypatch.setattr("briefgen.reading.load.find_spec", lambda name: None)
    config = Config.model_validate({"title": "x", "markup": {"engine": "fast"}})
    (finding,) = read(config=config).findings

    assert (finding.code, finding.span.key) == ("missing-fast-engine", "markup.engine")
    assert finding.severity is Severity.WARNING
    assert "briefgen[fast]" in finding.hint


def test_what_a_build_told_holds_until_a_review_or_a_correction_comes_of_age(
    write: Write, read: Load
) -> None:
    """What is found of one in the future is not found any more once the clock has passed it."""
    before = read().valid()
    write("content/entries/a.md", front(date="2024-10-23", reviewed_at="2061-07-29"))
    reviewed = read().valid()
    said = "[{date: 2061-07-28, text: It came.}]"
    write("content/entries/b.md", front(date="2024-10-23", corrections=said))
    corrected = read().valid()

    assert before[1] > reviewed[1] == corrected[1] + 86_400
