"""The parts of a search index: what Pagefind makes of records, and the facets beside them."""

import gzip
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefgen.engine.failures import UnfitError
from briefgen.searching import pagefind
from briefgen.searching.making import ENTRY, FACETS, make_part, make_program
from briefgen.searching.plain import words_of
from briefgen.searching.views import SearchPart, SearchProgram, SearchRecord

RECORD = SearchRecord(
    url="2024/10/23/harbour/",
    title="Harbour opens",
    lang="en",
    day=date(2024, 10, 23),
    summary="Ships are back.",
    body="body",
    note="",
    sources=("Example Agency", "The port's own words"),
    topics=("Trade",),
    regions=("Asia", "Europe"),
    desks=(),
    kind="news",
    cited=("Example Agency",),
    image="generated",
    text="assisted",
    corrected="retracted",
)
BODIES = {"body": "<p>The <em>quay</em>side&nbsp;is <b>dry</b>.</p>\n<p>Again &lt;b&gt;.</p>"}


def part(*records: SearchRecord, language: str = "en") -> Mapping[str, bytes]:
    """Return the files of a part that holds these records."""
    return make_part(SearchPart(language=language, records=records), BODIES.__getitem__)


def fragments(files: Mapping[str, bytes]) -> list[dict[str, object]]:
    """Return what results show, as Pagefind keeps it."""
    return [
        json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))
        for name, data in files.items()
        if name.endswith(".pf_fragment")
    ]


def facets(files: Mapping[str, bytes]) -> dict[str, object]:
    """Return the facets of a part."""
    found: dict[str, object] = json.loads(files[FACETS])
    return found


def test_a_record_is_found_by_title_summary_body_and_sources() -> None:
    """Title and sources are fields of their own, so that the title weighs more."""
    (made,) = fragments(part(RECORD))

    assert made["url"] == "2024/10/23/harbour/"
    assert made["content"] == "Ships are back. The quayside is dry. Again <b>."
    assert made["meta"] == {
        "title": "Harbour opens",
        "sources": "Example Agency · The port's own words",
    }


def test_facets_have_a_row_for_each_record_in_its_order() -> None:
    """Labels are written once, and rows name them by number; ids are those of the results."""
    other = replace(RECORD, url="2024/10/22/b/", title="B", regions=("Europe",), image="none")
    files = part(RECORD, other)
    found = facets(files)
    labels = found["labels"]

    assert isinstance(labels, dict)
    assert labels["regions"] == ["Asia", "Europe"]
    assert found["regions"] == [[0, 1], [1]]
    assert found["days"] == [20019, 20019]
    assert found["desks"] == [[], []]
    assert found["made"] == [1 + 8, 8]
    assert found["states"] == [2, 2]
    ids = str(found["ids"]).split()
    assert {f"fragment/{one}.pf_fragment" for one in ids} == {
        name for name in files if name.startswith("fragment/")
    }


def test_the_same_records_give_the_same_bytes() -> None:
    """Nothing of the run is in them, however many there are."""
    many = [
        replace(RECORD, url=f"e/{n}/", title=f"Title {n}", topics=(f"t{n % 7}",)) for n in range(90)
    ]

    assert part(*many) == part(*many)


def test_a_part_has_no_program_and_the_program_no_entries() -> None:
    """The program is fetched once for all parts; what only other pages use is left out."""
    program = make_program(SearchProgram(language="en"), str)

    assert {name for name in part(RECORD) if name.endswith((".js", ".pagefind", ".css"))} == set()
    assert {"pagefind.js", "pagefind-worker.js", "wasm.en.pagefind", ENTRY} <= set(program)
    assert not any("ui" in name or "highlight" in name for name in program)


def test_a_language_without_rules_has_a_program_too() -> None:
    """Persian is searched by the words as they are."""
    program = make_program(SearchProgram(language="fa"), str)

    assert "wasm.unknown.pagefind" in program


def test_a_record_without_a_word_is_left_out_and_loses_no_other() -> None:
    """It can be found by nothing; a title of marks alone is such a one."""
    silent = replace(RECORD, url="s/", title="!!!", summary="", body="empty", sources=(), cited=())
    files = make_part(
        SearchPart(language="en", records=(silent, RECORD)), {**BODIES, "empty": ""}.__getitem__
    )

    assert len(str(facets(files)["ids"]).split()) == len(fragments(files))
    assert "2024/10/23/harbour/" in {one["url"] for one in fragments(files)}


@pytest.mark.skipif(not pagefind.parts_words(), reason="needs the extra `cjk`")
def test_words_that_no_space_parts_are_told_apart() -> None:
    """Japanese is indexed word by word."""
    japanese = replace(RECORD, lang="ja", title="図書館", summary="東京で新しい図書館が開館した。")
    (made,) = fragments(part(japanese, language="ja"))

    assert "\u200b図書" in str(made["content"])
    # Its headline too, which stands in front.
    assert str(made["content"]).replace("\u200b", "").startswith("図書館 東京")


def test_an_indexer_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that ends at once, one that is not there, one that was never installed."""
    monkeypatch.setattr(pagefind, "program", lambda: ("pagefind_bin", Path("/bin/false")))
    with pytest.raises(UnfitError, match="ended before its work was done"):
        part(RECORD)
    monkeypatch.setattr(pagefind, "program", lambda: ("pagefind_bin", Path("/nowhere")))
    with pytest.raises(UnfitError, match="nowhere"):
        part(RECORD)
    monkeypatch.setattr(pagefind, "program", lambda: None)
    with pytest.raises(UnfitError, match="not installed"):
        part(RECORD)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>a</p><p>b</p>", "a b"),
        ("<ul>\n<li>a</li>\n<li>b</li></ul>", "a b"),
        ("un<em>believ</em>able", "unbelievable"),
        ("a<br>b", "a b"),
        ('<a href="x&gt;y">a</a> &amp; b', "a & b"),
        ("<pre><code>1 &lt; 2\n</code></pre>", "1 < 2"),
        ("<!-- no --><td>a</td><td>b</td>", "a b"),
    ],
)
def test_words_of_html(html: str, words: str) -> None:
    """What stands in one line stays together; blocks part."""
    assert words_of(html) == words
