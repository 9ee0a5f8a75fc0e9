"""Look at how a site reaches its readers: the workflow, the branch, the site as it is built."""

import re
from collections.abc import Iterator
from pathlib import Path

from briefgen import __version__, urls
from briefgen.authoring.workflow import WORKFLOW, root_of
from briefgen.authoring.written import Ours, holds, recognised
from briefgen.config import Config, PublishConfig
from briefgen.diagnosis.repository import domain_in_content
from briefgen.diagnosis.told import Fact, Told, counted, error, megabytes, warning
from briefgen.finding import Severity
from briefgen.options import Options
from briefgen.publishing.built import identity_in, read_built
from briefgen.publishing.guards import too_large, unready
from briefgen.publishing.served import DOMAIN
from briefgen.publishing.store import pushed_to
from briefgen.repository import OWN_REPOSITORY
from briefgen.repository.git import Git
from briefgen.repository.source import Source

_DEPLOYS = "actions/deploy-pages"

_PINNED = re.compile(r"briefgen\s*(?:\[[^\]]*\])?\s*={2,3}\s*([\w.!+*-]+)", re.IGNORECASE)


def workflow_of(options: Options) -> Ours | None:
    """Return the workflow of a project, if briefgen wrote it."""
    text = _read(root_of(options.config) / WORKFLOW)
    return recognised(text) if text is not None else None


def workflow(options: Options, config: Config | None) -> Iterator[Told]:
    """Tell whether the workflow is what would be written now."""
    text = _read(root_of(options.config) / WORKFLOW)
    if text is None:
        yield Fact("workflow", "none")
        return
    ours = recognised(text)
    if ours is None:
        yield Fact("workflow", "one that briefgen did not write")
        return
    clocks = ", ".join(f"{clock:%H:%M}" for clock in ours.times)
    yield Fact("workflow", f"publishes {ours.branch}, and each day at {clocks or 'no time'}")
    # What it lacks is told by `installed`.
    complete = not ours.requirements or (options.root / ours.requirements).is_file()
    if config and complete and not holds(ours, config, options.config):
        yield warning(
            "stale-workflow",
            f"`{WORKFLOW}` is not what would be written for these settings now",
            "have it written again, and look at what changes:"
            " `briefgen new workflow --replace`, `git diff`",
            _seen_from(options, WORKFLOW),
        )


def branch(options: Options, source: Source) -> Iterator[Told]:
    """Tell whether there is the branch that the workflow publishes."""
    ours = workflow_of(options)
    if ours is None or not source.commit or ours.branch == source.branch:
        return
    refs = source.git.run("for-each-ref", "--format=%(refname)", "refs/heads", "refs/remotes")
    known = {
        ref.split("/", 2 if ref.startswith("refs/heads/") else 3)[-1] for ref in refs.text.split()
    }
    if ours.branch not in known:
        here = source.branch or "main"
        yield warning(
            "workflow-for-another-branch",
            f"the workflow publishes the branch `{ours.branch}`, and there is none",
            f"write it for another: `briefgen new workflow --replace --branch {here}`",
            _seen_from(options, WORKFLOW),
        )


def installed(options: Options) -> Iterator[Told]:
    """Tell which briefgen the workflow installs."""
    ours = workflow_of(options)
    if ours is None:
        return
    wanted = ours.installs
    if ours.requirements:
        text = _read(options.root / ours.requirements)
        if text is None:
            yield error(
                "missing-requirements",
                f"the workflow installs what `{ours.requirements}` names, and there is none",
                "have it written again: `briefgen new workflow --replace`",
                ours.requirements,
            )
            return
        wanted = "\n".join(line.partition("#")[0].strip() for line in text.splitlines())
    pinned = re.search(rf"^{_PINNED.pattern}", wanted, re.IGNORECASE | re.MULTILINE)
    if pinned is None:
        return
    yield Fact("workflow installs", f"briefgen {pinned[1]}")
    if not _is_version(__version__, pinned[1]):
        yield warning(
            "other-version",
            f"the workflow builds with briefgen {pinned[1]}, and this is {__version__}",
            "use one version in both places",
            ours.requirements or _seen_from(options, WORKFLOW),
        )


def _is_version(version: str, pinned: str) -> bool:
    """Tell whether a version is the pinned one (PEP 440: `==0.1.*` is any that begins so)."""
    if pinned.endswith(".*"):
        return f"{version}.".startswith(pinned.removesuffix("*"))
    return version == pinned


def ways(options: Options, source: Source | None, config: Config | None) -> Iterator[Told]:
    """Tell when a site is published in two ways, of which GitHub serves one."""
    if not _deploys(options):
        return
    domain = domain_in_content(options)
    if domain:
        yield warning(
            "ignored-domain",
            f"GitHub does not look at `{DOMAIN}` in what a workflow publishes",
            f"set `{domain}` in the settings of the repository, under Pages, and remove the file",
            f"content/static/{DOMAIN}",
        )
    name = (config.publish if config else PublishConfig()).branch
    if source and (_is_published(source, name) or _was_published(options, source, name)):
        yield warning(
            "two-ways",
            f"both a workflow and the branch `{name}` publish the site, and GitHub serves only one",
            "keep one: remove the workflow, or the branch",
            _seen_from(options, WORKFLOW),
        )


def _deploys(options: Options) -> bool:
    """Tell whether a workflow publishes on GitHub Pages."""
    folder = root_of(options.config) / Path(WORKFLOW).parent
    files = [*folder.glob("*.yml"), *folder.glob("*.yaml")]
    return any(_DEPLOYS in (_read(file) or "") for file in files)


def _is_published(source: Source, branch: str) -> bool:
    """Tell whether `briefgen publish` brought a site onto a branch, as far as is known here."""
    refs = source.git.run("for-each-ref", "--format=%(refname)", f"refs/heads/{branch}").text
    refs += "\n" + source.git.run("for-each-ref", "--format=%(refname)", "refs/remotes").text
    # A clone that fetches what it lacks when asked would ask the remote.
    alone = {"GIT_NO_LAZY_FETCH": "1"}
    for ref in refs.split():
        if ref.startswith("refs/heads/") or ref.split("/", 3)[-1] == branch:
            asked = ("cat-file", "blob", f"{ref}:{urls.path_of(urls.BUILD)}")
            said = source.git.ask(*asked, environment=alone)
            if said.ok and identity_in(said.out):
                return True
    return False


def _was_published(options: Options, source: Source, branch: str) -> bool:
    """Tell whether a site was pushed to a branch from here."""
    store = options.root / ".briefgen" / OWN_REPOSITORY
    if not store.is_dir() or store.is_symlink():
        return False
    return Git(options.root, source.git.settings, store).ask(*pushed_to(branch)).ok


def site(options: Options) -> Iterator[Told]:
    """Tell what lies in the output folder."""
    # The object ids are not looked at: any form will do.
    built = read_built(options.site_folder, "sha1")
    if built is None:
        yield Fact("site", "not built")
        return
    said = built.identity
    which = f", build {said.fingerprint[:12]}" if said else ""
    yield Fact("site", f"{counted(len(built.sizes), 'file')}, {megabytes(built.size)}{which}")
    folder = options.site_folder.name
    for finding in unready(built):
        yield warning(finding.code, finding.message, finding.hint, folder)
    for finding in too_large(built):
        assert finding.severity is Severity.ERROR
        yield finding


def _read(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, NotADirectoryError):
        return None


def _seen_from(options: Options, path: str) -> str:
    """Return a path of the repository as the project sees it; empty when it lies above."""
    return path if root_of(options.config) == options.root.resolve() else ""
