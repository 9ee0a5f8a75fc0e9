"""A site in several languages: a wing for each, which share what has no words."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from briefgen.build import Result
from briefgen.cli import run
from briefgen.finding import ConfigurationError
from tests.projects import NOW, ON, Project, tree
from tests.serving import serve
from tests.test_links import Crawl

BASE_URL = "https://example.org/brief/"
LANGUAGES: dict[str, object] = {
    "de": {
        "title": "Das Hafenblatt",
        "tagline": "Fünf Meldungen am Tag",
        "menu": [{"label": "Über uns", "url": "/de/about/"}],
    },
    "ar": {"title": "موجز الميناء", "prefix": "arabic"},
}
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Give a digest in three languages, not built yet."""
    project = Project(tmp_path / "project")
    configure(project)
    project.entry(
        "2024/10/23/port.md",
        "See [the pier](entry:2024-10-23-hafen), [us](/about/) and [the logo](/logo.svg).",
        title="Port opens",
        topics=["Trade"],
        aliases=["/old/port/"],
        image={"src": "port.png", "alt": "A port", "ai": "generated"},
    )
    project.entry(
        "2024/10/23/hafen.md",
        "Siehe [englisch](port.md) und [Seite](../../../../pages/de/about.md#wir).",
        title="Hafen öffnet",
        lang="de",
        translations=["2024-10-23-port"],
        topics=["Handel"],
        aliases=["/alt/hafen/"],
        image={"src": "port.png", "alt": "Ein Hafen", "ai": "generated"},
    )
    project.entry("2024/10/22/mole.md", title="Mole fertig", lang="de-AT", topics=["Handel"])
    project.entry(
        "2024/10/23/mina.md", title="افتتاح الميناء", lang="ar", translations=["2024-10-23-hafen"]
    )
    project.write("pages/about.md", "---\ntitle: About\n---\nWe.\n")
    project.write("pages/de/about.md", "---\ntitle: Über uns\nlang: de\n---\n## Wir\n\nText.\n")
    project.write("editions/2024-10-23.md", "---\ntitle: A day\n---\nA note.\n")
    project.write("editions/de/2024-10-23.md", "---\ntitle: Ein Tag\nlang: de\n---\n[x](/about/)\n")
    project.write("lists/latest.yaml", "title: Latest\nselect: {}\n")
    project.write("lists/de/latest.yaml", "title: Neueste\nlang: de\nselect: {}\n")
    project.write("static/logo.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    Image.new("RGB", (1500, 900), "teal").save(
        project.root / "content" / "entries" / "2024" / "10" / "23" / "port.png"
    )
    return project


def configure(project: Project, **config: object) -> None:
    """Write a configuration in three languages."""
    settings: dict[str, object] = {
        "title": "The Harbour Brief",
        "tagline": "Five stories a day",
        "base_url": BASE_URL,
        "languages": LANGUAGES,
        "publisher": {"name": "Harbour", "logo": "/logo.svg"},
    }
    project.configure(**(settings | config))


def built(project: Project, jobs: int = 1) -> Result:
    """Build without any finding."""
    result = project.build(jobs=jobs)
    assert result.findings == ()
    return result


def alternates(page: str) -> dict[str, str]:
    """Return what a page says of itself in other languages."""
    return dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', page))


def switch(page: str) -> dict[str, str]:
    """Return where the languages of a page's head lead, as written."""
    (nav,) = re.findall(r'<nav class="tongues.*?</nav>', page, re.DOTALL)
    return dict(re.findall(r'href="([^"]+)" hreflang="([\w-]+)"', nav))


def test_each_language_has_a_site_of_its_own(project: Project) -> None:
    """Name, words, menu, lists, note and entries are those of the language; `de-AT` is in `de`."""
    built(project)

    english, german, arabic = (project.page(f"{at}index.html") for at in ("", "de/", "arabic/"))

    assert '<html lang="en" dir="ltr"' in english
    assert "The Harbour Brief" in english
    assert "Port opens" in english
    assert "A note." in english
    assert "Hafen" not in english
    assert '<html lang="de" dir="ltr"' in german
    assert "Das Hafenblatt" in german
    assert "Fünf Meldungen am Tag" in project.page("de/about/index.html")
    assert "Hafen öffnet" in german
    assert ">Neueste<" in german
    assert "Latest" not in german
    assert "Five stories" not in german
    assert "Port opens" not in german
    assert '<html lang="ar" dir="rtl"' in arabic
    assert "افتتاح" in arabic
    assert "Mole fertig" in project.page("de/2024/10/22/index.html")
    assert not (project.site / "2024/10/22").exists()
    assert "/de/topics/" not in english


def test_each_language_has_its_feeds_data_and_sitemap(project: Project) -> None:
    """Readers of one language get none of the others; robots are told of all sitemaps."""
    built(project)

    feed = ET.fromstring(project.page("de/feed.xml"))
    assert feed.findtext(f"{ATOM}title") == "Das Hafenblatt"
    assert [one.findtext(f"{ATOM}title") for one in feed.iter(f"{ATOM}entry")] == [
        "Hafen öffnet",
        "Mole fertig",
    ]
    assert f"{BASE_URL}2024/10/23/port/" in project.page("de/feed.xml")
    assert "/../" not in project.page("de/feed.xml")
    ids = [ET.fromstring(project.page(f"{at}feed.xml")).findtext(f"{ATOM}id") for at in ("", "de/")]
    assert ids[0] != ids[1]
    assert json.loads(project.page("de/index.json"))["home_page_url"] == f"{BASE_URL}de/"
    assert f"{BASE_URL}de/2024/10/23/hafen/" in project.page("de/sitemap.xml")
    assert f"<loc>{BASE_URL}2024/10/23/port/" not in project.page("de/sitemap.xml")
    for at in ("", "de/", "arabic/"):
        assert f"Sitemap: {BASE_URL}{at}sitemap.xml\n" in project.page("robots.txt")
    for name in ("robots.txt", "404.html", "build.json"):
        assert [str(file.relative_to(project.site)) for file in project.site.rglob(name)] == [name]
    assert json.loads(project.page("build.json"))["entries"] == 4


@pytest.mark.parametrize("prefix", ["/", "/repo/"])
def test_every_link_of_every_language_leads_somewhere(project: Project, prefix: str) -> None:
    """Within a language, from one to another, and to what all share."""
    built(project)

    with serve(project.site, prefix) as home:
        crawl = Crawl(home, BASE_URL)
        crawl.walk("", "de/", "arabic/", "alt/hafen/", "old/port/")
        crawl.judge()

    assert crawl.faults == []
    assert f"{home}arabic/archive/" in crawl.answers


def test_what_has_no_words_is_shared(project: Project) -> None:
    """Pictures, the theme's files and others lie once, at the root; a label is in its language."""
    built(project)

    for name in ("images", "assets", "logo.svg"):
        assert not (project.site / "de" / name).exists()
    pictures = {file.name for file in (project.site / "images/2024/10/23").iterdir()}
    assert {"port.png.generated.en.jpg", "port.png.generated.de.jpg"} <= pictures
    assert 'src="../../../../../images/2024/10/23/port.png.' in project.page(
        "de/2024/10/23/hafen/index.html"
    )
    assert f'{BASE_URL}images/2024/10/23/port.png.generated.de.jpg"' in project.page("de/feed.xml")
    assert f'"{BASE_URL}logo.svg"' in project.page("de/index.html")


def test_pages_say_where_they_are_in_other_languages(project: Project) -> None:
    """Entries by `translations`, editions by their time, pages by their slug, home pages all."""
    built(project)
    entry = {
        "en": f"{BASE_URL}2024/10/23/port/",
        "de": f"{BASE_URL}de/2024/10/23/hafen/",
        "ar": f"{BASE_URL}arabic/2024/10/23/mina/",
    }
    edition = {
        "en": f"{BASE_URL}2024/10/23/",
        "de": f"{BASE_URL}de/2024/10/23/",
        "ar": f"{BASE_URL}arabic/2024/10/23/",
    }
    home = {"en": BASE_URL, "de": f"{BASE_URL}de/", "ar": f"{BASE_URL}arabic/"}
    about = {"en": f"{BASE_URL}about/", "de": f"{BASE_URL}de/about/"}

    for group in (entry, edition, home, about):
        for address in group.values():
            page = project.page(f"{address.removeprefix(BASE_URL)}index.html")
            assert alternates(page) == group, address
    assert alternates(project.page("de/2024/10/22/index.html")) == {}
    assert alternates(project.page("de/topics/index.html")) == {}


def test_the_switch_leads_to_the_same_page_or_home(project: Project) -> None:
    """A page that another language lacks has its home page behind that language's name."""
    built(project)

    assert switch(project.page("about/index.html")) == {
        "../de/about/": "de",
        "../arabic/": "ar",
    }
    assert switch(project.page("de/topics/handel/index.html")) == {
        "../../../": "en",
        "../../../arabic/": "ar",
    }


def test_old_addresses_count_from_the_root(project: Project) -> None:
    """An alias is the address that a page had, whatever wing it is in now."""
    built(project)

    assert 'url=../../de/2024/10/23/hafen/"' in project.page("alt/hafen/index.html")
    assert not (project.site / "de/alt").exists()


def test_a_language_leaves_the_others_alone(project: Project) -> None:
    """A headline renders pages of its own language; a new edition those that now lead there."""
    built(project)

    project.edit("2024/10/22/mole.md", title="Die Mole ist fertig")
    headline = built(project).rendered
    project.entry("2024/10/24/neu.md", title="Neu", lang="de")
    built(project)
    project.entry("2024/10/24/new.md", title="New")
    edition = built(project).rendered

    assert headline
    assert {path for path in headline if not path.startswith("de/")} == {"build.json"}
    assert {path for path in edition if path.startswith("de/")} == {
        "de/2024/10/24/index.html",
    }


@pytest.mark.parametrize("jobs", [1, 8])
def test_the_way_to_a_site_in_languages_leaves_no_trace(
    project: Project, tmp_path: Path, jobs: int
) -> None:
    """Step by step or at once, by one worker or eight: the same bytes."""
    built(project)
    project.entry("2024/10/25/kran.md", title="Kran", lang="de")
    built(project)
    project.entry("2024/10/25/crane.md", title="Crane", translations=["2024-10-25-kran"])
    project.delete("entries/2024/10/23/mina.md")
    built(project, jobs=jobs)
    step_by_step = tree(project.site)

    fresh = Project(tmp_path / "fresh")
    configure(fresh)
    for file in (project.root / "content").rglob("*"):
        if file.is_file():
            fresh.write(str(file.relative_to(project.root / "content")), file.read_bytes())
    built(fresh, jobs=jobs)

    assert tree(fresh.site) == step_by_step


def test_each_language_is_searched_by_itself(project: Project) -> None:
    """Its index has its words, and none of another's."""
    configure(project, search=ON)
    built(project)

    for at, language in (("", "en"), ("de/", "de"), ("arabic/", "ar")):
        page = project.page(f"{at}search/index.html")
        assert f'<html lang="{language}"' in page
        assert (project.site / at / "search" / "parts.json").is_file()


def test_what_is_wrong_with_a_language_is_told(project: Project) -> None:
    """A list that is not there, a link of its menu that leads nowhere, a note without edition."""
    own = {"lists": ["newest"], "menu": [{"label": "X", "url": "/de/nowhere/"}]}
    configure(project, languages=LANGUAGES | {"de": own})
    project.write("editions/de/2024-10-25.md", "---\nlang: de\n---\nx\n")
    project.entry("2024/10/25/crane.md", title="Crane")

    found = {finding.code: finding for finding in project.build().findings}

    assert found.keys() == {"unknown-list", "broken-link", "unused-edition-note"}
    assert found["unknown-list"].span.key == "languages.de.lists[0]"
    assert "in `de`" in found["unknown-list"].message
    assert found["broken-link"].span.key == "languages.de.menu[0].url"


def test_files_are_begun_and_editions_exported_in_a_language(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each has the folder of the language, and says which it is in."""
    config = ["-c", str(project.root / "briefgen.yaml")]
    content, file = project.root / "content", tmp_path / "edition.html"

    assert run(["new", "page", "Impressum", "--lang", "de", *config]) == 0
    assert run(["new", "edition", "2024-10-23", "--lang", "ar", "--title", "x", *config]) == 0
    document = ["export", "edition", "--now", NOW, "-o", str(file), *config]
    assert run([*document, "--lang", "de"]) == 0

    assert "\nlang: de\n" in (content / "pages/de/impressum.md").read_text("utf-8")
    assert "\nlang: ar\n" in (content / "editions/arabic/2024-10-23.md").read_text("utf-8")
    text = file.read_text("utf-8")
    assert "Hafen öffnet" in text
    assert "tongues" not in re.sub("<style>.*?</style>", "", text, flags=re.DOTALL)
    assert run([*document, "--replace", "--lang", "fr"]) == 2
    assert "it is in en, de, ar" in capsys.readouterr().err.replace("ar, de", "de, ar")


@pytest.mark.parametrize(
    ("languages", "told"),
    [
        ({"en": {}}, "which the site is in already"),
        ({"de": {}, "DE": {}}, "which the site is in already"),
        ({"de": {"prefix": "x"}, "ar": {"prefix": "x"}}, "the prefix `x` twice"),
        ({"de": {"prefix": "a/b"}}, "must be the name of a folder in lower case"),
        ({"de": {"prefix": "con"}}, "must be a name that every system has"),
        ({"de": {"prefix": "assets"}}, "must not be a folder that the site needs itself"),
        ({"de": {"prefix": "topics"}}, "must not be a folder that the site needs itself"),
        ({"de": {"prefix": "2024"}}, "must not be a folder that the site needs itself"),
        ({"pt_BR": {}}, "which is no code such as `pt-BR`"),
        ({"de": {"titel": "x"}}, "title"),
        ({"d": {}}, "languages"),
    ],
)
def test_bad_languages_are_refused(
    project: Project, languages: dict[str, object], told: str
) -> None:
    """Twice the same, a prefix that is no folder, a key that is none."""
    configure(project, languages=languages)

    with pytest.raises(ConfigurationError) as caught:
        project.build()

    (finding,) = caught.value.findings
    assert told in f"{finding.message} {finding.hint} {finding.span.key}"


def test_the_first_language_may_be_of_a_region(project: Project) -> None:
    """Its entries stay at the root, whether they name it or not."""
    configure(project, language="pt-BR", languages={"pt": {}, "de": {}, "ar": {}})
    project.entry("2024/10/20/porto.md", title="Porto", lang="pt-BR")
    project.entry("2024/10/20/cais.md", title="Cais", lang="pt")
    built(project)

    assert "Porto" in project.page("2024/10/20/porto/index.html")
    assert "Cais" in project.page("pt/2024/10/20/cais/index.html")


def test_a_language_needs_no_settings(project: Project) -> None:
    """A code with nothing behind it is one of the site all the same."""
    text = (project.root / "briefgen.yaml").read_text("utf-8")
    (project.root / "briefgen.yaml").write_text(
        text.partition("languages:")[0] + "languages:\n  de:\n  ar: {}\ntitle: T\n", "utf-8"
    )
    assert project.build().findings == ()

    assert '<html lang="de"' in project.page("de/index.html")


def test_a_folder_says_the_language_too(project: Project) -> None:
    """Of pages, notes and lists that name none: so none takes the place of another."""
    for path in ("pages/de/about.md", "editions/de/2024-10-23.md", "lists/de/latest.yaml"):
        file = project.root / "content" / path
        file.write_text(file.read_text("utf-8").replace("lang: de\n", ""), "utf-8")
    built(project)

    assert "A note." in project.page("2024/10/23/index.html")
    assert "Ein Tag" in project.page("de/2024/10/23/index.html")
    assert ">Neueste<" in project.page("de/index.html")
    assert '<html lang="de"' in project.page("de/about/index.html")


def test_lists_lead_where_they_say_and_name_entries_of_their_language(project: Project) -> None:
    """A path counts from the root of the site; an entry of another language is told."""
    lines = "title: Links\nlang: de\nentries:\n  - {title: T, url: /topics/trade/}\n"
    project.write("lists/de/links.yaml", lines)
    built(project)
    assert 'href="./../topics/trade/"' in project.page("de/index.html")

    project.write("lists/de/links.yaml", f"{lines}  - 2024-10-23-port\n")
    (finding,) = project.build().findings
    assert finding.code == "unknown-list-entry"
    assert finding.message == "the entry `2024-10-23-port` is in another language of the site"


def test_two_of_one_name_are_told(project: Project) -> None:
    """A second note on an edition, a second list of a name: neither is lost without a word."""
    project.write("editions/more/2024-10-23.md", "---\ntitle: Another\n---\nx\n")
    project.write("lists/more/latest.yaml", "title: More\nselect: {}\n")

    findings = project.build().findings

    assert [finding.code for finding in findings] == ["duplicate-edition-note", "duplicate-list"]
    assert findings[0].related[0].path == "content/editions/2024-10-23.md"


def test_a_translation_under_a_wider_or_narrower_code_is_led_to(project: Project) -> None:
    """What is in `de-AT` is in the wing of `de`, and the switch knows."""
    project.edit("2024/10/23/hafen.md", lang="de-AT")
    built(project)

    found = switch(project.page("2024/10/23/port/index.html"))
    assert found["../../../../de/2024/10/23/hafen/"] == "de"


def test_a_site_without_an_address_has_addresses_apart(project: Project) -> None:
    """Until it knows where it will be, what needs whole ones tells languages apart."""
    configure(project, base_url="http://localhost/")
    project.build()

    assert "http://localhost/de/feed.xml" in project.page("de/feed.xml")
    assert 'rel="canonical"' not in project.page("de/index.html")


def test_alike_in_two_languages_is_no_double(project: Project) -> None:
    """A headline of names alone may be the same in both."""
    project.entry("2024/10/21/a.md", title="Voyager Jupiter Saturn Uranus")
    project.entry("2024/10/21/b.md", title="Voyager Jupiter Saturn Uranus", lang="de")

    built(project)


def test_names_for_machines_outlive_a_prefix(project: Project) -> None:
    """Ids of feeds and editions have no address in them; the publisher is one for all."""
    built(project)
    before = project.page("de/editions/feed.xml")
    configure(
        project, languages=LANGUAGES | {"de": {"prefix": "deutsch", "title": "Das Hafenblatt"}}
    )
    for path in ("pages/de/about.md", "editions/de/2024-10-23.md", "lists/de/latest.yaml"):
        file = project.root / "content" / path
        project.write(path.replace("/de/", "/deutsch/"), file.read_text("utf-8"))
        file.unlink()
    project.edit("2024/10/23/hafen.md")
    file = project.root / "content/entries/2024/10/23/hafen.md"
    file.write_text(file.read_text("utf-8").replace("pages/de/", "pages/deutsch/"), "utf-8")
    built(project)
    after = project.page("deutsch/editions/feed.xml")

    ids = re.compile(r"<id>([^<]+)</id>")
    assert ids.findall(before) == ids.findall(after)
    assert f'"@id":"{BASE_URL}#publisher"' in project.page("deutsch/index.html")


def test_a_prefix_in_the_way_of_a_page_is_told(project: Project) -> None:
    """A language whose folder a page of the first language needs too."""
    project.write("pages/de.md", "---\ntitle: About Germany\n---\nx\n")

    (finding,) = project.build().findings

    assert finding.code == "path-collision"
    assert finding.span.path == "content/pages/de.md"


def test_a_language_without_words_of_the_theme_is_told(project: Project) -> None:
    """Its pages are made all the same, with English words."""
    configure(project, languages={"de": {}, "nl": {"title": "Havenbericht"}, "ar": {}})

    result = project.build()

    assert [finding.code for finding in result.findings] == ["missing-locale"]
    assert result.findings[0].span.key == "languages.nl"
    assert "Havenbericht" in project.page("nl/index.html")
