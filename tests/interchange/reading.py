"""The schema files, and what the tests of this folder make of bytes."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

from briefing.interchange import csl, csl_reading
from briefing.interchange.csl_reading import ReadItem, ReadSources
from briefing.model import Source

HERE = Path(__file__).parent
SAMPLES = HERE / "samples"


@cache
def _validator(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((HERE / "schemas" / name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def _no_json(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def valid_csl(data: bytes) -> list[dict[str, Any]]:
    """The works in a file of CSL-JSON. Raises ValidationError where the schema does not hold."""
    found: list[dict[str, Any]] = json.loads(data, parse_constant=_no_json)
    _validator("csl-json.schema.json").validate(found)
    return found


def valid_annotations(data: bytes) -> list[dict[str, Any]]:
    """The annotations in a collection. Raises ValidationError where the schema does not hold."""
    found = json.loads(data, parse_constant=_no_json)
    _validator("web-annotation.schema.json").validate(found)
    items: list[dict[str, Any]] = found["first"]["items"]
    return items


def read(value: object) -> ReadSources:
    """What is read of a file that holds `value`."""
    return csl_reading.read(json.dumps(value).encode(), "list.json")


def source_of(item: ReadItem, number: int = 0) -> Source:
    """The source that an item becomes."""
    return Source(id=f"0198c0de-0000-7000-8000-{number:012d}", **item.values)


def again(*sources: Source) -> tuple[bytes, bytes]:
    """The file of these sources, and the file of the sources that are read out of it."""
    first, _ = csl.written(sources)
    found = csl_reading.read(first, "list.json")
    assert not found.left_out
    second, _ = csl.written([source_of(item, number) for number, item in enumerate(found.items, start=1_000)])
    return first, second
