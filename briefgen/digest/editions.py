"""Editions: the entries of a day, an ISO week or a month, in reading order.

A library and the cadence in, editions and their names out.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from briefgen import urls
from briefgen.config import Config
from briefgen.digest.stretches import Stretch
from briefgen.languages import direction
from briefgen.memory import Memory
from briefgen.model import (
    Edition,
    EditionNote,
    Entry,
    Library,
    Section,
)
from briefgen.notices import retracted_title
from briefgen.views import (
    EditionLink,
    EditionName,
)


def editions_of(
    library: Library, stretches: Sequence[Stretch], config: Config, memory: Memory
) -> tuple[Edition, ...]:
    """Return the editions, newest first."""
    grouped: dict[str, list[Entry]] = {}
    for stretch in stretches:
        found = memory.recall_plain(
            ("editions", stretch.name),
            f"{stretch.mark} {config.cadence}",
            dict[str, list[int]],
            partial(_grouped, stretch.entries, config.cadence),
        )
        for period, numbers in found.items():
            grouped.setdefault(period, []).extend(stretch.entries[n] for n in numbers)
    notes = {note.period: note for note in library.notes}
    editions = [
        Edition(
            period=period,
            first_day=_first_day(entries[0].date.day, config.cadence),
            entries=_in_order(entries, notes.get(period)),
            note=notes.get(period),
        )
        for period, entries in grouped.items()
    ]
    return tuple(sorted(editions, key=lambda edition: edition.first_day, reverse=True))


def edition_places(
    editions: Sequence[Edition], stretches: Sequence[Stretch]
) -> dict[str, list[int]]:
    """Return which editions belong to which stretch of entries: by its name, their places."""
    names = {stretch.entries[0].marks.days: stretch.name for stretch in reversed(stretches)}
    places: dict[str, list[int]] = defaultdict(list)
    for place, edition in enumerate(editions):
        places[names[edition.entries[0].marks.days]].append(place)
    return dict(places)


def _grouped(entries: Sequence[Entry], cadence: urls.Cadence) -> dict[str, list[int]]:
    grouped: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        grouped[urls.period_of(entry.date.day, cadence)].append(number)
    return dict(grouped)


def _first_day(day: date, cadence: urls.Cadence) -> date:
    if cadence == "daily":
        return day
    if cadence == "monthly":
        return day.replace(day=1)
    # The first week of year 1 starts on a Monday, so this never leaves the calendar.
    return day - timedelta(days=day.weekday())


def _last_day(first: date, cadence: urls.Cadence) -> date:
    if cadence == "daily":
        return first
    days = 7 if cadence == "weekly" else 31
    # Counted from the front, so that December 9999 does not run out of calendar.
    ahead = [first.toordinal() + n for n in range(days)]
    inside = [date.fromordinal(n) for n in ahead if n <= date.max.toordinal()]
    return max(day for day in inside if cadence == "weekly" or day.month == first.month)


def _in_order(entries: list[Entry], note: EditionNote | None) -> tuple[Entry, ...]:
    first = {id_: place for place, id_ in enumerate(note.order if note else ())}
    last = len(first)
    # Entries come newest first, and a sort keeps that among equals.
    return tuple(sorted(entries, key=lambda entry: (first.get(entry.id, last), -entry.weight)))


def section_of(entry: Entry, sections: Sequence[Section]) -> int:
    """Return the first section that takes an entry, from 1; 0 when none does."""
    taken = (n for n, section in enumerate(sections, 1) if _takes(section, entry))
    return next(taken, 0)


def _takes(section: Section, entry: Entry) -> bool:
    if entry.id in section.entries:
        return True
    pairs = (
        (section.topics, entry.topics),
        (section.regions, entry.regions),
        (section.kinds, (entry.kind,)),
    )
    return any(
        {urls.term_key(term) for term in asked} & {urls.term_key(term) for term in has}
        for asked, has in pairs
    )


def edition_name(edition: Edition, config: Config, memory: Memory) -> EditionName:
    """Return an edition by its name."""
    title = edition.note.title if edition.note else ""
    return memory.recall(
        ("edition name", edition.period),
        (title, config.cadence),
        lambda: EditionName(
            url=urls.edition(edition.period),
            period=edition.period,
            cadence=config.cadence,
            first_day=edition.first_day,
            last_day=_last_day(edition.first_day, config.cadence),
            week=edition.first_day.isocalendar().week,
            title=title,
        ),
    )


def edition_link(
    edition: Edition, name: EditionName, config: Config, memory: Memory
) -> EditionLink:
    """Return an edition in a row of an archive."""
    lead, count = edition.entries[0], len(edition.entries)
    lang = lead.lang or config.language
    title = (
        retracted_title(lead.title, lang)
        if any(note.kind == "retraction" for note in lead.corrections)
        else lead.title
    )
    return memory.recall(
        ("edition link", edition.period),
        (name, title, lang, count),
        lambda: EditionLink(
            url=name.url,
            period=name.period,
            cadence=name.cadence,
            first_day=name.first_day,
            last_day=name.last_day,
            week=name.week,
            title=name.title,
            lead=title,
            lang=lang,
            dir=direction(lang),
            entries=count,
        ),
    )
