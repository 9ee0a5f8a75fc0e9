"""Pictures with content credentials: signed here, by a certificate that nobody knows."""

import io
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID
from PIL import Image

FORMATS = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
}
VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/"
MADE: Mapping[str, Any] = {
    "action": "c2pa.created",
    "digitalSourceType": f"{VOCABULARY}trainedAlgorithmicMedia",
    "softwareAgent": {"name": "Example Model", "version": "3"},
}
TAKEN: Mapping[str, Any] = {
    "action": "c2pa.created",
    "digitalSourceType": f"{VOCABULARY}digitalCapture",
}
OPENED: Mapping[str, Any] = {
    "action": "c2pa.opened",
    "parameters": {"ingredientIds": ["parentOf"]},
}


def plain(format_: str = "JPEG", **arguments: Any) -> bytes:
    """Return a picture without credentials. The arguments are those of Pillow's `save`."""
    file = io.BytesIO()
    Image.effect_noise((40, 30), 50).convert("RGB").save(file, format_, **arguments)
    return file.getvalue()


def signed(
    *actions: Mapping[str, Any],
    picture: bytes = b"",
    format_: str = "JPEG",
    ingredients: Mapping[str, bytes] | None = None,
    elsewhere: str = "",
    ocsp: str = "",
) -> bytes:
    """Return a picture whose credentials say that this was done.

    `ingredients` are pictures by their relationship, such as `parentOf`. `elsewhere` is an address
    at which the manifest would lie, instead of in the picture; `ocsp` one that would know whether
    the certificate still holds.
    """
    certificates, key = _identity(ocsp)
    signer = c2pa.Signer.from_info(
        c2pa.C2paSignerInfo(alg=b"es256", sign_cert=certificates, private_key=key, ta_url=None)
    )
    manifest = {
        "claim_generator_info": [{"name": "Example Editor", "version": "2"}],
        "assertions": [{"label": "c2pa.actions", "data": {"actions": [*actions]}}],
    }
    out = io.BytesIO()
    with c2pa.Builder(json.dumps(manifest)) as builder:
        for relation, other in (ingredients or {}).items():
            told = json.dumps({"label": relation, "relationship": relation})
            builder.add_ingredient(told, "image/jpeg", io.BytesIO(other))
        if elsewhere:
            builder.set_no_embed()
            builder.set_remote_url(elsewhere)
        source = io.BytesIO(picture or plain(format_))
        builder.sign(signer, FORMATS.get(format_, "image/svg+xml"), source, out)
    return out.getvalue()


@cache
def _identity(ocsp: str) -> tuple[bytes, bytes]:
    """Return a chain of two certificates, and the private key of the first."""
    above, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = (
        _certificate("Root", above.public_key(), 1)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_usage("key_cert_sign", "crl_sign"), critical=True)
        .sign(above, hashes.SHA256())
    )
    leaf = (
        _certificate("Signer", own.public_key(), 2)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage("digital_signature"), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(above.public_key()), False
        )
    )
    if ocsp:
        where = x509.UniformResourceIdentifier(ocsp)
        access = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, where)
        leaf = leaf.add_extension(x509.AuthorityInformationAccess([access]), critical=False)
    chain = (leaf.sign(above, hashes.SHA256()), root)
    return (
        b"".join(one.public_bytes(serialization.Encoding.PEM) for one in chain),
        own.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
    )


def _certificate(name: str, key: ec.EllipticCurvePublicKey, number: int) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name("Root"))
        .public_key(key)
        .serial_number(number)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2090, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Example"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _usage(*allowed: str) -> x509.KeyUsage:
    every = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: name in allowed for name in every})
