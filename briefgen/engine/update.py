"""Bring an output folder to a plan: find what is stale, render it, write what changed.

A plan and an output folder in, what was done out. Knows what was built before from the record and
from the folder itself, and trusts neither alone: a file counts as built only when its key is the
one recorded and it lies there as it was written.
"""

import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from briefgen.engine import made
from briefgen.engine.failures import RenderingFailedError
from briefgen.engine.plan import Conversion, Plan, PlannedFile, Template, key_parts
from briefgen.engine.record import Record, Written, stat_signature
from briefgen.engine.render import (
    Job,
    Rendered,
    Renderer,
    Setup,
    keep_bundles,
    render_batch,
    render_seal,
)
from briefgen.engine.scene import Scene
from briefgen.engine.work import PAYS_FROM, InProcess, Workers, batches
from briefgen.engine.write import (
    MANIFEST,
    Changes,
    Manifest,
    content_of,
    read_manifest,
    signatures_of,
    uninterrupted,
    write,
)
from briefgen.fingerprint import of
from briefgen.memory import Memory

Progress = Callable[[str, int, int], None]
"""Stage, how many are done, how many there are."""


@dataclass(frozen=True, slots=True)
class Present:
    """What an output folder holds and what is known of it."""

    output: Path
    manifest: Manifest
    """What the folder says of itself; empty for a new one."""
    manifest_signature: str
    """Of the stat of the file that says so."""
    known: Mapping[str, Written]
    """What the record says was written there, by path."""
    signatures: Mapping[str, str]
    """Of the planned files that lie there, by path."""
    keys: Mapping[str, str] | None = None
    """The key of each file, by path, where all is as it was written for these keys: what the last
    build of this process left. None when that is not sure."""

    def content(self, path: str) -> str:
        """Return the fingerprint of the bytes that lie at a path; empty when there are none."""
        if path not in self.signatures:
            return ""
        known = self.known.get(path)
        if known is not None and known.signature == self.signatures[path]:
            return known.content
        return content_of(self.output, path)


@dataclass(frozen=True, slots=True)
class Update:
    """What was done."""

    rendered: frozenset[str]
    """Paths in the site, as all below."""
    written: frozenset[str]
    removed: frozenset[str]
    left: tuple[str, ...] = ()
    """Old files that stay because somebody changed them."""
    planned: int = 0
    """How many files the site has now."""
    waiting: Callable[[], None] | None = None
    """Makes the bundles that were not waited for, in whichever process calls it; None when there
    are none. The next build puts them in place."""


NOTHING_DONE = Update(frozenset(), frozenset(), frozenset())


def present_in(
    output: Path, plan: Plan, record: Record, memory: Memory, *, trusted: bool = False
) -> Present:
    """Return what an output folder holds of a plan.

    A `trusted` folder is not looked through: it holds what the last build of this process left
    there, as long as its manifest is the same.
    """
    kept = _kept(output, memory)
    if trusted and kept and kept[-1].manifest_signature == _manifest_signature(output):
        return kept[-1]
    known = record.files(str(output.resolve()))
    plan = plan.with_bundled(_bundled(plan, known))
    manifest_signature = _manifest_signature(output)
    manifest = read_manifest(output)
    if manifest is None:
        seal = content_of(output, MANIFEST)
        # Damaged, so that the record has to tell what is ours; or none at all, and nothing is.
        files = {path: file.content for path, file in known.items()} if seal else {}
        manifest = Manifest(files, whole=not seal, seal=seal)
    return Present(
        output=output,
        manifest=manifest,
        manifest_signature=manifest_signature,
        known=known,
        signatures=signatures_of(
            output, plan.keys, {path: file.signature for path, file in known.items()}
        ),
    )


def _bundled(plan: Plan, known: Mapping[str, Written]) -> dict[str, str]:
    """Return the files that bundles had when they were last written, by path, with their keys."""
    if not plan.bundles:
        return {}
    # Planned files are no bundle's: most need no second look.
    others = known.keys() - plan.keys.keys()
    return {path: known[path].key for path in sorted(others) if plan.bundle_of(path)}


def stale_bundles(plan: Plan, present: Present, bundled: Mapping[str, str]) -> tuple[str, ...]:
    """Return the folders of the bundles that have to be made; `bundled` are the files they had."""
    whole: dict[str, bool] = {}
    for path, key in bundled.items():
        folder = plan.bundle_of(path)
        good = key == plan.bundles[folder] and _as_written(path, present)
        whole[folder] = whole.get(folder, True) and good
    return tuple(folder for folder in plan.bundles if not whole.get(folder))


def _as_written(path: str, present: Present) -> bool:
    known = present.known[path]
    seen = present.signatures.get(path)
    return seen == known.signature or (seen is not None and present.content(path) == known.content)


def _kept(output: Path, memory: Memory) -> list[Present]:
    """Return where memory holds what the last build left in a folder."""
    return memory.recall(("output",), str(output), list)


def _manifest_signature(output: Path) -> str:
    try:
        return stat_signature(os.lstat(output / MANIFEST))
    except OSError:
        return ""


def stale(plan: Plan, present: Present) -> tuple[str, ...]:
    """Return the paths of the planned files that have to be rendered."""
    if present.keys is not None:
        was = present.keys.get
        return tuple([path for path, key in plan.keys.items() if was(path) != key])
    known, signatures = present.known, present.signatures
    # Most are the very files that were written for this key: they need no second look.
    doubtful = [
        path
        for path, key in plan.keys.items()
        if (row := known.get(path)) is None
        or row.key != key
        or signatures.get(path) != row.signature
    ]
    return tuple(path for path in doubtful if why_stale(path, plan, present))


def why_stale(path: str, plan: Plan, present: Present) -> str:
    """Return why a planned file has to be rendered, or an empty text when it has not."""
    if path in plan.bundles:
        return _why_bundle(path, plan, present)
    known = present.known.get(path)
    if known is None:
        return "it is new"
    if known.key != plan.keys[path]:
        return _changed(known.key, plan.keys[path], converted=path in plan.conversions)
    if path not in present.signatures:
        return "it is missing from the output folder"
    if present.content(path) != known.content:
        return "somebody changed it in the output folder"
    return ""


def _why_bundle(folder: str, plan: Plan, present: Present) -> str:
    files = [path for path in _bundled(plan, present.known) if plan.bundle_of(path) == folder]
    if not files:
        return "it is new"
    before = {present.known[path].key for path in files} - {plan.bundles[folder]}
    if before:
        return _changed(min(before), plan.bundles[folder], converted=True)
    whole = all(_as_written(path, present) for path in files)
    return "" if whole else "a file of it is missing from the output folder, or somebody changed it"


def _changed(before: str, after: str, *, converted: bool) -> str:
    was, now = key_parts(before, converted=converted), key_parts(after, converted=converted)
    changed = [name for name in now if was.get(name) != now[name]]
    return f"its {' and '.join(changed)} changed" if changed else "its kind changed"


Scenes = Mapping[str, Scene]
"""By the name of the part of the site."""


def try_templates(plan: Plan, scenes: Scenes, record: Record) -> None:
    """Render one page of each template and keep none. RenderingFailedError as rendering raises it.

    One page does not prove a template, but a field that no view has is found at once.
    """
    for wing, paths in _by_wing(plan.templates.values(), plan):
        scene = scenes[wing]
        with Renderer(_setup(record, scene, staging=Path())) as renderer:
            for path in paths:
                renderer.render(_job(plan.file(path), scene.source, present="", key=""))


@dataclass(frozen=True, slots=True)
class Tried:
    """A page that was rendered to be looked at."""

    path: str
    template: str
    made: bytes | RenderingFailedError
    """The page, or why there is none."""


def tried(
    plan: Plan, scenes: Scenes, record: Record, *, leave_out: Collection[str]
) -> Iterator[Tried]:
    """Render every page that a template makes, and keep none; in the order of their paths.

    `leave_out` are names of templates whose pages are left out, and may grow meanwhile.
    """
    for wing, paths in _by_wing(sorted(plan.keys), plan):
        scene = scenes[wing]
        with Renderer(_setup(record, scene, staging=Path())) as renderer:
            for path in paths:
                file = plan.file(path)
                if not isinstance(file.how, Template) or file.how.name in leave_out:
                    continue
                made: bytes | RenderingFailedError
                try:
                    made = renderer.render(_job(file, scene.source, present="", key=""))
                except RenderingFailedError as problem:
                    made = problem
                yield Tried(path, file.how.name, made)


def update(
    plan: Plan,
    scenes: Scenes,
    present: Present,
    record: Record,
    *,
    staging: Path,
    crew: Workers,
    progress: Progress,
    memory: Memory,
    wait: bool = True,
) -> Update:
    """Render what is stale, then write what changed and remove what is no longer planned.

    All is rendered before the first write. Without
    `wait`, bundles that would have to be made stay as they are: see `Update.waiting`.
    RenderingFailedError when a file cannot be made, WorldError and ConfigurationError
    as `write` and the workers raise them; nothing is written then.
    """
    setups = {wing: _setup(record, scene, staging=staging) for wing, scene in scenes.items()}
    # What is made of files, and kept, is the same in all of them.
    setup = next(iter(setups.values()))
    waiting = stale(plan, present)
    slow, quick = _by_work(tuple(path for path in waiting if path not in plan.seals), plan)
    bundled = _bundled(plan, present.known)
    bundles = stale_bundles(plan, present, bundled)
    later = [] if wait else [one for one in bundles if not _is_made(one, plan, setup)]
    bundles = tuple(one for one in bundles if one not in later)
    work = len(quick) + len(slow) * _AS_MANY + len(bundles) * PAYS_FROM // 2
    crew = crew if work >= PAYS_FROM else InProcess()
    rendered: list[Rendered] = []
    for wing, paths in _by_wing((*bundles, *slow, *quick), plan):
        coming = _jobs(paths, plan, scenes[wing].source, present, crew.count)
        for done in crew(partial(render_batch, setups[wing]), coming):
            rendered += done
            progress("rendering", len(rendered), len(waiting))
    stay = {
        # What waits stays as far as it is there, and is of no key: so it is made next time.
        path: "" if plan.bundle_of(path) in later else key
        for path, key in bundled.items()
        if plan.bundle_of(path) not in bundles and path in present.signatures
    }
    plan = plan.with_bundled(
        {**stay, **{file.path: plan.bundles[file.bundle] for file in rendered if file.bundle}}
    )
    known = present.known
    contents = {path: known[path].content for path in known.keys() & plan.keys.keys()}
    contents |= {file.path: file.content for file in rendered}
    for file in _sealed(plan, scenes, present, setup, contents):
        if file.signature or file.path in waiting:
            rendered.append(file)
            contents[file.path] = file.content
    contents = dict(sorted(contents.items()))
    changes = write(present.output, rendered, staging, contents=contents, before=present.manifest)
    after = _remember(plan, present, record, contents, changes, rendered, stay)
    if slow or bundles:
        keys = [*(plan.keys[path] for path in plan.conversions), *plan.bundles.values()]
        made.forget(setup.kept, keys)
    _kept(present.output, memory)[:] = [after]
    return Update(
        rendered=frozenset(file.path for file in rendered),
        written=frozenset(changes.written),
        removed=frozenset(changes.removed),
        left=changes.left,
        planned=len(plan.keys),
        waiting=_later(later, plan, scenes, present, setup),
    )


def _by_wing(paths: Iterable[str], plan: Plan) -> Iterator[tuple[str, list[str]]]:
    """Yield the paths of each part of the site, in their order."""
    found: dict[str, list[str]] = {}
    for path in paths:
        found.setdefault(plan.groups[path].wing, []).append(path)
    yield from found.items()


def _jobs(
    paths: list[str], plan: Plan, source: object, present: Present, count: int
) -> Iterator[tuple[Job, ...]]:
    """Yield batches of what has to be made for one part of the site: what takes longest first.

    One batch at a time: a view takes room, and no two batches need theirs at once.
    """
    bundles = [path for path in paths if path in plan.bundles]
    slow, quick = _by_work(tuple(path for path in paths if path not in plan.bundles), plan)
    for folder in bundles:
        yield (_bundle_job(folder, plan, source, present),)
    for batch in (*_slow_batches(slow), *batches(quick, count)):
        yield tuple(
            _job(plan.file(path), source, present.content(path), plan.keys[path]) for path in batch
        )


def _sealed(
    plan: Plan, scenes: Scenes, present: Present, setup: Setup, contents: Mapping[str, str]
) -> Iterator[Rendered]:
    """Yield what says which site this is, now that all else is known; little work."""
    if plan.seals:
        others = of(sorted(item for item in contents.items() if item[0] not in plan.seals))
        for path in sorted(plan.seals):
            source = scenes[plan.groups[path].wing].source
            job = _job(plan.file(path), source, present.content(path), plan.keys[path])
            yield render_seal(setup, job, others)


def _is_made(folder: str, plan: Plan, setup: Setup) -> bool:
    return made.is_kept(setup.kept, plan.bundles[folder])


def _bundle_job(folder: str, plan: Plan, source: object, present: Present) -> Job:
    file = plan.file(folder)
    lying = {
        path: present.content(path)
        for path in present.known
        if path.startswith(f"{folder}/") and path in present.signatures
    }
    return Job(folder, file.how, file.view_from(source), file.base, lying, plan.bundles[folder])


def _later(
    folders: Sequence[str], plan: Plan, scenes: Scenes, present: Present, setup: Setup
) -> Callable[[], None] | None:
    if not folders:
        return None
    jobs = [
        _bundle_job(folder, plan, scenes[plan.groups[folder].wing].source, present)
        for folder in folders
    ]
    return partial(keep_bundles, setup, jobs)


# A picture in one more size takes about as long as so many pages.
_AS_MANY = 20
# Pictures of one file are made in one go, and a batch holds no more than a few files.
_SLOW_BATCH = 12


def _by_work(waiting: tuple[str, ...], plan: Plan) -> tuple[list[str], list[str]]:
    """Return what takes long to make, and the rest."""
    slow = plan.conversions.intersection(waiting)
    if not slow:
        return [], list(waiting)
    return [path for path in waiting if path in slow], [
        path for path in waiting if path not in slow
    ]


def _slow_batches(slow: list[str]) -> list[tuple[str, ...]]:
    return [tuple(slow[n : n + _SLOW_BATCH]) for n in range(0, len(slow), _SLOW_BATCH)]


def _job(file: PlannedFile, source: object, present: str, key: str) -> Job:
    slow = isinstance(file.how, Conversion)
    return Job(file.path, file.how, file.view_from(source), file.base, present, key if slow else "")


@contextmanager
def staging_folder(folder: Path) -> Iterator[Path]:
    """Give a folder for rendered files; it is gone afterwards, and so are those left by a crash."""
    for left in folder.glob("stage-*"):
        shutil.rmtree(left, ignore_errors=True)
    made = folder / f"stage-{os.getpid()}"
    made.mkdir(parents=True)
    try:
        yield made
    finally:
        with uninterrupted():
            shutil.rmtree(made, ignore_errors=True)


def _setup(record: Record, scene: Scene, *, staging: Path) -> Setup:
    theme, look = scene.theme, scene.look
    # The inode tells a record from another that took its place.
    texts = (str(record.path), record.path.stat().st_ino)
    return Setup(
        token=of(theme.folders, theme.templates, theme.dates, look, texts, str(staging)),
        folders=theme.folders,
        dates=theme.dates,
        language=look.language,
        site=look.site,
        base_url=look.base_url,
        up=look.up,
        texts=record.path,
        staging=str(staging),
        kept=record.path.parent / made.FOLDER,
    )


def _remember(
    plan: Plan,
    present: Present,
    record: Record,
    contents: Mapping[str, str],
    changes: Changes,
    rendered: list[Rendered],
    stay: Mapping[str, str],
) -> Present:
    """Keep what now lies in the output folder, as far as it differs from what was known.

    `stay` has the key of each file of a bundle that was not made now.
    """
    signatures = {**present.signatures, **changes.signatures}
    known = present.known
    files = {
        file.path: Written(plan.keys[file.path], file.content, signatures[file.path])
        for file in rendered
    }
    if present.keys is None:
        # Some may have been put back as they were, by somebody else.
        files |= {
            path: Written(key, contents[path], signatures[path])
            for path, key in plan.keys.items()
            if path not in known or known[path].signature != signatures[path]
        }
    # As it was written, though it may not lie so any more: the next look finds that out.
    files |= {
        path: known[path]._replace(key=key) for path, key in stay.items() if known[path].key != key
    }
    gone = known.keys() - plan.keys.keys()
    if files or gone:
        record.wrote(str(present.output.resolve()), files, gone)
    known_now = {**known, **files}
    for path in gone:
        del known_now[path]
        signatures.pop(path, None)
    return Present(
        output=present.output,
        manifest=Manifest(contents, True, changes.seal) if changes.seal else present.manifest,
        manifest_signature=_manifest_signature(present.output),
        known=known_now,
        signatures=signatures,
        keys=plan.keys,
    )
