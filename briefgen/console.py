"""The only printer: findings, progress, summaries and complaints, as text for people or as data.

Data goes to stdout, all else to stderr. Words of the user are shown with their control characters
made visible, so that no title can drive a terminal. Colour follows NO_COLOR, FORCE_COLOR, TERM and
whether a terminal is there at all; every text reads well without it.
"""

import json
import os
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, TextIO

import click

from briefgen import __version__, urls
from briefgen.finding import Finding, Severity, Span
from briefgen.model import Held

Locate = Callable[[Path, Span], Span]
"""Gives a span that names a key its line and column."""

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}

# Wider lines are cut to a window around the fault; this leaves room for the gutter on a wide screen.
_WIDEST = 160
# How much of a cut line is shown before the fault.
_LEAD = 40
_TAB = 4

# A build that ends sooner shows no bar: it would only flicker.
_PATIENCE = 0.3

# So many entries that are held back are named in the summary; more are counted.
_NAMED = 5

_LINE_END = re.compile(r"\r\n|\r|\n")
_QUOTED = re.compile(r"`([^`]+)`")
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+@")


# Writing.


def say(text: str, err: TextIO | None = None) -> None:
    """Tell the user something."""
    _write(text, err or sys.stderr)


def put(text: str, out: TextIO | None = None) -> None:
    """Write data that a command was asked for."""
    _write(text, out or sys.stdout)


def complain(message: str, hint: str = "", err: TextIO | None = None) -> None:
    """Tell a fault of the command line or of the world."""
    lines = [_headline(Severity.ERROR, "error", message)]
    if hint:
        lines.append(_remark("help", hint, 0))
    say("\n".join(lines), err)


def bug(exception: BaseException, err: TextIO | None = None) -> None:
    """Tell that we failed, and keep the details in a file to report."""
    import platform
    import tempfile
    import traceback

    details = "".join(traceback.format_exception(exception))
    versions = f"briefgen {__version__}, Python {platform.python_version()}, {platform.platform()}"
    report = _CREDENTIALS.sub("…@", f"{versions}\n\n{details}")
    what = _CREDENTIALS.sub("…@", f"{type(exception).__name__}: {exception}".partition("\n")[0])
    lines = [_headline(Severity.ERROR, "bug", f"briefgen itself failed: {what}")]
    lines.append(_remark("note", versions, 0))
    try:
        handle, path = tempfile.mkstemp(prefix="briefgen-bug-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(report)
    except OSError:
        # With nowhere to put it, showing it is all that is left.
        lines.append(visible(report, keep="\n"))
        lines.append(_remark("help", "report it to the makers of briefgen, with the above", 0))
    else:
        lines.append(_remark("note", f"the details are in {path}", 0))
        lines.append(_remark("help", "report it to the makers of briefgen, with that file", 0))
    say("\n".join(lines), err)


def visible(text: str, keep: str = "") -> str:
    """Return text with each control, invisible or direction-changing character as an escape."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(letter if letter in keep else _visible(letter) for letter in text)


def _visible(letter: str) -> str:
    kind = unicodedata.category(letter)
    # Joiners shape Indic and Persian words and emoji; they cannot harm.
    if kind not in ("Cc", "Cf", "Cs", "Zl", "Zp") or letter in "\u200c\u200d":
        return letter
    number = ord(letter)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _write(text: str, stream: TextIO) -> None:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    text = text.encode(encoding, "backslashreplace").decode(encoding)
    # Everything is styled, and click takes the colour out where there is to be none.
    click.echo(text, file=stream, color=_has_colour(stream))


def _has_colour(stream: TextIO) -> bool:
    """Tell whether to use colour (no-color.org, force-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return os.environ.get("TERM") != "dumb" and stream.isatty()


# Findings.


def show(
    findings: Iterable[Finding],
    form: str = "text",
    *,
    root: Path,
    locate: Locate,
    limit: int | None = None,
    explanations: Mapping[str, str] | None = None,
    out: TextIO | None = None,
    err: TextIO | None = None,
) -> None:
    """Show findings by path, line, column and code: `text` on `err`; data on `out`.

    `root` is the project. `limit` is how many warnings of one code are shown in text, None for all.
    `form` is `text`, `json`, `github` (workflow commands) or `sarif`, whose rules carry the
    `explanations`.
    """
    if form == "text":
        text = "\n\n".join(_as_text(findings, _Placer(root, locate), limit))
        if text:
            say(text + "\n", err)
        return
    placed = _Placer(root, locate).place(findings)
    if form == "json":
        put(json.dumps([_as_object(item) for item in placed], indent=2), out)
    elif form == "sarif":
        put(json.dumps(_as_sarif(placed, root, explanations or {}), indent=2), out)
    elif placed:
        put("\n".join(_as_command(item, root) for item in placed), out)


def tally(findings: Iterable[Finding]) -> str:
    """Return how many there are: `2 errors, 1 warning`, or `no findings`."""
    counts = Counter(finding.severity for finding in findings)
    told = [_count(counts[severity], severity.value) for severity in Severity if counts[severity]]
    return ", ".join(told) or "no findings"


def verdict(findings: Sequence[Finding], err: TextIO | None = None) -> None:
    """Tell the end of a check: how much was found."""
    colour = _COLOURS[min(f.severity for f in findings)] if findings else "green"
    say(click.style(tally(findings), fg=colour, bold=True), err)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A finding with all its lines known, as far as they can be."""

    finding: Finding
    span: Span
    related: tuple[Span, ...]


class _Placer:
    """Looks lines up, in files that are read once."""

    def __init__(self, root: Path, locate: Locate) -> None:
        self._root = root
        self._locate = locate
        self._files: dict[str, list[str]] = {}

    def place(self, findings: Iterable[Finding]) -> list[_Placed]:
        """Return findings with their lines, in the order of files, lines, columns and codes."""
        placed = [
            _Placed(
                finding,
                self._words(self._line(finding.span), finding.message),
                tuple(self._line(span) for span in finding.related),
            )
            for finding in findings
        ]
        return sorted(placed, key=_order)

    def text(self, span: Span) -> str | None:
        """Return the line of a span as it stands in the file, None when it cannot be read."""
        if span.path not in self._files:
            self._files[span.path] = self._read(self._root / span.path)
        lines = self._files[span.path]
        return lines[span.line - 1] if 0 < span.line <= len(lines) else None

    def _line(self, span: Span) -> Span:
        return self._locate(self._root, span) if span.key and not span.line else span

    def _words(self, span: Span, message: str) -> Span:
        """Point at the user's own words of the message, where only the line is known."""
        line = self.text(span) if span.line and not span.column else None
        for words in _QUOTED.findall(message) if line is not None else ():
            words = words.removesuffix("…")
            if line is not None and words in line:
                return replace(span, column=line.index(words) + 1, length=len(words))
        return span

    @staticmethod
    def _read(path: Path) -> list[str]:
        try:
            # Pipes and devices would wait for ever.
            data = path.read_bytes() if path.is_file() else b""
        except OSError:
            return []
        return _LINE_END.split(data.decode("utf-8", "replace").removeprefix("\ufeff"))


def _order(item: _Placed) -> tuple[str, int, int, str, str]:
    span = item.span
    return span.path, span.line, span.column, item.finding.code, item.finding.message


# Findings as text.


def _as_text(findings: Iterable[Finding], placer: _Placer, limit: int | None) -> Iterator[str]:
    shown, more = _first_of_each(findings, limit)
    for item in placer.place(shown):
        yield _paragraph(item, placer)
    if more:
        yield "\n".join(
            f"… and {_count(more[code], f'more {code} warning')} (briefgen check shows all)"
            for code in sorted(more)
        )


def _first_of_each(
    findings: Iterable[Finding], limit: int | None
) -> tuple[list[Finding], Counter[str]]:
    """Return what is shown, and how many warnings of each code are not.

    Before their lines are looked up: nobody waits for the lines of what is not shown.
    """
    if limit is None:
        return list(findings), Counter()
    seen: Counter[str] = Counter()
    shown = []
    for finding in sorted(findings, key=lambda f: (f.span.path, f.span.line, f.span.key)):
        if finding.severity is Severity.WARNING:
            seen[finding.code] += 1
            if seen[finding.code] > limit:
                continue
        shown.append(finding)
    return shown, Counter({code: n - limit for code, n in seen.items() if n > limit})


def _paragraph(item: _Placed, placer: _Placer) -> str:
    finding = item.finding
    colour = _COLOURS[finding.severity]
    spans = [span for span in (item.span, *item.related) if span.path]
    width = max([len(str(span.line)) for span in spans if span.line], default=1)
    title = f"{finding.severity}[{finding.code}]"
    lines = [_headline(finding.severity, title, finding.message)]
    for i, span in enumerate(spans):
        lines += _excerpt(span, placer, width, "-" if i else "^", "blue" if i else colour, i == 0)
    if finding.hint:
        lines.append(_remark("help", finding.hint, width))
    return "\n".join(lines)


def _headline(severity: Severity, title: str, message: str) -> str:
    title = click.style(visible(title), fg=_COLOURS[severity], bold=True)
    return f"{title}{click.style(f': {visible(message)}', bold=True)}"


def _remark(kind: str, text: str, width: int) -> str:
    mark = click.style(f"{' ' * (width + 2)}=", fg="blue", bold=True)
    return f"{mark} {click.style(f'{kind}:', bold=True)} {visible(text)}"


def _excerpt(
    span: Span, placer: _Placer, width: int, mark: str, colour: str, first: bool
) -> list[str]:
    """Return the place and the line of a span, with marks below what is meant."""
    place = [span.path, *(str(number) for number in (span.line, span.column) if number)]
    arrow = click.style("-->" if first else ":::", fg="blue", bold=True)
    lines = [f"{' ' * (width + 1)}{arrow} {visible(':'.join(place))}"]
    text = placer.text(span) if span.line else None
    if text is None:
        return lines
    shown, start, length = _window(text, span)
    bar = click.style(f"{' ' * (width + 2)}|", fg="blue", bold=True)
    number = click.style(f" {span.line:>{width}} |", fg="blue", bold=True)
    lines += [bar, f"{number} {shown}".rstrip()]
    if span.column:
        lines.append(f"{bar} {' ' * start}{click.style(mark * length, fg=colour, bold=True)}")
    return lines


def _window(line: str, span: Span) -> tuple[str, int, int]:
    """Return a line as it is shown, and where in it and how wide the marks are, in cells."""
    pieces: list[str] = []
    ends = [0]
    for letter in line.rstrip():
        piece = " " * (_TAB - ends[-1] % _TAB) if letter == "\t" else _visible(letter)
        pieces.append(piece)
        ends.append(ends[-1] + sum(_cells(shown) for shown in piece))
    first = min(max(span.column - 1, 0), len(pieces))
    last = min(first + max(span.length, 1), len(pieces))
    start, end = ends[first], ends[last]
    if ends[-1] <= _WIDEST:
        return "".join(pieces), start, max(end - start, 1)
    left = max(min(start - _LEAD, ends[-1] - _WIDEST), 0)
    inside = [i for i in range(len(pieces)) if ends[i] >= left and ends[i + 1] <= left + _WIDEST]
    before = "…" if inside[0] else ""
    after = "…" if inside[-1] + 1 < len(pieces) else ""
    shown = before + "".join(pieces[inside[0] : inside[-1] + 1]) + after
    offset = ends[inside[0]] - len(before)
    end = min(end, ends[inside[-1] + 1])
    return shown, start - offset, max(end - start, 1)


def _cells(letter: str) -> int:
    """Return how many columns of a terminal a character takes (Unicode Standard Annex 11)."""
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


# Findings as data.


def _as_object(item: _Placed) -> dict[str, Any]:
    finding = item.finding
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        **_place(item.span),
        "hint": finding.hint or None,
        "related": [_place(span) for span in item.related],
    }


def _place(span: Span) -> dict[str, Any]:
    """Return a span as data: numbers from 1, `end_column` the first that is not meant."""
    return {
        "path": span.path or None,
        "line": span.line or None,
        "column": span.column or None,
        "end_column": span.column + span.length if span.column else None,
    }


def _as_command(item: _Placed, root: Path) -> str:
    """Return a finding as a workflow command of GitHub Actions."""
    finding, span = item.finding, item.span
    fields = {"file": _in_checkout(root, span.path) if span.path else "", "line": span.line}
    if span.line:
        fields["col"] = span.column
        fields["endColumn"] = span.column + span.length if span.column else 0
    fields["title"] = finding.code
    told = ",".join(f"{name}={_property(str(value))}" for name, value in fields.items() if value)
    hint = f"\nhelp: {visible(finding.hint)}" if finding.hint else ""
    return f"::{finding.severity} {told}::{_escape(visible(finding.message) + hint)}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escape(visible(text)).replace(":", "%3A").replace(",", "%2C")


def _in_checkout(root: Path, path: str) -> str:
    """Return a path of the project as GitHub knows it: relative to the checkout, if we are in one."""
    checkout = os.environ.get("GITHUB_WORKSPACE")
    if checkout and root.resolve().is_relative_to(Path(checkout).resolve()):
        above = root.resolve().relative_to(Path(checkout).resolve()).as_posix()
        return path if above == "." else f"{above}/{path}"
    return path


def _as_sarif(
    placed: Sequence[_Placed], root: Path, explanations: Mapping[str, str]
) -> dict[str, Any]:
    """Return findings as a log of SARIF 2.1.0 (OASIS standard)."""
    codes = sorted({*explanations, *(item.finding.code for item in placed)})
    driver = {
        "name": "briefgen",
        "semanticVersion": __version__,
        "rules": [_rule(code, explanations.get(code, "")) for code in codes],
    }
    results = [_result(item, codes.index(item.finding.code), root) for item in placed]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }


def _rule(code: str, explanation: str) -> dict[str, Any]:
    text = explanation or code
    short = text.partition("\n\n")[0]
    return {"id": code, "shortDescription": {"text": short}, "help": {"text": text}}


def _result(item: _Placed, index: int, root: Path) -> dict[str, Any]:
    finding = item.finding
    hint = f"\nhelp: {visible(finding.hint)}" if finding.hint else ""
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": finding.severity.value,
        "message": {"text": visible(finding.message) + hint},
    }
    if item.span.path:
        result["locations"] = [_location(item.span, root)]
    if item.related:
        result["relatedLocations"] = [
            {"id": i, **_location(span, root)} for i, span in enumerate(item.related)
        ]
    return result


def _location(span: Span, root: Path) -> dict[str, Any]:
    path = visible(_in_checkout(root, span.path))
    physical: dict[str, Any] = {"artifactLocation": {"uri": urls.file_url(path)}}
    if span.line:
        physical["region"] = {"startLine": span.line}
        if span.column:
            physical["region"]["startColumn"] = span.column
            physical["region"]["endColumn"] = span.column + span.length
    return {"physicalLocation": physical}


# Builds.


class Outcome(Protocol):
    """What the summary needs to know of a build."""

    @property
    def findings(self) -> tuple[Finding, ...]: ...
    @property
    def notes(self) -> tuple[str, ...]: ...
    @property
    def held(self) -> tuple[Held, ...]: ...
    @property
    def read(self) -> int: ...
    @property
    def parsed(self) -> int: ...
    @property
    def planned(self) -> int: ...
    @property
    def rendered(self) -> frozenset[str]: ...
    @property
    def written(self) -> frozenset[str]: ...
    @property
    def removed(self) -> frozenset[str]: ...
    @property
    def output(self) -> Path: ...
    @property
    def seconds(self) -> float: ...
    @property
    def ok(self) -> bool: ...


def summary(result: Outcome, err: TextIO | None = None) -> None:
    """Tell what a build did: what was read, made, held back and why, and how long it took."""
    say("\n".join(_summary(result)), err)


def _summary(result: Outcome) -> Iterator[str]:
    site = visible(_short_path(result.output))
    took = _duration(result.seconds)
    if not result.ok:
        yield click.style(f"not built: {site} is as it was", fg="red", bold=True) + f" ({took})"
    elif not result.written and not result.removed:
        yield click.style(f"{site} is up to date", fg="green", bold=True) + f" ({took})"
    else:
        yield click.style(f"built {site}", fg="green", bold=True) + f" in {took}"
    changed = f", {result.parsed:,} of them new or changed" if result.parsed else ""
    yield f"  read      {_count(result.read, 'file')}{changed}"
    if result.ok:
        unchanged = result.planned - len(result.written)
        yield (
            f"  made      {len(result.rendered):,} rendered, {len(result.written):,} written, "
            f"{len(result.removed):,} removed, {unchanged:,} unchanged"
        )
    if result.held:
        counts = Counter(kept.reason for kept in result.held)
        reasons = ", ".join(f"{counts[reason]:,} {reason}" for reason in sorted(counts))
        yield f"  held back {reasons}"
        yield from _held(result.held)
    if result.findings:
        yield f"  found     {tally(result.findings)}"
    yield from (f"  note      {visible(note)}" for note in result.notes)


def _held(held: Sequence[Held]) -> Iterator[str]:
    for kept in held[:_NAMED]:
        title = visible(kept.entry.title)
        title = f"{title[:59]}…" if len(title) > 60 else title
        yield f"            {kept.reason:<8}{visible(kept.entry.origin.path)} ({title})"
    if len(held) > _NAMED:
        yield f"            … and {len(held) - _NAMED:,} more"


def _short_path(path: Path) -> str:
    here = Path.cwd()
    inside = path.is_relative_to(here) and path != here
    return f"{path.relative_to(here) if inside else path}{os.sep}"


def _duration(seconds: float) -> str:
    if seconds < 10:
        return f"{seconds:.2f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


class Progress:
    """A bar on a terminal for work that takes a while; nothing in a pipe."""

    def __init__(self, err: TextIO | None = None) -> None:
        self._stream = err or sys.stderr
        self._started = time.monotonic()
        self._bar: Any = None
        self._tasks: dict[str, Any] = {}

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _problem: BaseException | None,
        _where: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` are through; 0 when it is not known how many there are."""
        if self._bar is None and not self._begin():
            return
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(stage, total=None)
        self._bar.update(self._tasks[stage], completed=done, total=total or None)

    def _begin(self) -> bool:
        """Put up the bar, if this is the place and the time."""
        if time.monotonic() - self._started < _PATIENCE:
            return False
        if not self._stream.isatty() or os.environ.get("TERM") == "dumb":
            return False
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bar

        self._bar = Bar(
            TextColumn("{task.description:<10}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=Console(file=self._stream, no_color=not _has_colour(self._stream)),
            transient=True,
        )
        self._bar.start()
        return True


class Explanation(Protocol):
    """What is told of one output file."""

    @property
    def path(self) -> str: ...
    @property
    def how(self) -> str: ...
    @property
    def origin(self) -> Span: ...
    @property
    def key(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def view(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def why(self) -> str: ...


def explanation(told: Explanation, out: TextIO | None = None) -> None:
    """Write what an output file is made of, and why it would be rendered now."""
    lines = [
        click.style(visible(told.path), bold=True),
        f"  made by     {visible(told.how)}",
        f"  written in  {visible(told.origin.path) or 'no file: it follows from the others'}",
        f"  now         {visible(told.why) or 'up to date'}",
        *_rows("its key is the fingerprint of", told.key),
        *_rows("its view", told.view),
    ]
    put("\n".join(lines), out)


def _rows(title: str, pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    if not pairs:
        return
    yield f"\n  {title}"
    width = max(len(name) for name, _ in pairs)
    yield from (f"    {visible(name):<{width}}  {visible(value)}" for name, value in pairs)
