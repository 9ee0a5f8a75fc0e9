"""Pictures: their size, what they are and say, and what is wrong before anything is shown."""

import io
import struct
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image

from briefgen.reading.parsed import Measured
from briefgen.reading.pictures import MAX_BYTES, MAX_FRAMES, MAX_PIXELS, measure
from briefgen.xmp import NOTHING, Said, attach, write


def size(measured: Measured) -> tuple[int, int]:
    """Return the size of a picture with which all is well."""
    assert measured.code == ""
    return measured.width, measured.height


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A JPEG of 40 × 30 pixels."""
    path = tmp_path / "hero.jpg"
    Image.effect_noise((40, 30), 50).convert("RGB").save(path)
    return path


@pytest.mark.parametrize("suffix", ["jpg", "png", "gif", "webp", "avif"])
def test_every_format_that_browsers_show_is_measured(tmp_path: Path, suffix: str) -> None:
    """By its content; the name does not matter."""
    path = tmp_path / f"a.{suffix}"
    Image.new("RGB", (40, 30)).save(path)
    other = path.rename(tmp_path / "b.dat")

    assert size(measure(other)) == (40, 30)


def test_a_turned_camera_counts(tmp_path: Path) -> None:
    """EXIF orientation 6: shown upright, 30 × 40."""
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 30)).save(path, exif=exif)

    assert size(measure(path)) == (30, 40)


def test_an_image_that_is_cut_short_is_told(picture: Path) -> None:
    """Truncated, empty, or text called .jpg."""
    whole = picture.read_bytes()
    for content in (whole[: len(whole) // 2], whole[:30], b"", b"just text", b"GIF89a"):
        picture.write_bytes(content)
        assert measure(picture).code == "unreadable-image"
        assert measure(picture).problem


def _png_header(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1_000_000))


@pytest.mark.parametrize("side", [8_001, 100_000])
def test_a_bomb_is_refused_by_its_header(tmp_path: Path, side: int) -> None:
    """Nothing is decoded above the cap."""
    path = tmp_path / "bomb.png"
    path.write_bytes(_png_header(side, side))
    started = time.process_time()

    assert side * side > MAX_PIXELS
    assert measure(path).code == "oversized-image"
    assert time.process_time() - started < 2


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'
)


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('width="40" height="30"', (40, 30)),
        ('width="40px" height="30.4px"', (40, 30)),
        ('viewBox="0 0 400 300"', (400, 300)),
        ('width="100%" height="100%" viewBox="0,0,400,300"', (400, 300)),
    ],
)
def test_a_drawing_has_the_size_it_gives_itself(
    tmp_path: Path, attributes: str, expected: tuple[int, int]
) -> None:
    """Width and height, or else the viewBox."""
    path = tmp_path / "a.svg"
    path.write_text(SVG.format(attributes, "<path d='M0 0'/>"))

    assert size(measure(path)) == expected


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        "<path onclick='alert(1)' d=''/>",
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>",
        "<a xlink:href='javascript:alert(1)'><path d=''/></a>",
        "<a href=' java&#10;script:alert(1)'><path d=''/></a>",
        "<image href='https://example.org/x.png'/>",
        "<image href='data:image/svg+xml;base64,xx'/>",
        "<use href='other.svg#x'/>",
        "<style>@import url(https://x.org/y.css);</style>",
        "<style>path { fill: url( 'https://x.org/y' ) }</style>",
        "<path style='fill:url(//x.org/y)' d=''/>",
        "<animate attributeName='href' values='javascript:alert(1)'/>",
        "<set attributeName='xlink:href' to='javascript:alert(1)'/>",
        "<set attributeName='onclick' to='alert(1)'/>",
        "<set attributeName='fill' to='url(https://x.org/y)'/>",
        "<h:form action='java&#10;script:alert(1)'><h:button/></h:form>",
        "<h:button formaction='javascript:alert(1)'/>",
        "<h:meta http-equiv='refresh' content='0;https://x.org/'/>",
        "<h:img srcset='https://x.org/y 1x'/>",
        "<h:video poster='https://x.org/y'/>",
        "<h:iframe src='https://x.org/'/>",
        "<metadata><h:script>alert(1)</h:script></metadata>",
        "<math xmlns='http://www.w3.org/1998/Math/MathML' href='javascript:alert(1)'/>",
        "<x:script xmlns:x='http://www.w3.org/2000/svg'>alert(1)</x:script>",
        "<frame src='https://x.org/'/>",
        "<video src='https://x.org/'/>",
        "<a href='https://x.org/' ping='https://y.org/'><path d=''/></a>",
        "<g xml:base='https://x.org/'><use href='#x'/></g>",
        "<path fill='u\\72l(https://x.org/y)' d=''/>",
        "<path fill='image-set(&quot;https://x.org/y&quot; 1x)' d=''/>",
        "<style>path { fill: u\\72l('https://x.org/y') }</style>",
        "<style>path { mask: -webkit-image-set('https://x.org/y' 1x) }</style>",
        "<style>path { mask: src('https://x.org/y') }</style>",
        "<style>path { -moz-binding: none }</style>",
        "<style>@imp<!-- -->ort 'https://x.org/y.css';</style>",
        "<style>@imp<g>x</g>ort 'https://x.org/y.css';</style>",
        "<style>@imp<![CDATA[ort 'https://x.org/y.css';]]></style>",
    ],
)
def test_a_drawing_that_could_run_is_refused(tmp_path: Path, inner: str) -> None:
    """Scripts, handlers, foreign elements and outside references, however they are spelt."""
    path = tmp_path / "a.svg"
    attributes = 'viewBox="0 0 4 3" xmlns:h="http://www.w3.org/1999/xhtml"'
    path.write_text(SVG.format(attributes, inner))

    assert measure(path).code == "unsafe-image"


@pytest.mark.parametrize(
    "before",
    [
        "<?xml-stylesheet href='https://x.org/y.css'?>",
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">',
        "<!DOCTYPE svg [<!ATTLIST svg onload CDATA 'alert(1)'>]>",
    ],
)
def test_what_stands_before_a_drawing_is_looked_at(tmp_path: Path, before: str) -> None:
    """Stylesheets, types of which browsers know entities, and attributes by default."""
    path = tmp_path / "a.svg"
    path.write_text(before + SVG.format('viewBox="0 0 4 3"', "<style>&commat;import 'x'</style>"))

    assert measure(path).code == "unsafe-image"


@pytest.mark.parametrize(
    "inner",
    [
        "<use href='#x'/>",
        "<path style='fill:url(#g)' d=''/>",
        "<image href='data:image/png;base64,xx'/>",
        "<a href='https://example.org/'><path d=''/></a>",
        "<style>path { fill: url(#g) }</style><text>on the url( of it</text>",
        "<path fill='url( &quot;#g&quot; )' id='a\\b' data-name='C:\\x' aria-label='@import'/>",
        "<other:form xmlns:other='urn:other' action='x' onclick='y' href='https://x.org/'/>",
    ],
)
def test_an_ordinary_drawing_is_let_through(tmp_path: Path, inner: str) -> None:
    """References within the drawing and pictures in it."""
    path = tmp_path / "a.svg"
    path.write_text(SVG.format('viewBox="0 0 4 3"', inner))

    assert size(measure(path)) == (4, 3)


INKSCAPE = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->
<svg width="4" height="3" viewBox="0 0 4 3" version="1.1" id="svg1" sodipodi:docname="a.svg"
  inkscape:export-filename="C:\\Users\\anna\\a.png" xmlns="http://www.w3.org/2000/svg"
  xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:svg="http://www.w3.org/2000/svg"
  xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
  xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:cc="http://creativecommons.org/ns#"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
 <sodipodi:namedview id="base" pagecolor="#ffffff" inkscape:current-layer="layer1">
  <inkscape:grid type="xygrid" originx="0" />
 </sodipodi:namedview>
 <defs id="defs1">
  <inkscape:path-effect effect="bend_path" only_selected="false" />
  <linearGradient id="g"><stop style="stop-color:#000;stop-opacity:1" /></linearGradient>
  <radialGradient xlink:href="#g" id="r" gradientTransform="matrix(1,0,0,1,0,0)" />
  <filter id="f" style="color-interpolation-filters:sRGB"><feGaussianBlur /></filter>
  <meshgradient id="m"><meshrow><meshpatch><stop path="c 1,0 1,0 1,1"/></meshpatch></meshrow>
  </meshgradient>
 </defs>
 <metadata id="metadata1"><rdf:RDF><cc:Work rdf:about=""><dc:format>image/svg+xml</dc:format>
  <dc:type rdf:resource="http://purl.org/dc/dcmitype/StillImage" />
  <cc:license rdf:resource="http://creativecommons.org/licenses/by/4.0/" /></cc:Work></rdf:RDF>
 </metadata>
 <g inkscape:label="Layer 1" inkscape:groupmode="layer" id="layer1" style="filter:url(#f)">
  <path style="fill:url(#r);-inkscape-font-specification:'sans-serif, Normal'" d="m 0,0 z"
   sodipodi:nodetypes="cc" clip-path="url(#c)" />
  <svg:text xml:space="preserve"><tspan sodipodi:role="line">Port</tspan></svg:text>
  <flowRoot><flowRegion><rect/></flowRegion><flowPara>Port</flowPara></flowRoot>
 </g>
</svg>"""
ILLUSTRATOR = """<?xml version="1.0" encoding="utf-8"?>
<!-- Generator: Adobe Illustrator 27.0, SVG Export Plug-In . SVG Version: 6.00 Build 0)  -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg version="1.1" id="Layer_1" xmlns="http://www.w3.org/2000/svg" x="0px" y="0px"
 xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 4 3" xml:space="preserve"
 xmlns:i="http://ns.adobe.com/AdobeIllustrator/10.0/" i:viewOrigin="0 0"
 style="enable-background:new 0 0 4 3;">
<style type="text/css"><![CDATA[
	.st0{clip-path:url(#SVGID_2_);fill:#FFFFFF;} .st1{font-family:'MyriadPro-Regular';}
]]></style>
<switch><g i:extraneous="self"><defs><rect id="SVGID_1_" width="4" height="3"/></defs>
<clipPath id="SVGID_2_"><use xlink:href="#SVGID_1_" style="overflow:visible;"/></clipPath>
<image style="overflow:visible;" width="1" height="1" xlink:href="data:image/png;base64,iVBO
Rw0K" transform="matrix(1 0 0 1 0 0)"></image>
<text transform="matrix(1 0 0 1 0 0)" class="st0 st1">Port</text></g></switch>
<i:aipgf id="adobe_illustrator_pgf"><![CDATA[eJzsvWmP]]></i:aipgf>
</svg>"""
MATPLOTLIB = """<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"
  "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="4pt" height="3pt" viewBox="0 0 4 3"
 xmlns="http://www.w3.org/2000/svg" version="1.1">
 <metadata><rdf:RDF xmlns:dc="http://purl.org/dc/elements/1.1/"
   xmlns:cc="http://creativecommons.org/ns#" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <cc:Work><dc:type rdf:resource="http://purl.org/dc/dcmitype/StillImage"/>
   <dc:creator><cc:Agent><dc:title>Matplotlib v3.9.2, https://matplotlib.org/</dc:title></cc:Agent>
   </dc:creator></cc:Work></rdf:RDF></metadata>
 <defs><style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style></defs>
 <g id="figure_1"><g id="line2d_1"><defs><path id="m1" d="M 0 0 L 0 3.5" style="stroke: #000000"/>
  </defs><g><use xlink:href="#m1" x="1" y="2" style="stroke: #000000"/></g>
  <path d="M 1 2" clip-path="url(#p1)" style="fill: none"/></g></g>
 <defs><clipPath id="p1"><rect x="0" y="0" width="4" height="3"/></clipPath></defs>
</svg>"""
BY_SCRIPT = """<svg id="mermaid-1" width="100%" xmlns="http://www.w3.org/2000/svg"
 xmlns:xlink="http://www.w3.org/1999/xlink" style="max-width: 4px;" viewBox="0 0 4 3"
 aria-roledescription="sequence" font-family="sans-serif" text-anchor="end">
<style>#mermaid-1{font-family:"trebuchet ms",verdana;fill:#333;}@keyframes edge{from
 {stroke-dashoffset:0;}}#mermaid-1 .edge{animation:edge 1s linear infinite;} /* a > b */
 #mermaid-1 :root{--mermaid-font-family:"trebuchet ms";}</style>
<defs><marker id="end" refX="9" orient="auto"><path d="M 0 0 L 10 5 z"/></marker>
 <symbol id="s"><circle r="1"/></symbol><mask id="k"><rect/></mask><pattern id="p"><line/></pattern>
</defs>
<g class="tick" opacity="1" transform="translate(0.5,0)"><line stroke="currentColor" y2="-6"/>
 <text fill="currentColor" dy="0.32em">100</text></g>
<path marker-end="url(#end)" mask="url('#k')" fill="url(#p)" d="M0,0">
 <animate attributeName="opacity" values="0;1" dur="1s" repeatCount="indefinite"/>
 <animateTransform attributeName="transform" type="rotate" from="0" to="90"/></path>
<a xlink:href="https://example.org/?a=1" target="_blank"><title>on it</title><rect/></a>
<text><textPath href="#t" startOffset="50%">Port</textPath></text><use href="#s"/>
</svg>"""


@pytest.mark.parametrize("text", [INKSCAPE, ILLUSTRATOR, MATPLOTLIB, BY_SCRIPT])
def test_what_programs_write_is_let_through(tmp_path: Path, text: str) -> None:
    """Inkscape, Illustrator, Matplotlib, and the scripts that draw on pages."""
    path = tmp_path / "a.svg"
    path.write_text(text)

    assert size(measure(path)) == (4, 3)


def test_a_picture_is_read_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    """Nor by what stands somewhere in it; a drawing by another name would not be shown."""
    photograph = tmp_path / "a.svg"
    Image.new("RGB", (40, 30)).save(photograph, "JPEG", comment=b"<svg")
    drawing = tmp_path / "a.jpg"
    drawing.write_text(SVG.format('viewBox="0 0 4 3"', ""))
    other = tmp_path / "a.dat"
    other.write_text(SVG.format('viewBox="0 0 4 3"', ""))

    assert size(measure(photograph)) == (40, 30)
    assert measure(photograph).kind == "photograph"
    assert measure(drawing).code == measure(other).code == "unreadable-image"
    assert measure(drawing).problem == "it is a drawing, but its name says JPEG"
    assert measure(drawing).hint == "rename it so that it ends in `.svg`"
    assert measure(other).problem == "it is a drawing, but its name does not end in `.svg`"


def test_entities_are_refused_before_they_expand(tmp_path: Path) -> None:
    """A billion laughs ends at the first declaration; a plain doctype is harmless."""
    path = tmp_path / "a.svg"
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    path.write_text(f'<!DOCTYPE svg [<!ENTITY l0 "ha">{laughs}]>' + SVG.format("", "&l9;"))
    plain = tmp_path / "b.svg"
    plain.write_text(
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">'
        + SVG.format('viewBox="0 0 4 3"', "")
    )

    assert measure(path).code == "unsafe-image"
    assert size(measure(plain)) == (4, 3)


@pytest.mark.parametrize(
    "text", ["<svg", "<html/>", "<svg/>", "<svg viewBox='a b c d'/>", "<svg viewBox='0 0 0 0'/>"]
)
def test_a_drawing_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    """Not well-formed, another document, or without a size."""
    path = tmp_path / "a.svg"
    path.write_text(text)

    assert measure(path).code == "unreadable-image"


SAID = Said(source_type="trainedAlgorithmicMedia", credit="Studio", aigc='{"Label":"1"}')


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_tells_what_its_packet_says(tmp_path: Path, format_: str) -> None:
    """In every format that carries one."""
    path = tmp_path / "a.dat"
    Image.new("RGB", (40, 30)).save(path, format_, **attach(format_, SAID))

    assert measure(path).said == SAID
    assert measure(path).disputed == ()
    assert measure(path).credentials == ""


def test_a_drawing_tells_what_its_metadata_says(tmp_path: Path) -> None:
    """XMP stands in it as it is."""
    path = tmp_path / "a.svg"
    packet = write(SAID).decode().split("?>\n", 1)[1].rsplit("<?", 1)[0]
    path.write_text(SVG.format('viewBox="0 0 4 3"', f"<metadata>{packet}</metadata>"), "utf-8")

    assert measure(path) == Measured(4, 3, said=SAID, kind="drawing", alpha=True)


def test_a_packet_that_is_damaged_does_no_harm(tmp_path: Path) -> None:
    """The picture is shown all the same."""
    path = tmp_path / "a.jpg"
    Image.new("RGB", (40, 30)).save(path, xmp=b"<x:xmpmeta")

    assert size(measure(path)) == (40, 30)
    assert measure(path).said == NOTHING


@pytest.mark.parametrize("format_", ["GIF", "PNG", "WEBP", "AVIF"])
def test_what_moves_is_an_animation(tmp_path: Path, format_: str) -> None:
    """More than one frame, in each format that can have them."""
    path = tmp_path / "a.dat"
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    frames[0].save(path, format_, save_all=True, append_images=frames[1:])
    still = tmp_path / "b.dat"
    frames[0].save(still, format_)

    assert measure(path).kind == "animation"
    assert measure(still).kind == "photograph"


def test_what_phones_put_behind_a_photograph_does_not_make_it_move(tmp_path: Path) -> None:
    """A JPEG with another one behind it is a JPEG, whatever its credentials say."""
    path = tmp_path / "a.jpg"
    both = [Image.new("RGB", (40, 30), colour) for colour in ("red", "gray")]
    both[0].save(path, "MPO", save_all=True, append_images=both[1:], **attach("JPEG", SAID))
    with Image.open(path) as image:
        assert image.format == "MPO"

    assert size(measure(path)) == (40, 30)
    assert measure(path).kind == "photograph"
    assert measure(path).said == SAID

    path.write_bytes(path.read_bytes() + b"jumdc2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x008\x9bq")
    assert measure(path).credentials == ""


def test_an_animation_that_would_take_all_memory_is_refused(tmp_path: Path) -> None:
    """By the number of frames, and by the pixels of all together; counted without decoding."""
    file = io.BytesIO()
    Image.new("1", (5_000, 5_000)).save(file, "GIF")
    large = file.getvalue()
    large = large[:-1] + large[large.index(b"\x2c") : -1] * 25 + b";"
    frame = b"\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1\0"
    many = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + frame * (MAX_FRAMES + 1) + b";"
    started = time.process_time()
    for content in (large, many, many[:-1] * 20):
        path = tmp_path / "a.gif"
        path.write_bytes(content)
        assert measure(path).code == "oversized-image"

    assert time.process_time() - started < 2


def test_a_file_of_too_many_bytes_is_not_even_read(tmp_path: Path) -> None:
    """The file system knows its size."""
    path = tmp_path / "a.jpg"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)

    assert measure(path).code == "oversized-image"
    assert "50,000,000 bytes" in measure(path).problem


def test_what_shows_through_and_what_is_plain_are_told(tmp_path: Path) -> None:
    """By what is in the picture: a channel that nothing uses does not count."""
    path = tmp_path / "a.png"
    noise = Image.merge("RGB", [Image.effect_noise((90, 90), 90) for _ in range(3)])
    veiled = noise.convert("RGBA")
    veiled.putpixel((0, 0), (0, 0, 0, 100))
    chart = Image.new("RGB", (90, 90), "white")
    cases = (
        (noise, False, False),
        (noise.convert("RGBA"), False, False),
        (veiled, True, False),
        (chart, False, True),
        (noise.convert("P"), False, True),
        (noise.convert("L"), False, False),
        (Image.new("RGBA", (9, 9), (0, 0, 0, 0)), True, True),
        (Image.new("I;16", (9, 9)), False, False),
    )
    for image, alpha, plain in cases:
        image.save(path)
        assert (measure(path).alpha, measure(path).plain) == (alpha, plain)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_that_says_where_it_was_taken_is_told(tmp_path: Path, format_: str) -> None:
    """In its EXIF, or in its XMP."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 29.0)
    silent = Image.Exif()
    silent.get_ifd(0x8825)[29] = "2024:10:23"
    path = tmp_path / "a.dat"
    places = []
    for given in (exif, silent):
        given[0x0110] = "Camera"
        Image.new("RGB", (40, 30)).save(path, format_, exif=given)
        places.append(measure(path).place)

    assert places == [True, False]


def test_a_position_in_the_packet_counts_as_well(tmp_path: Path) -> None:
    """Programs that edit photographs write it there."""
    packet = write(SAID).replace(
        b'rdf:about=""',
        b'rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="48,51.5N"',
    )
    path = tmp_path / "a.jpg"
    Image.new("RGB", (40, 30)).save(path, xmp=packet)

    assert measure(path).place
    assert measure(path).said == SAID
