"""What is not published by mistake: each guard with its code, its reason and the way past it.

A site, what is live and the state of the content in, findings out. Nothing here asks anybody.
"""

import ipaddress
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from briefgen import web
from briefgen.finding import Finding, Severity, Span
from briefgen.publishing.built import Built
from briefgen.publishing.changes import is_page
from briefgen.publishing.store import Live

ALLOWED = (
    "drafts-in-site",
    "future-in-site",
    "unpublishable-base-url",
    "unfinished-site",
    "empty-site",
    "shrunken-site",
    "large-site",
    "large-file",
    "current-branch",
    "default-branch",
    "foreign-branch",
    "uncommitted-content",
    "behind-live",
)
"""The codes that `--allow` takes."""

# GitHub's "usage limits" of Pages, and its limit on a file in a repository.
LARGEST_SITE = 1_000_000_000
LARGEST_FILE = 100 * 1024 * 1024

# RFC 2606 and RFC 6761: nobody can have a site there.
_NOWHERE = ("localhost", "example.com", "example.net", "example.org")
_NOWHERE_BELOW = (".localhost", ".example", ".invalid", ".test", ".local", ".internal")

# Names that a message lists before it counts.
_LISTED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """What would go out, and where to."""

    built: Built
    base_url: str
    """Of the site as it was built; empty when it was given none."""
    branch: str
    checked_out: frozenset[str]
    """Branches of the user's repository that are."""
    uncommitted: tuple[str, ...]
    behind: bool
    """Whether what is live was made from a commit that is not here."""
    live: Live


def refusals(going: Going, allowed: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return why something is not published, but for what is allowed."""
    found = (
        *unready(going.built),
        *_misplaced(going),
        *_losing(going),
        *too_large(going.built),
        *_not_as_committed(going),
    )
    return tuple(_passable(finding) for finding in found if finding.code not in allowed)


def _passable(finding: Finding) -> Finding:
    hint = f"{finding.hint}; `--allow {finding.code}` publishes all the same"
    return replace(finding, hint=hint)


def unready(built: Built) -> Iterator[Finding]:
    """Yield why a site is not one to publish: not whole, or made to be looked at alone."""
    if built.doubts:
        more = len(built.doubts) - 1
        yield _refusal(
            "unfinished-site",
            f"the site is not as a build left it: {built.doubts[0]}"
            + (f", and {more:,} more" if more else ""),
            "build it again",
        )
    said = built.identity
    if said and not said.entries:
        yield _refusal(
            "empty-site", "the site has no entries at all", "see whether content/ is all there"
        )
    if said and said.drafts:
        yield _refusal(
            "drafts-in-site",
            f"the site shows {said.drafts:,} {'draft' if said.drafts == 1 else 'drafts'}",
            "build it without `--drafts`",
        )
    if said and said.future:
        entries = "entry that is" if said.future == 1 else "entries that are"
        yield _refusal(
            "future-in-site",
            f"the site shows {said.future:,} {entries} not due yet",
            "build it without `--future`",
        )


def unreachable(base_url: str) -> Iterator[Finding]:
    """Yield why no reader can reach a site at the address that it takes for its own."""
    if not is_public(base_url):
        shown = web.without_user(base_url)
        yield _refusal(
            "unpublishable-base-url",
            f"no reader can reach `{shown}`, which the site takes for its address"
            if base_url
            else "the site was not told its address, which feeds and 404.html need",
            "set `base_url:` in the configuration to the address at which readers find the site",
        )


def occupied(branch: str, checked_out: Collection[str]) -> Iterator[Finding]:
    """Yield why a site cannot go to a branch that is checked out."""
    if branch in checked_out:
        yield _refusal(
            "current-branch",
            f"the branch `{branch}` is checked out here: it holds the content, not the site",
            "name another with `--branch`",
        )


def _misplaced(going: Going) -> Iterator[Finding]:
    yield from unreachable(going.base_url)
    if going.branch in going.checked_out:
        yield from occupied(going.branch, going.checked_out)
    elif going.live.default and going.live.files and not going.live.ours:
        yield _refusal(
            "default-branch",
            f"`{going.branch}` is the branch that a clone of the remote begins with",
            "name another with `--branch`",
        )
    elif going.live.files and not going.live.ours:
        yield _refusal(
            "foreign-branch",
            f"the branch `{going.branch}` holds {len(going.live.files):,} files that briefgen did"
            " not publish",
            "look at it there, or name another with `--branch`",
        )


def _losing(going: Going) -> Iterator[Finding]:
    before = sum(map(is_page, going.live.files)) if going.live.ours else 0
    after = sum(map(is_page, going.built.objects))
    if after * 2 < before:
        yield _refusal(
            "shrunken-site",
            f"the site has {after:,} {_pages(after)}, and {before:,} are live",
            "look with `--dry-run` which would go",
        )
    if going.behind:
        yield _refusal(
            "behind-live",
            f"what is live was made from commit {going.live.source[:12]}, which is not in what is "
            "checked out",
            "get it first, with `git pull`; or have whoever published push the content too",
        )


def too_large(built: Built) -> Iterator[Finding]:
    """Yield what GitHub does not take for its size."""
    if built.size > LARGEST_SITE:
        yield _refusal(
            "large-site",
            f"the site has {_megabytes(built.size)}, and GitHub Pages takes 1 GB",
            "leave out large files, or publish elsewhere",
        )
    large = [path for path, size in built.sizes.items() if size > LARGEST_FILE]
    yield from (large_file(path, built.sizes[path]) for path in large[:_LISTED])


def large_file(path: str, size: int) -> Finding:
    """Return what is wrong with a file that GitHub does not take, its size in bytes."""
    return _refusal(
        "large-file",
        f"`{path}` has {_megabytes(size)}, and GitHub takes 100 MiB a file",
        "make it smaller, or put it elsewhere and link to it",
    )


def _not_as_committed(going: Going) -> Iterator[Finding]:
    files = going.uncommitted
    if files:
        named = ", ".join(f"`{path}`" for path in files[:_LISTED])
        more = f" and {len(files) - _LISTED:,} more" if len(files) > _LISTED else ""
        yield _refusal(
            "uncommitted-content",
            f"{len(files):,} {'file is' if len(files) == 1 else 'files are'} not as committed: "
            f"{named}{more}",
            "commit first, so that what is live can be made again",
        )


def _refusal(code: str, message: str, hint: str) -> Finding:
    return Finding(code=code, message=message, span=Span(path=""), hint=hint)


def elsewhere(base_url: str, served: str) -> Iterator[Finding]:
    """Yield a warning when a site says that it is elsewhere than where it is served.

    `served` is empty where that is not known.
    """
    if not served or not is_public(base_url) or web.canonical(base_url) == web.canonical(served):
        return
    yield Finding(
        code="other-pages-address",
        message=f"the site says that it is at `{web.without_user(base_url)}`, and GitHub Pages "
        f"serves it at `{served}`",
        span=Span(path="briefgen.yaml", key="base_url"),
        hint=f"set `base_url: {served}`",
        severity=Severity.WARNING,
    )


def is_public(base_url: str) -> bool:
    """Tell whether an address is one that readers anywhere may reach."""
    try:
        name = (urlsplit(base_url).hostname or "").rstrip(".")
    except ValueError:
        return False
    try:
        return ipaddress.ip_address(name).is_global
    except ValueError:
        pass
    plain = name.removeprefix("www.")
    return "." in plain and plain not in _NOWHERE and not plain.endswith(_NOWHERE_BELOW)


def _pages(count: int) -> str:
    return "page" if count == 1 else "pages"


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"
