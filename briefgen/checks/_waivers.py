"""Waivers: findings that a text allows, each with its reason, in its own front matter.

Settled findings and a library in; what is reported and what is waived out, the faults of waivers
among the former. A waiver covers what lies in its own text: of a day file, in its own item.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefgen.checks._nearby import did_you_mean
from briefgen.checks._places import quoted, span
from briefgen.checks._settings import BINDING, UNKNOWN_CODE, Levels, settle
from briefgen.config import Config
from briefgen.finding import Finding, Judged, Severity, Span, Waived
from briefgen.model import EditionNote, Entry, Library, Origin, Page, Waiver

UNWAIVABLE = BINDING | {
    "credentials-in-address",
    "invalid-source-url",
    "private-metadata",
    "restricted-entry",
}
"""What no author decides alone."""

EXPLANATIONS = {
    "waiver-without-reason": (
        "A waiver says why the finding may stand.\n\n"
        "`allow:` in the front matter holds the codes of findings, each with its reason: "
        "`allow: {missing-source: the minister said it to us}`. Who reads the entry later has to "
        "know why it may be as it is. Without a reason nothing is waived."
    ),
    "unwaivable-code": (
        "A waiver, or a setting, names something that cannot be set aside.\n\n"
        "What cannot be read stays an error, and what readers have to know about machine-made "
        "images and texts is not for one entry to leave out, nor for the configuration: there such "
        "an error stays one. What a source has not cleared for the public, a link that is none, "
        "and a password in an address are not for an entry to waive either. Warnings that lie in "
        "no text, such as those on the configuration, are set under `checks` there. A setting "
        "there changes nothing of what stays an error whatever is set: of most of what cannot be "
        "read, planned or written, and of what binds."
    ),
    "unused-waiver": (
        "A waiver waives something.\n\n"
        "What it was for has been mended, or never was found. It would one day hide another fault "
        "of the same kind: remove it. A waiver of what the configuration does not report for the "
        "file is let pass, and so is one in an entry that is held back. One of what the web tells, "
        "such as `dead-source`, is looked at by `check --links` alone, once all sources of its "
        "entry were asked."
    ),
}


def waive(
    findings: Iterable[Finding],
    library: Library,
    config: Config,
    waivable: Mapping[str, Severity],
    known: Collection[str],
    later: Collection[str] = (),
) -> Judged:
    """Return what is reported and what is waived.

    `waivable` are the codes that can be, with their severities; `known` all codes. `later` are
    codes that can be waived too, and that others look for when they are asked to.
    """
    written = tuple(_written(library))
    if not written:
        return Judged(tuple(findings))
    judged, used = _parted(findings, written, {*waivable, *later})
    faults = _faults(
        (one for one in written if one.waiver.code not in later or not one.waiver.reason),
        used,
        Levels(config),
        {**waivable, **dict.fromkeys(later, Severity.WARNING)},
        known,
    )
    settled = settle(faults, config, ())
    return Judged((*judged.findings, *settled), judged.waived)


def let_stand(
    findings: Iterable[Finding],
    library: Library,
    config: Config,
    codes: Mapping[str, Severity],
    unsure: Collection[Origin] = (),
) -> Judged:
    """Return what is reported of the findings of others, and what is waived of them.

    `codes` are theirs. A waiver of one that was of no use is a fault, but for the texts of which
    not everything is known: `unsure`.
    """
    written = [one for one in _written(library) if one.waiver.code in codes and one.waiver.reason]
    judged, used = _parted(findings, written, codes)
    sure = (one for one in written if one.origin not in unsure)
    faults = settle(_faults(sure, used, Levels(config), codes, codes), config, ())
    return Judged((*judged.findings, *faults), judged.waived)


def _parted(
    findings: Iterable[Finding], written: Iterable["_Written"], waivable: Collection[str]
) -> tuple[Judged, set["_Written"]]:
    """Return what is reported, what is waived, and which waivers were of use."""
    by_path: dict[str, list[_Written]] = defaultdict(list)
    for one in written:
        code = one.waiver.code
        if one.waiver.reason and code in waivable and code not in UNWAIVABLE:
            by_path[one.origin.path].append(one)
    kept: list[Finding] = []
    waived: list[Waived] = []
    used: set[_Written] = set()
    for finding in findings:
        here = by_path.get(finding.span.path, ())
        allowed = next((one for one in here if one.covers(finding)), None)
        if allowed is None:
            kept.append(finding)
        else:
            used.add(allowed)
            waived.append(Waived(finding=finding, reason=allowed.waiver.reason, span=allowed.span))
    waived.sort(key=lambda one: (one.finding.span.path, one.span.key))
    return Judged(tuple(kept), tuple(waived)), used


@dataclass(frozen=True, slots=True)
class _Written:
    """A waiver where it stands."""

    waiver: Waiver
    origin: Origin
    published: bool

    @property
    def span(self) -> Span:
        """Its place."""
        return span(self.origin, f"allow.{self.waiver.code}")

    def covers(self, finding: Finding) -> bool:
        """Tell whether it waives a finding in its file."""
        if finding.code != self.waiver.code:
            return False
        item, place = self.origin.item, finding.span
        if not item:
            return True
        if place.key:
            return place.key == item or place.key.startswith(f"{item}.")
        return self.waiver.first <= place.line <= self.waiver.last


def _written(library: Library) -> Iterator[_Written]:
    published: Iterable[Entry | Page | EditionNote]
    for published in (library.published, library.pages, library.notes):
        for text in published:
            for waiver in text.allow:
                # Of a draft that is shown less is found than of what is published.
                yield _Written(waiver, text.origin, not getattr(text, "draft", False))
    for kept in library.held:
        for waiver in kept.thing.allow:
            yield _Written(waiver, kept.thing.origin, False)


def _faults(
    written: Iterable[_Written],
    used: Collection[_Written],
    levels: Levels,
    waivable: Mapping[str, Severity],
    known: Collection[str],
) -> Iterator[Finding]:
    """Yield what is wrong with waivers, one fault of each at most."""
    for one in written:
        code, path = one.waiver.code, one.origin.path
        if code not in known and code not in UNWAIVABLE:
            yield Finding(
                code=UNKNOWN_CODE,
                message=f"no check has the code {quoted(code)}",
                span=one.span,
                hint=did_you_mean(
                    code, sorted(known), "take a code of docs/findings.md, or remove it"
                ),
            )
        elif code not in waivable or code in UNWAIVABLE:
            yield Finding(
                code="unwaivable-code",
                message=f"{quoted(code)} cannot be waived",
                span=one.span,
                hint="mend what it finds, and remove the waiver",
            )
        elif not one.waiver.reason:
            yield Finding(
                code="waiver-without-reason",
                message=f"the waiver of {quoted(code)} gives no reason",
                span=one.span,
                hint="write behind the code why the finding may stand",
            )
        elif one.published and one not in used and levels.of(code, path, waivable[code]) != "off":
            yield Finding(
                code="unused-waiver",
                message=f"nothing is found here that the waiver of {quoted(code)} would waive",
                span=one.span,
                hint="remove the waiver",
                severity=Severity.WARNING,
            )
