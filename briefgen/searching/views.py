"""What a search index is made from, as values."""

from dataclasses import dataclass
from datetime import date

from briefgen.fingerprint import Value
from briefgen.model import AiOrigin, AiText

UNSPACED = ("ja", "th", "zh")
"""Languages that are written without spaces between words: told apart by rules of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRecord(Value):
    """One entry as it is searched."""

    url: str
    """Relative to the site's root."""
    title: str
    lang: str
    """BCP 47."""
    day: date
    summary: str
    body: str
    """Fingerprint of its HTML."""
    note: str
    sources: tuple[str, ...]
    """Names, and titles where they have some."""
    topics: tuple[str, ...]
    """As the site names them, as all below."""
    regions: tuple[str, ...]
    desks: tuple[str, ...]
    kind: str
    cited: tuple[str, ...]
    """The names of the sources, each once."""
    image: AiOrigin
    """Which part a model had in the image that is shown."""
    text: AiText
    """Which part it had in the text, as readers are told."""
    corrected: str
    """`retracted`, `corrected` or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPart(Value):
    """The part of an index that holds the entries of some years, of one, or of a month."""

    language: str
    """ISO 639, of the rules by which words are told apart and stemmed."""
    records: tuple[SearchRecord, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchProgram(Value):
    """The program that searches in the browser."""

    language: str
