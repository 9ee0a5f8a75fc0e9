"""The plan: what a key depends on, and paths that two files would share."""

from dataclasses import replace

from briefgen.engine.plan import Copy, PlannedFile
from briefgen.finding import Span
from tests.engine.conftest import HERE, Bench, planned


def test_two_views_for_one_path_name_both_origins(bench: Bench) -> None:
    """A collision is found before anything is rendered."""
    plan = bench.plan(planned("a.html", "first"), planned("a.html", "second"))

    (finding,) = plan.findings
    assert finding.code == "path-collision"
    assert {finding.span.path, finding.related[0].path} == {
        "content/first.md",
        "content/second.md",
    }


def test_paths_that_differ_in_case_or_composition_collide(bench: Bench) -> None:
    """Some file systems fold case and compose accents: the same site must work on all."""
    plan = bench.plan(planned("A.html", "1"), planned("a.html", "2"), planned("\u00e9", "3"))
    other = bench.plan(planned("e\u0301", "1"), planned("\u00e9", "2"))

    assert len(plan.findings) == 1
    assert len(other.findings) == 1


def test_a_file_where_another_needs_a_folder_is_found(bench: Bench) -> None:
    """`topics` cannot be both a file and a folder."""
    plan = bench.plan(planned("topics", "file"), planned("topics/a/index.html", "page"))

    assert [finding.code for finding in plan.findings] == ["path-collision"]


def test_the_same_copy_asked_for_twice_counts_once(bench: Bench) -> None:
    """Two entries may show one image."""
    image = PlannedFile(path="a.png", how=Copy(("/x/a.png",), "f"), origin=HERE)
    plan = bench.plan(image, replace(image, origin=Span(path="content/other.md")))

    assert not plan.findings
    assert len(plan.keys) == 1


def test_where_a_copied_file_lies_does_not_count(bench: Bench) -> None:
    """The same bytes in another checkout have the same key."""
    one = PlannedFile(path="a.png", how=Copy(("/x/a.png",), "f"), origin=HERE)
    two = PlannedFile(path="a.png", how=Copy(("/y/a.png",), "f"), origin=HERE)

    assert bench.plan(one).keys == bench.plan(two).keys
