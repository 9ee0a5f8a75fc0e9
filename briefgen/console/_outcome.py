"""What a command did, told at its end: the summary of a build, the explanation of a page.

Results in, lines out. The protocols say what of a result is told.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import click

from briefgen.console._terminal import count, visible
from briefgen.finding import Finding, Severity, Span, Waived

# So many entries that are held back are named in the summary; more are counted.
_NAMED = 5

# Of a reason that is listed; the file has all of it.
_LONGEST_REASON = 100

# How sources may be that do not answer.
_AILING = ("dead", "blocked", "unreachable")


Place = Callable[[Span], Span]
"""Gives a span that names a key its line."""


def as_it_is(span: Span) -> Span:
    """Return a span whose line nobody looks up."""
    return span


class HeldBack(Protocol):
    """An entry or a page that is not published."""

    @property
    def title(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def reason(self) -> str: ...


class Outcome(Protocol):
    """What the summary needs to know of a build."""

    @property
    def findings(self) -> tuple[Finding, ...]: ...
    @property
    def waived(self) -> tuple[Waived, ...]: ...
    @property
    def notes(self) -> tuple[str, ...]: ...
    @property
    def held(self) -> Sequence[HeldBack]: ...
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


class Reviewed(Protocol):
    """What is told of a review that was written."""

    @property
    def path(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def keys(self) -> Mapping[str, str]: ...


class Rebuilt(Protocol):
    """What is told of a build for the preview."""

    @property
    def findings(self) -> tuple[Finding, ...]: ...
    @property
    def notes(self) -> tuple[str, ...]: ...
    @property
    def held(self) -> Mapping[str, int]: ...
    @property
    def changed(self) -> tuple[str, ...]: ...
    @property
    def seconds(self) -> float: ...
    @property
    def ok(self) -> bool: ...


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


class Looked(Protocol):
    """What is told of a look at the sources."""

    @property
    def asked(self) -> int: ...
    @property
    def recent(self) -> int: ...
    @property
    def healths(self) -> Mapping[str, int]: ...
    @property
    def notes(self) -> tuple[str, ...]: ...


def tally(findings: Iterable[Finding]) -> str:
    """Return how many there are: `2 errors, 1 warning`, or `no findings`."""
    counts = Counter(finding.severity for finding in findings)
    told = [count(counts[severity], severity.value) for severity in Severity if counts[severity]]
    return ", ".join(told) or "no findings"


def summary_lines(result: Outcome, place: Place = as_it_is) -> Iterator[str]:
    """Yield the lines of a summary; `place` gives a span its line."""
    site = visible(_short_path(result.output))
    took = _duration(result.seconds)
    if not result.ok:
        yield click.style(f"not built: {site} is as it was", fg="red", bold=True) + f" ({took})"
    elif not result.written and not result.removed:
        yield click.style(f"{site} is up to date", fg="green", bold=True) + f" ({took})"
    else:
        yield click.style(f"built {site}", fg="green", bold=True) + f" in {took}"
    changed = f", {result.parsed:,} of them new or changed" if result.parsed else ""
    yield f"  read      {count(result.read, 'file')}{changed}"
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
    yield from (f"  {line}" for line in waived_lines(result.waived, place=place))
    yield from (f"  note      {visible(note)}" for note in result.notes)


def waived_lines(
    waived: Sequence[Waived], limit: int | None = _NAMED, place: Place = as_it_is
) -> Iterator[str]:
    """Yield a line for each finding that is waived, none for none; those beyond `limit` in one.

    Equal ones are one line with their number. `place` gives a span its line.
    """
    rows: Counter[str] = Counter()
    for one in waived:
        row = _waived_row(one, place(one.finding.span))
        if row not in rows and len(rows) == limit:
            break
        rows[row] += 1
    head = f"waived    {len(waived):,}: "
    for number, (row, times) in enumerate(rows.items()):
        start = " " * len(head) if number else head
        yield f"{start}{row}" + (f" ({times:,} times)" if times > 1 else "")
    more = len(waived) - rows.total()
    if more:
        yield f"{' ' * len(head)}… and {more:,} more"


def _waived_row(one: Waived, span: Span) -> str:
    line = f":{span.line}" if span.line else ""
    reason = one.reason
    reason = f"{reason[: _LONGEST_REASON - 1]}…" if len(reason) > _LONGEST_REASON else reason
    return f"{one.finding.code} in {visible(span.path)}{line}: {visible(reason)}"


def rebuilt_line(result: Rebuilt, *, stands: bool = True) -> str:
    """Return the line that tells of a build for the preview; `stands` when there is a site."""
    took = _duration(result.seconds)
    if not result.ok:
        told = tally(result.findings)
        then = ", the last good site stays" if stands else ""
        return click.style(f"not built: {told}", fg="red", bold=True) + then
    pages = sum(path.endswith(".html") for path in result.changed)
    files = len(result.changed) - pages
    parts = [count(pages, "page")] if pages else []
    parts += [f"{files:,} other {'file' if files == 1 else 'files'}"] if files else []
    told = f"{' and '.join(parts)} changed" if parts else "nothing changed"
    parts = [told]
    if result.findings:
        parts.append(tally(result.findings))
    if result.held:
        counts = (f"{result.held[reason]:,} {reason}" for reason in sorted(result.held))
        parts.append(f"held back {', '.join(counts)}")
    return f"{click.style(f'built in {took}', fg='green', bold=True)}: {'; '.join(parts)}"


def reviewed_lines(result: Reviewed) -> Iterator[str]:
    """Yield what a review wrote, key by key, below the file that it is in."""
    done = click.style("reviewed", fg="green", bold=True)
    yield f"{done} {visible(result.path)} ({visible(result.title)})"
    yield from (f"  {key}: {visible(value)}" for key, value in result.keys.items())


def looked_lines(result: Looked | None) -> Iterator[str]:
    """Yield the lines that tell of a look at the sources; None: there was none."""
    if result is None:
        yield "no source was asked: mend the errors first"
        return
    asked = f"{result.asked:,} address{'' if result.asked == 1 else 'es'} asked"
    if result.recent:
        asked += f", {result.recent:,} more answered within the last day"
    healths = result.healths
    moved = healths.get("moved", 0)
    told = [f"{healths.get('good', 0) + moved:,} answer" + (f" ({moved:,} moved)" if moved else "")]
    told += [f"{healths[name]:,} {name}" for name in _AILING if healths.get(name)]
    yield f"{asked}: {', '.join(told)}"
    yield from (f"  note      {visible(note)}" for note in result.notes)


def _held(held: Sequence[HeldBack]) -> Iterator[str]:
    for kept in held[:_NAMED]:
        title = visible(kept.title)
        title = f"{title[:59]}…" if len(title) > 60 else title
        yield f"            {kept.reason:<8}{visible(kept.path)} ({title})"
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


def explanation_lines(told: Explanation) -> Iterator[str]:
    """Yield the lines of an explanation."""
    yield click.style(visible(told.path), bold=True)
    yield f"  made by     {visible(told.how)}"
    yield f"  written in  {visible(told.origin.path) or 'no file: it follows from the others'}"
    yield f"  now         {visible(told.why) or 'up to date'}"
    yield from _rows("its key is the fingerprint of", told.key)
    yield from _rows("its view", told.view)


def _rows(title: str, pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    if not pairs:
        return
    yield f"\n  {title}"
    width = max(len(name) for name, _ in pairs)
    yield from (f"    {visible(name):<{width}}  {visible(value)}" for name, value in pairs)
