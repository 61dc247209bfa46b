"""The evidence pack: a zip with which anybody can check that the quotes of a brief are verbatim, without Briefing Desk.

Holds the exported files, their receipt, each quote with its place in the archived text, the passages around the quotes,
the whole texts where they were asked for, and a checker of its own. The same bytes on each run. Reads no store: what
it packs is given as plain data.
"""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from briefing.brief.evidence import Evidence
from briefing.errors import ExportError
from briefing.export.receipt import Receipt, to_json, to_text
from briefing.paths import resources
from briefing.wording import say

FORMAT = "briefing-desk-evidence/1"
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The date of each member: the earliest that a zip can hold, so that it says nothing."""
_UNIX = 3
_READABLE = 0o644 << 16


def pack(evidence: Evidence, receipt: Receipt, files: Sequence[Path]) -> bytes:
    """The zip. Raises ExportError where a file is not the one that the receipt names, or cannot be read."""
    members = {f"files/{path.name}": _exported(path, receipt) for path in files}
    members["receipt.json"] = to_json(receipt).encode("utf-8")
    members["receipt.txt"] = to_text(receipt).encode("utf-8")
    members["quotes.json"] = _json({"format": FORMAT, "quotes": _quotes(evidence, members)})
    for digest, text in sorted(evidence.texts.items()):
        members[f"texts/{digest}.txt"] = _utf8(text)
    members["check.py"] = (resources() / "evidence" / "check.py").read_bytes()
    listed = {name: {"sha256": sha256(data).hexdigest(), "bytes": len(data)} for name, data in sorted(members.items())}
    members["manifest.json"] = _json({"format": FORMAT, "members": listed})
    return _zipped(members)


def _quotes(evidence: Evidence, members: dict[str, bytes]) -> list[dict[str, Any]]:
    """Each quote as JSON; its passage becomes a member of its own."""
    listed = []
    for number, quote in enumerate(evidence.quotes, 1):
        inside = quote.start - quote.passage_start
        if inside < 0 or quote.passage[inside : inside + len(quote.exact)] != quote.exact:
            raise ExportError(
                say("The quote “%1” does not stand in its passage. Nothing was packed.", quote.exact[:60])
            )
        passage = f"passages/{number:03}.txt"
        members[passage] = _utf8(quote.passage)
        listed.append(
            {
                "id": quote.id,
                "exact": quote.exact,
                "speaker": quote.speaker,
                "start": quote.start,
                "end": quote.end,
                "prefix": quote.prefix,
                "suffix": quote.suffix,
                "text_sha256": quote.text_sha256,
                "text": f"texts/{quote.text_sha256}.txt" if quote.text_sha256 in evidence.texts else "",
                "passage": passage,
                "passage_start": quote.passage_start,
                "source": {"title": quote.source_title, "publication": quote.publication, "issued": quote.issued},
            }
        )
    return listed


def _exported(path: Path, receipt: Receipt) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ExportError(
            say("“%1” cannot be read: %2.", path.name, error.strerror or say("no reason given"))
        ) from error
    if sha256(data).hexdigest() not in {one.sha256 for one in receipt.files if one.name == path.name}:
        raise ExportError(say("“%1” is not the file that the receipt names. Please export the brief again.", path.name))
    return data


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _zipped(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as parts:
        for name, data in sorted(members.items()):
            part = zipfile.ZipInfo(name, _MOMENT)
            part.create_system, part.external_attr, part.compress_type = _UNIX, _READABLE, zipfile.ZIP_DEFLATED
            parts.writestr(part, data)
    return out.getvalue()
