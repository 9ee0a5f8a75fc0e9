"""The search index of a preview: made after the page is shown, and right in the end."""

import os
from itertools import count
from pathlib import Path

from tests.preview.previews import previewed, wait_until
from tests.projects import ON, Project, fill


def index_of(folder: Path) -> set[str]:
    """Return the names of the files that hold the words of entries; empty while there are none."""
    return {path.name for path in folder.glob("search/2024/index/*")}


def test_a_saved_body_is_shown_first_and_found_later(tmp_path: Path) -> None:
    """No page waits for the index, which says soon after what a build would make it say."""
    project = Project(tmp_path, search=ON)
    fill(project)
    with previewed(project) as preview:
        wait_until(lambda: index_of(preview.folder))
        before = index_of(preview.folder)
        project.entry("2024/10/24/new.md", "Chrysanthemum.", date="2024-10-24")
        wait_until(lambda: preview.page("2024/10/24/new/").status == 200)
        wait_until(lambda: index_of(preview.folder) - before)
        address = preview.url
        found = index_of(preview.folder)

    project.build(drafts=True, future=True, base_url=address)
    assert found == index_of(project.site)


def test_an_index_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """The page is there all the same; the next save says why the index is not."""
    project = Project(tmp_path, search=ON)
    fill(project)
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "pagefind_bin_extended.py").write_text(
        "def get_executable():\n    return '/bin/false'\n"
    )
    environment = {"PYTHONPATH": os.pathsep.join((str(broken), str(Path(__file__).parents[2])))}
    with previewed(project, environment=environment) as preview:
        assert preview.page("").status == 200
        with preview.listen() as news:
            told = news.next()
            for number in count():
                last = told["build"]
                project.entry("2024/10/24/new.md", f"Word {number}.", date="2024-10-24")
                while (told := news.next())["build"] <= last:
                    pass
                # The first of these saves may come before it is known that there is no index.
                if told["errors"]:
                    break

        assert preview.wait_for("search-failed")
        assert preview.page("").status == 200
