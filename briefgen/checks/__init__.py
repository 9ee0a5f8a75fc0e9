"""Library in, findings out: what must hold before a digest is published.

One module for each policy, and this folder is the registry: a module whose name does not start
with an underscore is a policy. It opens with the law, then explains it to the user, and has `CODE`,
`SEVERITY` (the default) and `find`. Nothing here reads a file, a clock or the environment.
"""

import inspect
import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from itertools import islice, takewhile
from typing import Protocol, cast

from briefgen.checks import _settings, _waivers
from briefgen.checks._nearby import did_you_mean
from briefgen.checks._places import CONFIG_PATH as CONFIG_PATH
from briefgen.checks._planned import Planned as Planned
from briefgen.config import Config
from briefgen.finding import ConfigurationError, Finding, Judged, Severity, Span
from briefgen.fingerprint import composed, of
from briefgen.memory import Memory
from briefgen.model import Library
from briefgen.references import Stretch

strict = _settings.strict
unknown_codes = _settings.unknown_codes
fixed_codes = _settings.fixed_codes
let_stand = _waivers.let_stand


class Policy(Protocol):
    """What each module of this folder offers.

    A module may say `LOCAL = True`: what it finds in an entry follows from the entries of its
    stretch, the files and the configuration alone, so that it need not look again while those are
    the same. If it also has `compare(entries, earlier, config)`, the entries of the days before
    count too, as many as `checks.duplicates.days` says: they are `earlier`. What it finds in no
    entry it gives by `elsewhere(library, config)`, and all of it by `find`.
    """

    CODE: str
    SEVERITY: Severity

    def find(self, library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
        """Yield the findings of one policy."""


def policies() -> tuple[Policy, ...]:
    """Return the policies, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(
        cast(Policy, import_module(f"{__name__}.{name}"))
        for name in names
        if not name.startswith("_")
    )


def check(
    library: Library,
    config: Config,
    planned: Planned,
    stretches: Iterable[Stretch] = (),
    memory: Memory | None = None,
) -> tuple[Finding, ...]:
    """Return what all policies find, each with its own severity; see `apply` for the user's.

    `stretches` are the published entries, stretch by stretch, whose findings are worth remembering.
    """
    local = tuple(policy for policy in policies() if getattr(policy, "LOCAL", False))
    others = tuple(policy for policy in policies() if policy not in local)
    findings = _found(others, library, config, planned)
    if memory is None:
        return findings + _found(local, library, config, planned)
    around = of(
        list(library.files.values()), config.model_dump_json(), [policy.CODE for policy in local]
    )
    for policy in local:
        elsewhere = getattr(policy, "elsewhere", None)
        if elsewhere is not None:
            findings += tuple(elsewhere(library, config))
    ordered = tuple(stretches)
    for number, stretch in enumerate(ordered):
        before = _before(ordered, number, config.checks.duplicates.days)
        part = replace(library, published=stretch.entries)
        findings += memory.recall_plain(
            ("checks", stretch.name),
            composed(stretch.mark, *(one.mark for one in before), around),
            tuple[Finding, ...],
            partial(_found, local, part, config, planned, before),
        )
    return findings


def _before(stretches: Sequence[Stretch], number: int, days: int) -> tuple[Stretch, ...]:
    """Return the stretches, of newest first, that reach into the days before one of them."""
    oldest = stretches[number].entries[-1].date.day.toordinal()
    older = islice(stretches, number + 1, None)
    return tuple(takewhile(lambda one: one.entries[0].date.day.toordinal() >= oldest - days, older))


def _found(
    some: Iterable[Policy],
    library: Library,
    config: Config,
    planned: Planned,
    before: Iterable[Stretch] = (),
) -> tuple[Finding, ...]:
    """Return what some policies find in a library, or in a stretch with those before it."""
    earlier = tuple(entry for stretch in before for entry in stretch.entries)
    found: list[Finding] = []
    for policy in some:
        compare = getattr(policy, "compare", None)
        if compare is None:
            found += policy.find(library, config, planned)
        else:
            found += compare(library.published, earlier, config)
    return tuple(found)


def apply(findings: Iterable[Finding], config: Config) -> tuple[Finding, ...]:
    """Return the findings as the configuration wants them: selected, ignored, weighed.

    What reading calls an error stays one; its warnings can be set aside like those of policies.
    """
    return _settings.settle(findings, config, codes())


def waive(
    findings: Iterable[Finding],
    library: Library,
    config: Config,
    *,
    readable: Iterable[str] = (),
    later: Iterable[str] = (),
    known: Iterable[str] = (),
) -> Judged:
    """Return what is reported after `apply`, and what the texts of a library waive of it.

    `readable` are the warnings of reading that a text may waive, `later` what is looked for on the
    web when somebody asks, `known` all codes there are.
    Faults of waivers are among the findings.
    """
    waivable = codes() | dict.fromkeys(readable, Severity.WARNING)
    return _waivers.waive(findings, library, config, waivable, {*known, *explanations()}, {*later})


def codes() -> dict[str, Severity]:
    """Return the code of each policy with its default severity."""
    return {policy.CODE: policy.SEVERITY for policy in policies()}


def explanations() -> dict[str, str]:
    """Return a text for the user by code: the law and its explanation, in paragraphs."""
    explained = {policy.CODE: _explanation(policy) for policy in policies()}
    return explained | _settings.explanations() | _waivers.EXPLANATIONS


def explanation_of(code: str, others: Mapping[str, str] | None = None) -> str:
    """Return the text on one code, for a terminal. `others` has those of other rooms, by code.

    ConfigurationError when no check has the code.
    """
    known = explanations() | dict(others or {})
    if code not in known:
        raise ConfigurationError(
            Finding(
                code=_settings.UNKNOWN_CODE,
                message=f"no check has the code `{code}`",
                span=Span(path=""),
                hint=did_you_mean(code, sorted(known), "see docs/findings.md for all codes"),
            )
        )
    return f"{code}\n\n{known[code]}"


def _explanation(policy: Policy) -> str:
    law, _, rest = (inspect.getdoc(policy) or "").partition("\n\n")
    law = law.removeprefix("Policy: ")
    return f"{law[:1].upper()}{law[1:]}\n\n{rest.strip()}"
