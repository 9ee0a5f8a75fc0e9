"""What is found of sources that were asked, each at its place in an entry.

Entries and what is known of their addresses in, findings out, by file and key.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from briefgen import web
from briefgen.finding import Finding, Severity, Span
from briefgen.health.history import Known
from briefgen.model import DeadSource, Entry, Source
from briefgen.reading.text import quoted

SEVERITY = Severity.WARNING
"""Of all that is found here: others' servers change without the author's doing."""

EXPLANATIONS: Mapping[str, str] = {
    "dead-source": (
        "A source is gone: its address answers with 404 or 410, or its host does not exist any "
        "more.\n\n"
        "Give the source an `archive:` address, such as that of a copy in the Wayback Machine. "
        "`briefgen check --links --write-dead` then tells readers that the original is gone, and "
        "leads them to the copy; after that the source is not reported any more."
    ),
    "moved-source": (
        "A source has moved for good: its address leads to another by permanent redirects.\n\n"
        "Redirects are switched off some day. Look whether it is the same page, and not only a "
        "front page, then write the new address. Redirects for the time being are not reported."
    ),
    "blocked-source": (
        "The host of a source lets no program in, or not so often: 401, 403, 429 and their like."
        "\n\n"
        "Readers may well see the page. Open it in a browser; where it is there, ignore the code "
        "for its file under `checks.paths`."
    ),
    "unreachable-source": (
        "A source could not be reached: no answer in time, a connection refused or cut off, a "
        "certificate that does not hold, an error of its server, or redirects in a circle.\n\n"
        "Most often this passes. The message says since when it has been so."
    ),
}


OTHERS: Mapping[str, str] = {
    "no-network": (
        "Not one of the addresses that were asked answers.\n\n"
        "Whether sources are gone cannot be told without a network; nothing was kept. Where the "
        "web is reached through a proxy, HTTPS_PROXY names it."
    ),
    "unusable-proxy": (
        "The environment names a proxy, or certificates, that cannot be used.\n\n"
        "`check --links` goes by HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY and SSL_CERT_FILE."
    ),
}
"""What keeps a look at the sources from being one."""


class Place(NamedTuple):
    """Where an entry names an address."""

    entry: Entry
    number: int
    """Of the source, from 0."""
    key: str
    """`url` or `archive`."""

    @property
    def source(self) -> Source:
        """The source that it is an address of."""
        return self.entry.sources[self.number]

    @property
    def span(self) -> Span:
        """The key of the address."""
        item = self.entry.origin.item
        key = f"sources[{self.number}].{self.key}"
        return Span(path=self.entry.origin.path, key=f"{item}.{key}" if item else key)


def places_of(entries: Iterable[Entry]) -> dict[str, list[Place]]:
    """Return where each web address of a source is named, by the address as it is asked."""
    found: dict[str, list[Place]] = {}
    for entry in entries:
        for number, source in enumerate(entry.sources):
            for key, written in (("url", source.url), ("archive", source.archive)):
                if web.is_web(written):
                    place = Place(entry, number, key)
                    found.setdefault(web.asked(written), []).append(place)
    return found


def findings_of(
    places: Mapping[str, Iterable[Place]],
    known: Mapping[str, Known],
    dead: Mapping[str, DeadSource],
    told: Iterable[str],
) -> tuple[Finding, ...]:
    """Return what is found, by file and key.

    `dead` is which addresses are gone and since when, `told` those that readers are told of: what
    is gone, told and has a copy is not found any more.
    """
    told = frozenset(told)
    found = [
        finding
        for address, some in places.items()
        if address in known
        for place in some
        for finding in _found(place, address, known[address], dead, told)
    ]
    return tuple(sorted(found, key=lambda finding: (finding.span.path, finding.span.key)))


def _found(
    place: Place,
    address: str,
    known: Known,
    dead: Mapping[str, DeadSource],
    told: frozenset[str],
) -> Iterator[Finding]:
    words = quoted(address)
    if known.health == "dead":
        gone = dead[address]
        copy = web.asked(place.source.archive)
        has_copy = place.key == "url" and web.is_web(copy) and copy not in dead
        if has_copy and address in told:
            return
        message = f"{words} is gone: {known.why}, since {gone.since}"
        if gone.answered:
            message += f"; it last answered on {gone.answered}"
        yield _finding("dead-source", message, place, _how_to_mend(place, has_copy=has_copy))
    elif known.health == "moved":
        new = known.moved_to + _fragment(place)
        message = f"{words} has moved to {quoted(known.moved_to)}"
        hint = f"see that it is the same page, then write `{new}`"
        yield _finding("moved-source", message, place, hint)
    elif known.health == "blocked":
        message = f"{words} lets no program in: {_since(known)}"
        hint = "open it in a browser to see whether it is there"
        yield _finding("blocked-source", message, place, hint)
    elif known.health == "unreachable":
        message = f"{words} cannot be reached: {_since(known)}"
        hint = "look again in a few days, or add `archive:` with a copy"
        yield _finding("unreachable-source", message, place, hint)


def _since(known: Known) -> str:
    last = f"; it last answered on {known.good}" if known.good else ""
    return f"{known.why}, since {known.since}{last}"


def _how_to_mend(place: Place, *, has_copy: bool) -> str:
    if has_copy:
        return "run `briefgen check --links --write-dead`, so that readers are led to the copy"
    if place.key == "archive" or place.source.archive:
        return "give `archive:` the address of another copy"
    return "add `archive:` with the address of a copy, or name another source"


def _fragment(place: Place) -> str:
    written = place.source.url if place.key == "url" else place.source.archive
    return written[len(web.without_fragment(written)) :]


def _finding(code: str, message: str, place: Place, hint: str) -> Finding:
    return Finding(code=code, severity=SEVERITY, message=message, span=place.span, hint=hint)
