"""Themes: inheritance, options, and the faults of both."""

from pathlib import Path

import pytest

from briefgen.engine.failures import RenderingFailedError
from briefgen.engine.theme import load_theme
from briefgen.finding import ConfigurationError, Finding, Severity
from tests.engine.conftest import HERE, Bench, planned


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


def _told(bench: Bench, name: str = "trial") -> Finding:
    with pytest.raises(ConfigurationError) as caught:
        bench.theme(name)
    (found,) = caught.value.findings
    return found


@pytest.mark.parametrize(
    ("settings", "message", "place"),
    [
        ("name: mine\nstyles: [a\n", "it is not well-formed YAML", 3),
        ("name: mine\nname: mine\n", "the key `name` stands on line 1 already", 2),
        ("- a\n", "it holds no mapping", 1),
        ("a: &x\n  b: *x\n", "it is nested too deep, or holds itself", 0),
        ("x: 2024-13-45\n", "it has a value that cannot be", 0),
        ("styels: []\n", "there is no key `styels`", "styels"),
        ("name: other\n", "the theme is named `other`, and its folder `mine`", "name"),
        ("extends: trail\n", "there is no theme `trail`", "extends"),
        ("extends: mine\n", "the theme `mine` extends itself", "extends"),
        ("images: {width: [400]}\n", "`images` has no key `width`", "images.width"),
        ("images: {widths: [4]}\n", "`images.widths` holds `4`, which is", "images.widths"),
        (
            "styles: [a.css, {file: no.css, when: {tone: loud}}]\n",
            "names `no.css`",
            "styles[1]",
        ),
        ("preload: [no.woff2]\n", "`preload` names `no.woff2`", "preload[0]"),
        ("options: {x: {offered: maybe}}\n", "has `offered: maybe`", "options.x.offered"),
        ("options: {tome: {offered: false}}\n", "no theme below has an option", "options.tome"),
        ("options: {x: {type: number, min: few}}\n", "a `min` that is no number", "options.x.min"),
        ("options: {x: {against: [paper]}}\n", "is no colour", "options.x.against"),
        (
            "options: {x: {type: colour, against: [papr]}}\nstyles: [a.css]\n",
            "has no `--papr`",
            "options.x.against",
        ),
        ("options: {tone: {type: switch}}\n", "is a choice in the theme below", "options.tone"),
    ],
)
def test_a_fault_of_settings_is_told_at_its_key(
    bench: Bench, settings: str, message: str, place: str | int
) -> None:
    """In the theme's own file, with what to do: who uses a theme did not write it."""
    bench.write_theme(
        "trial",
        "name: trial\nstyles: [{file: a.css, when: {tone: loud}}]\n"
        "options:\n  tone: {choices: [plain, loud]}\n",
    )
    assets = bench.shelf / "trial" / "assets"
    assets.mkdir()
    (assets / "a.css").write_text(":root { --paper: #fff }", encoding="utf-8")
    extends = "" if "extends" in settings or settings[0] == "-" else "extends: trial\n"
    bench.write_theme("mine", settings + extends if "[a\n" not in settings else settings)

    found = _told(bench, "mine")

    assert message in found.message
    assert found.span.path == "themes/mine/theme.yaml"
    assert (found.span.key if isinstance(place, str) else found.span.line) == place
    assert found.hint


@pytest.mark.parametrize(
    ("data", "message", "line"),
    [
        (b"home: Home\nmenu: [a\n", "it is not well-formed YAML", 3),
        (b"home: Home\nmenu: caf\xe9\n", "it is not UTF-8 text", 2),
        (b"- home\n", "it holds no mapping", 1),
        (b"home: a\nhome: b\n", "the key `home` stands on line 1 already", 2),
        (b"a: [&x [y, y], &z [*x, *x], [*z, *z]]\n", "`a` is a list", 0),
        (b"home: \x07\n", "it has a character that YAML does not allow", 0),
        (b"menu:\n  open: [a, b]\n", "`menu.open` is a list", 0),
    ],
)
def test_a_locale_file_that_cannot_be_read(
    bench: Bench, data: bytes, message: str, line: int
) -> None:
    """Of whatever language it is: a page in that one would be made later."""
    folder = bench.shelf / "trial" / "locales"
    folder.mkdir()
    (folder / "fr.yaml").write_bytes(data)

    found = _told(bench)

    assert (found.code, found.span.path) == ("invalid-locale", "themes/trial/locales/fr.yaml")
    assert message in found.message
    assert found.span.line == line


@pytest.mark.parametrize("shown", ["{{ t('count') }}", "{{ page.title ~ t('count', m=3) }}"])
def test_a_text_without_its_value_is_not_shown(bench: Bench, shown: str) -> None:
    """Readers would see `{n}`; a script that fills it in gets it all the same."""
    folder = bench.shelf / "trial" / "locales"
    folder.mkdir()
    (folder / "en.yaml").write_text("count: {one: one, other: '{n} of them'}\n", encoding="utf-8")
    bench.template("a.html", "\n{{ t('count', n=2) }} {{ {'x': t('count')} | json }}")
    bench.build(planned("a.html", "A", "a.html"))
    assert bench.read("a.html") == '\n2 of them {"x":"{n} of them"}'

    bench.template("a.html", f"\n{shown}")

    with pytest.raises(RenderingFailedError) as caught:
        bench.build(planned("a.html", "A", "a.html"))

    assert caught.value.line == 2
    assert 'the text `count` needs `n`, as in `t("count", n=…)`' in caught.value.message


def test_a_theme_with_the_name_of_a_built_in_one(tmp_path: Path, bench: Bench) -> None:
    """It is used, for it is there; that it hides the other is told."""
    built_in = tmp_path / "program" / "themes" / "trial"
    built_in.mkdir(parents=True)
    (built_in / "theme.yaml").write_text("name: trial\n", encoding="utf-8")
    shelves = [bench.shelf, built_in.parent]

    (found,) = load_theme("trial", {}, shelves, language="en", asked=HERE).findings
    bench.write_theme("trial", "extends: trial\n")
    with pytest.raises(ConfigurationError) as caught:
        load_theme("trial", {}, shelves, language="en", asked=HERE)

    assert (found.code, found.severity) == ("hidden-theme", Severity.WARNING)
    assert "takes the place of the built-in theme" in caught.value.findings[0].message
    assert "`own-trial`" in caught.value.findings[0].hint


@pytest.mark.parametrize(
    ("template", "message", "hint"),
    [
        ("{{ page.titel }}", "`page` has no field `titel`", "did you mean `title`?"),
        ("{{ site.nam }}", "`site` has no field `nam`", "did you mean `name`?"),
        ("{{ pag.title }}", "nothing is called `pag` here", "did you mean `page`?"),
        ("{{ page.zzz }}", "`page` has no field `zzz`", "a template may use"),
    ],
)
def test_a_field_that_is_not_there_is_told_in_the_words_of_themes(
    bench: Bench, template: str, message: str, hint: str
) -> None:
    """Who writes a theme knows no Python."""
    bench.template("a.html", template)

    with pytest.raises(RenderingFailedError) as caught:
        bench.build(planned("a.html", "A", "a.html"))

    assert caught.value.message == f"the theme could not make `a.html`: {message}"
    assert caught.value.hint.startswith(hint)
