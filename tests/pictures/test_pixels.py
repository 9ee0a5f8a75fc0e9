"""What the files of a picture hold: its pixels upright, one packet, nothing private."""

import io
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageCms, ImageDraw

from briefgen import xmp
from briefgen.engine.failures import UnfitError
from briefgen.pictures import pixels
from briefgen.pictures.lettering import draw_badge, face_for
from briefgen.pictures.pixels import Opened, make
from briefgen.pictures.views import Format, PictureFile
from briefgen.xmp import Said

SAID = Said(
    source_type="trainedAlgorithmicMedia",
    credit="Example Agency",
    description="A harbour.",
    alt="Cranes over a harbour.",
    system="Example Model 3",
    aigc='{"Label":"1"}',
)
FORMATS: tuple[Format, ...] = ("JPEG", "PNG", "WEBP", "AVIF")
VIEW = PictureFile(width=200, height=120, format="JPEG", widest=400, said=SAID)


def picture(width: int = 400, height: int = 240, mode: str = "RGB") -> Image.Image:
    """Return a picture whose corners differ: red, green, blue and white."""
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill="red")
    pen.rectangle((width // 2, 0, width, height // 2 - 1), fill="green")
    pen.rectangle((0, height // 2, width // 2 - 1, height), fill="blue")
    return image.convert(mode)


def saved(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    """Return an image as a file."""
    out = io.BytesIO()
    image.save(out, form, **({"quality": 95} if form == "JPEG" else {}) | options)
    return out.getvalue()


def read(data: bytes) -> Image.Image:
    """Return what a file holds."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def at(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    """Return the channels of a pixel."""
    found = image.getpixel((x, y))
    return found if isinstance(found, tuple) else (int(found or 0),)


def near(colour: Any, other: tuple[int, int, int], by: int = 30) -> bool:
    """Tell whether two colours are alike, as far as a lossy format keeps them."""
    return all(abs(one - two) <= by for one, two in zip(colour[:3], other, strict=True))


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_carries_the_packet(form: Format) -> None:
    """Origin, credit, description, alternative text and system are read back as they were given."""
    made = read(make(replace(VIEW, format=form), Opened(saved(picture()))))

    assert (made.format, made.size) == (form, (200, 120))
    assert xmp.read(xmp.packet_of(made)) == SAID


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("turned", range(1, 9))
def test_a_picture_is_turned_upright(form: Format, turned: int) -> None:
    """By each of the eight orientations of EXIF; none is left in the file."""
    undo = {v: k for k, v in pixels._TURNS.items()}
    back = {
        Image.Transpose.ROTATE_90: Image.Transpose.ROTATE_270,
        Image.Transpose.ROTATE_270: Image.Transpose.ROTATE_90,
    }
    turn = next((t for t, number in undo.items() if number == turned), None)
    stored = picture() if turn is None else picture().transpose(back.get(turn, turn))
    exif = Image.Exif()
    exif[0x0112] = turned

    made = read(make(replace(VIEW, format=form), Opened(saved(stored, exif=exif.tobytes()))))

    assert made.size == (200, 120)
    assert near(made.convert("RGB").getpixel((20, 20)), (255, 0, 0))
    assert near(made.convert("RGB").getpixel((180, 20)), (0, 128, 0))
    assert near(made.convert("RGB").getpixel((20, 100)), (0, 0, 255))
    assert 0x0112 not in made.getexif()


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_private_gets_through(form: Format) -> None:
    """Neither the place, nor the camera, a name, a comment, nor a packet of somebody else's."""
    exif = Image.Exif()
    exif[0x010F], exif[0x013B], exif[0x9286] = "Camera & Co", "A. Person", "A remark"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    packet = xmp.write(Said(credit="SECRETCREDIT"))
    data = saved(picture(), exif=exif.tobytes(), xmp=packet, comment=b"SECRETCOMMENT")

    made = make(replace(VIEW, format=form), Opened(data))

    for secret in (b"Camera & Co", b"A. Person", b"A remark", b"SECRET", b"Exif"):
        assert secret not in made
    assert dict(read(made).getexif()) == {}


def test_colours_are_brought_to_srgb() -> None:
    """A picture that says its numbers mean other colours gets the numbers of these colours."""
    # In this profile red and green have changed places, which no one could fail to see.
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"____").replace(b"gXYZ", b"rXYZ").replace(b"____", b"gXYZ")
    assert swapped != profile

    for form in ("JPEG", "PNG", "WEBP"):
        made = read(make(VIEW, Opened(saved(picture(), form, icc_profile=swapped))))
        kept = read(make(VIEW, Opened(saved(picture(), form, icc_profile=profile))))

        assert near(kept.getpixel((20, 20)), (255, 0, 0))
        red, green, _ = at(made, 20, 20)
        assert green > 200 > red
        assert "icc_profile" not in made.info


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16"])
def test_every_way_to_store_a_picture_is_read(mode: str) -> None:
    """Grey, palettes, transparency, ink, and 16 bits."""
    form = "JPEG" if mode == "CMYK" else "PNG"
    stored = picture(mode="RGBA" if mode == "RGBA" else "RGB")
    if mode == "I;16":
        stored = picture().convert("L").convert("I").point(lambda value: value * 256)
    stored = stored.convert(mode)

    made = read(make(VIEW, Opened(saved(stored, form)))).convert("L")

    # The white corner is the brightest, in every mode.
    assert at(made, 180, 100)[0] > 230
    assert at(made, 20, 100)[0] < 160


def test_what_shows_through_stays_so_where_the_format_can() -> None:
    """In WebP and PNG; JPEG gets a ground."""
    stored = picture(mode="RGBA")
    stored.putalpha(Image.new("L", stored.size, 0))

    for form in ("WEBP", "PNG"):
        made = read(make(replace(VIEW, format=form), Opened(saved(stored, "PNG"))))
        assert made.mode == "RGBA"
        assert made.getchannel("A").getextrema() == (0, 0)
    assert read(make(VIEW, Opened(saved(stored, "PNG")))).mode == "RGB"


@pytest.mark.parametrize(
    ("focus", "dir", "colour"),
    [
        ("start", "ltr", (255, 0, 0)),
        ("end", "ltr", (0, 128, 0)),
        ("start", "rtl", (0, 128, 0)),
        ("end", "rtl", (255, 0, 0)),
    ],
)
def test_a_crop_keeps_what_the_focus_names(
    focus: Any, dir: str, colour: tuple[int, int, int]
) -> None:
    """Start is where lines of the entry's language begin."""
    view = replace(VIEW, width=60, height=120, frame="crop", focus=focus, dir=dir)

    made = read(make(view, Opened(saved(picture()))))

    assert near(made.getpixel((10, 10)), colour)


def test_a_chart_is_not_cropped() -> None:
    """All of it is there, on a ground."""
    view = replace(VIEW, width=120, height=120, frame="mount")

    made = read(make(view, Opened(saved(picture()))))

    assert near(made.getpixel((5, 5)), pixels._GROUND, 10)
    assert near(made.getpixel((5, 30)), (255, 0, 0))
    assert near(made.getpixel((115, 30)), (0, 128, 0))


@pytest.mark.parametrize(
    ("words", "lang"),
    [
        ("AI-generated", "en"),
        ("Générée par IA", "fr"),
        ("KI-verändert", "de"),
        ("Modificada por IA", "es"),
        ("एआई-निर्मित", "hi"),
        ("مولّدة بالذكاء الاصطناعي", "ar"),
        ("AI 生成", "zh"),
        ("AI 加工", "ja"),
    ],
)
@pytest.mark.parametrize("size", [(1200, 630), (400, 400), (90, 300), (900, 14), (1, 1), (40, 900)])
def test_a_label_is_drawn_large_enough_and_readable(
    words: str, lang: str, size: tuple[int, int]
) -> None:
    """White on black, at least 5 % of the shortest side high, inside the picture."""
    ground = Image.new("RGB", size, (120, 160, 200))
    dir = "rtl" if lang == "ar" else "ltr"

    made = draw_badge(ground, words, lang, dir)

    # What has no room for readable letters in it gets them above it.
    strip = made.height - size[1]
    around = Image.new("RGB", made.size, "white")
    around.paste(ground, ((made.width - size[0]) // 2, strip))
    left, top, right, bottom = ImageChops.difference(around, made).getbbox() or (0, 0, 0, 0)
    assert strip == 0 or bottom <= strip
    label = made.crop((left + 2, top + 2, right - 2, bottom - 2))
    colours = {colour for _, colour in label.getcolors(100_000) or () if isinstance(colour, tuple)}
    assert bottom - top >= 0.05 * min(size)
    assert left >= 0
    assert right <= made.width
    assert (17, 17, 17) in colours
    assert max(min(colour) for colour in colours) > 200
    # In the upper corner where lines end, clear of the middle.
    assert strip or bottom < size[1] / 2
    if size[0] > 1000:
        assert (right < size[0] / 2) if dir == "rtl" else (left > size[0] / 2)


def test_every_label_has_its_letters() -> None:
    """Each built-in label can be drawn; a text in a script without a font cannot, and says so."""
    from briefgen import disclaimers

    for lang in disclaimers._BADGES:
        for origin in ("generated", "modified"):
            assert face_for(disclaimers.badge(origin, lang), lang)
    with pytest.raises(ValueError, match="no font"):
        draw_badge(picture(), "ᚠᚢᚦ", "got", "ltr")


@pytest.mark.parametrize("source", ["GIF", "WEBP", "PNG"])
def test_an_animation_keeps_moving(source: str) -> None:
    """All frames with their times, and the packet."""
    frames = [picture(), picture().rotate(180), picture().rotate(90, expand=False)]
    data = saved(frames[0], source, save_all=True, append_images=frames[1:], duration=80, loop=0)

    made = read(make(replace(VIEW, format="WEBP", moving=True), Opened(data)))

    assert getattr(made, "n_frames", 1) == 3
    assert made.size == (200, 120)
    assert xmp.read(xmp.packet_of(made)) == SAID


def test_what_shows_through_survives_a_profile() -> None:
    """A colour that is named as transparent, beside a profile: it stays so."""
    stored = Image.new("RGB", (40, 24), (255, 0, 0))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(stored, "PNG", transparency=(255, 0, 0), icc_profile=profile)

    made = read(make(replace(VIEW, format="PNG"), Opened(data)))

    assert made.getchannel("A").getextrema() == (0, 0)


def test_the_same_view_gives_the_same_bytes() -> None:
    """Whatever was made of the picture before."""
    data = saved(picture())
    opened = Opened(data)
    first = make(replace(VIEW, format="WEBP"), opened)
    make(replace(VIEW, width=90, height=54), opened)

    assert make(replace(VIEW, format="WEBP"), opened) == first
    assert make(replace(VIEW, format="WEBP"), Opened(data)) == first


def test_a_label_that_gets_lost_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written is read back: a packet that did not come through stops the build."""
    monkeypatch.setattr(xmp, "attach", lambda _format, _said: {})

    with pytest.raises(UnfitError, match="did not come through"):
        make(VIEW, Opened(saved(picture())))


@pytest.mark.parametrize("cut", [30, 200, 2000])
def test_a_damaged_picture_is_no_surprise(cut: int) -> None:
    """It is refused with an error that the renderer tells of."""
    data = saved(Image.effect_noise((400, 240), 80).convert("RGB"))

    with pytest.raises((OSError, ValueError, SyntaxError)):
        make(VIEW, Opened(data[:cut]))
