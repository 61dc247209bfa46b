"""Ids: UUIDv7 for every record, and the short references that people read.

Random bits come from the operating system; nothing about the machine or user enters an id.
"""

import hashlib
import os
import re
import time
import uuid
from types import MappingProxyType

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LETTERS = MappingProxyType(
    {
        "source": "S",
        "actor": "A",
        "issue": "I",
        "event": "E",
        "quote": "Q",
        "fact": "F",
        "position": "P",
        "brief": "B",
        "comment": "C",
    }
)

_KINDS = MappingProxyType({letter: kind for kind, letter in _LETTERS.items()})
_TYPED = re.compile(r"([A-Z])[-\u2010\u2011\u2013]?([0-9A-HJKMNP-TV-Z]{6,9})")
_ALIKE = str.maketrans("OIL", "011")  # as Crockford reads them; none of them is a symbol


def compose_id(milliseconds: int, entropy: bytes) -> str:
    """A UUIDv7 (RFC 9562, section 5.7) from Unix `milliseconds` and ten bytes of `entropy`."""
    value = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(entropy[:10], "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))


def new_id() -> str:
    """A fresh UUIDv7; ids made later sort later, to the millisecond."""
    return compose_id(time.time_ns() // 1_000_000, os.urandom(10))


def named_id(kind: str, name: str) -> str:
    """The id of a record of which there is one of a name, the same on every desk."""
    return compose_id(0, hashlib.sha256(f"{kind}:{name}".encode()).digest())


def short_reference(kind: str, record_id: str, length: int = 6) -> str:
    """A kind letter and the last `length` symbols of the id in Crockford base32, such as `Q-7K3M9T`."""
    value = uuid.UUID(record_id).int
    symbols = "".join(_CROCKFORD[value >> 5 * place & 31] for place in reversed(range(length)))
    return f"{_LETTERS.get(kind, kind[:1].upper())}-{symbols}"


def read_reference(text: str) -> tuple[str, str] | None:
    """The kind and the symbols of a reference as people type it (`q7k3m9t`); None for what cannot be one."""
    typed = text.strip().upper()
    found = _TYPED.fullmatch(typed[:1] + typed[1:].translate(_ALIKE))
    return (_KINDS[found[1]], found[2]) if found and found[1] in _KINDS else None


def is_called(kind: str, record_id: str, text: str) -> bool:
    """Whether `text` is a reference to this record."""
    read = read_reference(text)
    return read is not None and read[0] == kind and short_reference(kind, record_id, len(read[1]))[2:] == read[1]


def ending(symbols: str) -> str:
    """The last characters of every id whose reference has these symbols: as many as are certain."""
    value = 0
    for symbol in symbols:
        value = value << 5 | _CROCKFORD.index(symbol)
    digits = min(5 * len(symbols) // 4, 12)  # the last part of an id has twelve
    return f"{value:0{digits}x}"[-digits:]
