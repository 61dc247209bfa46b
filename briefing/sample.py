"""Builds the sample store from the reviewable records in `resources/sample/`: the same rows on every run.

    python -m briefing.sample [FILE]     writes data/briefing.db, or FILE

Ids, times and the site are fixed. Nothing is invented here: a record that refers to a key nobody has, or a
quote that is no slice of its text, stops the build.
"""

import hashlib
import json
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefing import paths
from briefing.fieldspec import FieldType, field_specs
from briefing.ids import compose_id
from briefing.model import KINDS
from briefing.rules.anchors import make_anchor, sha256_text
from briefing.store import backup
from briefing.store.steps import Step
from briefing.store.store import Stamps, Store, create_store

MADE_AT = "2022-08-19T06:00:00Z"
_MADE_MS = 1_660_888_800_000
_REFERENCE = re.compile(r"\{\{(\w+):([\w.-]+)\}\}")

Records = Mapping[str, list[dict[str, Any]]]


def sample_id(key: str) -> str:
    """The fixed id of the record that the sample files call `key`."""
    return compose_id(_MADE_MS, hashlib.sha256(key.encode()).digest())


def read_records(folder: Path | None = None) -> Records:
    """The sample records by kind, as they stand in the files."""
    folder = folder or paths.resources() / "sample"
    found = {}
    for kind in KINDS:
        file = folder / f"{kind}.json"
        if file.exists():
            found[kind] = json.loads(file.read_text(encoding="utf-8"))
    return found


def fill(store: Store, records: Records, texts: Path) -> None:
    """Write all records in one step that cannot be undone: a copy begins its own history after it."""
    keys = {record["key"] for group in records.values() for record in group}
    archived: dict[str, str] = {}
    with store.step("sample records", "Briefing Desk", kind="system") as step:
        for kind, group in records.items():
            for record in group:
                values = _values(kind, record, keys)
                if kind == "source_version":
                    archived[record["key"]] = _archive(step, values, texts / record["text"])
                elif "start" in record:
                    values |= _anchor(record, archived[record["source_version"]])
                step.insert(kind, values, sample_id(record["key"]))


def _values(kind: str, record: Mapping[str, Any], keys: set[str]) -> dict[str, Any]:
    specs = {spec.name: spec for spec in field_specs(KINDS[kind])}
    values: dict[str, Any] = {}
    for name, value in record.items():
        if name not in specs:
            continue
        refers = specs[name].target or (kind, name) in (("citation", "record"), ("link", "target"))
        if refers:
            if value not in keys:
                raise ValueError(f"{record['key']}: {name} refers to {value}, which is nowhere")
            values[name] = sample_id(value)
        elif specs[name].type is FieldType.JSON:
            values[name] = [sample_id(one) if one in keys else one for one in value]
        elif specs[name].type is FieldType.PROSE:
            values[name] = _REFERENCE.sub(lambda found: f"{{{{{found[1]}:{sample_id(found[2])}}}}}", value)
        else:
            values[name] = value
    return values


def _archive(step: Step, values: dict[str, Any], file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    values |= {"text_sha256": step.keep_text(text), "characters": len(text), "file_name": file.name}
    values["archive_sha256"] = step.keep_file(text.encode())
    return text


def _anchor(record: Mapping[str, Any], text: str) -> dict[str, Any]:
    anchor = make_anchor(text, record["start"], record["end"])
    if anchor.exact != record["exact"]:
        raise ValueError(f"{record['key']}: the words are not a slice of the archived text")
    return {"prefix": anchor.prefix, "suffix": anchor.suffix, "text_sha256": sha256_text(text)}


def build(target: Path) -> Path:
    """Build the sample store at `target`, replacing what is there, as one file in rollback mode."""
    stamps = Stamps(now=lambda: MADE_AT, milliseconds=lambda: _MADE_MS)
    folder = paths.resources() / "sample"
    target.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="briefing_") as work,
        create_store(Path(work) / "build.db", site=sample_id("site"), stamps=stamps) as store,
    ):
        fill(store, read_records(folder), folder / "texts")
        backup.save_copy(store, target, overwrite=True)
    return target


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else paths.sample_store())
