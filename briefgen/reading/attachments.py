"""Which files of content/ are published as they are, and which file each picture is.

Entries, pages and notes in, with the files that lie beside them; entries whose image has its path,
and the files that something refers to, out. Nothing here opens a file.
"""

import posixpath
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from briefgen.finding import Finding, Severity, Span
from briefgen.model import Body, EditionNote, Entry, Image, Origin, Page, ProjectFile
from briefgen.reading.discover import SourceFile
from briefgen.reading.shape import beside, in_images
from briefgen.reading.store import Taken, Wanted
from briefgen.reading.text import quoted
from briefgen.references import PICTURE_ENDINGS

_PICTURES = tuple(PICTURE_ENDINGS)
# What people write texts in: Markdown by another name, and what other programs read.
_OTHER_MARKDOWN = (".mdown", ".mkd", ".mkdn", ".mdwn", ".mdtext", ".mdx", ".txt", ".text")
_OTHER_TEXTS = (".rst", ".adoc", ".org", ".textile", ".html", ".htm", ".xhtml", ".json", ".toml")


@dataclass(frozen=True, slots=True)
class Attached:
    """The files that something refers to."""

    pictures: dict[str, str]
    """The path of each entry's image, by the entry's id."""
    wanted: tuple[Wanted, ...]
    users: dict[str, Span]
    """The first place that refers to a file, by the file's path."""
    linked: set[str]
    """Files that a text links to, as to a file of its own."""


def attach(
    entries: Sequence[Entry], texts: Iterable[Page | EditionNote], files: Iterable[SourceFile]
) -> Attached:
    """Find the files that are referred to; those of content/static/ are in without that."""
    lookup = _Lookup(files)
    pictures: dict[str, str] = {}
    for entry in entries:
        if entry.image is not None and (path := _picture(entry, entry.image, lookup)):
            pictures[entry.id] = path
    for text in (*entries, *texts):
        if text.body is not None and text.body.links:
            _follow(text.origin, text.body, lookup)
    wanted = tuple(
        Wanted(file, path in lookup.shown or path.lower().endswith(_PICTURES))
        for path, file in lookup.files.items()
        if file.kind == "static" or path in lookup.users
    )
    return Attached(pictures, wanted, lookup.users, lookup.linked)


def strays(
    attached: Attached,
    held: Iterable[Entry | Page],
    files: Iterable[SourceFile],
    *,
    all_read: bool,
) -> Iterator[Finding]:
    """Yield a finding for each text that is not read here and each picture, if nothing shows them.

    What is held back, as `held`, may refer to them too. When not all texts could be read, nothing
    is said of pictures: they may be those of a text with a fault.
    """
    loose = [
        file
        for file in files
        if file.path not in attached.users
        and (_is_text(file.path) or (all_read and _is_picture(file.path)))
    ]
    if not loose:
        return
    lookup = _Lookup(loose)
    for text in held:
        _follow(text.origin, text.body, lookup)
        if isinstance(text, Entry) and text.image is not None:
            _picture(text, text.image, lookup)
    for file in loose:
        if file.path in lookup.users:
            continue
        if _is_picture(file.path):
            yield Finding(
                code="orphaned-image",
                message="no entry, page or note shows this picture or links to it",
                span=Span(path=file.path),
                hint="name it where it belongs, or remove it",
                severity=Severity.WARNING,
            )
            continue
        stem, suffix = posixpath.splitext(posixpath.basename(file.path))
        renamed = suffix.lower() in _OTHER_MARKDOWN
        yield Finding(
            code="stray-file",
            message=f"it ends in {quoted(suffix)}, which is not read, and nothing links to it",
            span=Span(path=file.path),
            hint=f"rename it to {quoted(stem + '.md')}, or move it out of content/"
            if renamed
            else "link to it, or move it out of content/",
            severity=Severity.WARNING,
        )


def _is_text(path: str) -> bool:
    return path.lower().endswith((*_OTHER_MARKDOWN, *_OTHER_TEXTS)) and path.startswith(
        ("content/entries/", "content/pages/", "content/editions/")
    )


def _is_picture(path: str) -> bool:
    return path.lower().endswith(_PICTURES) and path.startswith(
        ("content/entries/", "content/images/")
    )


def project_files(
    attached: Attached, taken: dict[str, Taken]
) -> tuple[dict[str, ProjectFile], list[Finding]]:
    """Return the files as the library holds them, and what is wrong with the pictures."""
    files: dict[str, ProjectFile] = {}
    findings: list[Finding] = []
    for want in attached.wanted:
        path = want.file.path
        known = taken.get(path)
        if known is None:
            continue
        size = known.measured
        files[path] = ProjectFile(
            path=path,
            content=known.content,
            width=size.width,
            height=size.height,
            said=size.said,
            disputed=size.disputed,
            kind=size.kind,
            alpha=size.alpha,
            plain=size.plain,
            credentials=size.credentials,
            place=size.place,
            linked=path in attached.linked,
        )
        # A file of content/static/ is published as it is, whatever it holds.
        if size.code and want.file.kind != "static":
            user = attached.users[path]
            findings.append(
                Finding(
                    code=size.code,
                    message=f"{quoted(posixpath.basename(path))} cannot be shown: {size.problem}",
                    span=Span(path=path),
                    hint=size.hint or "save the picture again, or take another",
                    related=(user,),
                )
            )
    return files, findings


class _Lookup:
    """The files by path, and which of them something refers to."""

    def __init__(self, files: Iterable[SourceFile]) -> None:
        self.files = {file.path: file for file in files}
        self.users: dict[str, Span] = {}
        self.shown: set[str] = set()
        self.linked: set[str] = set()
        # macOS writes é as two characters, people type one: either finds the file.
        self._composed = {
            unicodedata.normalize("NFC", path): path for path in self.files if not path.isascii()
        }

    def find(self, *candidates: str) -> str:
        """Return the first candidate that is a file, or an empty text."""
        for path in candidates:
            if path in self.files:
                return path
            composed = self._composed.get(unicodedata.normalize("NFC", path))
            if composed is not None:
                return composed
        return ""

    def use(self, path: str, span: Span, *, shown: bool) -> None:
        """Note that something refers to a file."""
        self.users.setdefault(path, span)
        (self.shown if shown else self.linked).add(path)


def _picture(entry: Entry, image: Image, lookup: _Lookup) -> str:
    """Return the path of an entry's image, and note that it is used; empty when it is not there."""
    # Its path is empty for an address, and else the place beside the entry, where most are.
    if not image.path:
        return ""
    path = lookup.find(image.path, *_images(image.src))
    if path and path not in lookup.shown:
        key = f"{entry.origin.item}.image.src" if entry.origin.item else "image.src"
        lookup.use(path, Span(path=entry.origin.path, key=key), shown=True)
    return path


def _images(name: str) -> list[str]:
    path = in_images(name)
    return [path] if path else []


def _follow(origin: Origin, body: Body, lookup: _Lookup) -> None:
    for link in body.links:
        place = unquote(link.target.partition("#")[0])
        if place.startswith("entry:"):
            continue
        if place.startswith("/"):
            candidates = [f"content/static{place}", f"content{place}"]
            if place.startswith("/images/"):
                candidates.append(f"content/entries{place.removeprefix('/images')}")
        else:
            candidates = [beside(origin.path, place), *_images(place)]
        path = lookup.find(*candidates)
        if path:
            span = Span(path=origin.path, line=link.line)
            lookup.use(path, span, shown=link.kind == "image")
