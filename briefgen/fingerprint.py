"""Fingerprints of plain data: the ground on which every build decision stands.

Plain values in, short hexadecimal text out. The same value has the same fingerprint on every
machine, in every process, under every hash seed; nothing here pickles, reads a file or a clock.
"""

from collections.abc import Callable
from dataclasses import Field
from functools import cache
from hashlib import blake2b
from typing import Any, ClassVar


def of_bytes(data: bytes) -> str:
    """Return the fingerprint of bytes: 32 hexadecimal digits of BLAKE2b (RFC 7693)."""
    # 16 bytes: collisions stay out of reach for any number of files a site can have.
    return blake2b(data, digest_size=16).hexdigest()


def of(*parts: object) -> str:
    """Return the fingerprint of plain data.

    Parts may hold text, numbers, booleans, None, dates, tuples, lists, mappings with text keys,
    and `Value`s. A date counts as the text it is written as. TypeError for anything else.
    """
    return of_bytes(_encoder()(parts))


def composed(*parts: str) -> str:
    """Return the fingerprint of texts that hold no line break, fingerprints most of all."""
    return blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


class Value:
    """A frozen record that knows its own fingerprint.

    Subclasses are frozen, slotted dataclasses of plain data. The fingerprint is computed once.
    """

    __slots__ = ("_fingerprint",)
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    _fingerprint: str

    def parts(self) -> dict[str, object]:
        """Return the fields with their values, in their order."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the class name and of all fields."""
        try:
            return self._fingerprint
        except AttributeError:
            found = of(type(self).__name__, self)
            # The one write to a finished value: a memo that nobody can tell from computing anew.
            object.__setattr__(self, "_fingerprint", found)
            return found


class Deferred:
    """A value that is made when it is looked at, and whose fingerprint is known before.

    The fingerprint is composed from those of all that `function` looks at. So a build in which
    little changed knows what stayed the same without making it again.
    """

    __slots__ = ("arguments", "fingerprint", "function")

    def __init__(self, fingerprint: str, function: Callable[..., Value], *arguments: Any) -> None:
        """Know the fingerprint of what `function` gives for a source and these arguments."""
        self.fingerprint = fingerprint
        self.function = function
        self.arguments = arguments

    def made_from(self, source: object) -> Value:
        """Return the value itself. `source` is where the function finds what it needs."""
        return self.function(source, *self.arguments)


def _refuse(value: object) -> object:
    raise TypeError(f"{type(value).__name__} is not plain data")


@cache
def _encoder() -> Callable[[object], bytes]:
    """Return what writes plain data as MessagePack: one way for each value, mappings sorted."""
    from msgspec.msgpack import Encoder

    return Encoder(order="deterministic", enc_hook=_refuse).encode
