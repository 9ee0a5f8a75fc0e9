"""From what a schema read to the values of the model: defaults, identities, moments.

One typed sheet in, one model value out. What follows from the file's path and from other fields is
decided here and nowhere else.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast
from urllib.parse import unquote

from briefgen import iptc, urls, web
from briefgen.fingerprint import of_bytes
from briefgen.model import (
    Body,
    Correction,
    CuratedList,
    DeadSource,
    Description,
    EditionNote,
    Entry,
    Image,
    ListItem,
    Moment,
    Origin,
    Page,
    Section,
    Selection,
    Source,
    Taxonomy,
    Waiver,
)
from briefgen.reading.schema import (
    DeadSourcesText,
    DescriptionText,
    EditionText,
    EntryText,
    ImageText,
    ListText,
    PageText,
)
from briefgen.reading.times import WrittenTime, bare_day, moment

_FOLDER_DAY = re.compile(r"/(\d{4})/(\d\d)/(\d\d)/")
_NAME_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:-|$)")
_PERMALINK = re.compile(r"(\d{4})/(\d\d)/(\d\d)/([^/]+)/")
_PERIOD = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-[Ww](\d\d))")


@dataclass(frozen=True, slots=True)
class PathFacts:
    """What the path of an entry's file says about it."""

    stem: str
    """The slug that the file's name gives, without a leading day."""
    day: date | None
    """From folders such as 2024/10/23/, or a name such as 2024-10-23-troops."""


def path_facts(path: str) -> PathFacts:
    """Return what a path below content/entries/ says: `…/2024/10/23/troops.md`."""
    folder, name = posixpath.split(path)
    stem = posixpath.splitext(name)[0]
    if stem == "index" and folder != "content/entries":
        # A folder of its own holds an entry and its pictures.
        stem = posixpath.basename(folder)
    named = _NAME_DAY.match(stem)
    day = _day(named) if named is not None else None
    if named is not None and day is not None:
        return PathFacts(stem[named.end() :] or stem, day)
    nested = _FOLDER_DAY.search(f"{folder}/")
    return PathFacts(stem, _day(nested) if nested is not None else None)


def entry(
    text: EntryText,
    *,
    origin: Origin,
    facts: PathFacts,
    body: Body,
    source: str,
    zone: str,
    day_date: WrittenTime | None = None,
    lines: tuple[int, int] = (0, 0),
) -> Entry | None:
    """Return an entry, or None when nothing says its date.

    `source` is its body as written, `lines` are those of an item of a day file.
    """
    written = text.date or day_date
    if written is not None:
        created = moment(written, zone)
    elif facts.day is not None:
        created = bare_day(facts.day, zone)
    else:
        return None
    slug = text.slug or urls.slugify(text.title if origin.item else facts.stem)
    return Entry(
        origin=origin,
        id=text.id or _identity(created.day, slug, text.aliases),
        slug=slug,
        title=text.title,
        date=created,
        summary=text.summary,
        updated=_moment(text.updated, zone),
        publish_at=_moment(text.publish_at, zone),
        expires=_moment(text.expires, zone),
        draft=text.draft,
        aliases=text.aliases,
        lang=text.lang,
        translations=text.translations,
        desk=text.desk,
        authors=text.authors,
        kind=text.kind,
        topics=text.topics,
        regions=text.regions,
        story=text.story,
        weight=text.weight,
        featured=text.featured,
        note=text.note,
        sources=tuple(
            Source(
                name=source.name,
                url=source.url,
                title=source.title,
                published=source.published,
                accessed=source.accessed,
                archive=source.archive,
                reliability=source.reliability,
            )
            for source in text.sources
        ),
        image=_image(text.image, origin.path) if text.image is not None else None,
        ai_text=text.ai_text,
        reviewed_by=text.reviewed_by,
        reviewed_at=_moment(text.reviewed_at, zone),
        reviewed_text=text.reviewed_text,
        wording=wording(text.title, text.summary, source),
        corrections=tuple(
            Correction(date=moment(c.date, zone), kind=c.kind, text=c.text)
            for c in text.corrections
        ),
        extra=text.extra,
        tlp=text.tlp,
        allow=_waivers(text.allow, lines),
        body=body,
    )


def wording(title: str, summary: str, source: str) -> str:
    """Return the fingerprint of a text as it is written: 16 hexadecimal digits.

    It stands in people's files, as what a review was given for, so that it must stay the same for
    the same words for ever. Space at the ends of lines and empty lines around the body do not
    count; nor does what reads Markdown, or what the rest of the file says.
    """
    lines = (line.rstrip() for line in source.strip().split("\n"))
    # 64 bits: nobody looks for two texts that are taken for each other.
    return of_bytes("\n".join((title, summary, *lines)).encode())[:16]


def _waivers(reasons: Mapping[str, str], lines: tuple[int, int] = (0, 0)) -> tuple[Waiver, ...]:
    first, last = lines
    return tuple(
        Waiver(code=code, reason=reason, first=first, last=last) for code, reason in reasons.items()
    )


def edition(text: EditionText, *, path: str, period: str, body: Body | None) -> EditionNote:
    """Return an editor's note on an edition."""
    return EditionNote(
        origin=Origin(path=path),
        period=period,
        title=text.title,
        summary=text.summary,
        order=text.order,
        sections=tuple(
            Section(
                title=section.title,
                topics=section.topics,
                regions=section.regions,
                kinds=section.kinds,
                entries=section.entries,
            )
            for section in text.sections
        ),
        lang=text.lang,
        allow=_waivers(text.allow),
        body=body,
    )


def period_of_path(path: str) -> str:
    """Return the period that an edition's file is named after, or an empty text."""
    stem = posixpath.splitext(posixpath.basename(path))[0]
    match = _PERIOD.fullmatch(stem)
    if match is None:
        return ""
    year, month, day, week = match.groups()
    try:
        if week:
            date.fromisocalendar(int(year), int(week), 1)
            return f"{year}-W{week}"
        date(int(year), int(month), int(day or 1))
    except ValueError:
        return ""
    return stem


def page(text: PageText, *, path: str, body: Body) -> Page:
    """Return a page; folders below content/pages/ are parts of its address."""
    inner = posixpath.splitext(path.removeprefix("content/pages/"))[0]
    parts = inner.split("/")
    if parts[-1] == "index" and len(parts) > 1:
        parts.pop()
    slugs = [urls.slugify(part) for part in parts]
    if text.slug:
        slugs[-1] = text.slug
    return Page(
        origin=Origin(path=path),
        slug="/".join(slugs),
        title=text.title,
        summary=text.summary,
        lang=text.lang,
        draft=text.draft,
        aliases=text.aliases,
        extra=text.extra,
        allow=_waivers(text.allow),
        body=body,
    )


def curated_list(text: ListText, *, path: str) -> CuratedList:
    """Return a list, named after its file."""
    select = text.select
    return CuratedList(
        origin=Origin(path=path),
        name=posixpath.splitext(posixpath.basename(path))[0],
        title=text.title,
        lang=text.lang,
        style=text.style,
        entries=tuple(
            ListItem(entry=item.entry, title=item.title, url=item.url, region=item.region)
            for item in text.entries
        ),
        select=None
        if select is None
        else Selection(
            kinds=select.kinds,
            topics=select.topics,
            regions=select.regions,
            desks=select.desks,
            stories=select.stories,
            featured=select.featured,
        ),
        limit=text.limit,
        show=text.show,
    )


def description(text: DescriptionText, *, path: str, term: str) -> Description:
    """Return what is said of one term of the taxonomy that the file is named after."""
    taxonomy = posixpath.splitext(posixpath.basename(path))[0]
    return Description(
        origin=Origin(path=path, item=term),
        taxonomy=cast(Taxonomy, taxonomy),
        term=term,
        name=text.name,
        summary=text.summary,
        url=text.url,
        reliability=text.reliability,
    )


def dead_sources(text: DeadSourcesText) -> tuple[DeadSource, ...]:
    """Return the addresses that are gone."""
    return tuple(
        DeadSource(url=web.asked(item.url), since=item.since, answered=item.answered)
        for item in text.dead
    )


def _identity(day: date, slug: str, aliases: tuple[str, ...]) -> str:
    # An entry that moved stays the one that feed readers know.
    for alias in aliases:
        old = _PERMALINK.fullmatch(unquote(alias))
        if old is not None:
            return f"{old[1]}-{old[2]}-{old[3]}-{old[4]}"
    return f"{day.isoformat()}-{slug}"


def beside(path: str, name: str) -> str:
    """Return the path that a name means when it is written in the file at `path`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name))


def in_images(name: str) -> str:
    """Return the path that a name means below content/images/; empty when it leads out of it."""
    path = posixpath.normpath(f"content/images/{name}")
    return path if path.startswith("content/images/") else ""


def _image(text: ImageText, path: str) -> Image:
    origin = text.ai or iptc.origin(text.source_type)
    given = (("ai", text.ai), ("source_type", text.source_type))
    return Image(
        src=text.src,
        # Where it should lie; whether it does is for `attachments` to see.
        path="" if web.is_web(text.src) else beside(path, text.src),
        alt=text.alt,
        caption=text.caption,
        credit=text.credit,
        focus=text.focus,
        ai=origin,
        source_type=text.source_type or iptc.CODES[origin],
        stated=tuple(key for key, value in given if value),
        generator=text.generator,
        disclaimer=text.disclaimer,
    )


def _moment(written: WrittenTime | None, zone: str) -> Moment | None:
    return None if written is None else moment(written, zone)


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
