"""Executors: whoever does the work, the site is the same.

`build(options, executor=…)` takes any `concurrent.futures.Executor` whose workers see the project's
files under the same paths: threads, processes, or the machines of a Dask cluster.
"""

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import pytest

from briefgen.build import build
from briefgen.options import Options
from tests.projects import NOW, ON, Project, fill, tree


@contextmanager
def threads() -> Iterator[Executor]:
    """Give two threads of this process."""
    with ThreadPoolExecutor(2) as executor:
        yield executor


@contextmanager
def processes() -> Iterator[Executor]:
    """Give two processes that share nothing with this one."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        yield executor


@contextmanager
def cluster() -> Iterator[Executor]:
    """Give a Dask cluster of two worker processes on this machine."""
    distributed = pytest.importorskip("distributed", reason="no `distributed`: Dask is not tried")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as workers,
        distributed.Client(workers) as client,
    ):
        yield client.get_executor()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give a digest that is worth more than one worker."""
    project = Project(tmp_path_factory.mktemp("executors"), search=ON)
    fill(project)
    for number in range(300):
        day = f"2023-{1 + number % 12:02}-05"
        project.entry(f"{day.replace('-', '/')}/n-{number}.md", date=day, topics=[f"t{number % 9}"])
    assert project.build().ok
    return project


@pytest.mark.parametrize(
    "kind",
    [threads, processes, pytest.param(cluster, marks=[pytest.mark.dask])],
    ids=["threads", "processes", "dask"],
)
@pytest.mark.filterwarnings("default")
def test_any_executor_makes_the_same_site(project: Project, tmp_path: Path, kind: object) -> None:
    """Reading and rendering go through it; not a byte differs from a build by one process."""
    copy = Project(tmp_path / "copy", search=ON)
    (copy.root / "content").rename(copy.root / "unused")
    (copy.root / "content").symlink_to(project.root / "content")

    assert callable(kind)
    with kind() as executor:
        result = build(
            Options(config=copy.root / "briefgen.yaml", now=NOW, jobs=2), executor=executor
        )

    assert result.ok
    assert result.parsed == 314
    assert tree(copy.site) == tree(project.site)
