"""The plan: all output files of a build, each with its view and its key.

Planned files in, a plan out: sorted, without two files for one path, every file with the key of all
that it depends on. Nothing here renders, reads a file or a clock.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefgen.finding import Finding, Span
from briefgen.fingerprint import Deferred, Value, composed, of

Load = Callable[[str], str]
"""Gives the stored text of a fingerprint."""


@dataclass(frozen=True, slots=True)
class Template(Value):
    """Made by a template of the theme from the view and the site."""

    name: str


@dataclass(frozen=True, slots=True)
class Writer:
    """Made by a function from the view: feeds, sitemaps, plain text."""

    function: Callable[[Value, Load], bytes]
    """View and text store in, bytes out. A function of a module, so that workers find it."""

    @property
    def fingerprint(self) -> str:
        """By name: the code behind it counts with the program."""
        return of(self.function.__module__, self.function.__qualname__)


@dataclass(frozen=True, slots=True)
class Copy:
    """The bytes of files, one after the other."""

    sources: tuple[str, ...]
    """Absolute paths."""
    fingerprint: str
    """Of their bytes: where they lie does not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFile:
    """One output file: where it goes and all that it is made from."""

    path: str
    """In the site, with forward slashes."""
    how: Template | Writer | Copy
    view: Value | Deferred | None = None
    """A deferred one is made when the file is rendered, and not kept."""
    base: str = ""
    """What stands before links inside the site: `../../`, or the published address."""
    origin: Span
    """What asked for it, to name in a collision; without a path when no file did."""

    def view_from(self, source: object) -> Value | None:
        """Return the view itself; `source` is what deferred ones are made from."""
        return self.view.made_from(source) if isinstance(self.view, Deferred) else self.view


class Group:
    """Planned files that are remembered as one."""

    def __init__(self, files: Iterable[PlannedFile]) -> None:
        """Hold the files, and look for two of them that meet."""
        self.places: dict[str, PlannedFile] = {}
        """By where they lie, as file systems that fold case and compose accents see it."""
        self.folders: dict[str, PlannedFile] = {}
        """By each folder that they lie in, likewise."""
        self.templates: dict[str, PlannedFile] = {}
        """One that each template makes, by the template's name."""
        self.findings: list[Finding] = []
        for file in files:
            path = file.path
            # One that is ASCII needs no composing.
            plain = path.isascii()
            place = path.lower() if plain else unicodedata.normalize("NFC", path).casefold()
            other = self.places.setdefault(place, file)
            if other is not file:
                self.findings += _meeting(other, file)
                continue
            if isinstance(file.how, Template):
                self.templates.setdefault(file.how.name, file)
            folder = place.rpartition("/")[0]
            while folder and folder not in self.folders:
                self.folders[folder] = file
                folder = folder.rpartition("/")[0]
        self.files = {file.path: file for file in self.places.values()}
        """By path."""
        self._keys: tuple[str, dict[str, str]] = ("", {})

    def keys(
        self, site: Value, templates: Mapping[str, str], program: str, mark: str
    ) -> dict[str, str]:
        """Return the key of each file by its path; `mark` stands for all that is given."""
        if self._keys[0] != mark:
            around: dict[str, str] = {}
            for base in {file.base for file in self.places.values()}:
                around[base] = f".{of(site, base)[:16]}.{program[:16]}"
            keys = {file.path: _key(file, templates, around) for file in self.places.values()}
            self._keys = (mark, keys)
        return self._keys[1]


@dataclass(frozen=True, slots=True)
class Plan:
    """All output files of a build, with their keys."""

    files: Mapping[str, PlannedFile]
    """By path."""
    keys: Mapping[str, str]
    """By path."""
    findings: tuple[Finding, ...]
    """Paths that two files would share."""


def make_plan(
    groups: Iterable[Group], *, site: Value, templates: Mapping[str, str], program: str
) -> Plan:
    """Return the plan of these files.

    `templates` gives the fingerprint of each template with all that it includes or extends,
    `program` that of the program. A file asked for twice in the same way counts once; two
    different files for one path, or a file where another needs a folder, are findings that name
    both origins.
    """
    mark = composed(site.fingerprint, program, *(f"{k} {v}" for k, v in sorted(templates.items())))
    places: dict[str, PlannedFile] = {}
    folders: dict[str, PlannedFile] = {}
    needed: dict[str, PlannedFile] = {}
    files: dict[str, PlannedFile] = {}
    keys: dict[str, str] = {}
    findings: list[Finding] = []
    for group in groups:
        findings += group.findings
        shared = places.keys() & group.places.keys()
        for place in sorted(shared):
            findings += _meeting(places[place], group.places[place])
        own = group.keys(site, templates, program, mark)
        if shared:
            # What was planned first stays.
            fresh = {at: file for at, file in group.places.items() if at not in shared}
            places |= fresh
            files |= {file.path: file for file in fresh.values()}
            keys |= {file.path: own[file.path] for file in fresh.values()}
        else:
            places |= group.places
            files |= group.files
            keys |= own
        folders |= group.folders
        needed |= group.templates
    findings += _folders_in_the_way(places, folders)
    findings += _missing_templates(needed, templates)
    return Plan(files, keys, tuple(findings))


def key_parts(key: str) -> dict[str, str]:
    """Return the parts of a key by name: `view`, `template`, `site`, `program`."""
    return dict(zip(("view", "template", "site", "program"), key.split("."), strict=False))


def _key(file: PlannedFile, templates: Mapping[str, str], around: Mapping[str, str]) -> str:
    """Return the key of a file; `around` has what stands for site and program, by base."""
    how = file.how
    view = file.view.fingerprint if file.view is not None else ""
    if isinstance(how, Template):
        return f"{view}.{templates.get(how.name, '')[:16]}{around[file.base]}"
    program = around[file.base].rpartition(".")[2]
    if isinstance(how, Writer):
        return f"{view}.{how.fingerprint[:16]}..{program}"
    # Bytes that pass through untouched depend on nothing but themselves.
    return f"{how.fingerprint}...{program}"


def _meeting(one: PlannedFile, other: PlannedFile) -> list[Finding]:
    """Return the finding on two files for one place, unless they are the same."""
    return [] if _same(one, other) else [_collision(one, other)]


def _same(one: PlannedFile, other: PlannedFile) -> bool:
    return (one.path, one.how, _mark(one)) == (other.path, other.how, _mark(other))


def _mark(file: PlannedFile) -> str:
    return file.view.fingerprint if file.view is not None else ""


def _collision(first: PlannedFile, second: PlannedFile) -> Finding:
    # What somebody wrote can be mended; what the site makes by itself has no place to point at.
    if not second.origin.path:
        first, second = second, first
    if not first.origin.path:
        return Finding(
            code="path-collision",
            message=f"`{second.path}` is the place of a page that every site has",
            span=second.origin,
            hint="give it another name, `slug` or alias",
        )
    return Finding(
        code="path-collision",
        message=f"two things would be written to `{second.path}`",
        span=second.origin,
        hint="give one of them another name, `slug` or alias",
        related=(first.origin,),
    )


def _missing_templates(
    needed: Mapping[str, PlannedFile], templates: Mapping[str, str]
) -> Iterator[Finding]:
    for name, file in needed.items():
        if name not in templates:
            yield Finding(
                code="missing-template",
                message=f"the theme has no template `{name}`, which `{file.path}` needs",
                span=file.origin,
                hint="add it to the theme's templates/, or have the theme extend `broadsheet`",
            )


def _folders_in_the_way(
    places: Mapping[str, PlannedFile], folders: Mapping[str, PlannedFile]
) -> Iterator[Finding]:
    for folder in sorted(places.keys() & folders.keys()):
        yield Finding(
            code="path-collision",
            message=f"`{places[folder].path}` would be both a file and a folder",
            span=folders[folder].origin,
            hint="give one of them another name",
            related=(places[folder].origin,),
        )
