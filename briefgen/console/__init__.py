"""The only printer: findings, progress, summaries and complaints, as text for people or as data.

Data goes to stdout, all else to stderr. Words of the user are shown with their control characters
made visible, so that no title can drive a terminal. Colour follows NO_COLOR, FORCE_COLOR, TERM and
whether a terminal is there at all; every text reads well without it.
"""

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

import click

from briefgen import __version__
from briefgen.console._data import as_command, as_object, as_sarif
from briefgen.console._diagnosis import Fact, as_data, fact_lines
from briefgen.console._outcome import (
    Explanation,
    Looked,
    Outcome,
    Place,
    Rebuilt,
    Reviewed,
    as_it_is,
    explanation_lines,
    looked_lines,
    rebuilt_line,
    reviewed_lines,
    summary_lines,
    tally,
    waived_lines,
)
from briefgen.console._placing import Locate, Placer
from briefgen.console._progress import Progress as Progress
from briefgen.console._published import Published, change_lines, published_lines, trial_lines
from briefgen.console._terminal import COLOURS, headline, remark, visible, write
from briefgen.console._text import as_excerpts, as_text
from briefgen.console._themes import CheckedTheme, Ejected, Theme, ejected_lines, theme_lines
from briefgen.finding import Finding, Severity, Waived

_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+@")


def say(text: str, err: TextIO | None = None) -> None:
    """Tell the user something."""
    write(text, err or sys.stderr)


def remark_on(text: str, err: TextIO | None = None) -> None:
    """Tell the user something that they had better know."""
    say(f"{click.style('note:', bold=True)} {visible(text)}", err)


def put(text: str, out: TextIO | None = None) -> None:
    """Write data that a command was asked for."""
    write(text, out or sys.stdout)


def put_bytes(data: bytes) -> None:
    """Write a document that a command was asked for, as it is."""
    if sys.stdout is not None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def complain(message: str, hint: str = "", err: TextIO | None = None) -> None:
    """Tell a fault of the command line or of the world."""
    lines = [headline(Severity.ERROR, "error", message)]
    if hint:
        lines.append(remark("help", hint))
    say("\n".join(lines), err)


def has_person() -> bool:
    """Tell whether somebody is there to be asked: on a terminal, not in a pipe or a script."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(
    label: str, default: str = "", fault: Callable[[str], Finding | None] = lambda _answer: None
) -> str:
    """Ask for a text on stderr, again and again until nothing is wrong with it.

    An empty answer stands for the default. click.Abort when it is broken off.
    """
    while True:
        answer: str = click.prompt(visible(label), default=default or None, err=True)
        wrong = fault(answer)
        if wrong is None:
            return answer
        complain(wrong.message, wrong.hint)


def made(file: Path, out: TextIO | None = None) -> None:
    """Write where a file or a folder is that was made, seen from the current folder."""
    try:
        path = os.path.relpath(file)
    except ValueError:
        # On another drive of Windows.
        path = os.path.abspath(file)
    put(visible(path), out)


def bug(exception: BaseException, err: TextIO | None = None) -> None:
    """Tell that we failed, and keep the details in a file to report."""
    import platform
    import tempfile
    import traceback

    details = "".join(traceback.format_exception(exception))
    versions = f"briefgen {__version__}, Python {platform.python_version()}, {platform.platform()}"
    report = _CREDENTIALS.sub("…@", f"{versions}\n\n{details}")
    what = _CREDENTIALS.sub("…@", f"{type(exception).__name__}: {exception}".partition("\n")[0])
    lines = [headline(Severity.ERROR, "bug", f"briefgen itself failed: {what}")]
    lines.append(remark("note", versions))
    try:
        handle, path = tempfile.mkstemp(prefix="briefgen-bug-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(report)
    except OSError:
        # With nowhere to put it, showing it is all that is left.
        lines.append(visible(report, keep="\n"))
        lines.append(remark("help", "report it to the makers of briefgen, with the above"))
    else:
        lines.append(remark("note", f"the details are in {path}"))
        lines.append(remark("help", "report it to the makers of briefgen, with that file"))
    say("\n".join(lines), err)


def show(
    findings: Iterable[Finding],
    form: str = "text",
    *,
    root: Path,
    locate: Locate,
    limit: int | None = None,
    explanations: Mapping[str, str] | None = None,
    waived: Iterable[Waived] = (),
    out: TextIO | None = None,
    err: TextIO | None = None,
) -> None:
    """Show findings by path, line, column and code: `text` on `err`; data on `out`.

    `root` is the project. `limit` is how many warnings of one code are shown in text, None for all.
    `form` is `text`, `json`, `github` (workflow commands) or `sarif`, whose rules carry the
    `explanations`. What is waived is in JSON and SARIF; in text it is for `verdict` or `summary`
    to tell.
    """
    if form == "text":
        text = "\n\n".join(as_text(findings, Placer(root, locate), limit))
        if text:
            say(text + "\n", err)
        return
    placer = Placer(root, locate)
    placed = placer.place(findings)
    if form == "json":
        allowed = placer.place_waived(waived)
        objects = [as_object(item) for item in placed]
        objects += [as_object(item, reason) for item, reason in allowed]
        put(json.dumps(objects, indent=2), out)
    elif form == "sarif":
        allowed = placer.place_waived(waived)
        put(json.dumps(as_sarif(placed, allowed, root, explanations or {}), indent=2), out)
    elif placed:
        put("\n".join(as_command(item, root) for item in placed), out)


def excerpts(
    findings: Iterable[Finding], *, root: Path, locate: Locate, limit: int | None = None
) -> dict[str, object]:
    """Return findings as `show` has them in text, in pieces, for a page to show.

    `findings` is a list, `more` how many warnings of each code are beyond `limit`.
    """
    return as_excerpts(findings, Placer(root, locate), limit)


def verdict(
    findings: Sequence[Finding],
    err: TextIO | None = None,
    *,
    waived: Sequence[Waived] = (),
    place: Place = as_it_is,
) -> None:
    """Tell the end of a check: what is waived, and how much was found.

    `place` gives a span its line.
    """
    if waived:
        say("\n".join(waived_lines(waived, limit=None, place=place)) + "\n", err)
    colour = COLOURS[min(f.severity for f in findings)] if findings else "green"
    say(click.style(tally(findings), fg=colour, bold=True), err)


def facts(told: Iterable[Fact], out: TextIO | None = None) -> None:
    """Write facts, a line each."""
    put("\n".join(fact_lines(told)), out)


def diagnosis(
    told: Iterable[Fact],
    findings: Iterable[Finding],
    *,
    root: Path,
    locate: Locate,
    out: TextIO | None = None,
) -> None:
    """Write facts and findings as one object of JSON."""
    placed = Placer(root, locate).place(findings)
    data = {"facts": as_data(told), "findings": [as_object(item) for item in placed]}
    put(json.dumps(data, indent=2), out)


def looked(result: Looked | None, err: TextIO | None = None) -> None:
    """Tell what a look at the sources found; None when there was none."""
    say("\n".join(looked_lines(result)), err)


def summary(result: Outcome, err: TextIO | None = None, *, place: Place = as_it_is) -> None:
    """Tell what a build did: what was read, made, held back and why, and how long it took.

    `place` gives a span its line.
    """
    say("\n".join(summary_lines(result, place)), err)


def rebuilt(result: Rebuilt, err: TextIO | None = None, *, stands: bool = True) -> None:
    """Tell in one line what a build for the preview did; `stands` when there is a site."""
    say(rebuilt_line(result, stands=stands), err)
    for note in result.notes:
        remark_on(note, err)


def reviewed(result: Reviewed, err: TextIO | None = None) -> None:
    """Tell what a review wrote into which file."""
    say("\n".join(reviewed_lines(result)), err)


def explanation(told: Explanation, out: TextIO | None = None) -> None:
    """Write what an output file is made of, and why it would be rendered now."""
    put("\n".join(explanation_lines(told)), out)


def themes(found: Sequence[Theme], out: TextIO | None = None) -> None:
    """Write the themes that a project can use, a line each."""
    put("\n".join(theme_lines(found)), out)


def ejected(done: Ejected, config: str, err: TextIO | None = None) -> None:
    """Tell what a file that was copied out of a theme does now."""
    say("\n".join(ejected_lines(done, config)), err)


def theme_checked(done: CheckedTheme, err: TextIO | None = None) -> None:
    """Tell the end of a check of a theme: what was looked at, and how much was found."""
    what = f"{done.theme}: {done.pages} trial pages of {done.templates} templates"
    say(visible(what), err)
    verdict(done.findings, err)


def published(done: Published, err: TextIO | None = None) -> None:
    """Tell what a publish did."""
    say("\n".join(published_lines(done)), err)


def trial(done: Published, out: TextIO | None = None, err: TextIO | None = None) -> None:
    """Write which files a publish would change, and tell how many."""
    say("\n".join(trial_lines(done)), err)
    lines = "\n".join(change_lines(done.changes))
    if lines:
        put(lines, out)


def address(text: str, out: TextIO | None = None) -> None:
    """Write the address at which a site is, as a terminal may have it."""
    put(visible(text), out)
