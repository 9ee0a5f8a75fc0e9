"""The plan: all output files of a build, each with its view and its key.

Planned files in, a plan out: sorted, without two files for one path, every file with the key of all
that it depends on. Nothing here renders, reads a file or a clock.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from briefgen.finding import Finding, Span
from briefgen.fingerprint import Deferred, Value, of

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
    view: "Value | Deferred[Value] | None" = None
    """A deferred one is made when the file is rendered, and not kept."""
    base: str = ""
    """What stands before links inside the site: `../../`, or the published address."""
    origin: Span
    """What asked for it, to name in a collision; without a path when no file did."""

    def made_view(self) -> Value | None:
        """Return the view itself."""
        return self.view.make() if isinstance(self.view, Deferred) else self.view


@dataclass(frozen=True, slots=True)
class Plan:
    """All output files of a build, by path, with their keys."""

    files: tuple[PlannedFile, ...]
    keys: Mapping[str, str]
    findings: tuple[Finding, ...]
    """Paths that two files would share."""


def make_plan(
    files: Iterable[PlannedFile], *, site: Value, templates: Mapping[str, str], program: str
) -> Plan:
    """Return the plan of these files.

    `templates` gives the fingerprint of each template with all that it includes or extends,
    `program` that of the program. A file asked for twice in the same way counts once; two
    different files for one path, or a file where another needs a folder, are findings that name
    both origins.
    """
    chosen: dict[str, PlannedFile] = {}
    findings: list[Finding] = []
    for file in files:
        path = file.path
        # As file systems that fold case and compose accents would see it.
        place = path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()
        other = chosen.setdefault(place, file)
        if other is not file and not _same(other, file):
            findings.append(_collision(other, file))
    findings.extend(_folders_in_the_way(chosen))
    findings.extend(_missing_templates(chosen.values(), templates))
    ordered = tuple(sorted(chosen.values(), key=lambda file: file.path))
    program = program[:16]
    marks = {name: f".{mark[:16]}." for name, mark in templates.items()}
    around: dict[str, str] = {}
    for base in {file.base for file in ordered}:
        around[base] = f"{of(site, base)[:16]}.{program}"
    keys = {file.path: _key(file, marks, around, program) for file in ordered}
    return Plan(ordered, keys, tuple(findings))


def key_parts(key: str) -> dict[str, str]:
    """Return the parts of a key by name: `view`, `template`, `site`, `program`."""
    return dict(zip(("view", "template", "site", "program"), key.split("."), strict=False))


def _key(
    file: PlannedFile, templates: Mapping[str, str], around: Mapping[str, str], program: str
) -> str:
    """Return the key of a file; `around` has what stands for site and program, by base."""
    how = file.how
    view = file.view.fingerprint if file.view is not None else ""
    if isinstance(how, Template):
        return f"{view}{templates.get(how.name, '..')}{around[file.base]}"
    if isinstance(how, Writer):
        return f"{view}.{how.fingerprint[:16]}..{program}"
    # Bytes that pass through untouched depend on nothing but themselves.
    return f"{how.fingerprint}...{program}"


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
    files: Iterable[PlannedFile], templates: Mapping[str, str]
) -> Iterable[Finding]:
    needed = {file.how.name: file for file in files if isinstance(file.how, Template)}
    for name, file in needed.items():
        if name not in templates:
            yield Finding(
                code="missing-template",
                message=f"the theme has no template `{name}`, which `{file.path}` needs",
                span=file.origin,
                hint="add it to the theme's templates/, or have the theme extend `broadsheet`",
            )


def _folders_in_the_way(chosen: Mapping[str, PlannedFile]) -> Iterable[Finding]:
    checked: set[str] = set()
    for place, file in chosen.items():
        folder = place.rpartition("/")[0]
        while folder and folder not in checked:
            checked.add(folder)
            if folder in chosen:
                yield Finding(
                    code="path-collision",
                    message=f"`{chosen[folder].path}` would be both a file and a folder",
                    span=file.origin,
                    hint="give one of them another name",
                    related=(chosen[folder].origin,),
                )
            folder = folder.rpartition("/")[0]
