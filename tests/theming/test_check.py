"""Checking a theme: what is wrong with its pages is told, and what is right is not."""

from pathlib import Path

import pytest

from briefgen.cli import run
from briefgen.engine.theme import load_theme
from briefgen.finding import Finding, Severity, Span
from briefgen.options import Options
from briefgen.program import builtin_themes
from briefgen.theming import checking, trial
from tests.projects import Project, tree

# Small enough to be checked in a moment, and without a fault.
BASE = """<!doctype html>
<html lang="{{ site.language }}" dir="{{ site.dir }}">
<head><title>{{ site.title }}</title></head>
<body>
<header><nav><a href="{{ "" | link }}">{{ t("home") }}</a></nav></header>
<main>{% block main %}<h1>{{ site.title }}</h1>{% endblock %}</main>
<footer>{{ site.copyright }}</footer>
</body>
</html>
"""
ENTRY = """{% extends "base.html" %}
{% block main %}
<h1>{{ page.title }}</h1>
<p>{{ page.ai_label }}</p>
{% if page.image %}{% include "shot.html" %}{% endif %}
{% endblock %}
"""
SHOT = """<figure>
<img src="{{ page.image.url | link }}" alt="{{ page.image.alt }}">
<figcaption>{{ page.image.label }}</figcaption>
</figure>
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Give a project with a small theme that stands on no other."""
    project = Project(tmp_path / "digest", theme={"name": "mine"})
    names = [path.name for path in (builtin_themes() / "broadsheet" / "templates").glob("*.html")]
    for name in names:
        write(project, f"templates/{name}", '{% extends "base.html" %}\n')
    write(project, "theme.yaml", "name: mine\nstyles: [mine.css]\n")
    write(project, "assets/mine.css", ":root {\n  --paper: #fff;\n  --ink: #111;\n}\n")
    write(project, "assets/search.js", "")
    write(project, "locales/en.yaml", "home: Home\n")
    write(project, "templates/base.html", BASE)
    write(project, "templates/entry.html", ENTRY)
    write(project, "templates/shot.html", SHOT)
    return project


def write(project: Project, name: str, text: str) -> None:
    """Write a file of the theme."""
    file = project.root / "themes" / "mine" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def findings(project: Project, name: str = "") -> tuple[Finding, ...]:
    """Return what a check of the theme finds."""
    return checking.check_theme(Options(config=project.root / "briefgen.yaml"), name).findings


def test_a_theme_without_fault_has_no_finding(project: Project) -> None:
    """A small theme is as good as a large one, and nothing of the project is touched."""
    before = tree(project.root)

    assert findings(project) == ()
    assert tree(project.root) == before


def test_the_built_in_themes_have_no_finding(tmp_path: Path) -> None:
    """They are held to what their users are held to, whatever options are set."""
    project = Project(
        tmp_path,
        theme={
            "name": "broadsheet",
            "options": {"cards": "headline", "columns": "3", "dates": "long", "accent": "#0b5c6b"},
        },
    )

    assert findings(project) == ()


FAULTS = {
    "missing-page-language": ("base.html", ' lang="{{ site.language }}"', "", 2),
    "missing-page-title": ("base.html", "{{ site.title }}</title>", "</title>", 3),
    "missing-landmark": ("base.html", "<footer>{{ site.copyright }}</footer>", "", 0),
    "heading-order": ("entry.html", "</h1>", "</h1><h3>Too low</h3>", 3),
    "image-without-alt": ("shot.html", ' alt="{{ page.image.alt }}"', "", 2),
    "nameless-element": ("base.html", '{{ t("home") }}', "", 5),
    "duplicate-html-id": ("entry.html", "<h1>", '<h1 id="a"><b id="a"></b>', 3),
    "unlabelled-field": ("base.html", "<footer>", "<footer><input name=q>", 7),
    "dangling-reference": ("base.html", "<footer>", '<footer><label for="q">Q</label>', 7),
    "inline-style": ("entry.html", "<h1>", '<h1 style="color: red">', 3),
    "inline-script": ("base.html", "</head>", "<script>let a = 1</script></head>", 3),
    "third-party-request": (
        "base.html",
        "</head>",
        '<link rel="stylesheet" href="https://fonts.example/a.css"></head>',
        3,
    ),
    "unlabelled-ai-image": ("shot.html", "{{ page.image.label }}", "", 2),
    "unlabelled-ai-text": ("entry.html", "<p>{{ page.ai_label }}</p>", "", 0),
    "missing-text": ("base.html", 't("home")', 't("hom")', 5),
    "template-failed": ("entry.html", "page.title", "page.titel", 3),
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_of_a_page_is_told_with_its_place(project: Project, code: str) -> None:
    """Each is told once, however many pages show it, with file and line of the template."""
    name, old, new, line = FAULTS[code]
    file = project.root / "themes" / "mine" / "templates" / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")

    found = [one for one in findings(project) if one.code == code]

    assert found
    assert found[0].severity is Severity.ERROR
    if line:
        assert {one.span for one in found} == {
            Span(path=f"themes/mine/templates/{name}", line=line)
        }


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("a { background: url(https://cdn.example/a.png) }", "third-party-request"),
        ('a { background: url("//cdn.example/a.png") }', "third-party-request"),
        ('@import "https://cdn.example/a.css";', "third-party-request"),
        ("@font-face { src: URL( 'fonts/no.woff2' ) }", "missing-asset"),
        ('a { background: image-set("no.png" 1x) }', "missing-asset"),
        ("a { background: url(my%20picture.png?1#a) url(#b) url(data:image/png;base64,AA) }", ""),
        ("a { background: url(/static/a.png) url(../static/a.png) } /* url(no.png) */", ""),
        ("a { background: url(https://digest.example/a.png) }", ""),
    ],
)
def test_what_a_stylesheet_asks_for_is_looked_at(project: Project, rule: str, code: str) -> None:
    """Of other hosts nothing, and of the theme what is there; with the line."""
    config = project.root / "briefgen.yaml"
    text = config.read_text(encoding="utf-8")
    base = [line for line in text.splitlines() if not line.startswith("base_url")]
    config.write_text("\n".join([*base, "base_url: https://digest.example/", ""]), encoding="utf-8")
    write(project, "assets/my picture.png", "")
    write(project, "assets/mine.css", f":root {{ --ink: #111 }}\n/*\n*/ {rule}\n")

    found = [(one.code, one.span) for one in findings(project)]

    place = Span(path="themes/mine/assets/mine.css", line=3)
    assert found == ([(code, place)] if code else [])


def test_a_host_is_found_as_a_whole_and_a_link_that_is_a_script(project: Project) -> None:
    """A longer name that holds it is another host."""
    base = BASE.replace("<footer>", '<footer>\n<img src="//a.example/x.png" alt="">')
    base = base.replace("<header>", "<!-- data.example -->\n<!-- data.example.org --><header>")
    link = '<a href=" JavaScript:void(0)">Up</a>'
    write(project, "templates/base.html", base.replace("</footer>", f"\n{link}</footer>"))

    found = {one.code: one.span.line for one in findings(project)}

    assert found == {"third-party-request": 9, "inline-script": 10}


def test_a_label_that_nobody_sees_is_none(project: Project) -> None:
    """Words in a hidden element do not say that a model made the picture."""
    shot = SHOT.replace("<figcaption>", "<figcaption hidden>")
    write(project, "templates/shot.html", shot)

    assert {one.code for one in findings(project)} == {"unlabelled-ai-image"}


def test_faults_of_several_templates_are_told_at_once(project: Project) -> None:
    """One template that cannot be rendered does not hide another."""
    for name in ("page.html", "term.html"):
        write(project, f"templates/{name}", "{{ page.nothing }}")

    found = {one.span.path for one in findings(project) if one.code == "template-failed"}

    assert found == {f"themes/mine/templates/{name}" for name in ("page.html", "term.html")}


def test_colours_that_cannot_be_read_are_told(project: Project) -> None:
    """The stylesheet's colours are judged on light paper and on dark, with their line."""
    write(
        project,
        "assets/mine.css",
        ":root {\n  --paper: light-dark(#fff, #111);\n  --ink: light-dark(#111, #333);\n}\n"
        "@media print { :root { --ink: #fff; } }\n",
    )

    (found,) = findings(project)

    assert (found.code, found.span.line) == ("low-contrast-token", 3)
    assert "1.4:1 on dark paper" in found.message


def test_colours_that_are_not_read_are_told(project: Project) -> None:
    """In forms that only browsers know, the last one counting; silence would seem a yes."""
    write(
        project,
        "assets/mine.css",
        ":root {\n--paper: #fff; --gap: 1px;\n--ink: #eee;\n}\n:root {\n--ink: gray;\n}\n",
    )

    (found,) = findings(project)

    assert (found.code, found.severity) == ("unread-colour", Severity.WARNING)
    assert "`--ink`" in found.message
    assert "`gray`" in found.message


def test_a_pale_default_of_an_option_is_told_at_its_declaration(project: Project) -> None:
    """It is the theme's fault, not that of who uses it."""
    settings = "tint: {type: colour, default: '#eee', against: [paper], sets: --tint}"
    write(project, "theme.yaml", f"name: mine\nstyles: [mine.css]\noptions:\n  {settings}\n")

    (found,) = findings(project)

    assert found.code == "low-contrast-accent"
    assert found.span == Span(path="themes/mine/theme.yaml", key="options.tint.default")


def test_a_language_that_lacks_texts_is_told(project: Project) -> None:
    """What is not there is said in English: no fault, but worth knowing."""
    write(project, "templates/base.html", BASE.replace('t("home")', 't("home") ~ t("other")'))
    write(project, "locales/en.yaml", "home: Home\nother: Other\n")
    write(project, "locales/de.yaml", "home: Start\n")

    (found,) = findings(project)

    assert (found.code, found.severity) == ("incomplete-locale", Severity.WARNING)
    assert found.span.path == "themes/mine/locales/de.yaml"
    assert "other" in found.message


@pytest.mark.parametrize(
    ("language", "told"),
    [
        pytest.param("en", [], id="English"),
        pytest.param("de", [], id="a language of its own"),
        pytest.param("fr", ["`fr`: tide"], id="the site's, of the theme below"),
    ],
)
def test_a_word_is_owed_in_the_languages_that_a_theme_speaks(
    tmp_path: Path, language: str, told: list[str]
) -> None:
    """Those of its own locale files and that of the site, not all of the theme below."""
    project = Project(tmp_path, language=language, theme={"name": "coast"})
    for path, text in (
        ("theme.yaml", "extends: broadsheet\n"),
        ("locales/en.yaml", "tide: High tide\n"),
        ("locales/de.yaml", "tide: Flut\n"),
    ):
        file = tmp_path / "themes" / "coast" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    found = [one for one in findings(project) if one.code == "incomplete-locale"]

    assert [one.message.removeprefix("1 text is not there in ") for one in found] == told


@pytest.mark.parametrize(
    ("text", "key", "message", "hint"),
    [
        ("mneu: {open: Open}", "mneu.open", "nothing says", "did you mean `menu.open`?"),
        ("menu: Menu", "menu", "is a text here, and a group", ""),
        ("count: {entries: {one: one}}", "count.entries.one", "nothing says", "did you mean"),
        ("dates: {stmp: y}", "dates.stmp", "nothing says", "did you mean `dates.stamp`?"),
        ("own: {word: said, other_word: said}", "", "", ""),
    ],
)
def test_a_text_that_nothing_says_is_told(
    tmp_path: Path, text: str, key: str, message: str, hint: str
) -> None:
    """In its file, and it is not asked for in the other languages of the theme."""
    project = Project(tmp_path / "digest", theme={"name": "mine"})
    write(project, "theme.yaml", "extends: broadsheet\n")
    write(project, "locales/en.yaml", f"{text}\n")
    write(project, "locales/de.yaml", "own: {word: gesagt, other_word: auch}\n")
    write(project, "templates/parts/own.html", "{{ t('own.' ~ it.title) }}")

    found = findings(project)

    place = Span(path="themes/mine/locales/en.yaml", key=key)
    assert [(one.code, one.span) for one in found] == ([("unsaid-text", place)] if key else [])
    assert all(message in one.message and one.hint.startswith(hint) for one in found)


def test_the_trial_digest_is_read_without_an_error(tmp_path: Path) -> None:
    """What is in it is found on pages, and not dropped for a fault of its own."""
    for path, data in trial.trial_files("broadsheet", {}, "en").items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    assert run(["build", "-c", str(tmp_path / "briefgen.yaml"), "--now", trial.NOW]) == 0


def test_the_command_says_what_it_found(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """0 when all is well, 1 with a fault, 2 when there is no such theme."""
    monkeypatch.chdir(project.root)

    assert run(["theme", "check"]) == 0
    assert "mine: " in capsys.readouterr().err
    write(project, "templates/page.html", "{{ page.nothing }}")
    assert run(["theme", "check", "mine"]) == 1
    assert "themes/mine/templates/page.html:1" in capsys.readouterr().err
    assert run(["theme", "check", "mien"]) == 2
    assert "did you mean `mine`?" in capsys.readouterr().err


def test_a_theme_is_checked_without_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who makes a theme may have no digest yet."""
    monkeypatch.chdir(tmp_path)

    assert run(["theme", "check", "broadsheet"]) == 0


def test_every_template_of_the_built_in_theme_makes_a_trial_page(tmp_path: Path) -> None:
    """A template that no trial page uses would be checked by nobody."""
    done = checking.check_theme(Options(config=tmp_path / "briefgen.yaml"), "broadsheet")
    theme = load_theme(
        "broadsheet", {}, (builtin_themes(),), language="en", asked=Span(path="briefgen.yaml")
    )
    pages = [name for name in theme.templates if "/" not in name]

    assert done.templates == len(
        set(pages) - {"base.html", "front.html", "issue.html", "piece.html", "railed.html"}
    )
