"""docs/theme-reference.md says what the program and the built-in themes have."""

from functools import partial
from pathlib import Path

import pytest

from briefgen.engine.record import Record
from briefgen.locked import with_record
from briefgen.options import Options
from briefgen.project import checked
from briefgen.theming import trial
from tests.theming import reference

PAGE = Path(__file__).parents[2] / "docs" / "theme-reference.md"


def test_the_reference_is_true(renew_golden: bool) -> None:
    """Every view, field, function, block, part, macro, word, token and option, as they are now."""
    if renew_golden:
        reference.write(PAGE)

    assert PAGE.read_text(encoding="utf-8") == reference.page()


def test_every_field_says_what_it_means() -> None:
    """In its docstring, or by a name that means the same everywhere; nothing is left over."""
    views = ("Moment", *reference.view_names())
    unsaid = [
        (view, one.name) for view in views for one in reference.fields_of(view) if not one.words
    ]

    assert [one for one in unsaid if one[1] not in reference.COMMON] == []
    assert sorted(reference.COMMON.keys() - {name for _, name in unsaid}) == []


def test_each_page_has_the_view_that_is_told(tmp_path: Path) -> None:
    """The templates of a daily and a weekly digest get these views, and there are no others."""
    found: dict[str, str] = {}
    for cadence in ("daily", "weekly"):
        root = tmp_path / cadence
        files = trial.trial_files("broadsheet", {}, "en", cadence=cadence)
        files["content/pages/about.md"] = b"---\ntitle: About\naliases: [/old/]\n---\nWords.\n"
        for path, data in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        found |= with_record(root, partial(views_of, root))
    own = {name for name in reference.templates("broadsheet") if "/" not in name}
    shared = {"base.html", "front.html", "issue.html", "piece.html", "railed.html"}

    assert {view: template for template, view in found.items()} == reference.pages()
    assert own - shared == set(reference.pages().values())


def views_of(root: Path, record: Record) -> dict[str, str]:
    """Return the name of the view that each template of a project gets."""
    prepared = checked(Options(config=root / "briefgen.yaml", now=trial.NOW, jobs=1), record)
    plan = prepared.plan
    return {
        template: type(
            plan.file(path).view_from(prepared.scenes[plan.groups[path].wing].source)
        ).__name__
        for template, path in plan.templates.items()
    }


def test_every_function_says_what_it_gives() -> None:
    """In its docstring, which is where the reference has it from."""
    functions = {**reference.given("globals"), **reference.given("filters")}

    assert {"t", "part", "body", "weeks", "link", "date", "sentence"} <= functions.keys()
    assert [
        name for name, one in functions.items() if not (one.__doc__ or "").startswith("Return ")
    ] == []


def test_every_block_part_and_macro_says_what_it_is() -> None:
    """In a comment: at the head of a template, over a macro."""
    wanting = [
        name
        for name, text in reference.templates("broadsheet").items()
        if name.startswith("parts/") and not reference.about(text)
    ]
    source = reference.templates("broadsheet")["parts/macros.html"]

    assert wanting == []
    assert reference.blocks()["base.html"].keys() >= {"title", "frame", "main"}
    assert [block for block, words in reference.blocks()["base.html"].items() if not words] == []
    assert len(reference.macros()) == source.count("{% macro ")


def test_every_property_of_core_css_says_what_it_is() -> None:
    """Those that it sets, and those that it leaves to the theme."""
    assert reference.properties() == (set(reference.MEASURES), set(reference.COLOURS))


@pytest.mark.parametrize("theme", reference.THEMES)
def test_a_theme_sets_what_core_css_leaves_to_it(theme: str) -> None:
    """Whoever copies one as a start finds every colour in it."""
    assert reference.COLOURS.keys() <= reference.set_by(theme)
