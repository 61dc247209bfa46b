"""A ReadFile as bytes between the worker and whoever asked it, without the original bytes, which both have.

JSON, for a process that read hostile files is not trusted to send objects. Sentences keep what they are made of.
"""

import json
from dataclasses import asdict
from typing import Any

from briefing.errors import IntakeError
from briefing.intake.readfile import Part, ReadFile, Stated, file_hash, reading
from briefing.rules.anchors import sha256_text
from briefing.wording import Said


def to_wire(read: ReadFile) -> bytes:
    """A ReadFile as JSON in ASCII."""
    given = {**asdict(read), "notices": [_sentence(one) for one in read.notices]}
    del given["data"]
    return json.dumps(given).encode("ascii")


def refusal(error: IntakeError) -> bytes:
    """A refusal as JSON in ASCII."""
    return json.dumps({"refused": _sentence(str(error))}).encode("ascii")


def from_wire(answer: bytes, data: bytes) -> ReadFile:
    """The ReadFile in an answer, with its original bytes; hashes are computed here, whatever it says.

    Raises IntakeError where the answer is a refusal, and what json and dataclasses raise where it is none of ours.
    """
    given = json.loads(answer)
    if "refused" in given:
        raise IntakeError(_said(given["refused"]))
    return ReadFile(
        **{
            **given,
            "data": data,
            "text_sha256": sha256_text(given["text"]),
            "archive_sha256": file_hash(data),
            "notices": tuple(_said(one) for one in given["notices"]),
            "stated": tuple(Stated(**one) for one in given["stated"]),
            "parts": _parts(given["parts"], given["text"]),
            "readings": tuple(
                reading(
                    one["key"],
                    one["text"],
                    one["method"],
                    _parts(one["parts"], one["text"]),
                    suggested=one["suggested"],
                )
                for one in given["readings"]
            ),
        }
    )


def _parts(given: list[dict[str, Any]], text: str) -> tuple[Part, ...]:
    parts = tuple(Part(**one) for one in given)
    if not all(0 <= part.start <= part.end <= len(text) for part in parts):
        raise ValueError
    return parts


def _sentence(text: str) -> Any:
    if not isinstance(text, Said):
        return "".join(text)
    values = [_sentence(value) for value in text.values]
    return {"text": "".join(text), "template": text.template, "values": values, "one": text.one, "number": text.number}


def _said(given: Any) -> str:
    if isinstance(given, str):
        return given
    values = tuple(_said(value) for value in given["values"])
    return Said(given["text"], given["template"], values, given["one"], given["number"])
