"""What a publication asks of itself: publishers, hosts, lengths, terms, labels."""

from dataclasses import replace
from typing import Any

import pytest

from briefgen.finding import Severity
from briefgen.model import CuratedList, Description, EditionNote, ListItem, Origin, Section, Source
from tests.checks.samples import IMAGE, config, entry, found, from_page, library


@pytest.mark.parametrize(
    ("sources", "count"),
    [
        ([("A", "https://a.example/1"), ("B", "https://b.example/1")], 2),
        ([("A", "https://news.a.org/1"), ("B", "https://www.a.org/1")], 1),
        ([("A", "https://a.org/1"), ("a", "https://b.org/1")], 1),
        ([("A", "https://a.co.uk/1"), ("B", "https://b.co.uk/1")], 2),
        ([("A", "https://a.github.io/1"), ("B", "https://b.github.io/1")], 2),
        ([("A", "https://a.org"), ("B", "https://b.org"), ("A", "https://b.org/2")], 1),
        ([("A", ""), ("B", "")], 2),
        ([("A", "http://10.0.1.1/a"), ("B", "http://192.168.1.1/a")], 2),
        ([("A", "http://[2001:db8::1]/a"), ("B", "http://[2001:db8::2]/a")], 2),
        ([("A", "https://a.ltd.uk"), ("B", "https://b.ltd.uk")], 2),
        ([("A", "https://a.asso.fr"), ("B", "https://b.asso.fr")], 2),
        ([("A", "https://a.me.uk"), ("B", "https://b.me.uk"), ("C", "https://c.plc.uk")], 3),
        ([("A", "https://a.org./1"), ("B", "https://news.a.org/1")], 1),
        ([("A", "https://bücher.example"), ("B", "https://xn--bcher-kva.example")], 1),
    ],
)
def test_publishers_are_independent_by_host_and_name(
    sources: list[tuple[str, str]], count: int
) -> None:
    """Subdomains are one publisher; people who share a host are not."""
    rests = entry(sources=tuple(Source(name=name, url=url) for name, url in sources))
    asked = config(checks={"publishers": 4})
    (finding,) = found("few-publishers", library(rests), asked)

    assert f"rests on {count} independent publisher" in finding.message
    assert found("few-publishers", library(rests)) == []
    assert bool(found("few-publishers", library(rests), config(checks={"publishers": 2}))) is (
        count < 2
    )
    assert found("few-publishers", library(entry(sources=())), asked) == []


@pytest.mark.parametrize(
    ("url", "hit"),
    [
        ("https://example.com/a", True),
        ("http://WWW.example.com/a", True),
        ("https://news.example.com/a", True),
        ("https://news.example.com./a", True),
        ("https://bücher.example/a", True),
        ("https://xn--bcher-kva.example/a", True),
        ("https://münchen.example/a", True),
        (f"https://{'ü' * 70}.example/a", False),
        ("https://notexample.com/a", False),
        ("https://example.com.other.org/a", False),
        ("", False),
    ],
)
def test_a_host_stands_for_its_subdomains(url: str, *, hit: bool) -> None:
    """Banned ones are errors; paywalled ones a warning, unless there is an archive."""
    idn = ["bücher.example", "xn--mnchen-3ya.example"]
    settings = config(
        checks={"banned": ["www.Example.com", *idn], "paywalled": ["example.com", *idn]}
    )
    content = library(from_page("a", url))
    archived = Source(name="x", url=url, archive="https://archive.example/1")

    assert [f.severity for f in found("banned-source", content, settings)] == [Severity.ERROR] * hit
    assert len(found("paywalled-source", content, settings)) == hit
    assert found("paywalled-source", library(entry(sources=(archived,))), settings) == []


def test_an_archived_copy_at_a_banned_host_is_found() -> None:
    """Readers are led there as well."""
    copied = Source(name="x", url="https://a.example/1", archive="https://old.rumours.example/1")
    settings = config(checks={"banned": ["rumours.example"]})
    (finding,) = found("banned-source", library(entry(sources=(copied,))), settings)

    assert finding.span.key == "sources[0].archive"
    assert finding.hint == "take another archive"


@pytest.mark.parametrize(
    ("beside", "count"),
    [
        (Source(name="b", url="https://free.example/1"), 0),
        (Source(name="b", url="https://news.paid.example/1"), 2),
        (Source(name="b", url="https://news.paid.example/1", archive="https://free.example/1"), 0),
        (Source(name="b", url="https://a.example", archive="https://paid.example/1"), 0),
        (Source(name="b", url=""), 1),
    ],
)
def test_a_free_source_beside_a_paywalled_one_is_enough(beside: Source, count: int) -> None:
    """So is a copy that all can read."""
    paid = Source(name="a", url="https://paid.example/1", archive="https://paid.example/copy")
    settings = config(checks={"paywalled": ["paid.example"]})

    for sources in ((paid, beside), (beside, paid)):
        content = library(entry(sources=sources))
        assert len(found("paywalled-source", content, settings)) == count


@pytest.mark.parametrize(
    ("alt", "repeats"),
    [("The harbour, open!", True), ("the HARBOUR open", True), ("A crane", False)],
)
def test_a_text_for_an_image_that_repeats_the_headline_is_found(alt: str, *, repeats: bool) -> None:
    """Capitals and punctuation make no difference."""
    content = library(entry(title="The harbour: open", image=replace(IMAGE, alt=alt)))

    assert bool(found("alt-repeats-headline", content)) is repeats


def test_long_words_are_found_at_the_first_letter_too_many() -> None:
    """The most is what the configuration says."""
    settings = config(checks={"length": {"title": 10, "summary": 20}})
    fine, long = entry(title="x" * 10, summary="y" * 20), entry(title="x" * 11, summary="y" * 21)

    for code in ("long-headline", "long-summary"):
        assert found(code, library(fine), settings) == []
        assert len(found(code, library(long), settings)) == 1
        assert found(code, library(long)) == []


@pytest.mark.parametrize("tlp", ["GREEN", "AMBER", "AMBER+STRICT", "RED"])
def test_what_is_restricted_is_not_published(tlp: str) -> None:
    """Only CLEAR, and no label at all, are let pass."""
    (finding,) = found("restricted-entry", library(entry(tlp=tlp)))

    assert finding.severity is Severity.ERROR
    assert f"TLP:{tlp}," in finding.message
    assert found("restricted-entry", library(entry(tlp="CLEAR"), entry("b"))) == []


def test_plain_addresses_are_found_wherever_they_stand() -> None:
    """In sources, lists and the configuration; one's own machine is let pass."""
    bad = "http://example.org/x"
    source = Source(name="x", url=bad, archive="HTTP://archive.example/1")
    own = Source(name="x", url="http://localhost:8000/x")
    items = (ListItem(title="a", url=bad),)
    settings = config(
        follow=[{"label": "a", "url": bad}, {"label": "b", "url": "https://example.org/"}],
        publisher={"url": bad},
    )
    curated = CuratedList(
        origin=Origin(path="content/lists/a.yaml"), name="a", title="A", entries=items
    )
    content = library(entry(sources=(source, own)), lists=(curated,))

    assert [finding.span.key for finding in found("insecure-link", content, settings)] == [
        "sources[0].url",
        "sources[0].archive",
        "follow[0].url",
        "entries[0].url",
        "publisher.url",
    ]


def test_terms_of_a_closed_vocabulary_are_described() -> None:
    """Each use of another is found, with what was probably meant."""
    known = Description(
        origin=Origin(path="content/topics.yaml"), taxonomy="topics", term="climate"
    )
    content = library(entry(topics=("Climate", "climat", "sport")), descriptions=(known,))
    closed = config(checks={"vocabulary": ["topics", "desks"]})

    assert [(f.span.key, f.hint) for f in found("unknown-term", content, closed)] == [
        ("topics[1]", "did you mean `climate`?"),
        ("topics[2]", "describe it in content/topics.yaml"),
    ]


@pytest.mark.parametrize(
    ("term", "other", "slip"),
    [
        ("enviroment", "environment", True),
        ("Enviroment", "Environment", True),
        ("commmerce", "commerce", True),
        ("climatechange", "climate change", True),
        ("Environment", "environment", False),
        ("environments", "environment", False),
        ("commerce", "commence", False),
        ("police", "policy", False),
        ("trace", "trade", False),
        ("angels", "angles", False),
        ("plant", "planet", False),
        ("release 122", "release 12", False),
        ("Iraq", "Iran", False),
    ],
)
def test_a_slip_of_the_keyboard_makes_no_new_topic(term: str, other: str, *, slip: bool) -> None:
    """A letter inside is missing or doubled, in one entry, of a term that ten have."""
    often = [entry(f"e{n}", topics=(other,)) for n in range(10)]
    once = entry("x", topics=(term,))
    hints = [finding.hint for finding in found("unknown-term", library(once, *often))]

    assert hints == [f"write `{other}`, or describe this one in content/topics.yaml"] * slip
    assert found("unknown-term", library(once, *often[1:])) == []
    assert found("unknown-term", library(once, entry("y", topics=(term,)), *often)) == []


def test_letters_that_changed_places_are_found_beside_a_described_term() -> None:
    """Describing both settles it."""
    known, own = (
        Description(origin=Origin(path="content/topics.yaml"), taxonomy="topics", term=term)
        for term in ("martial arts", "marital arts")
    )
    once = entry(topics=("marital arts",))
    often = [entry(f"e{n}", topics=("martial arts",)) for n in range(10)]

    assert len(found("unknown-term", library(once, descriptions=(known,)))) == 1
    assert found("unknown-term", library(once, *often)) == []
    assert found("unknown-term", library(once, *often, descriptions=(known, own))) == []


def test_a_language_without_a_statement_is_told_once() -> None:
    """For each kind of image; the site's own words, and an entry's, will do."""
    swedish: dict[str, Any] = {"image": IMAGE, "lang": "sv-FI"}
    content = library(entry("b", **swedish), entry("a", **swedish), entry("c", image=IMAGE))
    own = config(disclosure={"generated": {"sv": "Gjord av en modell."}})
    told = entry(image=replace(IMAGE, disclaimer="Gjord av en modell."), lang="sv")

    (finding,) = found("unlabelled-language", content)
    assert (finding.span.path[-4:], finding.span.key) == ("b.md", "lang")
    assert found("unlabelled-language", content, own) == []
    assert found("unlabelled-language", library(told)) == []
    (finding,) = found("unlabelled-language", library(entry(image=IMAGE)), config(language="sv"))
    assert (finding.span.path, finding.span.key) == ("briefgen.yaml", "language")


def test_a_section_that_takes_nothing_is_found() -> None:
    """Also when another has taken all; what is told of its ids is not told twice."""
    note = EditionNote(
        origin=Origin(path="content/editions/2024-10-23.md"),
        period="2024-10-23",
        sections=(
            Section(title="Sea", topics=("sea",)),
            Section(title="Sea again", topics=("Sea",)),
            Section(title="Gone", entries=("nobody",)),
        ),
    )
    empty = replace(note, period="2024-10-20")
    content = library(entry(topics=("sea",)), notes=(note, empty))

    assert [finding.span.key for finding in found("empty-edition", content)] == [
        "sections[1].title"
    ]


def test_passwords_are_found_wherever_they_stand_and_never_told() -> None:
    """In sources, images, lists and the configuration, and inside what an archive kept."""
    bad = "https://me:secret@example.org/x"
    source = Source(name="x", url=bad, archive=f"https://archive.example/web/2024/{bad}")
    fine = Source(name="x", url="https://example.org/@me", archive="https://example.org:80/a@b")
    items = (ListItem(title="a", url=bad),)
    settings = config(
        base_url=bad,
        follow=[{"label": "a", "url": bad}],
        publisher={"url": "https://example.org/"},
        feeds={"hub": bad},
    )
    curated = CuratedList(
        origin=Origin(path="content/lists/a.yaml"), name="a", title="A", entries=items
    )
    shown = entry(sources=(source, fine), image=replace(IMAGE, src=bad))

    findings = found("credentials-in-address", library(shown, lists=(curated,)), settings)

    assert [finding.span.key for finding in findings] == [
        "sources[0].url",
        "sources[0].archive",
        "image.src",
        "follow[0].url",
        "entries[0].url",
        "base_url",
        "feeds.hub",
    ]
    assert {finding.severity for finding in findings} == {Severity.ERROR}
    assert not any("secret" in finding.message + finding.hint for finding in findings)
