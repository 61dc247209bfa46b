"""The brief as JSON: as its schema says, every word in it, and nothing that a reader does not see."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from briefing.brief.tree import Brief, Changed, Figure, Note, Paragraph, QuoteBlock, Sheet, Text
from briefing.desk import Desk
from briefing.errors import ExportError
from briefing.export import json_form
from briefing.export.files import export_brief
from briefing.export.read_back import check_quotes
from briefing.paths import resources
from briefing.pictures.shapes import Box, Mark, Picture
from tests.brief.trees import values
from tests.export.conftest import FIRST_QUOTE, SECOND_QUOTE


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    value: dict[str, Any] = json.loads((resources() / "schema" / "brief.schema.json").read_text("utf-8"))
    return value


def valid(value: object, schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator(schema).validate(value)


def kinds(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from [value["kind"]] if "kind" in value else []
        for part in value.values():
            yield from kinds(part)
    elif isinstance(value, list):
        for part in value:
            yield from kinds(part)


def figure() -> Figure:
    mark = Mark("k", "n", "t", (0, 0, 1, 1), (Box(0, 0, 1, 1),), kind="actor", id="internal-id")
    return Figure("Who", "Two actors.", Picture("t", "d", 1, 1, (), (mark,), table=(("Actor",), ("Ilka",))))


def test_the_schema_is_one(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == json_form.SCHEMA


def test_each_property_is_described(schema: dict[str, Any]) -> None:
    def undescribed(value: object, name: str) -> Iterator[str]:
        if isinstance(value, dict):
            for key, part in value.get("properties", {}).items():
                if "description" not in part and "const" not in part:
                    yield f"{name}.{key}"
            for key, part in value.items():
                yield from undescribed(part, f"{name}.{key}")
        elif isinstance(value, list):
            for part in value:
                yield from undescribed(part, name)

    assert list(undescribed(schema, "")) == []


def test_every_kind_of_block_is_as_the_schema_says(issue_brief: Brief, schema: dict[str, Any]) -> None:
    more = (Sheet((Paragraph((Text("x"),)),), landscape=True), Changed((figure(),)))
    brief = replace(issue_brief, blocks=(*issue_brief.blocks, *more), notes=(*issue_brief.notes, Note(0, (), "*")))
    value = json.loads(json_form.render(brief))
    valid(value, schema)
    known = {
        rule["properties"]["kind"]["const"] for name in ("block", "run") for rule in schema["$defs"][name]["oneOf"]
    }
    assert known - set(kinds(value)) == {"strong", "link"} - set(kinds(value))
    assert value["$schema"] == schema["$id"]
    assert "internal-id" not in json_form.render(brief)


@settings(max_examples=25)
@given(values(Brief, 3))
def test_any_brief_is_as_the_schema_says(brief: Brief) -> None:
    schema = json.loads((resources() / "schema" / "brief.schema.json").read_text("utf-8"))
    try:
        text = json_form.render(brief)
    except ExportError:
        return  # an unprintable character, which every format refuses
    valid(json.loads(text), schema)


@pytest.mark.parametrize(
    "change",
    [{"format": "briefing-desk-brief/2"}, {"extra": 1}, {"blocks": [{"kind": "quote"}]}, {"notes": [{"number": "1"}]}],
)
def test_the_schema_refuses_another_form(one_page: Brief, schema: dict[str, Any], change: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        valid({**json_form.public(one_page), **change}, schema)


def test_quotes_are_found_as_they_are_stored(issue_brief: Brief) -> None:
    value = json.loads(json_form.render(issue_brief))
    assert list(json_form.quotes_in(value)) == [FIRST_QUOTE, SECOND_QUOTE]


def test_a_json_file_without_a_quote_is_refused(issue_brief: Brief) -> None:
    text = json_form.render(issue_brief)
    check_quotes(issue_brief, "json", text)
    with pytest.raises(ExportError, match="The JSON file does not show the words of Ilka Torvald"):
        check_quotes(issue_brief, "json", text.replace("not there yet", "not  there yet"))
    for broken in ("", "{", "[" * 100_000):
        with pytest.raises(ExportError, match="not a brief as Briefing Desk writes it"):
            check_quotes(issue_brief, "json", broken)


def test_words_with_hostile_characters_are_kept(one_page: Brief) -> None:
    exact = 'a "b" \\ </script> \u2028 Вучић \U0001f6a2'
    brief = replace(one_page, blocks=(QuoteBlock("q", exact, "S", "D"),))
    assert json.loads(json_form.render(brief))["blocks"][0]["exact"] == exact
    with pytest.raises(ExportError, match="control character"):
        json_form.render(replace(one_page, title="a\x00b"))


def test_the_sample_is_as_the_schema_says(tmp_path: Path, schema: dict[str, Any]) -> None:
    desk = Desk.new_from_sample(tmp_path / "crisis.db", "Anna")
    for template in ("one-page", "issue-brief"):
        (file,) = export_brief(desk.compose(template), ["json"], tmp_path / template)
        valid(json.loads(file.path.read_text("utf-8")), schema)
    desk.close()
