"""What feeds must never do, whoever reads them: run, lose or misplace what somebody wrote."""

import json
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest

from tests.projects import Project

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
HOSTILE = "<img src=x onerror=alert(1)> & </title><script>alert(1)</script> ]]> --> &lt;b&gt;"
FOOTNOTES = "## One\n\n[Down](#two), and a note[^1].\n\n## Two\n\nText.\n\n[^1]: A note.\n"


class Tags(HTMLParser):
    """The tags that a browser would find."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give a digest whose words are hostile wherever they may be written."""
    project = Project(
        tmp_path_factory.mktemp("rules"), title=HOSTILE, tagline=HOSTILE, feeds={"limit": 3}
    )
    project.entry(
        "2024/10/24/a.md",
        FOOTNOTES,
        date="2024-10-24",
        title=HOSTILE,
        summary=HOSTILE,
        desk=HOSTILE,
        topics=["t"],
        sources=[{"name": HOSTILE, "url": "https://example.org/?a=1&b=%22%3E"}],
        corrections=[{"date": "2024-10-25", "kind": "correction", "text": HOSTILE}],
        updated="2024-10-25",
    )
    project.write("topics.yaml", f"t: {{name: {json.dumps(HOSTILE)}}}\n")
    note = f"---\ntitle: {json.dumps(HOSTILE)}\nsummary: {json.dumps(HOSTILE)}\n---\n\nA note.\n"
    project.write("editions/2024-10-24.md", note)
    assert project.build().ok
    return project


def test_nothing_in_rss_runs_where_it_is_taken_for_html(project: Project) -> None:
    """Descriptions are HTML, and readers take titles for it too: they see words, all of them."""
    paths = sorted(project.site.rglob("rss.xml"))
    assert len(paths) > 3
    for one in paths:
        root = ET.fromstring(one.read_text(encoding="utf-8"))
        for element in (*root.iter("title"), *root.iter("description")):
            read = Tags(str(element.text))
            assert read.found == []
            assert HOSTILE in read.words


def test_words_that_nobody_takes_for_html_stay_as_they_are(tmp_path: Path) -> None:
    """A reader that shows titles as they are shows no `&amp;`."""
    project = Project(tmp_path)
    project.entry("a.md", date="2024-10-24", title="R&D at AT&T: 3 < 5 & 7 > 6")
    project.build()

    title = ET.fromstring(project.page("rss.xml")).findtext("channel/item/title")

    assert title == "R&D at AT&T: 3 < 5 & 7 > 6"
    assert feedparser.parse(project.page("rss.xml")).entries[0].title == title


def test_links_within_a_text_lead_to_its_page(project: Project) -> None:
    """Footnotes and headings: a reader of feeds has no such place, or that of another entry."""
    page = "https://example.org/2024/10/24/a/"
    atom = ET.fromstring(project.page("feed.xml")).findtext(f"{ATOM}entry/{ATOM}content")
    rss = ET.fromstring(project.page("rss.xml")).findtext(f"channel/item/{CONTENT}")
    data = json.loads(project.page("feed.json"))["items"][0]["content_html"]

    assert str(atom) == str(rss) == data
    assert 'href="#' not in data
    assert f'href="{page}#two"' in data
    assert f'href="{page}#fn1"' in data
    assert f'href="{page}#fnref1"' in data
