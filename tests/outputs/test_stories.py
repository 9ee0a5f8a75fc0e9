"""Running stories, sources and calendars: what came before, what was changed, what was cited."""

import re
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from briefgen.engine.language import Language, locale_of
from briefgen.outputs import stories
from tests.projects import Project


def words(page: str, path: str) -> list[str]:
    """Return the text of each element that an XPath finds in a page, with single spaces."""
    found = html.fromstring(page).xpath(path)
    return [" ".join(one.text_content().split()) for one in found]


def story(project: Project, count: int = 5) -> None:
    """Write a story of some days, with a correction that came later."""
    for number in range(1, count + 1):
        project.entry(
            f"2024/10/0{number}/part{number}.md",
            date=f"2024-10-0{number}T08:00+00:00",
            title=f"Part {number}",
            story="the-harbour",
        )
    project.edit(
        "2024/10/02/part2.md",
        updated="2024-10-04T09:00+00:00",
        corrections=[{"date": "2024-10-04T09:00+00:00", "kind": "correction", "text": "Not two."}],
    )


def test_a_story_tells_day_by_day_what_came_and_what_was_changed(tmp_path: Path) -> None:
    """A correction stands on the day on which it was made, with the headline it belongs to."""
    project = Project(tmp_path)
    story(project)
    project.build()
    page = project.page("stories/the-harbour/index.html")

    assert words(page, "//section/h2") == [f"{n} Oct 2024" for n in (5, 4, 3, 2, 1)]
    fourth = "//section[@id='d2024-10-04']//li"
    changed, came = words(page, fourth)
    assert changed == "09:00 UTCCorrection · Part 2 Not two."
    assert "Part 4" in came
    assert "5 entries" in words(page, "//header[@class='head']")[0]


def test_a_change_of_a_correction_reaches_its_story(tmp_path: Path) -> None:
    """Its text is not on cards, and the story shows it all the same."""
    project = Project(tmp_path)
    story(project)
    project.build()
    project.edit(
        "2024/10/02/part2.md",
        corrections=[{"date": "2024-10-04T09:00+00:00", "kind": "correction", "text": "Three."}],
    )

    assert "stories/the-harbour/index.html" in project.build().rendered
    assert "Three." in project.page("stories/the-harbour/index.html")


def test_a_long_story_has_a_page_for_each_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest at the story's own address, with counts to choose by."""
    monkeypatch.setattr(stories, "_WHOLE", 2)
    project = Project(tmp_path)
    for year in (2022, 2023, 2023, 2024):
        slug = f"e{len(list(project.root.rglob('*.md')))}"
        project.entry(f"{year}/01/02/{slug}.md", date=f"{year}-01-02", title=slug, story="s")
    project.build()

    assert words(project.page("stories/s/index.html"), "//nav[@class='years']//a") == [
        "2024 (1)",
        "2023 (2)",
        "2022 (1)",
    ]
    assert words(project.page("stories/s/2023/index.html"), "//h3") == ["e1", "e2"]


def test_an_entry_shows_what_came_before_it_in_its_story(tmp_path: Path) -> None:
    """The three just before it, newest first, and not once more among related ones."""
    project = Project(tmp_path)
    story(project)
    project.build()
    page = project.page("2024/10/05/part5/index.html")
    part = "//section[h2='Previously']"

    assert words(page, f"{part}//li//a") == ["Part 4", "Part 3", "Part 2"]
    assert words(page, f"{part}/p") == ["the-harbour · Entry 5 of this story"]
    assert "Related</h2>" not in page
    assert words(project.page("2024/10/01/part1/index.html"), part) == []


def test_the_next_entry_of_a_story_changes_no_page_of_its_past(tmp_path: Path) -> None:
    """But for the newest, which has a newer one beside it."""
    project = Project(tmp_path)
    story(project)
    project.build()
    project.entry("2024/10/09/part6.md", date="2024-10-09", title="Part 6", story="the-harbour")

    rendered = project.build().rendered
    assert "stories/the-harbour/index.html" in rendered
    assert {path for path in rendered if re.search(r"part[1-4]", path)} == set()


def test_a_source_page_has_all_that_was_cited(tmp_path: Path) -> None:
    """With title, address, day and rating; ratings are counted, and years have counts."""
    project = Project(tmp_path)
    cited = {"name": "Agency", "url": "https://agency.example/a", "reliability": "B2"}
    more = cited | {
        "url": "https://agency.example/b",
        "title": "A <title>",
        "published": "2024-01-01",
    }
    project.entry("2024/01/02/a.md", date="2024-01-02", title="Both", sources=[cited, more])
    project.entry("2023/01/02/b.md", date="2023-01-02", title="Old", sources=[cited])
    project.write("sources.yaml", "Agency: {url: 'https://agency.example/', reliability: A1}\n")
    project.build()
    page = project.page("sources/agency/index.html")

    assert words(page, "//article//h3") == ["Both"]
    first, second = words(page, "//article//p")
    assert first == "https://agency.example/a · B2"
    assert second == "A <title> · published 1 Jan 2024 · B2"
    head = words(page, "//header[@class='head']")[0]
    assert "Rated A1: completely reliable, confirmed by other sources" in head
    assert "Rated B2: usually reliable, probably true (3 citations)" in head
    assert words(page, "//nav[@class='years']//a") == ["2024 (1)", "2023 (1)"]
    assert words(project.page("sources/agency/2023/index.html"), "//h3") == ["Old"]


def test_calendars_lead_to_every_day_with_entries(tmp_path: Path) -> None:
    """On the page of a year and of a month; a day says how many entries it has."""
    project = Project(tmp_path)
    for day in (1, 31):
        project.entry(f"2024/10/{day:02}/e{day}.md", date=f"2024-10-{day:02}", title=f"D {day}")
    project.build(now="2024-12-01T00:00Z")
    for path, way in (("2024/index.html", "../"), ("2024/10/index.html", "../../")):
        links = html.fromstring(project.page(path)).xpath("//table//td//a")
        assert [(link.get("href"), link.get("aria-label")) for link in links] == [
            (f"{way}2024/10/01/", "1 October 2024: 1 entry"),
            (f"{way}2024/10/31/", "31 October 2024: 1 entry"),
        ]
    assert words(project.page("2024/index.html"), "//caption") == ["October"]


def test_calendars_of_a_weekly_digest_lead_to_its_weeks(tmp_path: Path) -> None:
    """Each row to its edition, that of a week in two months from both; years end where weeks do."""
    project = Project(tmp_path)
    project.configure(cadence="weekly")
    project.entry("2024/10/30/a.md", date="2024-10-30", title="In week 44")
    project.entry("2024/11/12/b.md", date="2024-11-12", title="In week 46")
    project.entry("2024/12/31/c.md", date="2024-12-31", title="In the first week of 2025")
    project.build(now="2025-02-01T00:00Z")

    rows = html.fromstring(project.page("2024/index.html")).xpath("//table//th[@scope='row']/a")
    assert [(row.get("href"), row.text, row.get("aria-label")) for row in rows] == [
        ("../2024/w44/", "44", "Week 44, 2024"),
        ("../2024/w44/", "44", "Week 44, 2024"),
        ("../2024/w46/", "46", "Week 46, 2024"),
        ("../2025/w01/", "1", "Week 1, 2025"),
    ]
    project.entry("2024/11/01/d.md", date="2024-11-01", title="In week 44 too")
    assert "2024/10/index.html" not in project.build(now="2025-02-01T00:00Z").rendered
    project.delete("entries/2024/10/30/a.md")
    project.delete("entries/2024/11/01/d.md")
    project.build(now="2025-02-01T00:00Z")
    assert words(project.page("2024/11/index.html"), "//th[@scope='row']") == ["46"]


def test_a_week_that_begins_in_another_month_reaches_the_month_before(tmp_path: Path) -> None:
    """Its calendar leads to that week from now on."""
    project = Project(tmp_path)
    project.configure(cadence="weekly")
    project.entry("2024/10/08/a.md", date="2024-10-08", title="Early")
    project.build()
    project.entry("2024/11/01/b.md", date="2024-11-01", title="Begins in October")

    assert "2024/10/index.html" in project.build(now="2024-12-01T00:00Z").rendered
    assert words(project.page("2024/10/index.html"), "//th[@scope='row']") == ["41", "44"]


@pytest.mark.parametrize(
    ("code", "first", "before"), [("de", "Mo", 1), ("en-US", "Sun", 2), ("ar-EG", "س", 3)]
)
def test_weeks_begin_where_they_do_where_the_language_is_spoken(
    code: str, first: str, before: int
) -> None:
    """October 2024 begins on a Tuesday."""
    language = Language(locale_of(code), {})
    weeks = language.weeks(date(2024, 10, 1))

    assert language.weekdays()[0].short == first
    assert weeks[0][:before] == (None,) * before
    assert weeks[0][before] == date(2024, 10, 1)
    assert {len(week) for week in weeks} == {7}
