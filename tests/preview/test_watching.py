"""What is saved is built: each way of saving, many saves at once, and nothing that is no save."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.preview.previews import Preview, Stream, previewed, wait_until
from tests.projects import Project, fill

ENTRY = "2024/10/22/harbour-22.md"
PAGE = "2024/10/22/harbour-22/index.html"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with a theme of its own."""
    project = Project(tmp_path_factory.mktemp("watched"), theme={"name": "own"})
    fill(project)
    theme = project.root / "themes" / "own"
    (theme / "assets").mkdir(parents=True)
    (theme / "theme.yaml").write_text("name: own\nextends: broadsheet\n", encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def preview(project: Project) -> Iterator[Preview]:
    """The preview of that project."""
    with previewed(project) as preview:
        yield preview


@pytest.fixture
def news(preview: Preview) -> Iterator[Stream]:
    """The news of the preview from here on."""
    with preview.listen(PAGE) as stream:
        stream.next()
        yield stream


def text(project: Project, title: str) -> str:
    """Return the text of the entry with another title."""
    old = (project.root / "content" / "entries" / ENTRY).read_text(encoding="utf-8")
    return "\n".join(
        f"title: {title}" if line.startswith("title: ") else line for line in old.split("\n")
    )


def by_truncating(file: Path, new: str) -> None:
    """Write over what is there, as simple editors do."""
    file.write_text(new, encoding="utf-8")


def by_renaming(file: Path, new: str) -> None:
    """Write a file beside it and rename that, as careful editors do."""
    beside = file.with_name(f".{file.name}.tmp")
    beside.write_text(new, encoding="utf-8")
    beside.replace(file)


def by_keeping_a_copy(file: Path, new: str) -> None:
    """Rename what is there to a copy and write anew, as vim and Emacs do."""
    copy = file.with_name(f"{file.name}~")
    file.rename(copy)
    file.write_text(new, encoding="utf-8")
    copy.unlink()


def by_moving_over(file: Path, new: str) -> None:
    """Move a file over it from elsewhere."""
    elsewhere = file.parents[5] / "elsewhere.md"
    elsewhere.write_text(new, encoding="utf-8")
    subprocess.run(["mv", elsewhere, file], check=True)


def by_linking(file: Path, new: str) -> None:
    """Delete it and put another in its place."""
    beside = file.with_name("4913")
    beside.write_text(new, encoding="utf-8")
    file.unlink()
    os.link(beside, file)
    beside.unlink()


@pytest.mark.parametrize(
    "save", [by_truncating, by_renaming, by_keeping_a_copy, by_moving_over, by_linking]
)
def test_a_save_is_built_and_told_however_it_is_made(
    project: Project, preview: Preview, news: Stream, save: Callable[[Path, str], None]
) -> None:
    """The page is among what changed, and has the new words."""
    title = f"Saved {save.__name__}"

    save(project.root / "content" / "entries" / ENTRY, text(project, title))

    told = news.until(lambda told: PAGE in told["changed"])
    assert told["ok"]
    assert title in preview.page("2024/10/22/harbour-22/").text


def test_a_touch_changes_nothing(project: Project, news: Stream) -> None:
    """It is one build, of which no page has to know."""
    (project.root / "content" / "entries" / ENTRY).touch()

    assert news.next()["changed"] == []


def test_an_entry_comes_and_goes(project: Project, preview: Preview, news: Stream) -> None:
    """In a folder that comes and goes with it."""
    path = "2024/12/01/passing/index.html"
    file = project.entry("2024/12/01/passing.md")
    news.until(lambda told: path in told["changed"])
    assert preview.page("2024/12/01/passing/").status == 200

    shutil.rmtree(file.parents[1])

    news.until(lambda told: path in told["changed"])
    assert preview.page("2024/12/01/passing/").status == 404


def test_a_folder_that_is_moved_in_is_read(project: Project, news: Stream, tmp_path: Path) -> None:
    """With all that is in it, and watched from then on."""
    path = "2023/02/03/deep/index.html"
    made = Project(tmp_path)
    made.entry("2023/02/03/deep.md")
    there = project.root / "content" / "entries" / "2023"
    shutil.move(made.root / "content" / "entries" / "2023", there)
    news.until(lambda told: path in told["changed"])

    project.edit("2023/02/03/deep.md", title="Deeper")

    news.until(lambda told: path in told["changed"])


def test_the_configuration_may_be_replaced(project: Project, news: Stream) -> None:
    """By rename, again and again."""
    for number in range(2):
        old = (project.root / "briefgen.yaml").read_text(encoding="utf-8")
        beside = project.root / "new.yaml"
        beside.write_text(f"{old}\ntagline{' ' * number}: Round {number}\n", encoding="utf-8")
        lines = [line for line in old.split("\n") if not line.startswith("tagline")]
        beside.write_text("\n".join([*lines, f"tagline: Round {number}"]), encoding="utf-8")
        beside.replace(project.root / "briefgen.yaml")

        news.until(lambda told: "index.html" in told["changed"])


def test_a_theme_of_the_project_is_watched(project: Project, news: Stream) -> None:
    """A new stylesheet changes that file and no page."""
    file = project.root / "themes" / "own" / "assets" / "broadsheet.css"
    file.write_text("h1 { color: teal }\n", encoding="utf-8")

    told = news.until(lambda told: told["changed"])

    assert told["changed"] == ["assets/style.css"]


def test_content_may_go_and_come_back(project: Project, preview: Preview, news: Stream) -> None:
    """The whole folder, as when a branch is changed; what is saved afterwards is seen."""
    content = project.root / "content"
    content.rename(project.root / "content-away")
    news.until(lambda told: PAGE in told["changed"])
    (project.root / "content-away").rename(content)
    news.until(lambda told: PAGE in told["changed"])
    assert preview.page("2024/10/22/harbour-22/").status == 200

    project.edit(ENTRY, title="After the return")

    news.until(lambda told: PAGE in told["changed"])


@pytest.mark.parametrize("name", [".x.swp", "4913", "x.md~", "#x.md#", ".DS_Store", ".#x.md"])
def test_what_editors_leave_is_no_save(project: Project, news: Stream, name: str) -> None:
    """Nothing is built for it."""
    # A busy machine may tell of one save in two pieces, but not each time.
    assert any(is_unseen(project, news, name) for _ in range(5))


def is_unseen(project: Project, news: Stream, name: str) -> bool:
    """Leave a file beside an entry; tell whether the next save is built by the next build."""
    # What other tests saved may still be built: two saves in a row are not, once it is over.
    numbers = [saved_in_one_step(project, news, f"Before {name} {time.monotonic_ns()}")]
    while len(numbers) < 2 or numbers[-1] != numbers[-2] + 1:
        numbers.append(saved_in_one_step(project, news, f"Before {time.monotonic_ns()}"))

    file = project.write(f"entries/2024/10/22/{name}", "x")
    file.unlink()

    # A save that comes later is built first.
    return saved_in_one_step(project, news, f"After {time.monotonic_ns()}") == numbers[-1] + 1


def saved_in_one_step(project: Project, news: Stream, title: str) -> int:
    """Give the entry another title, and return the number of the build that shows it.

    By a rename alone: of more than one step there could be more than one build.
    """
    new = project.root / "new.md"
    new.write_text(text(project, title), encoding="utf-8")
    new.replace(project.root / "content" / "entries" / ENTRY)
    return int(news.until(lambda told: PAGE in told["changed"])["build"])


def test_what_is_built_is_not_taken_for_a_save(
    project: Project, preview: Preview, news: Stream
) -> None:
    """Neither by the preview itself nor by a build beside it."""
    first = project.build()
    project.edit(ENTRY, title="The only save")

    number = news.until(lambda told: PAGE in told["changed"])["build"]
    (project.root / "content" / "entries" / ENTRY).touch()

    assert first.ok
    assert news.next()["build"] == number + 1


def test_many_saves_become_few_builds(project: Project, news: Stream) -> None:
    """Five hundred files of a checkout, and the last of them is in the end."""
    paths = [f"2019/{1 + n % 12:02}/{1 + n % 28:02}/many-{n}.md" for n in range(500)]
    for path in paths:
        project.entry(path)

    last = "2019/08/24/many-499/index.html"
    seen: set[str] = set()
    builds = 0
    while last not in seen or len([path for path in seen if "many-" in path]) < 500:
        told = news.next()
        builds += 1
        # A list that would be too long is not told.
        seen |= {*(told["changed"] or ())}
        if told["changed"] is None:
            seen |= set(pages_of(project))

    assert builds <= 8
    shutil.rmtree(project.root / "content" / "entries" / "2019")
    news.until(lambda told: told["changed"] is None or last in told["changed"])


def pages_of(project: Project) -> list[str]:
    """Return all pages of the preview's folder."""
    folder = project.root / ".briefgen" / "preview"
    return [str(path.relative_to(folder)) for path in folder.rglob("*.html")]


def test_an_edit_during_a_build_starts_one_more(tmp_path: Path) -> None:
    """However many files are saved meanwhile; and the last edit wins."""
    project = Project(tmp_path)
    fill(project)
    for number in range(400):
        project.entry(f"2021/{1 + number % 12:02}/03/old-{number}.md")
    with previewed(project) as preview, preview.listen(PAGE) as news:
        before = news.next()["build"]
        project.configure(tagline="All pages anew")
        stage = project.root / ".briefgen"
        wait_until(lambda: any(stage.glob("stage-*")))
        for number in range(5):
            project.edit(ENTRY, title=f"Edit {number}")
            project.edit("2024/10/21/harvest-21.md", title=f"Edit {number}")
        running = news.until(lambda told: told["build"] == before + 1)
        project.write("static/mark.txt", "All that was saved before this is built with it.")
        last = news.until(lambda told: "mark.txt" in told["changed"])

        assert running["changed"] is None or "index.html" in running["changed"]
        assert "Edit 4" in preview.page("2024/10/22/harbour-22/").text
        # One for the edits, unless the mark was in it too, and one for the mark.
        assert last["build"] - before in (2, 3)


def test_it_can_look_by_itself(tmp_path: Path) -> None:
    """Where the system tells nothing it polls, and says so."""
    project = Project(tmp_path)
    fill(project)
    environment = {"WATCHFILES_FORCE_POLLING": "1"}
    with previewed(project, environment=environment) as preview, preview.listen(PAGE) as news:
        news.next()
        project.edit(ENTRY, title="Found by looking")

        news.until(lambda told: PAGE in told["changed"])
        assert "note: looking for changes every 0.3 s" in preview.said


def test_a_file_that_lies_under_two_names_changes_under_both(tmp_path: Path) -> None:
    """A link to an entry is read again when the entry is saved."""
    project = Project(tmp_path)
    fill(project)
    file = project.entry("2024/10/20/one.md", title="Before", sources=None)
    (file.parent / "two.md").symlink_to(file)
    pages = {"2024/10/20/one/index.html", "2024/10/20/two/index.html"}
    with previewed(project) as preview, preview.listen(PAGE) as news:
        news.next()
        file.write_text(file.read_text("utf-8").replace("Before", "After"), encoding="utf-8")

        assert set(news.until(lambda told: told["changed"])["changed"]) > pages
        assert all("After" in (preview.folder / page).read_text("utf-8") for page in pages)


def test_what_was_saved_before_a_fault_is_not_forgotten(tmp_path: Path) -> None:
    """An entry that is saved with a faulty configuration is built when that is mended."""
    project = Project(tmp_path)
    fill(project)
    good = (project.root / "briefgen.yaml").read_bytes()
    with previewed(project) as preview, preview.listen(PAGE) as news:
        news.next()
        (project.root / "briefgen.yaml").write_text("titel: Trial\n", encoding="utf-8")
        news.until(lambda told: told["errors"])
        project.edit(ENTRY, title="Saved meanwhile")
        news.until(lambda told: told["errors"])

        (project.root / "briefgen.yaml").write_bytes(good)

        assert PAGE in news.until(lambda told: told["ok"])["changed"]
        assert "Saved meanwhile" in preview.page("2024/10/22/harbour-22/").text
