"""Addresses of remotes: where GitHub serves them, and what of them may be shown."""

import pytest

from briefgen.repository.git import address_to_show, without_secrets
from briefgen.repository.pages import pages_address


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://github.com/Owner/Digest.git", "https://owner.github.io/Digest/"),
        ("https://github.com/owner/digest", "https://owner.github.io/digest/"),
        ("https://github.com/owner/digest/", "https://owner.github.io/digest/"),
        ("https://user:token@github.com/owner/digest.git", "https://owner.github.io/digest/"),
        ("git@github.com:owner/digest.git", "https://owner.github.io/digest/"),
        ("github.com:owner/digest", "https://owner.github.io/digest/"),
        ("ssh://git@github.com/owner/digest.git", "https://owner.github.io/digest/"),
        ("ssh://git@ssh.github.com:443/owner/digest.git", "https://owner.github.io/digest/"),
        ("git@github.com:owner/owner.github.io.git", "https://owner.github.io/"),
        ("git@github.com:Owner/owner.GitHub.io", "https://owner.github.io/"),
        ("git@github.com:owner/a.b.git", "https://owner.github.io/a.b/"),
        ("https://gitlab.com/owner/digest.git", ""),
        ("https://github.com.evil.net/owner/digest.git", ""),
        ("https://notgithub.com/owner/digest.git", ""),
        ("https://github.com/owner", ""),
        ("../remote.git", ""),
        ("", ""),
    ],
)
def test_where_a_repository_is_served(remote: str, address: str) -> None:
    """By GitHub's own rule; elsewhere nothing is known."""
    assert pages_address(remote) == address


@pytest.mark.parametrize(
    "text",
    [
        "fatal: unable to access 'https://editor:hunter22@host.org/x.git/': no",
        "fatal: Authentication failed for 'https://hunter22@host.org/x.git/'",
        "remote: hunter22 is not a token",
        "sent hunt%65r22? no: hunter22",
        "AUTHORIZATION: basic aHVudGVyMjI=",
        "aHVudGVyMjI=",
        "SSH://editor:hunter22@host.org/x",
    ],
)
def test_no_secret_is_shown(text: str) -> None:
    """Neither in an address nor by itself, as long as it is known to be one."""
    settings = (
        ("remote.origin.url", "https://editor:hunter22@host.org/x.git"),
        ("http.https://host.org/.extraheader", "AUTHORIZATION: basic aHVudGVyMjI="),
    )
    shown = without_secrets(text, settings)

    assert "hunter22" not in shown
    assert "aHVudGVyMjI=" not in shown


def test_what_is_no_secret_stays() -> None:
    """The name by which everybody comes to a host, and all other words."""
    words = "git@github.com:owner/digest.git, and https://host.org/a@b"

    assert without_secrets(words) == words
    assert address_to_show("https://editor:hunter22@host.org/x.git") == "https://host.org/x.git"
    assert address_to_show("git@github.com:owner/digest.git") == "git@github.com:owner/digest.git"
