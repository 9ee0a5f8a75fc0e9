"""What pages tell machines is what they say to readers: JSON-LD, Open Graph, titles, languages."""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import extruct
import pytest
from lxml import html as lxml_html

from briefgen.engine.language import open_graph, own_name
from tests.projects import OFF, ON, Project, fill

BASE = "https://example.org/digest/"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A digest with a little of everything, two translations and a publisher."""
    project = Project(
        tmp_path_factory.mktemp("metadata"),
        base_url=BASE,
        description="What happened.",
        publisher={
            "name": "The Association",
            "url": "https://association.example.org/",
            "logo": "/logo.png",
            "ethics": "/about/",
        },
        contact={"name": "Editors", "email": "e@example.org", "phones": ["+1-202-555-0143"]},
        follow=[
            {"label": "Feed", "url": "/feed.xml"},
            {"label": "Mastodon", "url": "https://social.example.org/@digest"},
        ],
        search=ON,
    )
    fill(project)
    project.write("static/logo.png", b"\x89PNG\r\n\x1a\n")
    project.entry("2022/01/05/old.md", title='An old <one> & "more"', topics=["science"])
    project.entry("2022/01/06/agency.md", title="Agency")
    project.entry(
        "2024/10/24/full.md",
        title="With everything",
        date="2024-10-24T10:00+05:30",
        updated="2024-10-25T11:00+05:30",
        kind="analysis",
        authors=["A. Writer", "B. Writer"],
        topics=["trade", "science"],
        regions=["Asia"],
        translations=["2024-10-24-ganz"],
        sources=[
            {
                "name": "Agency",
                "url": "https://example.org/full",
                "title": "The piece",
                "published": "2024-10-22",
            }
        ],
        corrections=[{"date": "2024-10-25T11:00+05:30", "text": "It was ten, not nine."}],
    )
    project.entry("2024/10/24/ganz.md", title="Mit allem", lang="de", story="the-harbour")
    project.entry(
        "2024/10/25/tout.md", title="Avec tout", lang="fr-CA", translations=["2024-10-24-full"]
    )
    assert project.build().ok
    return project


@cache
def graph_of(page: str, url: str) -> tuple[dict[str, Any], ...]:
    """Return the JSON-LD of a page, as extruct reads it."""
    found = extruct.extract(page, base_url=url, syntaxes=["json-ld"], errors="strict")
    return tuple(found["json-ld"])


def told(project: Project, path: str) -> dict[str, Any]:
    """Return the first thing that a page tells."""
    return graph_of(project.page(path), BASE)[0]


def metas(page: str) -> dict[str, list[str]]:
    """Return the contents of the meta elements of a page, by name or property."""
    found: dict[str, list[str]] = {}
    for element in lxml_html.fromstring(page).iter("meta"):
        name = element.get("property") or element.get("name")
        if name:
            found.setdefault(name, []).append(element.get("content"))
    return found


def text(element: Any) -> str:
    """Return the words of an element."""
    return " ".join(element.text_content().split())


def pages_of(site: Path) -> dict[str, str]:
    """Return the pages of a site by address, without redirects."""
    found = {
        file.relative_to(site).as_posix().removesuffix("index.html"): file.read_text("utf-8")
        for file in sorted(site.rglob("*.html"))
    }
    return {url: page for url, page in found.items() if 'http-equiv="refresh"' not in page}


KINDS = {
    "": "@graph",
    "2024/10/24/": "CollectionPage",
    "2024/10/24/full/": "AnalysisNewsArticle",
    "2024/10/24/observatory-24/": "OpinionNewsArticle",
    "2024/10/24/harbour-24/": "NewsArticle",
    "2024/": "CollectionPage",
    "2024/10/": "CollectionPage",
    "topics/": "CollectionPage",
    "topics/science/": "CollectionPage",
    "topics/science/2022/": "CollectionPage",
    "stories/the-harbour/": "CollectionPage",
    "sources/agency/": "CollectionPage",
    "archive/": "CollectionPage",
    "search/": "WebPage",
    "corrections/": "CollectionPage",
    "disclosure/": "CollectionPage",
    "about/": "WebPage",
}


@pytest.mark.parametrize("url", KINDS)
def test_each_kind_of_page_tells_what_it_is(project: Project, url: str) -> None:
    """One thing for each page, under its own address, in the words of schema.org."""
    data = told(project, f"{url}index.html")

    assert data["@context"] == "https://schema.org"
    if not url:
        assert [node["@type"] for node in data["@graph"]] == ["WebSite", "NewsMediaOrganization"]
        return
    assert data["@type"] == KINDS[url]
    assert data["url"] == BASE + url
    article = data["@type"].endswith("NewsArticle")
    assert data["@id"] == BASE + url + ("#article" if article else "")
    assert data["publisher"]["@id"] == f"{BASE}#publisher"


def test_an_entry_tells_what_its_page_says(project: Project) -> None:
    """Headline, dates, authors, sources and corrections are those that readers see."""
    page = project.page("2024/10/24/full/index.html")
    shown = lxml_html.fromstring(page)
    data = told(project, "2024/10/24/full/index.html")

    assert data["headline"] == text(shown.find(".//h1")) == "With everything"
    assert data["description"] == text(shown.find_class("deck")[0])
    stamps = [time.get("datetime") for time in shown.find_class("byline")[0].iter("time")]
    assert [data["dateModified"], data["datePublished"]] == stamps
    names = [author["name"] for author in data["author"]]
    assert ", ".join(names) == text(shown.find_class("byline")[0].find(".//strong"))
    assert data["citation"][0]["name"] == "The piece"
    assert data["citation"][0]["url"] in page
    assert data["correction"][0]["text"] in page
    assert data["isPartOf"][0]["@id"] == f"{BASE}2024/10/24/"
    assert [place["name"] for place in data["spatialCoverage"]] == ["Asia"]
    assert data["keywords"] == ["trade", "science"]


def test_a_day_without_a_clock_is_told_as_a_day(project: Project) -> None:
    """No time is made up."""
    data = told(project, "2022/01/05/old/index.html")

    assert data["datePublished"] == data["dateModified"] == "2022-01-05"
    assert data["headline"] == 'An old <one> & "more"'


def test_the_way_to_a_page_is_the_one_above_its_heading(project: Project) -> None:
    """Names and addresses of the breadcrumbs are those shown, and the page itself comes last."""
    seen = 0
    for url, page in pages_of(project.site).items():
        lists = (
            [one for one in graph_of(page, BASE) if one["@type"] == "BreadcrumbList"]
            if ("ld+json" in page and url)
            else []
        )
        shown = lxml_html.fromstring(page).find_class("crumbs")
        assert len(lists) == len(shown), url
        for found, nav in zip(lists, shown, strict=True):
            items = found["itemListElement"]
            links = [(text(a), urljoin(BASE + url, a.get("href"))) for a in nav.iter("a")]
            assert [(item["name"], item["item"]) for item in items[:-1]] == links, url
            assert items[-1]["item"] == BASE + url
            assert [item["position"] for item in items] == list(range(1, len(items) + 1))
            seen += 1

    assert seen > 20


@pytest.mark.parametrize(
    ("cadence", "url", "names"),
    [
        ("daily", "2024/12/30/", ["2024", "December", "Monday 30 December 2024"]),
        ("daily", "2024/12/30/a/", ["2024", "December", "30", "A"]),
        ("daily", "2024/12/", ["2024", "December 2024"]),
        ("weekly", "2025/w01/", ["2025", "Week 1, 2025"]),
        ("weekly", "2024/12/30/a/", ["2024", "December", "Week 1, 2025", "A"]),
        ("weekly", "2024/12/30/", ["2024", "December", "Monday 30 December 2024"]),
        ("monthly", "2024/12/", ["2024", "December 2024"]),
        ("monthly", "2024/12/30/a/", ["2024", "December", "A"]),
        ("monthly", "topics/tide/", ["Topics", "tide"]),
        ("monthly", "topics/tide/2022/", ["Topics", "tide", "2022"]),
    ],
)
def test_the_way_to_a_page_goes_over_pages_that_are_there(
    tmp_path: Path, cadence: str, url: str, names: list[str]
) -> None:
    """In each cadence, over the turn of a year too."""
    project = Project(tmp_path, cadence=cadence, base_url=BASE)
    project.entry("a.md", date="2024-12-30", topics=["tide"])
    project.entry("b.md", date="2022-01-05", topics=["tide"])
    project.build(now="2025-02-01T00:00Z")
    page = project.page(f"{url}index.html")
    (crumbs,) = (one for one in graph_of(page, BASE) if one["@type"] == "BreadcrumbList")
    items = crumbs["itemListElement"]

    assert [item["name"] for item in items] == names
    assert {item["item"].removeprefix(BASE) for item in items} <= set(pages_of(project.site))
    assert graph_of(page, BASE)[0].get("name", names[-1]) == names[-1]


def test_lists_lead_to_pages_that_are_there(project: Project) -> None:
    """What a collection lists are pages of the site, in the order of the page, and are counted."""
    pages = pages_of(project.site)
    for url, page in pages.items():
        for data in graph_of(page, BASE) if "ld+json" in page else ():
            if data.get("@type") != "CollectionPage":
                continue
            items = data["mainEntity"].get("itemListElement", [])
            addresses = [item["url"].removeprefix(BASE) for item in items]
            assert set(addresses) <= set(pages), url
            assert data["mainEntity"]["numberOfItems"] == len(addresses) == len(set(addresses))
            main = lxml_html.fromstring(page).get_element_by_id("main")
            links = [urljoin(BASE + url, a.get("href")) for a in main.iter("a")]
            # Each is linked to; those of headlines stand in that order.
            assert {BASE + address for address in addresses} <= set(links), url
            assert data["name"], url


def test_an_edition_lists_its_entries_in_reading_order(project: Project) -> None:
    """Positions are those on the page."""
    page = project.page("2024/10/24/index.html")
    main = lxml_html.fromstring(page).get_element_by_id("main")
    headlines = [a.get("href") for h in main.iter("h3") for a in h.iter("a")]
    items = told(project, "2024/10/24/index.html")["mainEntity"]["itemListElement"]

    assert [item["url"] for item in items] == [
        urljoin(f"{BASE}2024/10/24/", href) for href in headlines
    ]


def test_the_home_page_tells_who_publishes(project: Project) -> None:
    """Name, logo, contact, policies and other places, from the configuration; and a search."""
    site, owner = told(project, "index.html")["@graph"]

    assert site["name"] == "Trial"
    assert site["publisher"] == {"@id": owner["@id"]}
    target = site["potentialAction"]["target"]["urlTemplate"]
    assert target == f"{BASE}search/?q={{search_term_string}}"
    assert owner["name"] == "The Association"
    assert owner["url"] == "https://association.example.org/"
    assert owner["logo"]["url"] == f"{BASE}logo.png"
    assert owner["ethicsPolicy"] == f"{BASE}about/"
    assert owner["correctionsPolicy"] == f"{BASE}corrections/"
    assert owner["sameAs"] == ["https://social.example.org/@digest"]
    assert owner["contactPoint"]["email"] == "e@example.org"
    assert "masthead" not in owner


def test_every_title_and_address_is_told_once(project: Project, demo_site: Path) -> None:
    """No two pages share a title or a canonical address."""
    for site in (project.site, demo_site):
        pages = pages_of(site)
        heads = {url: lxml_html.fromstring(page).find("head") for url, page in pages.items()}
        titles = Counter(text(head.find("title")) for head in heads.values())
        canonical = [head.find("link[@rel='canonical']") for head in heads.values()]
        addresses = Counter(link.get("href") for link in canonical if link is not None)

        assert [title for title, count in titles.items() if count > 1] == []
        assert [address for address, count in addresses.items() if count > 1] == []
        assert len(addresses) == len(pages) - 1


def test_social_networks_are_told_what_the_page_says(project: Project) -> None:
    """Open Graph has the page's own words, dates, authors, topics and image."""
    page = project.page("2024/10/24/full/index.html")
    said = metas(page)

    assert said["og:title"] == ["With everything"]
    assert said["og:site_name"] == ["Trial"]
    assert said["og:url"] == [f"{BASE}2024/10/24/full/"]
    assert said["og:type"] == ["article"]
    assert said["article:published_time"] == ["2024-10-24T04:30:00+00:00"]
    assert said["article:modified_time"] == ["2024-10-25T05:30:00+00:00"]
    assert said["author"] == said["article:author"] == ["A. Writer", "B. Writer"]
    assert said["article:section"] == ["trade"]
    assert said["article:tag"] == ["trade", "science", "Asia"]
    assert said["og:locale"] == ["en_US"]
    assert said["og:locale:alternate"] == ["de_DE", "fr_CA"]
    assert said["twitter:card"] == ["summary_large_image"]
    assert said["og:image:alt"] == said["twitter:image:alt"]
    assert metas(project.page("topics/science/index.html"))["twitter:card"] == ["summary"]
    assert metas(project.page("index.html"))["og:description"] == ["What happened."]
    assert metas(project.page("404.html"))["robots"] == ["noindex"]
    assert "ld+json" not in project.page("404.html")


def test_translations_lead_to_each_other(project: Project) -> None:
    """Each page of a group names all of it, whoever named whom, and readers find the others."""
    group = {"en": "2024/10/24/full/", "de": "2024/10/24/ganz/", "fr-CA": "2024/10/25/tout/"}
    expected = {lang: BASE + url for lang, url in group.items()}
    for lang, url in group.items():
        shown = lxml_html.fromstring(project.page(f"{url}index.html"))
        links = shown.findall(".//head/link[@hreflang]")
        told_links = {link.get("hreflang"): link.get("href") for link in links}
        others = {
            a.get("hreflang"): urljoin(BASE + url, a.get("href"))
            for a in shown.find_class("byline")[0].iter("a")
            if a.get("hreflang")
        }
        data = told(project, f"{url}index.html")

        assert told_links == expected
        assert others == {other: address for other, address in expected.items() if other != lang}
        assert {
            (one["inLanguage"], one["@id"].removesuffix("#article"))
            for one in data["workTranslation"]
        } == set(others.items())
    assert ">Deutsch</a>" in project.page("2024/10/24/full/index.html")
    assert ">français (Canada)</a>" in project.page("2024/10/24/full/index.html")
    assert "hreflang" not in project.page("2024/10/24/harbour-24/index.html")


@pytest.mark.parametrize(
    ("code", "locale", "name"),
    [
        ("en", "en_US", "English"),
        ("pt-BR", "pt_BR", "português (Brasil)"),
        ("pt", "pt_BR", "português"),
        ("zh-Hant", "zh_TW", "中文 (繁體)"),
        ("sr-latn-ME", "sr_ME", "srpski (latinica, Crna Gora)"),
        ("ar", "ar_EG", "العربية"),
        ("qaa", "", "qaa"),
        ("en-x-long", "en_US", "en-x-long"),
    ],
)
def test_a_language_has_its_own_name_and_a_territory(code: str, locale: str, name: str) -> None:
    """As CLDR has them; what CLDR does not know stays as it was written, and is no locale."""
    assert open_graph(code) == locale
    assert own_name(code) == name


def test_what_is_held_back_tells_nothing(tmp_path: Path) -> None:
    """A draft that was asked for is shown to those who asked, and is not to be found."""
    project = Project(tmp_path)
    project.entry("a.md", date="2024-10-23", draft=True, translations=["2024-10-23-b"])
    project.entry("b.md", date="2024-10-23", lang="de")
    project.write("pages/soon.md", "---\ntitle: Soon\ndraft: true\n---\n\nText.\n")
    project.build(drafts=True)

    for path in ("2024/10/23/a/index.html", "soon/index.html"):
        page = project.page(path)
        assert metas(page)["robots"] == ["noindex"]
        assert "ld+json" not in page
        assert "canonical" not in page


def test_a_site_without_an_address_names_none(tmp_path: Path) -> None:
    """Until `base_url` is set, no page calls itself http://localhost/."""
    project = Project(tmp_path, base_url="http://localhost/")
    project.entry("a.md", date="2024-10-23", topics=["tide"])
    project.build()

    for path in ("index.html", "2024/10/23/a/index.html", "topics/tide/index.html"):
        page = project.page(path)
        assert "canonical" not in page
        assert "og:url" not in page
        assert "og:image" not in page
        assert "ld+json" not in page


def test_hostile_words_stay_words_in_what_is_told(tmp_path: Path) -> None:
    """Markup in a headline, a term or a name ends no script element and no attribute.

    A language that CLDR does not know has no locale.
    """
    words = "</script><b>\"'&amp;"
    project = Project(
        tmp_path, publisher={"name": words}, contact={"name": words, "email": "e@x.y"}
    )
    project.entry("a.md", date="2024-10-23", title=words, topics=[words], authors=[words])
    project.entry("b.md", date="2024-10-22", lang="qaa")
    project.build()

    assert "og:locale" not in metas(project.page("2024/10/22/b/index.html"))
    for url, page in pages_of(project.site).items():
        for data in graph_of(page, BASE) if "ld+json" in page else ():
            assert data["@context"] == "https://schema.org", url
    (article, crumbs) = graph_of(project.page("2024/10/23/a/index.html"), BASE)
    assert article["headline"] == crumbs["itemListElement"][-1]["name"] == words
    assert article["publisher"]["name"] == article["author"][0]["name"] == words
    assert metas(project.page("2024/10/23/a/index.html"))["article:tag"] == [words]


@pytest.mark.parametrize(
    ("cadence", "moment"),
    [
        ("daily", "2024-10-27T00:00:00+05:30"),
        ("weekly", "2024-11-06T00:00:00+05:30"),
        ("monthly", "2024-12-04T00:00:00+05:30"),
    ],
)
def test_the_home_page_knows_when_its_edition_is_old(
    tmp_path: Path, cadence: str, moment: str
) -> None:
    """One cadence and two days after its last day, at midnight of the site's zone; hidden."""
    project = Project(tmp_path, cadence=cadence, timezone="Asia/Kolkata")
    project.entry("a.md", date="2024-10-23")
    project.build()
    page = project.page("index.html")

    (notice,) = lxml_html.fromstring(page).xpath("//*[@data-stale-from]")
    assert notice.get("data-stale-from") == moment
    assert notice.get("hidden") is not None
    assert "assets/fresh.js" in page
    assert "assets/fresh.js" not in project.page("2024/10/23/a/index.html")
    assert len((project.site / "assets/fresh.js").read_bytes()) <= 400


def test_an_edition_at_the_end_of_the_calendar_is_never_old(tmp_path: Path) -> None:
    """There is no day on which it could be; nor is there one without an edition."""
    project = Project(tmp_path)
    project.build()
    assert "data-stale-from" not in project.page("index.html")

    project.entry("a.md", date="9999-12-30")
    project.build(future=True)

    assert "data-stale-from" not in project.page("index.html")


def test_an_edition_says_its_date(tmp_path: Path) -> None:
    """In words and for machines, whether or not an editor gave it a title."""
    project = Project(tmp_path, cadence="weekly")
    project.entry("a.md", date="2024-10-23")
    project.entry("b.md", date="2024-10-16")
    project.write("editions/2024-W42.md", "---\ntitle: A calm week\n---\n")
    project.build()

    assert '<h1><time datetime="2024-W43">Week 43, 2024</time></h1>' in project.page(
        "2024/w43/index.html"
    )
    assert '<time datetime="2024-W42">Week 42, 2024</time>' in project.page("2024/w42/index.html")
    assert "<title>A calm week, Week 42, 2024 · Trial</title>" in project.page(
        "2024/w42/index.html"
    )


def test_a_site_without_a_search_tells_none(tmp_path: Path) -> None:
    """Switching the search off reaches what the front page tells, in the next build."""
    project = Project(tmp_path, search=ON)
    project.entry("a.md", date="2024-10-23")
    project.build()
    assert "potentialAction" in told(project, "index.html")["@graph"][0]

    project.configure(search=OFF)
    project.build()

    assert "potentialAction" not in told(project, "index.html")["@graph"][0]
