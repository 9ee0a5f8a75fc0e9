"""The engine as a whole: what is stale is rendered, what changed is written, no more."""

import os
import pickle
from pathlib import Path

import pytest

from briefgen.engine.failures import RenderingFailedError, UnfitError
from briefgen.engine.write import MANIFEST, read_manifest
from briefgen.finding import ConfigurationError
from tests.engine.conftest import Bench, Shop, planned


def test_a_first_build_writes_every_file(bench: Bench) -> None:
    """Each planned file is rendered with its view, its parent template and the site."""
    done = bench.build(planned("a/index.html", "Hello"))

    assert done.written == {"a/index.html"}
    assert bench.read("a/index.html") == "<p>Shop</p>Hello"


def test_a_second_build_does_nothing(bench: Bench) -> None:
    """The same plan renders nothing, writes nothing and removes nothing."""
    bench.build(planned("a/index.html", "Hello"))
    before = (bench.output / MANIFEST).stat().st_mtime_ns

    done = bench.build(planned("a/index.html", "Hello"))

    assert not done.rendered | done.written | done.removed
    assert (bench.output / MANIFEST).stat().st_mtime_ns == before


def test_only_the_changed_view_is_rendered(bench: Bench) -> None:
    """A page whose view is the same is not rendered again."""
    bench.build(planned("a.html", "A"), planned("b.html", "B"))

    done = bench.build(planned("a.html", "A"), planned("b.html", "New"))

    assert done.rendered == {"b.html"}


def test_a_changed_parent_template_reaches_those_that_extend_it(bench: Bench) -> None:
    """The fingerprint of a template counts what it extends, and nothing it does not."""
    files = (planned("a.html", "A"), planned("o.html", "O", "other.html"))
    bench.build(*files)

    bench.template("base.html", "<b>{{ site.name }}</b>{% block main %}{% endblock %}")

    assert bench.build(*files).rendered == {"a.html"}


def test_the_same_bytes_are_not_written_again(bench: Bench) -> None:
    """A new program renders everything; what comes out the same stays untouched."""
    bench.build(planned("a.html", "A"))
    bench.program = "next"

    done = bench.build(planned("a.html", "A"))

    assert done.rendered == {"a.html"}
    assert not done.written


def test_a_changed_site_reaches_every_page(bench: Bench) -> None:
    """What all pages see is part of each key."""
    bench.build(planned("a.html", "A"))
    bench.site = Shop(name="Renamed")

    assert bench.build(planned("a.html", "A")).written == {"a.html"}


def test_files_no_longer_planned_are_removed_with_their_folders(bench: Bench) -> None:
    """Nothing of an old page is left, not even an empty folder."""
    bench.build(planned("a/b/index.html", "A"), planned("c.html", "C"))

    done = bench.build(planned("c.html", "C"))

    assert done.removed == {"a/b/index.html"}
    assert not (bench.output / "a").exists()


def test_files_of_others_are_never_removed(bench: Bench) -> None:
    """A file that somebody put into the output folder stays, and so does one they changed."""
    bench.build(planned("a.html", "A"), planned("b.html", "B"))
    (bench.output / "CNAME").write_text("example.org", encoding="utf-8")
    (bench.output / "a.html").write_text("mine now", encoding="utf-8")

    done = bench.build(planned("b.html", "B"))

    assert not done.removed
    assert bench.read("CNAME") == "example.org"
    assert bench.read("a.html") == "mine now"


def test_a_file_of_others_is_never_overwritten(bench: Bench) -> None:
    """A page that would land on somebody's file is an error before anything is written."""
    bench.build(planned("b.html", "B"))
    (bench.output / "a.html").write_text("mine", encoding="utf-8")

    with pytest.raises(ConfigurationError) as caught:
        bench.build(planned("a.html", "A"), planned("b.html", "changed"))

    assert caught.value.findings[0].code == "foreign-file"
    assert bench.read("a.html") == "mine"
    assert bench.read("b.html") == "<p>Shop</p>B"


def test_a_link_out_of_the_output_folder_is_not_followed(bench: Bench, tmp_path: Path) -> None:
    """A folder that is a symbolic link is refused: what it leads to is not ours."""
    bench.build(planned("b.html", "B"))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (bench.output / "a").symlink_to(elsewhere)

    with pytest.raises(ConfigurationError):
        bench.build(planned("a/index.html", "A"), planned("b.html", "B"))

    assert not list(elsewhere.iterdir())


@pytest.mark.parametrize("harm", ["missing", "changed", "empty"])
def test_harm_done_to_our_own_files_is_mended(bench: Bench, harm: str) -> None:
    """A page that was deleted, edited or cut in the output folder is made again."""
    bench.build(planned("a.html", "A"), planned("b.html", "B"))
    page = bench.output / "a.html"
    if harm == "missing":
        page.unlink()
    else:
        page.write_text("" if harm == "empty" else "<p>Shop</p>X", encoding="utf-8")

    done = bench.build(planned("a.html", "A"), planned("b.html", "B"))

    assert done.rendered == {"a.html"}
    assert bench.read("a.html") == "<p>Shop</p>A"


def test_a_touched_file_is_not_written_again(bench: Bench) -> None:
    """A new time on the same bytes costs a look at the file, not a write."""
    bench.build(planned("a.html", "A"))
    os.utime(bench.output / "a.html", ns=(1, 1))

    done = bench.build(planned("a.html", "A"))

    assert not done.rendered | done.written


def test_a_failing_template_leaves_the_site_as_it_was(bench: Bench) -> None:
    """All is rendered before the first write; the fault names template and line."""
    bench.build(planned("a.html", "A"), planned("o.html", "O", "other.html"))
    bench.template("other.html", "\n{{ page.nothing }}")

    with pytest.raises(RenderingFailedError) as caught:
        bench.build(planned("a.html", "changed"), planned("o.html", "O", "other.html"))

    assert caught.value.path.endswith("other.html")
    assert caught.value.line == 2
    assert bench.read("a.html") == "<p>Shop</p>A"


def test_what_fails_in_a_worker_is_told_here() -> None:
    """Exceptions of rendering and conversions come out of another process as they went in."""
    failed = RenderingFailedError("template-failed", "a fault", "a hint", "/theme/a.html", 7)
    unfit = UnfitError("unreadable-image", "a fault", "a hint")

    assert pickle.loads(pickle.dumps(failed)).finding(Path("/x")) == failed.finding(Path("/x"))
    assert vars(pickle.loads(pickle.dumps(unfit))) == vars(unfit)


def test_an_interrupted_write_is_finished(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build cut off between two files leaves whole files and a manifest that says so."""
    bench.build(planned("a.html", "A"), planned("b.html", "B"))
    replace, calls = os.replace, []

    def cut_off(source: str, target: str) -> None:
        if str(target).endswith(".html"):
            calls.append(target)
            if len(calls) == 2:
                raise KeyboardInterrupt
        replace(source, target)

    files = (planned("a.html", "A2"), planned("b.html", "B2"), planned("c.html", "C"))
    monkeypatch.setattr(os, "replace", cut_off)
    with pytest.raises(KeyboardInterrupt):
        bench.build(*files)
    monkeypatch.undo()

    cut = read_manifest(bench.output)
    assert cut is not None
    assert not cut.whole
    done = bench.build(planned("a.html", "A2"), planned("b.html", "B2"))
    assert done.written == {"b.html"}
    assert bench.read("b.html") == "<p>Shop</p>B2"
    mended = read_manifest(bench.output)
    assert mended is not None
    assert mended.whole


def test_links_lead_to_the_root_from_wherever_a_page_lies(bench: Bench) -> None:
    """The same template writes the right way up from any depth."""
    bench.build(planned("o.html", "O", "other.html"), planned("a/b/o.html", "O", "other.html"))

    assert bench.read("o.html").endswith("./x/")
    assert bench.read("a/b/o.html").endswith("../../x/")


def test_a_lost_record_costs_time_and_nothing_else(bench: Bench, tmp_path: Path) -> None:
    """Without a record all is rendered, nothing written, and pruning still knows what is ours."""
    bench.build(planned("a.html", "A"), planned("b.html", "B"))
    bench.record.close()
    for file in (tmp_path / ".briefgen").iterdir():
        file.unlink()
    fresh = Bench(tmp_path)

    done = fresh.build(planned("a.html", "A"))

    assert done.rendered == {"a.html"}
    assert not done.written
    assert done.removed == {"b.html"}
