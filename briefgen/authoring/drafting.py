"""Write a new entry: what the command line says of it, in a file to go on with.

A headline and wishes in, one file of content/entries/ out. It is read by the project's own reader
before it is written, and has no error then.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from briefgen import urls, web
from briefgen.authoring.known import Known, known_of
from briefgen.authoring.making import Made, is_seen, make, one_line, refusal, there_already
from briefgen.authoring.scalars import scalar, written
from briefgen.config import Config
from briefgen.finding import ConfigurationError, Finding, Severity, Span
from briefgen.model import Moment, Taxonomy
from briefgen.reading.configuration import read_config
from briefgen.reading.parse import parse
from briefgen.reading.parsed import Parsed, Settings
from briefgen.reading.text import quoted
from briefgen.reading.times import moment_now

_NO_SUMMARY = "# One to three sentences: what happened, and why it matters."
_NO_SOURCE = """\
# What it rests on; an entry without a source is not ready.
# sources:
#   - name: Example Gazette
#     url: https://example.org/page
"""
_DRAFT = "# A draft is published nowhere. Remove this line when the entry is ready."
_YAML_BODY = "# The text, in Markdown, two spaces in."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What is asked of a new entry, as given on the command line."""

    sources: tuple[str, ...] = ()
    """Web addresses."""
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    desk: str = ""
    kind: str = ""
    story: str = ""
    summary: str = ""
    date: str = ""
    """As an entry may have it; empty: now."""
    lang: str = ""
    draft: bool | None = None
    """None: when it lacks a summary or a source."""
    yaml: bool = False
    """A YAML file instead of Markdown."""


def draft(config: Path, headline: str, wishes: Wishes, clock: datetime | None = None) -> Made:
    """Write the file of a new entry, and return it. `clock` is now, an aware time.

    ConfigurationError when what was asked for cannot be, or is there already; BriefgenError when
    the folder leads out of the project; OSError when the disk stands in the way.
    """
    title = headline_of(headline)
    wishes = _cleaned(wishes)
    settings = read_config(config)
    root = config.absolute().parent
    now = moment_now(settings.timezone, "", clock or datetime.now(UTC))
    when = moment_now(settings.timezone, wishes.date, clock or datetime.now(UTC), "--date")
    known = known_of(root, settings, now)
    day, slug = when.day, urls.slugify(title)
    suffix = "yaml" if wishes.yaml else "md"
    path = f"content/entries/{day.year:04}/{day.month:02}/{day.day:02}/{slug}.{suffix}"
    text = _text(title, wishes, when, known, now)
    parsed = _read(path, text, settings)
    (entry,) = parsed.entries
    there = known.place_of(entry)
    if there and there != path:
        raise there_already(there, hint="it holds an entry of that day and name: edit it")
    return Made((make(root, path, text),), tuple(_doubts(wishes, known)))


def headline_of(text: str) -> str:
    """Return a headline on one line. ConfigurationError when it says nothing."""
    title = one_line(text)
    if not is_seen(title):
        raise refusal(
            "missing-headline",
            "the entry has no headline",
            'give it one: `briefgen new entry "The harbour is dredged"`',
        )
    return title


def _cleaned(wishes: Wishes) -> Wishes:
    faults = [*_source_faults(wishes.sources)]
    if faults:
        raise ConfigurationError(*faults)
    # One page under two addresses is one source.
    pages = {web.canonical(url): url for url in reversed(wishes.sources)}
    return replace(
        wishes,
        sources=tuple(reversed(pages.values())),
        topics=_terms(wishes.topics),
        regions=_terms(wishes.regions),
        desk=one_line(wishes.desk),
        kind=one_line(wishes.kind),
        story=one_line(wishes.story),
        summary=one_line(wishes.summary),
        lang=one_line(wishes.lang),
    )


def _terms(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, map(one_line, words)))


def _source_faults(sources: tuple[str, ...]) -> Iterator[Finding]:
    for url in sources:
        if not web.is_web(url):
            yield Finding(
                code="invalid-source-url",
                message=f"--source: {quoted(url)} is not a web address",
                span=Span(path=""),
                hint="give the whole address, with its https://",
            )
        elif web.has_user(url):
            yield Finding(
                code="credentials-in-address",
                message=f"--source: {quoted(url)} holds a user's name or password",
                span=Span(path=""),
                hint="give the address without it",
            )


def _text(title: str, wishes: Wishes, when: Moment, known: Known, now: Moment) -> str:
    """Return the file of an entry, its keys in the order that the schema has them."""
    ready = bool(wishes.summary and wishes.sources)
    lines = [f"title: {scalar(title)}"]
    if wishes.summary:
        lines.append(f"summary: {scalar(wishes.summary)}")
    else:
        lines += [_NO_SUMMARY, "summary:"]
    lines.append(f"date: {written(when)}")
    if wishes.draft if wishes.draft is not None else not ready:
        lines += [_DRAFT, "draft: true"]
    one = {"lang": wishes.lang, "desk": wishes.desk, "kind": wishes.kind}
    lines += [f"{key}: {scalar(value)}" for key, value in one.items() if value]
    some = {"topics": wishes.topics, "regions": wishes.regions}
    lines += [f"{key}: [{', '.join(map(scalar, terms))}]" for key, terms in some.items() if terms]
    if wishes.story:
        lines.append(f"story: {scalar(wishes.story)}")
    if wishes.sources:
        lines.append("sources:")
        for url in wishes.sources:
            lines.append(f"  - name: {scalar(known.source_at(url))}")
            lines.append(f"    url: {scalar(url)}")
            lines.append(f"    accessed: {now.day.isoformat()}")
    else:
        lines += _NO_SOURCE.splitlines()
    if wishes.yaml:
        return "\n".join([*lines, _YAML_BODY, "body: |", ""])
    return "\n".join(["---", *lines, "---", ""])


def _read(path: str, text: str, config: Config) -> Parsed:
    """Read what is to be written. ConfigurationError with the errors that a flag made."""
    settings = Settings(config.timezone, config.markup.html, config.markup.engine)
    parsed = parse(path, "entry", text.encode("utf-8"), settings)
    errors = [one for one in parsed.findings if one.severity is Severity.ERROR]
    if errors:
        # The file is not there, so that no line of it can be shown.
        raise ConfigurationError(*(replace(error, span=Span(path="")) for error in errors))
    return parsed


def _doubts(wishes: Wishes, known: Known) -> Iterator[str]:
    """Yield a note for each term that is new and all but the same as a known one."""
    given: tuple[tuple[Taxonomy, str, tuple[str, ...]], ...] = (
        ("topics", "topic", wishes.topics),
        ("regions", "region", wishes.regions),
        ("desks", "desk", (wishes.desk,)),
        ("stories", "story", (wishes.story,)),
    )
    for taxonomy, noun, terms in given:
        for term in filter(None, terms):
            near = known.near(taxonomy, term)
            if near:
                yield f"the {noun} {quoted(term)} is new: did you mean {quoted(near)}?"
