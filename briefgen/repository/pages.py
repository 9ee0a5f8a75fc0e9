"""Where GitHub Pages serves a repository, told from the address of its remote.

The address of a remote in, that of the site out. Nothing is asked: whether Pages is switched on
there is for GitHub to say.
"""

import re

# git@github.com:owner/name.git, ssh://git@github.com/owner/name, https://github.com/owner/name/
_GITHUB = re.compile(
    r"(?:(?:https?|ssh|git)://(?:[^@/\s]+@)?(?:www\.|ssh\.)?github\.com(?::\d+)?/"
    r"|(?:[^@/\s]+@)?github\.com:/?)"
    r"(?P<owner>[\w-]+)/(?P<name>[\w.-]+?)(?:\.git)?/?",
    re.IGNORECASE,
)


def repository_of(remote: str) -> tuple[str, str] | None:
    """Return owner and name of a repository on GitHub; None for one that is elsewhere."""
    found = _GITHUB.fullmatch(remote.strip())
    return (found["owner"], found["name"]) if found else None


def pages_address(remote: str) -> str:
    """Return the address of a repository's site on GitHub Pages; empty when it has none there.

    `owner.github.io` is at the root of its host, any other below a path of its own name (GitHub's
    "types of GitHub Pages sites").
    """
    found = repository_of(remote)
    if found is None:
        return ""
    owner, name = found
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"
