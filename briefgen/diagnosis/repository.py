"""Look at the repository that a project lies in, as it is here: no remote is asked."""

from collections.abc import Iterator
from dataclasses import replace

from briefgen.config import Config, PublishConfig
from briefgen.diagnosis.told import Fact, Told, counted, error, listed, warning
from briefgen.options import Options
from briefgen.publishing.guards import elsewhere, occupied, unreachable
from briefgen.publishing.publish import not_as_committed
from briefgen.publishing.served import DOMAIN, domain_in
from briefgen.repository.git import address_to_show
from briefgen.repository.pages import pages_address
from briefgen.repository.source import Remote, Source

# Filters of Git LFS keep what they are shown. Looking must leave nothing behind.
_UNFILTERED = (("filter.lfs.clean", ""), ("filter.lfs.process", ""), ("filter.lfs.required", "no"))

_SUBMODULE = "160000"
_PLACEHOLDERS = (".gitkeep", ".gitignore")


def unfiltered(source: Source) -> Source:
    """Return a repository that can be looked at without leaving anything in it."""
    git = replace(source.git, settings=(*source.git.settings, *_UNFILTERED))
    return replace(source, git=git)


def state(source: Source) -> Iterator[Told]:
    """Tell what is checked out."""
    place = f"branch {source.branch}" if source.branch else "no branch"
    commit = f"commit {source.commit[:12]}" if source.commit else "no commit"
    yield Fact("repository", f"{place}, {commit}{', shallow' if source.shallow else ''}")
    if not source.commit:
        yield warning(
            "no-commit",
            "nothing was committed to the repository yet",
            "commit what there is: `git add .`, `git commit`",
        )


def committer(source: Source) -> Iterator[Told]:
    """Tell whether git knows who commits."""
    if not source.git.ask("var", "GIT_COMMITTER_IDENT").ok:
        yield warning(
            "no-identity",
            "git does not know who you are: what is published would be committed by `briefgen`",
            "tell it: `git config --global user.name …`, and `user.email`",
        )


def destination(source: Source, config: Config | None) -> Iterator[Told]:
    """Tell what is wrong with the branch that the site goes to."""
    publishing = config.publish if config else PublishConfig()
    yield Fact("site's branch", publishing.branch)
    yield from occupied(publishing.branch, source.branches)


def remote(found: Remote) -> Iterator[Told]:
    """Tell where a site would be pushed to."""
    yield Fact("remote", f"{found.name}, {address_to_show(found.address)}")
    at = pages_address(found.address) or pages_address(found.written)
    if at:
        yield Fact("pages", at)


def address(options: Options, config: Config, found: Remote | None) -> Iterator[Told]:
    """Tell whether the site takes the right address for its own."""
    for finding in unreachable(config.base_url):
        yield warning(
            finding.code, finding.message, finding.hint, options.config.name, key="base_url"
        )
    at = (pages_address(found.address) or pages_address(found.written)) if found else ""
    domain = config.publish.domain or domain_in_content(options)
    for finding in elsewhere(config.base_url, f"https://{domain}/" if domain else at):
        yield replace(finding, span=replace(finding.span, path=options.config.name))


def domain_in_content(options: Options) -> str:
    """Return the domain that a project brings in `CNAME`, or an empty text."""
    try:
        text = (options.root / "content" / "static" / DOMAIN).read_text("utf-8", "replace")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    return domain_in(text)


def output(source: Source, options: Options) -> Iterator[Told]:
    """Tell whether git leaves aside what briefgen makes."""
    site = options.site_folder.name
    for folder in (site, ".briefgen"):
        tracked = [
            path
            for path in source.git.run("ls-files", "-z", "--", folder).text.split("\0")
            if path and path.rpartition("/")[2] not in _PLACEHOLDERS
        ]
        if tracked:
            yield warning(
                "tracked-output",
                f"{counted(len(tracked), 'file')} of `{folder}/` "
                f"{'is' if len(tracked) == 1 else 'are'} in the repository, as if written by hand",
                f"take them out, and keep them here: `git rm -r --cached --quiet {folder}`",
                folder,
            )
        # A record brings a `.gitignore` of its own.
        made = folder == site or (options.root / folder).is_dir()
        inside = f"{folder}/index.html"
        if made and source.git.ask("check-ignore", "--quiet", "--no-index", inside).code == 1:
            yield warning(
                "unignored-output",
                f"git does not leave aside `{folder}/`, which briefgen makes",
                f"write a line `/{folder}/` into `.gitignore`",
                folder,
            )


def content(source: Source, options: Options) -> Iterator[Told]:
    """Tell what of the content is not in the repository."""
    files = not_as_committed(options, source)
    ignored = [file.path for file in files if file.ignored]
    yield Fact("not committed", counted(len(files) - len(ignored), "file"))
    if ignored:
        yield warning(
            "ignored-content",
            f"a build reads {counted(len(ignored), 'file')} that git ignores, and nobody else has:"
            f" {listed(ignored)}",
            "commit what belongs to the site: `git add --force`",
            ignored[0],
        )


def submodules(source: Source, options: Options) -> Iterator[Told]:
    """Tell which parts of a project are repositories of their own that are not here."""
    rows = source.git.run("ls-files", "--stage", "-z", "--", "content", "themes").text.split("\0")
    for row in rows:
        mode, _, path = row.partition("\t")
        if mode.startswith(_SUBMODULE) and not (options.root / path / ".git").exists():
            yield error(
                "missing-submodule",
                f"`{path}` is a repository of its own, and is not here",
                "get it: `git submodule update --init`",
                path,
            )
