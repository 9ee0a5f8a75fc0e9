"""What a publish would change: the files of a site beside those that are live.

Two trees in, their difference out. Nothing here reads a file or asks git.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Paths in the site, sorted."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.removed)

    @property
    def pages(self) -> "Changes":
        """Those that are pages."""
        return Changes(*(tuple(filter(is_page, group)) for group in self.groups))

    @property
    def others(self) -> "Changes":
        """Those that are not: feeds, pictures, the search index."""
        return Changes(
            *(tuple(path for path in group if not is_page(path)) for group in self.groups)
        )

    @property
    def groups(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """New, changed and removed."""
        return self.new, self.changed, self.removed

    @property
    def count(self) -> int:
        """How many files differ."""
        return sum(map(len, self.groups))


def changes_between(before: Mapping[str, str], after: Mapping[str, str]) -> Changes:
    """Return what differs between two trees, each an object id by path."""
    return Changes(
        new=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(
            sorted(path for path in after.keys() & before.keys() if after[path] != before[path])
        ),
        removed=tuple(sorted(before.keys() - after.keys())),
    )


def is_page(path: str) -> bool:
    """Tell whether a file is a page that somebody may visit."""
    return path.endswith(".html")


def in_words(changes: Changes) -> str:
    """Return a difference in one line: `3 pages new, 1 changed, 2 removed, 14 other files`."""
    pages, others = changes.pages, changes.others.count
    words = ("new", "changed", "removed")
    parts = [
        f"{len(group):,} {word}" for group, word in zip(pages.groups, words, strict=True) if group
    ]
    if parts:
        first, _, rest = parts[0].partition(" ")
        parts[0] = f"{first} {'page' if first == '1' else 'pages'} {rest}"
    if others:
        parts.append(f"{others:,} other {'file' if others == 1 else 'files'}")
    return ", ".join(parts) or "nothing changed"
