"""Fingerprints of plain data: the ground on which every build decision stands.

Plain values in, short hexadecimal text out. The same value has the same fingerprint on every
machine, in every process, under every hash seed; nothing here pickles, reads a file or a clock.
"""

import json
from dataclasses import Field
from datetime import date, datetime
from hashlib import blake2b
from typing import Any, ClassVar


def of_bytes(data: bytes) -> str:
    """Return the fingerprint of bytes: 32 hexadecimal digits of BLAKE2b (RFC 7693)."""
    # 16 bytes: collisions stay out of reach for any number of files a site can have.
    return blake2b(data, digest_size=16).hexdigest()


def of(*parts: object) -> str:
    """Return the fingerprint of plain data.

    Parts may hold text, numbers, booleans, None, dates, tuples, lists, mappings with text keys,
    and `Value`s, which enter by their own fingerprint. TypeError for anything else.
    """
    return of_bytes(_encode(parts).encode())


class Value:
    """A frozen record that knows its own fingerprint.

    Subclasses are frozen, slotted dataclasses of plain data. The fingerprint is computed once;
    a record inside another counts by its fingerprint, so that a page of fifty cards never
    serialises the cards again.
    """

    __slots__ = ("_fingerprint",)
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    _fingerprint: str

    def parts(self) -> dict[str, object]:
        """Return the fields with their values, in their order."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the class name and of all fields, in their order."""
        try:
            return self._fingerprint
        except AttributeError:
            found = of(type(self).__name__, list(self.parts().values()))
            # The one write to a finished value: a memo that nobody can tell from computing anew.
            object.__setattr__(self, "_fingerprint", found)
            return found


def _reduce(value: object) -> object:
    if isinstance(value, Value):
        return {"": value.fingerprint}
    if isinstance(value, (date, datetime)):
        return {"t": value.isoformat()}
    raise TypeError(f"{type(value).__name__} is not plain data")


_encode = json.JSONEncoder(default=_reduce, sort_keys=True, separators=(",", ":")).encode
