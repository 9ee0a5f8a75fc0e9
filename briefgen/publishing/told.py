"""What a publish is asked for, where it goes, and what it tells: values, and nothing else."""

from dataclasses import dataclass
from pathlib import Path

from briefgen.build import Result
from briefgen.config import Config
from briefgen.finding import Finding
from briefgen.publishing.changes import Changes
from briefgen.publishing.store import Store
from briefgen.repository.source import Remote, Source


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
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    """Warnings on the way."""
    refused: tuple[Finding, ...] = ()
    """In a trial run: why it would be refused."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a publish goes."""

    config: Config
    source: Source
    remote: Remote
    branch: str
    guided: bool
    """Whether a file of the project says where that is, and not the user."""

    def store(self, folder: Path) -> Store:
        """Return our own repository, at a place."""
        source, remote = self.source, self.remote
        return Store(folder, source.top, remote, source.form, guided=self.guided)
