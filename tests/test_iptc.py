"""IPTC digital source types."""

import pytest

from briefgen import iptc


@pytest.mark.parametrize("code", [*iptc.KINDS, *iptc.RETIRED, "madeUp"])
def test_a_code_is_read_in_each_notation(code: str) -> None:
    """The bare code, the QCode, and both schemes of the address, spaces around them or not."""
    address = f"//cv.iptc.org/newscodes/digitalsourcetype/{code}"
    for written in (
        code,
        f" {code}\n",
        f"digsrctype:{code}",
        f"http:{address}",
        f"https:{address}",
    ):
        assert iptc.read(written) == code


def test_what_codes_say() -> None:
    """A formula is no model; what a retired code says was never of one."""
    assert iptc.kind("trainedAlgorithmicMedia") == "generated"
    assert iptc.kind("compositeSynthetic") == "modified"
    assert iptc.kind("composite") == "unknown"
    assert iptc.kind("algorithmicMedia") == "synthetic"
    assert iptc.kind("minorHumanEdits") == "none"
    assert iptc.kind("madeUp") is None


def test_the_gravest_code_counts() -> None:
    """The first of equal ones; nothing without any."""
    assert iptc.gravest(["print", "compositeSynthetic", "composite"]) == "compositeSynthetic"
    assert iptc.gravest(["humanEdits", "print"]) == "humanEdits"
    assert iptc.gravest(["madeUp", "print"]) == "print"
    assert iptc.gravest(["", ""]) == ""


def test_addresses_are_those_of_the_vocabularies() -> None:
    """None is made up: schema.org lacks some, and a retired code is never written."""
    assert iptc.uri("print") == "http://cv.iptc.org/newscodes/digitalsourcetype/print"
    assert iptc.schema_org("print") == "https://schema.org/PrintDigitalSource"
    assert (
        iptc.schema_org("computationalCapture")
        == "https://schema.org/MultiFrameComputationalCaptureDigitalSource"
    )
    for code in ("digitalArt", "madeUp", ""):
        assert (iptc.uri(code), iptc.schema_org(code)) == ("", "")
    assert iptc.schema_org("humanEdits") == iptc.schema_org("digitalCreation") == ""


def test_capitals_make_no_difference() -> None:
    """A slip of the keyboard hides nothing."""
    assert iptc.read("TrainedAlgorithmicmedia") == "trainedAlgorithmicMedia"
    assert iptc.read("MadeUp") == "MadeUp"


def test_a_slash_at_the_end_of_an_address_makes_no_difference() -> None:
    """Nor do its capitals."""
    address = "http://cv.iptc.org/newscodes/digitalSourceType/TrainedAlgorithmicMedia/"

    assert iptc.read(address) == "trainedAlgorithmicMedia"


def test_a_label_follows_from_a_code_only_where_a_model_is_meant() -> None:
    """Neither a formula nor what is not clear is called AI."""
    assert iptc.origin("trainedAlgorithmicMedia") == "generated"
    assert iptc.origin("compositeSynthetic") == "modified"
    for code in ("algorithmicMedia", "composite", "digitalCapture", "digitalArt", "madeUp", ""):
        assert iptc.origin(code) == "none"
