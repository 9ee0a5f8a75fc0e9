"""Machine-written texts, reviews and corrections, as pages and the feed show them."""

import re
from pathlib import Path
from typing import Any

import feedparser
import pytest

from briefgen.authoring.review import review
from briefgen.languages import sentence
from tests.projects import Project

PAGE = "2024/10/23/harbour/index.html"
NOTICE = re.compile(r'<div class="notice machine" role="note"><p>(.*?)</p></div>')
SENTENCE = "A computer model {} this text. It may contain errors: check what matters to you"


def trial(tmp_path: Path, **keys: Any) -> tuple[Project, Path]:
    """Return a project with one entry, and its file."""
    project = Project(tmp_path)
    return project, project.entry("2024/10/23/harbour.md", **keys)


def built(project: Project) -> list[str]:
    """Build, and return the codes of what was found."""
    result = project.build()
    assert result.ok, result.findings
    return [finding.code for finding in result.findings]


def made(tmp_path: Path) -> tuple[Project, Path]:
    """Return a project whose one entry is written by a model and reviewed."""
    project, file = trial(tmp_path, ai_text="generated", date="2024-10-23T08:00")
    review(tmp_path / "briefgen.yaml", str(file), by="The editors", at="2024-10-24T09:00")
    return project, file


def item(project: Project) -> feedparser.FeedParserDict:
    """Return the only item of the feed."""
    feed = feedparser.parse(project.page("feed.xml"))
    assert not feed.bozo
    (found,) = feed.entries
    return found


@pytest.mark.parametrize(
    ("part", "verb"), [("generated", "wrote"), ("assisted", "helped to write")]
)
def test_a_text_by_a_model_says_so_near_its_headline(tmp_path: Path, part: str, verb: str) -> None:
    """On its page before its picture and text, in words on cards, first in the feed."""
    project, _ = trial(tmp_path, ai_text=part)
    assert built(project) == []
    page = project.page(PAGE)
    (notice,) = NOTICE.findall(page)

    assert notice.startswith(f"<strong>AI-{part} text.</strong> {SENTENCE.format(verb)}")
    assert page.index("</h1>") < page.index(notice) < page.index("A body.")
    assert f'<strong class="label">AI-{part} text</strong>' in page
    assert f"<span>AI-{part} text</span>" in project.page("index.html")
    assert item(project).summary == f"One sentence. [AI-{part} text]"
    assert item(project).content[0].value.startswith(f"<p><strong>AI-{part} text.</strong>")


def test_a_text_that_no_model_touched_says_nothing(tmp_path: Path) -> None:
    """Neither page nor card nor feed."""
    project, _ = trial(tmp_path)
    built(project)

    assert not NOTICE.search(project.page(PAGE))
    assert "AI-" not in project.page(PAGE) + project.page("index.html") + project.page("feed.xml")


def test_a_reviewed_text_names_its_reviewer(tmp_path: Path) -> None:
    """With the day; the notice is gone from page, card and feed."""
    project, _ = made(tmp_path)
    assert built(project) == []
    page = project.page(PAGE)

    assert "<p>Reviewed by The editors, 24 Oct 2024</p>" in page
    assert not NOTICE.search(page)
    assert "AI-" not in page + project.page("index.html") + project.page("feed.xml")


def test_a_review_without_a_time_shows_the_name_alone(tmp_path: Path) -> None:
    """When is not what makes a review hold."""
    project, file = made(tmp_path)
    text = file.read_text("utf-8")
    file.write_text(re.sub("reviewed_at: .*\n", "", text), encoding="utf-8")
    built(project)

    assert "<p>Reviewed by The editors</p>" in project.page(PAGE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A body.", "A longer body."),
        ("One sentence.", "Another sentence."),
        ("title: Harbour", "title: The harbour"),
        ("A body.", "A *body*."),
    ],
)
def test_a_text_that_changes_after_its_review_has_its_notice_back(
    tmp_path: Path, old: str, new: str
) -> None:
    """In the next build, as in one from nothing; it goes again when the words are back."""
    project, file = made(tmp_path)
    built(project)
    reviewed = project.page(PAGE), project.page("index.html"), project.page("feed.xml")
    assert '"reviewed_by": "The editors"' in project.page("disclosure.json")
    assert "The editors" in project.page("disclosure/index.html")
    text = file.read_text("utf-8")
    file.write_text(text.replace(old, new), encoding="utf-8")

    assert built(project) == ["stale-review"]
    assert NOTICE.search(project.page(PAGE))
    assert "The editors" not in project.page(PAGE)
    assert "The editors" not in project.page("disclosure.json")
    assert "The editors" not in project.page("disclosure/index.html")
    assert "<span>AI-generated text</span>" in project.page("index.html")
    assert "[AI-generated text]" in item(project).summary

    file.write_text(text, encoding="utf-8")

    assert built(project) == []
    assert (project.page(PAGE), project.page("index.html"), project.page("feed.xml")) == reviewed


def test_what_is_not_the_text_leaves_a_review_as_it_is(tmp_path: Path) -> None:
    """Line ends, space at the ends of lines, other keys and empty lines around the body."""
    project, file = made(tmp_path)
    text = file.read_text("utf-8").replace("A body.", "\nA body.  \n")
    text = text.replace("title", "topics: tide\ntitle")
    file.write_bytes(text.replace("\n", "\r\n").encode())

    assert built(project) == []
    assert "Reviewed by The editors" in project.page(PAGE)


def test_a_reviewer_written_by_hand_is_not_named(tmp_path: Path) -> None:
    """The review binds to nothing, so that the notice stays."""
    project, _ = trial(tmp_path, ai_text="assisted", reviewed_by="The editors")

    assert built(project) == ["unbound-review"]
    assert NOTICE.search(project.page(PAGE))
    assert "Reviewed by" not in project.page(PAGE)


@pytest.mark.parametrize(
    ("lang", "label", "start"),
    [
        ("es", "Texto generado por IA", "Un modelo"),
        ("fr-CA", "Texte généré par IA", "Ce texte a été écrit par un modèle"),
        ("de", "KI-generierter Text", "Diesen Text"),
        ("hi", "एआई-निर्मित पाठ", "यह पाठ"),
        ("ar", "نص مولّد بالذكاء الاصطناعي", "كتب نموذج"),
        ("zh-Hant", "AI 生成文本", "本文由"),
        ("ja", "AI 生成テキスト", "この文章は"),
        ("nl", "AI-generated text", "A computer model wrote"),
    ],
)
def test_the_notice_is_in_the_language_of_the_entry(
    tmp_path: Path, lang: str, label: str, start: str
) -> None:
    """Or of its parent, or in English."""
    project, _ = trial(tmp_path, ai_text="generated", lang=lang)
    built(project)
    (notice,) = NOTICE.findall(project.page(PAGE))

    assert notice.startswith(f"<strong>{sentence(label)}</strong> {start}")
    assert item(project).summary.endswith(f"[{label}]")


def test_a_site_says_it_in_its_own_words(tmp_path: Path) -> None:
    """By language; a change of them reaches the page and the feed."""
    project, _ = trial(tmp_path, ai_text="assisted", lang="en-GB")
    built(project)
    project.configure(disclosure={"text_assisted": {"en": "A machine & we."}})
    built(project)

    assert "A machine &amp; we." in NOTICE.findall(project.page(PAGE))[0]
    assert "A machine &amp; we." in item(project).content[0].value


def test_a_site_s_empty_sentence_stops_the_build(tmp_path: Path) -> None:
    """Nothing that is marked goes out without words."""
    project, _ = trial(tmp_path, ai_text="assisted")
    project.configure(disclosure={"text_assisted": {"en": ""}})
    result = project.build()

    assert not result.ok
    assert [finding.code for finding in result.findings] == ["undisclosed-ai-text"]


def corrections(*kinds: str) -> list[dict[str, str]]:
    """Return corrections, each a day after the one before."""
    return [
        {"date": f"2024-10-{24 + number}", "kind": kind, "text": f"Of {kind} <{number}>."}
        for number, kind in enumerate(kinds)
    ]


def test_the_feed_tells_corrections_newest_first(tmp_path: Path) -> None:
    """With kind, day and text: before the text, and in the summary for those who read no HTML."""
    some = corrections("update", "clarification", "correction")
    project, _ = trial(tmp_path, updated="2024-10-26", corrections=some)
    assert built(project) == []
    found = item(project)
    content = found.content[0].value
    told = re.findall(r"<p><strong>(\w+), ([\d-]+):</strong> (.*?)</p>", content)

    assert told == [
        ("Correction", "2024-10-26", "Of correction &lt;2&gt;."),
        ("Clarification", "2024-10-25", "Of clarification &lt;1&gt;."),
        ("Update", "2024-10-24", "Of update &lt;0&gt;."),
    ]
    assert content.index("Of update") < content.index("A body.")
    assert "[Correction, 2024-10-26: Of correction" in found.summary
    assert found.summary.index("2024-10-26") < found.summary.index("2024-10-24")
    assert found.title == "Harbour"
    assert found.updated.startswith("2024-10-26")


@pytest.mark.parametrize(
    ("lang", "title", "kind"),
    [
        ("en", "Retracted: Harbour", "Retraction"),
        ("fr", "Rétracté\u00a0: Harbour", "Rétractation"),
        ("ja", "【撤回】Harbour", "撤回"),
    ],
)
def test_a_retracted_entry_says_so_in_the_title_of_its_feed_item(
    tmp_path: Path, lang: str, title: str, kind: str
) -> None:
    """In the language of the entry."""
    project, _ = trial(
        tmp_path, lang=lang, updated="2024-10-24", corrections=corrections("retraction")
    )
    built(project)

    assert item(project).title == title
    assert f"[{kind}, 2024-10-24: " in item(project).summary


def test_corrections_stand_near_the_headline_and_on_their_page(tmp_path: Path) -> None:
    """Newest first, each with kind, day and words; the page leads to the entry."""
    kinds = ("update", "correction", "retraction")
    project, _ = trial(tmp_path, updated="2024-10-26", corrections=corrections(*kinds))
    built(project)
    # What machines read stands in the head.
    page = project.page(PAGE).partition("</head>")[2]
    told = project.page("corrections/index.html")

    for text in (page, told):
        assert re.findall(r'class="notice (\w+)"', text) == [*reversed(kinds)]
        assert re.findall(r"<strong>(\w+)</strong>, <time datetime", text) == [
            "Retraction",
            "Correction",
            "Update",
        ]
    assert page.index("</h1>") < page.index("Of retraction") < page.index("A body.")
    assert '<a href="../2024/10/23/harbour/">Harbour</a>' in told


def test_a_retraction_goes_where_the_headline_goes(tmp_path: Path) -> None:
    """Into the title of the window, what machines are told, the year, and the neighbours' links."""
    project = Project(tmp_path)
    project.entry(
        "2024/10/23/moon.md",
        title="The moon is cheese",
        date="2024-10-23",
        updated="2024-10-24",
        corrections=[{"date": "2024-10-24", "kind": "retraction", "text": "It is rock."}],
    )
    project.entry("2024/10/22/older.md", date="2024-10-22")
    assert project.build().ok

    page = project.page("2024/10/23/moon/index.html")
    assert "<title>Retracted: The moon is cheese" in page
    assert 'og:title" content="Retracted: The moon is cheese' in page
    assert '"headline":"Retracted: The moon is cheese"' in page
    assert "Retracted: The moon is cheese" in project.page("2024/index.html")
    pager = project.page("2024/10/22/older/index.html").partition('rel="next"')[2][:300]
    assert "Retracted:" in pager


def test_a_scheme_in_capitals_is_an_address_too(tmp_path: Path) -> None:
    """And no path of the site."""
    project = Project(tmp_path)
    project.entry(
        "a.md", date="2024-10-23", sources=[{"name": "B", "url": "HTTPS://Example.com/R"}]
    )
    project.build()

    assert re.search(
        r'href="https://example\.com/R"', project.page("2024/10/23/a/index.html"), re.IGNORECASE
    )
