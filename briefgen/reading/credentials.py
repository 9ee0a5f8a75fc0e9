"""Read the content credentials (C2PA) of a picture: its bytes in, what they say out.

Only with the extra `briefgen[c2pa]`; without it no more is known than that there are some. Nothing
is fetched: neither manifests that lie elsewhere nor the state of certificates. That a signature is
intact says that nothing was changed since; who signed is not checked.
"""

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from briefgen import iptc
from briefgen.model import Credentials

_MIME: Mapping[str, str] = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
    "SVG": "image/svg+xml",
}
# How the outermost box of every manifest begins (ISO 19566-5; C2PA 2.2 §11.1.4), in whichever
# segment or chunk of a format it lies. In a drawing it is text, in an element of this namespace.
_BOX = b"jumdc2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71"
_ELEMENT = b"http://c2pa.org/manifest"

_OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
# Of a chain of edits, each with a manifest of its own, more tell nothing new.
_MOST_MANIFESTS = 100
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Signed:
    """What content credentials say."""

    state: Credentials = ""
    source_type: str = ""
    """IPTC digital source type, bare code: the gravest that counts for the whole picture."""
    system: str = ""
    """What made or altered it, when a model did."""
    system_version: str = ""


def read(data: bytes, format_: str) -> Signed:
    """Return what the content credentials of a picture say. `format_` is Pillow's name, or SVG."""
    if _BOX not in data and not (format_ == "SVG" and _ELEMENT in data):
        return Signed()
    if find_spec("c2pa") is None:
        return Signed("unread")
    try:
        import c2pa
    except (ImportError, OSError, RuntimeError):
        # Its native library does not go with this machine.
        return Signed("unread")
    try:
        context = c2pa.Context.from_dict(_OFFLINE)
        reader = c2pa.Reader.try_create(_MIME[format_], io.BytesIO(data), context=context)
        if reader is None:
            # They belong to another picture that lies behind this one.
            return Signed()
        with reader:
            state = reader.get_validation_state()
            told = json.loads(reader.json())
    except (c2pa.C2paError, ValueError):
        return Signed("broken")
    return _said(told, "intact" if state in ("Valid", "Trusted") else "broken")


def _said(told: object, state: Credentials) -> Signed:
    """Return what a store of manifests says of its picture, whatever shape it has."""
    store = _mapping(told)
    manifests = _mapping(store.get("manifests"))
    claims = list(_claims(manifests, _text(store.get("active_manifest"))))
    code = iptc.gravest(code for code, _, _ in claims)
    if iptc.kind(code) not in ("generated", "modified"):
        return Signed(state, code)
    named = ((system, version) for own, system, version in claims if own == code and system)
    return Signed(state, code, *next(named, ("", "")))


def _claims(manifests: Mapping[str, Any], active: str) -> Iterator[tuple[str, str, str]]:
    """Yield source type, system and version of all that was done to a picture.

    What was done before counts as what was done last: a made picture that was cropped is a made
    one. What was put into a picture altered it.
    """
    waiting = [(active, False)]
    seen: set[tuple[str, bool]] = set()
    while waiting and len(seen) < _MOST_MANIFESTS:
        name, partly = waiting.pop(0)
        if (name, partly) in seen:
            continue
        seen.add((name, partly))
        manifest = _mapping(manifests.get(name))
        for code, system, version in _actions(manifest):
            kind = iptc.kind(code)
            if not partly:
                yield code, system, version
            elif kind in ("generated", "modified"):
                yield iptc.ALTERED, system, version
        for ingredient in _mappings(manifest.get("ingredients")):
            relation = ingredient.get("relationship")
            if relation in ("parentOf", "componentOf"):
                part = partly or relation == "componentOf"
                waiting.append((_text(ingredient.get("active_manifest")), part))


def _actions(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield source type, system and version of each action of one manifest that has a type."""
    generators = [*_mappings(manifest.get("claim_generator_info"))]
    generators.append({"name": manifest.get("claim_generator")})
    for assertion in _mappings(manifest.get("assertions")):
        if not _text(assertion.get("label")).startswith("c2pa.actions"):
            continue
        data = _mapping(assertion.get("data"))
        agents = list(_mappings(data.get("softwareAgents")))
        for action in _mappings(data.get("actions")):
            code = iptc.read(_text(action.get("digitalSourceType")))
            if not code:
                continue
            if code == iptc.TRAINED and action.get("action") != "c2pa.created":
                # What this step made is a part of a picture that was there before.
                code = iptc.ALTERED
            agent = action.get("softwareAgent")
            index = action.get("softwareAgentIndex")
            if isinstance(index, int) and 0 <= index < len(agents):
                agent = agents[index]
            given = _mapping(agent) or {"name": agent}
            named = next((one for one in (given, *generators) if _text(one.get("name"))), {})
            yield code, _text(named.get("name")), _text(named.get("version"))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _mappings(value: object) -> Iterator[Mapping[str, Any]]:
    return (one for one in value if isinstance(one, dict)) if isinstance(value, list) else iter(())


def _text(value: object) -> str:
    return " ".join(value.split())[:_LONGEST] if isinstance(value, str) else ""
