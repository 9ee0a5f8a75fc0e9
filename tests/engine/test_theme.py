"""Themes: inheritance, options, and the faults of both."""

import pytest

from briefgen.engine.failures import RenderingFailedError
from briefgen.finding import ConfigurationError
from tests.engine.conftest import Bench, planned


def _codes(caught: pytest.ExceptionInfo[ConfigurationError]) -> list[str]:
    return [finding.code for finding in caught.value.findings]


def test_a_theme_overrides_one_file_of_another(bench: Bench) -> None:
    """What a theme does not have, the one it extends has; only what uses the file changes."""
    before = bench.theme().templates
    bench.write_theme("mine", "extends: trial\n")
    bench.template("base.html", "<i>{% block main %}{% endblock %}</i>", theme="mine")

    after = bench.theme("mine").templates

    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"note.html", "base.html"}


def test_options_have_defaults_and_choices(bench: Bench) -> None:
    """An option that is not set has its default; a value that is no choice is a fault."""
    assert bench.theme().options == {"tone": ""}
    assert bench.theme(tone="loud").options == {"tone": "loud"}

    with pytest.raises(ConfigurationError) as caught:
        bench.theme(tone="shrill")

    assert _codes(caught) == ["invalid-theme-option"]


def test_an_option_misspelt_gets_a_suggestion(bench: Bench) -> None:
    """Near misses are told what was meant."""
    with pytest.raises(ConfigurationError) as caught:
        bench.theme(tome="loud")

    assert caught.value.findings[0].hint == "did you mean `tone`?"


def test_a_theme_that_is_not_there(bench: Bench) -> None:
    """The name is looked for on every shelf, and a near one is offered."""
    with pytest.raises(ConfigurationError) as caught:
        bench.theme("trail")

    assert caught.value.findings[0].hint == "did you mean `trial`?"


@pytest.mark.parametrize("name", ["../trial", "/etc", "..", "trial/../trial"])
def test_a_theme_name_cannot_climb_out(bench: Bench, name: str) -> None:
    """A theme is a folder on a shelf, never a path."""
    with pytest.raises(ConfigurationError) as caught:
        bench.theme(name)

    assert _codes(caught) == ["unknown-theme"]


def test_a_circle_of_themes_ends(bench: Bench) -> None:
    """Two themes that extend each other are a fault, not a hang."""
    bench.write_theme("a", "extends: b\n")
    bench.write_theme("b", "extends: a\n")

    with pytest.raises(ConfigurationError) as caught:
        bench.theme("a")

    assert _codes(caught) == ["invalid-theme"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{% include page.title %}", "computed-template-name"),
        ("{{ part(page.title, page) }}", "computed-template-name"),
        ("{% include 'nowhere.html' %}", "invalid-template"),
        ("{% if %}", "invalid-template"),
    ],
)
def test_templates_whose_parts_cannot_be_known(bench: Bench, text: str, code: str) -> None:
    """What a page depends on must be known before it is rendered."""
    bench.template("odd.html", f"\n{text}")

    with pytest.raises(ConfigurationError) as caught:
        bench.theme()

    assert _codes(caught) == [code]
    assert caught.value.findings[0].span.line == 2


@pytest.mark.parametrize("how", ["{% extends 'X' %}", "{% include 'X' %}", "{% import 'X' as x %}"])
def test_a_template_that_pulls_in_itself(bench: Bench, how: str) -> None:
    """The one below is never meant by its name; what to do instead is said."""
    bench.write_theme("mine", "extends: trial\n")
    bench.template("note.html", "\n" + how.replace("X", "note.html"), theme="mine")

    with pytest.raises(ConfigurationError) as caught:
        bench.theme("mine")

    (found,) = caught.value.findings
    assert found.code == "invalid-template"
    assert found.message == "the template `note.html` pulls in itself"
    assert (found.span.path, found.span.line) == ("themes/mine/templates/note.html", 2)
    assert "`briefgen theme eject note.html`" in found.hint


def test_a_circle_of_templates_is_told_once(bench: Bench) -> None:
    """Whoever leads into the circle is not at fault."""
    bench.template("a.html", "{% include 'b.html' %}")
    bench.template("b.html", "{% extends 'c.html' %}")
    bench.template("c.html", "\n{% include 'b.html' %}")

    with pytest.raises(ConfigurationError) as caught:
        bench.theme()

    (found,) = caught.value.findings
    assert found.message == "the template `b.html` pulls in itself through `c.html`"


def test_a_part_may_show_itself_until_it_comes_to_an_end(bench: Bench) -> None:
    """One that does not come to an end is a fault of the template, not of the program."""
    bench.template("tree.html", "{% if it.url %}{{ part('tree.html', it) }}{% endif %}.")
    bench.template("a.html", "{{ part('tree.html', page) }}")
    bench.build(planned("a.html", "A", "a.html"))
    assert bench.read("a.html") == "."

    bench.template("tree.html", "{{ part('tree.html', it) }}")

    with pytest.raises(RenderingFailedError) as caught:
        bench.build(planned("a.html", "A", "a.html"))

    assert caught.value.finding(bench.shelf.parent).span.path == "themes/trial/templates/tree.html"
    assert caught.value.message == "the theme could not make `a.html`: a part shows itself for ever"


def test_a_template_that_is_not_utf_8(bench: Bench) -> None:
    """It is told, not stumbled over."""
    (bench.shelf / "trial" / "templates" / "odd.html").write_bytes(b"caf\xe9")

    with pytest.raises(ConfigurationError) as caught:
        bench.theme()

    assert caught.value.findings[0].message == "the template cannot be read: it is not UTF-8 text"


def test_a_part_is_rendered_with_its_value_and_the_site(bench: Bench) -> None:
    """`part` shows one value by a template of its own and counts as a dependency."""
    bench.template("card.html", "[{{ it.title }} of {{ site.name }}]")
    bench.template("list.html", "{{ part('card.html', page) }}{{ part('card.html', page) }}")
    bench.build(planned("a.html", "A", "list.html"))

    bench.template("card.html", "({{ it.title }})")

    assert bench.build(planned("a.html", "A", "list.html")).rendered == {"a.html"}
    assert bench.read("a.html") == "(A)(A)"


def test_what_is_written_is_escaped(bench: Bench) -> None:
    """Text of a view never becomes markup, and templates in it stay text."""
    bench.build(planned("a.html", "<script>{{ 7*7 }}</script>"))

    assert "&lt;script&gt;{{ 7*7 }}&lt;/script&gt;" in bench.read("a.html")
