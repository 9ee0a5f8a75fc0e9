"""The plan: all output files of a build, each with its view and its key.

Planned files in, a plan out: sorted, without two files for one path, every file with the key of all
that it depends on. Nothing here renders, reads a file or a clock.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefgen.engine.scene import Scene
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
    end: str = ""
    """What comes after them, and counts in the fingerprint."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """Made by a function from the view and the bytes of one file: a picture in another size.

    Where several files are made from one, it is opened once. Such work takes long, so that its
    results are kept beside the record too, and its key holds no more of the program than `by`.
    """

    open: Callable[[bytes], Any]
    """Bytes in, what `function` needs out. A function of a module, so that workers find it."""
    function: Callable[[Value, Any], bytes]
    """View and what was opened in, bytes out. UnfitError when it cannot be made."""
    source: str
    """Absolute path; empty when the view says it all."""
    content: str
    """Fingerprint of its bytes: where it lies does not count."""
    by: str
    """Fingerprint of the code and the libraries that do it."""

    @property
    def fingerprint(self) -> str:
        """Of the bytes and of what is done with them."""
        return composed(self.content, self.by, self.function.__module__, self.function.__qualname__)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A folder of files whose names are known when they are made: a search index.

    Made by a function from the view. Such work takes long: as for a `Conversion`, its results are
    kept beside the record too.
    """

    function: Callable[[Value, Load], Mapping[str, bytes]]
    """View and text store in, files by their path in the folder out. A function of a module.
    UnfitError when they cannot be made."""
    by: str
    """Fingerprint of the code and the libraries that do it."""

    @property
    def fingerprint(self) -> str:
        """Of what is done to the view."""
        return composed(self.by, self.function.__module__, self.function.__qualname__)


@dataclass(frozen=True, slots=True)
class Seal:
    """Made by a function from the view and from what all other files became.

    So it says of a whole site which one it is. It is made after them, and shows none of itself.
    """

    function: Callable[[Value, str], bytes]
    """View and one fingerprint of the bytes of all other files in, bytes out."""

    @property
    def fingerprint(self) -> str:
        """By name, as for a `Writer`."""
        return of(self.function.__module__, self.function.__qualname__)


How = Template | Writer | Copy | Conversion | Bundle | Seal
"""All that a file can be made by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFile:
    """One output file: where it goes and all that it is made from."""

    path: str
    """In the site, with forward slashes; of a bundle that of its folder."""
    how: How
    view: Value | Deferred | None = None
    """A deferred one is made when the file is rendered, and not kept."""
    base: str = ""
    """What stands before links inside the site: `../../`, or the published address."""
    origin: Span
    """What asked for it, to name in a collision; without a path when no file did."""

    def view_from(self, source: object) -> Value | None:
        """Return the view itself; `source` is what deferred ones are made from."""
        return self.view.made_from(source) if isinstance(self.view, Deferred) else self.view


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is known of planned files before they are needed themselves."""

    paths: tuple[str, ...]
    makers: tuple[str, ...]
    """What makes each: the name of its template, or the fingerprint of its function or bytes."""
    kinds: str
    """A letter each: `t`emplate, `w`riter, `c`opy, con`v`ersion, `b`undle, `s`eal."""
    views: tuple[str, ...]
    """The fingerprint of each view."""
    bases: tuple[str, ...]


def sketch(files: Sequence[PlannedFile]) -> Sketch:
    """Return the sketch of planned files."""
    return Sketch(
        tuple(file.path for file in files),
        tuple(
            file.how.name if isinstance(file.how, Template) else file.how.fingerprint
            for file in files
        ),
        "".join(_KINDS[type(file.how)] for file in files),
        tuple(_mark(file) for file in files),
        tuple(file.base for file in files),
    )


_KINDS = {Template: "t", Writer: "w", Copy: "c", Conversion: "v", Bundle: "b", Seal: "s"}


class Group:
    """Planned files that are remembered as one, and made when one of them is needed."""

    def __init__(
        self, known: Sketch, make: Callable[[], Iterable[PlannedFile]], wing: str = ""
    ) -> None:
        """Know a sketch of the files that `make` gives, each path once."""
        self.sketch = known
        self.wing = wing
        """Names the part of the site whose files these are: the key of its `Scene`."""
        self.make = make
        """Gives the files. Renewed by each build, so that no group holds on to an earlier one."""
        self._made: dict[str, PlannedFile] | None = None
        self.places: dict[str, str] = {}
        """Path by where it lies, as file systems that fold case and compose accents see it."""
        self.folders: dict[str, str] = {}
        """A path in each folder, likewise."""
        for path in known.paths:
            plain = path.isascii()
            place = path.lower() if plain else unicodedata.normalize("NFC", path).casefold()
            self.places[place] = path
            folder = place.rpartition("/")[0]
            while folder and folder not in self.folders:
                self.folders[folder] = path
                folder = folder.rpartition("/")[0]
        self.templates = {
            maker: path
            for path, maker, kind in zip(known.paths, known.makers, known.kinds, strict=True)
            if kind == "t"
        }
        """A path that each template makes."""
        self.conversions = frozenset(
            path for path, kind in zip(known.paths, known.kinds, strict=True) if kind == "v"
        )
        """The paths of files that take long to make."""
        self.bundles = frozenset(
            path for path, kind in zip(known.paths, known.kinds, strict=True) if kind == "b"
        )
        """The folders of bundles."""
        self.seals = frozenset(
            path for path, kind in zip(known.paths, known.kinds, strict=True) if kind == "s"
        )
        """The paths of files that are made after all others."""
        self.findings: tuple[Finding, ...] = ()
        """Files for one place within the group."""
        self._keys: tuple[str, dict[str, str]] = ("", {})

    @property
    def files(self) -> Mapping[str, PlannedFile]:
        """The files by path."""
        if self._made is None:
            self._made = {file.path: file for file in self.make()}
        return self._made

    def keys(
        self, site: Value, templates: Mapping[str, str], program: str, mark: str
    ) -> dict[str, str]:
        """Return the key of each file by its path; `mark` stands for all that is given."""
        if self._keys[0] != mark:
            known = self.sketch
            bases = set(known.bases)
            around = {base: f".{of(site, base)[:16]}.{program[:16]}" for base in bases}
            rows = zip(
                known.paths, known.makers, known.kinds, known.views, known.bases, strict=True
            )
            keys = {
                path: f"{view}.{templates.get(maker, '')[:16]}{around[base]}"
                if kind == "t"
                else _plain_key(kind, maker, view, program)
                for path, maker, kind, view, base in rows
            }
            self._keys = (mark, keys)
        return self._keys[1]


def group(files: Iterable[PlannedFile], wing: str = "") -> Group:
    """Return files as a group, with what is found where two of them meet."""
    places: dict[str, PlannedFile] = {}
    findings: list[Finding] = []
    for file in files:
        place = unicodedata.normalize("NFC", file.path).casefold()
        other = places.setdefault(place, file)
        if other is not file and not _same(other, file):
            findings.append(_collision(other, file))
    chosen = tuple(places.values())
    made = Group(sketch(chosen), lambda: chosen, wing)
    made.findings = tuple(findings)
    return made


@dataclass(frozen=True, slots=True)
class Plan:
    """All output files of a build, with their keys."""

    keys: Mapping[str, str]
    """By path."""
    groups: Mapping[str, Group]
    """Where each file is, by path."""
    templates: Mapping[str, str]
    """A path that each template makes, by the template's name."""
    conversions: frozenset[str]
    """The paths of files that take long to make."""
    bundles: Mapping[str, str]
    """The key of each bundle by its folder; its files are among `keys` once they are known."""
    seals: frozenset[str]
    """The paths of files that are made after all others."""
    findings: tuple[Finding, ...]
    """Paths that two files would share."""

    def file(self, path: str) -> PlannedFile:
        """Return the planned file of a path, or the bundle of a folder."""
        return self.groups[path].files[path]

    def with_bundled(self, keys: Mapping[str, str]) -> "Plan":
        """Return the plan with the files of bundles, by path, each with the key of its bundle."""
        return replace(self, keys={**self.keys, **keys}) if keys else self

    def bundle_of(self, path: str) -> str:
        """Return the folder of the bundle that a path lies in; empty when it lies in none."""
        folder = path.rpartition("/")[0]
        while folder and folder not in self.bundles:
            folder = folder.rpartition("/")[0]
        return folder


def make_plan(groups: Iterable[Group], *, scenes: Mapping[str, Scene], program: str) -> Plan:
    """Return the plan of these files.

    `scenes` has that of each wing, `program` is the fingerprint of the program. A file asked for
    twice in the same way counts once; two different files for one path, or a file where another
    needs a folder, are findings that name both origins.
    """
    marks = {
        name: composed(
            scene.look.site.fingerprint,
            program,
            *(f"{k} {v}" for k, v in sorted(scene.theme.templates.items())),
        )
        for name, scene in scenes.items()
    }
    places: dict[str, str] = {}
    folders: dict[str, str] = {}
    needed: dict[str, str] = {}
    owners: dict[str, Group] = {}
    keys: dict[str, str] = {}
    conversions: set[str] = set()
    bundles: set[str] = set()
    seals: set[str] = set()
    findings: list[Finding] = []
    for some in groups:
        findings += some.findings
        scene = scenes[some.wing]
        own = some.keys(scene.look.site, scene.theme.templates, program, marks[some.wing])
        shared = places.keys() & some.places.keys()
        for place in sorted(shared):
            path, other = places[place], some.places[place]
            first, second = owners[path].files[path], some.files[other]
            findings += [] if _same(first, second) else [_collision(first, second)]
        # What was planned first stays.
        fresh = {place: path for place, path in some.places.items() if place not in shared}
        keys |= {path: own[path] for path in fresh.values()} if shared else own
        places |= fresh
        owners |= dict.fromkeys(fresh.values(), some)
        folders |= some.folders
        needed |= some.templates
        conversions |= some.conversions
        bundles |= some.bundles
        seals |= some.seals
    bundled = {path: keys.pop(path) for path in sorted(bundles)}
    plan = Plan(keys, owners, needed, frozenset(conversions), bundled, frozenset(seals), ())
    findings += _folders_in_the_way(plan, places, folders)
    findings += _missing_templates(plan, scenes)
    return replace(plan, findings=tuple(findings))


def key_parts(key: str, *, converted: bool = False) -> dict[str, str]:
    """Return the parts of a key by name: `view`, `template`, `site`, `program`.

    The second is the `source` of what is `converted` from a file, with the code that does it.
    """
    names = ("view", "source" if converted else "template", "site", "program")
    return dict(zip(names, key.split("."), strict=False))


def _plain_key(kind: str, maker: str, view: str, program: str) -> str:
    if kind in "ws":
        return f"{view}.{maker[:16]}..{program[:16]}"
    if kind in "vb":
        # What it takes of the program is in its maker: an upgrade elsewhere makes no picture anew.
        return f"{view}.{maker}.."
    # Bytes that pass through untouched depend on nothing but themselves.
    return f"{maker}...{program[:16]}"


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


def _missing_templates(plan: Plan, scenes: Mapping[str, Scene]) -> Iterator[Finding]:
    for name, path in plan.templates.items():
        if name not in scenes[plan.groups[path].wing].theme.templates:
            yield Finding(
                code="missing-template",
                message=f"the theme has no template `{name}`, which `{path}` needs",
                span=plan.file(path).origin,
                hint="add it to the theme's templates/, or have the theme extend `broadsheet`",
            )


def _folders_in_the_way(
    plan: Plan, places: Mapping[str, str], folders: Mapping[str, str]
) -> Iterator[Finding]:
    for folder in sorted(places.keys() & folders.keys()):
        file, inside = plan.file(places[folder]), plan.file(folders[folder])
        yield Finding(
            code="path-collision",
            message=f"`{file.path}` would be both a file and a folder",
            span=inside.origin,
            hint="give one of them another name",
            related=(file.origin,),
        )
