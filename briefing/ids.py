"""Ids: UUIDv7 for every record, and the short references that people read.

Random bits come from the operating system; nothing about the machine or user enters an id.
"""

import os
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


def compose_id(milliseconds: int, entropy: bytes) -> str:
    """A UUIDv7 (RFC 9562, section 5.7) from Unix `milliseconds` and ten bytes of `entropy`."""
    value = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(entropy[:10], "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))


def new_id() -> str:
    """A fresh UUIDv7; ids made later sort later, to the millisecond."""
    return compose_id(time.time_ns() // 1_000_000, os.urandom(10))


def short_reference(kind: str, record_id: str, length: int = 6) -> str:
    """A kind letter and the last `length` symbols of the id in Crockford base32, such as `Q-7K3M9T`."""
    value = uuid.UUID(record_id).int
    symbols = "".join(_CROCKFORD[value >> 5 * place & 31] for place in reversed(range(length)))
    return f"{_LETTERS.get(kind, kind[:1].upper())}-{symbols}"
