"""XMP: what a picture's file says of itself, and what is written into the pictures that are made.

Bytes of a packet in, a `Said` out, and back (ISO 16684-1; IPTC Photo Metadata 2025.1). Nothing here
opens a file, and nothing in a packet is ever expanded or fetched.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Protocol
from xml.parsers import expat

from briefgen import iptc
from briefgen.fingerprint import Value

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XML = "http://www.w3.org/XML/1998/namespace"
_EXT = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_CORE = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
_DC = "http://purl.org/dc/elements/1.1/"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
_TC260 = "http://www.tc260.org.cn/ns/AIGC/1.0/"

# Between a namespace and a name; no address holds it.
_JOINT = " "
_SOURCE_TYPE = f"{_EXT}{_JOINT}DigitalSourceType"
_AIGC = f"{_TC260}{_JOINT}AIGC"
_FIELDS: Mapping[str, str] = {
    f"{_PHOTOSHOP}{_JOINT}Credit": "credit",
    f"{_DC}{_JOINT}description": "description",
    f"{_CORE}{_JOINT}AltTextAccessibility": "alt",
    f"{_EXT}{_JOINT}AISystemUsed": "system",
    f"{_EXT}{_JOINT}AISystemVersionUsed": "system_version",
    _AIGC: "aigc",
}
_WANTED = {_SOURCE_TYPE, *_FIELDS}

# Programs write some ten kilobytes. A drawing may be handed over whole, and has at most this.
_LONGEST_PACKET = 5_000_000
# JPEG has room for 65,502 bytes. With five bytes a letter at worst, all of these stay below 56,000.
_LONGEST: Mapping[str, int] = {
    "credit": 500,
    "description": 3_000,
    "alt": 3_000,
    "system": 300,
    "system_version": 300,
    "aigc": 16_000,
}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
_GIF_MARK = b"XMP DataXMP"
_GIF_END = b"\x01\xff\xfe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said(Value):
    """What a picture's file says of itself; each empty when it does not say it."""

    source_type: str = ""
    """IPTC digital source type, bare code, be it one that IPTC has or not."""
    credit: str = ""
    description: str = ""
    alt: str = ""
    system: str = ""
    """The AI system that made or altered it."""
    system_version: str = ""
    aigc: str = ""
    """The label of the Chinese standard GB 45438 (`TC260:AIGC`), letter by letter. It is handed on
    and never made up."""


NOTHING = Said()


def read(packet: bytes) -> Said:
    """Return what a packet says of its picture; nothing when it is not well-formed.

    A value may stand as text, in `rdf:resource`, in an attribute, or in an `rdf:Alt`, whose
    `x-default` wins. Of several digital source types the gravest counts. A whole SVG drawing is
    read as a packet is.
    """
    packet = _as_utf8(packet).strip(b"\0 \t\r\n")
    if not packet or len(packet) > _LONGEST_PACKET:
        return NOTHING
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=_JOINT)
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(packet, True)
    except (expat.ExpatError, _EntityError, ValueError, LookupError):
        return NOTHING
    return reader.said()


# How a packet begins in the encodings that ISO 16684-1 §7.1 allows besides UTF-8.
_WIDE = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)


def _as_utf8(packet: bytes) -> bytes:
    """Return a packet in UTF-8, whatever it was written in."""
    wide = next((name for start, name in _WIDE if packet.startswith(start)), "")
    return packet.decode(wide, "replace").encode() if wide else packet


class _EntityError(Exception):
    pass


def _refuse(*_: object) -> None:
    raise _EntityError


class _Reader:
    """Gathers what an XML text says in its RDF, element by element, as a parser goes through it.

    Names are those of a parser with namespaces, the two joined by a space.
    """

    def __init__(self) -> None:
        """Have heard nothing yet."""
        self._open: list[str] = []
        self._found: list[tuple[str, str, str]] = []
        """Property, language, value."""
        self._property = ""
        self._language = ""
        self._pieces: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Hear that an element begins."""
        # A node may have a type for its name, in place of `rdf:Description` (RDF/XML §2.13).
        if self._open[-1:] == [f"{_RDF}{_JOINT}RDF"]:
            given = attributes.items()
            self._found += [(key, "", value) for key, value in given if key in _WANTED]
        elif self._property:
            self._language = attributes.get(f"{_XML}{_JOINT}lang", "")
            self._pieces.clear()
        elif name in _WANTED and self._open[-2:-1] == [f"{_RDF}{_JOINT}RDF"]:
            self._property = name
            self._language = attributes.get(f"{_XML}{_JOINT}lang", "")
            self._pieces.clear()
        if self._property and (value := attributes.get(f"{_RDF}{_JOINT}resource")):
            self._found.append((self._property, "", value))
        self._open.append(name)

    def text(self, data: str) -> None:
        """Hear a text."""
        if self._property:
            self._pieces.append(data)

    def end(self, name: str) -> None:
        """Hear that an element ends."""
        self._open.pop()
        if not self._property:
            return
        value = "".join(self._pieces)
        self._pieces.clear()
        if value.strip():
            self._found.append((self._property, self._language, value))
        if name == self._property:
            self._property = ""

    def said(self) -> Said:
        """Return what was heard."""
        types = [iptc.read(value) for key, _, value in self._found if key == _SOURCE_TYPE]
        values: dict[str, str] = {}
        # By language, so that the default comes before others, and else as written.
        for key, _, value in sorted(self._found, key=lambda found: found[1] != "x-default"):
            if key in _FIELDS:
                values.setdefault(_FIELDS[key], _kept(_FIELDS[key], value))
        return Said(source_type=_short(_line(iptc.gravest(types)), 100), **values)


def _kept(field: str, value: str) -> str:
    if field != "aigc":
        return _short(_line(value), _LONGEST[field])
    # Half of a label would be another one.
    return value if len(value) <= _LONGEST[field] else ""


def write(said: Said) -> bytes:
    """Return a whole packet, read-only, that says this: the same bytes each time, below 60 KB.

    Long texts are cut. A source type that is retired, or that IPTC does not have, is not written;
    nor is an `aigc` that would be too long, for half of it says nothing.
    """
    lines = [*_described(said)]
    names = "".join(
        f'\n    xmlns:{prefix}="{namespace}"'
        for prefix, namespace in (
            ("dc", _DC),
            ("photoshop", _PHOTOSHOP),
            ("Iptc4xmpCore", _CORE),
            ("Iptc4xmpExt", _EXT),
            ("TC260", _TC260),
        )
        if any(line.startswith(f"<{prefix}:") for line in lines)
    )
    inner = "".join(f"\n   {line}" for line in lines)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        f' <rdf:RDF xmlns:rdf="{_RDF}">\n'
        f'  <rdf:Description rdf:about=""{names}>{inner}\n'
        "  </rdf:Description>\n"
        " </rdf:RDF>\n"
        "</x:xmpmeta>\n"
        '<?xpacket end="r"?>'
    ).encode()


def _described(said: Said) -> Iterator[str]:
    """Yield a line for each thing that is said."""
    if address := iptc.uri(said.source_type):
        yield f"<Iptc4xmpExt:DigitalSourceType>{address}</Iptc4xmpExt:DigitalSourceType>"
    plain = (
        ("photoshop:Credit", "credit"),
        ("Iptc4xmpExt:AISystemUsed", "system"),
        ("Iptc4xmpExt:AISystemVersionUsed", "system_version"),
    )
    for tag, name in plain:
        if text := _short(_line(getattr(said, name)), _LONGEST[name]):
            yield f"<{tag}>{_safe(text)}</{tag}>"
    for tag, name in (
        ("dc:description", "description"),
        ("Iptc4xmpCore:AltTextAccessibility", "alt"),
    ):
        if text := _short(_line(getattr(said, name)), _LONGEST[name]):
            item = f'<rdf:li xml:lang="x-default">{_safe(text)}</rdf:li>'
            yield f"<{tag}><rdf:Alt>{item}</rdf:Alt></{tag}>"
    if said.aigc and len(_safe(said.aigc).encode()) <= _LONGEST["aigc"]:
        yield f"<TC260:AIGC>{_safe(said.aigc)}</TC260:AIGC>"


def attach(format_: str, said: Said) -> dict[str, Any]:
    """Return the arguments of Pillow's `Image.save` that put what is said into a file.

    `format_` is Pillow's name: JPEG, PNG, WEBP or AVIF. Nothing for others, and nothing when
    nothing is said.
    """
    if said == NOTHING:
        return {}
    match format_.upper():
        case "PNG":
            from PIL.PngImagePlugin import PngInfo

            # `xmp=` is silently ignored here.
            info = PngInfo()
            info.add_itxt("XML:com.adobe.xmp", write(said).decode())
            return {"pnginfo": info}
        case "JPEG" | "WEBP" | "AVIF":
            return {"xmp": write(said)}
        case _:
            return {}


class Opened(Protocol):
    """A picture that Pillow has opened. Pillow itself is imported only where pictures are."""

    @property
    def format(self) -> str | None: ...
    @property
    def info(self) -> Mapping[Any, Any]: ...


def packet_of(image: Opened) -> bytes:
    """Return the XMP packet of an opened picture, in UTF-8; empty without one.

    Of a PNG the picture has to be loaded before, for its texts may stand at the end.
    """
    if image.format == "GIF":
        return _packet_of_gif(image)
    found = image.info.get("xmp", b"")
    if not found and image.format == "PNG":
        return _packet_of_png_text(image)
    if isinstance(found, str):
        return found.encode("utf-8", "replace")
    return _as_utf8(found) if isinstance(found, bytes) else b""


def _packet_of_png_text(image: Opened) -> bytes:
    """Return the packet that stands in a `tEXt` or `zTXt`, as it is or as ImageMagick writes it."""
    # Pillow reads their bytes as Latin-1.
    plain = image.info.get("XML:com.adobe.xmp", "")
    if plain:
        return str(plain).encode("latin-1", "replace")
    # A name, a length, and lines of hexadecimal digits.
    digits = str(image.info.get("Raw profile type xmp", "")).split()[2:]
    try:
        return bytes.fromhex("".join(digits))
    except ValueError:
        return b""


def _packet_of_gif(image: Opened) -> bytes:
    """Return the packet of a GIF, which stands in it as it is (XMP part 3, §1.1.2)."""
    # Pillow lets go of `fp` when it has loaded a GIF, and keeps `_fp` for the frames to come.
    file = getattr(image, "fp", None) or getattr(image, "_fp", None)
    if file is None:
        return b""
    place = file.tell()
    try:
        file.seek(0)
        whole: bytes = file.read()
    finally:
        file.seek(place)
    _, mark, rest = whole.partition(_GIF_MARK)
    # A row of bytes that leads any reader of blocks to the end: 01 FF FE … 01 00 00.
    return rest.partition(_GIF_END)[0] if mark else b""


def _line(text: str) -> str:
    return " ".join(text.split())


def _safe(text: str) -> str:
    return escape(_NOT_XML.sub("", text), quote=False)


def _short(text: str, longest: int) -> str:
    """Return a text that is not too long, cut where a letter ends, and not inside one."""
    if len(text) <= longest:
        return text
    end = longest - 1
    # Accents, joiners and skin tones belong to the letter before them; flags are letters in pairs.
    while end > 0 and (_joins(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    if text[end] in _FLAG_LETTERS:
        head = text[:end]
        end -= (len(head) - len(head.rstrip(_FLAG_LETTERS))) % 2
    return text[:end].rstrip() + "…" if end else text[: longest - 1] + "…"


def _joins(letter: str) -> bool:
    return (
        unicodedata.category(letter) in ("Mn", "Mc", "Me")
        or letter == "\u200d"
        or "\U0001f3fb" <= letter <= "\U0001f3ff"
        or "\U000e0020" <= letter <= "\U000e007f"
    )
