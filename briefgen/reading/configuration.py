"""Read `briefgen.yaml`: a file in, a typed `Config` out, or all that is wrong with it at once."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from briefgen.config import Config
from briefgen.finding import ConfigurationError, Finding, Span
from briefgen.reading import text as texts
from briefgen.reading import yamltext
from briefgen.reading.fitting import without_nothing
from briefgen.reading.mismatches import Sheet, explain
from briefgen.reading.text import quoted
from briefgen.reading.times import suggest_zone, zone_names
from briefgen.reading.yamltext import Tree


def read_config(path: Path) -> Config:
    """Return the configuration of a project.

    ConfigurationError with all findings when it is missing, cannot be read or does not fit. Codes
    of policies are taken as they are: which there are is for the policies to say.
    """
    # The project's folder is that of the file, however the file was named.
    name = path.absolute().name
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise _refusal(
            "missing-configuration",
            f"there is no {quoted(name)} here",
            "go to the folder that has it, or name it with `-c`",
            Span(path=name),
        ) from None
    except OSError as problem:
        reason = (problem.strerror or "unknown reason").lower()
        # Not `Path.is_dir`, which fails where the folder cannot be looked into.
        folder = os.path.isdir(path)
        raise _refusal(
            "unreadable-file",
            f"{quoted(name)} cannot be read: {'it is a folder' if folder else reason}",
            f"name the file: {path.as_posix()}/briefgen.yaml" if folder else "allow it to be read",
            Span(path=name),
        ) from None
    return config_of(data, name)


def config_of(data: bytes, name: str) -> Config:
    """Return the configuration that the bytes of a file hold. ConfigurationError as `read_config`.

    `name` is what the file is called in findings.
    """
    try:
        text = texts.decode(data)
    except texts.NotUtf8Error as problem:
        raise _refusal(
            "not-utf8",
            "the configuration is not UTF-8 text",
            "save it again as UTF-8",
            Span(path=name, line=problem.line, column=problem.column),
        ) from None
    document = yamltext.read(text, path=name)
    if document.findings:
        raise ConfigurationError(*document.findings)
    tree = without_nothing({} if document.tree is None else document.tree)
    if not isinstance(tree, dict):
        raise _refusal(
            "invalid-configuration",
            "the configuration is not made of keys and values",
            "write `key: value` on each line",
            Span(path=name, line=1),
        )
    _keep_languages(document.tree, tree)
    sheet = Sheet(name, document.places)
    findings = list(_lost_colours(document.tree, text, sheet))
    zone = tree.get("timezone")
    if isinstance(zone, str) and zone not in zone_names():
        close = suggest_zone(zone)
        findings.append(
            sheet.finding(
                "unknown-timezone",
                f"{quoted(zone)} is not a time zone",
                ("timezone",),
                f"did you mean `{close}`?" if close else "write an IANA name such as Asia/Kolkata",
            )
        )
    try:
        config = Config.model_validate(tree)
    except ValidationError as problem:
        findings += explain(problem, Config, sheet)
    if findings:
        raise ConfigurationError(*sorted(findings, key=lambda f: (f.span.line, f.span.column)))
    return config


def _keep_languages(written: Tree, tree: dict[str, Tree]) -> None:
    """Keep each language of which nothing else is said: it is one of the site all the same."""
    named = written.get("languages") if isinstance(written, dict) else None
    if isinstance(named, dict):
        kept = tree.get("languages")
        tree["languages"] = {
            code: (kept.get(code) if isinstance(kept, dict) else None) or {} for code in named
        }


def _lost_colours(tree: object, text: str, sheet: Sheet) -> Iterator[Finding]:
    """Yield a fault for each option of the theme whose value YAML took for a comment."""
    options = tree
    for key in ("theme", "options"):
        options = options.get(key) if isinstance(options, dict) else None
    lines = text.splitlines()
    for option, value in options.items() if isinstance(options, dict) else ():
        place = ("theme", "options", str(option))
        line = lines[sheet.span(place).line - 1]
        _, mark, rest = line.partition(": #")
        if value is None and mark and re.match(r"[0-9a-fA-F]{3}", rest):
            yield sheet.finding(
                "invalid-theme-option",
                f"the option `{option}` has no value: a comment begins with `#`",
                place,
                f'put the colour in quotes: "#{rest.split()[0]}"',
            )


def _refusal(code: str, message: str, hint: str, span: Span) -> ConfigurationError:
    return ConfigurationError(Finding(code=code, message=message, hint=hint, span=span))
