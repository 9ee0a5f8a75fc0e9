"""When the remote, the network, another publish or a signal stands in the way."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefgen.finding import WorldError
from briefgen.publishing.store import Store
from briefgen.repository.source import remote_of, source_of
from tests.projects import Project
from tests.publishing.places import Place, command, git, snapshot
from tests.publishing.servers import git_server

TOKEN = "ghp_s3cretT0ken"

# A remote that holds a push until a file is gone.
HOLD = "touch {0}/held; while [ -e {0}/held ]; do sleep 0.05; done"


@contextmanager
def under_way(place: Place) -> Iterator["subprocess.Popen[str]"]:
    """Give a publish that the remote holds in the middle of its push."""
    place.hook("pre-receive", HOLD.format(place.folder))
    held = place.folder / "held"
    process = subprocess.Popen(
        command(),
        cwd=place.project.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        wait_until(held.exists)
        yield process
    finally:
        held.unlink(missing_ok=True)
        if process.poll() is None:
            process.kill()
        process.wait()
        for stream in (process.stdout, process.stderr):
            assert stream is not None
            stream.close()


def wait_until(condition: Callable[[], object]) -> None:
    """Return as soon as something is so; fail when it never is."""
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def store_of(place: Place) -> Store:
    """Return a repository of our own for a place."""
    source = source_of(place.project.root)
    remote = remote_of(source, "origin")
    return Store(place.folder / "own.git", source.top, remote, source.form)


@pytest.mark.parametrize("anew", [False, True], ids=["onto", "squash"])
def test_a_remote_that_moved_on_is_not_overwritten(either: Place, *, anew: bool) -> None:
    """What came between the look and the push stays, also where no past is kept."""
    either.published()
    store = store_of(either)
    live = store.live("gh-pages")
    tree = store.tree_of({"index.html": store.keep_bytes(b"mine")})
    commit = store.commit(tree, () if anew else (live.commit,), "Mine", "")
    either.put("theirs.html", "theirs")
    theirs = either.commits()

    with pytest.raises(WorldError) as caught:
        store.push(commit, "gh-pages", live.commit, anew=anew)

    assert caught.value.findings[0].code == "moved-remote"
    assert either.commits() == theirs


def test_a_branch_that_appeared_meanwhile_is_not_overwritten(either: Place) -> None:
    """A first publish makes the branch, and only makes it."""
    store = store_of(either)
    live = store.live("gh-pages")
    commit = store.commit(store.tree_of({"a": store.keep_bytes(b"mine")}), (), "Mine", "")
    either.put("theirs.html", "theirs")
    theirs = either.commits()

    with pytest.raises(WorldError):
        store.push(commit, "gh-pages", live.commit, anew=True)

    assert either.commits() == theirs


def test_a_push_that_is_refused_is_told_so(either: Place) -> None:
    """With the remote's own words, exit code 3 and no claim of success."""
    either.published()
    either.hook("pre-receive", "echo 'the freeze ends on Monday' >&2; exit 1")
    either.project.entry("2024/10/24/new.md")
    either.commit()
    before, mine = snapshot(either.remote), snapshot(either.repository)

    told = either.publish()

    assert told.code == 3
    assert "error[refused-push]" in told.err
    assert "the freeze ends on Monday" in told.err
    assert "published to" not in told.err
    assert told.out == ""
    assert {
        path: one for path, one in snapshot(either.remote).items() if "objects" not in path
    } == {path: one for path, one in before.items() if "objects" not in path}
    assert snapshot(either.repository) == mine


def test_a_remote_that_is_not_there(place: Place) -> None:
    """Exit code 3, its words and no more."""
    shutil.rmtree(place.remote)

    told = place.publish()

    assert told.code == 3
    assert "error[unreachable-remote]" in told.err
    assert told.out == ""


def test_a_publish_that_is_killed_leaves_all_as_it_was(either: Place) -> None:
    """Here and there; and the next one needs no help."""
    either.published()
    before = either.commits()
    either.project.entry("2024/10/24/new.md")
    either.commit()
    mine = snapshot(either.repository)

    with under_way(either) as process:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert either.commits() == before
        assert snapshot(either.repository) == mine
    # The remote's own processes end when nobody is there any more.
    either.hook("pre-receive", "exit 0")

    either.published()
    assert "2024/10/24/new/index.html" in either.live()


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["SIGINT", "SIGTERM"]
)
def test_a_publish_that_is_interrupted_says_so(
    place: Place, number: signal.Signals, code: int
) -> None:
    """By its exit code, and by not saying that it published."""
    with under_way(place) as process:
        process.send_signal(number)
        out, err = process.communicate(timeout=60)

    assert process.returncode == code
    assert out == ""
    assert "published to" not in err
    assert "Traceback" not in err


def test_two_at_once(either: Place) -> None:
    """The second is told that one is under way; the first ends well."""
    with under_way(either) as process:
        second = either.publish()
        (either.folder / "held").unlink()
        out, err = process.communicate(timeout=60)

    assert second.code == 3
    assert "error[publish-under-way]" in second.err
    assert process.returncode == 0, err
    assert out
    assert len(either.commits()) == 1


@pytest.mark.parametrize("left", ["lock", "garbage", "half", "another"])
def test_what_a_crash_left_mends_itself(either: Place, left: str) -> None:
    """Our own repository can be fetched and made again, whatever became of it."""
    either.published()
    own = either.project.root / ".briefgen" / "publish.git"
    if left == "lock":
        (own / "refs/heads/live.lock").write_text("")
        (own / "shallow.lock").write_text("")
    elif left == "garbage":
        (own / "HEAD").write_bytes(b"\0\1\2")
    elif left == "half":
        for file in (own / "objects").rglob("*"):
            if file.is_file():
                file.chmod(0o644)
                file.write_bytes(file.read_bytes()[:20])
    else:
        shutil.rmtree(own)
        git(either.folder, "init", "--quiet", "--bare", "--object-format=sha256", str(own))
    either.project.entry("2024/10/24/new.md")
    either.commit()

    either.published()


def test_over_http_with_a_token(place: Place) -> None:
    """It works, and the token is shown nowhere, and written nowhere."""
    with git_server(place.folder, "editor", TOKEN) as host:
        address = f"http://editor:{TOKEN}@{host}/remote.git"
        git(place.repository, "remote", "set-url", "origin", address)
        first = place.published()
        place.project.entry("2024/10/24/new.md")
        # More than a megabyte: sent in chunks.
        place.project.write("static/large.bin", os.urandom(2_000_000))
        place.commit()
        second = place.published()
        trial = place.publish("--dry-run")
        place.hook("pre-receive", f"echo 'not with {address}' >&2; exit 1")
        place.project.entry("2024/10/24/newer.md")
        place.commit()
        refused = place.publish()
        git(place.repository, "remote", "set-url", "origin", address.replace(TOKEN, f"{TOKEN}x"))
        wrong = place.publish()
    gone = place.publish()

    assert (refused.code, wrong.code, gone.code) == (3, 3, 3)
    for told in (first, second, trial, refused, wrong, gone):
        assert TOKEN not in told.all
    assert f"http://{host}/remote.git" in first.err
    written = b"".join(
        file.read_bytes()
        for folder in (".briefgen", "site")
        for file in (place.project.root / folder).rglob("*")
        if file.is_file()
    )
    assert TOKEN.encode() not in written


def test_a_header_that_carries_the_token(place: Place) -> None:
    """As GitHub's checkout leaves it in the repository's settings."""
    from base64 import b64encode

    secret = b64encode(f"x-access-token:{TOKEN}".encode()).decode()
    with git_server(place.folder, "x-access-token", TOKEN) as host:
        git(place.repository, "remote", "set-url", "origin", f"http://{host}/remote.git")
        key = f"http.http://{host}/.extraheader"
        git(place.repository, "config", key, f"Authorization: Basic {secret}")
        first = place.published()
        git(place.repository, "config", key, f"Authorization: Basic {secret[:-4]}AAAA")
        wrong = place.publish()

    assert wrong.code == 3
    assert secret not in first.all + wrong.all


def test_nobody_is_asked_for_a_password(place: Place) -> None:
    """Where nobody is there to type one."""
    with git_server(place.folder, "editor", TOKEN) as host:
        git(place.repository, "remote", "set-url", "origin", f"http://{host}/remote.git")
        told = place.publish()

    assert told.code == 3
    assert "unreachable-remote" in told.err


def test_no_git_at_all(place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is said that it has to be installed."""
    monkeypatch.setenv("PATH", str(tmp_path))

    told = place.publish()

    assert told.code == 3
    assert "error[missing-git]" in told.err


def test_no_repository(place: Place) -> None:
    """It is said how to make one."""
    shutil.rmtree(place.repository / ".git")

    told = place.publish()

    assert told.code == 2
    assert "error[no-repository]" in told.err
    assert "git init" in told.err


def test_no_such_remote(place: Place) -> None:
    """The ones that there are get named."""
    told = place.publish("--remote", "upstream")

    assert told.code == 2
    assert "no remote `upstream`" in told.err
    assert "`origin`" in told.err
    assert place.publish("--branch", "a..b").code == 2
    assert place.publish("--branch", "-f").code == 2


def planted(place: Place, ran: Path) -> Path:
    """Lay a repository where ours would be, whose settings run a program."""
    own = place.project.root / ".briefgen" / "publish.git"
    for folder in ("objects", "refs"):
        (own / folder).mkdir(parents=True)
        (own / folder / "keep").touch()
    (own / "HEAD").write_text("ref: refs/heads/x\n")
    (own / "config").write_text(
        "[core]\nbare = true\nrepositoryFormatVersion = 0\n"
        f'[remote "origin"]\nuploadpack = touch {ran}; git-upload-pack\n'
    )
    return own


@pytest.mark.parametrize("committed", [True, False], ids=["committed", "laid there"])
def test_a_repository_that_a_project_brings_runs_nothing(place: Place, *, committed: bool) -> None:
    """One that is committed is neither used nor changed; of any other nothing is believed."""
    ran = place.folder / "ran"
    own = planted(place, ran)
    if committed:
        git(place.repository, "add", "--force", ".briefgen")
        git(place.repository, "commit", "--quiet", "-m", "Planted")
    before = snapshot(own)

    trial, told = place.publish("--dry-run"), place.publish()

    assert (trial.code, told.code) == (0, 0), told.err
    assert not ran.exists()
    assert (snapshot(own) == before) == committed


@pytest.mark.parametrize("name", [".briefgen", ".briefgen/publish.git"])
def test_a_link_in_place_of_ours_leads_nowhere(place: Place, name: str) -> None:
    """What it leads to stays as it is."""
    victim = place.folder / "victim"
    victim.mkdir()
    (victim / "precious.lock").write_text("precious")
    (victim / "lock").write_text("")
    (victim / ".gitignore").write_text("*\n")
    link = place.project.root / name
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(victim)

    assert place.publish().code == 0

    assert (victim / "precious.lock").read_text() == "precious"
    assert not (victim / "HEAD").exists()
    assert not (victim / "publish.git").exists()


@pytest.mark.parametrize("password", ['sec"ret99', "sec/ret99", "sec@ret99", "s%22c ret99"])
def test_no_password_is_shown_however_it_is_spelt(place: Place, password: str) -> None:
    """Rightly or not, by any command."""
    for address in (
        f"http://bob:{password}@127.0.0.1:9/remote.git",
        f"bob:{password}@127.0.0.1:nowhere/remote.git",
        f"http://127.0.0.1:9/remote.git?private_token={password}",
    ):
        git(place.repository, "remote", "set-url", "origin", address)
        told = place.publish()
        doctor = subprocess.run(
            [*command()[:3], "doctor"], cwd=place.project.root, capture_output=True, check=False
        )

        assert told.code == 3
        shown = told.all + doctor.stdout.decode() + doctor.stderr.decode()
        assert "ret99" not in shown


@pytest.mark.skipif(os.name == "nt", reason="the wrapper is a shell script")
def test_ssh_is_called_as_the_user_says(place: Place, git_settings: Path) -> None:
    """Also where nobody is there to type a password."""
    wrapper = place.folder / "ssh"
    wrapper.write_text(f'#!/bin/sh\nshift\necho "$@" >> {place.folder}/called\nexec sh -c "$1"\n')
    wrapper.chmod(0o755)
    with git_settings.open("a") as file:
        file.write(f"[core]\nsshCommand = {wrapper}\n[ssh]\nvariant = simple\n")
    git(place.repository, "remote", "set-url", "origin", f"ssh://host{place.remote}")

    told = place.publish()

    assert told.code == 0, told.err
    assert "git-receive-pack" in (place.folder / "called").read_text()


def test_one_of_two_addresses(place: Place) -> None:
    """What is live is where one pushes to; of more than one, the first, and that is said."""
    second = place.folder / "second.git"
    git(place.folder, "init", "--quiet", "--bare", "second.git")
    for address in (second.as_uri(), place.remote.as_uri()):
        git(place.repository, "config", "--add", "remote.origin.pushurl", address)

    told = place.publish()
    again = place.publish()

    assert told.code == 0, told.err
    assert "only the first is published to" in told.err
    assert "nothing to publish" in again.err
    assert git(second, "for-each-ref", "--format=%(refname:short)") == "gh-pages"
    assert place.branches() == [""]


def test_a_repository_that_the_content_brings_runs_no_hook(
    place: Place, git_settings: Path
) -> None:
    """An address that a file of the project names is not one that the user chose."""
    git_settings.write_text(git_settings.read_text().replace("always", "user"))
    ran = place.folder / "ran"
    brought = place.repository / "vendor" / "pages.git"
    git(place.folder, "init", "--quiet", "--bare", str(brought))
    hook = brought / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {ran}\n")
    hook.chmod(0o755)
    place.project.configure(
        base_url="https://owner.github.io/x/", publish={"remote": "./vendor/pages.git"}
    )
    place.commit()

    told = place.publish()

    assert told.code == 3
    assert not ran.exists()
    # Who names it on the command line has chosen it.
    assert place.publish("--remote", "./vendor/pages.git").code == 0
    assert ran.exists()


def test_a_folder_that_looks_like_a_repository_is_none(place: Place) -> None:
    """One that was committed, with settings of its own, is not taken for the project's."""
    ran = place.folder / "ran"
    inner = Project(place.repository / "digest", base_url="https://owner.github.io/x/")
    inner.entry("2024/10/23/one.md")
    for folder in ("objects", "refs"):
        (inner.root / folder).mkdir()
        (inner.root / folder / "keep").touch()
    (inner.root / "HEAD").write_text("ref: refs/heads/main\n")
    (inner.root / "config").write_text(
        "[core]\nbare = false\nworktree = .\nrepositoryFormatVersion = 0\n"
        f'sshCommand = touch {ran};\n[remote "origin"]\nurl = ssh://host/x\n'
    )

    told = place.publish("--dry-run", root=inner.root)

    assert told.code != 0
    assert not ran.exists()


def test_links_below_ours_are_not_followed(place: Place) -> None:
    """Neither to be read, nor to be written, nor to be cleared."""
    victim = place.folder / "victim"
    (victim / "info").mkdir(parents=True)
    (victim / "info" / "precious").write_text("precious")
    (victim / "rc").write_text("precious")
    own = place.project.root / ".briefgen"
    (own / "publish.git").mkdir(parents=True)
    (own / "publish.git" / "objects").symlink_to(victim)
    (own / "publish.git" / "refs" / "heads" / "a.lock").mkdir(parents=True)
    (own / ".gitignore").symlink_to(victim / "rc")

    assert place.publish().code == 0

    assert (victim / "info" / "precious").read_text() == "precious"
    assert (victim / "rc").read_text() == "precious"


def test_an_answer_that_is_no_answer(place: Place) -> None:
    """What lies on the branch in place of `build.json` is nobody's, however it is made."""
    place.published()
    for text in ('{"generator":"briefgen","z":' + "[" * 100_000, "\x00", "x" * 2_000_000):
        place.put("build.json", text)
        assert "error[foreign-branch]" in place.publish().err
    said = {"generator": "briefgen", "fingerprint": "f", "base_url": "https://x.y/\x1b]0;"}
    place.put("build.json", json.dumps(said))
    told = place.publish("--rollback", "--dry-run")

    assert "\x1b" not in told.all


def test_a_commit_on_top_does_not_hide_what_is_live(place: Place) -> None:
    """GitHub's own, when a domain is set, says nothing of the content; the one below does."""
    git(place.repository, "push", "--quiet", "origin", "main")
    clone = place.folder / "colleague"
    git(place.folder, "clone", "--quiet", place.remote.as_uri(), clone.name)
    entry = (clone / "content/entries/2024/10/23/harvest.md").read_text()
    (clone / "content/entries/2024/10/23/theirs.md").write_text(entry.replace("harvest", "theirs"))
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "-m", "Theirs")
    assert place.publish(root=clone).code == 0
    place.put("CNAME", "digest.example.org\n")
    git(place.repository, "fetch", "--quiet", str(clone), "main")

    assert "error[behind-live]" in place.publish().err


def test_a_branch_with_content_is_no_site(place: Place) -> None:
    """Whatever else lies on it."""
    (place.repository / ".briefgen-site").write_text("{}")
    (place.repository / "build.json").write_text('{"generator":"briefgen","fingerprint":"f"}')
    place.commit()
    git(place.repository, "push", "--quiet", "origin", "main")
    git(place.repository, "checkout", "--quiet", "-b", "work")

    assert "error[default-branch]" in place.publish("--branch", "main").err


def test_a_link_that_is_live_is_not_the_file(place: Place) -> None:
    """Of the same bytes: it is replaced."""
    place.published()
    clone = place.folder / "clone"
    git(place.folder, "clone", "--quiet", "--branch", "gh-pages", place.remote.as_uri(), "clone")
    (clone / "index.html").unlink()
    (clone / "index.html").symlink_to("404.html")
    (clone / "CNAME").symlink_to("404.html")
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "-m", "Links")
    git(clone, "push", "--quiet")

    place.published()
