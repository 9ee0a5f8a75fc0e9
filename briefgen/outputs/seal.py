"""Plan `/build.json`: which build a site is, for whoever asks whether it is there yet.

It names the build by a fingerprint of all other files, and counts what a site shows only on
request. Nothing in it follows from a clock, so that the same content gives the same bytes.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen import urls
from briefgen.digest import Digest
from briefgen.engine.plan import PlannedFile, Seal
from briefgen.engine.theme import Theme
from briefgen.fingerprint import Value
from briefgen.outputs._page import GENERATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Build(Value):
    """What a site says of itself."""

    title: str
    base_url: str
    """Empty when the site does not know its address."""
    entries: int
    """How many are published."""
    drafts: int
    """How many of them are drafts; a draft page counts too."""
    future: int
    """How many are not due yet."""
    expired: int


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield the one file."""
    if digest.prefix:
        return
    library, config = digest.whole, digest.config
    asked_for = list(library.asked_for.values())
    view = Build(
        title=config.title,
        base_url=config.base_url if config.located else "",
        entries=len(library.published),
        drafts=asked_for.count("draft") + sum(page.draft for page in library.pages),
        future=asked_for.count("future"),
        expired=asked_for.count("expired"),
    )
    path = urls.path_of(urls.BUILD)
    yield PlannedFile(path=path, how=Seal(write_build), view=view, origin=GENERATED)


def write_build(view: Value, others: str) -> bytes:
    """Return the file as UTF-8 JSON; `others` is a fingerprint of all other files."""
    assert isinstance(view, Build)
    told = {
        "generator": "briefgen",
        "fingerprint": others,
        "title": view.title,
        "base_url": view.base_url,
        "entries": view.entries,
        "drafts": view.drafts,
        "future": view.future,
        "expired": view.expired,
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"
