"""Addresses: every URL of the site is spelt here and nowhere else.

Text and dates in, site URLs out: relative to the site's root, percent-encoded, without a leading
slash, with a trailing slash for pages (`2024/10/23/slug/`; the home page is the empty text).
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

from briefgen.fingerprint import of

Cadence = Literal["daily", "weekly", "monthly"]

HOME = ""
CORRECTIONS = "corrections/"
SEARCH = "search/"
SEARCH_PARTS = "search/parts.json"
SEARCH_PROGRAM = "search/program/"
OPENSEARCH = "opensearch.xml"
DISCLOSURE_DATA = "disclosure.json"
SOCIAL = "social/"
EDITIONS = "editions/"
OPML = "feeds.opml"
FEED_STYLE = "assets/feed.css"
SITEMAP = "sitemap.xml"
NEWS_SITEMAP = "news-sitemap.xml"
ARCHIVE = "archive/"
DATA = "index.json"
BUILD = "build.json"
ROBOTS = "robots.txt"
NOT_FOUND = "404.html"
STYLE = "assets/style.css"

# A file name may have 255 bytes on every file system we write to; half of that leaves room for
# a suffix, and for the three bytes a letter that other scripts take.
_LONGEST_SLUG = 120

_LONGEST_NAME = 255

# Windows opens these as devices in any folder, with any ending.
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)

# What `C++`, `C#` and `.NET` would lose with their punctuation.
_SPOKEN = (
    (re.compile(r"(?<=\w)\+\+(?!\w)"), " plus plus"),
    (re.compile(r"(?<=\w)\+(?!\w)"), " plus"),
    (re.compile(r"(?<=\w)#(?!\w)"), " sharp"),
    (re.compile(r"(?<!\w)\.(?=\w)"), "dot "),
    (re.compile(r"&"), " and "),
)

_SLUG = re.compile(r"[a-z0-9]++(?:-[a-z0-9]++)*+")

# What needs no percent sign: most addresses, and asking is quicker than quoting.
_PLAIN = re.compile(r"[A-Za-z0-9/._~-]*")


def slugify(text: str) -> str:
    """Return a path part for a text: lower case, words joined by hyphens, never empty.

    Letters and digits of every script stay, in NFC; a text without any gets a name from its
    fingerprint. At most 120 bytes in UTF-8; a longer one ends in a piece of its fingerprint.
    """
    if _SLUG.fullmatch(text) and len(text) <= _LONGEST_SLUG and text not in _RESERVED:
        # Most names of files.
        return text
    text = unicodedata.normalize("NFC", text).casefold()
    for pattern, words in _SPOKEN:
        text = pattern.sub(words, text)
    text = unicodedata.normalize("NFC", text)
    kept = "".join(letter if _stays(letter) else "-" for letter in text.replace("'", ""))
    slug = re.sub("-+", "-", kept).strip("-")
    if not slug:
        return f"x-{of(text)[:8]}"
    if slug in _RESERVED:
        return f"{slug}-{of(text)[:4]}"
    if len(slug.encode()) > _LONGEST_SLUG:
        short = slug.encode()[: _LONGEST_SLUG - 9].decode(errors="ignore").rstrip("-")
        return f"{short}-{of(slug)[:8]}"
    return slug


def _stays(letter: str) -> bool:
    # Marks belong to the letters before them: Devanagari vowels, Arabic diacritics.
    return letter.isalnum() or unicodedata.category(letter).startswith("M")


def term_key(term: str) -> str:
    """Return what makes two spellings one term: NFC, case folded, white space joined."""
    folded = term.lower() if term.isascii() else unicodedata.normalize("NFC", term).casefold()
    return " ".join(folded.split()) if " " in folded or not folded.isprintable() else folded


def join(*parts: str) -> str:
    """Return a page URL from plain path parts, percent-encoded."""
    path = "".join(f"{part}/" for part in parts if part)
    return path if _PLAIN.fullmatch(path) else quote(path, safe="/-._~")


def file_url(path: str) -> str:
    """Return the URL of a file by its path in the site."""
    return quote(path, safe="/-._~")


def path_of(url: str) -> str:
    """Return the path in the site of the file that answers a site URL."""
    path = unquote(url)
    return f"{path}index.html" if not path or path.endswith("/") else path


def entry(day: date, slug: str) -> str:
    """`2024/10/23/slug/`."""
    return join(f"{day.year:04}/{day.month:02}/{day.day:02}", slug)


def day(day: date) -> str:
    """`2024/10/23/`."""
    return join(f"{day.year:04}/{day.month:02}/{day.day:02}")


def month(year: int, month: int) -> str:
    """`2024/10/`."""
    return join(f"{year:04}", f"{month:02}")


def year(year: int) -> str:
    """`2024/`."""
    return join(f"{year:04}")


def period_of(day: date, cadence: Cadence) -> str:
    """Return the name of the edition that a day belongs to: `2024-10-23`, `2024-W43`, `2024-10`."""
    if cadence == "daily":
        return f"{day.year:04}-{day.month:02}-{day.day:02}"
    if cadence == "monthly":
        return f"{day.year:04}-{day.month:02}"
    iso = day.isocalendar()
    return f"{iso.year:04}-W{iso.week:02}"


def edition(period: str) -> str:
    """`2024/10/23/`, `2024/w43/` or `2024/10/`."""
    return join(*period.lower().split("-"))


_PERIODS: dict[Cadence, re.Pattern[str]] = {
    "daily": re.compile(r"(\d{4})/(\d\d)/(\d\d)/index\.html"),
    "weekly": re.compile(r"(\d{4})/(w\d\d)/index\.html"),
    "monthly": re.compile(r"(\d{4})/(\d\d)/index\.html"),
}


def newest_period(paths: Iterable[str], cadence: Cadence) -> str:
    """Return the newest edition that has a page among these paths of a site, or an empty text."""
    pattern = _PERIODS[cadence]
    found = [match for path in paths if (match := pattern.fullmatch(path))]
    return max(("-".join(match.groups()).upper() for match in found), default="")


def sitemap_part(name: str, number: int = 1) -> str:
    """`sitemap-2024.xml`, or where that is full the next, `sitemap-2024-2.xml`."""
    return f"sitemap-{name}.xml" if number == 1 else f"sitemap-{name}-{number}.xml"


def data(below: str) -> str:
    """`2024/index.json`, `2024/10/index.json`: a year or a month as data."""
    return below + DATA


def taxonomy(plural: str) -> str:
    """`topics/`."""
    return join(plural)


def term(plural: str, slug: str, year: int | None = None) -> str:
    """`topics/space/`, or the part of one year, `topics/space/2023/`."""
    return join(plural, slug, f"{year:04}" if year is not None else "")


def page(slug: str) -> str:
    """`about/`."""
    return join(slug)


def asset(name: str) -> str:
    """The URL of a theme's file."""
    return f"assets/{file_url(name)}"


def image(name: str) -> str:
    """`images/2024/10/23/hero.jpg`: an image, by its path below content/entries/ or images/."""
    return f"images/{file_url(name)}"


def rendition(image: str, part: str, suffix: str) -> str:
    """`images/2024/10/23/hero.jpg.640.webp`: one of the files that an image becomes."""
    folder, slash, quoted = image.rpartition("/")
    name, tail = unquote(quoted), f".{part}.{suffix}"
    if len(name.encode()) + len(tail) > _LONGEST_NAME:
        kept = name.encode()[: _LONGEST_NAME - len(tail) - 9].decode(errors="ignore")
        quoted = file_url(f"{kept}-{of(name)[:8]}")
    return f"{folder}{slash}{quoted}{tail}"


def social(url: str, suffix: str) -> str:
    """`social/2024/10/23/slug.jpg`: the social image of a page."""
    return f"{SOCIAL}{url.rstrip('/')}.{suffix}"


_FEEDS = {"atom": "feed.xml", "rss": "rss.xml", "json": "feed.json"}


def feed(below: str, form: str) -> str:
    """`topics/space/feed.xml`, `rss.xml`, `feed.json`: the feed of a page, by its format."""
    return below + _FEEDS[form]


def search(query: str) -> str:
    """`search/?q=…`: the search page, asked for a query that is percent-encoded already."""
    return f"{SEARCH}?q={query}"


def search_part(name: str) -> str:
    """`search/2024/`: a part of the search index."""
    return f"{SEARCH}{name}/"


def disclosure(month: date | None = None) -> str:
    """`disclosure/`, or the part of one month, `disclosure/2023/07/`."""
    return join("disclosure", f"{month.year:04}/{month.month:02}" if month is not None else "")


def attachment(name: str) -> str:
    """`files/2024/10/23/report.pdf`: any other file that an entry or a page links to."""
    return f"files/{file_url(name)}"


def to_root(url: str, up: str = "") -> str:
    """Return the relative way from a page to the site's root: `../../`, or `./` at the root.

    `up` leads on from there, to the root that a site in several languages shares.
    """
    return "../" * url.count("/") + up or "./"


def absolute(base_url: str, url: str) -> str:
    """Return the published address of a site URL, which may climb (`../images/hero.jpg`)."""
    base = base_url.rstrip("/")
    while url.startswith("../"):
        url = url[3:]
        # An address has two slashes before its host.
        base = base.rpartition("/")[0] if base.count("/") > 2 else base
    return f"{base}/{url}"


def part(address: str, name: str) -> str:
    """Return the name of a thing that a page speaks of: `https://example.org/#publisher`."""
    return f"{address}#{name}"


def alias(written: str) -> str:
    """Return the site URL of an alias as written (`/old/path/`, `old.html`).

    ValueError when it is an address of another site, climbs out, is hidden (`/.git/`), or has no
    path.
    """
    parts = urlsplit(written.strip())
    path = unquote(parts.path)
    pieces = [piece for piece in path.split("/") if piece]
    if parts.scheme or parts.netloc or not pieces or "\\" in path or "\0" in path:
        raise ValueError(written)
    # What begins with a dot is not the site's: `.git`, our own manifest. Web servers ask for one.
    if any(piece.startswith(".") and piece != ".well-known" for piece in pieces):
        raise ValueError(written)
    if any(len(piece.encode()) > 255 for piece in pieces):
        raise ValueError(written)
    if "." in pieces[-1] and not path.endswith("/"):
        return file_url("/".join(pieces))
    return join(*pieces)


def mark(text: str) -> str:
    """Return a short mark that tells apart two texts whose slugs are the same."""
    return of(text)[:6]


OWN_FOLDERS = frozenset(
    address.partition("/")[0]
    for address in (
        ARCHIVE,
        CORRECTIONS,
        EDITIONS,
        SEARCH,
        SOCIAL,
        STYLE,
        attachment(""),
        disclosure(),
        image(""),
    )
)
"""The first part of addresses that every site needs itself, besides taxonomies and years."""
