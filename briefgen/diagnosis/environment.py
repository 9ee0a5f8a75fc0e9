"""Look at the machine: versions, programs, encodings, room on the disk.

Nothing is written, not even to try whether it can be.
"""

import json
import os
import platform
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import yaml

from briefgen import __version__
from briefgen.config import Config, SearchConfig
from briefgen.diagnosis.told import Fact, Told, error, megabytes, warning
from briefgen.engine.failures import UnfitError
from briefgen.engine.work import usable_cores
from briefgen.finding import Severity, WorldError
from briefgen.repository.git import version
from briefgen.repository.source import new_enough
from briefgen.searching import pagefind

EXTRAS: Mapping[str, tuple[str, ...]] = {
    "c2pa": ("c2pa",),
    "cjk": ("pagefind_bin_extended",),
    "cluster": ("distributed",),
    "email": ("css_inline",),
    "fast": ("markdown_it_pyrs",),
    "html": ("nh3",),
    "import": ("feedparser", "trafilatura"),
}
"""Which modules each extra brings."""

# A digest of ten thousand entries with pictures takes some hundred megabytes, and twice that while
# it is published.
LITTLE = 500_000_000


def program() -> Iterator[Told]:
    """Tell which briefgen this is, on which Python and system."""
    yield Fact("briefgen", f"{__version__}, {_installed()}")
    yield Fact("python", f"{platform.python_version()}, {platform.python_implementation()}")
    yield Fact("system", f"{platform.system()} {platform.machine()}".strip())
    yield Fact("cores", str(usable_cores()))


def _installed() -> str:
    """Return how briefgen came here; no path, for these lines are often shown to others."""
    try:
        found = metadata.distribution("briefgen")
    except metadata.PackageNotFoundError:
        return "run from a folder, not installed"
    try:
        origin = json.loads(found.read_text("direct_url.json") or "{}")
    except ValueError:
        origin = {}
    if origin.get("dir_info", {}).get("editable"):
        return "installed from a folder, editable"
    if "vcs_info" in origin:
        return f"installed from git, commit {origin['vcs_info'].get('commit_id', '')[:12]}"
    return "installed from a file or a folder" if origin else "installed from a package index"


def git() -> Iterator[Told]:
    """Tell which git there is."""
    try:
        found = version()
        yield Fact("git", ".".join(map(str, found)))
        new_enough(found)
    except WorldError as problem:
        # A build does without.
        yield from (replace(one, severity=Severity.WARNING) for one in problem.findings)


def extras() -> Iterator[Told]:
    """Tell which of the extras are installed."""
    there = [name for name, modules in EXTRAS.items() if all(map(_is_there, modules))]
    missing = [name for name in EXTRAS if name not in there]
    yield Fact("extras", ", ".join(there) or "none")
    if missing:
        yield Fact("not installed", ", ".join(missing))


def _is_there(module: str) -> bool:
    return find_spec(module) is not None


def reading() -> Iterator[Told]:
    """Tell what reads YAML here."""
    yield from yaml_library(in_c=bool(getattr(yaml, "__with_libyaml__", False)))


def yaml_library(*, in_c: bool) -> Iterator[Told]:
    """Tell which PyYAML there is, with its library in C or without."""
    yield Fact("yaml", f"{yaml.__version__}, {'with' if in_c else 'without'} libyaml")
    if not in_c:
        yield warning(
            "slow-yaml",
            "PyYAML is here without libyaml: YAML is read some ten times slower",
            "install it again from a wheel: `pip install --force-reinstall pyyaml`",
        )


def searching(config: Config | None) -> Iterator[Told]:
    """Tell whether the program runs that makes the search index."""
    wanted = (config.search if config else SearchConfig()).index == "on"
    try:
        said = pagefind.answer()
    except UnfitError as problem:
        yield Fact("search", "its program does not run" if wanted else "off")
        if wanted:
            yield error("broken-search-program", problem.message, problem.hint)
        return
    kind = ", extended" if pagefind.parts_words() else ""
    yield Fact("search", f"pagefind {said}{kind}" + ("" if wanted else ", off"))


def terminal() -> Iterator[Told]:
    """Tell in which encoding the terminal takes text."""
    yield from encoding(getattr(sys.stdout, "encoding", None) or "unknown")


def encoding(name: str) -> Iterator[Told]:
    """Tell whether text in an encoding has all letters."""
    yield Fact("encoding", name.lower())
    if name.lower().replace("-", "").replace("_", "") not in ("utf8", "utf8sig"):
        yield warning(
            "narrow-encoding",
            f"the terminal takes text as {name}: other letters are shown as escapes",
            "set `PYTHONUTF8=1` in the environment, and the terminal to UTF-8",
        )


def disk(folder: Path, little: int = LITTLE) -> Iterator[Told]:
    """Tell how much room there is where a project lies; less than `little` bytes is told."""
    free = shutil.disk_usage(folder).free
    yield Fact("disk", f"{megabytes(free)} free")
    if free < little:
        yield warning(
            "little-space",
            f"the disk has {megabytes(free)} left: a build may not fit",
            "make room on it",
        )


def places_for_passing_files() -> list[str]:
    """Return where temporary files may lie, as Python's `tempfile` looks for it."""
    named = [os.environ.get(name, "") for name in ("TMPDIR", "TEMP", "TMP")]
    usual = [] if os.name == "nt" else ["/tmp", "/var/tmp", "/usr/tmp"]
    return [place for place in (*named, *usual) if place]


def passing_files(places: Iterable[str]) -> Iterator[Told]:
    """Tell when none of these folders is one for temporary files."""
    # `tempfile` would find out by writing, and in the end into the current folder.
    if any(os.path.isdir(place) and os.access(place, os.W_OK | os.X_OK) for place in places):
        return
    yield warning(
        "no-temporary-folder",
        "no folder for temporary files can be written to",
        "set `TMPDIR` to one that can",
    )
