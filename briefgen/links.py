"""The story of a check that asks sources on the web: read, check, ask, find.

Options in; all findings, and what was asked, out. Nothing is asked while there is an error, and
the record is free for builds while servers take their time.
"""

from datetime import UTC, datetime

from briefgen.checks import apply, let_stand, strict
from briefgen.finding import Judged, WorldError
from briefgen.health.answers import Manners
from briefgen.health.findings import EXPLANATIONS, SEVERITY
from briefgen.health.sources import Looked, Progress, look_at_sources
from briefgen.locked import with_record
from briefgen.options import Options
from briefgen.project import checked

_POLITE = Manners()


def check_links(
    options: Options,
    *,
    fresh: bool,
    write: bool,
    progress: Progress,
    manners: Manners = _POLITE,
) -> tuple[Judged, Looked | None]:
    """Return what is found in a project and waived, what its sources on the web tell included.

    Beside them is what was asked, None when there are errors. See `look_at_sources` on `fresh`,
    `write` and the WorldError, which here carries the other findings
    too. What could not be written is among the findings.
    """
    prepared = with_record(options.root, lambda record: checked(options, record))
    if not prepared.ok:
        return Judged(prepared.findings, prepared.waived), None
    try:
        looked = look_at_sources(
            prepared.loaded.library,
            prepared.loaded.entries,
            prepared.config,
            now=datetime.now(UTC),
            fresh=fresh,
            write=write,
            progress=progress,
            manners=manners,
        )
    except WorldError as problem:
        both = (*problem.findings, *prepared.findings)
        raise WorldError(*both, waived=prepared.waived) from problem
    found = let_stand(
        apply(looked.findings, prepared.config),
        prepared.loaded.library,
        prepared.config,
        dict.fromkeys(EXPLANATIONS, SEVERITY),
        looked.unsure,
    )
    told = strict(found.findings) if options.strict else found.findings
    waived = (*prepared.waived, *found.waived)
    return Judged((*prepared.findings, *told, *looked.faults), waived), looked
