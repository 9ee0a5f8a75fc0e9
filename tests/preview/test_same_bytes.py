"""Whatever is edited under a preview, it ends in what a build from nothing gives."""

import shutil
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.preview.previews import Preview, previewed, wait_until
from tests.projects import ON, Project, fill, tree
from tests.test_incremental import LENIENT, Editor


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), breaks=st.sets(st.integers(0, 29), max_size=3))
def test_any_edits_under_a_preview_give_the_bytes_of_a_build_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, seed: int, breaks: set[int]
) -> None:
    """With the same flags, however the edits fall between the builds, faults and all."""
    project = Project(tmp_path_factory.mktemp("edited"), checks={"severity": LENIENT}, search=ON)
    fill(project)
    editor = Editor(project, seed)
    fresh = Project(tmp_path_factory.mktemp("fresh"))
    with previewed(project) as preview:
        for number in range(30):
            if number in breaks:
                bad = project.entry("2024/10/24/bad.md", title=None)
                with preview.listen() as news:
                    news.until(lambda told: told["errors"])
                bad.unlink()
            editor.edit()
            if number % 10 == 9:
                settle(project, preview)
        shutil.copytree(project.root / "content", fresh.root / "content", dirs_exist_ok=True)
        shutil.copy(project.root / "briefgen.yaml", fresh.root)
        fresh.build(drafts=True, future=True, base_url=preview.url)
        # The index comes after the pages.
        wait_until(lambda: names(preview.folder) == names(fresh.site))

    assert tree(preview.folder) == tree(fresh.site)


def names(site: Path) -> set[str]:
    """Return the paths of the files of a site's search index, which are named by their bytes."""
    return {str(path.relative_to(site)) for path in (site / "search").rglob("*.pf_*")}


def settle(project: Project, preview: Preview) -> None:
    """Return when all that was saved before is built."""
    mark = f"mark-{time.monotonic_ns()}"
    project.write(f"static/{mark}.txt", mark)
    with preview.listen() as news:
        news.until(lambda told: preview.page(f"{mark}.txt").status == 200)
