"""The interface in every language that the built-in themes speak."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
import yaml
from babel import Locale
from lxml import html
from PIL import Image

from briefgen import disclaimers, notices
from briefgen.engine.language import Language, flatten, locale_of
from briefgen.engine.locales import language_of
from briefgen.languages import direction, sentence
from briefgen.pictures.lettering import face_for
from briefgen.program import builtin_themes
from tests.projects import ON, Project

FOLDER = builtin_themes() / "broadsheet"
LANGUAGES = sorted(file.stem for file in (FOLDER / "locales").glob("*.yaml"))
OTHERS = [code for code in LANGUAGES if code != "en"]
# The themes that stand on broadsheet and say some things otherwise.
DERIVED = sorted(path.name for path in builtin_themes().iterdir() if path != FOLDER)

# What is the same word in English: names of formats first, then what languages share.
FORMATS = "feeds.atom feeds.rss feeds.json"
SAME: Mapping[str, str] = {
    "ar": "badge.short",
    "de": "disclosure.system entry.regions search.facets.region",
    "es": "kinds.blog source.original credibility.5",
    "fa": "badge.short",
    "fr": "menu.open menu.label sections.sources footer.contact count.sources entry.sources "
    "kinds.opinion kinds.blog source.rated source.original credibility.5 archive.pages "
    "terms.sources disclosure.images search.date search.dates search.facets.source",
    "ja": "badge.short",
    "pt": "menu.open menu.label kinds.blog source.original",
    "zh": "badge.short",
}
# The same in what a theme adds.
ADDED_SAME: Mapping[str, str] = {"fr": "memo.date"}
# Forms of one number alone may say it in words.
SAID = {"ar": {"zero", "one", "two"}}

MOMENT = datetime(2024, 10, 3, 17, 36, tzinfo=UTC)

# What the pages below are made of, in a language that is none of the interface's.
GREEK = "Ένας τίτλος"

_PLACE = re.compile(r"\{\w+\}")


@cache
def strings(code: str, theme: str = FOLDER.name) -> dict[str, str | Mapping[str, str]]:
    """Return the texts of one locale file, without those that it would fall back on."""
    file = builtin_themes() / theme / "locales" / f"{code}.yaml"
    text = file.read_text(encoding="utf-8")
    return flatten(yaml.load(text, Loader=yaml.BaseLoader))


def forms(value: str | Mapping[str, str]) -> dict[str, str]:
    """Return a text by plural form; by `other` when it has but one."""
    return {"other": value} if isinstance(value, str) else dict(value)


def _alike(value: str | Mapping[str, str], english: str | Mapping[str, str]) -> bool:
    """Return whether two texts have a form in common, and words in it."""
    return any(
        any(letter.isalpha() for letter in _PLACE.sub("", text))
        for text in set(forms(value).values()) & set(forms(english).values())
    )


def spoken(code: str, theme: str = FOLDER.name) -> Language:
    """Return the interface of a theme in a language."""
    return language_of([str(builtin_themes() / theme), str(FOLDER)], code)


def test_ten_languages() -> None:
    """As many as the documentation names."""
    assert LANGUAGES == ["ar", "de", "en", "es", "fa", "fr", "hi", "ja", "pt", "zh"]


@pytest.mark.parametrize("code", OTHERS)
def test_a_locale_has_every_text_and_no_other(code: str) -> None:
    """In the order of the English file, so that two of them can be read side by side."""
    assert list(strings(code)) == list(strings("en"))


@pytest.mark.parametrize("theme", DERIVED)
@pytest.mark.parametrize("code", OTHERS)
def test_what_a_theme_adds_is_there_in_every_language(code: str, theme: str) -> None:
    """In the order of its English file; what it says otherwise only where it has to."""
    added = [key for key in strings("en", theme) if key not in strings("en")]
    own = strings(code, theme)

    assert [key for key in own if key not in strings("en")] == added
    assert own.keys() <= strings("en", theme).keys()
    assert {key for key in added if _alike(own[key], strings("en", theme)[key])} == {
        *ADDED_SAME.get(code, "").split()
    } & {*added}


@pytest.mark.parametrize("theme", [FOLDER.name, *DERIVED])
@pytest.mark.parametrize("code", OTHERS)
def test_texts_have_the_places_of_the_english_ones(code: str, theme: str) -> None:
    """What is filled in is filled in everywhere, in every plural form."""
    for key, own in strings(code, theme).items():
        wanted = set(_PLACE.findall(forms(strings("en", theme)[key])["other"]))
        for category, text in forms(own).items():
            needed = wanted - {"{n}"} if category in SAID.get(code, ()) else wanted
            found = set(_PLACE.findall(text))

            assert needed <= found <= wanted, f"{key}, {category}"


@pytest.mark.parametrize("theme", [FOLDER.name, *DERIVED])
@pytest.mark.parametrize("code", LANGUAGES)
def test_plurals_have_the_forms_of_cldr(code: str, theme: str) -> None:
    """All that the language has for whole numbers, and none that it has not."""
    wanted = {*Locale(code).plural_form.rules, "other"}
    english = strings("en", theme)
    for key, value in strings(code, theme).items():
        assert isinstance(value, str) == isinstance(english[key], str), key
        if not isinstance(value, str):
            assert set(value) == wanted, key


@pytest.mark.parametrize("code", OTHERS)
def test_no_english_is_left(code: str) -> None:
    """Only words that the language shares with English are the same."""
    english = strings("en")
    same = {
        key
        for key, value in strings(code).items()
        if not key.startswith("dates.") and _alike(value, english[key])
    }

    assert same == {*FORMATS.split(), *SAME.get(code, "").split()}


@pytest.mark.parametrize("theme", [FOLDER.name, *DERIVED])
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_date_pattern_can_be_written(code: str, theme: str) -> None:
    """Each names what its English one names, in the digits of the language."""
    language, english = spoken(code, theme), spoken("en", theme)
    for key in (key for key in strings(code) if key.startswith("dates.")):
        shown = language.date(MOMENT, key.removeprefix("dates."))
        plain = "".join(str(int(letter)) if letter.isdigit() else letter for letter in shown)

        for part in ("2024", "17", "36", "3"):
            assert (part in plain) == (part in english.date(MOMENT, key[6:])), (key, shown)


WRITTEN = {
    "ar": ("الخميس، 3 أكتوبر 2024", "أكتوبر 2024", "3 أكتوبر 2024، 17:36"),
    "ar-EG": ("الخميس، ٣ أكتوبر ٢٠٢٤", "أكتوبر ٢٠٢٤", "٣ أكتوبر ٢٠٢٤، ١٧:٣٦"),
    "de": ("Donnerstag, 3. Oktober 2024", "Oktober 2024", "3. Okt. 2024, 17:36"),
    "es": ("jueves, 3 de octubre de 2024", "octubre de 2024", "3 oct 2024, 17:36"),
    "fa": ("پنجشنبه ۳ اکتبر ۲۰۲۴", "اکتبر ۲۰۲۴", "۳ اکتبر ۲۰۲۴، ۱۷:۳۶"),
    "fr": ("jeudi 3 octobre 2024", "octobre 2024", "3 oct. 2024 à 17:36"),
    "hi": ("गुरुवार, 3 अक्टूबर 2024", "अक्टूबर 2024", "3 अक्टू॰ 2024, 17:36"),
    "ja": ("2024年10月3日（木）", "2024年10月", "2024年10月3日 17:36"),
    "pt": ("quinta-feira, 3 de outubro de 2024", "outubro de 2024", "3 out. 2024, 17:36"),
    "zh": ("2024年10月3日星期四", "2024年10月", "2024年10月3日 17:36"),
}


@pytest.mark.parametrize("code", WRITTEN)
def test_dates_as_they_are_written_there(code: str) -> None:
    """By the Gregorian calendar everywhere, in the digits that CLDR has for the language."""
    language = spoken(code)

    assert tuple(language.date(MOMENT, key) for key in ("long", "month", "stamp")) == WRITTEN[code]


@pytest.mark.parametrize(
    ("code", "small", "large"),
    [
        ("en", "7", "12,345"),
        ("de", "7", "12.345"),
        ("fa", "۷", "۱۲٬۳۴۵"),
        ("ar", "7", "12,345"),
        ("ar-EG", "٧", "١٢٬٣٤٥"),
        ("hi", "7", "12,345"),
        ("ja", "7", "12,345"),
    ],
)
def test_numbers_in_their_own_digits(code: str, small: str, large: str) -> None:
    """CLDR says which: Persian has its own, Arabic by country, Hindi those of English."""
    language = spoken(code)

    assert (language.number(7), language.number(12345)) == (small, large)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "لا مواد"),
        (1, "مادة واحدة"),
        (2, "مادتان"),
        (3, "3 مواد"),
        (11, "11 مادة"),
        (100, "100 مادة"),
    ],
)
def test_arabic_counts_in_six_forms(number: int, said: str) -> None:
    """Each where CLDR has it."""
    assert spoken("ar").text("count.entries", n=number) == said


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_week_fits_into_a_calendar(code: str) -> None:
    """Names of days are short enough for a column, and whole for those who listen."""
    days = spoken(code).weekdays()

    assert len({day.long for day in days}) == 7
    assert max(len(day.short) for day in days) <= 5


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_interface_says_of_machines_what_is_said_elsewhere(code: str) -> None:
    """The badge on a page is the one in the pixels; labels and notices have one word each."""
    texts = strings(code)

    assert texts["badge.generated"] == disclaimers.badge("generated", code)
    assert texts["badge.modified"] == disclaimers.badge("modified", code)
    assert texts["search.made_1"] == disclaimers.label("generated", code)
    assert texts["search.made_2"] == disclaimers.label("modified", code)
    assert texts["ai_text.generated"] == notices.text_label("generated", code)
    assert texts["ai_text.assisted"] == notices.text_label("assisted", code)
    assert texts["notice.update"] == notices.correction_kind("update", code)
    assert texts["notice.clarification"] == notices.correction_kind("clarification", code)
    assert texts["notice.correction"] == notices.correction_kind("correction", code)
    assert texts["notice.retraction"] == notices.correction_kind("retraction", code)
    assert notices.retracted_title("", code).strip() == texts["entry.retracted"]


@pytest.mark.parametrize("code", OTHERS)
def test_what_no_theme_says_is_in_the_language_too(code: str) -> None:
    """Disclaimers, notices, titles of feeds: nothing falls back on English."""
    english, own = (
        [
            *(disclaimers.disclaimer(made, lang, {}) for made in ("generated", "modified")),
            disclaimers.by_formula(lang),
            *(notices.text_notice(part, lang, {}) for part in ("generated", "assisted")),
            notices.editions_title("", lang),
            *(notices.terms_title(name, lang) for name in ("topics", "regions", "stories")),
        ]
        for lang in ("en", code)
    )

    assert not set(english) & set(own)


@pytest.mark.parametrize("code", LANGUAGES)
def test_labels_can_be_drawn_into_pictures(code: str) -> None:
    """One font has every letter of each."""
    for made in ("generated", "modified"):
        assert face_for(disclaimers.badge(made, code), code)


@pytest.mark.parametrize(
    ("words", "ended"),
    [
        ("AI-generated image", "AI-generated image."),
        ("A chart.", "A chart."),
        ("“Who?”", "“Who?”"),
        ("AI 生成图像", "AI 生成图像。"),
        ("AI 加工画像", "AI 加工画像。"),
        ("एआई-निर्मित चित्र", "एआई-निर्मित चित्र।"),
        ("صورة مولّدة", "صورة مولّدة."),
        ("AI 生成图像。", "AI 生成图像。"),
        ("", ""),
    ],
)
def test_sentences_end_in_their_own_stop(words: str, ended: str) -> None:
    """Whatever the language of the site is."""
    assert sentence(words) == ended


def test_a_week_begins_where_it_does_at_home() -> None:
    """A language without a country has that of most who speak it; English has none."""
    begins = {code: spoken(code).weekdays()[0].long for code in ("en", "de", "fa", "ja")}

    assert begins == {"en": "Monday", "de": "Montag", "fa": "شنبه", "ja": "日曜日"}


def test_a_country_writes_in_its_own_digits() -> None:
    """As far as CLDR knows that it does."""
    assert Language(locale_of("ar-SA"), {"dates.day": "d"}).date(date(2024, 10, 23), "day") == "٢٣"
    assert Language(locale_of("ar-MA"), {"dates.day": "d"}).date(date(2024, 10, 23), "day") == "23"


def english_words(code: str, theme: str) -> Iterator[re.Pattern[str]]:
    """Yield what the English interface would say and this one would not."""
    texts = strings(code) | strings(code, theme)
    own = " ".join(text for value in texts.values() for text in forms(value).values())
    for key, value in (strings("en") | strings("en", theme)).items():
        if key.startswith(("dates.", "feeds.")):
            continue
        for text in forms(value).values():
            for part in _PLACE.split(text):
                words = part.strip(" ,.:·()“”/")
                if len(words) > 2 and words not in own:
                    yield re.compile(rf"\b{re.escape(words)}\b")


def said(page: str) -> str:
    """Return all that a page tells people: its text, and what stands in attributes."""
    tree = html.fromstring(page.encode())
    for script in tree.xpath("//script[not(@id='words')] | //template"):
        script.drop_tree()
    words = tree.xpath("//script[@id='words']")
    told = list(_values(json.loads(words[0].text))) if words else []
    for script in words:
        script.drop_tree()
    shown = tree.xpath(
        "//@alt | //@title | //@aria-label | //@placeholder | //@abbr"
        " | //meta[@name='description' or @property='og:title']/@content"
    )
    return "\n".join([tree.text_content(), *shown, *told])


def _values(told: object) -> Iterator[str]:
    if isinstance(told, dict):
        for value in told.values():
            yield from _values(value)
    elif isinstance(told, str):
        yield told


def digest(root: Path, code: str, theme: str) -> Project:
    """Write a digest that has something of everything, in Greek."""
    project = Project(
        root,
        language=code,
        title=GREEK,
        tagline=GREEK,
        search=ON,
        publisher={"name": GREEK},
        theme={"name": theme},
    )
    picture = project.root / "content" / "images" / "p.jpg"
    picture.parent.mkdir(parents=True)
    Image.linear_gradient("L").resize((640, 480)).convert("RGB").save(picture, "JPEG")
    for number in range(1, 5):
        project.entry(
            f"2024/10/0{number}/e{number}.md",
            GREEK,
            title=GREEK,
            summary=f"{GREEK}.",
            lang=("hi" if code == "ja" else "ja") if number == 4 else None,
            date=f"2024-10-0{number}T10:00",
            updated=f"2024-10-0{number}T11:00",
            kind="opinion" if number == 1 else None,
            topics=["Θέμα"],
            regions=["Τόπος"],
            desk="Σύνταξη",
            story="Υπόθεση",
            authors=["Α", "Β"],
            sources=[
                {
                    "name": "Πηγή",
                    "title": f"{GREEK} {number}",
                    "url": f"https://example.org/{number}",
                    "published": "2024-10-01",
                    "accessed": "2024-10-02",
                    "reliability": "B2",
                }
            ],
            image={"src": "p.jpg", "alt": GREEK, "ai": "generated", "generator": "Μ"},
            ai_text="assisted" if number < 3 else "generated",
            corrections=[
                {
                    "date": f"2024-10-0{number}T11:00",
                    "kind": ("update", "clarification", "correction", "retraction")[number - 1],
                    "text": GREEK,
                }
            ],
        )
    return project


@pytest.mark.parametrize("theme", [FOLDER.name, *DERIVED])
@pytest.mark.parametrize("code", OTHERS)
def test_a_site_has_no_english_in_it(code: str, theme: str, tmp_path: Path) -> None:
    """Every page of a site speaks its language, and says so, whatever it looks like."""
    project = digest(tmp_path, code, theme)

    found = project.build()

    assert "missing-locale" not in {finding.code for finding in found.findings}
    english = list(english_words(code, theme))
    pages = [file for file in project.site.rglob("*.html") if "/pagefind/" not in str(file)]
    assert len(pages) > 15
    for file in pages:
        page = file.read_text(encoding="utf-8")
        told = said(page)
        name = file.relative_to(project.site).as_posix()
        left = {words.pattern for words in english if words.search(told)}

        assert f'<html lang="{code}" dir="{direction(code)}"' in page, name
        assert not left, name
