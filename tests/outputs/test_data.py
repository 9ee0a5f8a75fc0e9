"""The digest as data: whole, by year and by month, and in the shape that its schema promises."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator
from PIL import Image

from briefgen.cli import run
from briefgen.outputs._data import DataIndex, DataYear, schema
from tests.projects import Project, fill, tree

BASE = "https://example.org/"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give a digest of two years with a labelled picture and a correction."""
    project = Project(tmp_path_factory.mktemp("data"))
    fill(project)
    Image.new("RGB", (1200, 800), "navy").save(project.root / "content/entries/2024/10/24/p.png")
    project.entry(
        "2024/10/24/p.md",
        "See [this](../21/harvest-21.md).",
        date="2024-10-24T23:00+05:30",
        title="T </script>",
        ai_text="generated",
        updated="2024-10-25",
        image={"src": "p.png", "alt": "A plain", "ai": "generated"},
        corrections=[{"date": "2024-10-25", "kind": "correction", "text": "Not so."}],
    )
    project.entry("2023/05/01/old.md", date="2023-05-01", title="Old")
    assert project.build().ok
    return project


def data(project: Project, path: str) -> Any:
    """Return a file of data."""
    return json.loads(project.page(path))


def test_all_files_have_the_promised_shape(project: Project) -> None:
    """They are read back strictly, key by key."""
    index = msgspec.json.decode(project.page("index.json"), type=DataIndex)
    paths = [path for path in tree(project.site) if path.endswith("/index.json")]

    assert index.version == 1
    assert sorted(paths) == [
        "2023/05/index.json",
        "2023/index.json",
        "2024/10/index.json",
        "2024/index.json",
    ]
    for path in paths:
        read = msgspec.json.decode(project.page(path), type=DataYear)
        assert read.version == 1


def test_from_the_index_everything_is_found(project: Project) -> None:
    """Years, from years their months, with counts that hold; each entry once."""
    index = data(project, "index.json")
    ids: list[str] = []
    for year in index["years"]:
        read = data(project, year["url"].removeprefix(BASE))
        assert len(read["entries"]) == year["entries"]
        for month in read["months"]:
            entries = data(project, month["url"].removeprefix(BASE))["entries"]
            assert len(entries) == month["entries"]
            ids += [entry["id"] for entry in entries]

    assert len(ids) == len(set(ids)) == index["entries"] == 14
    feed = {"url": f"{BASE}editions/feed.json", "type": "application/feed+json", "of": "editions"}
    assert feed in index["feeds"]
    assert f'type="application/json" href="{BASE}index.json"' in project.page("index.html")
    assert {"name": "science", "url": f"{BASE}topics/science/"} in index["terms"]["topics"]


def test_an_entry_is_whole(project: Project) -> None:
    """What its page says is there, the text with whole addresses in the month alone."""
    of_year = data(project, "2024/index.json")["entries"][0]
    of_month = data(project, "2024/10/index.json")["entries"][0]

    assert of_year | {"content_html": ""} == of_month | {"content_html": ""}
    assert of_year["content_html"] is None
    assert f'href="{BASE}2024/10/21/harvest-21/"' in of_month["content_html"]
    assert of_month["title"] == "T </script>"
    assert of_month["date"] == "2024-10-24T17:30:00+00:00"
    assert of_month["updated"] == "2024-10-25"
    assert of_month["corrections"] == [
        {"date": "2024-10-25", "kind": "correction", "text": "Not so."}
    ]
    image = of_month["image"]
    assert image["origin"] == "generated"
    assert image["label"] == "AI-generated image"
    assert image["disclaimer"]
    assert (project.site / image["url"].removeprefix(BASE)).is_file()


def test_an_edit_writes_its_month_and_year_anew(project: Project) -> None:
    """And no other."""
    project.edit("2023/05/01/old.md", summary="Another.")

    rendered = {path for path in project.build().rendered if path.endswith("index.json")}
    assert rendered == {"2023/index.json", "2023/05/index.json"}


def test_other_feeds_are_told_of(tmp_path: Path) -> None:
    """The index names those that there are now, and is as one made from nothing."""
    site = Project(tmp_path)
    fill(site)
    site.build()
    site.configure(feeds={"formats": ["rss"]})
    site.build()

    types = {feed["type"] for feed in data(site, "index.json")["feeds"]}
    assert types == {"application/rss+xml"}


def test_months_of_which_clocks_went_back_over_the_end_are_one(tmp_path: Path) -> None:
    """Where the last hour of a month follows the first minute of the next."""
    # Newfoundland's clocks went back at a minute past midnight until 2011.
    project = Project(tmp_path, timezone="America/St_Johns")
    for slug, at in (
        ("before", "2009-10-31T23:30-02:30"),
        ("first", "2009-11-01T00:00:30-02:30"),
        ("again", "2009-10-31T23:30-03:30"),
        ("after", "2009-11-01T09:00-03:30"),
    ):
        project.entry(f"2009/11/01/{slug}.md", date=at)
    assert project.build().ok

    periods = data(project, "2009/index.json")["months"]
    assert [period["name"] for period in periods] == sorted(
        {period["name"] for period in periods}, reverse=True
    )
    assert sum(period["entries"] for period in periods) == 4


def test_a_site_may_keep_its_data(tmp_path: Path) -> None:
    """No file, and no link to one."""
    project = Project(tmp_path, data="off")
    fill(project)
    project.build()

    assert not any(path.endswith("index.json") for path in tree(project.site))
    assert "index.json" not in project.page("archive/index.html")


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """For those who build on it."""
    assert run(["schema", "index"]) == 0
    printed = json.loads(capsys.readouterr().out)

    assert {"DataIndex", "DataYear", "DataEntry", "DataSource"} <= set(printed["$defs"])


def test_the_files_are_valid_by_the_schema(project: Project) -> None:
    """As another program's validator reads it; and what lacks a key is not."""
    Draft202012Validator.check_schema(schema())
    validator = Draft202012Validator(schema())
    paths = [path for path in tree(project.site) if path.endswith("index.json")]

    assert len(paths) == 5
    for path in paths:
        assert validator.is_valid(data(project, path)), path
    lacking = data(project, "2024/10/index.json")
    del lacking["entries"][0]["lang"]
    assert not validator.is_valid(lacking)
