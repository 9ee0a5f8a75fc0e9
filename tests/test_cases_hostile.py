"""Content that is hostile: whatever it says, it is words to a reader's browser and nothing more."""

import io
import json
import re
import time
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest
import yaml
from PIL import Image

from briefgen.authoring.review import review
from briefgen.cli import run
from briefgen.fingerprint import of_bytes
from tests.projects import NOW, ON, Project, fill, tree

# Ways out of an element, an attribute, a comment, a template, a place in a text, a terminal.
SAYINGS = (
    "<script>alert(1)</script>",
    "</title></script><script>alert(2)</script>",
    '" onmouseover="alert(3)" x="',
    "' autofocus onfocus='alert(4)",
    "<img src=x onerror=alert(5)>",
    "]]><script>alert(6)</script><![CDATA[",
    "--><script>alert(7)</script><!--",
    "<svg onload=alert(8)><math href=javascript:alert(8)>",
    "<img name=currentScript><form id=body><base href=//evil.example/>",
    "{{ 7*7 }}{% raw %}{# lost #}",
    "{site} {page} {n} {name}",
    "a\x00b\x01c\x02 0\x03d\x0be\x1b[31mf\x7fg\x9bh\ufffei\uffff",
    "&lt;script&gt;&amp;amp;&#60;script&#62;",
)

ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript&colon;alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
)

ELEMENTS = frozenset(
    re.findall(
        r"\w+",
        "html head meta title link body header div p a button nav ul ol li main article section h1 "
        "h2 h3 h4 h5 h6 span strong em b i time figure figcaption img footer bdi small dl dt dd br "
        "hr blockquote pre code table caption thead tbody tr th td s sup sub aside label details "
        "summary picture source form input select option template fieldset legend noscript",
    )
)

# Data, which nothing runs (that they stay data is looked at by itself), and the theme's own file.
_OURS = (
    ("script", [("type", "application/ld+json")]),
    ("script", [("src", "./assets/fresh.js")]),
    ("script", [("type", "module"), ("src", "../assets/search.js")]),
    ("script", [("type", "application/json"), ("id", "words")]),
)

# What the search asks for.
_FIELDS = (("input", "q"), ("input", "from"), ("input", "to"), ("select", "sort"))

_LEADING = ("href", "src", "action", "srcset", "poster", "http-equiv")


class Seen(HTMLParser):
    """What a browser would find in a page that could run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS and (tag, attrs) not in _OURS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            address = "".join((value or "").split()).lower()
            if name.startswith("on") or name in ("style", "srcdoc", "formaction", "autofocus"):
                self.found.append(f"<{tag} {name}>")
            if name == "name" and tag != "meta" and (tag, value) not in _FIELDS:
                self.found.append(f"<{tag} name={value}>")
            if name == "http-equiv" and value == "refresh":
                address = dict(attrs)["content"] or ""
                address = address.partition("url=")[2]
            if address.startswith(("javascript:", "data:", "vbscript:")) and name in _LEADING:
                self.found.append(f"<{tag} {name}={value}>")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}-->")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def live(site: Path) -> dict[str, list[str]]:
    """Return what could run in the pages and the feed of a site, by path."""
    texts = {
        str(file.relative_to(site)): file.read_text(encoding="utf-8")
        for file in site.rglob("*.html")
    }
    for number, entry in enumerate(feedparser.parse(str(site / "feed.xml"), **_AS_IT_IS).entries):
        for content in entry.get("content", ()):
            texts[f"feed {number}"] = content.value
    assert len(texts) > 3
    return {path: found for path, text in texts.items() if (found := Seen(text).found)}


# feedparser cleans by default, and would hide what we look for.
_AS_IT_IS = {"sanitize_html": False, "resolve_relative_uris": False}


def say(project: Project, sayings: tuple[str, ...]) -> None:
    """Write one entry for each saying, which has it in every field."""
    for number, words in enumerate(sayings):
        file = project.entry(
            f"2024/10/{number + 1:02}/entry-{number}.md",
            f'{words}\n\n# {words}\n\n[{words}](https://example.org/ "{words}")\n\n'
            f"```{words}\n{words}\n```\n\n| a |\n|---|\n| {words} |\n\n- {words}[^1]\n\n"
            f"[^1]: {words}\n",
            title=f"{number} {words}",
            summary=words,
            kind=words,
            desk=words,
            authors=[words],
            topics=[words],
            regions=[words],
            story=words,
            note=words,
            ai_text="generated",
            sources=[{"name": words, "title": words, "url": "https://example.org/"}],
            corrections=[{"date": "2024-10-30", "kind": "correction", "text": words}],
            image={
                "src": "https://example.org/x.png",
                "alt": words,
                "caption": words,
                "credit": words,
                "ai": "generated",
                "generator": words,
                "disclaimer": f"Made by a model {words}",
            },
            extra={"words": words},
        )
        if number % 2:
            # A page names the reviewer, or has the notice.
            review(project.root / "briefgen.yaml", str(file), by=words, at="2024-10-31")
    about = {words: {"name": words, "summary": words} for words in sayings[:9]}
    for name in ("topics", "regions", "desks", "stories"):
        project.write(f"{name}.yaml", yaml.safe_dump(about))
    links = [{"title": words, "region": words, "url": "https://example.org/"} for words in sayings]
    project.write("lists/one.yaml", yaml.safe_dump({"title": sayings[0], "entries": links}))
    note = {"title": sayings[1], "summary": sayings[0]}
    project.write(f"editions/2024-10-{len(sayings)}.md", f"---\n{yaml.safe_dump(note)}---\nNote.\n")
    project.write("pages/about.md", f"---\n{yaml.safe_dump({'title': sayings[0]})}---\nText.\n")
    linked = [{"label": words, "url": "https://example.org/"} for words in sayings]
    invite = {"label": sayings[0], "url": "https://example.org/", "text": sayings[2]}
    project.configure(
        title=f"Title {sayings[1]}",
        tagline=" ".join(sayings),
        description=" ".join(sayings),
        menu=linked,
        footer=[{"title": sayings[0], "links": linked}],
        follow=linked,
        legal=linked,
        contact={"name": sayings[0], "phones": [sayings[2]], "address": sayings[4]},
        newsletter=invite,
        feedback=invite,
        publisher={"name": sayings[6]},
        copyright=sayings[5],
        feeds={"limit": 500},
        disclosure={"text_generated": {"en": f"Written by a model {sayings[0]}"}},
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give a digest that says hostile things wherever something can be said, built."""
    project = Project(tmp_path_factory.mktemp("hostile"), search=ON)
    say(project, SAYINGS)
    result = project.build()
    assert result.ok, result.findings
    return project


def test_nothing_that_is_said_can_run(hostile: Project) -> None:
    """No element, handler or address but those of the theme, in any page or in the feed."""
    assert live(hostile.site) == {}


def test_what_is_said_is_shown_as_it_was_written(hostile: Project) -> None:
    """Hostile or not, they are an author's words; template signs are neither run nor lost."""
    for number, words in enumerate(SAYINGS):
        page = hostile.page(f"2024/10/{number + 1:02}/entry-{number}/index.html")
        shown = " ".join("".join(Seen(page).words).split())
        expected = "abc 0de[31mfghi" if "\x00" in words else " ".join(words.split())
        # Title, summary, credit, note and the rest; a body reads entities as Markdown does.
        assert shown.count(expected) >= 12, words
        # The window's title is put together from texts with places of their own.
        head = unescape(page.partition("<title>")[2].partition("</title>")[0])
        assert " ".join(head.split()).startswith(f"{number} {expected}"), words


def test_what_machines_are_told_stays_data(hostile: Project) -> None:
    """JSON-LD parses, and holds every headline as it was written, whatever signs are in it."""
    for number, words in enumerate(SAYINGS):
        page = hostile.page(f"2024/10/{number + 1:02}/entry-{number}/index.html")
        _, opening, rest = page.partition('<script type="application/ld+json">')
        data = json.loads(rest.partition("</script>")[0])

        assert opening
        assert data["headline"].startswith(f"{number} ")
        expected = "abc 0de[31mfghi" if "\x00" in words else " ".join(words.split())
        assert " ".join(data["headline"].split()) == f"{number} {expected}"


def test_feeds_and_sitemaps_stay_well_formed(hostile: Project) -> None:
    """An XML parser reads them, and a reader of feeds finds every word of every headline."""
    for path in (*hostile.site.rglob("*.xml"), hostile.site / "feeds.opml"):
        ET.parse(path)
    for path in hostile.site.rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))
    said = [
        f"{number} {'abc 0de[31mfghi' if chr(0) in words else words}"
        for number, words in enumerate(SAYINGS)
    ]

    for name in ("feed.xml", "rss.xml"):
        feed = feedparser.parse(str(hostile.site / name), **_AS_IT_IS)
        assert not feed.bozo
        # What a reader takes for HTML it shows as such, and a person sees the words.
        shown = [
            unescape(entry.title) if entry.title_detail.type == "text/html" else entry.title
            for entry in reversed(feed.entries)
        ]
        assert shown == said
    items = json.loads(hostile.page("feed.json"))["items"]
    assert [item["title"] for item in reversed(items)] == said


def test_no_output_holds_a_forbidden_character(hostile: Project) -> None:
    """Nor one of the marks that stand for places while pages are made."""
    allowed = {"\t", "\n"}
    for path in hostile.site.rglob("*.*ml"):
        text = path.read_text(encoding="utf-8")
        controls = {c for c in text if (c < " " or "\x7f" <= c <= "\x9f") and c not in allowed}
        assert controls | ({"\ufffe", "\uffff"} & set(text)) == set(), path


def test_allowed_html_is_cleaned_on_every_page_and_in_the_feed(tmp_path: Path) -> None:
    """With `markup.html: sanitise` harmless elements stay and all that could run goes."""
    project = Project(tmp_path)
    say(project, SAYINGS)
    settings = yaml.safe_load((tmp_path / "briefgen.yaml").read_text(encoding="utf-8"))
    project.configure(**settings | {"markup": {"html": "sanitise"}})
    project.entry("2024/10/30/kept.md", "<b>bold</b> <iframe src=x></iframe>")
    # One of the sayings shows it.
    project.write("entries/2024/10/05/x", picture())

    result = project.build()

    assert result.ok, result.findings
    assert live(project.site) == {}
    assert "<b>bold</b>" in project.page("2024/10/30/kept/index.html")


@pytest.mark.parametrize("html", ["escape", "sanitise"])
def test_no_spelling_of_a_script_address_gets_through(tmp_path: Path, html: str) -> None:
    """As source, archive, image, alias, list item, description: refused, or inert where let in."""
    project = Project(tmp_path, markup={"html": html}, checks={"ignore": ["invalid-source-url"]})
    for number, address in enumerate(ADDRESSES):
        source = {"name": "Example", "url": address, "archive": address}
        place = f"2024/10/{number + 1:02}"
        project.entry(f"{place}/source-{number}.md", sources=[source])
        project.entry(f"{place}/image-{number}.md", image={"src": address, "alt": "x"})
        project.entry(f"{place}/alias-{number}.md", aliases=[address])
        project.entry(f"{place}/body-{number}.md", f'[a](<{address}>) <a href="{address}">b</a>')
        items = {"title": "List", "entries": [{"title": "x", "url": address}]}
        project.write(f"lists/l{number}.yaml", yaml.safe_dump(items))
    about = {"Example": {"url": ADDRESSES[0]}}
    project.write("sources.yaml", yaml.safe_dump(about))

    for _ in range(3):
        result = project.build()
        if result.ok:
            break
        # What is refused is taken away until the rest is built.
        for path in {finding.span.path for finding in result.findings if finding.span.path}:
            (tmp_path / path).unlink(missing_ok=True)
    assert result.ok, result.findings

    left = {path.stem for path in (tmp_path / "content").rglob("*.md")}
    assert {f"source-{number}" for number in range(len(ADDRESSES))} <= left
    assert live(project.site) == {}


@pytest.mark.parametrize("key", ["menu", "follow", "legal", "newsletter", "feedback", "publisher"])
def test_no_script_address_in_the_configuration(tmp_path: Path, key: str) -> None:
    """It is refused before anything is written."""
    for number, address in enumerate(ADDRESSES):
        project = Project(tmp_path / str(number))
        project.entry("2024/10/23/a.md")
        link: object = {"label": "x", "url": address}
        if key in ("menu", "follow", "legal"):
            link = [link]
        elif key == "publisher":
            link = {"name": "x", "url": address}
        project.configure(**{key: link})

        code = run(["build", "-c", str(project.root / "briefgen.yaml"), "--jobs", "1"])

        assert code in (1, 2), address
        assert not project.site.exists()


CLIMBING = ("../../../../../secret.png", "/etc/passwd", "..\\..\\secret.png", "C:\\secret.png")


@pytest.mark.parametrize("place", [*CLIMBING, "%2e%2e/%2e%2e/%2e%2e/secret.png", "a\x00.png"])
def test_no_image_and_no_link_climbs_out(tmp_path: Path, place: str) -> None:
    """It is told in each case, and not a byte from outside content/ comes into the site."""
    project = Project(tmp_path / "project")
    for folder in (tmp_path, project.root):
        (folder / "secret.png").write_bytes(picture() + b"secret")
    project.entry("2024/10/23/hero.md", image={"src": place, "alt": "x"})
    project.entry("2024/10/23/body.md", f"![x](<{place}>) [x](<{place}>)")

    result = project.build()

    told = {finding.span.path for finding in result.findings}
    assert told == {f"content/entries/2024/10/23/{name}.md" for name in ("hero", "body")}
    assert not result.ok
    assert not project.site.exists()


def test_no_symlink_leads_out(tmp_path: Path) -> None:
    """Images, folders and texts behind a link that leaves the project are refused."""
    project = Project(tmp_path / "project")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "note.md").write_text("---\ntitle: Secret\ndate: 2024-10-23\n---\nx\n")
    (tmp_path / "secret.png").write_bytes(picture())
    project.entry("2024/10/23/a.md", image={"src": "hero.png", "alt": "x"})
    day = project.root / "content/entries/2024/10/23"
    (day / "hero.png").symlink_to(tmp_path / "secret.png")
    (day / "inside").symlink_to(tmp_path / "secret")
    (day / "note.md").symlink_to(tmp_path / "secret" / "note.md")

    result = project.build()

    told = {finding.span.path for finding in result.findings if "outside" in finding.code}
    assert told == {
        f"content/entries/2024/10/23/{name}" for name in ("hero.png", "inside", "note.md")
    }
    assert not project.site.exists()


def test_a_manifest_cannot_reach_outside(tmp_path: Path) -> None:
    """A checkout may bring one from anywhere: what it lists elsewhere is neither ours nor gone."""
    project = Project(tmp_path / "project")
    fill(project)
    project.build()
    mine = tmp_path / "mine.txt"
    mine.write_text("mine", encoding="utf-8")
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / "mine.txt").write_text("mine", encoding="utf-8")
    (project.site / "link").symlink_to(linked)
    manifest = project.site / ".briefgen-site"
    listed = json.loads(manifest.read_text(encoding="utf-8"))

    for path in ("../../mine.txt", str(mine), "link/mine.txt"):
        evil = listed | {"files": listed["files"] | {path: of_bytes(b"mine")}}
        manifest.write_text(json.dumps(evil), encoding="utf-8")
        assert project.build().ok

    assert mine.exists()
    assert (linked / "mine.txt").exists()


def test_bombs_and_drawings_that_run_are_refused(tmp_path: Path) -> None:
    """A picture of 10^10 pixels, an SVG with a script: told at once, nothing written."""
    project = Project(tmp_path)
    header = picture()
    bomb = header[:16] + (100_000).to_bytes(4) * 2 + header[24:]
    project.write("entries/2024/10/23/bomb.png", bomb)
    project.write(
        "entries/2024/10/23/draw.svg",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>alert(1)</script></svg>',
    )
    project.entry("2024/10/23/a.md", image={"src": "bomb.png", "alt": "x"})
    project.entry("2024/10/23/b.md", "[a drawing](draw.svg)")

    started = time.process_time()
    result = project.build()

    assert time.process_time() - started < 2
    told = {Path(finding.span.path).name for finding in result.findings}
    assert told == {"bomb.png", "draw.svg"}
    assert not project.site.exists()


def test_no_escape_reaches_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Titles of entries held back, names of files, keys, arguments: shown, never obeyed."""
    project = Project(tmp_path)
    evil = "\x1b]0;owned\x07\x1b[2J\x9b31m"
    project.entry("2024/10/23/held.md", title=f"Held {evil}", draft=True)
    project.write(f"entries/2024/10/23/{evil.replace('/', '')}.md", "---\ntitle: x\n---\n")
    project.write("entries/2024/10/23/key.md", f'---\ntitle: x\n"ti{evil}tel": y\n---\n')
    project.entry("2024/10/23/link.md", f"[a](<nowhere{evil}>)")
    config = str(tmp_path / "briefgen.yaml")

    codes = [run(["check", "-c", config, "--jobs", "1", "--now", NOW])]
    project.delete("entries/2024/10/23/key.md")
    project.delete("entries/2024/10/23/link.md")
    codes += [run(["build", "-c", config, "--jobs", "1", "--now", NOW])]
    codes += [run(["build", "-c", config, "--now", evil]), run(["build", "-c", f"x{evil}"])]
    said = capsys.readouterr()

    assert codes == [1, 1, 2, 2]
    assert "Held" in said.err
    assert not {"\x1b", "\x07", "\x9b"} & set(said.out + said.err)


def test_a_python_object_is_an_error_and_nothing_runs(tmp_path: Path) -> None:
    """In front matter, lists, descriptions, configuration and a theme's settings."""
    tag = f"!!python/object/apply:os.mkdir ['{tmp_path}/ran']"
    project = Project(tmp_path / "project")
    project.write("entries/2024/10/23/a.md", f"---\ntitle: {tag}\n---\nx\n")
    project.write("lists/a.yaml", f"title: {tag}\n")
    project.write("topics.yaml", f"a: {tag}\n")
    result = project.build()
    told = {Path(finding.span.path).name for finding in result.findings}
    (project.root / "themes/mine").mkdir(parents=True)
    (project.root / "themes/mine/theme.yaml").write_text(f"extends: {tag}\n", encoding="utf-8")
    project.configure(theme={"name": "mine"})
    config = project.root / "briefgen.yaml"
    codes = [run(["build", "-c", str(config)])]
    config.write_text(f"title: {tag}\n", encoding="utf-8")
    codes += [run(["build", "-c", str(config)])]

    assert told == {"a.md", "a.yaml", "topics.yaml"}
    assert codes == [2, 2]
    assert not (tmp_path / "ran").exists()
    assert tree(tmp_path / "project" / "site") == {}


def picture(width: int = 4, height: int = 3) -> bytes:
    """Return a small PNG."""
    data = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(data, "PNG")
    return data.getvalue()
