"""Content that is merely bad, or unusual: it is built as it was meant, or told all at once."""

import re
import shutil
import time
import unicodedata
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest
import yaml

from briefgen.cli import run
from tests import pages
from tests.projects import NOW, Project, fill, tree


def feed(project: Project) -> list[feedparser.FeedParserDict]:
    """Return the entries of the feed, which has to be well-formed."""
    read = feedparser.parse(str(project.site / "feed.xml"), sanitize_html=False)
    assert not read.bozo
    found: list[feedparser.FeedParserDict] = read.entries
    return found


def dead_links(site: Path) -> list[str]:
    """Return the links of all pages that lead to no file of the site."""
    dead = []
    for path in site.rglob("*.html"):
        here = f"/{path.relative_to(site)}"
        for link in pages.read(path.read_text(encoding="utf-8")).links:
            target = urljoin(here, link.url)
            if urlsplit(target).scheme or link.meta:
                continue
            place = unquote(urlsplit(target).path).lstrip("/")
            if not (site / place / ("index.html" if target.endswith("/") else "")).is_file():
                dead.append(f"{here} -> {link.url}")
    return dead


def test_line_ends_and_byte_order_marks_make_no_difference(tmp_path: Path) -> None:
    """LF, CR LF, lone CR and a BOM, in entries, lists, terms, notes and settings: the same site."""
    sites = []
    for name, mark, end in (
        ("lf", b"", b"\n"),
        ("crlf", b"\xef\xbb\xbf", b"\r\n"),
        ("cr", b"", b"\r"),
    ):
        project = Project(tmp_path / name)
        fill(project)
        project.entry("2024/10/24/code.md", "    code\n\n```\nmore\n\n```\n\n| a |\n|---|\n| b |\n")
        project.write("topics.yaml", "science:\n  summary: |\n    Two\n    lines.\n")
        project.write("editions/2024-10-24.md", "---\ntitle: A day\n---\n\nA *note*.\n")
        for path in [*(project.root / "content").rglob("*.*"), project.root / "briefgen.yaml"]:
            path.write_bytes(mark + path.read_bytes().replace(b"\n", end))
        result = project.build()
        assert result.ok, result.findings
        sites.append(tree(project.site))

    assert sites[0] == sites[1] == sites[2]


def test_words_that_yaml_would_change_are_published_as_written(tmp_path: Path) -> None:
    """A version is no number, Norway no falsehood, half past twelve no count of seconds."""
    written = ("3.10", "NO", "on", "12:30:45", "010", "1e3", "0x1F", "2024-10-23", "1_000", "~x")
    project = Project(tmp_path)
    for number, words in enumerate(written):
        text = (
            f"title: {words}\nsummary: {words}\nregions: [{words}]\ndesk: {words}\nstory: {words}"
        )
        source = f"sources: [{{name: {words}, url: https://example.org/}}]"
        project.write(
            f"entries/2024/10/{number + 1:02}/e.md",
            f"---\n{text}\n{source}\n---\n\nx\n\n---\n\ny\n",
        )

    result = project.build()

    assert result.ok, result.findings
    assert [entry.title for entry in reversed(feed(project))] == list(written)
    for number, words in enumerate(written):
        page = project.page(f"2024/10/{number + 1:02}/e/index.html")
        assert len(re.findall(rf">{re.escape(words)}<", page)) >= 5, words
        # A rule of the body is a rule.
        assert "<p>x</p>\n<hr>\n<p>y</p>" in page
    assert {"no", "on", "3-10"} <= {path.name for path in (project.site / "regions").iterdir()}


TITLES = (
    "A " + "very " * 1_000 + "long title",
    "A " + "very " * 1_000 + "long title, but another",
    "長い" * 2_500,
    "日本の新しい宇宙望遠鏡",
    "إطلاق تلسكوب فضائي جديد",
    "नई अंतरिक्ष दूरबीन",
    "🚀🛰️",
    "🚀🔭",
    "!!!",
    "???",
    "…",
    "CON",
    "aux",
    "index",
    "..",
    "Ⅷ ﬁnal ½",
    "İstanbul ISPARTA ıssız",
)


def test_titles_of_any_length_and_script_have_pages_of_their_own(tmp_path: Path) -> None:
    """Whole on the page and in the feed, in a path that every file system and host can take."""
    project = Project(tmp_path, feeds={"limit": 100})
    source = [{"name": "Example", "url": "https://example.org/"}]
    entries = [{"title": title, "summary": "x", "sources": source} for title in TITLES]
    text = yaml.safe_dump({"entries": entries}, allow_unicode=True, width=10**6)
    project.write("entries/2024/10/23/day.yaml", text)

    result = project.build()

    assert result.ok, result.findings
    assert sorted(entry.title for entry in feed(project)) == sorted(TITLES)
    slugs = [path.parent.name for path in (project.site / "2024/10/23").glob("*/index.html")]
    assert len(slugs) == len(TITLES)
    shown = {
        unescape(found[1])
        for slug in slugs
        if (
            found := re.search("<h1[^>]*>(.*?)</h1>", project.page(f"2024/10/23/{slug}/index.html"))
        )
    }
    assert shown == set(TITLES)
    assert unportable(project.site) == []
    assert dead_links(project.site) == []


def unportable(site: Path) -> list[str]:
    """Return the paths of a site that some file system or host would refuse or take for another."""
    reserved = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
    bad, seen = [], set()
    for path in tree(site):
        folded = unicodedata.normalize("NFC", path).casefold()
        if folded in seen or any(
            len(part.encode()) > 255
            or reserved.fullmatch(part)
            or re.search(r'[<>:"|?*\\\x00-\x1f]|[. ]$', part)
            or part != unicodedata.normalize("NFC", part)
            for part in path.split("/")
        ):
            bad.append(path)
        seen.add(folded)
    return bad


def test_each_topic_has_one_page_and_no_two_share_one(tmp_path: Path) -> None:
    """Letters that only punctuation tells apart; words that only capitals or accents do."""
    project = Project(tmp_path)
    apart = ["C", "C++", "C#", ".NET", "NET", "..", "a/b", "a b", "index", "CON", "lpt1", "!", "?"]
    apart += ["😀", "R&D", "x" * 300, "Straße", "2024", "feed.xml", "a\\b", "%2e%2e", "été"]
    project.entry("2024/10/20/apart.md", topics=apart)
    project.entry("2024/10/21/one.md", topics=["AI", "ai", " Ai ", "AI"])
    project.entry("2024/10/22/two.md", topics=["ai", "STRASSE", "e\u0301te\u0301", "ÉTÉ"])

    result = project.build()

    assert result.ok, result.findings
    slugs = {path.name for path in (project.site / "topics").iterdir()} - {"index.html"}
    assert len(slugs) == len(apart) + 1
    assert slugs >= {"c", "c-plus-plus", "c-sharp", "dot-net", "net", "a-b", "index", "ai", "été"}
    # An entry that names a topic twice counts once.
    rows = re.findall(
        r">([^<]+)</a> <span class=\"count\">(\d+)", project.page("topics/index.html")
    )
    counts = {unicodedata.normalize("NFC", label).casefold(): int(count) for label, count in rows}
    assert len(rows) == len(slugs)
    assert (counts["ai"], counts["strasse"], counts["été"], counts["c"]) == (2, 2, 2, 1)
    assert unportable(project.site) == []
    assert dead_links(project.site) == []


@pytest.mark.parametrize("cadence", ["daily", "weekly", "monthly"])
def test_the_first_and_the_last_year_are_years(tmp_path: Path, cadence: str) -> None:
    """They sort, have archive pages and editions, and the feed is valid, whatever their offset."""
    project = Project(tmp_path, cadence=cadence, timezone="Asia/Kolkata")
    dates = {
        "first": "0001-01-01",
        "early": "0001-01-01T00:00+14:00",
        "leap": "2024-02-29T12:00",
        "last": "9999-12-31T23:59:59Z",
        "late": "9999-12-31T23:59-12:00",
    }
    for slug, date in dates.items():
        project.entry(f"{slug}.md", date=date)

    result = project.build(future=True)

    assert result.ok, result.findings
    told = [entry.title.lower() for entry in feed(project)]
    assert (set(told[:2]), told[2], set(told[3:])) == ({"last", "late"}, "leap", {"first", "early"})
    for year in ("0001", "2024", "9999"):
        assert (project.site / year / "index.html").is_file()
    for path in ("0001/01/01/first", "9999/12/31/late", "0001/01", "9999/12/31"):
        assert (project.site / path / "index.html").is_file()
    assert dead_links(project.site) == []


def test_hours_that_a_change_of_clocks_repeats_or_skips_have_one_answer(tmp_path: Path) -> None:
    """The skipped hour counts on from before it, of the repeated one the first pass is meant."""
    project = Project(tmp_path, timezone="America/New_York")
    written = {
        "before": "2024-03-10 01:59",
        "skipped": "2024-03-10 02:30",
        "after": "2024-03-10 03:45",
        "first": "2024-11-03 01:30",
        "second": "2024-11-03T01:30-05:00",
    }
    for slug, date in written.items():
        project.entry(f"{slug}.md", date=date)
    project.build(now="2024-12-01")

    assert [(entry.title.lower(), entry.published) for entry in feed(project)] == [
        ("second", "2024-11-03T01:30:00-05:00"),
        ("first", "2024-11-03T01:30:00-04:00"),
        ("after", "2024-03-10T03:45:00-04:00"),
        ("skipped", "2024-03-10T03:30:00-04:00"),
        ("before", "2024-03-10T01:59:00-05:00"),
    ]


def test_what_is_held_back_is_counted_and_named_and_nowhere_in_the_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Drafts, the future and the expired, with what belongs to them alone; flags let them in."""
    project = Project(tmp_path)
    project.entry("2024/10/20/shown.md")
    reasons: dict[str, dict[str, object]] = {
        "draft": {"draft": True},
        "future": {"date": "2025-01-01"},
        "embargo": {"publish_at": "2024-12-24T08:00"},
        "expired": {"expires": "2024-10-31"},
    }
    for slug, keys in reasons.items():
        project.write(f"entries/2024/10/20/{slug}.txt", f"secret {slug}")
        project.entry(
            f"2024/10/20/{slug}.md",
            f"A secret [file]({slug}.txt).",
            title=f"Secret {slug}",
            topics=[f"secret {slug}"],
            aliases=[f"/secret-{slug}/"],
            **keys,
        )
    command = ["build", "-c", str(tmp_path / "briefgen.yaml"), "--now", NOW, "--jobs=1"]

    code = run(command)

    said = capsys.readouterr().err
    assert code == 0
    assert "held back 1 draft, 1 expired, 2 future" in said
    for slug in reasons:
        assert f"content/entries/2024/10/20/{slug}.md (Secret {slug})" in said
    assert [path for path in project.site.rglob("*") if "secret" in path.name] == []
    for path in tree(project.site):
        assert b"ecret" not in (project.site / path).read_bytes(), path
    assert run([*command, "--drafts", "--future", "--expired"]) == 0
    assert len(feed(project)) == 5


def test_a_summary_is_never_cut(tmp_path: Path) -> None:
    """Wherever it stands it stands whole: no half entity, no half family of emoji."""
    project = Project(tmp_path)
    summary = 'Fish & chips < 5 &amp; "more" 👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿é ' * 60 + "end"
    project.entry("2024/10/23/a.md", summary=summary, topics=["food"], story="chips")
    project.build()

    begun = ended = 0
    for path in tree(project.site):
        if path.endswith((".html", ".xml")):
            text = project.page(path)
            begun += text.count("Fish ")
            ended += len(re.findall('é end[<&"\\s]', text))
            assert re.findall(r"&(?!(?:\w+|#\d+|#x[\da-f]+);)", text) == [], path
    assert ended >= 6
    assert begun == ended * 60
    assert feed(project)[0].summary == summary


def test_lists_carry_the_summary_of_a_long_entry_only(tmp_path: Path) -> None:
    """400 kB of text stand on the entry's own page, in feeds and in the month's data alone."""
    project = Project(tmp_path)
    words = "Perpendicular paragraphs. " * 16
    project.entry("2024/10/23/long.md", f"{words}\n\n" * 1_000, topics=["long"], story="long")
    project.build()

    long = [
        path
        for path in tree(project.site)
        if b"Perpendicular" in (project.site / path).read_bytes()
    ]
    feeds = {"feed.xml", "rss.xml", "feed.json"}
    assert {path for path in long if path.rpartition("/")[2] not in feeds} == {
        "2024/10/23/long/index.html",
        "2024/10/index.json",
    }
    assert (project.site / "index.html").stat().st_size < 40_000


@pytest.mark.parametrize("content", ["missing", "empty", "nothing-published"])
def test_a_digest_without_entries_is_a_digest(tmp_path: Path, content: str) -> None:
    """Its pages have no dead links, its feed and sitemap are valid, and the exit code is 0."""
    project = Project(tmp_path)
    if content == "missing":
        shutil.rmtree(project.root / "content")
    if content == "nothing-published":
        project.entry("2024/10/23/a.md", draft=True)

    code = run(["build", "-c", str(tmp_path / "briefgen.yaml"), "--now", NOW, "--jobs=1"])

    assert code == 0
    assert feed(project) == []
    for path in project.site.rglob("*.xml"):
        ET.parse(path)
    assert {"index.html", "404.html", "robots.txt", "sitemap.xml"} <= set(tree(project.site))
    assert "<h1" in project.page("index.html")
    assert dead_links(project.site) == []


def test_every_bad_file_among_a_thousand_is_told_in_one_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All 50, each with its file and line, none hidden by a limit; nothing is written."""
    project = Project(tmp_path)
    good = "---\ntitle: T\nsummary: S\nsources: [{name: N, url: 'https://example.org/'}]\n---\nx\n"
    faults = ("titel: T", "title: [T]", "date: 2024-02-30", "title: A: b", "draft: perhaps")
    for number in range(1_000):
        fault = faults[number // 20 % 5]
        bad = number % 20 == 7
        text = good.replace("title: T", fault if bad else f"title: T {number}")
        project.write(f"entries/2024/{1 + number % 12:02}/{1 + number % 28:02}/n{number}.md", text)

    code = run(["build", "-c", str(tmp_path / "briefgen.yaml"), "--now", NOW, "--jobs=1"])

    said = capsys.readouterr().err
    assert code == 1
    told = set(re.findall(r"--> (\S+?\.md):\d+", said))
    assert told == {
        f"content/entries/2024/{1 + n % 12:02}/{1 + n % 28:02}/n{n}.md" for n in range(7, 1_000, 20)
    }
    assert not project.site.exists()


def test_what_would_explode_is_told_with_the_rest(tmp_path: Path) -> None:
    """Alias bombs, loops and depths in any YAML file: an error each, at once, the others read."""
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(24)
    )
    loop, deep = "title: &a [*a]\n", "title: " + "[" * 10_000 + "]" * 10_000 + "\n"
    project = Project(tmp_path)
    for number, text in enumerate((bomb, loop, deep)):
        project.write(f"entries/2024/10/23/front-{number}.md", f"---\n{text}---\nx\n")
        project.write(f"entries/2024/10/23/day-{number}.yaml", text)
        project.write(f"lists/list-{number}.yaml", text)
    for name, text in (("topics", bomb), ("desks", loop), ("regions", deep)):
        project.write(f"{name}.yaml", text)
    project.entry("2024/10/23/also.md", title=None)

    started = time.process_time()
    result = project.build()

    assert time.process_time() - started < 3
    told = {Path(finding.span.path).name for finding in result.findings}
    assert told == {path.name for path in (tmp_path / "content").rglob("*.*")}


@pytest.mark.parametrize(
    "names",
    [("Same.md", "same.md"), ("a-b.md", "a b.md"), ("é.md", "e\u0301.md"), ("x.md", "x.yaml")],
)
def test_two_files_for_one_page_are_both_named(tmp_path: Path, names: tuple[str, str]) -> None:
    """Also where only capitals, spaces, accents or endings tell them apart."""
    project = Project(tmp_path)
    for name in names:
        project.entry(f"2024/10/23/{name}")
    if names[1].endswith(".yaml"):
        project.write("entries/2024/10/23/x.yaml", "title: X\nslug: x\n")

    errors = [finding for finding in project.build().findings if finding.severity == "error"]

    assert len(errors) == 1
    assert {errors[0].span.path, *(span.path for span in errors[0].related)} == {
        f"content/entries/2024/10/23/{name}" for name in names
    }
