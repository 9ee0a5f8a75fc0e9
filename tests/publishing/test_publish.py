"""Publishing onto a branch: what arrives there, and that nothing else changes."""

import shutil
from pathlib import Path

import pytest

from tests.publishing.places import BASE_URL, Place, fingerprint, git, snapshot


def test_a_first_publish_makes_the_branch(either: Place) -> None:
    """The branch holds the site to the byte; the address is on the standard output, alone."""
    told = either.published()

    assert told.out == f"{BASE_URL}\n"
    assert "published to gh-pages of " in told.err
    assert "new, 0 changed, 0 removed" in told.err
    assert either.branches() == ["gh-pages"]
    assert len(either.commits()) == 1


def test_a_second_publish_is_one_more_commit(either: Place) -> None:
    """It stands on the first, and says from which commit of the content it was made."""
    either.published()
    (first,) = either.commits()
    either.project.entry("2024/10/24/lighthouse.md")
    either.project.delete("entries/2024/10/23/harvest.md")
    source = either.commit()

    told = either.published()

    newest, *older = either.commits()
    assert older == [first]
    message = git(either.remote, "log", "-1", "--format=%B", newest)
    assert message.rstrip().endswith(f"Source: {source}")
    assert "pages     " in told.err
    assert "2024/10/24/lighthouse/index.html" in either.live()
    assert "2024/10/23/harvest/index.html" not in either.live()


def test_an_unchanged_site_makes_no_commit(either: Place) -> None:
    """Neither when the content has another commit; the address is told all the same."""
    either.published()
    before = either.commits()
    either.commit("Only a message")

    told = either.published()

    assert either.commits() == before
    assert "nothing to publish" in told.err
    assert told.out == f"{BASE_URL}\n"


def test_a_trial_says_what_would_change_and_pushes_nothing(place: Place) -> None:
    """Each file in a line, pages by their address."""
    place.published()
    before = place.commits()
    place.project.entry("2024/10/24/lighthouse.md")
    place.project.delete("entries/2024/10/23/harvest.md")
    place.commit()

    told = place.publish("--dry-run")

    lines = told.out.splitlines()
    assert told.code == 0
    assert "new      /2024/10/24/lighthouse/" in lines
    assert "removed  /2024/10/23/harvest/" in lines
    assert "changed  /" in lines
    assert "changed  /feed.xml" in lines
    assert "would publish to" in told.err
    assert place.commits() == before


def test_the_words_of_the_commit_may_be_given(place: Place) -> None:
    """And the branch, and the remote by its address."""
    other = place.folder / "other.git"
    git(place.folder, "init", "--quiet", "--bare", "other.git")
    told = place.publish("-m", "Edition 1", "--branch", "pages/live", "--remote", other.as_uri())

    assert told.code == 0, told.err
    assert git(other, "log", "-1", "--format=%s", "pages/live") == "Edition 1"


def test_the_configuration_says_where(place: Place) -> None:
    """`publish:` names remote, branch and domain."""
    publish = {"remote": "live", "branch": "site", "domain": "digest.example"}
    place.project.configure(base_url="https://digest.example/", publish=publish)
    git(place.repository, "remote", "add", "live", place.remote.as_uri())
    place.commit()

    told = place.publish("--allow", "unpublishable-base-url")

    assert told.code == 0, told.err
    assert place.live("site")["CNAME"] == fingerprint(b"digest.example\n")


def test_the_domain_that_github_put_there_stays(either: Place) -> None:
    """CNAME on the branch survives, as long as the site has none of its own."""
    either.published()
    either.put("CNAME", "digest.example.org\n")
    either.project.entry("2024/10/24/lighthouse.md")
    either.commit()

    told = either.publish()

    assert told.code == 0, told.err
    assert either.live()["CNAME"] == fingerprint(b"digest.example.org\n")
    assert "other-pages-address" in told.err
    either.project.write("static/CNAME", "own.example.org\n")
    either.commit()
    assert either.publish().code == 0
    assert either.live()["CNAME"] == fingerprint(b"own.example.org\n")


def test_one_commit_may_be_all(either: Place) -> None:
    """`--squash` leaves no past, once; and what is published then stands on that."""
    either.published()
    either.project.entry("2024/10/24/lighthouse.md")
    either.commit()
    either.published()
    assert len(either.commits()) == 2

    either.published("--squash")
    (alone,) = either.commits()
    either.published("--squash")

    assert either.commits() == [alone]


def test_going_back_is_a_commit_too(either: Place) -> None:
    """What was live is live again, also two publishes ago; and going back can be taken back."""
    states = []
    for number in range(3):
        either.project.entry(f"2024/10/2{number}/lighthouse-{number}.md")
        either.commit()
        either.published()
        states.append(either.live())
    before = snapshot(either.repository)

    assert "/2024/10/22/lighthouse-2/" in either.publish("--rollback", "--dry-run").out
    assert either.live() == states[2]
    told = either.publish("--rollback")
    assert told.code == 0, told.err
    assert told.out == f"{BASE_URL}\n"
    assert either.live() == states[1]
    assert either.publish("--rollback").code == 0
    assert either.live() == states[2]
    assert either.publish("--rollback", "4").code == 0
    assert either.live() == states[0]
    assert len(either.commits()) == 6
    assert snapshot(either.repository) == before


def test_going_back_keeps_the_domain(place: Place) -> None:
    """Readers are where they are now; that GitHub wrote the domain down was no publish."""
    place.published()
    first = place.live()
    place.project.entry("2024/10/24/lighthouse.md")
    place.commit()
    place.published()
    place.put("CNAME", "digest.example.org\n")

    told = place.publish("--rollback")

    assert told.code == 0, told.err
    assert place.live() == first | {"CNAME": fingerprint(b"digest.example.org\n")}
    assert place.publish("--rollback", "3").code == 2


def test_going_back_to_what_was_made_by_hand(place: Place) -> None:
    """Links and programs come back as what they were."""
    git(place.folder, "clone", "--quiet", place.remote.as_uri(), "by-hand")
    clone = place.folder / "by-hand"
    git(clone, "checkout", "--quiet", "--orphan", "gh-pages")
    (clone / "index.html").write_text("<h1>By hand</h1>")
    (clone / "run.sh").write_text("#!/bin/sh\n")
    (clone / "run.sh").chmod(0o755)
    (clone / "link.html").symlink_to("index.html")
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "-m", "By hand")
    git(clone, "push", "--quiet", "origin", "gh-pages")
    before = git(place.remote, "ls-tree", "-r", "gh-pages")
    assert place.publish("--allow", "foreign-branch").code == 0

    told = place.publish("--rollback", "--allow", "shrunken-site")

    assert told.code == 0, told.err
    assert git(place.remote, "ls-tree", "-r", "gh-pages") == before


def test_further_back_than_there_is(place: Place) -> None:
    """It is said, and nothing is pushed."""
    told = place.publish("--rollback")
    assert told.code == 2
    assert "nothing-to-roll-back-to" in told.err
    place.published()
    before = place.commits()

    told = place.publish("--rollback", "1")

    assert told.code == 2
    assert "has no state 1 publish before" in told.err
    assert place.commits() == before


@pytest.mark.parametrize("form", ["sha1", "sha256"])
def test_names_and_bytes_arrive_as_they_are(tmp_path: Path, git_settings: Path, form: str) -> None:
    """Whatever git's settings and attributes would make of them."""
    place = Place(tmp_path, form=form)
    with git_settings.open("a") as file:
        file.write("[core]\nautocrlf = true\nquotePath = true\n")
    for name, data in (
        ("with space #1 100%.txt", b"one\r\ntwo\n"),
        ("é/日本.txt", b"\xff\xfe\x00"),
        ('"quoted".txt', b"x"),
        (".well-known/security.txt", b"Contact: mailto:editors@example.org\n"),
        (".gitattributes", b"* text eol=crlf ident\n"),
        ("ident.txt", b"$Id$\r\n\n"),
    ):
        place.project.write(f"static/{name}", data)
    place.commit()

    place.published()
    place.published()


def test_an_empty_remote_is_told_of(place: Place) -> None:
    """GitHub makes the first branch that it gets the one that clones begin with."""
    assert "the remote has no branch yet" in place.publish("--dry-run").err
    git(place.repository, "push", "--quiet", "origin", "main")

    assert "no branch yet" not in place.published().err


def test_a_publish_of_changes_says_so(place: Place) -> None:
    """Its commit names no commit of the content as if it were all."""
    place.project.edit("2024/10/23/harvest.md", title="Not committed")
    told = place.publish("--allow", "uncommitted-content", "-m", "Now \udcff")

    assert told.code == 0, told.err
    message = git(place.remote, "log", "-1", "--format=%B", "gh-pages")
    assert message.startswith("Now ?")
    assert message.strip().endswith(" with changes")
    place.commit()
    assert place.publish().code == 0


@pytest.mark.parametrize(
    ("flags", "why"),
    [
        (("--rollback", "--built"), "leave out --built"),
        (("--built", "--drafts"), "leave out --drafts"),
        (("--rollback", "-b", "https://digest.org/"), "leave out --base-url"),
        (("--timeout", "5"), "goes with --wait"),
        (("--rollback", "0"), "not in the range"),
        (("--branch", "refs/heads/gh-pages"), "cannot be the name of a branch"),
        (("--branch", "HEAD"), "cannot be the name of a branch"),
    ],
)
def test_flags_that_do_not_go_together(place: Place, flags: tuple[str, ...], why: str) -> None:
    """None is left out without a word."""
    told = place.publish(*flags)

    assert told.code == 2
    assert why in told.err
    assert place.branches() == [""]


def test_what_others_put_into_the_site_stays_at_home(place: Place) -> None:
    """A file that no build made is not published, and that is said."""
    place.published()
    (place.project.site / "private.txt").write_text("mine")

    told = place.publish()

    assert told.code == 0
    assert "private.txt" not in place.live()
    assert "1 file is in site/ that no build made, such as `private.txt`" in told.err


def test_the_site_may_lie_elsewhere(place: Place) -> None:
    """And may be published as it lies there."""
    elsewhere = place.folder / "built"
    assert place.publish("-o", str(elsewhere)).code == 0
    shutil.rmtree(place.project.root / ".briefgen")

    told = place.publish("-o", str(elsewhere), "--built")

    assert told.code == 0, told.err
    assert "nothing to publish" in told.err
    assert "read " not in told.err
