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
    ],
)
def test_a_drawing_that_could_run_is_refused(tmp_path: Path, inner: str) -> None:
    """Scripts, handlers, foreign elements and outside references."""
    path = tmp_path / "a.svg"
    path.write_text(SVG.format('viewBox="0 0 4 3"', inner))

    assert measure(path).code == "unsafe-image"


@pytest.mark.parametrize(
    "inner",
    [
        "<use href='#x'/>",
        "<path style='fill:url(#g)' d=''/>",
        "<image href='data:image/png;base64,xx'/>",
        "<a href='https://example.org/'><path d=''/></a>",
        "<style>path { fill: url(#g) }</style><text>on the url( of it</text>",
    ],
)
def test_an_ordinary_drawing_is_let_through(tmp_path: Path, inner: str) -> None:
    """References within the drawing and pictures in it."""
    path = tmp_path / "a.svg"
    path.write_text(SVG.format('viewBox="0 0 4 3"', inner))

    assert size(measure(path)) == (4, 3)


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
