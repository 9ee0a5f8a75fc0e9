"""What a command asks for.

Flags in, a value out, with the places that follow from them.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a command asks for."""

    config: Path = Path("briefgen.yaml")
    output: Path | None = None
    """Default: `site` beside the configuration."""
    base_url: str = ""
    """Instead of the configuration's."""
    drafts: bool = False
    future: bool = False
    expired: bool = False
    strict: bool = False
    """Warnings count as errors."""
    now: str = ""
    """Instead of the clock: any date that an entry may have."""
    jobs: int = 0
    """Worker processes; 0: one for each core, where it pays."""

    @property
    def root(self) -> Path:
        """The project's folder: that of its configuration. Absolute."""
        return self.config.absolute().parent

    @property
    def site_folder(self) -> Path:
        """The output folder. Absolute."""
        return self.output.absolute() if self.output else self.root / "site"
