"""The last step of every reader: a text and what was noticed → a ReadFile.

Responsible for what holds for all formats: controls left out and told, no empty text, no text beyond the limit, one
way to make hashes. Offsets of parts are kept right when characters are left out.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import PurePath

from briefing.errors import IntakeError
from briefing.fieldspec import PROSE_LIMIT
from briefing.intake import doubts
from briefing.intake.readfile import Part, ReadFile, Reading, Stated, file_hash, reading
from briefing.intake.stating import in_characters
from briefing.rules.anchors import sha256_text
from briefing.wording import say, say_many

LONGEST_TEXT = 25_000_000
"""Characters of a text that can be taken in."""
_NAME_LIMIT = 200
_ENDING_LIMIT = 20
_HALF = re.compile("[\ud800-\udfff]")
_PARTS_LIMIT = 10 * PROSE_LIMIT - 1_000
_PART_SIZE = 100
"""Characters that the parts of a text may take as they are kept, and that one takes beside its title."""


def finished(
    text: str,
    *,
    data: bytes,
    name: str,
    media_type: str,
    method: str,
    key: str = "text",
    title: str = "",
    notices: Iterable[str] = (),
    stated: Iterable[Stated] = (),
    parts: Sequence[Part] = (),
    readings: Sequence[Reading] = (),
) -> ReadFile:
    """What was read of the file called `name`. Raises IntakeError where it holds no words, or too many."""
    told = list(notices)
    written, written_parts = text, parts
    clean, parts = cleaned(text, parts)
    if left_out := len(text) - len(clean):
        told.append(say_many(left_out, "%1 control character was left out.", "%1 control characters were left out."))
    if not clean or clean.isspace():
        raise IntakeError(say("“%1” holds no text. Nothing was changed.", name))
    if len(clean) > LONGEST_TEXT:
        raise IntakeError(
            say(
                "The text of “%1” has %2 million characters; at most %3 million can be taken in. Please split it. "
                "Nothing was changed.",
                name,
                f"{len(clean) / 1e6:.0f}",
                f"{LONGEST_TEXT / 1e6:.0f}",
            )
        )
    others = [_clean_reading(one) for one in readings if one.text.strip()]
    told += doubts.notices_on(clean)
    kept = fitting(parts)
    if len(kept) < len(parts):
        told.append(say("The text has %1 parts, too many to be told apart; its end is one.", f"{len(parts):,}"))
    count = doubts.mended(written)[1]  # before controls go: some are halves of letters
    if doubts.looks_twice_encoded(count, written):
        told.append(doubts.mojibake_notice(count))
        better, moved = cleaned(*changed(written, written_parts, lambda piece: doubts.mended(piece)[0]))
        others.insert(0, reading("mended", better, f"{method} mended", fitting(moved), suggested=True))
    return ReadFile(
        text=clean,
        text_sha256=sha256_text(clean),
        data=data,
        archive_sha256=file_hash(data),
        media_type=media_type,
        method=method,
        title=in_characters(title),
        file_name=printable(name),
        notices=tuple(told),
        stated=tuple(stated),
        parts=kept,
        readings=tuple(others),
        key=key,
    )


def printable(name: str) -> str:
    """A file name as it may stand in a field: a name that is no text on this system shows � in its place."""
    written = in_characters(_HALF.sub("\ufffd", name)).replace("\n", " ").replace("\t", " ")
    if len(written) <= _NAME_LIMIT:
        return written
    ending = PurePath(written).suffix[:_ENDING_LIMIT]
    return f"{written[: _NAME_LIMIT - 1 - len(ending)]}…{ending}"


def cleaned(text: str, parts: Sequence[Part]) -> tuple[str, Sequence[Part]]:
    """`text` without controls and half characters, and its parts where they are then."""
    text, parts = changed(text, parts, in_characters)
    return text, [replace(part, title=in_characters(part.title)) for part in parts]


def fitting(parts: Sequence[Part]) -> tuple[Part, ...]:
    """As many of the parts of a text as a record can hold; the rest is one, folded where any of it was."""
    room = _PARTS_LIMIT
    for place, part in enumerate(parts):
        room -= _PART_SIZE + 2 * len(part.title)  # at most: a quotation mark takes two characters
        if room < 0:
            rest = parts[place:]
            kind = next((one.kind for one in rest if one.folded), part.kind)
            end = max(one.end for one in rest)
            return (*parts[:place], replace(part, kind=kind, start=min(one.start for one in rest), end=end, title=""))
    return tuple(parts)


def changed(text: str, parts: Sequence[Part], change: Callable[[str], str]) -> tuple[str, Sequence[Part]]:
    """`text` after `change`, made between the ends of its parts, and the parts where they are then."""
    cuts = sorted({0, len(text), *(part.start for part in parts), *(part.end for part in parts)})
    pieces = [change(text[start:end]) for start, end in pairwise(cuts)]
    places = dict(zip(cuts, accumulate((len(piece) for piece in pieces), initial=0), strict=True))
    return "".join(pieces), [replace(part, start=places[part.start], end=places[part.end]) for part in parts]


def _clean_reading(one: Reading) -> Reading:
    clean, parts = cleaned(one.text, one.parts)
    return reading(one.key, clean, one.method, fitting(parts), suggested=one.suggested)
