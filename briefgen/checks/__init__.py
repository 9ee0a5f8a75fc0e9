"""Library in, findings out: what must hold before a digest is published.

One module for each policy, and this folder is the registry: a module whose name does not start
with an underscore is a policy. It opens with the law, then explains it to the user, and has `CODE`,
`SEVERITY` (the default) and `find`. Nothing here reads a file, a clock or the environment.
"""

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from briefgen.checks._settings import apply as apply
from briefgen.checks._settings import explanation as _of_settings
from briefgen.checks._settings import strict as strict
from briefgen.checks._settings import unknown_codes as unknown_codes
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library


class Policy(Protocol):
    """What each module of this folder offers."""

    CODE: str
    SEVERITY: Severity

    def find(self, library: Library, config: Config, paths: frozenset[str]) -> Iterator[Finding]:
        """Yield the findings of one policy."""


def policies() -> tuple[Policy, ...]:
    """Return the policies, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(
        cast(Policy, import_module(f"{__name__}.{name}"))
        for name in names
        if not name.startswith("_")
    )


def check(library: Library, config: Config, paths: frozenset[str]) -> tuple[Finding, ...]:
    """Return what all policies find, each with its own severity; see `apply` for the user's.

    `paths` are the files that will be written, by their path in the site.
    """
    return tuple(
        finding for policy in policies() for finding in policy.find(library, config, paths)
    )


def codes() -> dict[str, Severity]:
    """Return the code of each policy with its default severity."""
    return {policy.CODE: policy.SEVERITY for policy in policies()}


def explanations() -> dict[str, str]:
    """Return a text for the user by code: the law and its explanation, in paragraphs."""
    explained = {policy.CODE: _explanation(policy) for policy in policies()}
    return explained | _of_settings()


def _explanation(policy: Policy) -> str:
    law, _, rest = (inspect.getdoc(policy) or "").partition("\n\n")
    law = law.removeprefix("Policy: ")
    return f"{law[:1].upper()}{law[1:]}\n\n{rest.strip()}"
