"""Web addresses: told from what only looks like one, asked in one way, showing no password."""

import pytest

from briefgen import web


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://example.org/", True),
        ("HTTP://example.org", True),
        ("http://", False),
        ("javascript:alert(1)", False),
        ("java\tscript:alert(1)", False),
        ("https://exa mple.org", False),
        ("//example.org", False),
        ("https://[::1", False),
        ("ftp://example.org", False),
    ],
)
def test_web_addresses_have_a_host_and_nothing_hidden(url: str, good: bool) -> None:
    """Anything that could be something else is not one."""
    assert web.is_web(url) is good


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("HTTP://Example.org/A#b", "http://example.org/A"),
        ("https://example.org?Q=1", "https://example.org?Q=1"),
        ("HTTPS://EXAMPLE.ORG?Q", "https://example.org?Q"),
        ("https://me@example.org/", "https://example.org/"),
        ("https://me:se/cr#t@example.org/x", "https://example.org/x"),
        (
            "https://archive.example/2024/https://me:secret@a.org/",
            "https://archive.example/2024/https://a.org/",
        ),
        ("http://[::1]/a@b", "http://[::1]/a@b"),
        ("http://example.org:80/a@b", "http://example.org:80/a@b"),
        ("https://example.org/@me", "https://example.org/@me"),
        ("no address", "no address"),
    ],
)
def test_an_address_is_asked_in_one_way(written: str, asked: str) -> None:
    """Whatever the capitals of its host, and without a name or a password."""
    assert web.asked(written) == asked
    assert web.has_user(written) is ("me" in written and "@me" not in written)
    assert len(web.masked(written)) == len(written)
    assert "secret" not in web.masked(written)
