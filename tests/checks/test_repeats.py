"""What comes back: headlines and sources, within the days that the configuration names."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from briefgen.checks import _words, check
from briefgen.config import Config
from briefgen.digest.stretches import stretches_of
from briefgen.finding import Severity
from briefgen.memory import Memory
from briefgen.model import Entry, Source
from tests.checks.samples import config, entry, found, from_page, library, moment, site_of


def days(count: int) -> Config:
    """Return a configuration that looks so many days back."""
    return config(checks={"duplicates": {"days": count}})


def test_a_headline_that_is_repeated_on_one_day_is_found() -> None:
    """The later entry is told of the earlier one; capitals and spaces make no difference."""
    first = entry("a", title="Troops land", date=moment(clock="08:00"))
    again = entry("b", title="TROOPS  land", date=moment(clock="09:00"))
    (finding,) = found("duplicate-headline", library(again, first))

    assert finding.span.path == again.origin.path
    assert [span.path for span in finding.related] == [first.origin.path]


def test_a_headline_may_come_again_after_a_week() -> None:
    """A weekly column keeps its name; the configuration says how far back is looked."""
    title = "The markets this week"
    earlier = entry("a", title=title, date=moment(date(2024, 10, 16)))
    content = library(entry("b", title=title), earlier)

    assert found("duplicate-headline", content) == []
    assert len(found("duplicate-headline", content, days(7))) == 1


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Sir Tony Hoare has died at 92", "Tony Hoare has died at 92", True),
        ("How to talk to anyone, and why", "How to talk to anyone and why", True),
        ("दिल्ली में आज बारिश होगी", "दिल्ली में आज भारी बारिश होगी", True),
        ("दिल्ली में कल", "दल में कल", False),
        ("قُتِلَ الرجلُ في بيتِه أمس", "قَتَلَ الرجلُ في بيتِه أمس", False),
        ("แม่น้ำโขงท่วมหลายจังหวัด", "แม่น้ำโขงท่วมหลายจังหวัดแล้ว", True),
        ("Dredging of the harbour begins now", "The harbour: dredging begins now", False),
        ("Germany beats France", "France beats Germany", False),
        ("Germany, with ten men, beats France", "France, with ten men, beats Germany", False),
        (
            "The party stimmt für das neue Gesetz",
            "The party stimmt nicht für das neue Gesetz",
            False,
        ),
        ("The bridge is to open in May", "The bridge isn't to open in May", False),
        ("Why the harbour runs on C++ 20", "Why the harbour runs on C# 20", False),
        ("The port is sold for $5 million", "The port is sold for €5 million", False),
        ("The port is sold for $5 million", "The port is sold for 5 million", False),
        ("This week in Rust 354", "This week in Rust 355", False),
        ("Harbour opens", "Harbour closes", False),
        ("港口周四重新开放", "港口周四重新开放了", True),
        ("港口周四重新开放", "火车周五停止运行", False),
        ("!?", "—", False),
    ],
)
def test_headlines_that_are_nearly_the_same(one: str, other: str, *, alike: bool) -> None:
    """One has a few words more and all in order; figures, currencies and negations are the same."""
    for first, second in ((one, other), (other, one)):
        earlier = entry("a", title=first, date=moment(date(2024, 10, 21)))
        findings = found("duplicate-headline", library(entry("b", title=second), earlier))

        assert bool(findings) is alike
    assert all("nearly" in finding.message for finding in findings)


def test_near_headlines_are_found_like_by_comparing_all() -> None:
    """Looking few words up misses no pair."""
    dice = Random(7)
    pool = ("sea", "ice", "harbour", "tide", "wind", "12", "storm", "of", "the", "rail")

    def title() -> str:
        return " ".join(word for word in pool if dice.random() < 0.7)

    entries = tuple(entry(f"e{n}", title=title(), id=f"{n:03}") for n in range(300))
    told = {finding.span.path for finding in found("duplicate-headline", library(*entries))}

    def near(one: Entry, other: Entry) -> bool:
        a, b = set(one.title.split()), set(other.title.split())
        if ("12" in a) is not ("12" in b) or not (a <= b or b <= a):
            return False
        return 5 * len(a & b) >= 4 * len(a | b)

    assert told == {
        one.origin.path
        for n, one in enumerate(entries)
        if any(near(one, other) for other in entries[n + 1 :])
    }


@pytest.mark.parametrize(
    ("title", "days_later"),
    [("Weather", 1), ("Markets at noon", 1), ("天气预报", 1), ("พยากรณ์อากาศ", 1), ("Weather", 0)],
)
def test_the_name_of_a_column_may_come_each_day(title: str, days_later: int) -> None:
    """Fewer than four words count on one day only."""
    earlier = entry("a", title=title, date=moment(date(2024, 10, 23 - days_later)))
    again = found("duplicate-headline", library(entry("b", title=title), earlier))

    assert len(again) == (days_later == 0)


@pytest.mark.parametrize("count", [200, 800])
def test_headlines_are_compared_by_their_rarest_words(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long word that all share, or many days, make no pairs to look at."""
    dice = Random(7)
    pool = [f"{one}{two}{three}" for one in "abcdef" for two in "ghijkl" for three in "mnopqr"]
    compared = []
    near = _words._near

    def counted(one: _words._Headline, other: _words._Headline) -> bool:
        compared.append(one)
        return near(one, other)

    monkeypatch.setattr(_words, "_near", counted)
    entries = tuple(
        entry(
            f"e{n}",
            title=f"Announcements {' '.join(dice.choices(pool, k=6))}",
            date=moment(date(2024, 10, 23) - timedelta(days=n // 10)),
        )
        for n in range(count)
    )

    assert found("duplicate-headline", library(*entries), days(30)) == []
    assert len(compared) < count // 2


def test_what_is_too_old_is_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is let go, so that a long history costs no more than the days that are looked back."""
    seen: list[int] = []

    def seeing(one: _words._Headline, other: _words._Headline) -> bool:
        seen.append(one.day - other.day)
        return False

    monkeypatch.setattr(_words, "_near", seeing)
    pool = ("sea", "ice", "harbour", "tide", "wind", "storm", "of", "the", "rail")
    dice = Random(7)
    entries = tuple(
        entry(
            f"e{n}",
            title=" ".join(dice.sample(pool, 5)),
            date=moment(date(2024, 10, 23) - timedelta(days=n)),
        )
        for n in range(200)
    )
    list(_words.alike(entries, (), 6))

    assert seen
    assert max(seen) <= 6


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.org/report/",
        "https://example.org/report#part",
        "https://EXAMPLE.org/report?utm_source=feed&fbclid=1",
        "https://example.org:443/report?",
    ],
)
def test_one_page_behind_two_entries_of_a_day_is_found(url: str) -> None:
    """However its address is written; the later entry is told."""
    content = library(from_page("b", url), from_page("a", "https://example.org/report"))
    (finding,) = found("duplicate-source", content)

    assert finding.severity is Severity.ERROR
    assert (finding.span.path[-4:], finding.span.key) == ("b.md", "sources[0].url")
    assert finding.related[0].path.endswith("a.md")
    assert found("repeated-source", content) == []


@pytest.mark.parametrize(
    "other",
    [
        from_page("b", "https://example.org/report?page=2"),
        from_page("b", "https://example.org/Report"),
        from_page("b", "https://example.org/report", kind="opinion"),
        from_page("b", "https://example.org/report", story="the-harbour"),
        from_page("b", "https://example.org/report", lang="hi"),
        entry("b", sources=()),
    ],
)
def test_another_page_kind_story_or_language_is_another_entry(other: Entry) -> None:
    """An opinion may rest on what the news rests on."""
    content = library(other, from_page("a", "https://example.org/report"))

    assert found("duplicate-source", content) == found("repeated-source", content) == []


def test_the_bare_address_of_a_site_may_be_a_source_each_day() -> None:
    """It says nothing of what was read there."""
    content = library(from_page("b", "https://example.org/"), from_page("a", "https://example.org"))

    assert found("duplicate-source", content) == []


def test_a_page_that_comes_back_within_days_is_found() -> None:
    """As a warning, unless the two are of one story."""
    url = "https://example.org/report"
    soon = library(from_page("b", url, 23), from_page("a", url, 17))
    late = library(from_page("b", url, 23), from_page("a", url, 16))
    story = library(from_page("b", url, 23, story="x"), from_page("a", url, 22, story="x"))

    assert [f.severity for f in found("repeated-source", soon)] == [Severity.WARNING]
    other = library(from_page("b", url, 23, lang="hi"), from_page("a", url, 22))
    assert found("repeated-source", late) == found("repeated-source", story) == []
    assert found("repeated-source", other) == []
    assert len(found("repeated-source", late, days(7))) == 1
    assert found("duplicate-source", soon) == []


def test_what_is_found_within_days_is_the_same_with_and_without_stretches() -> None:
    """Entries are compared across the ends of what is remembered as one, and told once."""
    start = date(2024, 2, 20)
    entries = tuple(
        entry(
            f"e{n:02}",
            title=f"Headline of the {n % 5} kind",
            sources=(Source(name="x", url=f"https://example.org/{n % 7}"),),
            date=moment(start - timedelta(days=n)),
        )
        for n in range(40)
    )
    content = library(*entries)
    stretches = stretches_of(content.published)
    whole = check(content, days(9), site_of(content))
    memory = Memory()
    memory.begin(dict)
    parted = check(content, days(9), site_of(content), stretches, memory)

    assert len(stretches) > 4
    assert len({f.code for f in whole}) == 2
    assert set(whole) == set(parted)
    assert len(whole) == len(parted)


def test_an_edit_is_seen_in_the_days_after_it() -> None:
    """What is remembered of a stretch hangs on the entries before it too."""
    url = "https://example.org/report"
    old, new = from_page("a", "https://example.org/x", 30), from_page("b", url, 2)
    new = replace(new, date=moment(date(2024, 11, 2)))
    memory = Memory()
    counts = []
    for first in (old, from_page("a", url, 30), old):
        content = library(new, first)
        memory.begin(dict)
        findings = check(
            content, config(), site_of(content), stretches_of(content.published), memory
        )
        memory.end()
        counts.append([finding.code for finding in findings])

    assert counts == [[], ["repeated-source"], []]
