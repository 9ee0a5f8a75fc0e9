"""Each policy: what it finds, and what it lets pass."""

from dataclasses import replace

import pytest

from briefgen.checks import check, codes, policies
from briefgen.finding import Severity
from briefgen.model import (
    Body,
    BodyLink,
    CuratedList,
    EditionNote,
    Held,
    HeldReason,
    Image,
    ListItem,
    Origin,
    ProjectFile,
    Section,
    Source,
)
from tests.checks.samples import (
    IMAGE,
    SOURCE,
    config,
    entry,
    found,
    library,
    moment,
    site_of,
    text_page,
)


def link(target: str) -> BodyLink:
    """Return a link on line 12."""
    return BodyLink(target=target, line=12)


def shown(src: str) -> BodyLink:
    """Return an image on line 12."""
    return BodyLink(target=src, line=12, kind="image")


def list_of(*items: ListItem) -> CuratedList:
    """Return a curated list."""
    return CuratedList(
        origin=Origin(path="content/lists/trending.yaml"),
        name="trending",
        title="Trending",
        entries=items,
    )


def test_a_careful_digest_has_no_findings() -> None:
    """Nothing is found where there is nothing to find."""
    photo = IMAGE.path.replace("hero", "photo")
    files = {
        path: ProjectFile(path=path, content=path, width=800, height=600)
        for path in (IMAGE.path, photo)
    }
    careful = entry(image=IMAGE, links=(link("/about/#who-we-are"), shown("photo.jpg")))
    content = library(careful, pages=(text_page(),), files=files)

    assert check(content, config(), site_of(content)) == ()


def test_an_empty_digest_has_no_findings() -> None:
    """A digest without an entry is a digest."""
    assert check(library(), config(), site_of(library())) == ()


def test_codes_are_spelt_like_their_modules() -> None:
    """The folder is the registry: one module, one code, in the order of names."""
    names = [getattr(policy, "__name__", "").rpartition(".")[2] for policy in policies()]

    assert [name.replace("_", "-") for name in names] == list(codes())
    assert names == sorted(names)


def test_what_a_policy_finds_bears_its_code_and_severity() -> None:
    """Only the user's settings change a severity."""
    bad = entry(summary="", sources=(Source(name="x"),), image=Image(src="x.jpg"))
    content = library(bad, entry("other", links=(link("gone.md"), link("WORD")), sources=()))
    findings = check(content, config(base_url="http://localhost/"), site_of(content))

    assert len({finding.code for finding in findings}) >= 8
    assert all(finding.severity is codes()[finding.code] for finding in findings)


def test_policies_look_at_what_is_published_only() -> None:
    """A draft may be as unfinished as it likes."""
    draft = entry(summary="", sources=(), links=(link("gone.md"),), image=Image(src="x.jpg"))
    content = library(held=(Held(thing=draft, reason="draft"),))

    assert check(content, config(), site_of(content)) == ()


def test_a_draft_that_is_shown_may_lack_what_publication_asks_for() -> None:
    """A preview shows an entry that was just begun, also where no such entry may be published."""
    content = library(replace(entry(summary="", sources=()), draft=True))

    assert check(content, config(), site_of(content)) == ()


@pytest.mark.parametrize("summary", ["", "  \n"])
def test_a_missing_summary_is_found(summary: str) -> None:
    """White space is no summary; the finding points at the title."""
    (finding,) = found("missing-summary", library(entry(summary=summary)))

    assert finding.severity is Severity.WARNING
    assert finding.span.path == "content/entries/2024/10/23/harbour.md"
    assert finding.span.key == "title"


def test_a_missing_source_is_found() -> None:
    """An entry of a day file is pointed at by its item."""
    day_file = Origin(path="content/entries/2024-10-23.yaml", item="entries[2]")
    (finding,) = found("missing-source", library(entry(origin=day_file, sources=())))

    assert finding.span.key == "entries[2].title"


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("", "add `url:`"),
        ("http://", "write the whole address"),
        ("example.org/report", "write `https://example.org/report`"),
        ("javascript:alert(1)", "write the whole address"),
        ("https://example.org/a b", "write the whole address"),
        ("/about/", "write the whole address"),
    ],
)
def test_a_source_that_cannot_be_followed_is_found(url: str, hint: str) -> None:
    """Each source is named by its number."""
    content = library(entry(sources=(SOURCE, Source(name="Ministry", url=url))))
    (finding,) = found("invalid-source-url", content)

    assert finding.severity is Severity.ERROR
    assert finding.span.key == "sources[1].url"
    assert "`sources[1].url`" in finding.message
    assert finding.hint.startswith(hint)


def test_an_archive_that_cannot_be_followed_is_found() -> None:
    """The copy of a source is a link on the page too."""
    (finding,) = found(
        "invalid-source-url", library(entry(sources=(replace(SOURCE, archive="archive"),)))
    )

    assert finding.span.key == "sources[0].archive"


def test_an_update_before_the_creation_is_found() -> None:
    """The message shows both times, and the other place is named."""
    early = entry(date=moment(clock="17:36"), updated=moment(clock="17:35"))
    (finding,) = found("updated-before-date", library(early))

    assert "2024-10-23 17:35 UTC" in finding.message
    assert [span.key for span in finding.related] == ["date"]


@pytest.mark.parametrize(
    ("created", "updated"), [("17:36", "17:36"), ("17:36", ""), ("", "00:00"), ("", "")]
)
def test_an_update_on_the_same_day_is_fine(created: str, updated: str) -> None:
    """A bare day is not held against a clock."""
    fine = entry(date=moment(clock=created), updated=moment(clock=updated))

    assert found("updated-before-date", library(fine)) == []


def test_a_missing_image_is_found_with_the_file_that_was_meant() -> None:
    """A near miss beside the entry is suggested."""
    path = "content/entries/2024/10/23/hero.jpg"
    files = {path: ProjectFile(path=path, content="1", width=800, height=600)}
    content = library(entry(image=replace(IMAGE, src="Hero.jpg", path="")), files=files)
    (finding,) = found("missing-image", content)

    assert finding.span.key == "image.src"
    assert finding.hint == "did you mean `hero.jpg`?"


def test_an_image_of_another_site_is_not_missing_but_remote() -> None:
    """One fault has one finding."""
    content = library(entry(image=replace(IMAGE, src="https://example.org/a.jpg", path="")))

    assert found("missing-image", content) == []
    assert [finding.span.key for finding in found("remote-image", content)] == ["image.src"]


def test_an_image_without_alternative_text_is_found() -> None:
    """It is looked for below `image`."""
    (finding,) = found("missing-alt", library(entry(image=replace(IMAGE, alt=" "))))

    assert finding.severity is Severity.ERROR
    assert finding.span.key == "image"


@pytest.mark.parametrize("disclaimer", ["", " ", "…", "\u200b", "-"])
@pytest.mark.parametrize("ai", ["generated", "modified"])
def test_a_disclaimer_that_says_nothing_is_found(ai: str, disclaimer: str) -> None:
    """Neither an empty text nor one that nobody can read hides what an image is."""
    image = replace(IMAGE, ai=ai, disclaimer=disclaimer)  # type: ignore[arg-type]
    (finding,) = found("undisclosed-ai-image", library(entry(image=image)))

    assert finding.severity is Severity.ERROR
    assert finding.span.key == "image.disclaimer"


@pytest.mark.parametrize(
    "image",
    [
        replace(IMAGE, disclaimer=None),
        replace(IMAGE, disclaimer="यह चित्र एक मॉडल ने बनाया है"),
        replace(IMAGE, ai="none", disclaimer=""),
    ],
)
def test_a_disclosed_image_is_fine(image: Image) -> None:
    """The site's text or one's own, in any script; a photograph needs none."""
    assert found("undisclosed-ai-image", library(entry(image=image))) == []


def test_a_disclosure_text_of_the_site_that_is_empty_is_found() -> None:
    """Once for each text, in the configuration."""
    settings = config(disclosure={"generated": {"en": "", "fr": "Fait par un modèle"}})
    (finding,) = found("undisclosed-ai-image", library(entry(), entry("b")), settings)

    assert (finding.span.path, finding.span.key) == ("briefgen.yaml", "disclosure.generated.en")


def test_rules_for_robots_below_a_path_are_found() -> None:
    """At the root of a host they are heard, and without rules there is nothing to hear."""
    rules = [{"agents": ["GPTBot"], "disallow": ["/"]}]
    below = config(base_url="https://example.org/digest/", robots=rules)
    (finding,) = found("unheard-robots", library(entry()), below)

    assert (finding.span.path, finding.span.key) == ("briefgen.yaml", "robots")
    assert found("unheard-robots", library(entry()), config(robots=rules)) == []
    bare = config(base_url="https://example.org/digest/")
    assert found("unheard-robots", library(entry()), bare) == []


def test_a_site_without_an_address_is_found_once() -> None:
    """The default address is good for a look at one's own computer only."""
    (finding,) = found(
        "unset-base-url", library(entry(), entry("b")), config(base_url="http://localhost/")
    )

    assert finding.severity is Severity.WARNING
    assert (finding.span.path, finding.span.key) == ("briefgen.yaml", "base_url")


@pytest.mark.parametrize(
    "target",
    [
        "other.md",
        "other",
        "other.md#the-first-part",
        "entry:2024-10-23-other",
        "/2024/10/23/other/",
        "/",
        "/topics/space/",
        "/search/?q=x#y",
        "../../../../pages/about.md",
        "/2024/10/23/",
    ],
)
def test_a_link_that_leads_somewhere_is_fine(target: str) -> None:
    """Files by their place, entries by their id, generated pages by their path."""
    content = library(entry(links=(link(target),)), entry("other"), pages=(text_page(),))
    paths = ("topics/space/index.html", "search/index.html", "2024/10/23/index.html")

    assert found("broken-link", content, paths=paths) == []


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("othr.md", "did you mean `other.md`?"),
        ("../24/other.md", "did you mean `other.md`?"),
        ("entry:2024-10-23-othr", "did you mean `entry:2024-10-23-other`?"),
        ("/2024/10/23/other", "write `/2024/10/23/other/`: pages end in a slash"),
        ("/2024/10/23/othr/", "did you mean `/2024/10/23/other/`?"),
        ("/nowhere/at/all/", "mend the address, or remove the link"),
        ("../../../../../../../etc/passwd", "mend the address, or remove the link"),
        ("report.pdf", "mend the address, or remove the link"),
    ],
)
def test_a_link_that_leads_nowhere_is_found(target: str, hint: str) -> None:
    """By its line, with what was probably meant."""
    content = library(entry(links=(link(target),)), entry("other"))
    (finding,) = found("broken-link", content)

    assert finding.severity is Severity.ERROR
    assert finding.message == f"the link `{target}` leads nowhere"
    assert (finding.span.path, finding.span.line) == (content.published[0].origin.path, 12)
    assert finding.hint == hint


@pytest.mark.parametrize(
    ("name", "target", "hint"),
    [
        ("per%cent.jpg", "per%cent.jpg", "did you mean `per%25cent.jpg`?"),
        ("plan#1.jpg", "plan#1.jpg", "did you mean `plan%231.jpg`?"),
        ("my plan.jpg", "my-plan.jpg", "did you mean `my%20plan.jpg`?"),
        ("plan.jpg", "PLAN.JPG", "did you mean `plan.jpg`?"),
    ],
)
def test_what_was_meant_is_spelt_as_a_link_has_to(name: str, target: str, hint: str) -> None:
    """Signs that end an address are escaped; capitals do not hide a file."""
    path = f"content/entries/2024/10/23/{name}"
    files = {path: ProjectFile(path=path, content=name, width=4, height=3)}
    (finding,) = found("broken-link", library(entry(links=(link(target),)), files=files))

    assert finding.hint == hint


def test_a_link_to_what_no_one_publishes_is_found() -> None:
    """A file of the project counts only when it is among the planned files."""
    content = library(entry(links=(link("/about/"),)), pages=(text_page(),))
    (policy,) = [policy for policy in policies() if policy.CODE == "broken-link"]
    planned = replace(site_of(content), paths=frozenset({"2024/10/23/harbour/index.html"}))
    findings = list(policy.find(content, config(), planned))

    assert [finding.message for finding in findings] == ["the link `/about/` leads nowhere"]


@pytest.mark.parametrize("target", ["later.md", "later", "entry:2024-10-23-later"])
@pytest.mark.parametrize(
    ("reason", "words"),
    [("draft", "it is a draft"), ("future", "it is not due yet"), ("expired", "it expired")],
)
def test_a_link_to_a_held_back_entry_says_why(target: str, reason: HeldReason, words: str) -> None:
    """A link to a draft is broken, whichever way it is written."""
    kept = Held(thing=entry("later"), reason=reason)
    content = library(entry(links=(link(target),)), held=(kept,))
    (finding,) = found("broken-link", content)

    assert finding.message.endswith(f"leads to an entry that is not published: {words}")
    assert found("unfinished-link", content) == []


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("broken.md", "23/broken.md"),
        ("broken", "23/broken.md"),
        ("entry:2024-10-23-broken#part", "23/broken.md"),
        ("/2024/10/23/broken/", "23/broken.md"),
        ("entry:2024-10-24-broken", "24.yaml"),
    ],
)
def test_a_link_to_what_could_not_be_read_is_let_pass(target: str, path: str) -> None:
    """Its own faults are told; the address may be right. Other links are told as ever."""
    unread = frozenset({f"content/entries/2024/10/{path}"})
    texts = entry(links=(link(target), link("othr.md"), link("entry:2024-10-25-broken")))
    content = library(texts, lists=(list_of(ListItem(entry="2024-10-24-x")),), unread=unread)

    assert len(found("broken-link", content)) == 2
    assert found("unfinished-link", content) == []
    assert len(found("unknown-list-entry", content)) == (path != "24.yaml")


def test_an_image_of_a_text_that_is_not_there_is_found() -> None:
    """Images of pages and of editions' notes too."""
    note = EditionNote(
        origin=Origin(path="content/editions/2024-10-23.md"),
        period="2024-10-23",
        body=Body(html="", links=(shown("map.png"),)),
    )
    content = library(pages=(text_page("about", shown("chart")),), notes=(note,))

    assert [finding.message for finding in found("broken-link", content)] == [
        "the image `chart` is not there",
        "the image `map.png` is not there",
    ]


def test_links_of_the_configuration_and_of_lists_are_followed() -> None:
    """A menu is on every page; each broken link is named by its key."""
    gone = {"label": "Gone", "url": "/gone/"}
    fine = [{"label": "About", "url": "/about/"}, {"label": "Mail", "url": "mailto:a@example.org"}]
    settings = config(
        menu=[*fine, gone],
        follow=[gone],
        legal=[gone],
        footer=[{"title": "Sectors", "links": [*fine, gone]}],
        newsletter=gone,
        feedback=gone,
    )
    items = (ListItem(title="a", url="https://example.org/"), ListItem(title="b", url="/gone/"))
    content = library(pages=(text_page(),), lists=(list_of(*items),))

    assert [(f.span.path, f.span.key) for f in found("broken-link", content, settings)] == [
        ("briefgen.yaml", "menu[2].url"),
        ("briefgen.yaml", "follow[0].url"),
        ("briefgen.yaml", "legal[0].url"),
        ("briefgen.yaml", "footer[0].links[2].url"),
        ("briefgen.yaml", "newsletter.url"),
        ("briefgen.yaml", "feedback.url"),
        ("content/lists/trending.yaml", "entries[1].url"),
    ]


@pytest.mark.parametrize(
    ("target", "message", "hint"),
    [
        ("LINK_HERE", "the target `LINK_HERE` is a word", "write the address, or remove the link"),
        ("www.example.org/news", "lacks its `https://`", "write `https://www.example.org/news`"),
        ("example.com", "lacks its `https://`", "write `https://example.com`"),
    ],
)
def test_an_unfinished_link_is_found(target: str, message: str, hint: str) -> None:
    """A place kept for an address is a warning, and not a broken link as well."""
    content = library(entry(links=(link(target),)))
    (finding,) = found("unfinished-link", content)

    assert finding.severity is Severity.WARNING
    assert message in finding.message
    assert finding.hint == hint
    assert found("broken-link", content) == []


def test_a_word_that_names_a_file_is_a_link() -> None:
    """`other` stands for `other.md`."""
    content = library(entry(links=(link("other"),)), entry("other"))

    assert found("unfinished-link", content) == []


def test_a_part_that_a_text_does_not_have_is_found() -> None:
    """The nearest heading is suggested, of an entry as of a page."""
    links = (
        link("other.md#the-frist-part"),
        link("/about/#who"),
        link("other.md#the-first-part"),
        link("other.md#top"),
        link("/2024/#anything"),
        link("gone.md#part"),
    )
    content = library(entry(links=links), entry("other"), pages=(text_page(),))

    assert [(finding.message, finding.hint) for finding in found("broken-anchor", content)] == [
        (
            "the link `other.md#the-frist-part` names a part that its text does not have",
            "did you mean `#the-first-part`?",
        ),
        (
            "the link `/about/#who` names a part that its text does not have",
            "take the id of a heading, or remove the `#` part",
        ),
    ]


def test_ids_of_lists_and_editions_that_no_entry_has_are_found() -> None:
    """Each is named by its key, with what was probably meant."""
    note = EditionNote(
        origin=Origin(path="content/editions/2024-10-23.md"),
        period="2024-10-23",
        order=("2024-10-23-harbour", "nobody"),
        sections=(Section(title="World", entries=("2024-10-23-harbor",)),),
    )
    items = (ListItem(title="A link", url="https://example.org/"), ListItem(entry="gone"))
    content = library(entry(), notes=(note,), lists=(list_of(*items),))
    findings = found("unknown-list-entry", content)

    assert [finding.span.key for finding in findings] == [
        "entries[1].entry",
        "order[1]",
        "sections[0].entries[0]",
    ]
    assert findings[2].hint == "did you mean `2024-10-23-harbour`?"


def test_a_listed_entry_that_is_held_back_is_found_with_the_reason() -> None:
    """It is known, so that it is a warning only."""
    kept = Held(thing=entry("later"), reason="future")
    content = library(held=(kept,), lists=(list_of(ListItem(entry="2024-10-23-later")),))
    (finding,) = found("held-list-entry", content)

    assert finding.severity is Severity.WARNING
    assert finding.message == "the entry `2024-10-23-later` is left out: it is not due yet"
    assert found("unknown-list-entry", content) == []


def test_translations_are_known_published_and_in_different_languages() -> None:
    """An id that no entry has, one that is held back, and two of one language over a third."""
    kept = Held(thing=entry("later"), reason="future")
    german = entry("anders", lang="de", translations=("2024-10-23-harbour",))
    again = entry("nochmals", lang="DE", translations=("2024-10-23-harbour",))
    first = entry(translations=("2024-10-23-later", "2024-10-23-anderss"))
    content = library(first, german, again, held=(kept,))
    (unknown,) = found("unknown-translation", content)
    (held,) = found("held-translation", content)
    (same,) = found("same-language-translation", content)

    assert unknown.span.key == "translations[1]"
    assert unknown.hint == "did you mean `2024-10-23-anders`?"
    assert held.severity is Severity.WARNING
    assert held.message == "the translation `2024-10-23-later` is left out: it is not due yet"
    assert same.message == "its translation `2024-10-23-anders` is in `DE` as well"
    assert same.span.path.endswith("nochmals.md")
    assert same.related[0].path.endswith("anders.md")


def test_an_entry_is_no_translation_of_itself() -> None:
    """Nor is it in the language of the site twice, when neither says its language."""
    content = library(entry(translations=("2024-10-23-harbour",)))
    (itself,) = found("same-language-translation", content)
    silent = library(entry(translations=("2024-10-23-other",)), entry("other", lang="en"))
    (same,) = found("same-language-translation", silent)

    assert itself.message == "the entry names itself as its translation"
    assert same.message == "its translation `2024-10-23-harbour` is in `en` as well"
    assert same.span.key == "lang"


def test_the_publisher_s_pages_are_there() -> None:
    """What is told of the publisher is looked up like any link."""
    named = {"logo": "/logo.png", "ethics": "/about/", "masthead": "https://example.org/staff"}
    content = library(entry(), pages=(text_page(),))
    (finding,) = found("broken-link", content, config(publisher=named))

    assert finding.span.key == "publisher.logo"
    assert found("broken-link", content, config(publisher=named), ("logo.png",)) == []


def test_a_machine_made_file_is_labelled_in_every_use() -> None:
    """The same file without `ai`, or inside a text, would go out without its label."""
    silent = replace(IMAGE, ai="none")
    inside = BodyLink(target="hero.jpg", line=7, kind="image")
    content = library(
        entry(image=IMAGE),
        entry("other", image=silent),
        entry("third", links=(inside,)),
        files={IMAGE.path: ProjectFile(path=IMAGE.path, content="x")},
    )

    findings = found("undisclosed-ai-image", content)

    assert [(one.span.path[-8:], one.span.key, one.span.line) for one in findings] == [
        ("other.md", "image.src", 0),
        ("third.md", "", 7),
    ]
