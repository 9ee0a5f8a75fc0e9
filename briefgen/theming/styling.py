"""What a theme's stylesheet asks browsers for, and what of that they will not get.

A theme in, findings out. A browser asks for what a rule in use names; which those are is not told
without one, so that every name counts.
"""

import difflib
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from briefgen.engine.places import place_of
from briefgen.engine.theme import Theme
from briefgen.finding import Finding, Span

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# An address in quotes may hold anything else, one without ends with its bracket.
_URL = re.compile(
    r"""\burl\(\s*(?:"([^"]*)"|'([^']*)'|([^"'()\s]*))\s*\)"""
    r"""|@import\s+(?:"([^"]*)"|'([^']*)')"""
    r"""|\bimage-set\(\s*(?:"([^"]*)"|'([^']*)')""",
    re.IGNORECASE,
)


def style_faults(theme: Theme, host: str, project: Path) -> Iterator[Finding]:
    """Yield a fault for each address in the stylesheet of another host, or of no file.

    `host` is the site's own.
    """
    others = [(posixpath.dirname(name), file) for name, file in theme.assets.items()]
    for folder, part in (*(("", one) for one in theme.styles), *others):
        if not part.path.lower().endswith(".css"):
            continue
        place = place_of(part.path, project)
        text = Path(part.path).read_text(encoding="utf-8", errors="replace")
        # As long as they were, so that lines stay.
        bare = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
        for found in _URL.finditer(bare):
            url = next((one for one in found.groups() if one is not None), "").strip()
            span = Span(path=place, line=bare.count("\n", 0, found.start()) + 1)
            yield from _fault(url, folder, theme, host, span)


def _fault(url: str, folder: str, theme: Theme, host: str, span: Span) -> Iterator[Finding]:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.netloc:
        if parts.netloc.lower() != host.lower():
            yield Finding(
                code="third-party-request",
                message=f"the stylesheet asks `{parts.netloc}` for something",
                span=span,
                hint="put the file into `assets/`",
            )
        return
    # What begins with a hash is in the page; `data:` brings itself; a path from the root is the
    # site's, whose other files are not the theme's.
    if parts.scheme or not parts.path or parts.path.startswith("/"):
        return
    name = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
    if name in theme.assets or name.startswith("../"):
        return
    near = difflib.get_close_matches(name, theme.assets, 1)
    yield Finding(
        code="missing-asset",
        message=f"the stylesheet names `{url}`, and no such file is published",
        span=span,
        hint=f"did you mean `{near[0]}`?"
        if near
        else "put the file into `assets/`: addresses are read from there",
    )
