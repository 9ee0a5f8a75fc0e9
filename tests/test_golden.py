"""Golden sites: small projects whose every byte is kept, to be renewed on purpose only."""

import shutil
from pathlib import Path

import pytest

from briefgen.cli import run
from briefgen.outputs import search

GOLDEN = Path(__file__).parent / "golden"
SITES = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())


def _texts(folder: Path) -> dict[str, str]:
    """Return the files of a site by path.

    Not the theme's own, which are copied as they are, and not pixels and the search index, which
    follow from Pillow and Pagefind too.
    """
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not _is_others(path.relative_to(folder))
    }


def _is_others(path: Path) -> bool:
    return path.parts[0] in ("assets", "social") or (
        path.parts[0] == "search" and len(path.parts) > 2
    )


@pytest.mark.parametrize("name", SITES)
def test_a_golden_site_is_built_to_the_byte(
    name: str, tmp_path: Path, renew_golden: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the program and the default theme make of a project is known in every byte."""
    shutil.copytree(GOLDEN / name / "project", tmp_path / name)
    monkeypatch.chdir(tmp_path / name)
    # The tags of the search follow it, and it follows each line of code and Python's version.
    monkeypatch.setattr(search, "program_fingerprint", lambda: "the program")

    assert run(["build", "--now", "2024-12-31T12:00Z", "--jobs", "1"]) == 0

    (tmp_path / name / "site" / ".briefgen-site").unlink()
    made = _texts(tmp_path / name / "site")
    kept = GOLDEN / name / "site"
    if renew_golden:
        shutil.rmtree(kept, ignore_errors=True)
        for path, text in made.items():
            (kept / path).parent.mkdir(parents=True, exist_ok=True)
            (kept / path).write_text(text, encoding="utf-8")
    assert made == _texts(kept)
