"""Options of themes: their types, what is wrong with a value, and what a value does."""

from collections.abc import Mapping

import pytest

from briefgen.engine.colours import contrast, least_contrast, nearest_readable
from briefgen.engine.options import Option, choose, declared, faults_of, pale_colours
from briefgen.engine.tokens import Shades, tokens_of
from briefgen.finding import ConfigurationError
from tests.engine.conftest import Bench

DECLARED = {
    "options": {
        "size": {"choices": ["small", "large"], "default": "small"},
        "words": {"help": "Any."},
        "accent": {"type": "colour", "sets": "--accent", "against": ["paper", "panel"]},
        "width": {"type": "number", "min": 20, "max": 80, "default": 40, "sets": "--width"},
        "ruled": {"type": "switch", "default": True},
        "columns": {"choices": [1, 2, 3], "default": 2},
        "logo": {"type": "file"},
        "favicon": {"type": "file", "endings": ["svg", ".ICO"]},
        "appearance": {"choices": ["auto", "light", "dark"], "default": "auto"},
    }
}
PAPER = {"paper": Shades("#fdfbf6", "#15130f"), "panel": Shades("#f4f0e7", "#201d18")}


def options() -> Mapping[str, Option]:
    """Return the options that are declared above."""
    return {one.name: one for one in declared(DECLARED) if isinstance(one, Option)}


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("size", "smal", "did you mean `small`? write one of small, large"),
        ("columns", "4", "write one of 1, 2, 3"),
        ("width", "wide", "write a number from 20 to 80"),
        ("width", "81", "write a number from 20 to 80"),
        ("width", "1e1", "write a number from 20 to 80"),
        ("width", "nan", "write a number from 20 to 80"),
        ("ruled", "maybe", "write `on` or `off`"),
        ("accent", "0b5c6b", "did you mean `#0b5c6b`?"),
        ("accent", "#0b5c6b,#7fd0de", "did you mean `#0b5c6b #7fd0de`?"),
        ("accent", "red;}", "write a colour such as"),
        ("accent", "#111 #222 #333", "write a colour such as"),
        ("favicon", "static/a.txt", "name a file below content/static/ that ends in .svg, .ico"),
        ("favicon", "static/svg", "name a file below"),
        ("width", "٤٠", "write a number from 20 to 80"),
        ("logo", "/static/a.svg", "did you mean `static/a.svg`?"),
        ("logo", "static/../briefgen.yaml", "name a file below content/static/"),
        ("logo", "https://example.org/a.svg", "name a file below content/static/"),
    ],
)
def test_a_value_that_cannot_be_is_told(name: str, value: str, hint: str) -> None:
    """With the key where it stands, what is allowed, and what was most likely meant."""
    (found,) = faults_of({name: value}, options(), "briefgen.yaml")

    assert found.code == "invalid-theme-option"
    assert found.span.key == f"theme.options.{name}"
    assert f"`{value}`" in found.message
    assert found.hint.startswith(hint)


def test_values_reach_templates_in_one_spelling() -> None:
    """However YAML lets a yes, a path or a colour be written."""
    files = {"logo": "content/static/a.svg", "favicon": "static/a.Ico"}
    set_ = {"ruled": "No", "accent": "#ABC  #123456", **files}

    assert not list(faults_of(set_, options(), "briefgen.yaml"))
    found = choose(set_, options(), PAPER)

    assert found.values["ruled"] == "off"
    assert found.values["logo"] == "static/a.svg"
    assert found.files == {"logo": "content/static/a.svg", "favicon": "content/static/a.Ico"}
    assert found.values["columns"] == "2"
    assert choose({}, options(), PAPER).values["ruled"] == "on"


def test_options_set_properties_of_the_stylesheet() -> None:
    """Nothing is written where nothing is set; two colours are for light and dark paper."""
    set_ = {"accent": "#0b5c6b #7fd0de"}

    assert choose({}, options(), PAPER).css == ":root{--width:40}\n"
    css = choose(set_, options(), PAPER).css
    assert css == ":root{--accent:light-dark(#0b5c6b,#7fd0de);--width:40}\n"


def test_one_colour_gets_a_counterpart_that_can_be_read() -> None:
    """It is for light paper, or for dark where pages are always dark."""
    grounds = [shades.dark for shades in PAPER.values()]

    light = tokens_of(choose({"accent": "#0b5c6b"}, options(), PAPER).css)["accent"]
    assert light.light == "#0b5c6b"
    assert least_contrast(light.dark, grounds) >= 4.5

    dark = {"accent": "#7fd0de", "appearance": "dark"}
    assert tokens_of(choose(dark, options(), PAPER).css)["accent"].dark == "#7fd0de"
    assert not list(pale_colours(dark, options(), PAPER, "briefgen.yaml"))


def test_a_pale_colour_is_told_with_the_nearest_that_does() -> None:
    """Each side that is shown is judged, and the shade that is offered holds what it promises."""
    set_ = {"accent": "#e0a800 #553300"}

    found = list(pale_colours(set_, options(), PAPER, "briefgen.yaml"))

    assert [one.code for one in found] == ["low-contrast-accent"] * 2
    assert "1.8:1 on light paper" in found[0].message
    for one, grounds in zip(found, (PAPER["panel"].light, PAPER["panel"].dark), strict=True):
        shade = one.hint.split("`")[1]
        assert contrast(shade, grounds) >= 4.5
    light = set_ | {"appearance": "light"}
    assert len(list(pale_colours(light, options(), PAPER, "briefgen.yaml"))) == 1


def test_contrast_is_that_of_the_standard() -> None:
    """WCAG 2.2: 21 for black on white, 4.54 for #767676, which is the palest grey that does."""
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert nearest_readable("#767676", ["#ffffff"]) == "#767676"
    assert contrast(nearest_readable("#777777", ["#ffffff"]), "#fff") >= 4.5
    # On a middling ground there is not much left.
    assert contrast(nearest_readable("#808080", ["#808080"]), "#808080") >= 4.5


def test_tokens_are_read_where_they_always_hold() -> None:
    """Those of print, of a width or of another element are not the page's."""
    css = """
    /* --ink: #000; */
    @layer tokens { :root { --ink: light-dark(#111, #eee); --paper: #fff; --gap: 1rem } }
    @layer print { @media print { :root { --ink: #000; } } }
    .dark { --paper: #000; }
    a::after { content: "{ --paper: #123; }"; }
    :root { --ink: light-dark(#222222, #dddddd) }
    """

    assert tokens_of(css) == {
        "ink": Shades("#222222", "#dddddd"),
        "paper": Shades("#fff", "#fff"),
    }


def test_a_theme_changes_one_key_of_an_option_below_it(bench: Bench) -> None:
    """Its default or its words; with a type it is another option altogether."""
    bench.write_theme("mine", "extends: trial\noptions:\n  tone: {default: loud}\n")
    assert bench.theme("mine").options == {"tone": "loud"}

    bench.write_theme("mine", "extends: trial\noptions:\n  tone: {type: text, default: shrill}\n")
    assert bench.theme("mine").options == {"tone": "shrill"}


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("{tome: loud}", "the option `tome`, which is none"),
        ("{tone: shrill}", "`tone` being `shrill`, which it never is"),
    ],
)
def test_a_condition_that_never_holds_is_told(bench: Bench, condition: str, message: str) -> None:
    """A part of the stylesheet would else be missing for ever, without a word."""
    bench.write_theme("mine", f"extends: trial\nstyles:\n  - {{file: a.css, when: {condition}}}\n")

    with pytest.raises(ConfigurationError) as caught:
        bench.theme("mine")

    assert message in caught.value.findings[0].message


@pytest.mark.parametrize(
    ("declaration", "message"),
    [
        ("tone: {type: color}", "has the type `color`, which is none of choice"),
        ("tone: {type: choice}", "needs `choices`"),
        ("tone: {choises: [a]}", "has an unknown key `choises`"),
        ("tone: {choices: [a, b], default: c}", "has the default `c`, which it cannot be"),
        ("tone: {type: number, min: 3, default: 2}", "has the default `2`, which it cannot be"),
        ("tone: {sets: --tone}", "is a text, which sets no property"),
        ("tone: {type: colour, sets: accent}", "neither `dates` nor a `--property`"),
        ("tone: {choices: [tiny], default: tiny, sets: dates}", "whose choices are long, medium"),
        ("tone: {endings: [svg]}", "has `endings`, and is no file"),
        ("tone: loud", "is no mapping"),
    ],
)
def test_a_theme_that_declares_what_cannot_be_is_told(
    bench: Bench, declaration: str, message: str
) -> None:
    """Who makes a theme learns it before who uses it."""
    bench.write_theme("trial", f"name: trial\noptions:\n  {declaration}\n")

    with pytest.raises(ConfigurationError) as caught:
        bench.theme()

    assert caught.value.findings[0].code == "invalid-theme"
    assert message in caught.value.findings[0].message
