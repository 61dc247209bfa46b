"""The schema files hold what we write to the formats: each of them refuses what a format does not allow."""

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from briefing.interchange import annotations, csl
from briefing.interchange.annotations import Annotated
from briefing.model import Quote, Source, SourceVersion

from .reading import valid_annotations, valid_csl

SOURCE = Source(id="0198c0de-0000-7000-8000-000000000001", title="Note", url="https://courier.example/a")
VERSION = SourceVersion(id="0198c0de-0000-7000-8000-000000000002", source=SOURCE.id, media_type="text/html")
QUOTE = Quote(
    id="0198c0de-0000-7000-8000-000000000003", exact="a deal", prefix="it was ", suffix=", she said", start=7, end=13,
    text_sha256="0" * 64,
)  # fmt: skip
Change = Callable[[Any], object]


@pytest.mark.parametrize(
    "change",
    [
        lambda works: works[0].pop("type"),
        lambda works: works[0].pop("id"),
        lambda works: works[0].update(type="leaflet"),
        lambda works: works[0].update(colour="red"),
        lambda works: works[0].update(issued={"date-parts": [[2020, 1, 1, 1]]}),
        lambda works: works[0].update(author="Ana Kovac"),
        lambda works: works[0].update(title=["a", "b"]),
    ],
)
def test_a_list_of_works_that_breaks_its_rules_is_refused(change: Change) -> None:
    data, _ = csl.written([SOURCE])
    works = valid_csl(data)
    change(works)
    with pytest.raises(jsonschema.ValidationError):
        valid_csl(json.dumps(works).encode())


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole.pop("@context"),
        lambda whole: whole.update(total="one"),
        lambda whole: whole["first"]["items"][0].pop("target"),
        lambda whole: whole["first"]["items"][0].pop("id"),
        lambda whole: whole["first"]["items"][0].update(type="Note"),
        lambda whole: whole["first"]["items"][0]["target"]["selector"][0].pop("exact"),
        lambda whole: whole["first"]["items"][0]["target"]["selector"][1].update(start=-1),
        lambda whole: whole["first"]["items"][0]["target"]["selector"][1].update(end="13"),
    ],
)
def test_annotations_that_break_their_rules_are_refused(change: Change) -> None:
    data = annotations.written([Annotated(QUOTE, SOURCE, VERSION, "Ana", "Ana, minister")], "Quotes")
    assert len(valid_annotations(data)) == 1
    whole = json.loads(data)
    change(whole)
    with pytest.raises(jsonschema.ValidationError):
        valid_annotations(json.dumps(whole).encode())
