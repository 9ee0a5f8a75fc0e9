"""Load the content of a project: files in, `Library` and findings out.

A file whose stat and settings are those in the record is not opened; one with the same bytes is
not parsed again. The result depends on files, configuration and `now` alone: not on the record,
the number of workers, or the order of anything.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from operator import attrgetter
from pathlib import Path

from briefgen.config import Config
from briefgen.engine.record import Record
from briefgen.finding import Finding, Severity, Span, has_error
from briefgen.memory import Memory
from briefgen.model import (
    NEWS_SECONDS,
    DeadSource,
    Entry,
    Held,
    HeldReason,
    Library,
    Moment,
)
from briefgen.reading.attachments import attach, project_files, strays
from briefgen.reading.discover import TEXT_KINDS, Discovery, discover
from briefgen.reading.origins import known_origins, with_origins
from briefgen.reading.parsed import Parsed, Settings
from briefgen.reading.sanitise import available
from briefgen.reading.store import MapBatches, Progress, Store
from briefgen.reading.text import quoted


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a project holds, and what was done to know it."""

    library: Library
    findings: tuple[Finding, ...]
    """By file and line."""
    files: int
    """How many files of content there are."""
    read: int
    """How many of them were opened."""
    parsed: int
    """How many of those were new or not the same as before."""
    entries: tuple[Entry, ...]
    """All of them as they were read, whatever is held back."""

    def valid(self) -> tuple[int, int]:
        """Return from when until when the clock would hold back and find what it does now.

        Instants as `Moment` has them: the first at which the same would be published, and the
        first at which it would not any more. What is found turns with the dates of reviews and
        corrections, which may lie in the future; what is news turns after two days.
        """
        now = self.library.now.instant
        turns = [0, 1 << 62]
        for entry in self.entries:
            turns += [entry.marks.instant, entry.marks.instant + NEWS_SECONDS]
            others = (entry.publish_at, entry.expires, entry.reviewed_at)
            turns += [at.instant for at in others if at is not None]
            turns += [correction.date.instant for correction in entry.corrections]
        return max(turn for turn in turns if turn <= now), min(turn for turn in turns if turn > now)


def load(
    root: Path,
    config: Config,
    record: Record,
    *,
    now: Moment,
    drafts: bool = False,
    future: bool = False,
    expired: bool = False,
    map_batches: MapBatches = map,
    progress: Progress = lambda _stage, _done, _total: None,
    memory: Memory | None = None,
    discovery: Discovery | None = None,
) -> Loaded:
    """Return the library of a project.

    `drafts`, `future` and `expired` let through what would be held back. `map_batches` decides
    where files are read: `map` itself, or the map of a pool of processes. `progress` is told how
    many files are read. `memory` is what earlier loads of this process remember, `discovery` has
    the files, when they are known already.
    """
    memory = memory or Memory()
    settings = Settings(
        timezone=config.timezone, html=config.markup.html, engine=config.markup.engine
    )
    store = Store(record, settings, map_batches, progress, memory)
    discovery = discovery or discover(root)
    texts = [file for file in discovery.files if file.kind in TEXT_KINDS]
    parsed = store.texts(texts)
    entries, doubles = _without_doubles(entry for one in parsed for entry in one.entries)
    notes = tuple(note for one in parsed for note in one.notes)
    all_pages = [page for one in parsed for page in one.pages]
    drafted = [page for page in all_pages if page.draft and not drafts]
    pages = tuple(page for page in all_pages if drafts or not page.draft)

    allowed: dict[HeldReason, bool] = {"draft": drafts, "future": future, "expired": expired}
    published, held, asked_for = _classified(entries, now, allowed)
    # Files of what is held back are held back with it.
    others = [file for file in discovery.files if file.kind not in TEXT_KINDS]
    attached = attach(published, (*pages, *notes), others)
    files, pictures = project_files(attached, store.files(attached.wanted))
    store.keep()
    place = str(root.absolute())
    published = with_origins(published, attached.pictures, files, memory, place)

    known = {*files, *(finding.span.path for finding in store.findings)}
    library = Library(
        root=place,
        now=now,
        published=published,
        held=(*held, *(Held(thing=page, reason="draft") for page in drafted)),
        asked_for=asked_for,
        notes=notes,
        pages=pages,
        lists=tuple(found for one in parsed for found in one.lists),
        descriptions=tuple(found for one in parsed for found in one.descriptions),
        dead=_dead(parsed),
        files=files,
        # Without those that vanished since the walk.
        pictures={id_: path for id_, path in attached.pictures.items() if path in known},
        origins=known_origins(published, attached.pictures, (kept.thing for kept in held), files),
        unread=frozenset(_with_errors(store, parsed)),
    )
    kept_back = (*(kept.thing for kept in held), *drafted)
    findings = [
        *not_installed(config),
        *discovery.findings,
        *doubles,
        *pictures,
        *strays(attached, kept_back, others, all_read=not (doubles or library.unread)),
        *store.findings,
    ]
    for one in parsed:
        if one.findings:
            findings += one.findings
    findings.sort(key=lambda f: (f.span.path, f.span.line, f.span.column, f.code, f.message))
    return Loaded(
        library=library,
        findings=tuple(findings),
        files=len(discovery.files),
        read=store.read,
        parsed=store.parsed,
        entries=tuple(entries),
    )


def _dead(parsed: Iterable[Parsed]) -> dict[str, DeadSource]:
    """Return what is gone by its address; of one written twice, the earlier day holds."""
    found: dict[str, DeadSource] = {}
    for source in (source for one in parsed for source in one.dead):
        known = found.setdefault(source.url, source)
        if source.since < known.since:
            found[source.url] = source
    return found


def _with_errors(store: Store, parsed: Iterable[Parsed]) -> Iterator[str]:
    """Yield the path of each file that could not be read, or something in it."""
    yield from (finding.span.path for finding in store.findings)
    for one in parsed:
        if one.findings and has_error(one.findings):
            yield one.findings[0].span.path


def not_installed(config: Config) -> Iterator[Finding]:
    """Yield what the configuration asks for and is not installed."""
    if config.markup.html == "sanitise" and not available():
        yield Finding(
            code="missing-sanitiser",
            message="raw HTML is to be cleaned, but nh3 is not installed",
            span=Span(path="briefgen.yaml", key="markup.html"),
            hint="install `briefgen[html]`, or set it to `escape`",
        )
    if config.markup.engine == "fast" and find_spec("markdown_it_pyrs") is None:
        yield Finding(
            code="missing-fast-engine",
            message="the fast engine is to read Markdown, but markdown-it-pyrs is not installed",
            span=Span(path="briefgen.yaml", key="markup.engine"),
            hint="install `briefgen[fast]`, or set it to `standard`",
            severity=Severity.WARNING,
        )


def _without_doubles(entries: Iterable[Entry]) -> tuple[list[Entry], list[Finding]]:
    """Keep the first entry of each id, in the order of their files."""
    entries = list(entries)
    if len({entry.id for entry in entries}) == len(entries):
        return entries, []
    first: dict[str, Entry] = {}
    findings: list[Finding] = []
    for entry in entries:
        other = first.setdefault(entry.id, entry)
        if other is entry:
            continue
        findings.append(
            Finding(
                code="duplicate-id",
                message=f"the id {quoted(entry.id)} belongs to {other.origin.path} already",
                span=Span(path=entry.origin.path, key=_key(entry)),
                hint="give one of them an `id:` or `slug:` of its own",
                related=(Span(path=other.origin.path, key=_key(other)),),
            )
        )
    return list(first.values()), findings


def _key(entry: Entry) -> str:
    return f"{entry.origin.item}.id" if entry.origin.item else "id"


def _classified(
    entries: Iterable[Entry], now: Moment, allowed: dict[HeldReason, bool]
) -> tuple[tuple[Entry, ...], tuple[Held, ...], dict[str, HeldReason]]:
    """Return what is published now, what is held back, and why what was asked for would be.

    Both newest first.
    """
    # Python's sort keeps the order of ids among equal times.
    ordered = sorted(entries, key=attrgetter("id"))
    ordered.sort(key=lambda entry: entry.marks.instant, reverse=True)
    instant = now.instant
    published: list[Entry] = []
    held: list[Held] = []
    asked_for: dict[str, HeldReason] = {}
    for entry in ordered:
        # Most need no second look.
        simple = not (entry.draft or entry.publish_at or entry.expires)
        if simple and entry.marks.instant <= instant:
            published.append(entry)
            continue
        reasons = entry.holds(now)
        forbidden = [reason for reason in reasons if not allowed[reason]] if reasons else reasons
        if forbidden:
            held.append(Held(thing=entry, reason=forbidden[0]))
            continue
        published.append(entry)
        if reasons:
            asked_for[entry.id] = reasons[0]
    return tuple(published), tuple(held), asked_for
