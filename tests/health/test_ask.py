"""Asking addresses: what each kind of answer means, and how politely it is asked."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from briefgen import __version__
from briefgen.finding import WorldError
from briefgen.health.answers import Answer, Manners
from briefgen.health.ask import ask, user_agent
from tests.health.servers import Server, closed_port, servers

QUICK = Manners(pause=0.01, timeout=10.0)


def answers(*addresses: str, manners: Manners = QUICK) -> dict[str, Answer]:
    """Return what each address answers."""
    told: dict[str, Answer] = {}
    ask(addresses, told.__setitem__, base_url="https://example.org/", manners=manners)
    return told


@pytest.mark.parametrize(
    ("path", "health", "why"),
    [
        ("/200", "good", ""),
        ("/204", "good", ""),
        ("/404", "dead", "status 404"),
        ("/410", "dead", "status 410"),
        ("/to/301/404", "dead", "status 404"),
        ("/to/302/200", "good", ""),
        ("/to/303/200", "good", ""),
        ("/to/307/200", "good", ""),
        ("/to/301/to/302/200", "good", ""),
        ("/to/302/to/301/200", "good", ""),
        ("/401", "blocked", "status 401"),
        ("/403", "blocked", "status 403"),
        ("/429", "blocked", "status 429"),
        ("/451", "blocked", "status 451"),
        ("/wait/429/3600", "blocked", "status 429"),
        ("/wait/503/3600", "blocked", "status 503"),
        ("/wait/429/0", "good", ""),
        ("/wait/503/0", "good", ""),
        ("/wait/429/soon", "good", ""),
        ("/until/2", "blocked", "status 429"),
        ("/400", "unreachable", "status 400"),
        ("/500", "unreachable", "status 500"),
        ("/503", "unreachable", "status 503"),
        ("/twice/200", "good", ""),
        ("/head/403", "good", ""),
        ("/head/404", "good", ""),
        ("/head/405", "good", ""),
        ("/head/501", "good", ""),
        ("/to/301/head/405", "moved", ""),
        ("/cookie", "good", ""),
        ("/away/space", "dead", "status 404"),
        ("/loop/0", "unreachable", "it redirects in a circle"),
        ("/to/301/loop/0", "unreachable", "it redirects in a circle"),
        ("/chain/0", "unreachable", "it redirects more than 10 times"),
        ("/away/mail", "unreachable", "it redirects to what is no web address"),
        ("/away/odd", "unreachable", "it redirects to what is no web address"),
        ("/reset", "unreachable", "the connection breaks off"),
    ],
)
def test_what_an_address_answers(server: Server, path: str, health: str, why: str) -> None:
    """Each kind of answer has its meaning."""
    address = server.url(path)

    answer = answers(address)[address]

    assert (answer.health, answer.why, answer.heard) == (health, why, True)


@pytest.mark.parametrize(
    ("path", "end"),
    [
        ("/to/301/200", "/200"),
        ("/to/308/200", "/200"),
        ("/to/301/to/308/204", "/204"),
        ("/secret/200", "/200"),
    ],
)
def test_what_moved_for_good_says_where(server: Server, path: str, end: str) -> None:
    """The end of a chain of permanent redirects is the new address, without its password."""
    address = server.url(path)

    assert answers(address)[address] == Answer("moved", moved_to=server.url(end))


@pytest.mark.parametrize("path", ["/hang", "/drip"])
def test_what_takes_too_long_is_unreachable(server: Server, path: str) -> None:
    """A server that says nothing, or that never comes to an end, is not waited for."""
    address = server.url(path)
    started = time.monotonic()

    answer = answers(address, manners=Manners(pause=0.01, timeout=0.3))[address]

    assert answer == Answer("unreachable", "no answer within 0.3 seconds", heard=False)
    assert time.monotonic() - started < 5
    assert server.asked == {f"HEAD {path}": 1, f"GET {path}": 1}


def test_a_refused_connection_and_a_host_that_is_none_are_told_apart() -> None:
    """A machine that is there may come back; a name that nobody has is gone."""
    refused, nowhere = f"http://127.0.0.1:{closed_port()}/", "http://no-such-host.invalid/x"

    told = answers(refused, nowhere)

    assert told[refused] == Answer("unreachable", "the connection is refused", heard=False)
    assert told[nowhere].health in ("dead", "unreachable")
    assert told[nowhere].why in ("no such host", "its host cannot be looked up")
    assert not told[nowhere].heard


def test_a_certificate_that_does_not_hold_makes_a_source_unreachable(server: Server) -> None:
    """A server that does not speak TLS at all is one of them."""
    address = server.url("/200").replace("http:", "https:")

    answer = answers(address)[address]

    assert answer.health == "unreachable"
    assert answer.why.startswith("TLS: ")
    assert answer.heard


@pytest.mark.parametrize(
    "address",
    [
        "http://\u2603.invalid/",
        "http://a..b/",
        f"http://{'x' * 64}.invalid/",
        "http://x_y.invalid/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:0/",
        "http://[::1/",
    ],
)
def test_an_address_that_cannot_be_asked_is_no_fault_of_ours(address: str) -> None:
    """What no client understands has an answer like all others."""
    assert answers(address)[address].health in ("unreachable", "dead")


def test_an_address_that_answers_is_asked_once_and_never_read(server: Server) -> None:
    """HEAD is enough where it is answered; the agent says who asks."""
    addresses = [server.url(f"/200/{number}") for number in range(5)]

    answers(*addresses)

    assert server.asked == {f"HEAD /200/{number}": 1 for number in range(5)}
    assert server.agents == {f"briefgen/{__version__} (checks links of https://example.org/)"}


@pytest.mark.parametrize("path", ["/404", "/403", "/500", "/reset"])
def test_nothing_is_asked_more_than_twice(server: Server, path: str) -> None:
    """HEAD, then GET where that does not settle it, and then it is what it is."""
    answers(server.url(path))

    assert server.asked == {f"HEAD {path}": 1, f"GET {path}": 1}


@pytest.mark.parametrize("path", ["/429", "/wait/429/3600", "/wait/503/3600"])
def test_who_asks_for_quiet_is_left_in_quiet(server: Server, path: str) -> None:
    """Too many requests are not answered with another one."""
    answers(server.url(path))

    assert server.asked == {f"HEAD {path}": 1}


@pytest.mark.parametrize("path", ["/429", "/wait/429/3600", "/wait/503/3600"])
def test_a_host_that_asks_for_quiet_is_not_asked_for_the_rest(server: Server, path: str) -> None:
    """Of the others nothing is known; those of other hosts are asked."""
    with servers() as (other,):
        first, rest, elsewhere = server.url(path), server.url("/200"), other.url("/200")
        led_there = other.url("/to/302/200")

        told = answers(first, rest, elsewhere, led_there)

    assert told.keys() == {first, elsewhere, led_there}
    assert sum(server.asked.values()) == 1


def test_a_short_wait_that_is_asked_for_is_kept(server: Server) -> None:
    """Retry-After of a second is a second."""
    answers(server.url("/wait/429/1"), manners=Manners(pause=0.01, timeout=2.0))

    first, second = server.starts
    assert second - first >= 1


def test_one_host_is_asked_one_at_a_time_with_a_pause() -> None:
    """Also when others redirect to it meanwhile."""
    with servers(3) as (one, *others):
        slow = [one.url(f"/slow/{number}") for number in range(4)]
        led = [other.url(f"/other/{one.server_port}/slow/{n}x") for n in (4, 5) for other in others]
        answers(*slow, *led, manners=Manners(pause=0.1, timeout=2.0))

        assert sum(one.asked.values()) == len(slow) + len(led)
        assert one.most_at_once == 1
        gaps = [b - a for a, b in zip(one.starts, one.starts[1:], strict=False)]
        # An answer takes a tenth of a second, and the pause after it as long again.
        assert min(gaps) >= 0.19


def test_several_hosts_are_asked_at_once() -> None:
    """Three that wait for each other all answer."""
    meeting = threading.Barrier(3)
    with servers(3) as running:
        for one in running:
            one.meeting = meeting

        told = answers(*(one.url("/meet") for one in running))

    assert {answer.health for answer in told.values()} == {"good"}


def test_never_more_hosts_than_that_are_asked_at_once() -> None:
    """Whatever waits in the queues of others."""
    with servers(4) as running:
        addresses = [one.url(f"/slow/{number}") for one in running for number in range(2)]

        answers(*addresses, manners=Manners(at_once=2, pause=0.01, timeout=5.0))

        assert running[0].all.most_at_once <= 2


def test_the_agent_is_ascii_and_does_not_speak_of_localhost() -> None:
    """A site in any script has an address that a header can hold."""
    assert user_agent("https://пример.example/ä/").isascii()
    assert user_agent("http://localhost/") == f"briefgen/{__version__}"


def test_a_proxy_of_the_environment_is_used(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is asked in place of the host, which need not be known here."""
    monkeypatch.setenv("HTTP_PROXY", server.url(""))

    answers("http://no-such-host.invalid/200")

    assert server.asked["HEAD http://no-such-host.invalid/200"] == 1


def test_a_proxy_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip in the environment is no bug of ours."""
    monkeypatch.setenv("HTTP_PROXY", "gopher://proxy.invalid")

    with pytest.raises(WorldError) as caught:
        answers("http://127.0.0.1:1/")

    assert caught.value.findings[0].code == "unusable-proxy"


@pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_at_once_and_keeps_what_is_known(
    server: Server, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    """What answered before is in the history; nobody waits for a server that hangs."""
    entry = tmp_path / "content" / "entries" / "a.md"
    entry.parent.mkdir(parents=True)
    lines = "".join(f"  - {{name: S, url: '{server.url(path)}'}}\n" for path in ("/200", "/hang"))
    entry.write_text(
        f"---\ntitle: A\nsummary: S.\ndate: 2024-10-23\nsources:\n{lines}---\nText.\n", "utf-8"
    )
    (tmp_path / "briefgen.yaml").write_text("title: T\nbase_url: https://example.org/\n", "utf-8")
    command = [sys.executable, "-m", "briefgen", "check", "--links", "--jobs", "1"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        assert server.hanging.wait(30)
        process.send_signal(number)
        told = process.communicate(timeout=30)[1]

    assert process.returncode == code
    assert "Traceback" not in told
    history = (tmp_path / ".briefgen" / "links.json").read_text("utf-8")
    assert server.url("/200") in history
    assert "/hang" not in history
