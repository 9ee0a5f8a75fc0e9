"""What a command found, told in the form that was asked for.

Findings and works in, exit codes out.
"""

from collections.abc import Callable
from pathlib import Path

from briefgen import console
from briefgen.finding import BriefgenError, Finding, Span, Waived


def telling(root: Path, form: str, work: Callable[[], int]) -> int:
    """Return the exit code of a work; what ends it is told in the form that was asked for."""
    try:
        return work()
    except BriefgenError as problem:
        show(problem.findings, root, form=form, waived=problem.waived)
        if problem.waived:
            console.verdict(problem.findings, waived=problem.waived, place=place_in(root))
        return problem.exit_code


def place_in(root: Path) -> Callable[[Span], Span]:
    """Return what looks up the line of a span in a project."""

    def place(span: Span) -> Span:
        from briefgen.reading.locate import locate

        return locate(root, span)

    return place


def show(
    findings: tuple[Finding, ...],
    root: Path,
    *,
    form: str = "text",
    limit: int | None = None,
    waived: tuple[Waived, ...] = (),
) -> None:
    if not findings and form == "text":
        return
    from briefgen.project import explanations
    from briefgen.reading.locate import locate

    texts = explanations() if form == "sarif" else None
    console.show(
        findings,
        form,
        root=root,
        locate=locate,
        limit=limit,
        explanations=texts,
        waived=waived,
    )
