"""Write the note of an edition, and pages: files of content/ that are about no entry.

A period or a title in, one file out. It is read by the project's own reader before it is written.
"""

import re
from datetime import UTC, datetime
from pathlib import Path

from briefgen import urls
from briefgen.authoring.making import Made, is_seen, make, one_line, refusal
from briefgen.authoring.scalars import scalar
from briefgen.config import Config
from briefgen.finding import ConfigurationError
from briefgen.model import TAXONOMIES
from briefgen.reading.configuration import read_config
from briefgen.reading.discover import Kind
from briefgen.reading.parse import parse
from briefgen.reading.parsed import Settings
from briefgen.reading.shape import period_of_path
from briefgen.reading.text import quoted
from briefgen.reading.times import moment_now, read_time
from briefgen.wings import prefix_for, prefixes

_TITLE = "# Its heading. Without one it is the day, week or month."
_SUMMARY = "# One or two sentences under the heading."
_PAGE_SUMMARY = "# One or two sentences, for search engines."
_DRAFT = "# A draft is published nowhere. Remove this line when the page is ready."

_WORDS = {"daily": "day", "weekly": "week", "monthly": "month"}
_EXAMPLES = {"daily": "2024-10-23", "weekly": "2024-W43", "monthly": "2024-10"}
_YEAR = re.compile(r"\d{4}")
TAKEN = urls.OWN_FOLDERS | frozenset(TAXONOMIES)
"""The first part of addresses that the site needs itself."""


def note(
    config: Path,
    when: str,
    *,
    title: str = "",
    summary: str = "",
    lang: str = "",
    clock: datetime | None = None,
) -> Made:
    """Write the note of an edition: of today's, or of the day, week or month that `when` names.

    `clock` is now, an aware time. ConfigurationError when `when` is none of the site's editions, or
    when the edition has a note; otherwise as `make`.
    """
    settings = read_config(config)
    root = config.absolute().parent
    clock = clock or datetime.now(UTC)
    today = moment_now(settings.timezone, "", clock).day
    period = period_of(when, settings) if when else urls.period_of(today, settings.cadence)
    title, summary = one_line(title), one_line(summary)
    lines = [f"title: {scalar(title)}"] if title else [_TITLE, "title:"]
    lines += [f"summary: {scalar(summary)}"] if summary else [_SUMMARY, "summary:"]
    folder, said = _place(lang, settings)
    return _made(root, f"content/editions/{folder}{period}", "edition", lines + said, settings)


def page(config: Path, title: str, *, slug: str = "", lang: str = "") -> Made:
    """Write a page, as a draft. ConfigurationError when it has no title, or its name is taken."""
    settings = read_config(config)
    root = config.absolute().parent
    title = one_line(title)
    if not is_seen(title):
        raise refusal(
            "missing-headline", "the page has no title", 'give it one: `briefgen new page "About"`'
        )
    name = urls.slugify(one_line(slug) or title)
    folder, said = _place(lang, settings)
    if name in TAKEN or _YEAR.fullmatch(name):
        raise refusal(
            "taken-address",
            f"the site needs the address {quoted(f'/{folder}{name}/')} itself",
            "choose another one with `--slug`",
        )
    lines = [f"title: {scalar(title)}", _PAGE_SUMMARY, "summary:", *said, _DRAFT, "draft: true"]
    return _made(root, f"content/pages/{folder}{name}", "page", lines, settings)


def period_of(when: str, config: Config) -> str:
    """Return the edition that is meant. ConfigurationError when the site has none of that name."""
    period = period_of_path(when.upper().strip())
    kinds = {4: "yearly", 7: "monthly", 8: "weekly", 10: "daily"}
    found = kinds.get(len(period), "")
    if found == config.cadence:
        return period
    hint = f"name a {_WORDS[config.cadence]}, such as `{_EXAMPLES[config.cadence]}`"
    if not period or found == "yearly":
        raise refusal("invalid-edition-name", f"{quoted(when)} is no edition", hint)
    if found == "daily":
        day = read_time(period).local.date()
        hint = f"did you mean `{urls.period_of(day, config.cadence)}`?"
    raise refusal(
        "invalid-edition-name",
        f"{quoted(when)} is a {_WORDS[found]}, and this digest is {config.cadence}",
        hint,
    )


def _place(lang: str, config: Config) -> tuple[str, list[str]]:
    """Return the folder for what is in a language, and the line that says so."""
    said = [f"lang: {scalar(lang)}"] if lang else []
    return prefix_for(lang, prefixes(config)), said


def _made(root: Path, path: str, kind: Kind, lines: list[str], config: Config) -> Made:
    text = "\n".join(["---", *lines, "---", ""])
    path = f"{path}.md"
    settings = Settings(config.timezone, config.markup.html, config.markup.engine)
    parsed = parse(path, kind, text.encode("utf-8"), settings)
    if parsed.findings:
        raise ConfigurationError(*parsed.findings)
    return Made((make(root, path, text),))
