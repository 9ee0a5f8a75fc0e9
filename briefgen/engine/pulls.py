"""What the templates of a theme pull in of each other, and what is wrong with that.

Paths of templates in; names by template, and findings, out.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from briefgen.engine.places import place_of
from briefgen.engine.templates import Analysis, analyse
from briefgen.finding import Finding, Span

Trees = Mapping[str, frozenset[str]]


def pulled(files: Mapping[str, str], project: Path) -> tuple[Trees, list[Finding]]:
    """Return each template with the names of those it pulls in itself, and all faults.

    `files` are absolute paths by the names of templates.
    """
    faults: list[Finding] = []
    found: dict[str, Analysis] = {}
    for name, path in files.items():
        place = place_of(path, project)
        try:
            found[name] = analyse(Path(path).read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            faults.append(_unreadable(Span(path=place), "it is not UTF-8 text"))
            continue
        faults += _faults(place, found[name], files)
    if not faults:
        faults += _circles(found, {name: place_of(path, project) for name, path in files.items()})
    return {
        name: frozenset(pull.name for pull in analysis.pulls) for name, analysis in found.items()
    }, faults


def closure(name: str, trees: Trees) -> set[str]:
    """Return the names of all templates that one needs, itself among them."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        template = waiting.pop()
        if template not in found:
            found.add(template)
            waiting.extend(trees[template])
    return found


def _faults(place: str, found: Analysis, files: Mapping[str, str]) -> Iterator[Finding]:
    if found.error:
        yield _unreadable(Span(path=place, line=found.line), found.error)
    for pull in found.pulls:
        if not pull.name:
            yield Finding(
                code="computed-template-name",
                message="a template pulls in another by a computed name",
                span=Span(path=place, line=pull.line),
                hint="write the name as text, so that what a page depends on can be known",
            )
        elif pull.name not in files:
            yield Finding(
                code="invalid-template",
                message=f"the template pulls in `{pull.name}`, which the theme does not have",
                span=Span(path=place, line=pull.line),
            )


def _unreadable(span: Span, why: str) -> Finding:
    return Finding(
        code="invalid-template", message=f"the template cannot be read: {why}", span=span
    )


def _circles(found: Mapping[str, Analysis], places: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a fault for each circle of templates, told of one that can be mended."""
    trees = {
        name: frozenset(pull.name for pull in analysis.pulls if not pull.again)
        for name, analysis in found.items()
    }
    told: set[str] = set()
    for name in sorted(trees, key=lambda one: (places[one].startswith("built-in "), one)):
        for pull in found[name].pulls:
            around = set() if pull.again or name in told else closure(pull.name, trees)
            if name not in around:
                continue
            told |= {one for one in around if name in closure(one, trees)}
            through = "" if pull.name == name else f" through `{pull.name}`"
            yield Finding(
                code="invalid-template",
                message=f"the template `{name}` pulls in itself{through}",
                span=Span(path=places[name], line=pull.line),
                hint="to change a template of the theme below, copy it with "
                f"`briefgen theme eject {name}`, or fill blocks of `base.html`",
            )
