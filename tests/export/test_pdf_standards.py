"""The PDF before a validator: PDF/A-2a and PDF/UA-1, rule by rule; and read back, what no rule can ask."""

import re
from itertools import pairwise
from typing import Any

import page
import pytest

from briefing.brief.tree import Brief, Figure, Heading, QuoteBlock, Table, plain, walk_blocks
from briefing.export import pdf
from tests.export import edge_briefs
from tests.export.edge_briefs import CHECKED
from tests.export.reading import pdf_reader, squeezed
from tests.export.test_figures import structure

AMBIGUOUS = "PDFA2A-STREAM-LENGTH-001"
"""Compressed data may end in a carriage return, which this rule takes for part of the line end; we count ourselves."""


@pytest.fixture(scope="module")
def briefs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Brief]:
    return edge_briefs.checked(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def printed(briefs: dict[str, Brief]) -> dict[str, bytes]:
    return {name: pdf.render(briefs[name]).data for name in CHECKED}


def wrong_lengths(data: bytes) -> list[int]:
    """Where a stream begins whose length is not what its dictionary says: `endstream` must follow on a new line."""
    wrong = []
    begins = [found.end() for found in re.finditer(rb"(?<!end)stream\n", data)]
    assert len(begins) == data.count(b"\nendstream")
    for begin in begins:
        length = re.findall(rb"/Length (\d+)", data[data.rindex(b" obj", 0, begin) : begin])
        if not length or data[begin + int(length[-1]) :][:10] != b"\nendstream":
            wrong.append(begin)
    return wrong


def outline(entries: list[Any], depth: int = 0) -> list[tuple[int, str]]:
    """The depth and the words of each bookmark, in order."""
    told: list[tuple[int, str]] = []
    for entry in entries:
        told += outline(entry, depth + 1) if isinstance(entry, list) else [(depth, str(entry["/Title"]))]
    return told


@pytest.mark.parametrize("name", CHECKED)
@pytest.mark.parametrize("standard", [page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1])
def test_the_validator_finds_no_fault(printed: dict[str, bytes], name: str, standard: page.ValidationProfile) -> None:
    report = page.validate_pdf_bytes(printed[name], profile=standard)
    assert report.rules.total > 100
    assert [(one.rule_id, one.message) for one in report.failures if one.rule_id != AMBIGUOUS] == []
    assert wrong_lengths(printed[name]) == []


def test_the_validator_can_find_fault(printed: dict[str, bytes]) -> None:
    untold = printed["edge"].replace(b"/Alt", b"/Alx").replace(b"pdfuaid:part", b"pdfuaid:pork")
    report = page.validate_pdf_bytes(untold, profile=page.ValidationProfile.PDF_UA_1)
    assert not report.is_compliant
    assert any("ALTERNATIVE-TEXT" in one.rule_id for one in report.failures)
    begin = printed["edge"].index(b"stream\n") + 7
    assert wrong_lengths(printed["edge"][:begin] + b" " + printed["edge"][begin:]) != []


@pytest.mark.parametrize("name", CHECKED)
def test_the_metadata_names_standards_title_and_language(
    printed: dict[str, bytes], briefs: dict[str, Brief], name: str
) -> None:
    reader = pdf_reader(printed[name])
    root: Any = reader.trailer["/Root"]
    told = reader.xmp_metadata
    assert told is not None
    assert (told.pdfaid_part, told.pdfaid_conformance) == ("2", "A")
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", told.stream.get_data())
    assert told.dc_title == {"x-default": briefs[name].title}
    assert told.dc_language == [briefs[name].language] == [root["/Lang"]]
    assert told.dc_creator in (None, [])


@pytest.mark.parametrize("name", CHECKED)
def test_the_structure_holds_every_heading_table_picture_and_quote(
    printed: dict[str, bytes], briefs: dict[str, Brief], name: str
) -> None:
    brief = briefs[name]
    blocks = list(walk_blocks(brief.blocks))
    reader = pdf_reader(printed[name])
    elements = list(structure(reader))
    kinds = [str(one.get("/S", "")) for one in elements]
    heads = [plain(block.runs) for block in blocks if isinstance(block, Heading)]
    assert kinds.count("/Title") == 1
    assert sum(bool(re.fullmatch(r"/H\d", kind)) for kind in kinds) >= len(heads)
    assert kinds.count("/Table") == sum(isinstance(block, Table) for block in blocks)
    assert kinds.count("/Note") == len(brief.notes)
    told = [str(one["/Alt"]) for one in elements if one.get("/S") == "/Figure"]
    assert sorted(told) == sorted(block.alt for block in blocks if isinstance(block, Figure))
    quotes = [block.language.split("-")[0] for block in blocks if isinstance(block, QuoteBlock)]
    assert kinds.count("/Quote") == len(quotes)
    foreign = {tongue for tongue in quotes if len(tongue) == 2} - {brief.language.split("-")[0]}
    assert foreign <= {str(one.get("/Lang")) for one in elements if one.get("/S") == "/Quote"}
    for one in elements:
        if one.get("/S") == "/TH":
            assert any(str(part.get_object().get("/Scope")) in ("/Column", "/Row") for part in one["/A"])
    depths, titles = zip(*outline(reader.outline), strict=True) if heads else ((), ())
    assert [squeezed(title) for title in titles] == [squeezed(head) for head in heads]
    assert all(after - before <= 1 for before, after in pairwise(depths))


def test_an_annex_lies_on_its_side_and_upright_pages_follow(printed: dict[str, bytes]) -> None:
    boxes = [sheet.mediabox for sheet in pdf_reader(printed["annexed"]).pages]
    lying = [box.width > box.height for box in boxes]
    assert lying[0] is lying[-1] is False
    assert any(lying)
