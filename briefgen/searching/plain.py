"""The words of a body: its HTML in, plain text out."""

import re
from html import unescape

# What stands in a line with the words around it; all other elements part them.
_INLINE_TAGS = "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span"
_INLINE = frozenset((*_INLINE_TAGS.split(), "strong", "sub", "sup", "time", "u", "var", "wbr"))
# HTML of the site's own making: `>` within a tag is escaped.
_TAG = re.compile(r"<[/!]?([A-Za-z][A-Za-z0-9-]*)?[^>]*>")
_SPACE = re.compile(r"\s+")


def words_of(html: str) -> str:
    """Return the text of HTML that the site itself wrote, with single spaces."""
    return _SPACE.sub(" ", unescape(_TAG.sub(_parted, html))).strip()


def _parted(tag: re.Match[str]) -> str:
    return "" if (tag[1] or "").lower() in _INLINE else " "
