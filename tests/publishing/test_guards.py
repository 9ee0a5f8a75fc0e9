"""What is not published by mistake: each guard, its code, and the flag that overrides it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.publishing.built import Built, Identity
from briefgen.publishing.guards import (
    ALLOWED,
    LARGEST_FILE,
    LARGEST_SITE,
    Going,
    is_public,
    refusals,
)
from briefgen.publishing.store import Live
from tests.publishing.places import Place, git, snapshot

Make = Callable[[Place], tuple[str, ...]]
"""Bring a place into a state that is refused, and return the flags of the publish."""


def drafts(place: Place) -> tuple[str, ...]:
    """Ask for drafts."""
    place.project.entry("2024/10/24/half.md", draft=True)
    place.commit()
    return ("--drafts",)


def future(place: Place) -> tuple[str, ...]:
    """Ask for what is not due."""
    place.project.entry("2061/07/28/comet.md")
    place.commit()
    return ("--future",)


def local(place: Place) -> tuple[str, ...]:
    """Build for this machine."""
    return ("-b", "http://localhost:8000/")


def unset(place: Place) -> tuple[str, ...]:
    """Say no address at all."""
    place.project.configure(base_url="http://localhost/")
    place.commit()
    return ()


def unfinished(place: Place) -> tuple[str, ...]:
    """Change a page by hand."""
    assert place.project.build().ok
    (place.project.site / "index.html").write_text("<h1>Mine</h1>")
    return ("--built",)


def cut_off(place: Place) -> tuple[str, ...]:
    """Leave the word of a build that was cut off."""
    assert place.project.build().ok
    manifest = place.project.site / ".briefgen-site"
    manifest.write_text(manifest.read_text().replace('"whole"', '"writing"'))
    return ("--built",)


def empty(place: Place) -> tuple[str, ...]:
    """Have no entries, as where content was not fetched."""
    for name in ("harbour", "harvest", "observatory"):
        place.project.delete(f"entries/2024/10/23/{name}.md")
    place.commit()
    return ()


def shrunken(place: Place) -> tuple[str, ...]:
    """Lose most of a digest."""
    for day in range(1, 20):
        place.project.entry(f"2024/09/{day:02}/entry-{day}.md")
    place.commit()
    assert place.publish().code == 0
    for day in range(1, 20):
        place.project.delete(f"entries/2024/09/{day:02}/entry-{day}.md")
    place.commit()
    return ()


def current(place: Place) -> tuple[str, ...]:
    """Push to the branch with the content."""
    return ("--branch", "main")


def elsewhere(place: Place) -> tuple[str, ...]:
    """Push to a branch that another work tree has."""
    git(place.repository, "worktree", "add", "--quiet", "-b", "other", str(place.folder / "tree"))
    return ("--branch", "other")


def default(place: Place) -> tuple[str, ...]:
    """Push to the branch that clones begin with, from another."""
    git(place.repository, "push", "--quiet", "origin", "main")
    git(place.repository, "checkout", "--quiet", "-b", "work")
    return ("--branch", "main")


def foreign(place: Place) -> tuple[str, ...]:
    """Push over what another tool published."""
    place.put("index.html", "<h1>Another generator</h1>")
    git(place.remote, "symbolic-ref", "HEAD", "refs/heads/main")
    return ()


def modified(place: Place) -> tuple[str, ...]:
    """Change an entry and do not commit."""
    place.project.edit("2024/10/23/harvest.md", title="Changed")
    return ()


def untracked(place: Place) -> tuple[str, ...]:
    """Write an entry and do not add it."""
    place.project.entry("2024/10/24/new.md")
    return ()


def ignored(place: Place) -> tuple[str, ...]:
    """Write an entry that git does not see and a build does."""
    place.project.entry("2024/10/24/secret.md")
    with (place.project.root / ".gitignore").open("a") as file:
        file.write("content/entries/2024/10/24/\n")
    git(place.repository, "add", ".gitignore")
    git(place.repository, "commit", "--quiet", "-m", "Ignore")
    return ()


def behind(place: Place) -> tuple[str, ...]:
    """Have somebody else publish what is not here."""
    git(place.repository, "push", "--quiet", "origin", "main")
    clone = place.folder / "colleague"
    git(place.folder, "clone", "--quiet", place.remote.as_uri(), clone.name)
    (clone / "content/entries/2024/10/25").mkdir(parents=True)
    entry = (clone / "content/entries/2024/10/23/harvest.md").read_text()
    (clone / "content/entries/2024/10/25/theirs.md").write_text(entry.replace("harvest", "theirs"))
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "-m", "Theirs")
    assert place.publish(root=clone).code == 0
    return ()


CASES: tuple[tuple[str, Make], ...] = (
    ("drafts-in-site", drafts),
    ("future-in-site", future),
    ("unpublishable-base-url", local),
    ("unpublishable-base-url", unset),
    ("unfinished-site", unfinished),
    ("unfinished-site", cut_off),
    ("empty-site", empty),
    ("shrunken-site", shrunken),
    ("current-branch", current),
    ("current-branch", elsewhere),
    ("default-branch", default),
    ("foreign-branch", foreign),
    ("uncommitted-content", modified),
    ("uncommitted-content", untracked),
    ("uncommitted-content", ignored),
    ("behind-live", behind),
)


@pytest.mark.parametrize(("code", "make"), CASES, ids=lambda one: getattr(one, "__name__", one))
def test_it_is_refused_and_can_be_allowed(place: Place, code: str, make: Make) -> None:
    """The remote stays as it is, unless somebody says that it is meant."""
    flags = make(place)
    before, mine = snapshot(place.remote), snapshot(place.repository)

    told = place.publish(*flags)

    assert told.code == 1, told.err
    assert f"error[{code}]" in told.err
    assert f"`--allow {code}` publishes all the same" in told.err
    assert told.err.count("error[") == 1
    assert (told.out, "published to" in told.err) == ("", False)
    assert snapshot(place.remote) == before
    assert snapshot(place.repository) == mine

    trial = place.publish(*flags, "--dry-run")
    assert trial.code == 1
    assert f"error[{code}]" in trial.err

    told = place.publish(*flags, "--allow", code)
    assert told.code == 0, told.err
    assert snapshot(place.remote) != before


def test_what_was_fetched_and_not_merged_is_behind_too(place: Place) -> None:
    """Editors fetch by themselves; that alone brings nobody's entries into the site."""
    behind(place)
    git(place.repository, "push", "--quiet", "origin", "main:aside")
    git(place.folder / "colleague", "push", "--quiet", "origin", "HEAD:theirs")
    git(place.repository, "fetch", "--quiet")

    assert "error[behind-live]" in place.publish().err
    git(place.repository, "merge", "--quiet", "origin/theirs")
    assert place.publish().code == 0


def test_a_commit_that_was_replaced_is_not_missed(place: Place) -> None:
    """Who amends what is live already knows it; it is on no branch any more."""
    place.published()
    place.project.edit("2024/10/23/harvest.md", title="Better")
    git(place.repository, "add", "--all")
    git(place.repository, "commit", "--quiet", "--amend", "-m", "Better")

    place.published()


def test_every_guard_is_tried() -> None:
    """Here or, where it would take a gigabyte, below."""
    assert {code for code, _ in CASES} | {"large-site", "large-file"} == set(ALLOWED)


def going(**sizes: int) -> Going:
    """Return a site with files of these sizes, on its way."""
    objects = dict.fromkeys(sizes, "0")
    said = Identity(generator="briefgen", fingerprint="f", entries=1)
    return Going(
        built=Built(Path(), objects, sizes, said, (), ()),
        base_url="https://owner.github.io/digest/",
        branch="gh-pages",
        checked_out=frozenset(["main"]),
        uncommitted=(),
        behind=False,
        live=Live("", {}, "", False, None, False, True),
    )


def test_what_github_takes_no_more() -> None:
    """A file over 100 MiB, and a site over 1 GB."""
    assert refusals(going(a=LARGEST_FILE, b=1)) == ()

    (large,) = refusals(going(a=LARGEST_FILE + 1))
    assert (large.code, large.message[:14]) == ("large-file", "`a` has 105 MB")
    many = {f"f{number}": LARGEST_FILE for number in range(10)}
    (site,) = refusals(going(**many))
    assert site.code == "large-site"
    assert sum(many.values()) > LARGEST_SITE
    assert refusals(going(**many), ["large-site"]) == ()


def test_all_refusals_are_told_at_once(place: Place) -> None:
    """And allowing one allows no other."""
    place.project.entry("2024/10/24/half.md", draft=True)

    told = place.publish("--drafts", "-b", "http://10.0.0.7/", "--allow", "drafts-in-site")

    assert told.code == 1
    assert "error[drafts-in-site]" not in told.err
    assert "error[uncommitted-content]" in told.err
    assert "error[unpublishable-base-url]" in told.err


def test_only_a_refusal_can_be_allowed(place: Place) -> None:
    """A misspelt code is no silent permission."""
    told = place.publish("--allow", "draft")

    assert told.code == 2
    assert "not `draft`" in told.err


def test_content_with_errors_is_not_published(place: Place) -> None:
    """Its findings are told; the site as it was last built may go out all the same."""
    place.published()
    before = place.commits()
    place.project.entry("2024/10/24/bad.md", title=None)
    place.commit()

    told = place.publish()

    assert told.code == 1
    assert "error[missing-key]" in told.err or "title" in told.err
    assert "error[unbuilt-site]" in told.err
    assert place.commits() == before
    assert place.publish("--built").code == 0
    assert place.commits() == before


def test_a_warning_is_one_unless_strict(place: Place) -> None:
    """`--strict` takes it for an error."""
    place.project.entry("2024/10/24/unsourced.md", sources=None)
    place.commit()

    assert place.publish("--strict").code == 1
    assert place.publish().code == 0


def test_nothing_built_is_nothing_to_publish(place: Place) -> None:
    """`--built` builds nothing."""
    before = snapshot(place.remote)

    told = place.publish("--built")

    assert told.code == 1
    assert "error[nothing-built]" in told.err
    assert snapshot(place.remote) == before


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("https://digest.org/", True),
        ("https://owner.github.io/digest/", True),
        ("https://bücher.de/", True),
        ("http://8.8.8.8/", True),
        ("", False),
        ("http://localhost/", False),
        ("http://localhost:8000/x/", False),
        ("http://LOCALHOST./", False),
        ("http://127.0.0.1/", False),
        ("http://[::1]/", False),
        ("http://192.168.1.7/", False),
        ("http://printer.local/", False),
        ("http://intranet/", False),
        ("https://example.org/", False),
        ("https://www.example.com/", False),
        ("https://digest.example/", False),
        ("https://digest.test/", False),
    ],
)
def test_which_address_readers_can_reach(address: str, *, public: bool) -> None:
    """No name that stands for nothing (RFC 2606, RFC 6761), and no address of a private network."""
    assert is_public(address) is public
