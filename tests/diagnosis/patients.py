"""Projects in real repositories, to look at."""

import hashlib
import os
import subprocess
from pathlib import Path

from briefgen.diagnosis.diagnose import Diagnosis, diagnose
from briefgen.options import Options
from tests.projects import Project

ADDRESS = "https://name.github.io/digest/"
REMOTE = "git@github.com:name/digest.git"


class Patient(Project):
    """A project, committed to a repository of its own."""

    def git(self, *arguments: str) -> str:
        """Run git in the project, and return what it says."""
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, check=True, capture_output=True, encoding="utf-8"
        )
        return done.stdout

    def commit(self) -> None:
        """Commit all that there is."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "Content")

    def look(self, config: str = "briefgen.yaml") -> Diagnosis:
        """Return what there is to tell."""
        return diagnose(Options(config=self.root / config))

    def codes(self) -> list[str]:
        """Return the codes of what is wrong, in order."""
        return sorted(finding.code for finding in self.look().findings)

    def fact(self, name: str) -> str:
        """Return a fact by its name."""
        return {fact.name: fact.value for fact in self.look().facts}[name]


def healthy(root: Path) -> Patient:
    """Return a project with which nothing is wrong."""
    patient = Patient(root, base_url=ADDRESS)
    patient.entry("2024/10/23/harbour.md")
    (root / ".gitignore").write_text("/site/\n.briefgen/\n", "utf-8")
    patient.git("init", "--quiet", "-b", "main")
    patient.git("remote", "add", "origin", REMOTE)
    patient.commit()
    return patient


def everything(folder: Path) -> dict[str, tuple[str, int, int]]:
    """Return bytes, mode and time of all that lies in a folder, `.git` and folders included."""
    found = {}
    for path in (folder, *sorted(folder.rglob("*"))):
        seen = os.lstat(path)
        data = path.read_bytes() if path.is_file() else b""
        found[str(path)] = (hashlib.sha256(data).hexdigest(), seen.st_mode, seen.st_mtime_ns)
    return found
