"""Write a review into an entry: who answers for its text, since when, and for which words.

A name and an entry in, three keys in its file out. The notice that a model had a part in the text
goes with the next build, and comes back when the words change.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from briefgen.authoring.entries import Found, find_entry
from briefgen.authoring.keys import put_keys
from briefgen.authoring.scalars import written
from briefgen.checks.misdated_review import misdated
from briefgen.finding import (
    BriefgenError,
    ConfigurationError,
    Finding,
    Severity,
    Span,
    has_error,
)
from briefgen.languages import says_something
from briefgen.model import Entry
from briefgen.reading import text as texts
from briefgen.reading import yamltext
from briefgen.reading.configuration import read_config
from briefgen.reading.frontmatter import MARKDOWN, part
from briefgen.reading.parsed import Parsed
from briefgen.reading.times import moment_now
from briefgen.replacing import replace_file

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review that was written."""

    path: str
    """Of the file, relative to the project."""
    title: str
    keys: Mapping[str, str]
    """What was written, by key."""


def review(config: Path, name: str, *, by: str, at: str = "") -> Reviewed:
    """Write that somebody reviewed an entry: `name` is its id or its file, see `find_entry`.

    `at` is a date as entries have them, or empty for now. ConfigurationError when there is no such
    entry, no name, or nothing to review, or when it cannot have been at that time; BriefgenError
    when the file has errors of its own; OSError when it is read-only.
    """
    reviewer = " ".join(_plain(texts.clean(by)).split())
    if not says_something(reviewer):
        raise ConfigurationError(
            Finding(
                code="missing-reviewer",
                message="the review has no name",
                span=Span(path=""),
                hint='say who answers for the text: `--by "The editors"`',
            )
        )
    settings = read_config(config)
    root, clock = config.absolute().parent, datetime.now(UTC)
    when = moment_now(settings.timezone, at, clock, "--at")
    found = find_entry(name, root, settings, when)
    entry = found.entry
    if entry.ai_text == "none":
        raise ConfigurationError(
            Finding(
                code="nothing-to-review",
                message="no model had a part in this text, so there is nothing to review",
                span=Span(path=entry.origin.path, key=_key(entry, "title")),
                hint="add `ai_text: assisted` or `generated` if one had",
            )
        )
    for wrong in misdated(entry, when, moment_now(settings.timezone, "", clock)):
        hint = "mend the time of `--at`, or the entry's `date`"
        span = Span(path=entry.origin.path, key=_key(entry, "date"))
        raise ConfigurationError(
            replace(wrong, severity=Severity.ERROR, span=span, hint=hint, related=())
        )
    keys = {
        "reviewed_by": reviewer,
        "reviewed_at": written(when),
        "reviewed_text": entry.wording,
    }
    replace_file(found.file, _with_review(found, keys), root=root)
    return Reviewed(entry.origin.path, entry.title, keys)


def _plain(text: str) -> str:
    """Return a text without marks that no one sees and that turn it about, or hide in it."""
    # The two joiners shape letters of Persian and of Indian scripts.
    kept = "\u200c\u200d"
    return "".join(one for one in text if one in kept or unicodedata.category(one) != "Cf")


def _with_review(found: Found, keys: Mapping[str, str]) -> bytes:
    """Return the bytes of a file with a review in one of its entries, and nothing else changed."""
    text = found.data.decode("utf-8")
    mark = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(mark)
    entry = found.entry
    document = _document(found)
    edited = document and put_keys(text, document, entry.origin.item, keys, after="ai_text")
    if edited:
        data = (mark + edited).encode("utf-8")
        if _is_reviewed(found, found.read(data), keys):
            return data
    raise BriefgenError(
        Finding(
            code="uneditable-entry",
            message="the review cannot be written without changing more of the file",
            span=Span(path=entry.origin.path, key=_key(entry, "ai_text")),
            hint="write by hand: " + ", ".join(f"`{key}: {value}`" for key, value in keys.items()),
        )
    )


def _document(found: Found) -> yamltext.Document | None:
    """Return the keys of a file with their places."""
    text, path = texts.decode(found.data), found.entry.origin.path
    if not path.lower().endswith(MARKDOWN):
        return yamltext.read(text, path=path)
    parts = part(text, path)
    return (
        None if isinstance(parts, Finding) else yamltext.read(parts.keys, path=path, first_line=2)
    )


def _is_reviewed(found: Found, after: Parsed, keys: Mapping[str, str]) -> bool:
    """Tell whether a file reads as it did, but for the review."""
    if has_error(after.findings) or len(after.entries) != len(found.entries):
        return False
    for old, new in zip(found.entries, after.entries, strict=True):
        if old is found.entry:
            if not (new.reviewed and new.reviewed_by == keys["reviewed_by"] and new.reviewed_at):
                return False
            new = replace(
                new,
                reviewed_by=old.reviewed_by,
                reviewed_at=old.reviewed_at,
                reviewed_text=old.reviewed_text,
            )
        if _unplaced(old) != _unplaced(new):
            return False
    return True


def _unplaced(entry: Entry) -> Entry:
    """Return an entry whose links do not say on which line they stand."""
    links = tuple(replace(link, line=0) for link in entry.body.links)
    return replace(entry, body=replace(entry.body, links=links))


def _key(entry: Entry, key: str) -> str:
    return f"{entry.origin.item}.{key}" if entry.origin.item else key
