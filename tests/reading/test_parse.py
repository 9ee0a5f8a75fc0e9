"""Files of content: what they say, and every fault of a file told at once, with its line."""

import pytest

from briefgen.finding import Finding, Severity
from briefgen.model import Entry, Moment
from briefgen.reading.discover import Kind
from briefgen.reading.parse import parse
from briefgen.reading.parsed import Parsed, Settings

SETTINGS = Settings(timezone="Asia/Kolkata", html="escape")
PATH = "content/entries/2024/10/23/troops.md"


def read(text: str | bytes, path: str = PATH, kind: Kind = "entry") -> Parsed:
    """Return what a file holds."""
    data = text if isinstance(text, bytes) else text.encode()
    return parse(path, kind, data, SETTINGS)


def entry(front: str, body: str = "Text.", path: str = PATH) -> Entry:
    """Return the one entry of a Markdown file without a fault."""
    found = read(f"---\n{front}\n---\n\n{body}\n", path)

    assert found.findings == ()
    return found.entries[0]


def faults(front: str, path: str = PATH) -> list[tuple[str, str, int]]:
    """Return code, message and line of every finding on a front matter that starts on line 2."""
    return told(read(f"---\n{front}\n---\n\nText.\n", path).findings)


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str, int]]:
    """Return code, message and line of findings."""
    return [(f.code, f.message, f.span.line) for f in findings]


def test_an_entry_is_read_whole() -> None:
    """Every key of the design finds its place in the model."""
    found = entry(
        """title: "Troops: a headline"
summary: >
  One sentence,
  on two lines.
date: 2024-10-23T17:36+05:30
updated: 2024-10-23 18:05
draft: no
lang: en-IN
desk: News Desk
authors: A. Person
topics: [defence, diplomacy, Defence]
regions: [NO, on]
weight: 10
featured: yes
note: With inputs from agencies
sources:
  - {name: Example Agency, url: "https://example.org/a", published: 2024-10-22, reliability: B2}
  - Second Agency
  - https://www.example.org/b
image:
  src: hero.jpg
  alt: A harbour
  focus: TOP
  ai: true
corrections:
  - {date: 2024-10-24, kind: update, text: More.}
aliases: [/old/path/, /2024/10/22/first-slug/]
extra: {any: [thing, 3.10], none: }"""
    )

    assert found.title == "Troops: a headline"
    assert found.summary == "One sentence, on two lines."
    assert found.date.iso == "2024-10-23T17:36:00+05:30"
    assert found.updated is not None
    assert found.updated.iso == "2024-10-23T18:05:00+05:30"
    assert (found.slug, found.id) == ("troops", "2024-10-22-first-slug")
    assert found.authors == ("A. Person",)
    assert found.topics == ("defence", "diplomacy")
    assert found.regions == ("NO", "on")
    assert (found.weight, found.featured, found.draft) == (10, True, False)
    assert [source.name for source in found.sources] == [
        "Example Agency",
        "Second Agency",
        "example.org",
    ]
    assert found.sources[2].url == "https://www.example.org/b"
    assert found.image is not None
    assert (found.image.ai, found.image.source_type) == ("generated", "trainedAlgorithmicMedia")
    assert (found.image.focus, found.image.disclaimer) == ("top", None)
    assert found.image.path == "content/entries/2024/10/23/hero.jpg"
    assert found.corrections[0].kind == "update"
    assert found.aliases == ("old/path/", "2024/10/22/first-slug/")
    assert found.extra == {"any": ["thing", "3.10"], "none": None}
    assert found.body.words == 1


@pytest.mark.parametrize("written", ["3.10", "NO", "12:30:45", "010", "2024-10-23", "on", "1e3"])
def test_a_title_stays_as_written(written: str) -> None:
    """Titles are text, whatever YAML thinks of them."""
    assert entry(f"title: {written}").title == written


def test_every_line_ending_and_a_byte_order_mark_read_the_same() -> None:
    """BOM, CRLF and lone CR: the same values as plain LF."""
    plain = "---\ntitle: A\nsummary: |\n  x\n  y\n---\n\nText\nmore.\n\n```\ncode\n```\n"

    first = read(plain)
    assert first.findings == ()
    for other in (
        plain.replace("\n", "\r\n").encode(),
        plain.replace("\n", "\r").encode(),
        b"\xef\xbb\xbf" + plain.encode(),
    ):
        assert read(other) == first


def test_other_encodings_are_refused_with_their_line() -> None:
    """UTF-16 is named, any other byte has its line and column."""
    utf16 = read("---\ntitle: A\n".encode("utf-16"))
    latin = read(b"---\r\ntitle: A\r\nsummary: caf\xe9\r\n---\r\n")

    assert told(utf16.findings) == [
        ("not-utf8", "the file is not UTF-8 text, it looks like UTF-16", 1)
    ]
    assert told(latin.findings) == [("not-utf8", "the file is not UTF-8 text", 3)]
    assert latin.findings[0].span.column == 13


def test_characters_that_xml_forbids_never_get_in() -> None:
    """C0, U+FFFE and escapes for them are dropped; so are terminal escapes."""
    found = read('---\ntitle: "A\x07\ufffe\\x1b[31mB\\0"\n---\n\nx\x0b\x1b[0my&#12;z\n')

    assert found.findings == ()
    assert found.entries[0].title == "A[31mB"
    assert list(found.texts.values()) == ["<p>x[0myz</p>\n"]


def test_front_matter_that_is_never_closed() -> None:
    """The whole file would be keys."""
    assert told(read("---\ntitle: A\n\nText\n").findings) == [
        ("unclosed-front-matter", "the front matter is never closed", 1)
    ]


def test_a_rule_in_the_body_stays_body() -> None:
    """Only the first `---` after the keys closes them."""
    found = read("---\ntitle: A\n---\n\na\n\n---\n\nb: c: d\n")

    assert found.findings == ()
    assert "<hr>" in next(iter(found.texts.values()))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b" \n", "empty-file"),
        (b"\xef\xbb\xbf", "empty-file"),
        (b"# Only text\n", "missing-front-matter"),
        (b"---\n- a\n---\n", "invalid-front-matter"),
        (b"---\njust words\n---\n", "invalid-front-matter"),
        (b"---\n---\n", "missing-field"),
        (b"---\ntitle: A: b\n---\n", "invalid-yaml"),
    ],
)
def test_a_file_that_is_no_entry_says_why(data: bytes, code: str) -> None:
    """One finding, no traceback."""
    assert [f.code for f in read(data).findings] == [code]


@pytest.mark.parametrize(
    ("front", "code", "message"),
    [
        ("title:", "missing-field", "`title` is empty"),
        ("title: ''", "invalid-value", "`title` is empty"),
        ("title: ~", "missing-field", "`title` is empty"),
        ("summary: x", "missing-field", "`title` is missing"),
        ("title: [a, b]", "invalid-value", "`title` must be text, not a list"),
        ("title: {a: b}", "invalid-value", "`title` must be text, not a mapping"),
        ("titel: A", "unknown-key", "unknown key `titel`"),
        ("title: A\nweight: many", "invalid-value", "`weight` must be a whole number"),
        ("title: A\ndraft: maybe", "invalid-value", "`draft` cannot be `maybe`"),
        (
            "title: A\ndate: 2024-02-30",
            "invalid-date",
            "`date`: `2024-02-30` is not in any calendar",
        ),
        ("title: A\nlang: english", "invalid-language", "`lang`: `english` is not a language code"),
        ("title: A\nai_text: some", "invalid-value", "`ai_text` cannot be `some`"),
        ("title: A\ntopics: [a, '']", "invalid-value", "`topics[1]` is empty"),
        ("title: A\ntopics: [a, ~]", "invalid-value", "`topics[1]` must be text, not nothing"),
        ("title: A\nsources: {url: x}", "missing-field", "`sources[0].name` is missing"),
        (
            "title: A\nsources: [[x]]",
            "invalid-value",
            "`sources[0]` must be a mapping of keys and values",
        ),
        ("title: A\ncorrections: x", "invalid-value", "`corrections` must be a list"),
        ("title: A\nextra: x", "invalid-value", "`extra` must be a mapping of keys and values"),
        ("title: A\nimage: {src: ''}", "invalid-value", "`image.src` is empty"),
        ("title: A\nid: a b", "invalid-value", "`id`: `a b` holds a space"),
        ("title: A\nbody: x", "unknown-key", "`body` stands in the front matter"),
    ],
)
def test_each_fault_of_a_value_names_its_key(front: str, code: str, message: str) -> None:
    """One finding for one fault, with one action that mends it."""
    findings = read(f"---\n{front}\n---\n\nText.\n").findings

    assert [(f.code, f.message) for f in findings] == [(code, message)]
    assert all(f.hint for f in findings)


@pytest.mark.parametrize(
    ("front", "hint"),
    [
        ("weight: heavy", "write a whole number"),
        ("desk: [a]", "write one name"),
        ("summary: [a]", "write one text, in quotes where it holds brackets"),
        ("image: [a.jpg]", "write `image: {src: …}`"),
        ("sources: [[a]]", "write `- {name: …}`"),
        ("corrections: Mended.", "write a list: [{date: …, text: Mended.}]"),
        ("extra: x", "write `key: value` on each line below it"),
        ("topics: [a, '']", "give it a value, or remove it"),
    ],
)
def test_a_value_that_does_not_fit_comes_with_one_action(front: str, hint: str) -> None:
    """What to write instead, with the words that are there."""
    assert [f.hint for f in read(f"---\ntitle: A\n{front}\n---\n").findings] == [hint]


def test_terms_that_are_written_as_one_text_are_found() -> None:
    """Under the key as it was written; a list of one may hold a comma."""
    found = read("---\ntitle: A\ntags: culture,  sport\nregions: ['Paris, Texas']\n---\n")
    (finding,) = found.findings

    assert found.entries[0].topics == ("culture, sport",)
    assert (finding.code, finding.severity, finding.span.line) == (
        "comma-in-term",
        Severity.WARNING,
        3,
    )
    assert finding.message == "`tags` holds one term with a comma: `culture, sport`"
    assert finding.hint == "write a list: [culture, sport]"
    assert [f[0] for f in faults("title: A\nregions: Paris, Texas")] == ["comma-in-term"]


def test_all_faults_of_a_file_are_told_at_once_in_order() -> None:
    """With the line of each, and a suggestion for what is misspelt."""
    found = read(
        "---\ntitel: A\ndate: 23-10-2024\nsources:\n  - name: One\n    ulr: x\n"
        "image:\n  src: x.jpg\n  focus: center\n---\n\n[x](javascript:y)\n"
    )

    assert [(f.code, f.span.line, f.span.column, f.hint) for f in found.findings] == [
        ("unknown-key", 2, 1, "did you mean `title`?"),
        ("invalid-date", 3, 7, "write it as 2024-10-23"),
        ("unknown-key", 6, 5, "did you mean `url`?"),
        ("invalid-value", 9, 10, "did you mean `centre`?"),
        (
            "unsafe-link",
            12,
            0,
            "link to http, https, mailto or tel addresses, or to files of the site",
        ),
    ]
    assert found.entries == ()


def test_keys_of_other_programs_are_read() -> None:
    """headline, deck, created, lastmod and tags are title, summary, date, updated and topics."""
    found = entry("headline: A\ndeck: B\ncreated: 2024-10-23\nlastmod: 2024-10-24\ntags: c")

    assert (found.title, found.summary, found.topics) == ("A", "B", ("c",))
    assert found.updated is not None


def test_a_synonym_beside_its_key_is_one_too_many() -> None:
    """One of the two would be lost."""
    assert faults("title: A\nheadline: B\ntags: [a]\ncategories: [b]") == [
        ("duplicate-key", "`title` and `headline` mean the same", 3),
        ("duplicate-key", "`tags` and `categories` mean the same", 5),
    ]


def test_a_fault_of_a_synonym_is_told_in_the_author_s_words() -> None:
    """Who wrote `tags` is told of `tags`."""
    assert faults("headline: A\ntags: [a, '']") == [("invalid-value", "`tags[1]` is empty", 3)]


@pytest.mark.parametrize(
    "slug", ["../x", "a/b", "/a", "a\\b", "..", ".", ".hidden", "C:x", '"a\\0/b"', "''"]
)
def test_a_slug_that_climbs_is_refused(slug: str) -> None:
    """It is one part of a path and nothing else."""
    assert [(f[0], f[2]) for f in faults(f"title: A\nslug: {slug}")] in (
        [("invalid-slug", 3)],
        [("invalid-value", 3)],
    )


@pytest.mark.parametrize("alias", ["https://x.org/a", "/../a", "/", "/a/../../b", "\\a", "//x/y"])
def test_an_alias_that_climbs_is_refused(alias: str) -> None:
    """It is a path of this site."""
    assert [f[0] for f in faults(f"title: A\naliases: ['{alias}']")] == ["invalid-alias"]


@pytest.mark.parametrize(
    ("src", "code"),
    [
        ("/etc/passwd", "path-outside-content"),
        ("..\\\\x.jpg", "path-outside-content"),
        ("C:\\\\x.jpg", "path-outside-content"),
        ("C:/x.jpg", "path-outside-content"),
        ("../../../../../x.jpg", "path-outside-content"),
        ("../../../../images/../../x.jpg", "path-outside-content"),
        ("javascript:alert(1)", "unsafe-link"),
        ("data:image/png;base64,xx", "unsafe-link"),
        ("file:///x.jpg", "unsafe-link"),
        ("http://", "unsafe-link"),
    ],
)
def test_an_image_that_climbs_out_is_refused(src: str, code: str) -> None:
    """Nothing outside content/ is ever looked at."""
    assert [f[0] for f in faults(f'title: A\nimage: "{src}"')] == [code]


def test_the_origin_of_an_image_follows_from_its_source_type() -> None:
    """The IPTC code is read in its four spellings; it is known what the author gave."""
    for written in (
        "trainedAlgorithmicMedia",
        "digsrctype:trainedAlgorithmicMedia",
        "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
        "https://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
    ):
        image = entry(f'title: A\nimage: {{src: x.jpg, source_type: "{written}"}}').image
        assert image is not None
        assert (image.ai, image.source_type) == ("generated", "trainedAlgorithmicMedia")

    cases = {
        "": ("none", "", ()),
        ", ai: modified": ("modified", "compositeWithTrainedAlgorithmicMedia", ("ai",)),
        ", ai: false": ("none", "", ("ai",)),
        ", source_type: composite": ("none", "composite", ("source_type",)),
        ", source_type: print, ai: none": ("none", "print", ("ai", "source_type")),
    }
    for written, expected in cases.items():
        image = entry(f"title: A\nimage: {{src: x.jpg{written}}}").image
        assert image is not None
        assert (image.ai, image.source_type, image.stated) == expected


@pytest.mark.parametrize(
    ("path", "slug", "day"),
    [
        ("content/entries/2024/10/23/troops.md", "troops", "2024-10-23"),
        ("content/entries/2024-10-23-troops.md", "troops", "2024-10-23"),
        ("content/entries/2024/10/23/troops/index.md", "troops", "2024-10-23"),
        ("content/entries/a/2024-10-23.md", "2024-10-23", "2024-10-23"),
        ("content/entries/2024/10/23/Étude n° 5.md", "étude-n-5", "2024-10-23"),
    ],
)
def test_slug_and_day_follow_from_the_path(path: str, slug: str, day: str) -> None:
    """Where nothing else is written."""
    found = entry("title: A", path=path)

    assert (found.slug, found.date.day.isoformat(), found.date.clock) == (slug, day, False)
    assert found.id == f"{day}-{slug}"


def test_a_date_that_nothing_says_is_missing() -> None:
    """Neither the keys nor the path."""
    assert faults("title: A", "content/entries/2024/99/01/x.md") == [
        ("missing-field", "`date` is missing, and the path does not say it", 1)
    ]


def test_a_day_file_holds_several_entries() -> None:
    """One date for all, slugs from the titles, bodies with their own lines."""
    found = read(
        "date: 2024-10-23 09:00\n"
        "entries:\n"
        "  - title: One\n"
        "    body: |\n"
        "      First line.\n"
        "\n"
        "      [x](a.md)\n"
        "  - headline: Two\n"
        "    date: 2024-10-22\n",
        "content/entries/2024-10-23.yaml",
    )

    assert found.findings == ()
    one, two = found.entries
    assert (one.slug, one.origin.item, one.date.iso) == (
        "one",
        "entries[0]",
        "2024-10-23T09:00:00+05:30",
    )
    assert (two.slug, two.date.day.isoformat()) == ("two", "2024-10-22")
    assert one.body.links[0].line == 7


def test_a_fault_in_a_day_file_leaves_the_other_entries() -> None:
    """Each item is judged by itself, with its line."""
    found = read(
        "date: 2024-10-23\nentries:\n"
        "  - title: One\n  - titel: Two\n  - just words\n  - title: Four\n",
        "content/entries/day.yaml",
    )

    assert [entry.title for entry in found.entries] == ["One", "Four"]
    assert told(found.findings) == [
        ("unknown-key", "unknown key `titel`", 4),
        ("invalid-value", "`entries[2]` must be a mapping of keys and values", 5),
    ]


def test_a_yaml_entry_has_its_body_as_a_key() -> None:
    """The same keys as in front matter."""
    found = read("title: A\nbody: |\n  Text *here*.\n", "content/entries/2024/10/23/a.yaml")

    assert found.findings == ()
    assert found.entries[0].body.words == 2


def test_an_edition_is_named_after_its_period() -> None:
    """Day, week or month; another name is a fault."""
    text = "---\ntitle: A day\norder: [a, b]\nsections:\n  - {title: S, topics: x}\n---\n\nNote.\n"

    day = read(text, "content/editions/2024-10-23.md", "edition").notes[0]
    week = read(text, "content/editions/2024-w43.md", "edition").notes[0]
    empty = read("---\ntitle: x\n---\n", "content/editions/2024-10.md", "edition").notes[0]
    image = "---\ntitle: x\n---\n\n![Ships](ships.jpg)\n"
    pictured = read(image, "content/editions/2024-11.md", "edition").notes[0]
    other = read(text, "content/editions/2024-13-01.md", "edition")

    assert (day.period, day.order, day.sections[0].topics) == ("2024-10-23", ("a", "b"), ("x",))
    assert day.body is not None
    assert pictured.body is not None
    assert (week.period, empty.period, empty.body) == ("2024-W43", "2024-10", None)
    assert [f.code for f in other.findings] == ["invalid-edition-name"]


def test_pages_lists_and_descriptions_are_read() -> None:
    """Each from its own place."""
    page = read("---\ntitle: About\n---\n\nUs.\n", "content/pages/About us/Team.md", "page").pages[
        0
    ]
    curated = read(
        "title: Trending\nstyle: ranked\nentries:\n  - 2024-10-23-a\n"
        "  - {title: T, url: https://x.org, region: India}\n",
        "content/lists/trending.yaml",
        "list",
    ).lists[0]
    terms = read(
        "C++: {name: The language, reliability: A1}\nindia: A country.\nnothing:\n",
        "content/topics.yaml",
        "terms",
    ).descriptions

    assert page.slug == "about-us/team"
    assert [item.entry or item.url for item in curated.entries] == ["2024-10-23-a", "https://x.org"]
    assert curated.name == "trending"
    assert [(d.taxonomy, d.term, d.name, d.summary) for d in terms] == [
        ("topics", "C++", "The language", ""),
        ("topics", "india", "", "A country."),
        ("topics", "nothing", "", ""),
    ]


def test_a_list_s_links_are_safe() -> None:
    """What a list says cannot run either."""
    found = read(
        "title: T\nentries:\n  - {title: T, url: 'javascript:x'}\n", "content/lists/t.yaml", "list"
    )
    empty = read("title: T\nentries:\n  - {title: T}\n", "content/lists/t.yaml", "list")

    assert told(found.findings) == [
        ("unsafe-link", "`entries[0].url`: `javascript:x` is not a web address or a path", 3)
    ]
    assert told(empty.findings) == [
        ("missing-field", "`entries[0]` names neither an entry nor a link", 3)
    ]


def test_long_and_strange_titles_keep_their_paths_short() -> None:
    """Full in the model, under 255 bytes in the path, distinct and never empty."""
    long = entry(f"title: {'é' * 5000}\nslug: {'é' * 5000}")
    slugs = {
        read(f"date: 2024-10-23\nentries:\n  - title: '{title}'\n", "content/entries/d.yaml")
        .entries[0]
        .slug
        for title in ("日本語", "العربية", "🎉", "🎊", "!!!", "???", "C", "C++", "C#")
    }

    assert len(long.title) == 5000
    assert len(long.slug.encode()) < 255
    assert len(slugs) == 9
    assert "" not in slugs


def test_nothing_depends_on_the_zone_of_the_machine() -> None:
    """A moment is plain data in the site's zone."""
    assert entry("title: A\ndate: 2024-10-23").date == Moment(
        local=entry("title: B\ndate: 2024-10-23").date.local, offset=19800, zone="IST", clock=False
    )


def test_the_wording_of_a_text_is_the_same_for_ever() -> None:
    """Fingerprints stand in people's files: another way to take them would undo every review."""
    found = entry("title: The harbour\nsummary: One sentence.", "The *harbour* opened.\n\nAt dawn.")

    assert found.wording == "42458256bd4eeac6"


@pytest.mark.parametrize(
    ("front", "body"),
    [
        ("title: The harbour\nsummary: One.", "Text.\n\nMore."),
        (
            "headline: 'The  harbour'\ndeck: >\n  One.\ntopics: [tide]\nai_text: none",
            "Text.\n\nMore.",
        ),
        ("title: The harbour\nsummary: One.", "\n\nText.  \n \nMore.\n\n"),
        (
            "title: The harbour\nsummary: One.\nreviewed_by: A\nreviewed_text: b",
            "Text.\r\n\r\nMore.",
        ),
    ],
)
def test_what_is_not_read_as_text_is_not_in_its_wording(front: str, body: str) -> None:
    """Space, line ends, quotes, other keys, the review itself."""
    plain = entry("title: The harbour\nsummary: One.", "Text.\n\nMore.")

    assert entry(front, body).wording == plain.wording


@pytest.mark.parametrize(
    ("front", "body"),
    [
        ("title: The Harbour\nsummary: One.", "Text."),
        ("title: The harbour\nsummary: Two.", "Text."),
        ("title: The harbour\nsummary: One.", "text."),
        ("title: The harbour\nsummary: One.", "*Text.*"),
        ("title: The harbour\nsummary: One.", "Te xt."),
        ("title: The harbour", "One.\nText."),
    ],
)
def test_any_other_word_is_another_wording(front: str, body: str) -> None:
    """Of title, summary and text."""
    assert entry(front, body).wording != entry("title: The harbour\nsummary: One.", "Text.").wording


def test_the_same_words_have_the_same_wording_in_each_kind_of_file() -> None:
    """An entry that moves from Markdown to YAML, or into a day file, stays reviewed."""
    markdown = entry("title: The harbour\nsummary: One.", "Text.\n\nMore.")
    keys = "title: The harbour\nsummary: One.\nbody: |\n  Text.\n\n  More.\n"
    indented = keys.replace("\n", "\n  ").rstrip() + "\n"
    (alone,) = read(keys, "content/entries/2024/10/23/a.yaml").entries
    (item,) = read(f"date: 2024-10-23\nentries:\n- {indented}", "content/entries/a.yaml").entries

    assert markdown.wording == alone.wording == item.wording


def test_a_review_is_read() -> None:
    """It holds for the wording that it names, and for no other."""
    wording = entry("title: The harbour").wording
    front = "title: The harbour\nreviewed_by: A. Editor\nreviewed_at: 2024-10-24\n"
    front += f"reviewed_text: {wording}"
    found = entry(front)

    assert found.reviewed_at is not None
    assert (found.reviewed_by, found.reviewed_at.iso[:10]) == ("A. Editor", "2024-10-24")
    assert found.reviewed
    assert not entry(front, "Other text.").reviewed
    assert not entry(front.replace("reviewed_by", "desk")).reviewed
    assert not entry("title: The harbour\nreviewed_by: A. Editor").reviewed
