"""Feeds: read back by a real reader, held to the rules of their formats, stable in their ids."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from xml.etree import ElementTree as ET

import feedparser
import pytest
from PIL import Image

from briefgen.outputs._rss import rfc822
from tests.checks.samples import moment
from tests.projects import Project, fill, tree

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
NASTY = "T <b>&amp; ]]> --> \" ' 😀 \u202e"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give a digest with terms, a labelled picture, a retraction, hostile words."""
    project = Project(tmp_path_factory.mktemp("feeds"), feeds={"hub": "https://hub.example/"})
    fill(project)
    for name, colour in (("p", "navy"), ("q", "teal")):
        Image.new("RGB", (1200, 800), colour).save(
            project.root / f"content/entries/2024/10/24/{name}.png"
        )
    project.entry(
        "2024/10/24/p.md",
        "See [this](../21/harvest-21.md) & `<script>`.",
        date="2024-10-24T23:00+05:30",
        title=NASTY,
        topics=["science", "C++"],
        ai_text="generated",
        image={"src": "p.png", "alt": "A plain", "ai": "generated", "credit": "The desk"},
    )
    project.entry(
        "2024/10/24/r.md",
        title="Withdrawn",
        date="2024-10-24",
        updated="2024-10-25",
        corrections=[{"date": "2024-10-25", "kind": "retraction", "text": "It was wrong."}],
        image={"src": "q.png", "alt": "A photograph."},
    )
    project.write("editions/2024-10-23.md", "---\ntitle: A note\n---\n\nFrom the *editor*.\n")
    assert project.build().ok
    return project


def read(text: str) -> Any:
    """Return what a reader makes of a feed, and nothing of its own."""
    return feedparser.parse(text, sanitize_html=False, resolve_relative_uris=False)


def shown(entry: Any, field: str) -> str:
    """Return a text as a person sees it: a reader of RSS takes some for HTML."""
    as_html = entry[f"{field}_detail"].type == "text/html"
    text = str(entry[field])
    return unescape(text) if as_html else text


def feeds(project: Project, name: str) -> list[str]:
    """Return the paths of all feeds of this file name."""
    return sorted(path.relative_to(project.site).as_posix() for path in project.site.rglob(name))


def test_every_topic_region_desk_and_story_has_its_feeds(project: Project) -> None:
    """In all three formats; so have the site and its editions."""
    pages = {
        path.parent.relative_to(project.site).as_posix()
        for taxonomy in ("topics", "regions", "desks", "stories")
        for path in project.site.glob(f"{taxonomy}/*/index.html")
    }

    assert len(pages) > 5
    for name in ("feed.xml", "rss.xml", "feed.json"):
        below = {str(Path(path).parent) for path in feeds(project, name)}
        assert below == pages | {".", "editions"}


def test_all_formats_say_the_same(project: Project) -> None:
    """A reader finds the same entries in Atom and RSS, and in JSON too."""
    for path in feeds(project, "feed.xml"):
        atom = read(project.page(path))
        rss = feedparser.parse(
            project.page(path.replace("feed.xml", "rss.xml")),
            sanitize_html=False,
            resolve_relative_uris=False,
        )
        data = json.loads(project.page(path.replace("feed.xml", "feed.json")))
        assert (atom.bozo, rss.bozo) == (False, False)
        assert (atom.version, rss.version) == ("atom10", "rss20")
        assert len(atom.entries) == len(rss.entries) == len(data["items"])
        for one, two, three in zip(atom.entries, rss.entries, data["items"], strict=True):
            assert one.id == two.id == three["id"]
            assert one.title == shown(two, "title") == three["title"]
            assert one.link == two.link == three["url"]
            assert one.published_parsed == two.published_parsed
            assert one.content[0].value == two.content[0].value == three["content_html"].strip()
            assert one.summary == shown(two, "summary") == three["summary"]
            assert [t.term for t in one.get("tags", [])] == three.get("tags", [])
            assert one.published == three["date_published"]


def test_what_is_read_is_what_was_written(project: Project) -> None:
    """Hostile words, the day, the text with whole addresses, label, disclaimer, credit."""
    entry = read(project.page("rss.xml")).entries[0]
    (image,) = entry.media_content

    assert shown(entry, "title") == NASTY
    assert entry.link == "https://example.org/2024/10/24/p/"
    assert entry.published == "Thu, 24 Oct 2024 17:30:00 +0000"
    assert 'href="https://example.org/2024/10/21/harvest-21/"' in entry.content[0].value
    assert "&lt;script&gt;" in entry.content[0].value
    assert entry.summary.endswith("[AI-generated text] [AI-generated image]")
    assert image["url"].startswith("https://example.org/images/2024/10/24/p.png.")
    rss = project.page("rss.xml")
    assert "<media:credit>The desk</media:credit>" in rss
    assert "A plain. AI-generated image. " in rss


def test_a_retraction_is_in_the_title_and_told(project: Project) -> None:
    """Everywhere that the entry is shown."""
    data = json.loads(project.page("feed.json"))
    item = next(item for item in data["items"] if "Withdrawn" in item["title"])

    assert item["title"] == "Retracted: Withdrawn"
    assert item["_briefgen"]["corrections"][0]["kind"] == "retraction"
    assert "[Retraction, 2024-10-25: It was wrong.]" in item["summary"]


def test_any_picture_is_given_to_readers_that_show_thumbnails(project: Project) -> None:
    """One that no model made has nothing said of it, and is no attachment."""
    (entry,) = [one for one in read(project.page("rss.xml")).entries if "Withdrawn" in one.title]
    items = json.loads(project.page("feed.json"))["items"]
    item = next(item for item in items if "Withdrawn" in item["title"])

    assert entry.media_content[0]["url"] == item["image"]
    assert item["image"].startswith("https://example.org/images/2024/10/24/q.png.")
    assert "A photograph</media:description>" in project.page("rss.xml")
    assert "attachments" not in item
    assert "image" not in item["_briefgen"]


def test_the_editions_feed_has_one_item_an_edition(project: Project) -> None:
    """The editor's note first, then each entry with its label and its sources."""
    feed = read(project.page("editions/feed.xml"))
    newest, noted = feed.entries[0], feed.entries[1]

    assert [entry.link for entry in feed.entries] == [
        f"https://example.org/2024/10/{day}/" for day in (24, 23, 22, 21)
    ]
    assert noted.title == "2024-10-23: A note"
    assert noted.content[0].value.startswith("<p>From the <em>editor</em>.</p>")
    assert newest.content[0].value.count("<h2") == 5
    assert "[AI-generated text] [AI-generated image]" in newest.content[0].value
    assert newest.id == "tag:example.org,2024-10-24:edition-2024-10-24"


def test_the_list_of_feeds_has_each_once(project: Project) -> None:
    """OPML 2.0: what a reader can take over in one go."""
    root = ET.fromstring(project.page("feeds.opml"))
    listed = [one.get("xmlUrl") for one in root.iter("outline") if one.get("xmlUrl")]

    assert root.get("version") == "2.0"
    assert all(one.get("text") for one in root.iter("outline"))
    assert sorted(str(url).removeprefix("https://example.org/") for url in listed) == feeds(
        project, "feed.xml"
    )


def test_pages_lead_readers_to_their_feeds(project: Project) -> None:
    """The front page to all of the site, a topic to its own, every page to the site's."""
    link = re.compile(r'<link rel="alternate" type="([^"]+)" href="https://example.org/([^"]+)"')
    site = [
        ("application/atom+xml", "feed.xml"),
        ("application/rss+xml", "rss.xml"),
        ("application/feed+json", "feed.json"),
    ]

    home = link.findall(project.page("index.html"))
    assert home[:6] == [*site, *((type_, f"editions/{path}") for type_, path in site)]
    topic = link.findall(project.page("topics/science/index.html"))
    assert topic[:4] == [site[0], *((type_, f"topics/science/{path}") for type_, path in site)]
    assert link.findall(project.page("about/index.html")) == [site[0]]


# The rules of the W3C feed validator, as far as they can be broken here.


def web(url: str) -> bool:
    """Tell whether an address is whole."""
    parts = urlsplit(url)
    return parts.scheme == "https" and bool(parts.netloc)


def addresses(html: str) -> list[str]:
    """Return the addresses in HTML."""
    found = re.findall(r'(?:href|src)="([^"]*)"', html)
    sets = re.findall(r'srcset="([^"]*)"', html)
    return found + [one.split()[0] for some in sets for one in some.split(", ")]


def test_atom_keeps_its_rules(project: Project) -> None:
    """RFC 4287: one id, title, updated; ids and links once; authors; whole addresses."""
    for path in feeds(project, "feed.xml"):
        feed = ET.fromstring(project.page(path))
        for element in (feed, *feed.iter(f"{ATOM}entry")):
            for tag in ("id", "title", "updated"):
                assert len(element.findall(f"{ATOM}{tag}")) == 1, path
            moment_of(str(element.findtext(f"{ATOM}updated")))
            links = [
                (link.get("rel"), link.get("type"), link.get("href"))
                for link in element.findall(f"{ATOM}link")
            ]
            assert len([one for one in links if one[0] == "alternate"]) == 1
            assert len(links) == len(set(links))
            assert all(web(str(href)) for _, _, href in links)
        assert feed.find(f"{ATOM}author/{ATOM}name") is not None
        (own,) = [one for one in feed.findall(f"{ATOM}link") if one.get("rel") == "self"]
        assert own.get("href") == f"https://example.org/{path}"
        ids = [str(one.text) for one in feed.iter(f"{ATOM}id")]
        assert len(ids) == len(set(ids))
        assert all(re.fullmatch(r"tag:[a-z.]+,\d{4}-\d\d-\d\d:\S+", id_) for id_ in ids[1:])
        for content in feed.iter(f"{ATOM}content"):
            assert all(map(web, addresses(str(content.text))))
            assert "<script" not in str(content.text)


def moment_of(text: str) -> datetime:
    """Return an RFC 3339 date, which has a zone."""
    found = datetime.fromisoformat(text)
    assert found.tzinfo
    return found


def test_rss_keeps_its_rules(project: Project) -> None:
    """RSS 2.0 and its profile: required elements, guids once, dates whose weekday is right."""
    for path in feeds(project, "rss.xml"):
        root = ET.fromstring(project.page(path))
        (channel,) = root
        for tag in ("title", "link", "description"):
            assert channel.findtext(tag), (path, tag)
        (own,) = [one for one in channel.findall(f"{ATOM}link") if one.get("rel") == "self"]
        assert own.get("href") == f"https://example.org/{path}"
        dates = [one for tag in ("pubDate", "lastBuildDate") for one in root.iter(tag)]
        for dated in dates:
            text = str(dated.text)
            assert parsedate_to_datetime(text).strftime("%a, %d %b %Y %H:%M:%S %z") == text
        guids = list(root.iter("guid"))
        assert all(one.get("isPermaLink") == "false" for one in guids)
        assert len({one.text for one in guids}) == len(guids) == len(list(root.iter("item")))
        for content in root.iter(CONTENT):
            assert all(map(web, addresses(str(content.text))))
            assert "<script" not in str(content.text)


SHAPE: dict[str, Callable[[Any], bool]] = {
    "id": lambda value: isinstance(value, str) and bool(value),
    "url": web,
    "title": lambda value: isinstance(value, str),
    "content_html": lambda value: isinstance(value, str),
    "content_text": lambda value: isinstance(value, str),
    "summary": lambda value: isinstance(value, str),
    "image": web,
    "date_published": lambda value: bool(moment_of(value)),
    "date_modified": lambda value: bool(moment_of(value)),
    "authors": lambda value: all(set(one) <= {"name", "url", "avatar"} and one for one in value),
    "tags": lambda value: all(isinstance(one, str) for one in value),
    "language": lambda value: bool(re.fullmatch(r"[a-z]{2,3}(-\w+)*", value)),
    "attachments": lambda value: all(web(one["url"]) and one["mime_type"] for one in value),
    "_briefgen": lambda value: isinstance(value, dict),
}


def test_json_keeps_its_rules(project: Project) -> None:
    """JSON Feed 1.1: only keys it knows, or that begin with `_`; one of both contents."""
    for path in feeds(project, "feed.json"):
        feed = json.loads(project.page(path))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert feed["feed_url"] == f"https://example.org/{path}"
        assert web(feed["home_page_url"])
        assert feed["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
        known = {"version", "title", "home_page_url", "feed_url", "description", "language"}
        assert set(feed) <= known | {"authors", "hubs", "items"}
        for item in feed["items"]:
            assert ("content_html" in item) != ("content_text" in item)
            assert all(SHAPE[name](value) for name, value in item.items())


def test_a_hub_is_named_in_every_format(project: Project) -> None:
    """WebSub, for readers that want to be told at once."""
    assert '<link rel="hub" href="https://hub.example/" />' in project.page("feed.xml")
    assert '<atom:link rel="hub" href="https://hub.example/" />' in project.page("rss.xml")


def test_ids_outlive_headline_slug_and_address(tmp_path: Path) -> None:
    """What was read once is not new again."""
    project = Project(tmp_path, feeds={"authority": "old.example"})
    project.entry("2024/10/24/first.md", date="2024-10-24", topics=["t"])
    project.build()

    def ids() -> list[str]:
        paths = ("feed.xml", "topics/t/feed.xml", "editions/feed.xml")
        return [feedparser.parse(project.page(path)).entries[0].id for path in paths]

    before = ids()
    project.edit("2024/10/24/first.md", title="Another", id="2024-10-24-first", slug="second")
    project.configure(feeds={"authority": "old.example"}, base_url="https://new.example/digest/")
    project.build()

    assert ids() == before
    assert before[0] == "tag:old.example,2024-10-24:2024-10-24-first"


def test_ids_that_authors_chose_stay_and_are_valid(tmp_path: Path) -> None:
    """They have no day, and that of the entry may move: such an id is a UUID made of names."""
    project = Project(tmp_path)
    project.entry("2024/10/24/a.md", date="2024-10-24", id="my-own")
    project.entry("2024/10/24/b.md", date="2024-10-24", id="2024-99-99-b")
    project.build()
    before = sorted(item["id"] for item in json.loads(project.page("feed.json"))["items"])
    project.edit("2024/10/24/a.md", date="2024-10-23")
    project.build()

    after = json.loads(project.page("feed.json"))["items"]
    assert sorted(item["id"] for item in after) == before
    assert all(id_.startswith("urn:uuid:") and UUID(id_).version == 5 for id_ in before)


def test_feeds_have_ids_of_their_own_that_stay(tmp_path: Path) -> None:
    """Each another one, and the same after the site moved."""
    project = Project(tmp_path, feeds={"authority": "www.example.org"})
    fill(project)
    project.build()

    def ids() -> list[str]:
        return [feedparser.parse(project.page(one)).feed.id for one in feeds(project, "feed.xml")]

    before = ids()
    project.configure(feeds={"authority": "www.example.org"}, base_url="https://new.example/d/")
    project.build()

    assert len(set(before)) == len(before) > 5
    assert ids() == before


@pytest.mark.parametrize(
    ("base_url", "authority"),
    [
        ("https://www.example.org/", "www.example.org"),
        ("https://bücher.example/x/", "xn--bcher-kva.example"),
        ("http://[2001:db8::1]:8000/", "localhost"),
    ],
)
def test_ids_name_the_host_in_ascii(tmp_path: Path, base_url: str, authority: str) -> None:
    """A tag: URI has letters, digits, hyphens and dots (RFC 4151 §2.1); `www.` stays."""
    project = Project(tmp_path, base_url=base_url)
    project.entry("2024/10/24/a.md", date="2024-10-24")
    project.build()
    (before,) = json.loads(project.page("feed.json"))["items"]
    project.configure(base_url="https://new.example/", feeds={"authority": authority})
    if "." in authority:
        project.build()

    (after,) = json.loads(project.page("feed.json"))["items"]
    assert before["id"] == after["id"] == f"tag:{authority},2024-10-24:2024-10-24-a"


def test_an_entry_without_a_text_has_its_summary(tmp_path: Path) -> None:
    """JSON Feed asks for one content; an empty one says nothing in XML. A link is given once."""
    project = Project(tmp_path)
    sources = [{"name": name, "url": "https://a.example/1"} for name in ("One", "Two")]
    project.entry("2024/10/24/a.md", "", date="2024-10-24", summary="All of it.", sources=sources)
    project.build()
    (item,) = json.loads(project.page("feed.json"))["items"]
    entry = ET.fromstring(project.page("feed.xml")).find(f"{ATOM}entry")

    assert item["content_text"] == "All of it."
    assert "content:encoded>" not in project.page("rss.xml")
    assert entry is not None
    assert entry.find(f"{ATOM}content") is None
    related = [link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "related"]
    assert [link.get("title") for link in related] == ["One"]


def test_an_entry_in_another_language_is_told_apart(tmp_path: Path) -> None:
    """By language and direction, in the text of an edition too; the feed has its own title."""
    project = Project(tmp_path, title="Der Tag", language="de")
    project.entry("2024/10/24/a.md", date="2024-10-24", lang="ar", summary="س", topics=["t"])
    project.build()

    (edition,) = read(project.page("editions/rss.xml")).entries
    assert edition.content[0].value.startswith('<div lang="ar" dir="rtl">\n<h2>')
    assert read(project.page("editions/rss.xml")).feed.title == "Der Tag: Ausgaben"
    assert read(project.page("rss.xml")).feed.title == "Der Tag"
    assert '<item xml:lang="ar">' in project.page("rss.xml")
    assert '<outline text="Themen">' in project.page("feeds.opml")


def test_summaries_alone(tmp_path: Path) -> None:
    """One switch for all feeds: no text, no picture in it, and still what has to be said."""
    project = Project(tmp_path, feeds={"content": "summary"})
    project.entry("2024/10/24/a.md", "The body.", date="2024-10-24", ai_text="generated")
    project.build()

    for path in ("feed.xml", "rss.xml", "feed.json"):
        assert "The body." not in project.page(path)
        assert "[AI-generated text]" in project.page(path)
    assert json.loads(project.page("feed.json"))["items"][0]["content_text"]


def test_formats_and_terms_can_be_left_out(tmp_path: Path) -> None:
    """And no page leads to what is not there."""
    project = Project(tmp_path, feeds={"formats": ["rss"], "terms": ["topics"], "limit": 2})
    fill(project)
    project.build()

    assert feeds(project, "feed.xml") == feeds(project, "feed.json") == []
    assert {path.split("/")[0] for path in feeds(project, "rss.xml")} == {
        "editions",
        "rss.xml",
        "topics",
    }
    assert "feed.xml" not in project.page("index.html") + project.page("desks/news-desk/index.html")
    assert len(feedparser.parse(project.page("rss.xml")).entries) == 2
    project.configure(feeds={"formats": []})
    project.build()
    assert not any(re.search(r"rss|feeds?\.(xml|json|opml)", path) for path in tree(project.site))
    assert not re.search("(atom|rss|feed)[+]", project.page("index.html"))


def test_a_new_entry_touches_the_feeds_of_its_terms_alone(tmp_path: Path) -> None:
    """Other topics do not change."""
    project = Project(tmp_path)
    fill(project)
    project.build()
    project.entry("2024/10/25/n.md", date="2024-10-25", topics=["trade"], regions=["Africa"])

    rendered = {path for path in project.build().rendered if re.search(r"feed\.|rss\.", path)}
    assert {str(Path(path).parent) for path in rendered} == {
        ".",
        "editions",
        "topics/trade",
        "regions/africa",
    }


def test_a_feed_without_entries_is_one(tmp_path: Path) -> None:
    """Valid in every format, before the first entry."""
    project = Project(tmp_path)
    project.build()

    assert not feedparser.parse(project.page("feed.xml")).bozo
    assert not feedparser.parse(project.page("rss.xml")).bozo
    assert json.loads(project.page("feed.json"))["items"] == []


def test_dates_of_rss_are_english_with_four_digits_of_a_year() -> None:
    """Whatever the year and the zone."""
    first = replace(moment(date(1, 1, 1)), offset=-13_500)

    assert rfc822(moment(date(2024, 10, 23), "17:36")) == "Wed, 23 Oct 2024 17:36:00 +0000"
    assert rfc822(first) == "Mon, 01 Jan 0001 00:00:00 -0345"
