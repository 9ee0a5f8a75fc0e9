"""Rendering: planned files in, their bytes out, laid into a staging folder.

Pure but for that folder: what a file becomes follows from its view, the site, the theme and the
stored texts, whichever process renders it and in whatever order. Work comes in batches, so that it
can go to a process pool or any other executor.
"""

import difflib
import errno
import json
import os
import re
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from jinja2 import BaseLoader, Environment, TemplateError, TemplateNotFound, UndefinedError
from jinja2 import Template as CompiledTemplate
from markupsafe import Markup

from briefgen import urls
from briefgen.engine import made
from briefgen.engine.failures import RenderingFailedError, UnfitError
from briefgen.engine.language import UnknownTextError, open_graph, own_name
from briefgen.engine.locales import language_of
from briefgen.engine.plan import Bundle, Conversion, Copy, How, Seal, Writer
from briefgen.engine.record import TextStore, stat_signature
from briefgen.engine.templates import NAMES, Lacking, compiled, environment
from briefgen.engine.texts import ROOT, LinkedText, fill
from briefgen.fingerprint import Value, of_bytes
from briefgen.languages import sentence

# How many rendered parts to keep: enough for the cards of a year, bounded for a site of decades.
_PARTS_KEPT = 20_000

# Nothing of a site is a program; what the umask leaves of this is 0644 on most machines.
_MODE = 0o666
# What code in a template can raise that is not our bug; `part` may go on for ever.
_FAILURES = (
    *(TemplateError, UnknownTextError, ArithmeticError, TypeError, ValueError),
    RecursionError,
)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What a worker needs to know once to render any file of a build."""

    token: str
    """Fingerprint of this setup: a worker keeps its renderer as long as it stays the same."""
    folders: tuple[str, ...]
    """The theme's folders, its own first."""
    dates: str
    """How long dates are."""
    language: str
    site: Value
    base_url: str
    up: str
    """The way from the root that links are written from to that of the site."""
    texts: Path
    """The record file that holds the texts."""
    staging: str
    """Absolute path of the folder where rendered files are laid, as they will lie in the site."""
    kept: Path
    """The folder of what takes long to make."""


class Rendered(NamedTuple):
    """A rendered file, waiting in the staging folder unless its bytes were known already."""

    path: str
    content: str
    """Fingerprint of its bytes."""
    signature: str
    """Of the staged file; empty when there is none, for the site holds the same bytes already."""
    bundle: str = ""
    """The folder of the bundle that it is of, if it is of one."""


class Job:
    """One file or bundle to render, and what the site holds in its place."""

    __slots__ = ("base", "how", "key", "path", "present", "view")

    def __init__(
        self,
        path: str,
        how: How,
        view: Value | None,
        base: str,
        present: str | Mapping[str, str],
        key: str,
    ) -> None:
        """Take a planned file apart; `present` is the fingerprint of the bytes that lie there.

        For a bundle it is that of each file that lies in its folder, by path in the site.
        """
        self.path = path
        self.key = key
        self.how = how
        self.view = view
        self.base = base
        self.present = present

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process as MessagePack: a tenth of what records cost by themselves."""
        kind = type(self.view) if self.view is not None else None
        view = msgspec.msgpack.encode(self.view) if self.view is not None else b""
        return _arrived, (self.path, self.how, kind, view, self.base, self.present, self.key)


def _arrived(
    path: str,
    how: How,
    kind: type[Value] | None,
    view: bytes,
    base: str,
    present: str | Mapping[str, str],
    key: str,
) -> Job:
    found = msgspec.msgpack.decode(view, type=kind) if kind is not None else None
    return Job(path, how, found, base, present, key)


class Renderer:
    """Templates, language and texts, ready to render."""

    def __init__(self, setup: Setup) -> None:
        """Open the theme and the texts of a setup."""
        self._site = setup.site
        self._base_url = setup.base_url
        self._up = setup.up
        self._load = TextStore(setup.texts)
        self._kept = setup.kept
        self._opened = _NOTHING
        self._parts: dict[tuple[str, str], str] = {}
        self._compiled: dict[str, CompiledTemplate] = {}
        self._environment = self._prepare(setup)

    def __enter__(self) -> "Renderer":
        return self

    def __exit__(self, *_exc: object) -> None:
        """Let go of the record and of what was opened: a build that is over holds no file."""
        self._load.close()
        self._opened = _NOTHING

    def render(self, job: Job) -> bytes:
        """Return the bytes of a file."""
        how = job.how
        assert not isinstance(how, Bundle | Seal)
        if isinstance(how, Copy):
            return b"".join(Path(source).read_bytes() for source in how.sources) + how.end.encode()
        if isinstance(how, Writer):
            assert job.view is not None
            return how.function(job.view, self._load)
        if isinstance(how, Conversion):
            return self._converted(job, how)
        try:
            text = self._template(how.name).render(page=job.view, site=self._site)
        except _FAILURES as problem:
            raise _failure(problem, job.path) from problem
        return text.replace(ROOT, job.base).encode()

    def _converted(self, job: Job, how: Conversion) -> bytes:
        data = made.kept(self._kept, job.key) if job.key else None
        if data is not None:
            return data
        assert job.view is not None
        # Several files are made from one, one after the other; more than one would take room.
        fresh = self._opened.content != how.content or self._opened.open is not how.open
        source = Path(how.source).read_bytes() if how.source and fresh else b""
        try:
            if fresh:
                self._opened = _NOTHING
                self._opened = _Opened(of_bytes(source), how.open, how.open(source))
            data = how.function(job.view, self._opened.value)
        except UnfitError as problem:
            message = f"`{job.path}` could not be made: {problem.message}"
            raise RenderingFailedError(problem.code, message, problem.hint, how.source) from problem
        # A file that was saved again since it was read is not what the key says.
        if job.key and (not how.source or self._opened.content == how.content):
            made.keep(self._kept, job.key, data)
        return data

    def bundle(self, job: Job) -> Mapping[str, bytes]:
        """Return the files of a bundle, by their paths in its folder."""
        how = job.how
        assert isinstance(how, Bundle)
        assert job.view is not None
        data = made.kept(self._kept, job.key) if job.key else None
        if data is not None:
            with suppress(msgspec.DecodeError):
                return msgspec.msgpack.decode(data, type=dict[str, bytes])
        try:
            files = dict(sorted(how.function(job.view, self._load).items()))
        except UnfitError as problem:
            message = f"`{job.path}/` could not be made: {problem.message}"
            raise RenderingFailedError(problem.code, message, problem.hint, "") from problem
        if job.key:
            made.keep(self._kept, job.key, msgspec.msgpack.encode(files))
        return files

    def _prepare(self, setup: Setup) -> Environment:
        language = language_of(setup.folders, setup.language, setup.dates)
        prepared = environment()
        prepared.loader = _Loader(setup.folders)
        prepared.globals.update(
            t=language.text,
            forms=language.forms,
            weekdays=language.weekdays,
            weeks=language.weeks,
            body=self._body,
            part=self._part,
        )
        prepared.filters.update(
            link=self._link,
            absolute=self._absolute,
            date=language.date,
            number=language.number,
            json=_json,
            language=own_name,
            locale=open_graph,
            sentence=sentence,
        )
        return prepared

    def _template(self, name: str) -> CompiledTemplate:
        found = self._compiled.get(name)
        if found is None:
            found = self._compiled[name] = self._environment.get_template(name)
        return found

    def _part(self, name: str, value: Value) -> Markup:
        """Return another template, rendered with `it` as the value.

        Pages that show the same value share the result: it may use `it` and `site` only.
        """
        place = (name, value.fingerprint)
        text = self._parts.get(place)
        if text is None:
            if len(self._parts) >= _PARTS_KEPT:
                self._parts.clear()
            text = self._template(name).render(it=value, site=self._site)
            self._parts[place] = text
        return Markup(text)

    def _body(self, text: LinkedText) -> Markup:
        """Return a text as HTML, with its links and images as the page needs them."""
        return Markup(fill(self._load(text.html), text, ROOT))

    def _link(self, url: str) -> str:
        """Return an address as `href` and `src` need it on this page.

        Those inside the site become relative; full addresses and fragments stay as they are.
        """
        if url[:7].lower().startswith(("https:", "http:", "mailto:", "tel:", "#", "//")):
            return url
        return ROOT + self._placed(url)

    def _absolute(self, url: str) -> str:
        """Return the published address of a page, with `base_url`."""
        return urls.absolute(self._base_url, self._placed(url))

    def _placed(self, url: str) -> str:
        # Templates name the theme's files as if their pages lay beside them.
        return self._up + url if self._up and url.startswith("assets/") else url


def warm(folders: tuple[str, ...], language: str) -> None:
    """Compile the templates of a theme and read its language, before there is a page to render.

    For workers that have nothing to do while their parent plans.
    """
    language_of(folders, language)
    for folder in folders:
        for parent, _, names in os.walk(os.path.join(folder, "templates")):
            for name in names:
                path = os.path.join(parent, name)
                inner = os.path.relpath(path, os.path.join(folder, "templates"))
                with open(path, encoding="utf-8") as file:
                    compiled(file.read(), inner.replace(os.sep, "/"), path)


def render_batch(setup: Setup, jobs: Sequence[Job]) -> list[Rendered]:
    """Render a batch of files and stage those whose bytes the site does not hold yet."""
    folders = {setup.staging}
    with _renderer(setup) as renderer:
        return [
            rendered
            for job in jobs
            for rendered in _rendered(job, renderer, setup.staging, folders)
        ]


def render_seal(setup: Setup, job: Job, others: str) -> Rendered:
    """Render and stage a seal; `others` is a fingerprint of the bytes of all other files."""
    assert isinstance(job.how, Seal)
    assert job.view is not None
    assert isinstance(job.present, str)
    data = job.how.function(job.view, others)
    return _staged(job.path, data, job.present, setup.staging, {setup.staging})


def keep_bundles(setup: Setup, jobs: Sequence[Job]) -> None:
    """Make bundles and keep them, so that a build to come finds them made.

    OSError when they cannot be kept: who waits for that would wait for ever.
    """
    with _renderer(setup) as renderer:
        for job in jobs:
            renderer.bundle(job)
            if not made.is_kept(setup.kept, job.key):
                raise OSError(errno.EIO, "what was made could not be kept", str(setup.kept))


def _rendered(job: Job, renderer: Renderer, staging: str, folders: set[str]) -> Iterator[Rendered]:
    present = job.present
    if isinstance(present, str):
        yield _staged(job.path, renderer.render(job), present, staging, folders)
        return
    for name, data in renderer.bundle(job).items():
        path = f"{job.path}/{name}"
        file = _staged(path, data, present.get(path, ""), staging, folders)
        yield file._replace(bundle=job.path)


def _staged(path: str, data: bytes, present: str, staging: str, folders: set[str]) -> Rendered:
    """Lay a rendered file into the staging folder, unless the site holds its bytes already."""
    content = of_bytes(data)
    if content == present:
        return Rendered(path, content, "")
    staged = f"{staging}/{path}"
    folder = staged.rpartition("/")[0]
    if folder not in folders:
        _make_folder(folder, folders)
    descriptor = os.open(staged, _NEW, _MODE)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
        return Rendered(path, content, stat_signature(os.fstat(descriptor)))
    finally:
        os.close(descriptor)


def _make_folder(folder: str, folders: set[str]) -> None:
    """Make a folder, and those above it where they are missing: most are new, so no one asks."""
    try:
        os.mkdir(folder)
    except FileNotFoundError:
        _make_folder(folder.rpartition("/")[0], folders)
        # Once more from the start: another worker may make it before we do.
        _make_folder(folder, folders)
    except FileExistsError:
        pass
    folders.add(folder)


# The one memo of a worker, be it a process or a thread: templates are compiled once, not once a
# batch.
_memo = threading.local()


def _renderer(setup: Setup) -> Renderer:
    known: tuple[str, Renderer] | None = getattr(_memo, "known", None)
    if known is None or known[0] != setup.token:
        known = _memo.known = (setup.token, Renderer(setup))
    return known[1]


def _json(value: object, **more: object) -> Markup:
    """Return plain data as JSON that may stand in a script element (HTML §4.12.1.3).

    What is named beside it is added to a mapping. What a macro wrote counts as the words that it
    shows.
    """
    if more and isinstance(value, Mapping):
        value = {**value, **more}
    text = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)


def _plain(value: object) -> object:
    """Return a value, or the members of a mapping, as words instead of HTML."""
    if isinstance(value, Markup):
        return value.unescape().strip()
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return value


class _Opened(NamedTuple):
    """The file that conversions are made from."""

    content: str
    """Fingerprint of its bytes."""
    open: Callable[[bytes], Any] | None
    value: Any
    """What `open` gave for them."""


_NOTHING = _Opened("", None, None)


class _Loader(BaseLoader):
    """Finds templates in the folders of a theme, its own first."""

    def __init__(self, folders: tuple[str, ...]) -> None:
        self._folders = folders

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,
    ) -> CompiledTemplate:
        for folder in self._folders:
            path = os.path.join(folder, "templates", *name.split("/"))
            if os.path.isfile(path):
                with open(path, encoding="utf-8") as file:
                    code = compiled(file.read(), name, path)
                return CompiledTemplate.from_code(environment, code, globals or environment.globals)
        raise TemplateNotFound(name)


def _failure(problem: Exception, page: str) -> RenderingFailedError:
    """Name the template and line at fault: the innermost frame of template code."""
    frames = [
        (frame.filename, frame.lineno or 0)
        for frame in traceback.extract_tb(problem.__traceback__)
        if f"{os.sep}templates{os.sep}" in frame.filename
    ]
    template, line = frames[-1] if frames else ("", 0)
    what, hint = _in_words(problem, _line(template, line))
    return RenderingFailedError(
        "template-failed", f"the theme could not make `{page}`: {what}", hint, template, line
    )


def _line(template: str, line: int) -> str:
    """Return a line of a template, or an empty text."""
    with suppress(OSError, IndexError):
        return Path(template).read_text(encoding="utf-8", errors="replace").splitlines()[line - 1]
    return ""


def _in_words(problem: Exception, line: str) -> tuple[str, str]:
    """Return what went wrong in this line of a template, and what to do."""
    hint = "a template may use the fields of its view; the theme reference lists them"
    if isinstance(problem, RecursionError):
        return "a part shows itself for ever", "show it only while there is something below"
    if isinstance(problem, UnknownTextError):
        return str(problem), "the texts of a theme stand in its `locales/en.yaml`"
    if isinstance(problem, UndefinedError) and isinstance(problem.args[0], Lacking):
        return _lacking(problem.args[0], line, hint)
    return str(problem), hint


def _lacking(lack: Lacking, line: str, hint: str) -> tuple[str, str]:
    """Return in words that something was asked for what it does not have."""
    if not lack.of_something:
        near = difflib.get_close_matches(lack.name, NAMES, 1)
        return f"nothing is called `{lack.name}` here", _meant(near, hint)
    # Its name is not known where it fails, but in the line: `page.title` or `page.image.alt`.
    found = re.search(rf"([A-Za-z_][\w.]*)\.{re.escape(lack.name)}\b", line)
    owner = f"`{found[1]}`" if found else "what is shown here"
    near = difflib.get_close_matches(lack.name, lack.fields, 1)
    return f"{owner} has no field `{lack.name}`", _meant(near, hint)


def _meant(near: Sequence[str], hint: str) -> str:
    return f"did you mean `{near[0]}`?" if near else hint
