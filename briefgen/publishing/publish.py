"""The story of a publish: build, look, refuse or push, wait until it is there.

Options in, what was done out. Refusals are findings of a BriefgenError, all of one run together;
ConfigurationError and WorldError as the rooms below raise them. Only one publish of a project goes
on at a time.
"""

import errno
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout

from briefgen import web
from briefgen.build import Progress, Result, build
from briefgen.engine.write import check_output
from briefgen.finding import BriefgenError, ConfigurationError, Finding, Span, WorldError
from briefgen.locked import NOT_WRITABLE, keep_out_of_git
from briefgen.options import Options
from briefgen.project import configuration
from briefgen.publishing.built import Built, read_built
from briefgen.publishing.changes import changes_between, in_words
from briefgen.publishing.guards import Going, elsewhere, refusals
from briefgen.publishing.rollback import roll_back
from briefgen.publishing.served import DOMAIN, NOJEKYLL, domain_in, served
from briefgen.publishing.store import Live, Store, damaged
from briefgen.publishing.told import Asked, Place, Published
from briefgen.reading.discover import discover
from briefgen.repository import OWN_REPOSITORY, PUBLISH_LOCK
from briefgen.repository.git import GitFailedError, address_to_show
from briefgen.repository.source import (
    Source,
    Uncommitted,
    lacks,
    remote_of,
    source_of,
    uncommitted,
)


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
    guided = not (asked.remote or remote.named)
    place = Place(config, source, remote, branch, guided)
    with _alone(options.root, source) as folder:
        if asked.rollback:
            return _twice(lambda: roll_back(options, asked, place, folder), folder)
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
        raise damaged(problem) from first


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
    place: Place,
    folder: Path,
    site: Built,
    result: Result | None,
) -> Published:
    store = place.store(folder)
    live = store.live(place.branch)
    files = _with_extras(site, live, place, store)
    base_url = site.identity.base_url if site.identity else place.config.base_url
    going = _going(options, site, base_url, live, place)
    refused = refusals(going, asked.allow)
    changes = changes_between(live.files, files)
    at = served(_domain(site, files, store), place)
    source = place.source.commit
    told = Published(
        built=result,
        branch=place.branch,
        remote=address_to_show(place.remote.address),
        changes=changes,
        commit=live.commit,
        pushed=False,
        address=base_url,
        served=at,
        fingerprint=site.identity.fingerprint if site.identity else "",
        notes=tuple(_notes(site, place, live)),
        findings=tuple(elsewhere(base_url, at)),
    )
    if asked.dry_run:
        return replace(told, refused=refused)
    if refused:
        raise BriefgenError(*refused)
    past = not asked.squash
    if live.commit and not changes and (past or store.is_first(live.commit)):
        return told
    store.keep(site.folder, [path for path in site.objects if _is_new(path, site, live)])
    message = (
        asked.message.strip()
        or f"Publish: {in_words(changes) if changes else 'one commit for all'}"
    )
    commit = store.publish(
        store.tree_of(files),
        place.branch,
        live.commit,
        message,
        f"{source} with changes" if source and going.uncommitted else source,
        past=past,
    )
    return replace(told, commit=commit, pushed=True)


def _with_extras(site: Built, live: Live, place: Place, store: Store) -> dict[str, str]:
    """Return the files of a site with what GitHub Pages is told beside it."""
    files = dict(site.objects)
    files.setdefault(NOJEKYLL, store.keep_bytes(b""))
    domain = place.config.publish.domain
    if domain:
        files[DOMAIN] = store.keep_bytes(f"{web.in_letters_of_dns(domain)}\n".encode())
    elif " " not in live.files.get(DOMAIN, " "):
        # Set by hand in GitHub's settings, which write it onto the branch.
        files.setdefault(DOMAIN, live.files[DOMAIN])
    return files


def _domain(site: Built, files: Mapping[str, str], store: Store) -> str:
    """Return the domain that the site will have by its `CNAME`; empty for none."""
    if DOMAIN not in files:
        return ""
    if files[DOMAIN] == site.objects.get(DOMAIN):
        return domain_in((site.folder / DOMAIN).read_text("utf-8", "replace"))
    return domain_in(store.text_of(files[DOMAIN]))


def _is_new(path: str, site: Built, live: Live) -> bool:
    return live.files.get(path) != site.objects[path]


def _going(options: Options, site: Built, base_url: str, live: Live, place: Place) -> Going:
    source = place.source
    return Going(
        built=site,
        base_url=base_url,
        branch=place.branch,
        checked_out=source.branches,
        uncommitted=tuple(one.path for one in not_as_committed(options, source)),
        behind=bool(live.source) and lacks(source, live.source),
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


def _notes(site: Built, place: Place, live: Live) -> Iterator[str]:
    if live.bare:
        yield (
            f"the remote has no branch yet, and GitHub would make `{place.branch}` its first: push "
            f"the content before, with `git push -u {place.remote.name} HEAD`"
        )
    if place.remote.others:
        yield "the remote has more than one address to push to: only the first is published to"
    if site.foreign:
        count = len(site.foreign)
        files = "1 file is" if count == 1 else f"{count:,} files are"
        yield (
            f"{files} in {site.folder.name}/ that no build made, such as `{site.foreign[0]}`: "
            "not published; content/static/ is the place for it"
        )


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
    odd = branch == "HEAD" or branch.startswith(("-", "refs/"))
    if odd or not source.git.ask("check-ref-format", f"refs/heads/{branch}").ok:
        raise ConfigurationError(
            Finding(
                code="invalid-branch",
                message=f"`{branch}` cannot be the name of a branch",
                span=Span(path=""),
                hint="name one with `--branch`, such as `gh-pages`",
            )
        )


@contextmanager
def _alone(root: Path, source: Source) -> Iterator[Path]:
    """Give the place of our own repository, for one publish alone.

    Where somebody else may have put one it is a passing one: theirs is neither used nor changed.
    """
    folder = root / ".briefgen"
    # In any spelling, for some disks know no difference; as a submodule too.
    tracked = source.git.ask("ls-files", "--", ":(icase).briefgen").out
    with ExitStack() as stack:
        try:
            if tracked or folder.is_symlink():
                raise PermissionError(errno.EACCES, "not ours to write to", str(folder))
            folder.mkdir(exist_ok=True)
            keep_out_of_git(folder)
            stack.enter_context(FileLock(folder / PUBLISH_LOCK, timeout=0))
        except Timeout as problem:
            raise WorldError(
                Finding(
                    code="publish-under-way",
                    message="another publish of this project is under way",
                    span=Span(path=f".briefgen/{PUBLISH_LOCK}"),
                    hint="wait for it to end",
                )
            ) from problem
        except OSError as problem:
            if problem.errno not in NOT_WRITABLE:
                raise
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="briefgen-")))
        yield folder / OWN_REPOSITORY
