"""What will be published, for the policies that look at where links lead."""

from collections.abc import Set
from dataclasses import dataclass

from briefgen.references import References


@dataclass(frozen=True, slots=True)
class Planned:
    """The site as it will be."""

    paths: Set[str]
    """Of the files that will be written, in the site."""
    references: References
    """Where a link of a text leads."""
