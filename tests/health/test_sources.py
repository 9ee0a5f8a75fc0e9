"""A look at the sources of a project: findings, history, and the file that tells readers."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefgen.finding import Severity, WorldError
from briefgen.health.answers import Manners
from briefgen.health.sources import Looked, look_at_sources
from briefgen.locked import with_record
from briefgen.options import Options
from briefgen.project import checked
from tests.health.servers import Server, closed_port
from tests.projects import NOW, Project
from tests.test_cases_files import read_only

QUICK = Manners(pause=0.01, timeout=10.0)
FIRST = datetime(2024, 11, 2, 12, tzinfo=UTC)
FILE = "dead-sources.yaml"


class Digest(Project):
    """A project whose sources are on the server of a test."""

    def look(self, now: datetime = FIRST, *, fresh: bool = False, write: bool = False) -> Looked:
        """Look at the sources as of a day."""
        options = Options(config=self.root / "briefgen.yaml", now=NOW, jobs=1)
        prepared = with_record(options.root, lambda record: checked(options, record))
        assert prepared.ok, prepared.findings
        return look_at_sources(
            prepared.loaded.library,
            prepared.loaded.entries,
            prepared.config,
            now=now,
            fresh=fresh,
            write=write,
            progress=lambda _stage, _done, _total: None,
            manners=QUICK,
        )

    def cite(self, name: str, *addresses: str, archive: str = "", draft: bool = False) -> None:
        """Write an entry that rests on some addresses."""
        sources = [{"name": "S", "url": url} for url in addresses]
        if archive:
            sources[0]["archive"] = archive
        self.entry(f"2024/10/23/{name}.md", sources=sources, draft=draft, kind=name)

    @property
    def dead(self) -> str:
        """The file that tells readers; empty when there is none."""
        file = self.root / "content" / FILE
        return file.read_text("utf-8") if file.exists() else ""

    @property
    def history(self) -> dict[str, dict[str, object]]:
        """What is kept of each address."""
        found = json.loads((self.root / ".briefgen" / "links.json").read_text("utf-8"))
        return dict(found["addresses"])


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    """A project without entries."""
    return Digest(tmp_path)


def later(days: float) -> datetime:
    """Return the time of a look some days after the first."""
    return FIRST + timedelta(days=days)


def told(looked: Looked) -> list[tuple[str, str, str]]:
    """Return code, file and key of what was found."""
    return [
        (one.code, one.span.path.removeprefix("content/entries/2024/10/23/"), one.span.key)
        for one in looked.findings
    ]


def test_each_kind_has_its_code_and_place(digest: Digest, server: Server) -> None:
    """By file and key, the same each time, warnings all of them."""
    url = server.url
    digest.cite("b", url("/200"), url("/404"), url("/to/301/200"))
    digest.cite("a", url("/500"), url("/403"), url("/404"), archive=url("/410"))

    looked = digest.look()

    assert told(looked) == [
        ("dead-source", "a.md", "sources[0].archive"),
        ("unreachable-source", "a.md", "sources[0].url"),
        ("blocked-source", "a.md", "sources[1].url"),
        ("dead-source", "a.md", "sources[2].url"),
        ("dead-source", "b.md", "sources[1].url"),
        ("moved-source", "b.md", "sources[2].url"),
    ]
    assert {one.severity for one in looked.findings} == {Severity.WARNING}
    assert looked.healths == {"good": 1, "dead": 2, "moved": 1, "blocked": 1, "unreachable": 1}
    assert digest.look(fresh=True).findings == looked.findings


def test_the_entries_of_a_day_file_are_named_by_their_item(digest: Digest, server: Server) -> None:
    """The key leads to the item in which the source stands."""
    items = "".join(
        f"  - {{title: T{path[1:]}, summary: S., sources: ['{server.url(path)}']}}\n"
        for path in ("/200", "/404")
    )
    digest.write("entries/2024/10/23.yaml", f"date: 2024-10-23\nentries:\n{items}")

    (finding,) = digest.look().findings

    assert finding.span.key == "entries[1].sources[0].url"


def test_what_many_entries_name_is_asked_once(digest: Digest, server: Server) -> None:
    """Also with different fragments; each place has its finding."""
    for name in "abc":
        digest.cite(name, server.url(f"/404#{name}"), server.url("/200"))

    looked = digest.look()

    assert server.asked == {"HEAD /404": 1, "GET /404": 1, "HEAD /200": 1}
    assert [path for _, path, _ in told(looked)] == ["a.md", "b.md", "c.md"]
    assert looked.asked == 2


def test_the_new_address_of_what_moved_is_in_the_hint(digest: Digest, server: Server) -> None:
    """With the fragment that was written."""
    digest.cite("a", server.url("/to/301/200#part"))

    (finding,) = digest.look().findings

    assert finding.message.endswith(f"has moved to `{server.url('/200')}`")
    assert f"`{server.url('/200#part')}`" in finding.hint


def test_drafts_are_not_asked(digest: Digest, server: Server) -> None:
    """Only what is published is looked at."""
    digest.cite("a", server.url("/200"))
    digest.cite("b", server.url("/404"), draft=True)

    assert digest.look().findings == ()
    assert server.asked == {"HEAD /200": 1}


def test_what_is_no_web_address_is_left_to_others(digest: Digest, server: Server) -> None:
    """A source without an address is another finding's business."""
    digest.configure(checks={"ignore": ["invalid-source-url"]})
    digest.entry("2024/10/23/a.md", sources=[{"name": "A book"}, {"name": "S", "url": "/x"}])

    assert digest.look().asked == 0


def test_a_good_answer_holds_for_a_day(digest: Digest, server: Server) -> None:
    """A bad one is asked again each time, and so is everything with fresh."""
    digest.cite("a", server.url("/200"), server.url("/404"), server.url("/to/301/200"))
    digest.look()

    looked = digest.look(later(0.9))

    assert (looked.asked, looked.recent) == (1, 2)
    assert looked.healths == {"good": 1, "dead": 1, "moved": 1}
    assert told(looked)[-1] == ("moved-source", "a.md", "sources[2].url")
    assert server.asked["GET /404"] == 2
    assert digest.look(later(0.9), fresh=True).asked == 3
    assert digest.look(later(2)).asked == 3


def test_what_a_host_left_is_asked_first_next_time(digest: Digest, server: Server) -> None:
    """Nothing is found of it until then; a note says how many there are."""
    paths = [f"/quota/{number}" for number in range(5)]
    digest.cite("a", *map(server.url, paths))

    first = digest.look()
    server.quota += 3
    second = digest.look(later(0.1))

    assert first.notes == ("2 not asked: their hosts ask for quiet; check again later",)
    assert told(first) == [("blocked-source", "a.md", "sources[2].url")]
    # It bears two more: those that were not asked had them.
    assert (second.notes, second.asked, second.healths["good"]) == ((), 3, 4)
    assert told(second) == told(first)


def test_the_last_good_day_and_the_first_bad_one_are_told(digest: Digest, server: Server) -> None:
    """However often it is asked in between."""
    digest.cite("a", server.url("/200"), server.url("/200/stays"))
    digest.look()
    server.away.add("/200")
    digest.look(later(5))

    (finding,) = digest.look(later(9)).findings

    words = f"`{server.url('/200')}` is gone: status 404, since 2024-11-07"
    assert finding.message == f"{words}; it last answered on 2024-11-02"


def test_days_are_those_of_the_site(digest: Digest, server: Server) -> None:
    """Eight in the evening in London is the next day in Delhi."""
    digest.configure(timezone="Asia/Kolkata")
    digest.cite("a", server.url("/404"))

    (finding,) = digest.look(FIRST.replace(hour=20)).findings

    assert "since 2024-11-03" in finding.message


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"\xff\xfe", b"[]", b'{"version": 2, "addresses": {}}', b'{"addresses": {"x": 3}}'],
)
def test_a_history_that_cannot_be_read_counts_as_none(
    digest: Digest, server: Server, data: bytes
) -> None:
    """It is written anew."""
    digest.cite("a", server.url("/200"))
    (digest.root / ".briefgen").mkdir()
    (digest.root / ".briefgen" / "links.json").write_bytes(data)

    assert digest.look().asked == 1
    assert digest.history[server.url("/200")]["health"] == "good"


def test_what_nobody_names_any_more_is_forgotten_after_a_year(
    digest: Digest, server: Server
) -> None:
    """Until then a branch or a draft may bring it back."""
    digest.cite("a", server.url("/200"))
    digest.look()
    digest.cite("a", server.url("/204"))
    digest.look(later(300))
    assert set(digest.history) == {server.url("/200"), server.url("/204")}

    digest.look(later(400))

    assert set(digest.history) == {server.url("/204")}


def test_without_any_answer_there_is_no_network(digest: Digest) -> None:
    """Nothing is said of the sources, and nothing is kept."""
    digest.cite("a", f"http://127.0.0.1:{closed_port()}/x", "http://no-such-host.invalid/")

    with pytest.raises(WorldError) as caught:
        digest.look()

    assert caught.value.findings[0].code == "no-network"
    assert not (digest.root / ".briefgen" / "links.json").exists()


def test_one_that_answered_today_tells_dead_sources_from_no_network(
    digest: Digest, server: Server
) -> None:
    """When all that is left to ask is gone, another is asked as well."""
    digest.cite("a", server.url("/200"), f"http://127.0.0.1:{closed_port()}/x")
    digest.look()

    looked = digest.look(later(0.5))

    assert [code for code, _, _ in told(looked)] == ["unreachable-source"]
    assert server.asked == {"HEAD /200": 2}
    server.shutdown()
    server.server_close()
    with pytest.raises(WorldError):
        digest.look(later(0.5))


def test_a_digest_without_sources_on_the_web_asks_nobody(digest: Digest) -> None:
    """There is nothing to find, and no network is missed."""
    looked = digest.look(write=True)

    assert (looked.asked, looked.findings, digest.dead) == (0, (), "")


def test_a_project_for_reading_only_is_looked_at_too(digest: Digest, server: Server) -> None:
    """A word says that nothing is kept."""
    digest.cite("a", server.url("/404"), server.url("/200"))

    with read_only(digest.root):
        looked = digest.look()

    assert told(looked) == [("dead-source", "a.md", "sources[0].url")]
    (note,) = looked.notes
    assert note.startswith("the project cannot be written to")


# What readers are told.


def test_what_is_gone_is_written_for_readers(digest: Digest, server: Server) -> None:
    """With its copy it is then found no more; without one it still is."""
    url = server.url
    digest.cite("a", url("/200/a"), archive=url("/200/copy"))
    digest.cite("b", url("/200/b"))
    digest.look(write=True)
    assert digest.dead == ""
    server.away |= {"/200/a", "/200/b"}

    first = digest.look(later(5))
    written = digest.look(later(6), write=True)
    again = digest.look(later(7))

    assert [one.hint.partition(",")[0] for one in first.findings] == [
        "run `briefgen check --links --write-dead`",
        "add `archive:` with the address of a copy",
    ]
    assert told(written) == told(again) == [("dead-source", "b.md", "sources[0].url")]
    assert written.notes == ("wrote content/dead-sources.yaml",)
    assert digest.dead.endswith(
        f'dead:\n  - url: "{url("/200/a")}"\n    since: 2024-11-07\n    answered: 2024-11-02\n'
        f'  - url: "{url("/200/b")}"\n    since: 2024-11-07\n    answered: 2024-11-02\n'
    )
    digest.build()
    page = digest.page("2024/10/23/a/index.html")
    assert f'<a class="out" href="{url("/200/copy")}">' in page
    assert "gone since 7 Nov 2024" in page


def test_what_answers_again_is_taken_out(digest: Digest, server: Server) -> None:
    """The page leads to the original again; the file stays, and is no fault."""
    digest.cite("a", server.url("/200"))
    server.away.add("/200")
    digest.cite("b", server.url("/204"))
    digest.look(write=True)
    assert server.url("/200") in digest.dead
    server.away.clear()

    digest.look(later(1), write=True)

    assert digest.dead.endswith("dead: []\n")
    assert digest.build().findings == ()
    assert "gone since" not in digest.page("2024/10/23/a/index.html")


def test_the_file_remembers_what_a_lost_history_does_not_know(
    digest: Digest, server: Server
) -> None:
    """Another machine tells the same days."""
    digest.cite("a", server.url("/404"), server.url("/200"))
    row = f'{{url: "{server.url("/404")}", since: 2020-01-02, answered: 2019-12-31}}'
    digest.write(FILE, f"dead: [{row}]\n")

    (finding,) = digest.look(write=True).findings

    assert "since 2020-01-02; it last answered on 2019-12-31" in finding.message
    assert "    since: 2020-01-02\n    answered: 2019-12-31\n" in digest.dead


def test_what_cannot_be_reached_stays_as_it_was_told(digest: Digest, server: Server) -> None:
    """Only an answer takes it out; so it is with entries that are held back."""
    rows = "".join(
        f'  - {{url: "{server.url(path)}", since: 2020-01-02}}\n'
        for path in ("/500", "/404/draft", "/404/nobody")
    )
    digest.write(FILE, f"dead:\n{rows}")
    digest.cite("a", server.url("/500"), server.url("/200"))
    digest.cite("b", server.url("/404/draft"), draft=True)

    digest.look(write=True)

    assert [line for line in digest.dead.split("\n") if "url" in line] == [
        f'  - url: "{server.url("/404/draft")}"',
        f'  - url: "{server.url("/500")}"',
    ]


def test_a_copy_that_is_gone_is_not_offered(digest: Digest, server: Server) -> None:
    """Neither first nor beside the original."""
    digest.cite("a", server.url("/404"), archive=server.url("/410"))
    digest.cite("b", server.url("/200"), archive=server.url("/410"))

    looked = digest.look(write=True)
    digest.build()

    assert len(looked.findings) == 3
    for name in "ab":
        assert server.url("/410") not in digest.page(f"2024/10/23/{name}/index.html")
    assert f'<a class="out" href="{server.url("/404")}">' in digest.page("2024/10/23/a/index.html")


def test_nothing_is_written_unless_it_is_asked_for(digest: Digest, server: Server) -> None:
    """Nor when it is as it should be."""
    digest.cite("a", server.url("/404"))
    digest.look()
    assert digest.dead == ""
    digest.look(write=True)
    before = (digest.root / "content" / FILE).stat().st_mtime_ns

    assert digest.look(later(3), write=True).notes == ()
    assert (digest.root / "content" / FILE).stat().st_mtime_ns == before


@pytest.mark.parametrize("health", ["dead", "unreachable", "blocked"])
def test_a_row_without_its_days_counts_as_none(digest: Digest, server: Server, health: str) -> None:
    """It may have been written by hand; its address is asked like a new one."""
    quiet, after = server.url("/429"), server.url("/after")
    digest.cite("a", quiet, after)
    row = {"health": health, "asked": 1_700_000_000}
    history = {"version": 1, "addresses": {after: row, quiet: {**row, "asked": 0}}}
    digest.root.joinpath(".briefgen", "links.json").parent.mkdir(exist_ok=True)
    digest.root.joinpath(".briefgen", "links.json").write_text(json.dumps(history), "utf-8")

    assert [code for code, _, _ in told(digest.look(write=True))] == ["blocked-source"]
    assert list(digest.history) == [quiet]


def test_an_address_is_one_however_it_is_written(digest: Digest, server: Server) -> None:
    """Capitals of scheme and host make no difference; what readers are told holds for all."""
    plain = server.url("/410")
    digest.cite("a", plain, plain.replace("http", "HTTP"))

    looked = digest.look(write=True)

    assert len(looked.findings) == 2
    assert (looked.asked, list(digest.history)) == (1, [plain])
    assert digest.dead.count("url:") == 1
    digest.build()
    assert digest.page("2024/10/23/a/index.html").count("gone since") == 2


def test_passwords_are_neither_kept_nor_sent(tmp_path: Path, server: Server) -> None:
    """Also where the configuration lets them stand."""
    digest = Digest(tmp_path, checks={"ignore": ["credentials-in-address"]})
    secret = server.url("/410").replace("//", "//me:secret@")
    digest.cite("a", secret)

    looked = digest.look(write=True)

    assert "secret" not in str(looked.findings) + str(digest.history) + digest.dead
    assert list(digest.history) == [server.url("/410")]
