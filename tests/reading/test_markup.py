"""Markdown: what it gives, and that nothing written in it can run or cost too much."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.checks import codes
from briefgen.finding import Severity
from briefgen.model import BodyLink
from briefgen.reading import markup
from briefgen.reading.markup import Rendered, render
from briefgen.reading.text import clean


def made(text: str, html: markup.HtmlMode = "escape") -> Rendered:
    """Return what a body gives that starts on line 10 of its file."""
    return render(text, path="x.md", first_line=10, html=html)


def test_headings_start_below_the_headline_and_skip_no_level() -> None:
    """The page's headline is its only h1, whatever the author began with."""
    found = made("### A\n\n##### B\n\n## C\n\n# D\n\n#\n").html

    assert re.findall(r"<h(\d)", found) == ["2", "3", "2", "2"]


def test_heading_ids_are_unique_and_leave_the_page_s_own_alone() -> None:
    """`main` and `menu` are landmarks of the page, `fn1` is a footnote."""
    found = made("# Main\n\n# News\n\n# News\n\n# fn1\n\n# Menu\n\n# `C++` & more\n")

    assert found.anchors == ("main-2", "news", "news-2", "h-fn1", "menu-2", "c-plus-plus-and-more")
    assert '<h2 id="news-2">News</h2>' in found.html


def test_a_thousand_equal_headings_take_no_longer_than_others() -> None:
    """Finding a free id does not try all that are taken."""
    assert made("# News\n" * 1000).anchors[-1] == "news-1000"


def test_links_inside_the_site_leave_numbered_places() -> None:
    """Where they lead is decided later; lines are those of the file."""
    found = made(
        "[a](../24/x.md#part)\n[b](entry:2024-10-23-x) ![c](<my chart.png>)\n\n[d](/about/)"
    )

    assert found.links == (
        BodyLink(target="../24/x.md#part", line=10),
        BodyLink(target="entry:2024-10-23-x", line=11),
        BodyLink(target="my chart.png", line=11, kind="image"),
        BodyLink(target="/about/", line=13),
    )
    assert re.findall(r'(?:href|src)="(.*?)"', found.html) == [f"\x02{n}\x03" for n in range(4)]


def test_links_out_of_the_site_stand_as_they_are() -> None:
    """http, https, mailto and tel; fragments too."""
    found = made("[a](https://x.org/é) <mailto:a@b.org> [t](tel:+911) [f](#part) [p](//x.org/y)")

    assert found.links == ()
    assert re.findall(r'href="(.*?)"', found.html) == [
        "https://x.org/%C3%A9",
        "mailto:a@b.org",
        "tel:+911",
        "#part",
        "https://x.org/y",
    ]


def test_a_link_to_a_part_that_its_own_text_does_not_have_is_found() -> None:
    """With its line, and the heading that was meant; headings below count, landmarks too."""
    found = made(
        "[a](#two-words) [b](#Top) [c](#main) [d](#caf%C3%A9) n[^1]\n[e](#tow-words)\n\n"
        "# Two words\n\n# Café\n\n[f](#nope) [g](#fnref1)\n\n[^1]: Note.\n"
    )

    assert [(f.code, f.span.line, f.message, f.hint) for f in found.findings] == [
        (
            "broken-anchor",
            11,
            "the link `#tow-words` names a part that its text does not have",
            "did you mean `#two-words`?",
        ),
        (
            "broken-anchor",
            17,
            "the link `#nope` names a part that its text does not have",
            "take the id of a heading, or remove the link",
        ),
    ]
    assert {finding.severity for finding in found.findings} == {codes()["broken-anchor"]}


def test_many_links_to_parts_that_are_not_there_cost_little() -> None:
    """A suggestion is looked for while a person would still read it."""
    began = time.perf_counter()
    found = made("# A heading\n\n" * 2_000 + "[x](#a-haeding-5)\n" * 2_000)

    assert len(found.findings) == 2_000
    assert time.perf_counter() - began < 5


RUNS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java&Tab;script:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;&#x61;vascript:alert(1)",
    "%6aavascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "file:///etc/passwd",
    "blob:https://x/y",
    "view-source:https://x",
]


@pytest.mark.parametrize("target", RUNS)
@pytest.mark.parametrize("form", ["[x]({})", "[x](<{}>)", "[x][r]\n\n[r]: {}", "![x]({})"])
def test_an_address_that_could_run_is_left_out(target: str, form: str) -> None:
    """In any spelling, as a link, a reference or an image: the words stay."""
    found = made(form.format(target))

    assert "href" not in found.html
    assert "<img" not in found.html
    assert "x" in found.html
    if found.findings:
        assert [(f.code, f.span.line) for f in found.findings] == [("unsafe-link", 10)]
    else:
        assert target.startswith("\\"), "only a text that is no link at all is no finding"


def test_a_scheme_that_is_not_published_is_a_warning() -> None:
    """irc and a misspelt https do no harm, but lead nowhere."""
    found = made("[a](irc://x.org/y) [b](hhttps://x.org) [c](http://)")

    assert found.html == "<p>a b c</p>\n"
    assert [f.code for f in found.findings] == ["unsupported-link"] * 2 + ["invalid-link"]
    assert {f.severity for f in found.findings} == {Severity.WARNING}


def test_raw_html_is_shown_as_text() -> None:
    """Tags, comments and attributes are words like any other."""
    found = made("<script>alert(1)</script> <b onclick=x>b</b>\n\n<div>\n<!-- c -->\n</div>").html

    assert re.findall(r"<(\w+)", found) == ["p", "p"]
    assert "&lt;script&gt;" in found


def test_raw_html_may_be_cleaned_instead() -> None:
    """What could run goes, what is harmless stays; ids and classes of the page cannot be taken."""
    found = made(
        '<b onclick="x">b</b> <script>alert(1)</script><img src=x.png onerror=x>'
        '<a href="javascript:x" name=currentScript id=main class=menu>l</a>\n'
        "<a href='../y.md'>m</a> <svg><script>x</script></svg> <style>b{}</style>"
        "<iframe src=x></iframe><math><mi xlink:href='javascript:x'>n</mi></math>\n\n"
        "# H\n\nn[^1]\n\n"
        "[^1]: f\n\n| a |\n|--:|\n| b |\n\n``` py\nc\n```\n",
        "sanitise",
    )

    for bad in (
        "onclick",
        "onerror",
        "script",
        "currentScript",
        'id="main"',
        "menu",
        "style",
        "svg",
    ):
        assert bad not in found.html
    assert "<b>b</b>" in found.html
    assert found.links == (
        BodyLink(target="x.png", line=10, kind="image"),
        BodyLink(target="../y.md", line=11),
    )
    assert '<img src="\x020\x03">' in found.html
    assert '<h2 id="h">H</h2>' in found.html
    assert 'href="#fn1" id="fnref1"' in found.html
    assert '<div class="table" tabindex="0">' in found.html
    assert '<th class="align-right">' in found.html
    assert '<code class="language-py">' in found.html


@pytest.mark.parametrize(
    "text", ["\x020\x03", "&#2;0&#3;", "[x](&#2;0&#3;)", "<a href='&#2;7&#3;'>x</a>"]
)
@pytest.mark.parametrize("html", ["escape", "sanitise"])
def test_no_text_forges_a_place(text: str, html: markup.HtmlMode) -> None:
    """The marks of numbered places come from links alone."""
    found = made(clean(text), html)

    assert re.findall("\x02(.*?)\x03", found.html) == [str(n) for n in range(len(found.links))]


def test_without_the_sanitiser_raw_html_stays_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing unclean gets out; that it is missing is told once, by `load`."""
    monkeypatch.setattr("briefgen.reading.markup.available", lambda: False)

    assert made("<b>x</b>", "sanitise").html == "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"


def test_code_keeps_its_language_and_nothing_else() -> None:
    """A fence's language is a class of a few harmless characters."""
    found = made('``` c++"><script>\na < b\n```\n\n    plain\n').html

    assert '<pre tabindex="0"><code class="language-c++script">a &lt; b' in found
    assert '<pre tabindex="0"><code>plain' in found


def test_tables_scroll_and_carry_no_style() -> None:
    """A Content-Security-Policy without inline styles holds; keyboards can scroll."""
    found = made("| a | b |\n|:-:|--:|\n| c | d |\n").html

    assert found.startswith('<div class="table" tabindex="0">\n<table>')
    assert '<td class="align-center">c</td>' in found
    assert "style" not in found


def test_footnotes_lead_there_and_back() -> None:
    """Both ways, within one page."""
    found = made("a[^n]\n\n[^n]: [note](x.md)\n")

    assert 'href="#fn1" id="fnref1"' in found.html
    assert '<li id="fn1"' in found.html
    assert 'href="#fnref1"' in found.html
    assert found.links == (BodyLink(target="x.md", line=12),)


def test_template_signs_are_text() -> None:
    """Bodies are never templates."""
    assert made("{{ 7*7 }} {% raw %}").html == "<p>{{ 7*7 }} {% raw %}</p>\n"


def test_words_are_counted_in_every_script() -> None:
    """By spaces, and by letter where there are none."""
    assert made("# Two words\n\nand *three* more").words == 5
    assert made("日本語の文 and two").words == 7
    assert made("").words == 0


def test_what_is_nested_too_deeply_is_told() -> None:
    """It would be lost silently."""
    found = made("a\n\n" + ">" * 5000 + " b")

    assert [(f.code, f.span.line) for f in found.findings] == [("markup-too-deep", 12)]


HOSTILE = [
    "*" * 50_000,
    "[" * 10_000,
    ">" * 5_000,
    "![" * 5_000,
    "[a](" * 5_000,
    "`" * 20_000,
    "a_" * 10_000,
    "[^" * 4_000,
    "<" * 20_000,
    "&" * 20_000,
    "|" * 5_000 + "\n" + "|-" * 5_000,
    "# a\n" * 3_000,
    "- " * 5_000,
    "".join(f"[{n}]: x\n" for n in range(5_000)),
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:4])
@pytest.mark.parametrize("html", ["escape", "sanitise"])
def test_pathological_bodies_take_no_time(text: str, html: markup.HtmlMode) -> None:
    """Each under two seconds of work."""
    started = time.process_time()
    made(text, html)

    assert time.process_time() - started < 2


ELEMENTS = frozenset(
    re.findall(
        r"\w+",
        "a blockquote br code div em h2 h3 h4 h5 h6 hr img li ol p pre s strong sup table tbody td "
        "th thead tr ul",
    )
)

_PIECES = [
    "a",
    "b c",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "# ",
    "- ",
    "* ",
    "1. ",
    "> ",
    "<b>",
    "<a href='x'>",
]
_PIECES += [
    "<http://x.y>",
    "|",
    "|-|-|",
    "[x]",
    "[x](y)",
    "[x]: z",
    "[^1]",
    "[^1]: f",
    "^[i]",
    "**",
]
_PIECES += [
    "_",
    "~~",
    "`",
    "```",
    "&amp;",
    "\\",
    "---",
    "===",
    "***",
    "javascript:",
    "!",
    "\x02",
    "é",
]


@given(
    st.lists(st.sampled_from(_PIECES), max_size=30).map("".join),
    st.sampled_from(["escape", "sanitise"]),
)
def test_rules_that_are_left_out_make_no_difference(text: str, html: markup.HtmlMode) -> None:
    """Leaving out what cannot match is only quicker."""
    text = clean(text)
    every = markup._parser(html, ())
    some = markup._parser(html, markup._unused(text))

    assert every.render(text) == some.render(text)


@given(st.lists(st.sampled_from(_PIECES) | st.text(), max_size=20).map("".join))
def test_no_text_gives_a_tag_or_an_attribute_of_its_own(text: str) -> None:
    """Whatever is written, only the renderer's elements come out, and no handler."""
    found = made(clean(text)).html

    tags = set(re.findall(r"<([a-z][a-z0-9]*)", found))
    assert tags <= ELEMENTS
    assert not re.search(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', found))
    assert not re.search('href="(?!https?:|mailto:|tel:|#|\x02\\d+\x03")', found)
