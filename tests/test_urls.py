"""Addresses: every text gets a path that works anywhere, and distinct things distinct paths."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen import urls


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Troops in Russia: what is known", "troops-in-russia-what-is-known"),
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        (".NET", "dot-net"),
        ("NET", "net"),
        ("R&D", "r-and-d"),
        ("don't", "dont"),
        ("a/b", "a-b"),
        ("北朝鮮の部隊", "北朝鮮の部隊"),
        ("दिल्ली", "दिल्ली"),
        ("cafe\u0301", "caf\u00e9"),
        ("  --x--  ", "x"),
    ],
)
def test_slugs_keep_what_tells_texts_apart(text: str, slug: str) -> None:
    """Letters of every script stay; signs that carry meaning are spoken."""
    assert urls.slugify(text) == slug


@pytest.mark.parametrize("text", ["", "..", "!!!", "🚀🚀", "/"])
def test_a_text_without_letters_still_gets_a_path(text: str) -> None:
    """Its fingerprint names it, the same way each time."""
    assert urls.slugify(text).startswith("x-")
    assert urls.slugify(text) == urls.slugify(text)
    assert urls.slugify(text) != urls.slugify(text + "?")


@pytest.mark.parametrize("name", ["con", "NUL", "aux", "com1", "LPT9"])
def test_names_that_windows_reserves_are_not_used(name: str) -> None:
    """A device cannot be a folder."""
    assert urls.slugify(name) != name.lower()


@given(st.text())
def test_any_text_gives_a_portable_path_part(text: str) -> None:
    """Not empty, not a climb, short enough for every file system, and stable when slugged again."""
    slug = urls.slugify(text)

    assert slug
    assert not set(slug) & set('/\\:*?"<>|. \0\n')
    assert len(slug.encode()) <= 130
    assert urls.slugify(slug) == slug


def test_long_titles_that_begin_alike_stay_apart() -> None:
    """What is cut off is remembered in the path."""
    long = "word " * 1_000

    assert urls.slugify(long + "a") != urls.slugify(long + "b")


@pytest.mark.parametrize(
    ("day", "cadence", "period", "url"),
    [
        (date(2024, 10, 23), "daily", "2024-10-23", "2024/10/23/"),
        (date(2024, 10, 23), "weekly", "2024-W43", "2024/w43/"),
        (date(2024, 10, 23), "monthly", "2024-10", "2024/10/"),
        (date(2024, 12, 30), "weekly", "2025-W01", "2025/w01/"),
        (date(1, 1, 1), "daily", "0001-01-01", "0001/01/01/"),
    ],
)
def test_editions_are_named_after_their_period(
    day: date, cadence: urls.Cadence, period: str, url: str
) -> None:
    """Weeks are ISO weeks, years have four digits."""
    assert urls.period_of(day, cadence) == period
    assert urls.edition(period) == url


@given(st.text(min_size=1))
def test_a_page_url_and_its_path_belong_together(slug: str) -> None:
    """What is quoted in the address is plain in the path."""
    slug = urls.slugify(slug)

    assert urls.path_of(urls.page(slug)) == f"{slug}/index.html"
    assert urls.page(slug).isascii()


@pytest.mark.parametrize(
    "written",
    [
        "",
        "/",
        "https://evil.example/x",
        "//evil.example/",
        "/../x/",
        "/a/%2e%2e/b/",
        "a\\b",
        "/\0/",
    ],
)
def test_an_alias_stays_inside_the_site(written: str) -> None:
    """Other hosts, climbs and empty paths are refused."""
    with pytest.raises(ValueError, match=r"^"):
        urls.alias(written)


@pytest.mark.parametrize(
    ("written", "url"),
    [("/old/path/", "old/path/"), ("old", "old/"), ("/old.html", "old.html"), ("/é/", "%C3%A9/")],
)
def test_an_alias_is_read_as_written(written: str, url: str) -> None:
    """With or without slashes, a page or a file."""
    assert urls.alias(written) == url
