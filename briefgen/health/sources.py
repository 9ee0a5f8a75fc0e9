"""The story of a look at sources: ask what is not known to be well, keep what was learnt, find.

What entries name in; findings, counts and what is gone out. The clock is given, the network is in
`ask`, and the files are those of `history` and `dead`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefgen.config import Config
from briefgen.finding import Finding, Span, WorldError
from briefgen.health import history
from briefgen.health.answers import Answer, Manners
from briefgen.health.dead import dead_now, write_dead
from briefgen.health.findings import findings_of, places_of
from briefgen.health.history import Known, after
from briefgen.locked import NOT_WRITABLE
from briefgen.model import DeadSource, Entry, Library, Origin
from briefgen.reading.discover import DEAD_SOURCES
from briefgen.reading.times import zone_of

# Pages do not go away by the hour, and whoever mends one link would else wait for all the others.
_GOOD_FOR = 86_400

_NOT_KEPT = "the project cannot be written to: when sources last answered is not kept"

Progress = Callable[[str, int, int], None]
"""Stage, how many are done, how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a look at the sources found."""

    findings: tuple[Finding, ...]
    asked: int
    """Addresses that were asked now."""
    recent: int
    """Addresses that were not, for they answered within the last day."""
    healths: Mapping[str, int]
    """How many of all of them are how."""
    notes: tuple[str, ...]
    """What else there is to tell."""
    faults: tuple[Finding, ...] = ()
    """What could not be written."""
    unsure: frozenset[Origin] = frozenset()
    """Entries with a source that was neither asked now nor answered within the last day."""


def look_at_sources(
    library: Library,
    entries: Iterable[Entry],
    config: Config,
    *,
    now: datetime,
    fresh: bool,
    write: bool,
    progress: Progress,
    manners: Manners,
) -> Looked:
    """Ask the sources of all published entries, and return what is found.

    `entries` are all there are, held back or not: what is told of their sources stays. `now` is
    aware. `fresh` asks those too that answered within the last day; `write` brings
    `content/dead-sources.yaml` to what is gone. WorldError when nothing answers at all.
    What cannot be written is among the faults.
    """
    root = Path(library.root)
    folder = root / ".briefgen"
    known = history.read(folder)
    places = places_of(library.published)
    due = [one for one in places if fresh or not _is_recent(known.get(one), now)]
    # What was left last time is first now.
    due.sort(key=lambda one: known[one].asked if one in known else 0)
    day = now.astimezone(zone_of(config.timezone)).date()
    news: dict[str, Known] = {}
    heard = False
    notes: list[str] = []
    faults: list[Finding] = []

    def tell(address: str, answer: Answer) -> None:
        nonlocal heard
        heard = heard or answer.heard
        news[address] = after(known.get(address), answer, asked=int(now.timestamp()), day=day)
        progress("asking", len(news), len(due))

    def ask_all(addresses: Iterable[str]) -> None:
        # A client for the web takes its time to load, and few commands need one.
        from briefgen.health.ask import ask

        ask(addresses, tell, base_url=config.base_url, manners=manners)

    try:
        if due:
            ask_all(due)
        recent = sorted(places.keys() - set(due))
        if due and not heard and recent:
            # Dead sources alone, or no network? One that answered today tells.
            ask_all(recent[:1])
    finally:
        if heard:
            # Also what was learnt before somebody ended it.
            try:
                history.keep(folder, news)
            except OSError as problem:
                if problem.errno in NOT_WRITABLE:
                    notes.append(_NOT_KEPT)
                else:
                    faults.append(_unwritten(".briefgen/links.json", problem))
    if due and not heard:
        raise WorldError(_no_network(len(due)))
    left = len(due) - len(news.keys() & set(due))
    if left:
        notes.append(f"{left:,} not asked: their hosts ask for quiet; check again later")
    known |= news
    here = {one: known[one] for one in places if one in known}
    dead = dead_now(places_of(entries), here, library.dead)
    told: Mapping[str, DeadSource] = library.dead
    if write:
        try:
            if write_dead(root, dead):
                notes.append(f"wrote {DEAD_SOURCES}")
            told = dead
        except OSError as problem:
            faults.append(_unwritten(DEAD_SOURCES, problem))
    return Looked(
        findings=findings_of(places, here, dead, told),
        asked=len(news),
        recent=len(places) - len(due),
        healths=Counter[str](one.health for one in here.values()),
        notes=tuple(notes),
        faults=tuple(faults),
        unsure=frozenset(
            place.entry.origin for address in set(due) - news.keys() for place in places[address]
        ),
    )


def _is_recent(known: Known | None, now: datetime) -> bool:
    """Tell whether an address answered within the last day."""
    return known is not None and known.answers and 0 <= now.timestamp() - known.asked < _GOOD_FOR


def _unwritten(path: str, problem: OSError) -> Finding:
    return Finding(
        code="cannot-be-written",
        message=f"the file cannot be written: {(problem.strerror or str(problem)).lower()}",
        span=Span(path=path),
        hint="mend that, then run `briefgen check --links` again",
    )


def _no_network(count: int) -> Finding:
    return Finding(
        code="no-network",
        message=f"no address answers, of {count:,} that were asked",
        span=Span(path=""),
        hint="connect this machine to the network, or name its proxy in HTTPS_PROXY",
    )
