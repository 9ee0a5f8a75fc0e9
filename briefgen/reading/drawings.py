"""Read a drawing: the bytes of an SVG file in; its size, or why it is not shown, out.

A drawing is published as it is, so nothing in it may run, load or lead elsewhere. What it may hold
is a list, and all else is refused; what stands in namespaces that no browser acts on, as editors
write them for themselves, stays. Nothing here opens a file.
"""

import re
from xml.parsers import expat

from briefgen.reading.parsed import Measured

# Drawings with more are pictures traced by a program; parsing them would take seconds.
MAX_BYTES = 5_000_000

# Between a namespace and a name; no address holds it.
_JOINT = " "
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"

# What browsers act on, or once did: XHTML, MathML, XSLT, XML Events, XBL, XUL. In others an element
# is a name and nothing else, whatever its attributes are called.
_ACTIVE = frozenset(
    [
        "http://www.w3.org/1999/xhtml",
        "http://www.w3.org/1998/Math/MathML",
        "http://www.w3.org/1999/XSL/Transform",
        "http://www.w3.org/2001/xml-events",
        "http://www.mozilla.org/xbl",
        "http://www.w3.org/ns/xbl",
        "http://www.mozilla.org/keymaster/gatekeeper/there.is.only.xul",
    ]
)

# SVG 1.1 and SVG 2 without `script`, `handler`, `foreignObject`, media, fonts and profiles from
# elsewhere; and what Inkscape writes of drafts of SVG.
_ELEMENTS = frozenset(
    re.findall(
        r"\w[\w-]*",
        """a altGlyph altGlyphDef altGlyphItem animate animateColor animateMotion animateTransform
        circle clipPath defs desc discard ellipse feBlend feColorMatrix feComponentTransfer
        feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow
        feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode
        feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter
        flowDiv flowLine flowPara flowRegion flowRegionBreak flowRegionExclude flowRoot flowSpan
        font font-face font-face-name font-face-src g glyph glyphRef hatch hatchpath hkern image
        line linearGradient marker mask mesh meshgradient meshpatch meshrow metadata missing-glyph
        mpath path pattern polygon polyline radialGradient rect set solidColor solidcolor stop style
        svg switch symbol text textPath title tref tspan use view vkern""",
    )
)
# What a browser follows or loads besides `href`, in one kind of document or another.
_LOADING = frozenset(
    "action background base data formaction ping poster src srcdoc srcset".split()  # noqa: SIM905
)
# Words for people, and names that a style may ask for: none is read as a style.
_WORDS = re.compile(r"(?:aria|data)-.*|alt|class|desc|id|label|name|title")
_WITH_PICTURE = ("image", "feImage")
_HARMLESS_DATA = re.compile(r"data:image/(png|jpe?g|gif|webp|avif)[;,]", re.IGNORECASE)
# Read without blanks. A backslash could spell any of them.
_STYLE_DANGER = re.compile(
    r"\\|@import|expression\(|javascript:|vbscript:|-moz-binding|image-set\(|(?<![\w-])src\("
    r"|url\((?!['\"]?#)",
    re.IGNORECASE,
)
_BLANK = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060\ufeff]+")
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*")
_NUMBERS = re.compile(r"[\s,]+")


class _RefusedError(Exception):
    """A code and a problem, as `Measured` has them."""


def measure(data: bytes) -> Measured:
    """Return the size of a drawing, or why it is not shown."""
    if len(data) > MAX_BYTES:
        return Measured(code="oversized-image", problem=f"it has more than {MAX_BYTES:,} bytes")
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=_JOINT)
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = _refuse_entity
    parser.StartDoctypeDeclHandler = _look_at_doctype
    parser.ProcessingInstructionHandler = _look_at_instruction
    try:
        parser.Parse(data, True)
    except _RefusedError as refused:
        return Measured(code=refused.args[0], problem=refused.args[1])
    except (expat.ExpatError, ValueError, LookupError):
        return Measured(code="unreadable-image", problem="it is not well-formed SVG")
    return _drawn_size(reader.root)


def _unsafe(problem: str) -> _RefusedError:
    return _RefusedError("unsafe-image", problem)


def _refuse_entity(*_: object) -> None:
    raise _unsafe("it declares entities")


def _look_at_doctype(_: str, system: str | None, public: str | None, inside: bool) -> None:
    # By that of XHTML browsers know `&commat;` and its like, of which the parser here knows none.
    if public is not None and not public.startswith("-//W3C//DTD SVG 1"):
        raise _unsafe("its document type is not that of SVG")


def _look_at_instruction(target: str, _: str) -> None:
    if target.lower() == "xml-stylesheet":
        raise _unsafe("it loads a stylesheet")


class _Reader:
    """Looks at each element as a parser goes through a drawing, and refuses what may not be."""

    def __init__(self) -> None:
        """Have seen nothing yet."""
        self.root: dict[str, str] = {}
        """Attributes of the outermost element."""
        self._begun = False
        self._style: list[str] | None = None
        """The pieces of the style that is open: comments may stand between them."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See that an element begins."""
        namespace, _, element = name.rpartition(_JOINT)
        if not self._begun:
            self._begin(namespace, element, attributes)
        if self._style is not None:
            raise _unsafe("its style holds an element")
        if namespace in _ACTIVE or (namespace == _SVG and element not in _ELEMENTS):
            raise _unsafe(f"it holds the element `{element}`")
        if namespace != _SVG:
            return
        if element == "style":
            self._style = []
        for attribute, value in attributes.items():
            _check_attribute(element, attribute, value)

    def _begin(self, namespace: str, element: str, attributes: dict[str, str]) -> None:
        self._begun = True
        if element != "svg" or namespace not in ("", _SVG):
            raise _RefusedError("unreadable-image", "it is not an SVG drawing")
        if not namespace:
            raise _RefusedError("unreadable-image", f'it lacks `xmlns="{_SVG}"`')
        self.root.update(attributes)

    def text(self, data: str) -> None:
        """See a text."""
        if self._style is not None:
            self._style.append(data)

    def end(self, _: str) -> None:
        """See that an element ends."""
        if self._style is not None:
            _check_style("".join(self._style))
            self._style = None


def _check_attribute(element: str, attribute: str, value: str) -> None:
    namespace, _, name = attribute.rpartition(_JOINT)
    if namespace not in ("", _XLINK, _XML):
        # Of an editor, for itself.
        return
    name = name.lower()
    if name.startswith("on"):
        raise _unsafe(f"it holds the attribute `{name}`")
    bare = _BLANK.sub("", value)
    if name in _LOADING and bare:
        raise _unsafe(f"it holds the attribute `{name}`")
    if name == "href" and bare and not bare.startswith("#"):
        harmless = element in _WITH_PICTURE and _HARMLESS_DATA.match(bare)
        web = element == "a" and bare.lower().startswith(("http://", "https://"))
        if not harmless and not web:
            raise _unsafe("it loads or links to something else")
    if name == "attributename":
        changed = bare.lower().rpartition(":")[2]
        if changed == "href" or changed in _LOADING:
            raise _unsafe("it changes a link while it is shown")
        if changed.startswith("on"):
            raise _unsafe("it changes a script while it is shown")
    if not _WORDS.fullmatch(name):
        _check_style(value)


def _check_style(written: str) -> None:
    if _STYLE_DANGER.search(_BLANK.sub("", written)):
        raise _unsafe("its style loads something from elsewhere")


def _drawn_size(root: dict[str, str]) -> Measured:
    width, height = (_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height"))
    if width is not None and height is not None:
        return _rounded(float(width[1]), float(height[1]))
    numbers = _NUMBERS.split(root.get("viewBox", "").strip())
    try:
        _, _, across, down = (float(number) for number in numbers)
    except ValueError:
        return Measured(
            code="unreadable-image", problem="it has neither width and height nor a viewBox"
        )
    return _rounded(across, down)


def _rounded(width: float, height: float) -> Measured:
    if not (0 < width < 1e6 and 0 < height < 1e6):
        return Measured(code="unreadable-image", problem="its size is not a size")
    return Measured(max(round(width), 1), max(round(height), 1), kind="drawing", alpha=True)
