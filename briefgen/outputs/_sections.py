"""How an edition's entries are parted: by its note's sections, the rest first and unheaded."""

from briefgen.digest import Digest
from briefgen.digest.editions import section_of
from briefgen.model import Edition, Entry
from briefgen.views import CardSection


def sections(edition: Edition, digest: Digest) -> tuple[CardSection, ...]:
    """Return the parts of an edition, each entry in the first that takes it, none empty."""
    return tuple(
        CardSection(title=title, cards=digest.cards(entries)) for title, entries in parted(edition)
    )


def parted(edition: Edition) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Return the title and the entries of each part."""
    asked = edition.note.sections if edition.note else ()
    if not asked:
        return (("", edition.entries),)
    parts: list[list[Entry]] = [[] for _ in range(len(asked) + 1)]
    for entry in edition.entries:
        parts[section_of(entry, asked)].append(entry)
    titles = ("", *(section.title for section in asked))
    pairs = zip(titles, parts, strict=True)
    return tuple((title, tuple(entries)) for title, entries in pairs if entries)
