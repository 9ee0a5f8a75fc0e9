"""IPTC digital source types: what they say of a picture, and how they are written.

A text in one of four notations in; a bare code, what it means, its addresses out. The codes are
those of https://cv.iptc.org/newscodes/digitalsourcetype/ as of 2026. Nothing here reads a file.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

Origin = Literal["generated", "modified", "none"]
Kind = Literal["generated", "modified", "unknown", "synthetic", "none"]
"""What a code says: made by a trained model, altered by one, it may be either, made by a formula
and not by a model, or neither."""

KINDS: Mapping[str, Kind] = {
    "trainedAlgorithmicMedia": "generated",
    "compositeWithTrainedAlgorithmicMedia": "modified",
    "compositeSynthetic": "modified",
    "composite": "unknown",
    "virtualRecording": "unknown",
    "algorithmicMedia": "synthetic",
    "algorithmicallyEnhanced": "none",
    "dataDrivenMedia": "none",
    "digitalCreation": "none",
    "humanEdits": "none",
    "digitalCapture": "none",
    "computationalCapture": "none",
    "compositeCapture": "none",
    "screenCapture": "none",
    "negativeFilm": "none",
    "positiveFilm": "none",
    "print": "none",
}
"""By code, those that are in use."""

RETIRED: Mapping[str, str] = {
    "minorHumanEdits": "humanEdits",
    "digitalArt": "digitalCreation",
    "softwareImage": "",
}
"""Codes that IPTC has withdrawn, each with the one to write now, where there is one.

None of them speaks of a model. They are read, and never written.
"""

TRAINED = "trainedAlgorithmicMedia"
ALTERED = "compositeWithTrainedAlgorithmicMedia"
CODES: Mapping[Origin, str] = {"generated": TRAINED, "modified": ALTERED, "none": ""}
"""The code for a picture of which no more is known than what a model had to do with it."""

_NAMESPACE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_PREFIXES = (_NAMESPACE, _NAMESPACE.replace("http:", "https:"), "digsrctype:")
_SPELT = {code.lower(): code for code in (*KINDS, *RETIRED)}
# What weighs most for readers comes first.
_GRAVEST: tuple[Kind | None, ...] = ("generated", "modified", "unknown", "synthetic", "none", None)

# Named otherwise in schema.org, or not at all.
_OTHER_IN_SCHEMA: Mapping[str, str] = {
    "computationalCapture": "MultiFrameComputationalCapture",
    "humanEdits": "",
    "digitalCreation": "",
}


def read(text: str) -> str:
    """Return the bare code of a text: the code itself, the QCode, or either scheme of the URI.

    Capitals and a slash at the end make no difference. A code that IPTC does not have is returned
    as it is.
    """
    written = text.strip()
    for prefix in _PREFIXES:
        if written.lower().startswith(prefix):
            written = written[len(prefix) :].strip(" /")
    return _SPELT.get(written.lower(), written)


def kind(code: str) -> Kind | None:
    """Return what a code says of a picture; None for one that IPTC does not have."""
    return "none" if code in RETIRED else KINDS.get(code)


def origin(code: str) -> Origin:
    """Return what a model had to do with a picture of this code, as far as the code says it."""
    found = kind(code)
    return found if found == "generated" or found == "modified" else "none"


def gravest(codes: Iterable[str]) -> str:
    """Return the code that weighs most for readers, the first of equal ones; empty without any."""
    return min(filter(None, codes), key=lambda code: _GRAVEST.index(kind(code)), default="")


def uri(code: str) -> str:
    """Return the identifier of a code; empty for one that is retired, or that IPTC lacks."""
    return _NAMESPACE + code if code in KINDS else ""


def schema_org(code: str) -> str:
    """Return the value of schema.org's `digitalSourceType`; empty where it has none."""
    if code not in KINDS:
        return ""
    name = _OTHER_IN_SCHEMA.get(code, code[:1].upper() + code[1:])
    return f"https://schema.org/{name}DigitalSource" if name else ""
