"""Start a digest: a small complete one, to be changed into somebody's own.

A folder and settings in, files out, all of them or none. What is in the folder already stays.
"""

import json
import os
import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path

from briefgen import __version__, urls, web
from briefgen.authoring.machine import zone_here
from briefgen.authoring.making import Made, make, one_line, refuse_outside, there_already
from briefgen.authoring.scalars import scalar, written
from briefgen.authoring.workflow import WORKFLOW, repository_above, repository_of, write_workflow
from briefgen.config import Config
from briefgen.finding import ConfigurationError, Finding, Span
from briefgen.program import builtin_themes
from briefgen.reading.configuration import config_of
from briefgen.reading.schema import config_schema, entry_file_schema
from briefgen.reading.text import quoted
from briefgen.reading.times import WrittenTime, moment, moment_now

QUESTIONS: Mapping[str, str] = {
    "title": "What is the digest called",
    "base_url": "At which address will it be published",
    "timezone": "In which time zone is it made",
    "language": "In which language is it (BCP 47 code)",
    "cadence": "One edition for each day, week or month (daily, weekly, monthly)",
}
"""What is asked of a person, by key of the configuration."""

_BASE_URL = "https://example.org/"

# Where each file of starter/site/ goes. Their names have no dots in front, so that no tool takes
# them for settings of this project; `{day}` and its like are the days of the entries.
_FILES: Mapping[str, str] = {
    "briefgen.yaml": "briefgen.yaml",
    "picture.md": "content/entries/{today}/where-a-picture-comes-from.md",
    "tagged-picture.png": "content/entries/{today}/tagged-picture.png",
    "identity.md": "content/entries/{yesterday}/an-identity-that-stays.md",
    "markdown.yaml": "content/entries/{before}/markdown-by-the-book.yaml",
    "edition.md": "content/editions/{edition}.md",
    "about.md": "content/pages/about.md",
    "corrections-policy.md": "content/pages/corrections-policy.md",
    "privacy.md": "content/pages/privacy.md",
    "start-here.yaml": "content/lists/start-here.yaml",
    "topics.yaml": "content/topics.yaml",
    "sources.yaml": "content/sources.yaml",
    "README.md": "README.md",
    "requirements.txt": "requirements.txt",
    "gitignore": ".gitignore",
    "editorconfig": ".editorconfig",
    "settings.json": ".vscode/settings.json",
    "extensions.json": ".vscode/extensions.json",
}
_SCHEMAS: Mapping[str, Callable[[], dict[str, object]]] = {
    "schemas/config.json": config_schema,
    "schemas/entry.json": entry_file_schema,
}
_MOVE = "move it away, or start in another folder"
_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
_UNSPOKEN = """\
  # The words of the theme itself are English as long as there is no locale file in your language.
  ignore: [missing-locale]
"""
# What may be in a folder in which a digest is started.
_WELCOME = re.compile(
    r"\..*|(readme|licen[cs]e|copying|notice|authors|contributing|changelog|security|code_of_conduct)"
    r"(\.\w+)?",
    re.IGNORECASE,
)
# So many of the files that stand in the way are named.
_NAMED = 5


def defaults(folder: Path) -> dict[str, str]:
    """Return the settings that are taken where nobody says another, by key."""
    words = one_line(re.sub("[-_]", " ", folder.absolute().name)).split()
    return {
        "title": " ".join(word[:1].upper() + word[1:] for word in words) or "Daily Brief",
        "base_url": _BASE_URL,
        "timezone": zone_here(),
        "language": "en",
        "cadence": "daily",
    }


def refuse(folder: Path, given: Mapping[str, str]) -> None:
    """Raise ConfigurationError when no digest can be started in a folder, or with a setting."""
    faults = [*_in_the_way(folder), *(filter(None, (fault(*one) for one in given.items())))]
    if faults:
        raise ConfigurationError(*faults)


def fault(key: str, value: str) -> Finding | None:
    """Return what is wrong with a setting, or None; as the configuration would be judged."""
    if key == "base_url" and web.has_user(value):
        return Finding(
            code="credentials-in-address",
            message="the address holds a user's name or a password, and everybody would read it",
            span=Span(path=""),
            hint="leave out what stands before the `@`",
        )
    tree = {"title": "Digest", key: one_line(value)}
    lines = (f"{one}: {scalar(said, in_quotes=True)}\n" for one, said in tree.items())
    try:
        config_of("".join(lines).encode("utf-8"), "")
    except ConfigurationError as problem:
        return replace(problem.findings[0], span=Span(path=""))
    return None


def start(folder: Path, settings: Mapping[str, str], clock: datetime | None = None) -> Made:
    """Write a digest into a folder that is new, or has nothing that stands in the way.

    `settings` has each key of `QUESTIONS`. `clock` is now, an aware time: the entries are of today
    and the two days before. ConfigurationError when something is there already or a setting is
    wrong; OSError when the disk stands in the way. Then nothing is left of what was written.
    """
    refuse(folder, settings)
    texts = dict(_texts(settings, clock or datetime.now(UTC)))
    there = [path for path in texts if os.path.lexists(folder / path)]
    if there:
        raise there_already(*there, hint=_MOVE)
    for path in texts:
        refuse_outside(folder, path)
    folders = _missing_folders(folder, (*texts, WORKFLOW))
    made: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in texts.items():
            made.append(make(folder, path, data))
        if repository_above(folder) is None:
            # In a repository that is there already the workflow would lie outside of the folder.
            made += write_workflow(folder / "briefgen.yaml").files
    except BaseException:
        _remove(made, folders)
        raise
    return Made(tuple(made))


def next_steps(folder: Path) -> str:
    """Return what to do with a new digest, for a person to read."""
    name = os.path.relpath(folder) if folder.absolute() != Path.cwd() else ""
    init = "git init -b main && " if repository_of(folder) is None else ""
    steps = [
        *([f"cd {shlex.quote(name)}"] if name else []),
        "briefgen serve                 # look at it; pages follow what you save",
        'briefgen new entry "Headline"  # write the first entry of your own',
        f"{init}git add . && git commit -m 'Start'",
        "briefgen publish               # once base_url in briefgen.yaml is yours",
    ]
    if repository_above(folder):
        steps.append("briefgen new workflow          # or let GitHub publish it")
    else:
        steps.append("rm -r .github                  # unless GitHub is to publish: see README.md")
    return "\n".join(["next:", *(f"  {step}" for step in steps)])


def _in_the_way(folder: Path) -> Iterator[Finding]:
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        yield Finding(
            code="not-a-folder",
            message=f"{quoted(str(folder))} is a file",
            span=Span(path=""),
            hint="name a folder that is new or empty",
        )
        return
    # Those whose names have the day in them are looked for once the day is known.
    paths = (*_FILES.values(), *_SCHEMAS, WORKFLOW)
    ours = [path for path in paths if "{" not in path]
    there = [path for path in ours if os.path.lexists(folder / path)]
    if there:
        yield from there_already(*there, hint=_MOVE).findings
    others = sorted(
        one.name
        for one in folder.iterdir()
        if not _WELCOME.fullmatch(one.name) and one.name not in there
    )
    if others:
        names = ", ".join(map(quoted, others[:_NAMED]))
        more = f" and {len(others) - _NAMED:,} more" if len(others) > _NAMED else ""
        yield Finding(
            code="folder-not-empty",
            message=f"the folder holds other files: {names}{more}",
            span=Span(path=""),
            hint="start in a folder that is new or empty",
        )


def _texts(settings: Mapping[str, str], clock: datetime) -> Iterator[tuple[str, str | bytes]]:
    """Yield each file of a new digest: its path, and what it holds."""
    zone = settings["timezone"]
    now = moment_now(zone, "", clock)
    today, yesterday, before = (now.day - timedelta(days=days) for days in range(3))
    config = Config(cadence=settings["cadence"], title="Digest")
    days = {
        "today": _folder(today),
        "yesterday": _folder(yesterday),
        "before": _folder(before),
        "edition": urls.period_of(today, config.cadence),
    }
    words = {
        **{key: scalar(one_line(value)) for key, value in settings.items()},
        "name": one_line(settings["title"]),
        "version": __version__,
        "lang": "" if _is_english(settings["language"]) else "lang: en\n",
        "ignore": "" if _speaks(settings["language"]) else _UNSPOKEN,
        "now": written(now),
        "yesterday_morning": _at(yesterday, time(9, 40), zone),
        "before_evening": _at(before, time(17, 15), zone),
        "accessed": today.isoformat(),
        "today_folder": days["today"],
        "from_yesterday": f"../../../{days['before']}",
        "of_the_day": {"daily": "today", "weekly": "this week", "monthly": "this month"}[
            config.cadence
        ],
    }
    site = files("briefgen.authoring").joinpath("starter", "site")
    for name, path in _FILES.items():
        data = site.joinpath(name).read_bytes()
        filled = data if name.endswith(".png") else _filled(data.decode("utf-8"), words)
        yield path.format_map(days), filled
    for path, schema in _SCHEMAS.items():
        yield path, json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _filled(text: str, words: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: words[found[1]], text)


def _folder(day: date) -> str:
    return f"{day.year:04}/{day.month:02}/{day.day:02}"


def _at(day: date, clock: time, zone: str) -> str:
    return written(moment(WrittenTime(datetime.combine(day, clock), None, True), zone))


def _is_english(language: str) -> bool:
    return language.lower().split("-")[0] == "en"


def _speaks(language: str) -> bool:
    """Tell whether the built-in theme has words in a language."""
    code = language.lower().split("-")[0]
    return (builtin_themes() / "broadsheet" / "locales" / f"{code}.yaml").is_file()


def _missing_folders(folder: Path, texts: Iterable[str]) -> tuple[Path, ...]:
    """Return the folders that have to be made, the innermost first."""
    wanted = {parent for path in texts for parent in (folder / path).absolute().parents}
    missing = [one for one in wanted if not os.path.lexists(one)]
    return tuple(sorted(missing, key=lambda one: len(one.parts), reverse=True))


def _remove(made: list[Path], folders: tuple[Path, ...]) -> None:
    for file in made:
        file.unlink(missing_ok=True)
    for one in folders:
        # One that is not empty holds what somebody else put there meanwhile.
        with suppress(OSError):
            one.rmdir()
