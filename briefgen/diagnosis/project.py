"""Look at a project's own files: its settings, its theme, its content.

What a policy or a parser finds in the content is for `briefgen check`; here is what stands in the
way of reading it, or of reading it elsewhere.
"""

import os
import unicodedata
from collections.abc import Iterator, Sequence

from briefgen import web
from briefgen.config import Config
from briefgen.diagnosis.told import Fact, Told, counted, error, listed, warning
from briefgen.engine.write import check_output
from briefgen.finding import has_error
from briefgen.options import Options
from briefgen.project import missing_locale, theme_of
from briefgen.publishing.guards import LARGEST_FILE, large_file
from briefgen.reading.discover import Discovery, SourceFile
from briefgen.reading.load import not_installed

# "The pointer file", specification of Git LFS: shorter than this, and its first key is this one.
_POINTER_SIZE = 1024
_POINTER = b"version https://git-lfs.github.com/spec/v1\n"

_READ: Sequence[str] = ("entry", "edition", "page", "list", "terms", "dead")


def settings(options: Options, config: Config) -> Iterator[Told]:
    """Tell what the configuration decides."""
    yield Fact("configuration", options.config.name)
    yield Fact("address", web.without_user(config.base_url))
    yield Fact("time zone", config.timezone)
    yield Fact("cadence", config.cadence)
    yield from not_installed(config)


def theme(options: Options, config: Config) -> Iterator[Told]:
    """Tell which theme there is, and whether it speaks the site's language."""
    own = (options.root / "themes" / config.theme.name).is_dir()
    yield Fact("theme", f"{config.theme.name}, {'of the project' if own else 'built in'}")
    yield Fact("language", config.language)
    yield from missing_locale(theme_of(options, config), config.language, options)


def writable(options: Options) -> Iterator[Told]:
    """Tell whether a build could write its site: it looks so itself before it begins."""
    try:
        check_output(options.site_folder, options.root)
        may = os.access(options.root, os.W_OK)
    except PermissionError:
        may = False
    if not may:
        yield warning(
            "read-only-project",
            "the project cannot be written to: nothing can be built into it",
            "allow it to be written, or build elsewhere with `briefgen build -o FOLDER`",
        )


def content(discovery: Discovery) -> Iterator[Told]:
    """Tell how much content there is, and what of it cannot be read at all."""
    read = sum(file.kind in _READ for file in discovery.files)
    others = len(discovery.files) - read
    yield Fact("content", f"{counted(read, 'file')} of text, {counted(others, 'other')}")
    yield from (finding for finding in discovery.findings if has_error([finding]))


def pointers(discovery: Discovery) -> Iterator[Told]:
    """Tell which files are only pointers to what lies in Git LFS."""
    found = [file.path for file in discovery.files if _is_pointer(file)]
    if found:
        yield error(
            "lfs-pointer",
            f"{counted(len(found), 'file')} of content here only by name, as Git LFS keeps it"
            f" elsewhere: {listed(found)}"
            if len(found) > 1
            else f"`{found[0]}` is here only by name: Git LFS keeps it elsewhere",
            "get what is missing: `git lfs pull`",
            found[0],
        )


def _is_pointer(file: SourceFile) -> bool:
    if not len(_POINTER) < file.stat.st_size < _POINTER_SIZE:
        return False
    try:
        with open(file.absolute, "rb") as opened:
            return opened.read(len(_POINTER)) == _POINTER
    except OSError:
        # A build tells that it cannot be read.
        return False


def sizes(discovery: Discovery) -> Iterator[Told]:
    """Tell which files are too large for GitHub."""
    for file in discovery.files:
        if file.stat.st_size > LARGEST_FILE:
            found = large_file(file.path, file.stat.st_size)
            yield warning(found.code, found.message, found.hint, file.path)


def names(discovery: Discovery) -> Iterator[Told]:
    """Tell which names would be one name on other machines."""
    groups: dict[str, set[str]] = {}
    for file in discovery.files:
        parts = file.path.split("/")
        for end in range(1, len(parts) + 1):
            path = "/".join(parts[:end])
            groups.setdefault(_folded(path), set()).add(path)
    told: list[str] = []
    for folded, group in sorted(groups.items()):
        # Below two folders that are one elsewhere nothing is told again.
        if len(group) == 1 or any(folded.startswith(f"{before}/") for before in told):
            continue
        told.append(folded)
        first, second, *_ = sorted(group)
        yield warning(
            "names-alike",
            f"`{first}` and `{second}` are one name on Windows and macOS",
            "rename one of them",
            first,
        )


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
