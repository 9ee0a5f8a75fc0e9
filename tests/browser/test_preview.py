"""The preview in a real browser: pages follow what is saved, and say what a build found."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import RUN_AXE
from tests.preview.previews import Preview, previewed
from tests.projects import Project, fill

pytestmark = pytest.mark.browser

ENTRY = "2024/10/22/harbour-22.md"
ADDRESS = "2024/10/22/harbour-22/"
OTHER = "2024/10/21/harvest-21/"

# One long enough to be scrolled.
BODY = "\n\n".join(f"Paragraph {number} of a long text." for number in range(200))

# Says how often a tab has loaded a page since it was opened.
COUNT_LOADS = "sessionStorage.setItem('loads', 1 + Number(sessionStorage.getItem('loads')))"
LOADS = "Number(sessionStorage.getItem('loads'))"

OVERLAY = "briefgen-preview dialog"
PILL = "briefgen-preview section button"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small project, published below a path, with a theme of its own."""
    project = Project(tmp_path, base_url="https://example.org/repo/", theme={"name": "own"})
    fill(project)
    project.entry(ENTRY, BODY, title="A first headline", date="2024-10-22T10:00Z")
    theme = project.root / "themes" / "own"
    (theme / "assets").mkdir(parents=True)
    (theme / "theme.yaml").write_text("name: own\nextends: broadsheet\n", encoding="utf-8")
    return project


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"/>'


@pytest.fixture
def illustrated(project: Project) -> Project:
    """That project with a picture in the entry; to be asked for before its preview."""
    project.write("entries/2024/10/22/plan.svg", DRAWING)
    project.edit(ENTRY, image={"src": "plan.svg", "alt": "A plan."})
    return project


@pytest.fixture
def preview(project: Project) -> Iterator[Preview]:
    """The preview of that project."""
    with previewed(project) as preview:
        yield preview


def opened(browser: Browser, preview: Preview, path: str = ADDRESS) -> Page:
    """Return a tab with a page of the preview, in which every fault of a script fails the test."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.add_init_script(COUNT_LOADS)
    page.on("pageerror", lambda problem: pytest.fail(str(problem)))
    page.goto(f"{preview.url}{path}")
    return page


def loads(page: Page) -> int:
    """Return how often a tab has loaded."""
    return int(page.evaluate(LOADS))


def test_a_save_shows_on_the_open_page_and_disturbs_no_other(
    browser: Browser, project: Project, preview: Preview
) -> None:
    """The page of the entry reloads once; one that does not show it not at all."""
    page, other = opened(browser, preview), opened(browser, preview, "2024/10/23/harbour-23/")

    project.edit(ENTRY, title="A second headline")
    expect(page.locator("h1")).to_have_text("A second headline")
    # What this page hears of next comes after what it had to leave alone.
    project.edit("2024/10/23/harbour-23.md", title="Another headline")
    expect(other.locator("h1")).to_have_text("Another headline")

    assert (loads(page), loads(other)) == (2, 2)


def test_a_page_that_reloads_keeps_its_place(
    browser: Browser, project: Project, preview: Preview
) -> None:
    """Far down in a long text, nobody has to look for it again."""
    page = opened(browser, preview)
    page.evaluate("scrollTo({top: 1500, behavior: 'instant'})")

    project.edit(ENTRY, title="A second headline")

    expect(page.locator("h1")).to_have_text("A second headline")
    page.wait_for_function("Math.abs(scrollY - 1500) < 2")


def test_a_stylesheet_is_swapped_in_place(
    browser: Browser, project: Project, preview: Preview
) -> None:
    """Twice, without a reload, and one link stays one link."""
    page = opened(browser, preview)
    file = project.root / "themes" / "own" / "assets" / "broadsheet.css"
    for colour in ("rgb(1, 2, 3)", "rgb(4, 5, 6)"):
        file.write_text(f"@layer theme {{ h1 {{ color: {colour} }} }}\n", encoding="utf-8")

        expect(page.locator("h1")).to_have_css("color", colour)
    expect(page.locator('link[rel="stylesheet"]')).to_have_count(1)
    assert loads(page) == 1


def test_an_image_is_swapped_in_place(
    browser: Browser, illustrated: Project, preview: Preview
) -> None:
    """The new picture is shown, without a reload."""
    page = opened(browser, preview)
    image = page.locator("figure img")
    expect(image).to_have_js_property("naturalWidth", 300)

    # As wide as before in the page's own words, so that only the file changes.
    other = DRAWING.replace("/>", '><rect width="9" height="9"/></svg>')
    illustrated.write("entries/2024/10/22/plan.svg", other)

    # The number is that of the build.
    address = re.escape(f"{preview.url}images/2024/10/22/plan.svg")
    expect(image).to_have_attribute("src", re.compile(rf"^{address}\?preview=\d+$"))
    assert loads(page) == 1


def test_a_page_that_goes_says_so_and_comes_back(
    browser: Browser, project: Project, preview: Preview
) -> None:
    """By itself, both times."""
    page = opened(browser, preview)
    file = project.root / "content" / "entries" / ENTRY
    text = file.read_bytes()

    file.unlink()
    expect(page.locator("h1")).to_have_text("This page is not here")

    file.write_bytes(text)
    expect(page.locator("h1")).to_have_text("A first headline")


def test_a_fault_is_shown_over_the_page_until_it_is_mended(
    browser: Browser, project: Project, preview: Preview
) -> None:
    """On the open page and on one that is opened then; the page that did not change stays."""
    page = opened(browser, preview)
    project.entry("2024/10/24/bad.md", title=None, summary="<img src=x onerror=alert(1)>")

    overlay = page.locator(OVERLAY)
    expect(overlay).to_be_visible()
    expect(overlay).to_have_role("alertdialog")
    expect(overlay).to_contain_text("missing-field")
    expect(overlay.locator(".place")).to_contain_text("content/entries/2024/10/24/bad.md:1")
    expect(overlay.locator("button")).to_be_focused()
    assert "A first headline" in page.locator("h1").inner_text()
    later = opened(browser, preview, OTHER)
    expect(later.locator(OVERLAY)).to_be_visible()

    project.delete("entries/2024/10/24/bad.md")

    for tab in (page, later):
        expect(tab.locator("briefgen-preview")).to_have_count(0)
        assert loads(tab) == 1


def test_the_overlay_is_closed_from_the_keyboard(
    browser: Browser, project: Project, preview: Preview
) -> None:
    """Escape closes it, a count stays, Enter on that opens it; another fault opens it too."""
    page = opened(browser, preview)
    project.entry("2024/10/24/bad.md", title=None)
    overlay, pill = page.locator(OVERLAY), page.locator(PILL)
    expect(overlay).to_be_visible()

    page.keyboard.press("Escape")
    expect(overlay).to_be_hidden()
    expect(pill).to_have_text("1 error")
    pill.focus()
    page.keyboard.press("Enter")
    expect(overlay).to_be_visible()
    page.keyboard.press("Enter")
    expect(overlay).to_be_hidden()
    expect(pill).to_be_focused()

    project.entry("2024/10/24/worse.md", title=None)
    expect(overlay).to_be_visible()
    expect(overlay.locator("h2")).to_have_text("Not built: 2 errors")


def test_what_was_found_is_text_whatever_it_holds(
    browser: Browser, project: Project, preview: Preview
) -> None:
    """A key that would be an element is shown as it was written."""
    page = opened(browser, preview)
    file = project.root / "content" / "entries" / "2024/10/24/bad.md"
    file.write_text("---\ntitle: T\n<img src=x onerror=boom()>: a\n---\n", encoding="utf-8")

    expect(page.locator(OVERLAY)).to_contain_text("<img src=x onerror=boom()>")
    expect(page.locator(f"{OVERLAY} img")).to_have_count(0)


def test_warnings_are_a_count_that_opens(
    browser: Browser, project: Project, preview: Preview
) -> None:
    """Nothing lies over the page until somebody asks."""
    page = opened(browser, preview)
    project.entry("2024/10/23/plain.md", summary=None)
    overlay, pill = page.locator(OVERLAY), page.locator(PILL)

    expect(pill).to_have_text("1 warning")
    expect(overlay).to_be_hidden()
    pill.click()
    expect(overlay).to_be_visible()
    expect(overlay).to_contain_text("missing-summary")
    page.keyboard.press("Escape")
    expect(overlay).to_be_hidden()


@pytest.mark.parametrize("path", ["", ADDRESS, "no/such/page/"])
def test_a_first_build_that_fails_is_shown_everywhere(
    browser: Browser, project: Project, path: str
) -> None:
    """At every address, and gives way to the site by itself."""
    bad = project.entry("2024/10/24/bad.md", title=None)
    with previewed(project) as preview:
        page = opened(browser, preview, path)
        expect(page.locator(OVERLAY)).to_contain_text("missing-field")

        bad.unlink()

        expect(page.locator("header .nameplate").first).to_be_visible()
        expect(page.locator("briefgen-preview")).to_have_count(0)


@pytest.mark.parametrize(
    ("keys", "words"),
    [({"draft": True}, "Draft."), ({"date": "2024-12-24"}, "Not due yet.")],
    ids=["draft", "future"],
)
def test_what_is_not_published_yet_says_so(
    browser: Browser, project: Project, preview: Preview, keys: dict[str, Any], words: str
) -> None:
    """In a notice that can be seen."""
    page = opened(browser, preview, "")
    page.goto(preview.url)
    project.entry("held.md", **({"date": "2024-10-24"} | keys))
    address = "2024/12/24/held/" if "date" in keys else "2024/10/24/held/"
    expect(page.locator(f'a[href="./{address}"]').first).to_be_visible()

    page.goto(f"{preview.url}{address}")

    notice = page.locator('[role="note"]')
    expect(notice).to_be_visible()
    expect(notice).to_contain_text(words)


def test_a_page_finds_the_preview_again(browser: Browser, project: Project) -> None:
    """After a restart: one that changed meanwhile reloads, one that did not stays."""
    with previewed(project) as first:
        port = first.port
        page, other = opened(browser, first), opened(browser, first, OTHER)
    project.edit(ENTRY, title="A second headline")
    with previewed(project, port=port) as second:
        assert second.port == port
        expect(page.locator("h1")).to_have_text("A second headline")

        file = project.root / "themes" / "own" / "assets" / "broadsheet.css"
        file.write_text("@layer theme { h1 { color: rgb(1, 2, 3) } }\n", encoding="utf-8")
        expect(other.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
        assert (loads(page), loads(other)) == (2, 1)


HIDE = """hidden => {
  Object.defineProperty(document, "hidden", {configurable: true, get: () => hidden});
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_many_tabs_do_not_block_each_other(
    browser: Browser, project: Project, preview: Preview
) -> None:
    """Those that nobody looks at give up their stream, and catch up when somebody does."""
    context = browser.new_context()
    tabs: list[Page] = []
    for _ in range(10):
        for tab in tabs:
            tab.evaluate(HIDE, True)
        tab = context.new_page()
        tab.goto(f"{preview.url}{ADDRESS}")
        tabs.append(tab)
    project.edit(ENTRY, title="A second headline")
    expect(tabs[-1].locator("h1")).to_have_text("A second headline")
    expect(tabs[0].locator("h1")).to_have_text("A first headline")

    tabs[0].evaluate(HIDE, False)

    expect(tabs[0].locator("h1")).to_have_text("A second headline")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("found", ["error", "warning"])
def test_axe_finds_nothing(
    browser: Browser,
    axe: Path,
    project: Project,
    preview: Preview,
    found: str,
    scheme: Literal["light", "dark"],
    width: int,
) -> None:
    """Neither in the count nor in the overlay."""
    keys: dict[str, Any] = {"title": None} if found == "error" else {"summary": None}
    project.entry("2024/10/23/odd.md", **keys)
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.add_init_script(path=axe)
    page.goto(f"{preview.url}{ADDRESS}")
    overlay, pill = page.locator(OVERLAY), page.locator(PILL)
    if found == "error":
        expect(overlay).to_be_visible()
        assert page.evaluate(RUN_AXE) == []
        page.keyboard.press("Escape")
    expect(pill).to_be_visible()
    assert page.evaluate(RUN_AXE) == []
    pill.click()
    expect(overlay).to_be_visible()
    assert page.evaluate(RUN_AXE) == []
    page.close()
