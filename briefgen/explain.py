"""Explaining: what one output file is made of, and why it was or would be rendered again.

Options and a path in, an explanation out. Nothing is rendered or written.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen import urls
from briefgen.engine.plan import Copy, PlannedFile, Template, key_parts
from briefgen.engine.record import Record
from briefgen.engine.update import Present, present_in, why_stale
from briefgen.engine.work import workers
from briefgen.finding import ConfigurationError, Finding, Span
from briefgen.fingerprint import Value
from briefgen.locked import with_record
from briefgen.memory import Memory
from briefgen.options import Options
from briefgen.project import Prepared, prepare

# A field's value is shown as it is when it fits beside its name on one line.
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Explanation:
    """What one output file is made of."""

    path: str
    """In the site."""
    how: str
    """The template, the function or the files that it is made by."""
    origin: Span
    """What asked for it."""
    key: tuple[tuple[str, str], ...]
    """The parts of its key: view, template, site, program."""
    view: tuple[tuple[str, str], ...]
    """The fields of its view, each with its value or, when that is long, its fingerprint."""
    why: str
    """Why it would be rendered now; empty when it is up to date."""


def explain(options: Options, path: str) -> Explanation:
    """Return what an output file is made of. ConfigurationError when no such file is planned.

    `path` is a path in the site, with or without the output folder's name and `index.html`. What
    lies in a bundle is explained by the bundle.
    """
    prepared, present = with_record(options.root, lambda record: _known(options, record))
    file = _find(path, options, prepared)
    plan = prepared.plan
    source = prepared.scenes[plan.groups[file.path].wing].source
    made = file.path in plan.conversions or file.path in plan.bundles
    key = key_parts(plan.bundles.get(file.path) or plan.keys[file.path], converted=made)
    return Explanation(
        path=file.path,
        how=_how(file),
        origin=file.origin,
        key=tuple((name, part) for name, part in key.items() if part),
        view=tuple(_fields(file.view_from(source))),
        why=why_stale(file.path, plan, present),
    )


def _known(options: Options, record: Record) -> tuple[Prepared, Present]:
    with workers(1) as crew:
        prepared = prepare(options, record, crew, lambda _stage, _done, _total: None, Memory())
    return prepared, present_in(options.site_folder, prepared.plan, record, Memory())


def _find(path: str, options: Options, prepared: Prepared) -> PlannedFile:
    wanted = path.strip().replace("\\", "/").removeprefix(f"{options.site_folder}/")
    wanted = wanted.removeprefix(f"{options.site_folder.name}/").strip("/")
    index = urls.path_of(f"{wanted}/" if wanted else urls.HOME)
    for known in (wanted, index):
        if known in prepared.plan.keys:
            return prepared.plan.file(known)
    bundle = prepared.plan.bundle_of(f"{wanted}/")
    if bundle:
        return prepared.plan.file(bundle)
    raise ConfigurationError(
        Finding(
            code="unknown-path",
            message=f"no page or file `{wanted}` is planned",
            span=Span(path=""),
            hint="give a path as it stands in the output folder, such as `2024/10/23/`",
        )
    )


def _how(file: PlannedFile) -> str:
    if isinstance(file.how, Template):
        return f"the template {file.how.name}"
    if isinstance(file.how, Copy):
        return f"the bytes of {len(file.how.sources)} file(s)"
    return f"the function {file.how.function.__module__}.{file.how.function.__qualname__}"


def _fields(view: Value | None) -> Iterator[tuple[str, str]]:
    for name, value in view.parts().items() if view is not None else ():
        yield name, _shown(value)


def _shown(value: object) -> str:
    if isinstance(value, Value):
        return f"{type(value).__name__} {value.fingerprint[:12]}"
    if isinstance(value, tuple) and value and isinstance(value[0], Value):
        kinds = sorted({type(item).__name__ for item in value})
        return f"{len(value)} × {', '.join(kinds)}"
    text = str(value)
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"
