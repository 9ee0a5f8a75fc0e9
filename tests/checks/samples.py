"""Small libraries that no policy minds, to be spoilt in one place."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from briefgen.checks import Planned, policies
from briefgen.config import Config
from briefgen.digest.stretches import stretches_of
from briefgen.finding import Finding
from briefgen.memory import Memory
from briefgen.model import Body, BodyLink, Entry, Image, Library, Moment, Origin, Page, Source
from briefgen.reading.origins import known_origins
from briefgen.references import references
from briefgen.urls import page, path_of

DAY = date(2024, 10, 23)
SOURCE = Source(name="Example Agency", url="https://example.org/report")
IMAGE = Image(
    src="hero.jpg",
    path="content/entries/2024/10/23/hero.jpg",
    alt="A harbour at dawn",
    ai="generated",
    stated=("ai",),
)


def moment(day: date = DAY, clock: str = "") -> Moment:
    """Return a time of a day in UTC; without a clock, the day alone."""
    at = time.fromisoformat(clock) if clock else time.min
    return Moment(local=datetime.combine(day, at), offset=0, zone="UTC", clock=bool(clock))


def entry(slug: str = "harbour", *, links: tuple[BodyLink, ...] = (), **fields: Any) -> Entry:
    """Return an entry of 23 October 2024 with a summary and a source."""
    perfect = Entry(
        origin=Origin(path=f"content/entries/2024/10/23/{slug}.md"),
        id=f"2024-10-23-{slug}",
        slug=slug,
        title=slug.capitalize(),
        summary="One sentence.",
        date=moment(),
        sources=(SOURCE,),
        body=Body(html="", links=links, anchors=("the-first-part",)),
    )
    return replace(perfect, **fields)


def from_page(slug: str, url: str, day: int = 23, **fields: Any) -> Entry:
    """Return an entry that rests on one page."""
    return entry(
        slug,
        sources=(Source(name="Example", url=url),),
        date=moment(date(2024, 10, day)),
        **fields,
    )


def text_page(slug: str = "about", *links: BodyLink) -> Page:
    """Return a page that is not dated."""
    return Page(
        origin=Origin(path=f"content/pages/{slug}.md"),
        slug=slug,
        title=slug.capitalize(),
        body=Body(html="", links=links, anchors=("who-we-are",)),
    )


def library(*published: Entry, **fields: Any) -> Library:
    """Return a library of entries, newest first, whose images are all there."""
    pictures = {one.id: one.image.path for one in published if one.image and one.image.path}
    fields.setdefault("pictures", pictures)
    files, held = fields.get("files", {}), (one.thing for one in fields.get("held", ()))
    fields.setdefault("origins", known_origins(published, fields["pictures"], held, files))
    return Library(root="/project", now=moment(clock="18:00"), published=published, **fields)


def config(**fields: Any) -> Config:
    """Return a configuration that no policy minds."""
    return Config(**({"title": "Trial", "base_url": "https://example.org/"} | fields))


def site_of(content: Library, *others: str) -> Planned:
    """Return the site of all that a library publishes, and of some pages more."""
    known = references(content, stretches_of(content.published), Memory(), {})
    urls = {*known.ids.values(), *known.paths.values(), *(page(p.slug) for p in content.pages)}
    paths = {"index.html", *(path_of(url) for url in urls), *others}
    return Planned(frozenset(paths), known)


def found(
    code: str, content: Library, settings: Config | None = None, paths: tuple[str, ...] = ()
) -> list[Finding]:
    """Return what one policy finds."""
    (policy,) = [policy for policy in policies() if code == policy.CODE]
    return list(policy.find(content, settings or config(), site_of(content, *paths)))
