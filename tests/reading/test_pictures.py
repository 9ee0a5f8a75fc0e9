"""Pictures: their size from the header, and what is wrong with them before anything is shown."""

import struct
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image

from briefgen.reading.parsed import Measured
from briefgen.reading.pictures import MAX_PIXELS, measure


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

    assert measure(other) == Measured(40, 30)


def test_a_turned_camera_counts(tmp_path: Path) -> None:
    """EXIF orientation 6: shown upright, 30 × 40."""
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 30)).save(path, exif=exif)

    assert measure(path) == Measured(30, 40)


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
    ("attributes", "size"),
    [
        ('width="40" height="30"', (40, 30)),
        ('width="40px" height="30.4px"', (40, 30)),
        ('viewBox="0 0 400 300"', (400, 300)),
        ('width="100%" height="100%" viewBox="0,0,400,300"', (400, 300)),
    ],
)
def test_a_drawing_has_the_size_it_gives_itself(
    tmp_path: Path, attributes: str, size: tuple[int, int]
) -> None:
    """Width and height, or else the viewBox."""
    path = tmp_path / "a.svg"
    path.write_text(SVG.format(attributes, "<path d='M0 0'/>"))

    assert measure(path) == Measured(*size)


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

    assert measure(path) == Measured(4, 3)


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
    assert measure(plain) == Measured(4, 3)


@pytest.mark.parametrize(
    "text", ["<svg", "<html/>", "<svg/>", "<svg viewBox='a b c d'/>", "<svg viewBox='0 0 0 0'/>"]
)
def test_a_drawing_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    """Not well-formed, another document, or without a size."""
    path = tmp_path / "a.svg"
    path.write_text(text)

    assert measure(path).code == "unreadable-image"
