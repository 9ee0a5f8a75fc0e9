"""The story of a publish: build, look, refuse or push, wait until it is there.

Options in, what was done out. Refusals are findings of a BriefgenError, all of one run together;
ConfigurationError and WorldError as the rooms below raise them. Only one publish of a project goes
on at a time.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout

from briefgen import web
from briefgen.build import Progress, Result, build
from briefgen.config import Config
from briefgen.engine.write import check_output
from briefgen.finding import BriefgenError, ConfigurationError, Finding, Span, WorldError
from briefgen.locked import NOT_WRITABLE
from briefgen.options import Options
from briefgen.project import configuration
from briefgen.publishing import store as stores
from briefgen.publishing.built import Built, read_built
from briefgen.publishing.changes import Changes, changes_between, in_words
from briefgen.publishing.guards import Going, elsewhere, refusals
from briefgen.publishing.store import Live, Store
from briefgen.reading.discover import discover
from briefgen.repository import OWN_REPOSITORY
from briefgen.repository.git import GitFailedError, address_to_show
from briefgen.repository.pages import pages_address
from briefgen.repository.source import (
    Remote,
    Source,
    Uncommitted,
    has_commit,
    remote_of,
    source_of,
    uncommitted,
)

NOJEKYLL = ".nojekyll"
"""Tells GitHub Pages to serve the files of a branch as they are."""
DOMAIN = "CNAME"
"""Tells GitHub Pages the domain of a site that is served from a branch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a publish was asked for."""

    remote: str = ""
    """Name or address; empty: the configuration's."""
    branch: str = ""
    message: str = ""
    allow: tuple[str, ...] = ()
    dry_run: bool = False
    squash: bool = False
    """One commit without a past, instead of one more."""
    built: bool = False
    """The site as it lies there, without building it."""
    rollback: int = 0
    """So many publishes back; 0: what the content says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was published, or would be."""

    built: Result | None
    """The build before it; None when none was asked for."""
    branch: str
    remote: str
    """Its address, without a password."""
    changes: Changes
    commit: str
    """Of what is live now; the old one when nothing changed or nothing was to be pushed."""
    pushed: bool
    address: str
    """At which readers find it; empty when the site was not told."""
    served: str
    """Where GitHub Pages serves the branch; empty where that is not known."""
    fingerprint: str
    """Of the build that is live now; empty when it has none."""
    from_commit: str
    """Of the content; empty when there is none yet."""
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    """Warnings on the way."""
    refused: tuple[Finding, ...] = ()
    """In a trial run: why it would be refused."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a publish goes."""

    config: Config
    source: Source
    remote: Remote
    branch: str


def publish(
    options: Options,
    asked: Asked,
    *,
    progress: Progress | None = None,
    tell: Callable[[Result], None] = lambda _result: None,
) -> Published:
    """Build a project's site and push it to a branch, as it was asked for.

    `tell` is called with the build's result when there is one. BriefgenError when the content has
    errors or a guard refuses; nothing is pushed then.
    """
    config = configuration(options)
    source = source_of(options.root)
    remote = remote_of(source, asked.remote or config.publish.remote)
    branch = asked.branch or config.publish.branch
    _check_branch(source, branch)
    place = _Place(config, source, remote, branch)
    with _alone(options.root) as folder:
        if asked.rollback:
            return _twice(lambda: _roll_back(options, asked, place, folder), folder)
        result = _built(options, asked, progress, tell)
        site = read_built(options.site_folder, source.form)
        if site is None:
            raise BriefgenError(_nothing_built(options))
        return _twice(lambda: _publish(options, asked, place, folder, site, result), folder)


def _twice(work: Callable[[], Published], folder: Path) -> Published:
    """Do a work with our own repository; once more, with a new one, when that one is damaged."""
    try:
        return work()
    except GitFailedError as problem:
        # By a crash, most likely. What it holds can be fetched and made again.
        shutil.rmtree(folder, ignore_errors=True)
        first = problem
    try:
        return work()
    except GitFailedError as problem:
        raise stores.damaged(problem) from first


def _built(
    options: Options, asked: Asked, progress: Progress | None, tell: Callable[[Result], None]
) -> Result | None:
    """Build the site, unless it is to be taken as it lies there."""
    if asked.built:
        check_output(options.site_folder, options.root)
        return None
    result = build(options, progress=progress)
    tell(result)
    if not result.ok:
        raise BriefgenError(_unbuilt())
    return result


def _publish(
    options: Options,
    asked: Asked,
    place: _Place,
    folder: Path,
    site: Built,
    result: Result | None,
) -> Published:
    store = Store(folder, place.source.top, place.remote, place.source.form)
    # Two commits, to know whether there is a past that is to go.
    live = store.live(place.branch, depth=2 if asked.squash else 1)
    files = _with_extras(site, live, place, store)
    base_url = site.identity.base_url if site.identity else place.config.base_url
    refused = refusals(_going(options, site, base_url, live, place), asked.allow)
    changes = changes_between(live.files, files)
    served = _served(_domain(site, live, place, store), place)
    told = Published(
        built=result,
        branch=place.branch,
        remote=address_to_show(place.remote.address),
        changes=changes,
        commit=live.commit,
        pushed=False,
        address=base_url,
        served=served,
        fingerprint=site.identity.fingerprint if site.identity else "",
        from_commit=place.source.commit,
        notes=tuple(_notes(site)),
        findings=tuple(elsewhere(base_url, served)),
    )
    if asked.dry_run:
        return replace(told, refused=refused)
    if refused:
        raise BriefgenError(*refused)
    past = not asked.squash
    if live.commit and not changes and (past or store.is_first(live.commit)):
        return told
    store.keep(site.folder, [path for path in site.objects if _is_new(path, site, live)])
    tree = store.tree_of(files)
    message = asked.message or f"Publish: {in_words(changes)}"
    return _pushed(store, tree, live, message, told, place, past=past)


def _pushed(
    store: Store,
    tree: str,
    live: Live,
    message: str,
    told: Published,
    place: _Place,
    *,
    past: bool,
) -> Published:
    parents = (live.commit,) if live.commit and past else ()
    commit = store.commit(tree, parents, message, told.from_commit)
    store.push(commit, place.branch, live.commit, anew=not past)
    return replace(told, commit=commit, pushed=True)


def _roll_back(options: Options, asked: Asked, place: _Place, folder: Path) -> Published:
    """Publish once more what was live before."""
    store = Store(folder, place.source.top, place.remote, place.source.form)
    # One more than asked for, so that the one it stands on is known to be there or not.
    live = store.live(place.branch, depth=asked.rollback + 2)
    before = store.earlier(asked.rollback) if live.commit else ""
    if not before:
        raise ConfigurationError(
            Finding(
                code="nothing-to-roll-back-to",
                message=f"`{place.branch}` has no state {asked.rollback} "
                f"{'publish' if asked.rollback == 1 else 'publishes'} before this one",
                span=Span(path=""),
                hint="give a smaller number, or publish from an older commit of the content",
            )
        )
    files = store.tree(before)
    # The domain is where readers are now, whatever was true then.
    kept = live.files.get(DOMAIN)
    files = {path: oid for path, oid in files.items() if path != DOMAIN}
    files |= {DOMAIN: kept} if kept else {}
    identity = store.identity_of(before)
    base_url = identity.base_url if identity else place.config.base_url
    site = Built(options.site_folder, files, {}, identity, (), ())
    going = replace(
        _going(options, site, base_url, live, place),
        # Of the content nothing goes out.
        uncommitted=(),
        behind=False,
    )
    refused = refusals(going, asked.allow)
    changes = changes_between(live.files, files)
    told = Published(
        built=None,
        branch=place.branch,
        remote=address_to_show(place.remote.address),
        changes=changes,
        commit=live.commit,
        pushed=False,
        address=base_url,
        served=_served(store.text_of(kept) if kept else "", place),
        fingerprint=identity.fingerprint if identity else "",
        from_commit=store.source_of(before),
        notes=(f"back to what was published on {store.title_of(before)}",),
    )
    if asked.dry_run:
        return replace(told, refused=refused)
    if refused:
        raise BriefgenError(*refused)
    past = not asked.squash
    if past and not changes:
        return told
    tree = store.tree_of(files)
    message = asked.message or f"Roll back {asked.rollback}: {in_words(changes)}"
    return _pushed(store, tree, live, message, told, place, past=past)


def _with_extras(site: Built, live: Live, place: _Place, store: Store) -> dict[str, str]:
    """Return the files of a site with what GitHub Pages is told beside it."""
    files = dict(site.objects)
    files.setdefault(NOJEKYLL, store.keep_bytes(b""))
    domain = place.config.publish.domain
    if domain:
        files[DOMAIN] = store.keep_bytes(f"{web.in_letters_of_dns(domain)}\n".encode())
    elif DOMAIN in live.files:
        # Set by hand in GitHub's settings, which write it onto the branch.
        files.setdefault(DOMAIN, live.files[DOMAIN])
    return files


def _domain(site: Built, live: Live, place: _Place, store: Store) -> str:
    """Return the domain that the site will have by its `CNAME`; empty for none."""
    if place.config.publish.domain:
        return place.config.publish.domain
    if DOMAIN in site.objects:
        return (site.folder / DOMAIN).read_text("utf-8", "replace").strip()
    return store.text_of(live.files[DOMAIN]) if DOMAIN in live.files else ""


def _is_new(path: str, site: Built, live: Live) -> bool:
    return live.files.get(path) != site.objects[path]


def _going(options: Options, site: Built, base_url: str, live: Live, place: _Place) -> Going:
    source = place.source
    here = not live.source or source.shallow or has_commit(source, live.source)
    return Going(
        built=site,
        base_url=base_url,
        branch=place.branch,
        checked_out=source.branches,
        uncommitted=tuple(one.path for one in not_as_committed(options, source)),
        behind=not here,
        live=live,
    )


def not_as_committed(options: Options, source: Source) -> tuple[Uncommitted, ...]:
    """Return the files that a project's site is made of and that are not as they were committed.

    GitFailedError when git cannot say.
    """
    read = {file.path for file in discover(options.root).files}

    def is_read(path: str) -> bool:
        name = path.rpartition("/")[2]
        dropping = name.startswith(".") or name.endswith("~")
        return path in read or not (path.startswith("content/") or dropping)

    return uncommitted(source, options.root, options.config.name, is_read)


def _notes(site: Built) -> Iterator[str]:
    if site.foreign:
        count = len(site.foreign)
        files = "1 file is" if count == 1 else f"{count:,} files are"
        yield (
            f"{files} in {site.folder.name}/ that no build made, such as `{site.foreign[0]}`: "
            "not published; content/static/ is the place for it"
        )


def _served(domain: str, place: _Place) -> str:
    """Return where GitHub Pages serves the branch; empty where that is not known."""
    if domain:
        return f"https://{domain}/"
    # As git rewrites it, or as it is written: either may be the address that GitHub knows.
    return pages_address(place.remote.address) or pages_address(place.remote.written)


def _unbuilt() -> Finding:
    return Finding(
        code="unbuilt-site",
        message="nothing is published, for the content has errors",
        span=Span(path=""),
        hint="mend them; `--built` publishes the site as it was last built",
    )


def _nothing_built(options: Options) -> Finding:
    return Finding(
        code="nothing-built",
        message=f"there is no built site in `{options.site_folder.name}/`",
        span=Span(path=""),
        hint="leave out `--built`, and it is built first",
    )


def _check_branch(source: Source, branch: str) -> None:
    if not source.git.ask("check-ref-format", f"refs/heads/{branch}").ok or branch[:1] in "-+:":
        raise ConfigurationError(
            Finding(
                code="invalid-branch",
                message=f"`{branch}` cannot be the name of a branch",
                span=Span(path=""),
                hint="name one with `--branch`, such as `gh-pages`",
            )
        )


@contextmanager
def _alone(root: Path) -> Iterator[Path]:
    """Give the place of our own repository, for one publish alone."""
    folder = root / ".briefgen"
    with ExitStack() as stack:
        try:
            folder.mkdir(exist_ok=True)
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")
            stack.enter_context(FileLock(folder / "publish.lock", timeout=0))
        except Timeout as problem:
            raise WorldError(
                Finding(
                    code="publish-under-way",
                    message="another publish of this project is under way",
                    span=Span(path=".briefgen/publish.lock"),
                    hint="wait for it to end",
                )
            ) from problem
        except OSError as problem:
            if problem.errno not in NOT_WRITABLE:
                raise
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="briefgen-")))
        yield folder / OWN_REPOSITORY
