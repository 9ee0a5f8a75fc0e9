"""The site's addresses: every prefix of a permalink answers, whatever the cadence."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from tests.projects import Project, fill


@pytest.mark.parametrize("cadence", ["daily", "weekly", "monthly"])
def test_every_prefix_of_a_permalink_answers(tmp_path: Path, cadence: str) -> None:
    """Day, month and year have a page in every cadence."""
    project = Project(tmp_path, cadence=cadence)
    project.entry("2024/12/30/eve.md", title="Eve")

    assert project.build(now="2025-02-01T00:00Z").ok

    for prefix in ("2024/12/30/eve", "2024/12/30", "2024/12", "2024"):
        assert (project.site / prefix / "index.html").is_file(), prefix
    if cadence == "weekly":
        # 30 December 2024 lies in the first ISO week of 2025.
        assert (project.site / "2025/w01/index.html").is_file()
        assert (project.site / "2025/index.html").is_file()


def test_terms_are_split_by_year(tmp_path: Path) -> None:
    """A term's own page has its newest year, earlier years have their own pages."""
    project = Project(tmp_path)
    project.entry("a.md", title="Old one", date="2022-01-01", topics=["tide"])
    project.entry("b.md", title="New one", date="2024-01-01", topics=["Tide"])
    project.build()

    assert "New one" in project.page("topics/tide/index.html")
    assert "Old one" not in project.page("topics/tide/index.html")
    assert "Old one" in project.page("topics/tide/2022/index.html")
    assert not (project.site / "topics/tide/2024").exists()


def test_terms_that_look_alike_have_pages_of_their_own(tmp_path: Path) -> None:
    """C, C++, C#, .NET and NET are five topics; AI and ai, é in two spellings, are one each."""
    project = Project(tmp_path)
    topics = ["C", "C++", "C#", ".NET", "NET", "AI", "ai", "caf\u00e9", "cafe\u0301", "C-plus-plus"]
    project.entry("a.md", date="2024-01-01", topics=topics)
    project.build()

    found = {path.parent.name for path in (project.site / "topics").glob("*/index.html")}
    assert len(found) == 8
    assert {"c", "c-sharp", "dot-net", "net", "ai", "caf\u00e9"} <= found


def test_an_alias_leads_to_the_new_address(tmp_path: Path) -> None:
    """The old page is a redirect that works without a server."""
    project = Project(tmp_path)
    project.entry("2024/10/23/new.md", aliases=["/2024/10/20/old/", "/legacy.html"])
    project.build()

    page = project.page("2024/10/20/old/index.html")
    assert 'http-equiv="refresh"' in page
    assert "../../../../2024/10/23/new/" in page
    assert "noindex" in page
    assert "./2024/10/23/new/" in project.page("legacy.html")


def test_the_feed_is_read_by_a_feed_reader(tmp_path: Path) -> None:
    """Newest first, with absolute links, stable ids and the label of a made image."""
    project = Project(tmp_path, base_url="https://example.org/digest/")
    fill(project)
    project.entry(
        "2024/10/25/last.md", body="See [it](../24/harbour-24.md). ]]> <script>x</script>"
    )
    project.build()

    feed = feedparser.parse(project.page("feed.xml"))

    assert not feed.bozo
    assert len(feed.entries) == 13
    first = feed.entries[0]
    assert first.link == "https://example.org/digest/2024/10/25/last/"
    assert first.id == "tag:example.org,2024-10-25:2024-10-25-last"
    assert "https://example.org/digest/2024/10/24/harbour-24/" in first.content[0].value
    assert "<script" not in first.content[0].value


def test_an_id_survives_a_move(tmp_path: Path) -> None:
    """With its old permalink as an alias an entry keeps its id, so that readers see no double."""
    project = Project(tmp_path, base_url="https://example.org/")
    project.entry("a.md", date="2024-10-23", slug="first")
    project.build()
    before = feedparser.parse(project.page("feed.xml")).entries[0].id

    project.edit("a.md", date="2024-10-24", slug="second", aliases=["/2024/10/23/first/"])
    project.build()
    after = feedparser.parse(project.page("feed.xml")).entries[0]

    assert after.id == before
    assert after.link == "https://example.org/2024/10/24/second/"


def test_the_sitemap_lists_the_pages(tmp_path: Path) -> None:
    """Addresses are absolute; entries say when they changed; redirects and 404 are left out."""
    project = Project(tmp_path, base_url="https://example.org/digest/")
    project.entry("a.md", date="2024-10-23T10:00+00:00", topics=["tide"], aliases=["/old/"])
    project.build()

    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    rows = {
        row.findtext(f"{name}loc"): row.findtext(f"{name}lastmod")
        for row in ET.fromstring(project.page("sitemap.xml"))
    }
    assert rows["https://example.org/digest/2024/10/23/a/"] == "2024-10-23T10:00:00+00:00"
    assert "https://example.org/digest/topics/tide/" in rows
    assert not [url for url in rows if url and ("404" in url or "old" in url)]
    assert "Sitemap: https://example.org/digest/sitemap.xml" in project.page("robots.txt")


def test_an_empty_digest_is_a_valid_site(tmp_path: Path) -> None:
    """Nothing published yet is no error."""
    project = Project(tmp_path)

    result = project.build()

    assert result.ok
    assert (project.site / "index.html").is_file()
    assert not feedparser.parse(project.page("feed.xml")).bozo


def test_what_is_held_back_is_told_and_shown_nowhere(tmp_path: Path) -> None:
    """Drafts, future and expired entries are counted with their reason; flags let them through."""
    project = Project(tmp_path)
    project.entry("a.md", date="2024-10-23", title="Aardvark", draft=True)
    project.entry("b.md", date="2024-12-23", title="Badger")
    project.entry("c.md", date="2024-10-23", title="Caribou", expires="2024-10-24")
    project.entry("d.md", date="2024-10-23", title="Dormouse")
    result = project.build()

    assert sorted(held.reason for held in result.held) == ["draft", "expired", "future"]
    files = [path for path in project.site.rglob("*") if path.suffix in (".html", ".xml")]
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    assert "Dormouse" in text
    assert not [name for name in ("Aardvark", "Badger", "Caribou") if name in text]

    shown = project.build(drafts=True, future=True, expired=True)

    assert not shown.held
    assert (project.site / "2024/12/23/b/index.html").is_file()


def test_a_draft_page_is_held_back_too(tmp_path: Path) -> None:
    """It is counted with its reason, and a link to it says why it leads nowhere."""
    project = Project(tmp_path)
    project.write("pages/soon.md", "---\ntitle: Soon\ndraft: true\n---\n\nText.\n")
    project.entry("a.md", date="2024-10-23", body="See [soon](../pages/soon.md).")

    result = project.build()

    assert [held.title for held in result.held] == ["Soon"]
    assert "it is a draft" in result.findings[0].message


def test_related_entries_are_older_and_share_most(tmp_path: Path) -> None:
    """Topics weigh more than regions, one topic alone is not enough, and stories are apart."""
    project = Project(tmp_path)
    project.entry("a.md", date="2024-10-01", title="Same story", story="s")
    project.entry("b.md", date="2024-10-02", title="Same topics", topics=["t", "u"])
    project.entry("c.md", date="2024-10-03", title="Both kinds", topics=["t"], regions=["r"])
    project.entry("d.md", date="2024-10-04", title="Nothing shared", topics=["other"])
    project.entry("g.md", date="2024-10-04", title="One topic alone", topics=["t"])
    day, topics = "2024-10-05", ["t", "u"]
    project.entry("e.md", date=day, title="It", story="s", topics=topics, regions=["r"])
    project.entry("f.md", date="2024-10-06", title="Newer one", story="s", topics=["t"])
    project.build()

    page = project.page("2024/10/05/e/index.html")
    part = page.split("Related</h2>")[1].split("</section>")[0]
    order = [part.find(title) for title in ("Same topics", "Both kinds")]
    assert order == sorted(order)
    assert min(order) > 0
    assert "Nothing shared" not in part
    assert "One topic alone" not in part
    assert "Newer one" not in part


def test_lists_stand_beside_the_newest_edition_only(tmp_path: Path) -> None:
    """An old entry has its neighbours beside it, unless a list is for everywhere."""
    project = Project(tmp_path)
    project.entry("a.md", date="2024-10-01", title="Old")
    project.entry("b.md", date="2024-10-02", title="New")
    project.write("lists/picks.yaml", "title: Our picks\nselect: {}\n")
    project.build()

    assert "Our picks" in project.page("2024/10/02/b/index.html")
    # The front page shows the newest edition: the list beside it begins where that ends.
    assert "Our picks" in project.page("index.html")
    assert project.page("index.html").count(">New</a>") == 1
    assert "Our picks" not in project.page("2024/10/01/a/index.html")

    project.write("lists/picks.yaml", "title: Our picks\nselect: {}\nshow: everywhere\n")
    project.build()

    assert "Our picks" in project.page("2024/10/01/a/index.html")


def test_an_edition_follows_its_note(tmp_path: Path) -> None:
    """Title, order and sections come from the note; what no section takes comes first."""
    project = Project(tmp_path)
    for slug, kind in (("a", "news"), ("b", "opinion"), ("c", "news")):
        project.entry(f"{slug}.md", date="2024-10-23", title=f"Entry {slug}", kind=kind)
    project.write(
        "editions/2024-10-23.md",
        "---\ntitle: A title\norder: [2024-10-23-c]\n"
        "sections: [{title: Views, kinds: [opinion]}]\n---\n\nThe note.\n",
    )
    project.build()

    page = project.page("2024/10/23/index.html")
    places = [
        page.find(text)
        for text in ("A title", "The note.", "Entry c", "Entry a", "Views", "Entry b")
    ]
    assert min(places) >= 0
    assert places[2:] == sorted(places[2:])


def test_a_made_image_is_labelled_wherever_it_is_shown(tmp_path: Path) -> None:
    """Badge and disclaimer stand on entry, edition, home and topic, and in the feed."""
    project = Project(tmp_path)
    project.write(
        "images/dot.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="9"/>'
    )
    project.entry(
        "a.md",
        date="2024-10-23",
        topics=["tide"],
        image={"src": "dot.svg", "alt": "A dot", "ai": "generated"},
    )
    project.build()

    for path in ("2024/10/23/a/", "2024/10/23/", "", "topics/tide/"):
        page = project.page(f"{path}index.html")
        assert page.count('dot.svg" alt="A dot') == page.count('class="badge"') > 0, path
    assert "A computer model made this image." in project.page("2024/10/23/a/index.html")
    entry = feedparser.parse(project.page("feed.xml")).entries[0]
    assert "[AI-generated image]" in entry.summary
    assert "A computer model made this image." in entry.content[0].value


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ({"draft": True}, "Draft."),
        ({"date": "2024-12-23"}, "Not due yet."),
        ({"publish_at": "2024-12-23"}, "Not due yet."),
        ({"expires": "2024-10-24"}, "Expired."),
        ({"draft": True, "date": "2024-12-23"}, "Draft."),
    ],
)
def test_what_was_asked_for_says_why_it_would_be_held_back(
    tmp_path: Path, keys: dict[str, Any], word: str
) -> None:
    """The page of such an entry carries a notice, that of any other none."""
    project = Project(tmp_path)
    project.entry("a.md", **({"date": "2024-10-23"} | keys))
    project.entry("b.md", date="2024-10-23")
    project.build(drafts=True, future=True, expired=True)

    (held,) = project.site.rglob("a/index.html")
    notice = f'role="note"><p><strong>{word}</strong>'
    assert notice in held.read_text(encoding="utf-8")
    assert 'role="note"' not in project.page("2024/10/23/b/index.html")


def test_a_draft_page_says_that_it_is_one(tmp_path: Path) -> None:
    """As a draft entry does."""
    project = Project(tmp_path)
    project.write("pages/soon.md", "---\ntitle: Soon\ndraft: true\n---\n\nText.\n")
    project.build(drafts=True)

    assert "<strong>Draft.</strong>" in project.page("soon/index.html")


def test_the_notice_goes_when_the_time_has_come(tmp_path: Path) -> None:
    """Nothing but the clock moved between the two builds."""
    project = Project(tmp_path)
    project.entry("a.md", date="2024-12-23")
    project.build(future=True)
    before = project.page("2024/12/23/a/index.html")

    project.build(future=True, now="2024-12-24")

    assert "Not due yet." in before
    assert "Not due yet." not in project.page("2024/12/23/a/index.html")
