"""Searching, in a real browser, under the strictest policy for content that the docs name."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, Route, expect

from tests.browser.conftest import HEADERS
from tests.browser.test_accessibility import RUN_AXE
from tests.projects import ON, Project
from tests.serving import serve

pytestmark = pytest.mark.browser

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module", params=["/", "/repo/"])
def site(demo_site: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The demo, served at the root and below a path, with the policy."""
    with serve(demo_site, request.param, HEADERS) as url:
        yield url


@contextmanager
def opened(browser: Browser, url: str, **context: object) -> Iterator[Page]:
    """Give a page, and see to it that nothing went wrong in it."""
    # Chromium calls a transition between two pages a fault when a test leaves before it has begun.
    calm = {"viewport": DESK, "reduced_motion": "reduce"}
    page = browser.new_page(**{**calm, **context})  # type: ignore[arg-type]
    faults: list[str] = []
    page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("requestfailed", lambda one: None if given_up(one) else faults.append(one.url))
    page.goto(url)
    yield page
    page.close()
    assert faults == []


def given_up(request: Request) -> bool:
    """Tell whether a picture or an icon was still on its way when its page was left."""
    seen = request.resource_type == "image" or "favicon" in request.url
    return seen and request.failure == "net::ERR_ABORTED"


def field(page: Page) -> Locator:
    """Return the field of the search page."""
    return page.get_by_role("searchbox", name="Search all entries")


def hits(page: Page) -> Locator:
    """Return the headlines of what was found."""
    return page.locator("#hits .hit-title")


def told(page: Page) -> Locator:
    """Return what is said of the number of results."""
    return page.get_by_role("status")


def query(page: Page) -> dict[str, list[str]]:
    """Return what the address says."""
    return parse_qs(urlsplit(page.url).query)


def box(page: Page, name: str) -> Locator:
    """Return the filter of this name."""
    return page.get_by_role("checkbox", name=re.compile(rf"^{name}\b"))


def test_results_come_as_one_types(browser: Browser, site: str) -> None:
    """Headline, day, topic and region, the word in its text, and what a machine made."""
    with opened(browser, f"{site}search/") as page:
        field(page).press_sequentially("hurricane")

        expect(told(page)).to_have_text(re.compile(r"^\d+ results$"))
        first = page.locator("#hits li").first
        expect(first.locator(".hit-title")).to_contain_text("Hurricane")
        expect(first.locator("mark").first).to_have_text(re.compile("hurricane", re.IGNORECASE))
        expect(first.locator("time")).to_have_text(re.compile(r"^\d+ (Sep|Oct) 2024$"))
        expect(first.locator(".kicker")).to_contain_text("North America")
        expect(first.locator(".label")).to_have_text("AI-generated text")
        # On a slow machine the first letters alone may have been asked for, and answered.
        expect(page).to_have_url(re.compile("[?]q=hurricane$"))
        hits(page).first.click()
        expect(page.locator("h1")).to_contain_text("Hurricane")


def test_nothing_is_fetched_before_the_reader_means_to_search(browser: Browser, site: str) -> None:
    """A look at the page costs the page; its field asks for the index when it is entered."""
    asked: list[str] = []
    with opened(browser, f"{site}search/") as page:
        page.on("request", lambda request: asked.append(request.url))
        page.wait_for_load_state("networkidle")
        assert [url for url in asked if "favicon" not in url] == []
        with page.expect_request("**/pagefind.js"):
            field(page).focus()
        field(page).fill("comet")
        expect(hits(page).first).to_be_visible()
        assert {urlsplit(url).netloc for url in asked} == {urlsplit(site).netloc}


def test_a_headline_weighs_more_than_a_body(browser: Browser, site: str) -> None:
    """Whose headline has the word comes first, whatever the length of its text."""
    with opened(browser, f"{site}search/?q=comet") as page:
        expect(hits(page).first).to_contain_text(re.compile("comet", re.IGNORECASE))


def test_sources_are_found_too(browser: Browser, site: str) -> None:
    """By the name of a publisher that no text mentions."""
    with opened(browser, f"{site}search/?q=Devdiscourse") as page:
        expect(hits(page).first).to_be_visible()


def test_filters_narrow_and_count(browser: Browser, site: str) -> None:
    """A count says how many there would be; the filter keeps its word, in the address too."""
    with opened(browser, f"{site}search/?q=the") as page:
        asia = box(page, "Asia")
        promised = asia.locator("xpath=..").locator(".count").inner_text()
        asia.check()

        expect(told(page)).to_have_text(re.compile(rf"^{promised} results?$"))
        assert query(page) == {"q": ["the"], "region": ["Asia"]}
        expect(box(page, "Europe").first).to_be_visible()
        expect(box(page, "Asia")).to_be_focused()
        page.get_by_role("button", name="Remove the filter Asia").click()
        expect(box(page, "Asia")).not_to_be_checked()
        assert query(page) == {"q": ["the"]}


def test_every_filter_can_be_asked_for_in_the_address(browser: Browser, site: str) -> None:
    """A search can be shared: the address alone brings it back, filter by filter."""
    address = (
        "search/?topic=Space&region=Global&desk=Science+Desk&kind=news&source=NASA"
        "&year=2024&month=2024-10&ai=1&from=2024-10-01&to=2024-10-31&sort=date"
    )
    with opened(browser, site + address) as page:
        expect(hits(page).first).to_be_visible()
        for name in ("Space", "Global", "Science Desk", "news", "NASA", "2024", "October 2024"):
            expect(box(page, name).first).to_be_checked()
        expect(page.get_by_role("combobox")).to_have_value("date")
        expect(page.get_by_label("From", exact=True)).to_have_value("2024-10-01")
        expect(page.locator("#active li")).to_have_count(10)
        stamps = page.locator("#hits time").evaluate_all("all => all.map(one => one.dateTime)")
        assert stamps == sorted(stamps, reverse=True)
        assert all("2024-10-01" <= day <= "2024-10-31" for day in stamps)


def test_without_words_filters_list_entries_newest_first(browser: Browser, site: str) -> None:
    """Choosing is finding too."""
    with opened(browser, f"{site}search/?topic=Health") as page:
        expect(hits(page).first).to_be_visible()
        stamps = page.locator("#hits time").evaluate_all("all => all.map(one => one.dateTime)")
        assert stamps == sorted(stamps, reverse=True)


def test_a_range_of_dates(browser: Browser, site: str) -> None:
    """From a day, to a day, both included."""
    with opened(browser, f"{site}search/?q=the") as page:
        page.get_by_label("From", exact=True).fill("2024-10-10")
        page.get_by_label("To", exact=True).fill("2024-10-11")

        expect(page.get_by_role("button", name="Remove the filter To 11 Oct 2024")).to_be_visible()
        expect(hits(page).first).to_be_visible()
        expect(page.locator("#hits time")).to_have_text(
            [re.compile("^1[01] Oct 2024$")] * hits(page).count()
        )
        assert query(page)["from"] == ["2024-10-10"]


def test_going_back_brings_the_search_back(browser: Browser, site: str) -> None:
    """Each filter is a step of its own."""
    with opened(browser, f"{site}search/?q=the") as page:
        expect(hits(page).first).to_be_visible()
        before = told(page).inner_text()
        box(page, "Asia").check()
        expect(told(page)).not_to_have_text(before)
        page.go_back()

        expect(told(page)).to_have_text(before)
        expect(box(page, "Asia")).not_to_be_checked()


def test_the_keyboard_does_all(browser: Browser, site: str) -> None:
    """Slash enters the field, arrows walk the results, Escape leads back and leaves."""
    with opened(browser, f"{site}search/") as page:
        page.keyboard.press("/")
        expect(field(page)).to_be_focused()
        page.keyboard.type("space/")
        expect(field(page)).to_have_value("space/")
        page.keyboard.press("Backspace")
        expect(hits(page).nth(1)).to_be_visible()
        page.keyboard.press("ArrowDown")
        expect(hits(page).first).to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(hits(page).nth(1)).to_be_focused()
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        expect(field(page)).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")
        expect(field(page)).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator("article h1")).to_be_visible()


def test_more_results_follow_and_have_the_focus(browser: Browser, site: str) -> None:
    """Twenty at a time; the first new one is where one goes on."""
    with opened(browser, f"{site}search/?q=the") as page:
        expect(hits(page)).to_have_count(20)
        page.get_by_role("button", name="Show 20 more").click()

        expect(hits(page)).to_have_count(40)
        expect(hits(page).nth(20)).to_be_focused()


def test_fingers_can_choose(browser: Browser, site: str) -> None:
    """On a phone all that is pressed in a search is 44 pixels high."""
    with opened(browser, f"{site}search/?q=the&region=Asia", viewport=PHONE) as page:
        page.locator("#filters summary").first.click()
        expect(box(page, "Asia")).to_be_visible()
        for name in ("#facets fieldset > label", "#active button", "#filters input[type=date]"):
            shape = page.locator(name).first.bounding_box()
            assert shape
            assert shape["height"] >= 44, name


def test_what_is_not_found_is_said_kindly(browser: Browser, site: str) -> None:
    """The query is repeated, and there are ways on."""
    with opened(browser, f"{site}search/?q=zzzqqq&topic=Space") as page:
        expect(told(page)).to_have_text("Nothing found for “zzzqqq”")
        expect(page.get_by_role("link", name="Browse the archive")).to_be_visible()
        page.get_by_role("button", name="Remove all filters").click()
        assert query(page) == {"q": ["zzzqqq"]}


@pytest.mark.parametrize(
    "address",
    [
        "?from=never&to=2024-1-9x&lang=%00&month=2024-77&sort=up&topic=Nowhere&x=1",
        "?from=2024-99-99",
        "?to=2024-02-31",
        "?month=2024-00&year=MMXX&ai=yes",
        "?lang=en-abc",
        "?q=%FF",
        "?&=",
    ],
)
def test_an_address_that_makes_no_sense_does_no_harm(
    browser: Browser, site: str, address: str
) -> None:
    """What is not understood is left out; what matches nothing finds nothing."""
    with opened(browser, f"{site}search/{address}") as page:
        expect(page.locator("h1")).to_have_text("Search")
        page.wait_for_load_state("networkidle")
        if page.get_by_role("button", name="Remove all filters").is_visible():
            page.get_by_role("button", name="Remove all filters").click()
        field(page).fill("comet")
        expect(hits(page).first).to_be_visible()


def test_a_search_that_failed_can_be_tried_again(browser: Browser, site: str) -> None:
    """What could not be fetched is said, the lists to browse are back, and Enter tries again."""
    page = browser.new_page()
    page.route("**/facets.json*", lambda route: route.abort())
    page.goto(f"{site}search/?q=comet")
    expect(told(page)).to_contain_text("could not be loaded")
    expect(page.get_by_role("heading", name="Browse")).to_be_visible()

    page.unroute("**/facets.json*")
    field(page).press("Enter")
    expect(hits(page).first).to_be_visible()
    expect(told(page)).to_have_text(re.compile(r"^\d+ results?$"))
    titles = hits(page).all_inner_texts()
    assert len(titles) == len(set(titles))
    page.close()


def test_a_filter_takes_up_what_was_just_typed(browser: Browser, site: str) -> None:
    """However fast the hand goes from the keyboard to a filter."""
    with opened(browser, f"{site}search/?q=the") as page:
        expect(box(page, "Asia")).to_be_visible()
        page.evaluate(
            """() => {
              const field = document.getElementById("q");
              field.value = "space";
              field.dispatchEvent(new Event("input"));
              document.querySelector('#facets [value="Asia"]').click();
            }"""
        )

        expect(page.locator("#active li")).to_have_count(1)
        expect(field(page)).to_have_value("space")
        assert query(page) == {"q": ["space"], "region": ["Asia"]}


def test_escape_empties_the_field_and_then_leaves_it(browser: Browser, site: str) -> None:
    """Twice for both; Enter again and again makes no steps to go back through."""
    with opened(browser, f"{site}search/?q=comet") as page:
        expect(hits(page).first).to_be_visible()
        before = page.evaluate("history.length")
        field(page).press("Enter")
        field(page).press("Enter")
        assert page.evaluate("history.length") == before
        field(page).press("Escape")
        expect(field(page)).to_have_value("")
        expect(field(page)).to_be_focused()
        expect(page.locator("#found")).to_be_hidden()
        field(page).press("Escape")
        expect(field(page)).not_to_be_focused()


def test_a_first_search_asks_as_many_parts_as_it_takes(browser: Browser, site: str) -> None:
    """Enough found in the newest: since when is said, and all the rest is one press away."""
    asked: list[str] = []

    def swollen(route: Route) -> None:
        told = route.fetch().json()
        for part in told["parts"]:
            part["entries"] = 1_100
        route.fulfill(json=told)

    with opened(browser, f"{site}search/") as page:
        page.route("**/parts.json", swollen)
        page.on("request", lambda request: asked.append(request.url))
        field(page).fill("the")
        expect(told(page)).to_have_text(re.compile(r"^\d+ results since \d+ \w+ 2024$"))
        assert not any("/2024-ja/" in url for url in asked)
        page.get_by_role("button", name="Search all years").click()
        expect(page.get_by_role("button", name="Search all years")).to_be_hidden()
        expect(told(page)).to_be_focused()
        assert any("/2024-ja/" in url for url in asked)


def test_a_query_is_shown_as_text(browser: Browser, site: str) -> None:
    """Whatever is typed or shared, nothing of it becomes an element."""
    with opened(
        browser, f"{site}search/?q=%3Cimg src=x onerror=alert(1)%3Ezz&topic=%3Cb%3Ex"
    ) as page:
        expect(told(page)).to_contain_text("<img src=x onerror=alert(1)>zz")
        expect(page.get_by_role("button", name="Remove the filter <b>x")).to_be_visible()
        assert page.locator("#search img, #search b").count() == 0


def test_every_page_leads_to_the_search(browser: Browser, site: str) -> None:
    """A field in the header of each page, a link where there is no room, and for browsers."""
    with opened(browser, site) as page:
        page.get_by_role("search").get_by_role("searchbox").fill("comet")
        page.keyboard.press("Enter")
        expect(hits(page).first).to_be_visible()
        expect(field(page)).to_have_value("comet")
    with opened(browser, site, viewport=PHONE) as page:
        described = page.locator('link[rel="search"]').evaluate("link => link.href")
        assert "<OpenSearchDescription" in page.request.get(described).text()
        page.locator("header").get_by_role("link", name="Search").click()
        expect(field(page)).to_be_visible()


def test_without_scripts_the_page_says_so(browser: Browser, site: str) -> None:
    """And offers what can be browsed, the archive among it."""
    with opened(browser, f"{site}search/?q=comet", java_script_enabled=False) as page:
        expect(page.locator("noscript .notice")).to_be_visible()
        expect(
            page.get_by_role("main").get_by_role("link", name=re.compile("^2024"))
        ).to_be_visible()
        expect(page.locator("#found")).to_be_hidden()


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["", "?q=space&region=Asia", "?q=zzzqqq&topic=Space"])
def test_axe_finds_nothing(
    browser: Browser,
    axe: Path,
    demo_site: Path,
    address: str,
    scheme: Literal["light", "dark"],
    viewport: dict[str, int],
) -> None:
    """Before a search, with results, without; filters open too."""
    with (
        serve(demo_site, "/", HEADERS) as url,
        opened(
            browser,
            f"{url}search/{address}",
            viewport=viewport,
            color_scheme=scheme,
            reduced_motion="reduce",
        ) as page,
    ):
        if address:
            expect(told(page)).not_to_be_empty()
            page.evaluate("document.getElementById('filters').open = true")
        # Put in by the debugger: the policy lets no page do that.
        page.evaluate(axe.read_text("utf-8"))

        assert page.evaluate(RUN_AXE) == []
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wider) <= 0


SCRIPTS = {
    "ja": ("東京の図書館", "東京で新しい図書館が開館した。", "図書館"),
    "zh": ("城市新闻", "北京市新建了一座公共图书馆。", "图书馆"),
    "ar": ("مكتبة", "زار مُحَمَّد المكتبة العامة.", "محمد"),
    "az-Arab": ("کیتابخانا", "شهرده یئنی کیتابخانا آچیلدی.", "آچیلدی"),
    "fr": ("Le café", "Un café à Besançon.", "besancon"),
    "hi": ("पुस्तकालय", "दिल्ली में नया पुस्तकालय खुला।", "पुस्तकालय"),
}


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A digest in English with an entry in each of several scripts, and hostile ones."""
    project = Project(tmp_path_factory.mktemp("scripts"), search=ON)
    for number, (lang, (title, body, _)) in enumerate(SCRIPTS.items(), 1):
        project.entry(f"2024/10/{number:02}/{lang}.md", body, title=title, summary=body, lang=lang)
    hostile = "<img src=x onerror=alert(1)> <mark>quarry</mark> &lt;b&gt;"
    project.entry("2024/10/20/x.md", f"`{hostile}`", title=f"T {hostile}", summary=hostile)
    for year in (2021, 2022, 2023):
        for number in range(1, 8):
            project.entry(f"{year}/0{number}/01/old.md", f"Granite number {number} of {year}.")
    assert project.build().ok
    with serve(project.site, "/", HEADERS) as url:
        yield url


@pytest.mark.parametrize("lang", SCRIPTS)
def test_a_word_inside_a_sentence_is_found(browser: Browser, scripts: str, lang: str) -> None:
    """Without spaces, without accents, without vowel marks; shown in its own language."""
    title, _, word = SCRIPTS[lang]
    with opened(browser, f"{scripts}search/?q={word}") as page:
        expect(hits(page)).to_have_text([title])
        article = page.locator("#hits article")
        expect(article).to_have_attribute("lang", lang)
        expect(article).to_have_attribute("dir", "rtl" if lang in ("ar", "az-Arab") else "ltr")


def test_marks_of_vowels_may_be_typed_or_not(browser: Browser, scripts: str) -> None:
    """Both find the same."""
    with opened(browser, f"{scripts}search/?q=مُحَمَّد") as page:
        expect(hits(page)).to_have_text([SCRIPTS["ar"][0]])


def test_texts_are_shown_as_text(browser: Browser, scripts: str) -> None:
    """Nothing that an entry says becomes an element of the page."""
    with opened(browser, f"{scripts}search/?q=quarry") as page:
        expect(hits(page).first).to_contain_text("<img src=x onerror=alert(1)>")
        expect(page.locator("#hits .summary")).to_contain_text("<img src=x onerror=alert(1)>")
        assert page.locator("#hits img, #hits b").count() == 0


def test_older_years_are_asked_when_newer_ones_have_little(browser: Browser, scripts: str) -> None:
    """All of them at once when it takes that; a range of dates asks those it reaches."""
    asked: list[str] = []
    with opened(browser, f"{scripts}search/?q=granite") as page:
        expect(told(page)).to_have_text("21 results")
    with opened(browser, f"{scripts}search/") as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{scripts}search/?q=the&from=2024-01-01")
        page.wait_for_load_state("networkidle")
        assert not any("2021-to-2023" in url for url in asked)


def test_right_to_left(browser: Browser, axe: Path, tmp_path: Path) -> None:
    """A site in Arabic has its search the other way round, and accessible."""
    project = Project(tmp_path, search=ON, language="ar", title="السجل")
    project.entry("2024/10/20/x.md", "زار محمد المكتبة.", title="المكتبة العامة", topics=["ثقافة"])
    assert project.build().ok
    with (
        serve(project.site, "/", HEADERS) as url,
        opened(browser, f"{url}search/?q=المكتبة&topic=ثقافة") as page,
    ):
        expect(hits(page)).to_have_text(["المكتبة العامة"])
        filters, results = page.locator("#filters").bounding_box(), hits(page).bounding_box()
        assert filters
        assert results
        assert filters["x"] > results["x"]
        page.evaluate(axe.read_text("utf-8"))
        assert page.evaluate(RUN_AXE) == []
