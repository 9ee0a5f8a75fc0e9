"""Write the workflow by which GitHub Actions checks and publishes a digest.

A project in, two files at the root of its repository out: the workflow, and what keeps the actions
in it fresh. Neither is ever written over another without being asked.
"""

import json
import re
import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template

from briefgen.authoring.schedule import runs
from briefgen.config import Config
from briefgen.finding import ConfigurationError, Finding, Span
from briefgen.reading.configuration import read_config
from briefgen.reading.text import quoted
from briefgen.replacing import replace_file
from briefgen.repository.git import Git

WORKFLOW = ".github/workflows/publish.yml"
DEPENDABOT = ".github/dependabot.yml"

ACTIONS = (
    ("actions/checkout", "3d3c42e5aac5ba805825da76410c181273ba90b1", "v7.0.1"),
    ("actions/setup-python", "5fda3b95a4ea91299a34e894583c3862153e4b97", "v7.0.0"),
    ("actions/cache", "55cc8345863c7cc4c66a329aec7e433d2d1c52a9", "v6.1.0"),
    ("actions/cache/restore", "55cc8345863c7cc4c66a329aec7e433d2d1c52a9", "v6.1.0"),
    ("actions/configure-pages", "45bfe0192ca1faeb007ade9deae92b16b8254a0d", "v6.0.0"),
    ("actions/upload-pages-artifact", "fc324d3547104276b827a68afc52ff2a11cc49c9", "v5.0.0"),
    ("actions/deploy-pages", "cd2ce8fcbc39b97be8ca5fce6e763baed58fa128", "v5.0.0"),
)
"""What the workflow runs: by commit, which nobody can move, and the version that it is."""

_REQUIREMENTS = "requirements.txt"

# What needs no care in YAML, in a shell or in the patterns of GitHub.
_PLAIN = re.compile(r"\w[\w./-]*")

_FRESH = """\
# Keeps the actions of the workflows fresh, which are pinned to commits.
version: 2
updates:
  - package-ecosystem: github-actions
    directory: /
    schedule:
      interval: weekly
"""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the workflow."""

    path: Path
    changed: bool
    """False when it was there as it would be written."""
    notes: tuple[str, ...]
    """What one had better know."""
    files: tuple[Path, ...]
    """Those that were made or replaced."""


def write_workflow(
    config: Path,
    *,
    branch: str = "",
    install: str = "",
    at: Iterable[time] = (),
    replace: bool = False,
) -> Written:
    """Write the workflow of a project, and dependabot's settings where there are none.

    `branch` is the one whose pushes are published; empty: the one that is checked out, or `main`.
    `install` is what pip installs, instead of requirements.txt beside the configuration or, without
    one, briefgen; `at` are the local times of the runs without a push. ConfigurationError when the
    project's settings are bad, the words cannot be used, or the file is there with other contents
    and not to be replaced; OSError when it cannot be written.
    """
    if branch:
        _refuse_branch(branch)
    _refuse_requirement(install)
    settings = read_config(config)
    repository = repository_of(config.absolute().parent.resolve())
    root = root_of(config)
    branch = branch or _checked_out(repository)
    text = workflow_text(settings, config, branch, install, at)
    file = root / WORKFLOW
    notes = []
    if repository is None:
        notes.append(
            "this is no git repository: the workflow lies beside the configuration, and belongs to "
            "the root of the repository"
        )
    before = _read(file)
    if before not in (None, text) and not replace:
        raise ConfigurationError(
            Finding(
                code="other-workflow",
                message=f"`{WORKFLOW}` is there already, and is not what would be written",
                span=Span(path=WORKFLOW),
                hint="move it away, or have it replaced with `--replace`",
            )
        )
    made = []
    if before != text:
        _write(file, text, root)
        made.append(file)
    fresh, told = _keep_fresh(root)
    return Written(file, before != text, (*notes, *told), (*made, *fresh))


def root_of(config: Path) -> Path:
    """Return the folder that a project's workflow lies below: its repository's, or its own."""
    project = config.absolute().parent.resolve()
    return repository_of(project) or project


def _refuse_branch(branch: str) -> None:
    if not _PLAIN.fullmatch(branch):
        raise ConfigurationError(
            Finding(
                code="unusable-branch",
                message=f"{quoted(branch)} cannot be written into a workflow as a branch",
                span=Span(path=""),
                hint="name the branch that people push to, such as `main`",
            )
        )


def _refuse_requirement(install: str) -> None:
    # An expression of GitHub's would be read before the shell is, and an option is no requirement.
    if install.startswith("-") or "${{" in install or not install.isprintable():
        raise ConfigurationError(
            Finding(
                code="unusable-requirement",
                message=f"{quoted(install)} is nothing that pip can install by itself",
                span=Span(path=""),
                hint='give one requirement, such as `--install "briefgen[cjk]"`',
            )
        )


def repository_of(project: Path) -> Path | None:
    """Return the root of the git repository that a folder lies in; None without one."""
    project = project.absolute().resolve()
    # A file in work trees and submodules.
    return next((one for one in (project, *project.parents) if (one / ".git").exists()), None)


def repository_above(folder: Path) -> Path | None:
    """Return the root of the repository that holds a folder which is not its root."""
    found = repository_of(folder.absolute().parent.resolve())
    return None if (folder / ".git").exists() else found


def _checked_out(repository: Path | None) -> str:
    """Return the branch that is checked out; `main` where none is, or its name is of no use."""
    found = repository and Git(repository).ask("symbolic-ref", "-q", "--short", "HEAD").text
    return found if found and _PLAIN.fullmatch(found) else "main"


def workflow_text(
    settings: Config, config: Path, branch: str, install: str, at: Iterable[time] = ()
) -> str:
    """Return the workflow of a project; see `write_workflow`."""
    project, root = config.absolute().parent.resolve(), root_of(config)
    folder = project.relative_to(root).as_posix()
    inside = "" if folder == "." else f"{folder}/"
    year = datetime.now(UTC).year
    planned = runs(settings.cadence, settings.timezone, settings.title, year, at)
    return _template().render(
        action={name: f"{name}@{commit} # {version}" for name, commit, version in ACTIONS},
        branch=branch,
        ref=f"'refs/heads/{branch}'",
        folder=inside and _yaml(folder),
        inside=inside,
        site=_yaml(f"{inside}site"),
        paths=_paths(inside, install),
        runs=planned,
        zone=settings.timezone,
        changing=any("," in run.local for run in planned),
        large_files=_has_large_files(project, root),
        cached_by=_yaml(_dependencies(project, inside, install)),
        install=_installed(project, install),
        chosen="" if config.name == "briefgen.yaml" else f" --config {shlex.quote(config.name)}",
    )


def _template() -> Template:
    # Marks of its own, for GitHub's are those that Jinja has.
    environment = Environment(
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        autoescape=False,
    )
    written = files("briefgen.authoring").joinpath("starter", "publish.yml")
    return environment.from_string(written.read_text("utf-8"))


def _paths(inside: str, install: str) -> Sequence[str]:
    """Return what of a repository a digest in a folder of it is made of; nothing for all of it."""
    if not _PLAIN.fullmatch(inside) or install.startswith("."):
        return ()
    return (_yaml(f"{inside}**"), _yaml(WORKFLOW))


def _installed(project: Path, install: str) -> str:
    """Return what follows `pip install`."""
    if not install and (project / _REQUIREMENTS).is_file():
        return f"--requirement {_REQUIREMENTS}"
    return shlex.quote(install or "briefgen")


def _dependencies(project: Path, inside: str, install: str) -> str:
    """Return the file whose change says that other packages may be needed."""
    named = "pyproject.toml" if install.startswith(".") else "" if install else _REQUIREMENTS
    return f"{inside}{named}" if named and (project / named).is_file() else WORKFLOW


def _has_large_files(project: Path, root: Path) -> bool:
    """Tell whether files of a project may lie in Git LFS."""
    attributes = (one / ".gitattributes" for one in {project, root})
    return any("filter=lfs" in (_read(one) or "") for one in attributes)


def _yaml(words: str) -> str:
    """Return words as YAML has them wherever they stand: its quoted form holds that of JSON."""
    return json.dumps(words, ensure_ascii=False)


def _keep_fresh(root: Path) -> tuple[list[Path], list[str]]:
    """Have the actions kept fresh; return what was written for it, and what to tell."""
    for name in (DEPENDABOT, DEPENDABOT.replace(".yml", ".yaml")):
        text = _read(root / name)
        if text is not None:
            if "github-actions" in text:
                return [], []
            return [], [
                f"`{name}` stays as it is, and keeps no actions fresh: add `github-actions`"
            ]
    _write(root / DEPENDABOT, _FRESH, root)
    return [root / DEPENDABOT], [f"`{DEPENDABOT}` is new, and keeps the actions fresh"]


def _read(file: Path) -> str | None:
    """Return a file's text, whatever its lines end with; None when there is none."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None


def _write(file: Path, text: str, root: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    replace_file(file, text.encode(), root=root)
