"""Plan the ledger: `/disclosure/`, every machine-made image and text, and `/disclosure.json`.

A page shows one month, so that a new entry touches few files; the data hold all of them.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice

from briefgen import iptc, urls, web
from briefgen.digest import Digest
from briefgen.engine.plan import Load, PlannedFile, Template, Writer
from briefgen.engine.theme import Theme
from briefgen.fingerprint import Deferred, Value, composed
from briefgen.model import Entry
from briefgen.outputs._crumbs import to_standing
from briefgen.outputs._graph import collection, identity
from briefgen.outputs._page import GENERATED, page
from briefgen.outputs._schema import when
from briefgen.views import Card, DisclosurePage, DisclosureRow, MonthGroup

_TEMPLATE = Template("disclosure.html")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow(Value):
    """One entry of the data."""

    id: str
    card: Card
    source_type: str
    """IPTC digital source type of the image, bare code."""
    ai_text: str
    reviewed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger(Value):
    """All that a machine made, as data."""

    title: str
    base_url: str
    rows: tuple[LedgerRow, ...]


def plan(digest: Digest, _theme: Theme) -> Iterator[PlannedFile]:
    """Yield the page of each month that has something to tell, and the data of all."""
    months = _months(digest)
    marks = {
        month: composed(
            *(part for one in entries for part in (one.marks.page, digest.card_marks[one.id]))
        )
        for month, entries in months.items()
    }
    common = composed(
        "disclosure",
        identity(digest),
        *map(str, _counts(months)),
        *(month.isoformat() for month in months),
    )
    for number, month in enumerate(months or (None,)):
        view = Deferred(
            composed(common, str(month), marks[month] if month else ""),
            disclosure_page,
            month.isoformat() if month else "",
        )
        yield page(urls.disclosure(month if number else None), _TEMPLATE, view)
    config = digest.config
    yield PlannedFile(
        path=urls.DISCLOSURE_DATA,
        how=Writer(write_ledger),
        view=Deferred(composed(config.title, config.base_url, *marks.values()), ledger),
        origin=GENERATED,
    )


def older_months(digest: Digest) -> Iterable[date]:
    """Return the months that have pages of their own, by their first days: all but the newest."""
    return islice(_months(digest), 1, None)


def disclosure_page(digest: Digest, first_day: str) -> DisclosurePage:
    """Return what the ledger shows of a month, by its first day; of none by an empty text."""
    months = _months(digest)
    newest = next(iter(months), None)
    month = date.fromisoformat(first_day) if first_day else None
    generated, modified, texts = _counts(months)
    addresses = {one: urls.disclosure(None if one == newest else one) for one in months}
    url = addresses[month] if month else urls.disclosure()
    rows = tuple(_row(entry, digest) for entry in (months[month] if month else ()))
    return DisclosurePage(
        url=url,
        month=month,
        months=tuple(MonthGroup(first_day=one, url=url) for one, url in addresses.items()),
        generated=generated,
        modified=modified,
        texts=texts,
        rows=rows,
        crumbs=to_standing("disclosure.title", urls.disclosure(), month, url),
        data=collection(digest, url, (row.headline.url for row in rows)),
        ledger=urls.DISCLOSURE_DATA,
    )


def ledger(digest: Digest) -> Ledger:
    """Return all that a machine made, newest first."""
    return Ledger(
        title=digest.config.title,
        base_url=urls.absolute(digest.config.base_url, ""),
        rows=tuple(
            LedgerRow(
                id=entry.id,
                card=digest.card(entry),
                source_type=entry.image.source_type if entry.image and _made(entry) else "",
                ai_text=entry.ai_text,
                reviewed_by=entry.reviewer,
            )
            for entries in _months(digest).values()
            for entry in entries
        ),
    )


def write_ledger(view: Value, _load: Load) -> bytes:
    """Return the ledger as JSON: one object an entry, with its image, its text, or both."""
    assert isinstance(view, Ledger)
    data = {
        "version": 1,
        "title": view.title,
        "home_page_url": view.base_url,
        "entries": [_as_object(row, view.base_url) for row in view.rows],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _as_object(row: LedgerRow, base_url: str) -> dict[str, object]:
    card = row.card
    found: dict[str, object] = {
        "id": row.id,
        "url": base_url + card.url,
        "title": card.title,
        "lang": card.lang,
        "date": when(card.date),
    }
    image = card.image
    if image is not None and image.badge:
        address = image.labelled or image.url
        found["image"] = {
            "url": address if web.has_scheme(address) else urls.absolute(base_url, address),
            "origin": image.badge,
            "digital_source_type": iptc.uri(row.source_type),
            "system": image.generator,
            "label": image.label,
            "disclaimer": image.disclaimer,
            "alt": image.alt,
            "credit": image.credit,
        }
    if row.ai_text != "none":
        found["text"] = {"origin": row.ai_text, "reviewed_by": row.reviewed_by}
    return found


def _row(entry: Entry, digest: Digest) -> DisclosureRow:
    card = digest.card(entry)
    return DisclosureRow(
        headline=digest.headline(entry),
        image=card.image if card.image and card.image.badge else None,
        ai_text=entry.ai_text,
        reviewed_by=entry.reviewer,
    )


def _months(digest: Digest) -> dict[date, list[Entry]]:
    """Return the entries with a machine-made part by month, both newest first."""
    # Each page asks anew, and a digest of many years has many pages.
    mark = composed(*(stretch.mark for stretch in digest.stretches))
    return digest.memory.recall(("ledger",), mark, partial(_found, digest.library.published))


def _found(published: Iterable[Entry]) -> dict[date, list[Entry]]:
    found: dict[date, list[Entry]] = {}
    for entry in published:
        if _made(entry) or entry.ai_text != "none":
            found.setdefault(entry.date.day.replace(day=1), []).append(entry)
    return found


def _counts(months: dict[date, list[Entry]]) -> tuple[int, int, int]:
    entries = [entry for some in months.values() for entry in some]
    origins = [entry.image.ai for entry in entries if entry.image is not None]
    texts = sum(entry.ai_text != "none" for entry in entries)
    return origins.count("generated"), origins.count("modified"), texts


def _made(entry: Entry) -> bool:
    return entry.image is not None and entry.image.ai != "none"
