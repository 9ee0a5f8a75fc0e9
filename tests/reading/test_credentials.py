"""Content credentials: what they say of a picture, without a look at the network."""

import socket
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefgen.program import installed
from briefgen.reading import parsed
from briefgen.reading.credentials import Signed, read
from briefgen.reading.pictures import measure
from briefgen.xmp import Said, attach
from tests.signing import FORMATS, MADE, OPENED, TAKEN, plain, signed

TRAINED = Signed("intact", "trainedAlgorithmicMedia", "Example Model", "3")


@pytest.mark.parametrize("format_", FORMATS)
def test_who_made_a_picture_is_read_in_every_format(format_: str) -> None:
    """Source type, system, version, and that nothing was changed since."""
    assert read(signed(MADE, format_=format_), format_) == TRAINED


@pytest.mark.parametrize("format_", FORMATS)
def test_without_the_extra_it_is_known_that_there_are_some(
    format_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no more than that."""
    picture = signed(MADE, format_=format_)
    monkeypatch.setitem(sys.modules, "c2pa", None)

    assert read(picture, format_) == Signed("unread")
    assert read(plain(format_), format_) == Signed()


def test_a_picture_without_credentials_has_none() -> None:
    """Nothing is asked of the library."""
    assert read(plain(), "JPEG") == Signed()


def test_a_picture_that_was_changed_since_is_told() -> None:
    """What it said is known all the same."""
    picture = bytearray(signed(MADE))
    picture[-100] ^= 1

    assert read(bytes(picture), "JPEG") == replace(TRAINED, state="broken")


@pytest.mark.parametrize("at", [40, 200, 2_000, 10_000])
def test_credentials_that_cannot_be_read_are_broken(at: int) -> None:
    """Cut short, overwritten, or no more than their first letters."""
    picture = signed(MADE)
    start = picture.index(b"jumdc2pa") + 24
    spoilt = picture[: start + at] + b"\xff" * 40 + picture[start + at + 40 :]

    assert read(spoilt, "JPEG").state == "broken"
    assert read(picture[: start + at], "JPEG").state == "broken"


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        ([TAKEN], Signed("intact", "digitalCapture")),
        (
            [{**MADE, "softwareAgent": "Model 4"}],
            Signed("intact", "trainedAlgorithmicMedia", "Model 4"),
        ),
        (
            [{key: MADE[key] for key in ("action", "digitalSourceType")}],
            Signed("intact", "trainedAlgorithmicMedia", "Example Editor", "2"),
        ),
        (
            [TAKEN, {**MADE, "action": "c2pa.edited"}],
            Signed("intact", "compositeWithTrainedAlgorithmicMedia", "Example Model", "3"),
        ),
    ],
)
def test_what_was_done_says_where_it_comes_from(
    actions: list[dict[str, Any]], expected: Signed
) -> None:
    """The gravest of all steps, and the one that took it; a later step only alters."""
    assert read(signed(*actions), "JPEG") == expected


def test_what_was_done_before_counts() -> None:
    """A made picture that was cropped is a made one; one that was put in alters."""
    parent = signed(OPENED, ingredients={"parentOf": signed(MADE)})
    part = signed(TAKEN, ingredients={"componentOf": signed(MADE)})
    grandchild = signed(OPENED, ingredients={"parentOf": part})
    model = signed(TAKEN, ingredients={"inputTo": signed(MADE)})

    assert read(parent, "JPEG") == TRAINED
    assert read(part, "JPEG") == Signed(
        "intact", "compositeWithTrainedAlgorithmicMedia", "Example Model", "3"
    )
    assert read(grandchild, "JPEG").source_type == "compositeWithTrainedAlgorithmicMedia"
    assert read(model, "JPEG").source_type == "digitalCapture"


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A socket that would notice if somebody came."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


def test_nothing_is_fetched(listening: socket.socket, tmp_path: Path) -> None:
    """Neither a manifest that lies elsewhere, nor whether the certificate still holds."""
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    elsewhere = tmp_path / "elsewhere.jpg"
    elsewhere.write_bytes(signed(MADE, elsewhere=f"{address}manifest"))
    both = tmp_path / "both.jpg"
    both.write_bytes(signed(MADE, picture=elsewhere.read_bytes(), ocsp=f"{address}ocsp"))

    assert measure(elsewhere).credentials == ""
    assert measure(both).credentials == "intact"
    with pytest.raises(TimeoutError):
        listening.accept()


def test_packet_and_credentials_are_read_together(tmp_path: Path) -> None:
    """The gravest counts, and when they differ in what they mean it is told."""
    photograph = Said(source_type="digitalCapture", credit="Studio")
    path = tmp_path / "a.jpg"
    path.write_bytes(signed(MADE, picture=plain(**attach("JPEG", photograph))))
    measured = measure(path)

    assert measured.said == Said(
        source_type="trainedAlgorithmicMedia",
        credit="Studio",
        system="Example Model",
        system_version="3",
    )
    assert measured.disputed == ("digitalCapture", "trainedAlgorithmicMedia")


@pytest.mark.parametrize("code", ["humanEdits", "composite", "minorHumanEdits", "madeUp", ""])
def test_packet_and_credentials_that_both_speak_of_no_model_are_in_no_dispute(
    code: str, tmp_path: Path
) -> None:
    """Two codes for what a camera took; nor is a code in one that means nothing."""
    path = tmp_path / "a.jpg"
    said = Said(source_type=code, credit="Studio")
    path.write_bytes(signed(TAKEN, picture=plain(**attach("JPEG", said))))

    assert measure(path).disputed == ()
    assert measure(path).credentials == "intact"


def test_a_drawing_can_have_credentials(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In its metadata, as text."""
    path = tmp_path / "a.svg"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d=""/></svg>')
    path.write_bytes(signed(MADE, picture=path.read_bytes(), format_="SVG"))

    assert measure(path).credentials == "intact"
    assert measure(path).said.source_type == "trainedAlgorithmicMedia"

    monkeypatch.setitem(sys.modules, "c2pa", None)
    assert measure(path).credentials == "unread"


def test_a_library_that_is_installed_reads_pictures_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was known without it counts no more."""

    def fingerprint() -> str:
        parsed._program.cache_clear()
        return parsed.Settings(timezone="UTC", html="escape").fingerprint

    with_it = fingerprint()
    with monkeypatch.context() as patch:
        patch.setattr(parsed, "installed", lambda name: "" if "c2pa" in name else installed(name))
        without = fingerprint()

    assert with_it != without
    assert fingerprint() == with_it
