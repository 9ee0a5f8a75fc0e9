"""The ways in which a repository may be laid out and set up: each publishes."""

import shutil
from pathlib import Path

import pytest

from tests.publishing.places import Place, fingerprint, git, snapshot


def test_a_project_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    """What else is there, committed or not, is no matter."""
    place = Place(tmp_path, below="sites/my digest")
    (place.repository / "notes.txt").write_text("not committed")

    place.published()
    place.project.edit("2024/10/23/harvest.md", title="Changed")

    told = place.publish()
    assert told.code == 1
    assert "`content/entries/2024/10/23/harvest.md`" in told.err


def test_a_shallow_clone(place: Place) -> None:
    """As build servers make them: without older commits, and without a name to commit by."""
    place.published()
    place.project.entry("2024/10/24/new.md")
    place.commit()
    git(place.repository, "push", "--quiet", "origin", "main")
    clone = place.folder / "clone"
    git(place.folder, "clone", "--quiet", "--depth=1", place.remote.as_uri(), clone.name)
    before = snapshot(clone)

    told = place.publish(root=clone)

    assert told.code == 0, told.err
    assert snapshot(clone) == before
    assert len(place.commits()) == 2
    assert "2024/10/24/new/index.html" in place.live()


def test_a_detached_head(either: Place) -> None:
    """No branch is checked out, and none is needed."""
    git(either.repository, "checkout", "--quiet", "--detach")

    either.published()


def test_another_work_tree(either: Place) -> None:
    """Its `.git` is a file."""
    tree = either.folder / "tree"
    git(either.repository, "worktree", "add", "--quiet", str(tree))
    before, there = snapshot(either.repository), snapshot(tree)

    told = either.publish(root=tree)

    assert told.code == 0, told.err
    assert snapshot(either.repository) == before
    assert snapshot(tree) == there


def test_a_submodule_beside(either: Place) -> None:
    """One that the project does not use, and that has changes of its own."""
    other = either.folder / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    (other / "file.txt").write_text("one")
    git(other, "add", "--all")
    git(other, "commit", "--quiet", "-m", "One")
    git(either.repository, "submodule", "--quiet", "add", other.as_uri(), "other")
    either.commit()
    (either.repository / "other" / "file.txt").write_text("two")

    either.published()


def test_content_in_a_submodule(place: Place) -> None:
    """It counts as committed when it is, there and here."""
    other = place.folder / "other"
    shutil.move(place.repository / "content", other)
    git(other, "init", "--quiet")
    git(other, "add", "--all")
    git(other, "commit", "--quiet", "-m", "One")
    place.commit("Without")
    git(place.repository, "submodule", "--quiet", "add", other.as_uri(), "content")
    place.commit()
    place.published()
    place.project.edit("2024/10/23/harvest.md", title="Changed")

    told = place.publish()
    assert told.code == 1
    assert "error[uncommitted-content]" in told.err


def test_the_index_the_stash_and_what_is_staged_stay(place: Place) -> None:
    """Whatever a person was in the middle of."""
    entry = "content/entries/2024/10/23/harvest.md"
    place.project.edit("2024/10/23/harvest.md", title="Stashed")
    git(place.repository, "stash", "--quiet")
    (place.repository / "staged.txt").write_text("staged")
    git(place.repository, "add", "staged.txt")
    # Touched and the same: `git status` would write that into the index.
    (place.repository / entry).write_bytes((place.repository / entry).read_bytes())

    place.published()

    assert git(place.repository, "stash", "list") != ""
    assert git(place.repository, "diff", "--cached", "--name-only") == "staged.txt"


def test_from_a_hook(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git's environment there leads to another repository, which stays as it is."""
    other = place.folder / "elsewhere"
    other.mkdir()
    git(other, "init", "--quiet")
    before = snapshot(other)
    for name, value in (("GIT_DIR", other / ".git"), ("GIT_INDEX_FILE", other / ".git/index")):
        monkeypatch.setenv(name, str(value))
    told = place.publish()
    for name in ("GIT_DIR", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name)

    assert told.code == 0, told.err
    assert snapshot(other) == before
    assert "index.html" in place.live()


def test_hooks_of_the_user_do_not_run(place: Place, git_settings: Path) -> None:
    """They are for their own branches."""
    hooks = place.folder / "hooks"
    hooks.mkdir()
    # Those of a file remote run with the same settings.
    git(place.remote, "config", "core.hooksPath", "/dev/null")
    with git_settings.open("a") as file:
        file.write(f"[core]\nhooksPath = {hooks}\n")
    git(place.repository, "config", "core.hooksPath", str(hooks))
    for name in ("pre-push", "reference-transaction", "post-index-change"):
        (hooks / name).write_text("#!/bin/sh\nexit 1\n")
        (hooks / name).chmod(0o755)

    assert place.publish().code == 0


def test_addresses_that_git_rewrites(place: Place) -> None:
    """`insteadOf`, `pushInsteadOf` and `pushurl` of the repository hold."""
    base = place.folder.as_uri()
    git(place.repository, "config", f"url.{base}/.insteadOf", "digest:")
    git(place.repository, "remote", "set-url", "origin", "digest:remote.git")
    place.published()
    copy = place.folder / "copy.git"
    git(place.folder, "clone", "--quiet", "--mirror", place.remote.as_uri(), copy.name)
    git(place.repository, "remote", "set-url", "--push", "origin", copy.as_uri())
    place.project.entry("2024/10/24/new.md")
    place.commit()

    told = place.publish()

    assert told.code == 0, told.err
    assert len(place.commits()) == 1
    assert git(copy, "rev-list", "--count", "gh-pages") == "2"


def test_a_remote_beside_it(place: Place) -> None:
    """A relative address begins where the repository does, wherever the command was called."""
    git(place.repository, "remote", "set-url", "origin", "../remote.git")

    told = place.publish("-c", "../../briefgen.yaml", root=place.project.root / "content/entries")

    assert told.code == 0, told.err
    assert "index.html" in place.live()


def test_an_empty_history(place: Place) -> None:
    """Before the first commit everything is uncommitted; that may be allowed."""
    shutil.rmtree(place.repository / ".git")
    git(place.repository, "init", "--quiet")
    git(place.repository, "remote", "add", "origin", place.remote.as_uri())

    assert place.publish().code == 1
    told = place.publish("--allow", "uncommitted-content")
    assert told.code == 0, told.err
    assert "Source" not in git(place.remote, "log", "-1", "--format=%B", "gh-pages")


def test_a_name_to_commit_by(place: Place, git_settings: Path) -> None:
    """The user's own; where git knows none, that of the program."""
    place.published()
    assert git(place.remote, "log", "-1", "--format=%an <%ae>", "gh-pages") == (
        "The editors <editors@example.org>"
    )
    git_settings.write_text("[user]\nuseConfigOnly = true\n")
    place.project.entry("2024/10/24/new.md")
    git(place.repository, "add", "--all")
    git(
        place.repository,
        *("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "-m", "New"),
    )
    told = place.publish()
    assert told.code == 0, told.err
    assert git(place.remote, "log", "-1", "--format=%an", "gh-pages") == "briefgen"
    git(place.repository, "config", "user.name", "The desk")
    git(place.repository, "config", "user.email", "desk@example.org")
    place.project.entry("2024/10/25/newer.md")
    place.commit()
    assert place.publish().code == 0
    assert git(place.remote, "log", "-1", "--format=%an", "gh-pages") == "The desk"


def test_a_clean_takes_our_repository_with_it(place: Place) -> None:
    """It holds nothing that cannot be fetched again."""
    from briefgen.cli import run

    place.published()
    own = place.project.root / ".briefgen" / "publish.git"
    assert own.is_dir()

    assert run(["clean", "-c", str(place.project.root / "briefgen.yaml")]) == 0

    assert not own.exists()
    assert place.publish().code == 0
    assert place.live()[".nojekyll"] == fingerprint(b"")
