"""Findings for people: the fault first, then its line with marks below it, then what mends it.

Findings in, paragraphs out, in the manner of rustc.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

import click

from briefgen.console._placing import Placed, Placer
from briefgen.console._terminal import (
    COLOURS,
    cells,
    count,
    headline,
    remark,
    visible,
    visible_letter,
)
from briefgen.finding import Finding, Severity, Span

# Wider lines are cut to a window around the fault; with its gutter it fits a wide screen.
_WIDEST = 160
# How much of a cut line is shown before the fault.
_LEAD = 40
_TAB = 4


def as_text(findings: Iterable[Finding], placer: Placer, limit: int | None) -> Iterator[str]:
    """Yield a paragraph for each finding, and one for the warnings beyond `limit` of one code."""
    shown, more = _first_of_each(findings, limit)
    for item in placer.place(shown):
        yield _paragraph(item, placer)
    if more:
        yield "\n".join(
            f"… and {count(more[code], f'more {code} warning')} (briefgen check shows all)"
            for code in sorted(more)
        )


def as_excerpts(
    findings: Iterable[Finding], placer: Placer, limit: int | None
) -> dict[str, object]:
    """Return the same as plain data: for each finding its words, its places and their lines."""
    shown, more = _first_of_each(findings, limit)
    return {
        "findings": [_pieces(item, placer) for item in placer.place(shown)],
        "more": dict(sorted(more.items())),
    }


def _pieces(item: Placed, placer: Placer) -> dict[str, object]:
    return {
        "severity": item.finding.severity.value,
        "code": item.finding.code,
        "message": visible(item.finding.message),
        "places": [
            {"place": _place(span), "lines": click.unstyle("\n".join(lines[1:]))}
            for span, lines in _excerpts(item, placer)
        ],
        "hint": visible(item.finding.hint),
    }


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


def _paragraph(item: Placed, placer: Placer) -> str:
    finding = item.finding
    title = f"{finding.severity}[{finding.code}]"
    lines = [headline(finding.severity, title, finding.message)]
    for _, excerpt in _excerpts(item, placer):
        lines += excerpt
    if finding.hint:
        lines.append(remark("help", finding.hint, _width(item)))
    return "\n".join(lines)


def _excerpts(item: Placed, placer: Placer) -> Iterator[tuple[Span, list[str]]]:
    """Yield each place of a finding with its lines."""
    colour = COLOURS[item.finding.severity]
    for i, span in enumerate(_spans(item)):
        mark, ink = ("-", "blue") if i else ("^", colour)
        yield span, _excerpt(span, placer, _width(item), mark, ink, i == 0)


def _spans(item: Placed) -> list[Span]:
    return [span for span in (item.span, *item.related) if span.path]


def _width(item: Placed) -> int:
    """Return how wide the widest line number is."""
    return max([len(str(span.line)) for span in _spans(item) if span.line], default=1)


def _excerpt(
    span: Span, placer: Placer, width: int, mark: str, colour: str, first: bool
) -> list[str]:
    """Return the place and the line of a span, with marks below what is meant."""
    arrow = click.style("-->" if first else ":::", fg="blue", bold=True)
    lines = [f"{' ' * (width + 1)}{arrow} {_place(span)}"]
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


def _place(span: Span) -> str:
    numbers = (str(number) for number in (span.line, span.column) if number)
    return visible(":".join((span.path, *numbers)))


def _window(line: str, span: Span) -> tuple[str, int, int]:
    """Return a line as it is shown, and where in it and how wide the marks are, in cells."""
    pieces: list[str] = []
    ends = [0]
    for letter in line.rstrip(" \t"):
        piece = " " * (_TAB - ends[-1] % _TAB) if letter == "\t" else visible_letter(letter)
        pieces.append(piece)
        ends.append(ends[-1] + sum(cells(shown) for shown in piece))
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
