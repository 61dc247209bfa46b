"""The contents of a pouch → the bytes of its file, searched for what was withheld. The same contents, the same bytes.

Refuses to: choose what goes in (`desk/pouching.py` does), and to write a file that shows what lies above its ceiling.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from briefing.brief.frozen import canonical, freeze
from briefing.export.leaks import refuse_leaking_file, refuse_leaks
from briefing.export.receipt import PageTexts
from briefing.ids import compose_id
from briefing.pouch import sealing
from briefing.pouch.contents import FORMAT, BriefContents, Contents, Cover
from briefing.pouch.notes import values_of
from briefing.store import pouch_file
from briefing.wording import say

ENDING = ".pouch"


@dataclass(frozen=True)
class Packed:
    """The bytes of a pouch, and its cover with the id that it got."""

    data: bytes
    cover: Cover


def pack(contents: Contents, *, withheld: Sequence[str] = (), page_texts: PageTexts | None = None) -> Packed:
    """The bytes of a pouch.

    `withheld` are words that may stand nowhere in it; `page_texts` reads PDF files for that search, where somebody
    can. Raises LeakError, naming where they stand.
    """
    for one in contents.briefs:
        _refuse(one, withheld, page_texts)
    rows = _rows(contents)
    for part, group in rows.items():
        if part != "blob":
            refuse_leaking_file(pouch_file.PART_WORDS[part], "", _plain(group), withheld)
    with sealing.private_folder(2 * sum(len(data) for _, data in rows["blob"])) as work:
        path = work / f"made{ENDING}"
        pouch_file.write(path, rows)
        data = path.read_bytes()
    refuse_leaking_file(say("the file of the pouch"), "", data, withheld)
    return Packed(data, replace(contents.cover, id=dict(rows["meta"])["id"]))


def _refuse(one: BriefContents, withheld: Sequence[str], page_texts: PageTexts | None) -> None:
    if not withheld:
        return
    for tree in one.trees.values():
        refuse_leaks(tree, withheld)
    for file in one.brief.newest.files:
        refuse_leaking_file(file.name, file.format, one.data[file.sha256], withheld)
        if file.format == "pdf" and page_texts is not None:
            with sealing.private_folder(file.bytes) as work:
                path = work / "page.pdf"
                path.write_bytes(one.data[file.sha256])
                refuse_leaking_file(file.name, file.format, b"", withheld, page_texts(path) or ())


def _plain(rows: Sequence[tuple[Any, ...]]) -> bytes:
    """The texts of rows as a reader sees them: those inside JSON without its escapes."""
    return "\n".join(text for row in rows for value in row for text in _texts(value)).encode("utf-8", "replace")


def _texts(value: Any) -> Iterator[str]:
    """A value of a row, and the texts inside it where it is JSON, to any depth."""
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value
        if value[:1] in ("[", "{"):
            with suppress(ValueError):
                yield from _texts(json.loads(value))


def _rows(contents: Contents) -> Mapping[str, list[tuple[Any, ...]]]:
    rows: dict[str, list[tuple[Any, ...]]] = {part: [] for part in pouch_file.PARTS}
    blobs: dict[str, bytes] = {}
    for place, one in enumerate(contents.briefs):
        brief = one.brief
        rows["brief"].append((place, brief.id, brief.title, brief.recalled))
        for version in brief.versions:
            data = canonical(freeze(one.trees[version.number]))
            sha256 = hashlib.sha256(data).hexdigest()
            blobs[sha256] = data
            told = (version.as_at, version.marking, version.reason, _json(version.deciding), sha256)
            rows["version"].append((brief.id, version.number, version.id, *told))
            for file in version.files:
                blobs[file.sha256] = one.data[file.sha256]
                rows["file"].append((brief.id, version.number, *asdict(file).values()))
        for note in sorted(one.notes, key=lambda note: note.id):
            rows["note"].append((brief.id, note.id, note.KIND, _json(values_of(note))))
        for record in one.records:
            rows["record"].append((brief.id, record.id, record.kind, record.title, _json(record.fields)))
        for passage in one.passages:
            rows["passage"].append((brief.id, passage.quote, _json(asdict(passage))))
    rows["blob"] = list(blobs.items())
    rows["meta"] = _cover(contents.cover, rows)
    return rows


def _cover(cover: Cover, rows: Mapping[str, Sequence[tuple[Any, ...]]]) -> list[tuple[str, str]]:
    """The cover as rows; a pouch is called by what is in it and when it was made."""
    entropy = hashlib.sha256(json.dumps([asdict(cover), pouch_file.manifest_of(rows)]).encode()).digest()
    made = int(datetime.fromisoformat(cover.made_at).timestamp() * 1000)
    told = {**asdict(cover), "id": cover.id or compose_id(made, entropy), "readers": _json(cover.readers)}
    return [("format", FORMAT), *((name, str(value)) for name, value in told.items())]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
