"""The fast engine: nobody can tell that it was there, but for the time."""

import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.finding import Finding
from briefgen.reading import fast
from briefgen.reading.arrange import Page
from briefgen.reading.frontmatter import part
from briefgen.reading.markup import HtmlMode, Rendered, render
from briefgen.reading.parse import parse
from briefgen.reading.parsed import Settings
from briefgen.reading.text import NotUtf8Error, clean, decode
from tests.reading.test_markup import HOSTILE

pytest.importorskip("markdown_it_pyrs", reason="the extra `fast` is not installed")

MODES: tuple[HtmlMode, ...] = ("escape", "sanitise")


def by(engine: str, text: str, html: HtmlMode) -> Rendered:
    """Return what one engine gives for a text that begins on line 10 of its file."""
    chosen = "fast" if engine == "fast" else "standard"
    return render(text, path="x.md", first_line=10, html=html, engine=chosen)  # type: ignore[arg-type]


def taken(text: str) -> bool:
    """Tell whether the fast engine itself reads a text."""
    return fast.render(text, Page("x.md", 10)) is not None


def hold_equal(text: str) -> None:
    """Hold that both engines give the same HTML, links, lines, anchors, words and findings."""
    for html in MODES:
        assert by("fast", text, html) == by("standard", text, html)


ORDINARY = [
    "One paragraph.\n",
    "Over\ntwo lines, with *emphasis that\nruns on*, **strong**, ***both***, `code`, ~~gone~~.\n",
    "- a\n- b\n  - c\n  - d `x_y*z`\n\n- e\n\n  two\n",
    "1. a\n2. b\n   1. c\n\n7) from seven\n8) on\n",
    "> A quote\n> of *two* lines.\n>\n> > And one inside.\n\nAfter.\n",
    "| a | b |\n|:--|--:|\n| 1 | **2** |\n| [x](y.md) | |\n",
    "Before.\n\n| a |\n|---|\n\n| b | c |\n|:-:|---|\n| 1 |\n\nAfter.\n",
    "# One\n\n## *Two* `x` & <three>\n\nFour\nand more\n======\n\n###### Main ##\n\n## Two x\n",
    '[a](https://example.org/x_y(z)?q=1&r=2#s "A title") and <https://example.org/a-b?c>.\n',
    "[a](../24/x.md#part)\n[b](entry:2024-10-23-x) ![c d](e.png)\n\n- [e](/about/)\n\n> [f](g)\n",
    "[up](#top) [here](#news) [nowhere](#nwes) [note](#fn1)\n\n# News\n",
    '![a *b*](https://example.org/p.png "T")\n\n[mail](mailto:a@b.org) [phone](tel:+911)\n',
    'A [word], [another][a] and [a].\n\n[a]: https://example.org/\n[b]: https://b.org "T"\n',
    "``` py\na < b\n\n  c\n```\n\n    indented\n\n---\n\nHard\\\nbreak  \nand \\# here\n",
    'snake_case, 2 * 3 * 4, ~5, 5~6, a | b, R&D, AT&T, a < b > c, "quoted"\n',
    "“Quotes”, **“strong”**, — dashes, 日本語の文 and *ελληνικά*, €5, ½, 👍\n",
    "***\n\n___\n\na __ _ b\n\nmot\xa0: «\xa0mot\xa0»\n",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_texts_are_read_by_it(text: str) -> None:
    """What people write is not left to the standard engine, and comes out the same."""
    assert taken(text)
    hold_equal(text)
    hold_equal(text.rstrip("\n"))
    hold_equal("\n\n" + text + "\n")


OTHER = [
    "a[^1]\n\n[^1]: b\n",
    "a^[b]\n",
    "-\ta\n",
    "&copy; &#35; &#2;0&#3; &nope;\n",
    "[a `b`](c) ``` d\n",
    "`a\nb` [c](d)\n",
    "`   `\n",
    "0\xa0",
    "> \u2003a\n\n|\xa0a\xa0|\n|---|\n",
    "* * *\n\n- - -\n\n\\*a* b\\*\n",
    "*a **b* c**, __*_**__**_**!\n",
    "***__|_***_&_:\n",
    "*$*alpha. *£*bravo. *€*charlie.\n",
    "a*b*c ~~~~d~~\n",
    "[a](<b c>) [d](e\\)f) [g](é) [h](HTTPS://Example.org) [i](%6aavascript:x)\n",
    "[a](javascript:x) ![b](#c) [d](irc://e) [f](http://) [g](data:x)\n",
    "[a](http://x.org) and <http://y.org>, ![b](http://x.org/c.png) [d][e]\n\n[e]: http://z.org\n",
    "[a\nb](c) [![d](e)](f) [g [h](i) j](k)\n",
    "[a](b)\n\n```\n[a](b)\n```\n",
    "`[a](b)` [a](b)\n",
    "\\![](g) \\[a](b)\n",
    "[a]: <b> 'c'\n\n[a] [A] [ẞ]\n\n[ss]: d\n",
    "[foo]\n\n> [foo]: /url\n",
    "<a@b.org> <https://xn--nxasmq6b.example/%20> <javascript:x> <irc:y>\n",
    ">\n\n> #\n\n- #\n\n#\n\n# ![a](b.png)\n",
    "> a\n2) b\n\n>1. a\n2. b\n",
    "> a\n-\n",
    "a|b\n-|-\n1) c\n\n>||\n-|-\n\na\n:-\n\n| a \\| b |\n|---|\n",
    "```\n ",
    "```\n-",
    "~~~\na\n~~~\n",
    "> ```\n> a\n> ```\n",
    '``` c++"><script>\na\n```\n\n``` rust,ignore\nb\n```\n',
    "> " * 12 + "a\n\n" + "- " * 12 + "b\n\n" + ">" * 50 + "c\n",
    "<div>\n<b onclick=x>c</b>\n\n<!-- d -->\n</div> <script>e</script>\n",
    "[]()\n\n[](#)\n\n![]()\n",
]


@pytest.mark.parametrize("text", OTHER)
def test_texts_in_which_the_engines_differ_come_out_the_same(text: str) -> None:
    """They are left to the standard engine, in whole."""
    hold_equal(text)


_PIECES = re.findall(
    r"\S+",
    """a b word é — “q” € 日本 。 . , ( ) " ' < : ! & &amp; \\ ` `` ``` `c` * ** *** _ __ ~ ~~ ~~~ |
    ## - + > 1. 2) <b> <http://x.y> <https://x.org/a-b> <a@b> |-|-| |:-:|--:| ---|--- :- [x] [x](y)
    [x](/y/) [z](https://x.org/a) [x](#a) ![i](p.png) [x]:z --- === *** *a* **b** _c_ ~~d~~""",
)
_PIECES += ["[x]: https://x.org/\n", '[x](https://x.org/ "t")', "![i *e*](https://x.org/p.png)"]
_PIECES += [
    " ",
    "  ",
    "    ",
    "\n",
    "\n\n",
    "  \n",
    "\\\n",
    "\n  ",
    "\n    ",
    "a\n",
    "\n- ",
    "\n* ",
]
_PIECES += ["\n1. ", "\n2. ", "\n> ", "\n# h\n", "\n```\nx\n```\n", "\n``` py\n", "- ", "> ", "# "]
_PIECES += ["\n| a | b |\n|---|---|\n| c | d |\n", "\n\n| a |\n|:-:|\n\n", "[x]: y\n", "```\n"]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Give texts of few kinds of pieces each, so that what matters meets."""
    few = draw(st.lists(st.sampled_from(_PIECES) | st.text(max_size=3), min_size=2, max_size=8))
    return clean("".join(draw(st.lists(st.sampled_from(few), max_size=30))))


@settings(max_examples=1_000, deadline=None)
@given(texts())
def test_any_text_comes_out_the_same(text: str) -> None:
    """Whatever is written."""
    hold_equal(text)


_WORDS = st.lists(
    st.sampled_from(
        re.findall(
            r"[^\n]+",
            """a
            word,
            é.
            “so”
            *this*
            **that one**
            `code_x*y`
            [near](../a/b.md)
            [far](https://example.org/a_b/c_d?e=f&g=h)
            [part](#one)
            ![pic](p-1.png)
            <https://example.org/>
            ~~gone~~
            snake_case
            R&D
            5 < 6
            ~7
            ***both***
            [x][y]
            日本""",
        )
    ).map(str.strip),
    min_size=1,
    max_size=12,
).map(lambda words: " ".join(words).replace("word, ", "word,\n"))
_FLAT = _WORDS.map(lambda words: words.replace("\n", " "))
_BLOCKS = (
    _WORDS
    | st.lists(_FLAT, min_size=1, max_size=4).map(lambda items: "- " + "\n- ".join(items))
    | st.lists(_FLAT, min_size=1, max_size=3).map(lambda items: "1. " + "\n2. ".join(items))
    | _WORDS.map(lambda words: "> " + words.replace("\n", "\n> "))
    | st.tuples(st.sampled_from(["#", "##", "####"]), _FLAT).map(" ".join)
    | st.tuples(_FLAT, _FLAT).map(lambda two: f"| {two[0]} | b |\n|---|--:|\n| {two[1]} | c |")
    | st.sampled_from(["```\nx = 1\n```", "---", "``` py\n- a\n\n[x](y)\n```"])
)


@settings(max_examples=500, deadline=None)
@given(st.lists(_BLOCKS, min_size=1, max_size=6).map("\n\n".join))
def test_entries_come_out_the_same(text: str) -> None:
    """Texts like those of a digest, most of which the fast engine reads."""
    hold_equal(text + "\n")


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:4])
def test_pathological_bodies_take_no_time(text: str) -> None:
    """To be sure about a text costs no more than its length."""
    began = time.process_time()
    render(text, path="x.md", first_line=1, engine="fast")

    assert time.process_time() - began < 2


def test_an_entry_is_the_same_by_either() -> None:
    """With its places, its findings and its texts."""
    data = b"---\ntitle: A\ndate: 2024-10-23\n---\n\n# One\n\n[a](b.md) and\n[c](#nope)\n"
    settings_by = {
        engine: Settings(timezone="UTC", html="escape", engine=engine)
        for engine in ("standard", "fast")
    }
    found = {engine: parse("x.md", "entry", data, by) for engine, by in settings_by.items()}

    assert found["fast"] == found["standard"]
    assert [finding.span.line for finding in found["fast"].findings] == [9]


def test_changing_the_engine_reads_all_again() -> None:
    """A fault of one would else stay in the record when the other is chosen."""
    either = [Settings(timezone="UTC", html="escape", engine=e) for e in ("standard", "fast")]

    assert either[0].fingerprint != either[1].fingerprint


class PanicException(BaseException):
    """What the library raises for a fault in Rust looks like this."""


class Failing:
    """An engine with a fault."""

    def render(self, src: str, *, xhtml: bool) -> NoReturn:
        """Fail."""
        raise PanicException


def test_a_fault_in_the_engine_is_none_of_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """The standard engine reads the text."""
    monkeypatch.setattr("briefgen.reading.fast._engine", Failing)

    hold_equal("[a](b) c\n")


def bodies_below(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the texts of Markdown files, and the cases of `commonmark*.json`, with their names."""
    for path in sorted(folder.rglob("*.md")):
        try:
            text = decode(path.read_bytes())
        except NotUtf8Error:
            continue
        parts = part(text, path.name)
        yield str(path), text if isinstance(parts, Finding) else parts.body
    for path in sorted(folder.rglob("commonmark*.json")):
        for case in json.loads(path.read_text("utf-8")):
            yield f"{path.name} {case['example']}", clean(case["markdown"])


DEMO = Path(__file__).parents[2] / "content"


def test_corpora_come_out_the_same() -> None:
    """Each text of the demo, and of the folders in BRIEFGEN_CORPORA; see CONTRIBUTING.md."""
    texts = 0
    differ: list[str] = []
    others = os.environ.get("BRIEFGEN_CORPORA", "").split(os.pathsep)
    for folder in (str(DEMO), *filter(None, others)):
        for name, text in bodies_below(Path(folder)):
            texts += 1
            if any(by("fast", text, html) != by("standard", text, html) for html in MODES):
                differ.append(name)

    assert texts
    assert differ == []
