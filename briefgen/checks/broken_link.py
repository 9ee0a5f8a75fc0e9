"""Policy: every link and image inside the site leads somewhere.

In a text, a link names a file of the project relative to its own (`../24/other.md`), an entry by
its id (`entry:2024-10-23-troops`), or a path of the site (`/topics/space/`). In the configuration
and in lists it names a path of the site. Whatever it names has to be published: a link to a draft,
to an entry that is not due yet or to one that has expired leads nowhere. Pages end in a slash.
Links to texts with errors of their own are told once these are mended.
"""

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property
from urllib.parse import quote

from briefgen import urls, web
from briefgen.checks._links import TextLink, in_settings, in_texts, is_unfinished
from briefgen.checks._nearby import closest
from briefgen.checks._places import quoted
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity, Span
from briefgen.model import Library

CODE = "broken-link"
SEVERITY = Severity.ERROR

# What ends the path of a link, or the link in Markdown.
_NOT_IN_LINKS = re.compile(r"[\s%#?()<>]")
_INDEX = urls.path_of(urls.HOME)


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding for each inside link or image that no published file answers."""
    known = _Known(planned)
    for here in in_texts(library):
        target = here.link.target
        url = known.references.resolve(here.path, target)
        if url is not None and (
            known.answers(url) or (here.link.kind == "image" and url in known.shown)
        ):
            continue
        # The text that was meant has a finding of its own.
        if known.references.leads_to_unread(here.path, target):
            continue
        why = known.references.why(here.path, target)
        # A word may be the name of a file without its ending; else it is `unfinished-link`.
        if url is not None or why or not is_unfinished(here.link):
            yield _finding_in_text(here, known, why)
    for target, span in in_settings(library, config):
        if not target or target.startswith("#") or web.has_scheme(target):
            continue
        if not known.answers(target.lstrip("/")):
            yield _finding(
                f"the link {quoted(target)} leads nowhere", span, known.path_hint(target)
            )


class _Known:
    """All that a link can name, gathered when the first link asks for it."""

    def __init__(self, planned: Planned) -> None:
        self.paths = planned.paths
        self.references = planned.references

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """The paths of the site as links name them."""
        return tuple("/" + path.removesuffix(_INDEX) for path in sorted(self.paths))

    @cached_property
    def files(self) -> tuple[tuple[str, str], ...]:
        """Folder and name of each file of the project."""
        return tuple(posixpath.split(path) for path in self.references.paths)

    @cached_property
    def shown(self) -> frozenset[str]:
        """The addresses of the project's files: of a picture other files are shown."""
        return frozenset(self.references.paths.values())

    def answers(self, url: str) -> bool:
        """Tell whether a file of the site answers a site URL."""
        return urls.path_of(url.partition("#")[0].partition("?")[0]) in self.paths

    def path_hint(self, target: str) -> str:
        """Return the hint for a path of the site."""
        place = target.partition("#")[0].partition("?")[0]
        if self.answers(f"{place.lstrip('/')}/"):
            return f"write `{place}/`: pages end in a slash"
        return self._hint(_escaped(closest(place, self.pages)))

    def hint(self, here: TextLink) -> str:
        """Return the hint for a target of a text."""
        target = here.link.target
        if target.startswith("/"):
            return self.path_hint(target)
        if target.startswith("entry:"):
            near = closest(target.removeprefix("entry:"), tuple(self.references.ids))
            return self._hint(near and f"entry:{near}")
        folder = posixpath.dirname(here.path)
        meant = posixpath.normpath(posixpath.join(folder, target.partition("#")[0]))
        near = self._file(*posixpath.split(meant))
        if not near:
            # What stands behind `#` may belong to the name.
            near = self._file(*posixpath.split(posixpath.join(folder, target)))
        return self._hint(near and _escaped(posixpath.relpath(near, folder)))

    def _file(self, folder: str, name: str) -> str:
        """Return the file there with nearly this name, or the one of this name elsewhere."""
        near = closest(name, [other for place, other in self.files if place == folder])
        if near:
            return f"{folder}/{near}"
        found = [f"{place}/{other}" for place, other in self.files if other == name]
        return found[0] if len(found) == 1 else ""

    @staticmethod
    def _hint(near: str) -> str:
        return f"did you mean `{near}`?" if near else "mend the address, or remove the link"


def _escaped(path: str) -> str:
    """Return a path as a link has to spell it."""
    return _NOT_IN_LINKS.sub(lambda sign: quote(sign[0]), path)


def _finding_in_text(here: TextLink, known: _Known, why: str) -> Finding:
    target = here.link.target
    if why:
        message = f"the link {quoted(target)} leads to an entry that is not published: {why}"
        return _finding(message, here.span, "publish the entry, or remove the link")
    if here.link.kind == "image":
        return _finding(f"the image {quoted(target)} is not there", here.span, known.hint(here))
    return _finding(f"the link {quoted(target)} leads nowhere", here.span, known.hint(here))


def _finding(message: str, span: Span, hint: str) -> Finding:
    return Finding(code=CODE, severity=SEVERITY, message=message, span=span, hint=hint)
