"""One page of a site as a file of its own: styles, fonts and pictures inside, links to the web.

The text of a page and its files in, the text of a document out. The page is one of our own: tags
are changed where they stand, and every other character stays as it is.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from html import escape, unescape
from html.parser import HTMLParser
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

Read = Callable[[str], bytes]
"""Gives the bytes of a file of the site by its path. OSError when there is none."""

_TYPES: Mapping[str, str] = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "woff2": "font/woff2",
}

# What only leads about in the site, or needs it.
_LEFT_OUT = frozenset(["script", "nav", "form", "button", "source", "aside"])
_LEFT_OUT_CLASSES = frozenset(["skip", "tools", "drawer", "rail", "ask", "strip", "pager", "foot"])
# Lines whose links lead to lists and not to what is said.
_LABELS = frozenset(["kicker", "meta", "byline", "place"])
# Elements that have no end.
_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"])
_VOID |= frozenset(["source", "track", "wbr"])

_URL = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)""")

# On paper a link says nothing: addresses stand at the end, by number. Fonts are inside, so that
# there is nothing to wait for.
_STYLE = """
.export-ref, .export-links {{ display: none }}
@media print {{
@page {{ @top-left {{ content: "{title}"; font: 8.5pt sans-serif }} }}
.export-ref {{ display: inline; font-size: .7em; vertical-align: super; line-height: 0 }}
.export-links {{ display: block; font: 8.5pt/1.4 sans-serif;
  margin-block-start: 14pt; padding-block: 6pt 0; padding-inline-start: 2em;
  border-block-start: 1pt solid }}
.export-links bdi {{ display: inline-block }}
.export-links li {{ overflow-wrap: anywhere; break-inside: avoid }}
.lead {{ break-inside: auto }}
a::after {{ content: none !important }}
}}
"""

# Pictures are printed at some 300 dots to the inch in the width of a page; more only weighs.
_WIDE = 1344


def single_file(page: str, path: str, read: Read, base_url: str) -> str:
    """Return a page as a document that needs no other file.

    `path` is that of the page in the site, `base_url` the published address with a slash at its
    end, or empty: then links inside the site become plain text.
    """
    writer = _Writer(path, read, base_url)
    writer.feed(page)
    writer.close()
    return "".join(writer.pieces)


class _Writer(HTMLParser):
    """Writes a page again, tag by tag."""

    def __init__(self, path: str, read: Read, base_url: str) -> None:
        super().__init__(convert_charrefs=False)
        self.pieces: list[str] = []
        self._path, self._read, self._base = path, read, base_url
        self._leaving: list[str] = []
        """The elements that are open in one that is left out."""
        self._open: list[str] = []
        """What the end of each link that is open has to write."""
        self._addresses: dict[str, int] = {}
        """The number of each address that the text leads to, in order."""
        self._title = ""
        self._in = ""
        """`title` or `main` while that is open."""
        self._in_label = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if self._leaving:
            if tag not in _VOID:
                self._leaving.append(tag)
            return
        if tag in _LEFT_OUT or _LEFT_OUT_CLASSES & set(has.get("class", "").split()):
            if tag not in _VOID:
                self._leaving.append(tag)
            return
        raw = self.get_starttag_text() or ""
        if tag in ("title", "main"):
            self._in = tag
        elif tag == "p" and _LABELS & set(has.get("class", "").split()):
            self._in_label = True
        if tag == "link":
            self._link(has, raw)
        elif tag == "img":
            self.pieces.append(self._image(has))
        elif tag == "a" and "href" in has:
            self._anchor(has, raw)
        else:
            self.pieces.append(raw)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and self._leaving:
            self._leaving.pop()

    def handle_endtag(self, tag: str) -> None:
        if self._leaving:
            # Our own pages close what they open.
            while self._leaving and self._leaving.pop() != tag:
                pass
            return
        if tag in ("title", "main"):
            self._in = ""
        elif tag == "p":
            self._in_label = False
        if tag == "a" and self._open:
            self.pieces.append(self._open.pop())
            return
        if tag == "head":
            words = " ".join(unescape(self._title).split())
            title = re.sub(r"[\"\\\\<]", " ", words)
            self.pieces.append(f"<style>{_STYLE.format(title=title)}</style>")
        if tag == "body":
            self.pieces.append(self._links())
        self.pieces.append(f"</{tag}>")

    def _links(self) -> str:
        """Return the addresses that the text leads to, as a list for paper."""
        if not self._addresses:
            return ""
        rows = "".join(
            f'<li><bdi dir="ltr">{escape(address)}</bdi></li>' for address in self._addresses
        )
        return f'<ol class="export-links" aria-hidden="true">{rows}</ol>'

    def handle_data(self, data: str) -> None:
        self._write(data)

    def handle_entityref(self, name: str) -> None:
        self._write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._write(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        self._write(f"<!{decl}>")

    def _write(self, text: str) -> None:
        if self._leaving:
            return
        if self._in == "title":
            self._title += text
        self.pieces.append(text)

    def _link(self, has: Mapping[str, str], raw: str) -> None:
        kinds = has.get("rel", "").split()
        if "stylesheet" in kinds:
            place = self._place(has["href"])
            style = self._read(place).decode("utf-8")
            # Nothing in a stylesheet may end its element.
            style = self._with_files(style, place).replace("</", "<\\/")
            style = style.replace("font-display: optional", "font-display: block")
            self.pieces.append(f"<style>{style}</style>")
        elif "canonical" in kinds:
            self.pieces.append(raw)

    def _image(self, has: Mapping[str, str]) -> str:
        kept = {name: value for name, value in has.items() if name not in ("srcset", "sizes")}
        kept.pop("loading", None)
        address = _best(has)
        if urlsplit(address).scheme:
            # Of another site: what is kept or mailed asks for nothing, and its words stay.
            return f"<span>{escape(has.get('alt', ''))}</span>"
        place = self._place(address)
        kept["src"] = _inline(place, self._read(place))
        return _tag("img", kept)

    def _anchor(self, has: Mapping[str, str], raw: str) -> None:
        target = has["href"]
        if target.startswith("#"):
            self.pieces.append(raw)
            self._open.append("</a>")
            return
        if urlsplit(target).scheme:
            self.pieces.append(raw)
            self._open.append(f"{self._reference(target)}</a>")
            return
        if not self._base:
            self.pieces.append(_tag("span", {k: v for k, v in has.items() if k != "href"}))
            self._open.append("</span>")
            return
        place, _, part = target.partition("#")
        whole = self._base + self._url(place) + (f"#{part}" if part else "")
        self.pieces.append(_tag("a", {**has, "href": whole}))
        self._open.append(f"{self._reference(whole)}</a>")

    def _reference(self, address: str) -> str:
        """Return the number by which an address is found at the end, where it is of the text."""
        if self._in != "main" or self._in_label or not address.startswith(("http://", "https://")):
            return ""
        number = self._addresses.setdefault(address, len(self._addresses) + 1)
        return f'<span class="export-ref" aria-hidden="true">{number}</span>'

    def _url(self, target: str) -> str:
        """Return the site URL that a relative link leads to, quoted as it is written."""
        folder = self._path.rpartition("/")[0]
        found = normpath(join("/", folder, target)).lstrip("/")
        return f"{found}/" if found and (target.endswith("/") or not target) else found

    def _place(self, target: str) -> str:
        return unquote(self._url(target))

    def _with_files(self, style: str, place: str) -> str:
        """Return a stylesheet with its fonts and pictures inside."""

        def instead(found: re.Match[str]) -> str:
            target = found[2]
            if urlsplit(target).scheme or target.startswith("#"):
                return found[0]
            file = unquote(normpath(join(place.rpartition("/")[0], target)))
            return f'url("{_inline(file, self._read(file))}")'

        return _URL.sub(instead, style)


def _best(has: Mapping[str, str]) -> str:
    """Return the address of the largest picture that a page of paper has use for."""
    best, address = 0, has.get("src", "")
    for candidate in has.get("srcset", "").split(","):
        parts = candidate.split()
        if len(parts) == 2 and parts[1][:-1].isdecimal() and best < int(parts[1][:-1]) <= _WIDE:
            best, address = int(parts[1][:-1]), parts[0]
    return address


def _inline(path: str, data: bytes) -> str:
    kind = _TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")
    return f"data:{kind};base64,{b64encode(data).decode('ascii')}"


def _tag(name: str, attributes: Mapping[str, str]) -> str:
    words = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{words}>"
