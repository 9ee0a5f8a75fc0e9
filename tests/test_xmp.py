"""XMP packets: what files say of themselves, and what is written into pictures."""

import io
import time
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from briefgen.xmp import NOTHING, Said, attach, packet_of, read, write

TRAINED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
WHOLE = Said(
    source_type="trainedAlgorithmicMedia",
    credit="Example & Daughters <Studio>",
    description="Ships in the harbour, 港口",
    alt='Two "ships" 🚢 at anchor',
    system="Example Model",
    system_version="3",
    aigc='{"Label":"1", "ContentProducer":"&<x>"}',
)
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")


def packet(inner: str = "", attributes: str = "", before: str = "") -> bytes:
    """Return a packet with one description."""
    return (
        f'{before}<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<r:Description r:about="" xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
        'xmlns:c="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:p="http://ns.adobe.com/photoshop/1.0/" '
        f'xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/" {attributes}>{inner}'
        "</r:Description></r:RDF></x:xmpmeta>"
    ).encode()


def saved(format_: str, **arguments: Any) -> Image.Image:
    """Return a picture that was saved in a format, and opened and loaded again."""
    file = io.BytesIO()
    Image.new("RGB", (16, 12), "red").save(file, format_, **arguments)
    image = Image.open(file)
    image.load()
    return image


@pytest.mark.parametrize("format_", FORMATS)
def test_what_is_written_into_a_picture_is_read_from_it(format_: str) -> None:
    """All of it, in every format that is made."""
    image = saved(format_, **attach(format_, WHOLE))

    assert read(packet_of(image)) == WHOLE


@pytest.mark.parametrize("format_", FORMATS)
def test_a_picture_of_which_nothing_is_said_gets_no_packet(format_: str) -> None:
    """Nothing in, nothing out."""
    assert attach(format_, NOTHING) == {}
    assert packet_of(saved(format_)) == b""
    assert attach("TIFF", WHOLE) == {}


def test_a_gif_tells_too() -> None:
    """Its packet stands in an extension of its own, before the picture."""
    file = io.BytesIO()
    Image.new("P", (16, 12)).save(file, "GIF")
    plain = file.getvalue()
    at = 13 + 3 * 2 ** ((plain[10] & 7) + 1)
    trailer = b"\x01" + bytes(range(255, -1, -1)) + b"\x00"
    told = plain[:at] + b"\x21\xff\x0bXMP DataXMP" + write(WHOLE) + trailer + plain[at:]

    with Image.open(io.BytesIO(told)) as image:
        image.load()
        assert read(packet_of(image)) == WHOLE
    with Image.open(io.BytesIO(plain)) as image:
        assert packet_of(image) == b""


@pytest.mark.parametrize(
    ("inner", "attributes"),
    [
        (f"<e:DigitalSourceType>{TRAINED}</e:DigitalSourceType>", ""),
        (f"<e:DigitalSourceType>\n  {TRAINED}\n </e:DigitalSourceType>", ""),
        (f'<e:DigitalSourceType r:resource="{TRAINED}"/>', ""),
        ("", f'e:DigitalSourceType="{TRAINED}"'),
        ("", f'e:DigitalSourceType="{TRAINED.replace("http:", "https:")}"'),
        ("", 'e:DigitalSourceType="digsrctype:trainedAlgorithmicMedia"'),
        (
            "<e:DigitalSourceType>digitalCapture</e:DigitalSourceType>"
            f"<e:DigitalSourceType>{TRAINED}</e:DigitalSourceType>",
            'e:DigitalSourceType="composite"',
        ),
        (
            "<e:DigitalSourceType><r:Bag><r:li>print</r:li>"
            f"<r:li>{TRAINED}</r:li></r:Bag></e:DigitalSourceType>",
            "",
        ),
    ],
)
def test_the_source_type_is_found_wherever_it_may_stand(inner: str, attributes: str) -> None:
    """As text, resource, attribute, or list; the gravest of several."""
    assert read(packet(inner, attributes)) == Said(source_type="trainedAlgorithmicMedia")


def test_a_node_may_have_a_type_for_its_name() -> None:
    """As RDF allows in place of a description."""
    inner = f"<e:DigitalSourceType>{TRAINED}</e:DigitalSourceType>"
    typed = packet(inner).replace(b"r:Description", b"e:Photo")

    assert read(typed) == Said(source_type="trainedAlgorithmicMedia")


@pytest.mark.parametrize("zip", [False, True])
@pytest.mark.parametrize("raw", [False, True])
def test_a_png_may_tell_it_in_a_plain_text(raw: bool, zip: bool) -> None:
    """As it is, or in the digits that ImageMagick writes; digits that are none say nothing."""
    whole = write(WHOLE)
    digits = f"\nxmp\n{len(whole):8}\n{whole.hex()}\n"
    name = "Raw profile type xmp" if raw else "XML:com.adobe.xmp"
    info = PngInfo()
    info.add_text(name, digits if raw else whole.decode("latin-1"), zip=zip)
    broken = PngInfo()
    broken.add_text("Raw profile type xmp", "\nxmp\n 4\nzz")

    assert read(packet_of(saved("PNG", pnginfo=info))) == WHOLE
    assert packet_of(saved("PNG", pnginfo=broken)) == b""


def test_the_default_language_comes_before_others() -> None:
    """Else the first."""
    several = (
        '<dc:description><r:Alt><r:li xml:lang="de">Hafen</r:li>'
        '<r:li xml:lang="x-default">Harbour</r:li></r:Alt></dc:description>'
        '<c:AltTextAccessibility><r:Alt><r:li xml:lang="fr">Port</r:li>'
        '<r:li xml:lang="de">Hafen</r:li></r:Alt></c:AltTextAccessibility>'
    )

    assert read(packet(several)) == Said(description="Harbour", alt="Port")


def test_what_is_said_of_another_picture_does_not_count() -> None:
    """Parts of a composition have properties of their own, below those of the picture."""
    part = f"<e:DigitalSourceType>{TRAINED}</e:DigitalSourceType>"
    bag = f'<r:Bag><r:li r:parseType="Resource">{part}</r:li></r:Bag>'

    assert read(packet(f"<e:ArtworkOrObject>{bag}</e:ArtworkOrObject>")) == NOTHING


@pytest.mark.parametrize(
    "bytes_",
    [
        b"",
        b"\0\0\0",
        b"no XML",
        packet("<e:DigitalSourceType>print"),
        packet().replace(b"xmlns:e=", b"xmlns:f="),
        b"\xff\xfe" + packet(),
        packet(f"<e:DigitalSourceType>{TRAINED}</e:DigitalSourceType>" + " " * 5_000_000),
    ],
)
def test_a_packet_that_cannot_be_read_says_nothing(bytes_: bytes) -> None:
    """Whatever it is."""
    assert read(bytes_) == NOTHING


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_a_packet_may_be_written_wide(encoding: str) -> None:
    """In UTF-16 and UTF-32, with a mark at its start or without."""
    wide = write(WHOLE).decode().encode(encoding)

    assert read(wide) == WHOLE


def test_a_packet_cannot_expand() -> None:
    """A billion laughs ends at the first declaration."""
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    doctype = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'
    started = time.process_time()

    assert read(packet("<p:Credit>&l9;</p:Credit>", before=doctype)) == NOTHING
    assert time.process_time() - started < 1


def test_padding_and_the_wrapper_are_no_obstacle() -> None:
    """Programs leave room behind a packet, and close texts with a zero byte."""
    inner = packet("<p:Credit> The \n Agency </p:Credit>")
    wrapped = b"<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>" + inner + b" " * 500

    assert read(wrapped + b"<?xpacket end='w'?>\0") == Said(credit="The Agency")


def test_a_packet_is_the_same_each_time_and_says_that_it_is_not_to_be_changed() -> None:
    """Same bytes for the same statement."""
    assert write(WHOLE) == write(read(write(WHOLE)))
    assert write(WHOLE).startswith(
        b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    )
    assert write(WHOLE).endswith(b'<?xpacket end="r"?>')


def test_a_long_text_is_cut_where_a_letter_ends() -> None:
    """No half family, flag or accent, and always room in a JPEG."""
    family = "👩‍👩‍👧‍👦"
    text = "&" * 2_990 + family * 20
    long = Said(
        source_type="compositeWithTrainedAlgorithmicMedia",
        description=text,
        alt="é" * 9_000,
        credit="&" * 9_000,
        system="🇮🇳" * 900,
        system_version="x" * 9_000,
        aigc='{"Label": "' + "1" * 15_000 + '"}',
    )
    found = read(packet_of(saved("JPEG", **attach("JPEG", long))))

    assert len(write(long)) < 60_000
    assert found.description == "&" * 2_990 + family + "…"
    assert found.alt.endswith("é…")
    assert found.system.endswith("🇮🇳…")
    assert found.aigc == long.aigc


def test_what_no_xml_may_hold_is_left_out() -> None:
    """Control characters and half surrogates vanish."""
    assert read(write(Said(credit="A\x00\x01\ufffe\ud800B"))) == Said(credit="AB")


@pytest.mark.parametrize("code", ["minorHumanEdits", "softwareImage", "madeUp", ""])
def test_only_codes_in_use_are_written(code: str) -> None:
    """Retired ones are read, never written."""
    assert b"DigitalSourceType" not in write(Said(source_type=code, credit="A"))
    assert read(packet("", f'e:DigitalSourceType="{code}"')).source_type == code


def test_a_label_of_the_chinese_standard_is_handed_on_or_left_out() -> None:
    """Letter by letter, and never half of it."""
    label = '{"Label": "1",\n  "ProduceID": "x"}'

    assert read(packet(f"<TC260:AIGC>{label}</TC260:AIGC>")).aigc == label
    assert read(write(Said(aigc=label))).aigc == label
    assert b"AIGC" not in write(Said(credit="A", aigc="1" * 20_000))
