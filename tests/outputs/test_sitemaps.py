"""What search engines and robots are told; and the archive, for people."""

import re
from pathlib import Path
from shutil import copytree, rmtree
from xml.etree import ElementTree as ET

import pytest

from briefgen import urls
from briefgen.build import build
from briefgen.options import Options
from briefgen.outputs import sitemap
from tests.projects import NOW, ON, Project, fill, tree

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
BASE = "https://example.org/"


def listed(project: Project, path: str) -> list[str]:
    """Return the addresses of a sitemap, or of an index of them, below the site's own."""
    return [
        str(one.text).removeprefix(BASE)
        for one in ET.fromstring(project.page(path)).iter(f"{MAP}loc")
    ]


def test_the_sitemap_has_each_page_once_and_nothing_else(tmp_path: Path) -> None:
    """No redirect, no 404, nothing held; every address is there."""
    project = Project(tmp_path)
    fill(project)
    project.entry("2024/10/24/d.md", date="2024-10-24", draft=True)
    project.edit("2024/10/24/harvest-24.md", aliases=["/old/"])
    project.build()
    found = listed(project, "sitemap.xml")

    assert len(found) == len(set(found))
    assert not any(one.startswith(("404", "old", "2024/10/24/d/")) for one in found)
    assert all((project.site / one / "index.html").is_file() for one in found)
    assert {"", "archive/", "2024/", "2024/10/24/", "topics/science/", "about/"} <= set(found)


@pytest.mark.parametrize("cadence", ["daily", "weekly", "monthly"])
def test_every_page_that_may_be_listed_is_in_the_sitemap(tmp_path: Path, cadence: str) -> None:
    """And none that is not: those that say `noindex`, redirects, and the search."""
    project = Project(tmp_path, cadence=cadence, search=ON)
    fill(project)
    project.edit("2024/10/24/harvest-24.md", aliases=["/old/"], story="One")
    picture = {"src": "https://example.org/p.png", "alt": "A plain", "ai": "generated"}
    # Of the first ISO week of 2021, in 2020.
    for day in ("2019-05-01", "2020-12-31", "2023-05-01"):
        path = f"{day.replace('-', '/')}/e.md"
        project.entry(path, date=day, topics=["Science"], image=picture, story="One")
    project.entry("2024/10/26/d.md", date="2024-10-26", draft=True)
    project.entry("2024/12/01/f.md", date="2024-12-01")
    project.write("pages/soon.md", "---\ntitle: Soon\ndraft: true\n---\n\nText.\n")
    project.build(drafts=True, future=True)
    pages = {path for path in tree(project.site) if path.endswith("index.html")}
    open_ = {path for path in pages if 'content="noindex"' not in project.page(path)}

    assert 'content="noindex"' in project.page("2024/10/26/d/index.html")
    assert {urls.path_of(one) for one in listed(project, "sitemap.xml")} == open_ - {
        "search/index.html"
    }


def test_an_edition_changes_with_its_entries(tmp_path: Path) -> None:
    """At the time that the last of them did, whichever year that lies in."""
    project = Project(tmp_path, cadence="weekly")
    project.entry("2024/12/30/a.md", date="2024-12-30", updated="2025-02-01T10:00")
    project.entry("2025/01/02/b.md", date="2025-01-02T09:00")
    project.build(now="2025-03-01T12:00+00:00")
    rows = ET.fromstring(project.page("sitemap.xml")).iter(f"{MAP}url")
    times = {str(row.findtext(f"{MAP}loc")): row.findtext(f"{MAP}lastmod") for row in rows}

    assert times[f"{BASE}2025/w01/"] == "2025-02-01T10:00:00+00:00"
    assert times[f"{BASE}2025/01/02/b/"] == "2025-01-02T09:00:00+00:00"
    assert times[f"{BASE}2025/"] is None


def test_a_translation_is_named_beside_each_of_its_group(tmp_path: Path) -> None:
    """As hreflang on the pages says it, the page itself among them."""
    project = Project(tmp_path)
    project.entry("2024/10/24/a.md", date="2024-10-24", translations=["2024-10-24-b"])
    project.entry("2024/10/24/b.md", date="2024-10-24", lang="de")
    project.build()
    rows = ET.fromstring(project.page("sitemap.xml")).iter(f"{MAP}url")
    named = {
        str(row.findtext(f"{MAP}loc")): {one.get("hreflang") for one in row.iter(LINK)}
        for row in rows
        if row.find(LINK) is not None
    }

    assert named == {f"{BASE}2024/10/24/{slug}/": {"en", "de"} for slug in "ab"}


def test_a_long_sitemap_is_parted_by_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new time writes that of its year; what is too much for one file has several."""
    monkeypatch.setattr(sitemap, "_MOST", 6)
    project = Project(tmp_path)
    for day in ("2022-01-01", "2023-06-01", "2023-06-02", "2023-06-03"):
        project.entry(f"{day.replace('-', '/')}/e.md", date=day)
    project.build()

    parts = listed(project, "sitemap.xml")
    assert parts == [
        "sitemap-pages.xml",
        "sitemap-pages-2.xml",
        "sitemap-2023.xml",
        "sitemap-2023-2.xml",
        "sitemap-2022.xml",
    ]
    assert listed(project, "sitemap-2023-2.xml") == ["2023/06/02/e/", "2023/06/01/e/"]
    assert max(len(listed(project, part)) for part in parts) <= 6
    everything = [one for part in parts for one in listed(project, part)]
    assert len(everything) == len(set(everything))

    project.edit("2022/01/01/e.md", updated="2022-01-05")
    rendered = {path for path in project.build().rendered if "sitemap" in path}
    assert rendered == {"sitemap-2022.xml"}


def test_translations_make_files_shorter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a file has no more than so many bytes either, and each names the others."""
    monkeypatch.setattr(sitemap, "_MOST", 12)
    project = Project(tmp_path)
    project.entry("2024/10/24/a.md", date="2024-10-24", translations=["2024-10-24-b"])
    project.entry("2024/10/24/b.md", date="2024-10-24", lang="de")
    project.build()

    parts = listed(project, "sitemap.xml")
    assert max(len(listed(project, part)) for part in parts) <= 4


def test_an_incremental_build_gives_the_same_sitemaps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever changes, and in weeks that lie in two years too."""
    monkeypatch.setattr(sitemap, "_MOST", 9)
    project = Project(tmp_path / "a", cadence="weekly")
    project.entry("2024/12/30/a.md", date="2024-12-30", story="One")
    project.entry("2025/01/02/b.md", date="2025-01-02", topics=["Space"])
    project.build(now="2025-03-01T12:00+00:00", future=True)
    edits: tuple[dict[str, object], ...] = (
        {"updated": "2025-02-01"},
        {"slug": "other"},
        {"topics": ["Space"]},
        {"image": {"src": "https://example.org/p.png", "alt": "P", "ai": "generated"}},
        {"translations": ["2025-01-02-b"], "lang": "de"},
        {"date": "2025-03-02"},
    )
    for edit in edits:
        project.edit("2024/12/30/a.md", **edit)
        for now in ("2025-03-01T12:00+00:00", "2025-03-02T12:00+00:00"):
            project.build(now=now, future=True)
            fresh = Project(tmp_path / "b", cadence="weekly")
            rmtree(fresh.root)
            copytree(project.root / "content", fresh.root / "content")
            fresh.configure(cadence="weekly")
            fresh.build(now=now, future=True)

            assert tree(project.site) == tree(fresh.site), edit


def test_news_are_two_days_old_at_most(tmp_path: Path) -> None:
    """By the time of the build; each with its own language."""
    project = Project(tmp_path, title="The <Paper>")
    project.entry("2024/10/30/old.md", date="2024-10-30T11:59")
    project.entry("2024/10/30/new.md", date="2024-10-30T12:01", title="A & B")
    project.entry("2024/10/31/zh.md", date="2024-10-31", lang="zh-Hant", title="新聞")
    project.entry("2024/11/02/later.md", date="2024-11-02")
    project.build(now=NOW)
    rows = list(ET.fromstring(project.page("news-sitemap.xml")).iter(f"{MAP}url"))

    assert [str(row.findtext(f"{MAP}loc")).removeprefix(BASE) for row in rows] == [
        "2024/10/31/zh/",
        "2024/10/30/new/",
    ]
    assert [row.findtext(f".//{NEWS}language") for row in rows] == ["zh-tw", "en"]
    assert [row.findtext(f".//{NEWS}publication_date") for row in rows] == [
        "2024-10-31",
        "2024-10-30T12:01:00+00:00",
    ]
    assert [row.findtext(f".//{NEWS}title") for row in rows] == ["新聞", "A & B"]
    assert {row.findtext(f".//{NEWS}name") for row in rows} == {"The <Paper>"}


def test_what_is_no_news_any_more_goes_though_nothing_was_written(tmp_path: Path) -> None:
    """A build that has nothing to do knows that the time has come."""
    project = Project(tmp_path)
    project.entry("2024/10/30/a.md", date="2024-10-30T12:01")
    project.build(now=NOW)
    assert listed(project, "news-sitemap.xml")

    changed = project.build(now="2024-11-01T12:02+00:00")
    assert changed.written == {"news-sitemap.xml", "build.json"}
    assert listed(project, "news-sitemap.xml") == []


def test_the_clock_itself_ends_news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `--now` too: what was told before holds until the first entry leaves."""
    project = Project(tmp_path)
    project.entry("2024/10/30/a.md", date="2024-10-30T12:01")
    options = Options(config=project.root / "briefgen.yaml", jobs=1)
    result = build(options)
    since, until = _window(project)

    assert result.ok
    # Long after it: nothing turns any more.
    assert since < until


def _window(project: Project) -> tuple[int, int]:
    from datetime import UTC, datetime

    from briefgen.config import Config
    from briefgen.engine.record import Record
    from briefgen.reading.load import load
    from briefgen.reading.times import moment_now

    at = datetime(2024, 11, 1, 12, 0, tzinfo=UTC)
    with Record(project.root / ".briefgen") as record:
        now = moment_now("UTC", "", at)
        loaded = load(project.root, Config(title="T"), record, now=now)
    since, until = loaded.valid()
    assert until - now.instant == 60
    return since, until


def test_sites_that_are_no_news_say_so(tmp_path: Path) -> None:
    """No news sitemap, and no line that names one."""
    project = Project(tmp_path, sitemaps={"news": "off"})
    project.build()

    assert "news-sitemap.xml" not in tree(project.site)
    assert "news" not in project.page("robots.txt")


def test_robots_are_told_what_the_configuration_says(tmp_path: Path) -> None:
    """RFC 9309: groups, and all others may read everything."""
    rules = [
        {"agents": ["GPTBot", "CCBot"], "disallow": ["/"]},
        {"agents": ["Some-Bot"], "disallow": ["/topics/"], "allow": ["/topics/space/"]},
    ]
    project = Project(tmp_path, robots=rules)
    project.build()

    assert project.page("robots.txt") == (
        "User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n\n"
        "User-agent: Some-Bot\nDisallow: /topics/\nAllow: /topics/space/\n\n"
        "User-agent: *\nAllow: /\n\n"
        "Sitemap: https://example.org/sitemap.xml\n"
        "Sitemap: https://example.org/news-sitemap.xml\n"
    )


@pytest.mark.parametrize(
    "rule",
    [
        {"agents": []},
        {"agents": ["A\nDisallow: /"]},
        {"agents": ["A"], "disallow": ["topics/"]},
        {"agents": ["A"], "disallow": ["/a\nAllow: /"]},
        {"agents": ["A"], "denies": ["/"]},
    ],
)
def test_rules_that_could_say_something_else_are_refused(
    tmp_path: Path, rule: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing but a token and a path gets into the file."""
    from briefgen.cli import run

    project = Project(tmp_path, robots=[rule])

    assert run(["build", "-c", str(project.root / "briefgen.yaml")]) == 2
    assert "briefgen.yaml:" in capsys.readouterr().err


def test_the_archive_leads_to_every_kind_of_page(tmp_path: Path) -> None:
    """Years, months, terms with counts, texts, feeds, data: from one page, in every header."""
    project = Project(tmp_path)
    fill(project)
    project.build()
    links = set(re.findall(r'href="\.\./([^"]*)"', project.page("archive/index.html")))

    assert {"2024/", "2024/10/", "topics/", "topics/science/", "about/", "feeds.opml"} <= links
    assert {"feed.xml", "rss.xml", "editions/feed.json", "index.json", "disclosure/"} <= links
    assert 'href="../../archive/"' in project.page("topics/science/index.html")
    assert 'href="/archive/"' in project.page("404.html")


def test_the_archive_of_a_site_without_texts_leads_on(tmp_path: Path) -> None:
    """To the ledger and the corrections; and says how full each month is."""
    project = Project(tmp_path)
    project.entry("2024/10/24/a.md", date="2024-10-24")
    project.build()
    archive = project.page("archive/index.html").split("<main", 1)[1].split("</main>", 1)[0]

    assert {"../disclosure/", "../corrections/"} <= set(re.findall(r'href="([^"]*)"', archive))
    assert re.search(r'2024/10/">October <span class="count">1 entry</span>', archive)
