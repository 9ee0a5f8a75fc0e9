"""Edits, and the pages that each renders again: what shows the change, and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.reading.parse import parse
from briefgen.reading.parsed import Settings
from tests.projects import ON, Project

Edit = Callable[[Project], object]

DAY = "2024/10/{}/index.html"
ENTRY = "2024/10/{0}/{1}/index.html"

# What lists every entry by its headline, whatever it is about.
LISTS = {"2024/10/index.html", "topics/tide/index.html", "desks/news/index.html"}
SOURCE = {"sources/example/index.html"}
DATA = {"2024/index.json", "2024/10/index.json"}
FEEDS = {"feed.xml", "topics/wind/feed.xml"}
EDITIONS = {"editions/feed.xml"}
SEAL = {"build.json"}
MANIFEST = ".briefgen-site"
LEDGER = {"disclosure/index.html", "disclosure.json"}


def source(name: str) -> dict[str, str]:
    """Return a source of this address."""
    return {"name": "Example", "url": f"https://example.org/{name}"}


def digest(project: Project) -> Project:
    """Write six entries on three days, a list, a page and a description."""
    for day in (21, 22, 23):
        for slug, topic in (("a", "tide"), ("b", "wind")):
            project.entry(
                f"2024/10/{day}/{slug}{day}.md",
                title=f"Headline {slug}{day}",
                date=f"2024-10-{day}T{9 if slug == 'a' else 8:02}:00+00:00",
                topics=[topic],
                desk="News" if slug == "a" else "",
                kind="news" if slug == "a" else "blog",
                sources=[source("only-here" if (day, slug) == (21, "b") else "source")],
            )
    project.write("lists/picks.yaml", "title: Picks\nentries: [2024-10-21-a21]\n")
    project.write("pages/about.md", "---\ntitle: About\n---\n\nText.\n")
    project.write("topics.yaml", "wind: {summary: Moving air.}\n")
    return project


def override(name: str, old: str, new: str) -> Edit:
    """Return an edit of one file of the theme, by a theme of the site's own."""

    def edit(project: Project) -> None:
        built_in = Path(__file__).parents[1] / "themes" / "broadsheet"
        own = project.root / "themes" / "own"
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        text = (built_in / name).read_text(encoding="utf-8")
        assert old in text
        (own / name).write_text(text.replace(old, new), encoding="utf-8")

    return edit


def wording(project: Project) -> str:
    """Return the fingerprint of the text of an entry."""
    path = "content/entries/2024/10/22/b22.md"
    data = (project.root / path).read_bytes()
    (entry,) = parse(path, "entry", data, Settings("UTC", "escape")).entries
    return entry.wording


ENTRIES = {ENTRY.format(day, f"{slug}{day}") for day in (21, 22, 23) for slug in "ab"}
DAYS = {DAY.format(day) for day in (21, 22, 23)}

TABLE: dict[str, tuple[Edit, set[str]]] = {
    "nothing": (lambda project: None, set()),
    "the body of an entry": (
        lambda project: project.entry(
            "2024/10/22/b22.md",
            "Other words.",
            title="Headline b22",
            date="2024-10-22T08:00+00:00",
            topics=["wind"],
            desk="",
            kind="blog",
            sources=[source("source")],
        ),
        {ENTRY.format(22, "b22"), "feed.xml"} | FEEDS | DATA,
    ),
    "the summary of an entry": (
        lambda project: project.edit("2024/10/22/b22.md", summary="Another sentence."),
        {ENTRY.format(22, "b22"), DAY.format(22), "2024/10/index.html", "feed.xml"}
        | {"topics/wind/index.html"}
        | FEEDS
        | EDITIONS
        | DATA,
    ),
    "the headline of an entry": (
        lambda project: project.edit("2024/10/22/b22.md", title="Another headline"),
        # Its neighbours in time and in its edition, and what lists it.
        {ENTRY.format(22, "b22"), ENTRY.format(22, "a22"), ENTRY.format(21, "a21")}
        | {DAY.format(22), "2024/10/index.html", "feed.xml", "topics/wind/index.html"}
        | {"social/2024/10/22.png"}
        | SOURCE
        | FEEDS
        | EDITIONS
        | DATA,
    ),
    "the headline that leads the newest edition": (
        lambda project: project.edit("2024/10/23/a23.md", title="Another headline"),
        {ENTRY.format(23, "a23"), ENTRY.format(23, "b23"), DAY.format(23), "index.html"}
        | {"2024/index.html", "feed.xml", "social/2024/10/23.png"}
        | LISTS
        | SOURCE
        | EDITIONS
        | DATA
        | {"desks/news/feed.xml", "topics/tide/feed.xml"},
    ),
    "a review that holds of a text that no model touched": (
        lambda project: project.edit(
            "2024/10/22/b22.md", reviewed_by="The editors", reviewed_text=wording(project)
        ),
        # It is named on its page; in lists there was nothing to say.
        {ENTRY.format(22, "b22")} | FEEDS | DATA,
    ),
    "a part that a model had in the text": (
        lambda project: project.edit("2024/10/22/b22.md", ai_text="assisted"),
        {ENTRY.format(22, "b22"), DAY.format(22), "2024/10/index.html", "feed.xml"}
        | {"topics/wind/index.html"}
        | LEDGER
        | FEEDS
        | EDITIONS
        | DATA,
    ),
    "a part that a model had in a reviewed text": (
        lambda project: project.edit(
            "2024/10/22/b22.md",
            ai_text="assisted",
            reviewed_by="The editors",
            reviewed_text=wording(project),
        ),
        # Nothing is to be said in lists, but the ledger has every text.
        {ENTRY.format(22, "b22")} | LEDGER | FEEDS | DATA,
    ),
    "what an entry allows": (
        lambda project: project.edit("2024/10/22/b22.md", allow={"duplicate-headline": "a column"}),
        set(),
    ),
    "the label of an entry": (
        lambda project: project.edit("2024/10/22/b22.md", tlp="CLEAR"),
        # Its page says it; what else holds the whole entry is made anew and stays the same.
        {ENTRY.format(22, "b22")} | FEEDS | DATA,
    ),
    "a source of an entry": (
        lambda project: project.edit(
            "2024/10/22/b22.md",
            sources=[{"name": "Example", "url": "https://example.org/another"}],
        ),
        # Its edition counts how many different sources it rests on; the source lists what is cited.
        {ENTRY.format(22, "b22"), DAY.format(22), "feed.xml"} | SOURCE | FEEDS | EDITIONS | DATA,
    ),
    "a source that is gone": (
        lambda project: project.write(
            "dead-sources.yaml",
            "dead: [{url: https://example.org/only-here, since: 2024-10-30}]\n",
        ),
        {ENTRY.format(21, "b21")} | SOURCE | DATA,
    ),
    "the rating of a source": (
        lambda project: project.edit(
            "2024/10/22/b22.md", sources=[source("source") | {"reliability": "B2"}]
        ),
        {ENTRY.format(22, "b22")} | SOURCE | FEEDS | EDITIONS | DATA,
    ),
    "an entry in the newest edition": (
        lambda project: project.entry(
            "2024/10/23/c23.md", date="2024-10-23T10:00+00:00", sources=[source("more")]
        ),
        # No day, topic or month of the past; its own day, month and year, and who is beside it.
        {ENTRY.format(23, name) for name in ("a23", "c23")}
        | {DAY.format(23), "2024/10/index.html", "2024/index.html", "index.html", "feed.xml"}
        | {"sources/index.html", "sitemap.xml", "social/2024/10/23.png"}
        | SOURCE
        | EDITIONS
        | DATA
        | {"archive/index.html", "index.json"},
    ),
    "a page that is not dated": (
        lambda project: project.write("pages/about.md", "---\ntitle: About\n---\n\nMore.\n"),
        {"about/index.html"},
    ),
    "the title of a list": (
        lambda project: project.write(
            "lists/picks.yaml", "title: Our picks\nentries: [2024-10-21-a21]\n"
        ),
        {ENTRY.format(23, "a23"), ENTRY.format(23, "b23"), DAY.format(23), "index.html"},
    ),
    "an editor's note": (
        lambda project: project.write("editions/2024-10-21.md", "---\n---\n\nA note.\n"),
        {DAY.format(21)} | EDITIONS,
    ),
    "the description of a topic": (
        lambda project: project.write("topics.yaml", "wind: {summary: Air in motion.}\n"),
        {"topics/wind/index.html"} | {"topics/wind/feed.xml"},
    ),
    "an old address of an entry": (
        lambda project: project.edit("2024/10/22/b22.md", aliases=["/old/"]),
        {"old/index.html"},
    ),
    "a translation of an entry": (
        lambda project: project.edit(
            "2024/10/22/b22.md", lang="de", translations=["2024-10-21-b21"]
        ),
        # Its language is on every line that names it; the one that it names leads to it.
        {ENTRY.format(22, "b22"), ENTRY.format(22, "a22"), ENTRY.format(21, "a21")}
        | {ENTRY.format(21, "b21"), DAY.format(22), "2024/10/index.html", "feed.xml"}
        | {"topics/wind/index.html", "social/2024/10/22.png"}
        | SOURCE
        | FEEDS
        | EDITIONS
        | DATA
        | {"sitemap.xml"},
    ),
    "a policy of the publisher": (
        lambda project: project.configure(
            theme={"name": "own"}, publisher={"masthead": "https://example.org/staff"}
        ),
        # Only the front page tells it.
        {"index.html"},
    ),
    "the template of topics": (
        override("templates/terms.html", "{% endblock %}", "<!-- own -->{% endblock %}"),
        {f"{name}/index.html" for name in ("topics", "regions", "desks", "sources", "stories")},
    ),
    "a part that several templates include": (
        override("templates/parts/list.html", "<section", "<!-- own --><section"),
        # Those with lists beside them, whether there is one now or not.
        {"index.html"} | DAYS | ENTRIES,
    ),
    "a part that shows one card": (
        override("templates/parts/clock-card.html", "{{ card", "<!-- own -->{{ card"),
        {"index.html", "2024/10/index.html"} | DAYS,
    ),
    "the stylesheet": (
        override("assets/broadsheet.css", "@layer", "/* own */ @layer"),
        {"assets/style.css"},
    ),
}


# The templates from which pages are made, and how many of them the digest has in weeks.
LEAVES = {
    "404.html": 1,
    "archive.html": 1,
    "corrections.html": 1,
    "day.html": 3,
    "disclosure.html": 1,
    "edition.html": 1,
    "entry.html": 7,
    "home.html": 1,
    "month.html": 1,
    "page.html": 1,
    "redirect.html": 1,
    "search.html": 1,
    "source.html": 1,
    "story.html": 1,
    "term.html": 3,
    "terms.html": 5,
    "year.html": 1,
}


@pytest.mark.parametrize("edit", TABLE)
def test_an_edit_renders_what_shows_it(edit: str, tmp_path: Path) -> None:
    """The table of edits and the files that each of them renders."""
    project = digest(Project(tmp_path, theme={"name": "own"}))
    own = project.root / "themes" / "own"
    own.mkdir(parents=True)
    (own / "theme.yaml").write_text("extends: broadsheet\n", encoding="utf-8")
    project.build()
    make, rendered = TABLE[edit]

    make(project)

    assert folded(project.build().rendered) == rendered


def test_a_part_of_parts_reaches_every_page_that_readers_see(tmp_path: Path) -> None:
    """The drawer and the footer include it; feeds, data and assets have nothing of it."""
    project = digest(Project(tmp_path, theme={"name": "own"}))
    own = project.root / "themes" / "own"
    own.mkdir(parents=True)
    (own / "theme.yaml").write_text("extends: broadsheet\n", encoding="utf-8")
    everything = project.build().rendered

    override("templates/parts/groups.html", "<div", "<!-- own --><div")(project)

    pages = {path for path in everything if path.endswith(".html")}
    assert project.build().rendered - SEAL == pages


def test_a_template_of_ones_own_reaches_the_pages_made_from_it_alone(tmp_path: Path) -> None:
    """Template after template is replaced: rendered are the pages that show it, and no other.

    All other files keep their bytes and their time. That holds of the first one too, by which the
    site turns from a built-in theme to one of its own.
    """
    project = digest(Project(tmp_path, cadence="weekly", search=ON))
    project.entry(
        "2024/10/22/c22.md",
        date="2024-10-22T07:00+00:00",
        story="the-harbour",
        aliases=["/old/"],
        sources=[source("more")],
    )
    project.build()
    own = project.root / "themes" / "own"
    own.mkdir(parents=True)
    (own / "theme.yaml").write_text("extends: broadsheet\n", encoding="utf-8")
    project.configure(cadence="weekly", search=ON, theme={"name": "own"})
    counts = {}

    for name in LEAVES:
        mark = f"<!-- {name} -->"
        before = state(project.site)
        override(f"templates/{name}", *marking(name, mark))(project)
        rendered = project.build().rendered - SEAL
        after = state(project.site)
        others = after.keys() - rendered - SEAL - {MANIFEST}

        assert {path for path in pages_of(project) if mark in project.page(path)} == rendered
        assert {path for path in others if after[path] != before[path]} == set()
        counts[name] = len(rendered)

    assert counts == LEAVES


def marking(name: str, mark: str) -> tuple[str, str]:
    """Return what is replaced in a template by what, so that its pages have a mark."""
    end = "</body>" if name == "redirect.html" else "{% endblock %}\n"
    return end, mark + end


def pages_of(project: Project) -> set[str]:
    """Return the paths of all pages of a site."""
    return {path.relative_to(project.site).as_posix() for path in project.site.rglob("*.html")}


def state(site: Path) -> dict[str, tuple[bytes, int]]:
    """Return the bytes of each file of a site, and when it was written."""
    return {
        file.relative_to(site).as_posix(): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in site.rglob("*")
        if file.is_file()
    }


def folded(rendered: frozenset[str]) -> set[str]:
    """Return what was rendered; a feed counts once, for it is the same in every format.

    What says which build it is goes without saying: it is made whenever a byte changed.
    """
    others = ("rss.xml", "feed.json")
    return {
        path.removesuffix(path.rpartition("/")[2]) + "feed.xml" if path.endswith(others) else path
        for path in rendered - SEAL
    }


def test_a_change_of_the_site_reaches_every_page(tmp_path: Path) -> None:
    """What all pages say is rendered on all pages; files that pass through are not."""
    project = digest(Project(tmp_path))
    everything = project.build().rendered

    project.configure(tagline="Another line")

    pages = {path for path in everything if path.endswith((".html", "rss.xml", "feed.xml"))}
    feeds = {path for path in everything if path.endswith("feed.json")}
    assert project.build().rendered == pages | feeds | {"index.json"} | SEAL


def test_a_new_headline_of_a_translation_reaches_none_of_the_others(tmp_path: Path) -> None:
    """They name its language and its address; a new address reaches them, and so does its end."""
    project = digest(Project(tmp_path))
    project.edit("2024/10/21/b21.md", lang="de", translations=["2024-10-23-a23"])
    project.edit("2024/10/22/b22.md", lang="fr", translations=["2024-10-21-b21"])
    project.build()
    other = ENTRY.format(21, "b21")

    project.edit("2024/10/23/a23.md", title="Another headline")
    assert other not in project.build().rendered

    project.edit("2024/10/23/a23.md", id="2024-10-23-a23", slug="moved")
    moved = project.build().rendered
    assert {other, ENTRY.format(22, "b22"), ENTRY.format(23, "moved")} <= moved

    # Who names whom is nobody's to see.
    project.edit("2024/10/22/b22.md", translations=[])
    project.edit("2024/10/23/a23.md", translations=["2024-10-22-b22"])
    assert project.build().rendered <= {"feed.xml"} | SEAL

    project.delete("entries/2024/10/23/a23.md")
    project.edit("2024/10/22/b22.md", translations=[])
    project.edit("2024/10/21/b21.md", translations=[])
    assert {other, ENTRY.format(22, "b22")} <= project.build().rendered


def test_a_translation_reaches_entries_of_long_ago(tmp_path: Path) -> None:
    """It changes with the one that names it, however far apart they are; and so do sitemaps."""
    project = digest(Project(tmp_path))
    project.entry("2023/02/01/old.md", date="2023-02-01", lang="de")
    project.build()
    old = "2023/02/01/old/index.html"

    project.edit("2024/10/22/b22.md", translations=["2023-02-01-old"])
    assert project.build().rendered == {old, ENTRY.format(22, "b22"), "sitemap.xml"} | SEAL
    assert "hreflang" in project.page(old)

    project.edit("2024/10/22/b22.md", translations=[])
    assert project.build().rendered == {old, ENTRY.format(22, "b22"), "sitemap.xml"} | SEAL
    assert "hreflang" not in project.page(old)


def test_every_source_of_a_months_edition_counts(tmp_path: Path) -> None:
    """Whichever of its entries lead it: how many sources it rests on is never an old number."""
    project = Project(tmp_path, cadence="monthly")
    for day, weight in ((1, 0), (2, 10), (20, 0)):
        project.entry(
            f"2024/10/{day:02}/e{day}.md",
            date=f"2024-10-{day:02}",
            weight=weight,
            sources=[source(f"page-{day}")],
        )
    project.build()

    project.edit("2024/10/20/e20.md", sources=[source("page-1")])
    project.build()
    assert "2 sources" in project.page("2024/10/index.html")
