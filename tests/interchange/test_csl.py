"""Sources ↔ CSL-JSON: the schema, what other programs write, hostile files, and nothing lost on the way."""

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import IntakeError
from briefing.fieldspec import field_specs
from briefing.interchange import csl, csl_reading
from briefing.interchange.csl_kept import HEAD, join, split
from briefing.interchange.csl_variables import FURTHER_DATES, FURTHER_NAMES, FURTHER_TEXTS, TYPES
from briefing.model import Source
from briefing.terms import Held, Reliability, SourceType

from .reading import SAMPLES, again, read, source_of, valid_csl

ID = "0198c0de-0000-7000-8000-000000000001"
FULL = Source(
    id=ID,
    type=SourceType.SPEECH,
    title="Statement of the minister",
    title_translated="Erklärung",
    container_title="Northern Courier",
    publisher="Courier Press",
    author='[{"family": "Vale", "given": "Mara"}, {"literal": "Directorate of Utilities"}]',
    issued_edtf="2026-11-20?",
    issued_basis="from the file",
    url="https://courier.example/statement",
    accessed_edtf="../2026-11-23",
    language="en?",
    held=Held.EXCERPTS,
    reliability=Reliability.B,
    rights="cited only",
    notes="First line.\n\n*Second* line.",
    marking="TLP:GREEN",
)


def test_a_source_goes_out_as_a_valid_work_with_our_own_fields_beside_it() -> None:
    data, notices = csl.written([FULL])
    (item,) = valid_csl(data)
    assert notices == ()
    assert item["id"] == f"urn:uuid:{ID}"
    assert (item["type"], item["language"], item["container-title"]) == ("speech", "en", "Northern Courier")
    assert item["issued"] == {"date-parts": [[2026, 11, 20]], "circa": True}
    assert item["accessed"] == {"literal": "by 23 November 2026"}
    assert item["author"] == json.loads(FULL.author)
    own = item["custom"]["briefing-desk"]
    assert own["issued_edtf"] == "2026-11-20?"
    assert (own["held"], own["reliability"], own["marking"]) == ("excerpts", "B", "TLP:GREEN")


def test_a_source_comes_back_as_it_went_in_every_field() -> None:
    assert all(getattr(FULL, spec.name) != spec.default for spec in field_specs(Source) if spec.name != "deleted")
    data, _ = csl.written([FULL])
    found = csl_reading.read(data, "list.json")
    (source,) = (source_of(item, 1) for item in found.items)
    assert source == replace(FULL, notes=join(FULL.notes, [("id", f"urn:uuid:{ID}")]))
    assert (found.left_out, found.notices) == ((), ())


def test_nothing_is_written_that_a_source_does_not_say() -> None:
    (item,) = valid_csl(csl.written([Source(id=ID, title="A title")])[0])
    assert item == {"id": f"urn:uuid:{ID}", "type": "webpage", "title": "A title"}


def test_a_value_that_another_program_changed_wins_over_ours_beside_it() -> None:
    items = json.loads(csl.written([FULL])[0])
    items[0]["issued"] = {"date-parts": [[2026, 11, 21]]}
    items[0]["title"] = "Statement, corrected"
    (found,) = read(items).items
    assert found.values["issued_edtf"] == "2026-11-21"
    assert found.values["title"] == "Statement, corrected"
    assert found.values["accessed_edtf"] == "../2026-11-23"


def test_a_list_like_that_of_zotero_comes_in_right() -> None:
    data = (SAMPLES / "zotero.json").read_bytes()
    found = csl_reading.read(data, "zotero.json")
    news, report, speech, book = (item.values for item in found.items)
    assert news["title"] == "Repair of the Brook pumping station moved again"
    assert (news["type"], news["issued_edtf"], news["accessed_edtf"]) == (
        SourceType.ARTICLE_NEWSPAPER,
        "2026-11-20",
        "2026-11-21",
    )
    assert json.loads(news["author"])[1] == {"family": "Berg", "given": "Jon", "non-dropping-particle": "van den"}
    assert str(news["notes"]).startswith(f"Read by the crisis cell\n\n{HEAD}\n\n- abstract: The contractor moved")
    assert "\n- section: Home news\n" in str(news["notes"])
    assert (report["publisher"], report["issued_edtf"]) == ("Directorate of Utilities", "2026-11")
    assert "issued_edtf" not in speech
    assert "- issued: Monday after the outage" in str(speech["notes"])
    assert (book["type"], book["issued_edtf"]) == (SourceType.REPORT, "2019~")
    assert "- editor: Okafor || Nkechi\n- editor: Institute of Water Law\n" in str(book["notes"])
    assert "- type: book" in str(book["notes"])
    assert found.left_out == ()
    assert found.notices == (
        "1 item of type “book” came in as report, the nearest type; its notes keep the other.",
        "Item 3: “Monday after the outage” could not be read as a date (issued); the notes keep it.",
    )


def test_a_list_like_that_of_jabref_comes_in_right() -> None:
    found = csl_reading.read((SAMPLES / "jabref.json").read_bytes(), "jabref.json")
    article, thesis, live = found.items
    assert (article.id, article.doi) == ("Lindqvist2026", "10.5555/supply.2026.14")
    assert article.values["issued_edtf"] == "2026-03/2026-04"
    assert "- volume: 12" in str(article.values["notes"])
    assert json.loads(str(thesis.values["author"])) == [{"family": "Vale", "given": "Mara", "suffix": "Jr."}]
    assert thesis.values["issued_edtf"] == "2025-23"
    assert (live.values["issued_edtf"], live.values["accessed_edtf"]) == ("2026-11-20~", "2026-11-21")


@pytest.mark.parametrize("name", ["zotero.json", "jabref.json"])
def test_what_other_programs_wrote_goes_out_again_as_what_it_was(name: str) -> None:
    given = {str(item["id"]): item for item in json.loads((SAMPLES / name).read_bytes())}
    found = csl_reading.read((SAMPLES / name).read_bytes(), name)
    data, _ = csl.written([source_of(item, number) for number, item in enumerate(found.items)])
    for item in valid_csl(data):
        before = given[str(item["id"])]
        assert set(item) - {"note"} == set(before) - {"note"}
        for name_ in set(before) & ({"type"} | FURTHER_NAMES | FURTHER_TEXTS):
            assert item[name_] == (
                before[name_] if name_ in FURTHER_NAMES else str(before[name_]).replace("\n\n", "\n")
            )


def test_a_list_is_found_in_the_objects_that_programs_put_around_it() -> None:
    work = {"id": "a", "type": "book", "title": "One"}
    for value in ([work], {"items": [work]}, {"references": [work]}, work):
        assert [item.values["title"] for item in read(value).items] == ["One"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"a": ' * 100_000, "not JSON"),
        (b"[1" + b"0" * 10_000 + b"]", "not JSON"),
        (b"@book{a, title={b}}", "BibTeX"),
        (b"5", "no list"),
        (b'"text"', "no list"),
        (b'{"a": 1}', "no list"),
        (b"[" + b"{},".join([b""] * 100_001) + b"{}]", "100,001 items"),
    ],
)
def test_a_file_that_is_no_list_of_sources_is_refused_with_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(IntakeError, match=words):
        csl_reading.read(data, "list.json")


def test_a_file_that_is_too_large_a_folder_or_missing_is_refused_with_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path
    large = folder / "large.json"
    with large.open("wb") as file:
        file.truncate(csl_reading.LARGEST + 1)
    for path, words in ((large, "50 MB"), (folder, "cannot be read"), (folder / "none.json", "cannot be read")):
        with pytest.raises(IntakeError, match=words):
            csl_reading.read_file(path)
    with pytest.raises(IntakeError, match="cannot be read"):
        csl_reading.read_file(Path("a\0b"))


def test_items_that_are_none_are_left_out_with_their_number_and_the_good_ones_come_in() -> None:
    found = read([5, None, [], {}, {"id": "x", "type": "book"}, {"title": None}, {"title": "Good", "type": "speech"}])
    assert [item.number for item in found.items] == [7]
    assert len(found.left_out) == 6
    assert found.left_out[0] == "Item 1 is no object with the fields of a source."
    assert found.left_out[4] == "Item 5 has no title, publication or address."


def test_a_work_without_a_title_is_called_by_what_it_says_and_the_notes_tell_it() -> None:
    (item,) = read([{"type": "webpage", "URL": "https://courier.example/live"}]).items
    assert item.values["title"] == "https://courier.example/live"
    assert "states no title" in str(item.values["notes"])


def test_hostile_values_in_every_place_come_in_as_text_or_not_at_all() -> None:
    odd: list[object] = [
        None,
        True,
        5,
        "x\x00\ud800\ufffe\r\ny",
        [],
        [[]],
        [None, [None, [None]]],
        {},
        {"a": {"b": None}},
        "z" * 5000,
    ]
    every = ["id", "type", "note", "custom", "author", "issued", "accessed", "title", "URL", "language", "publisher"]
    every += ["container-title", "categories", "DOI", "editor", "event-date", "abstract", "new-field", "a: b\nc"]
    for value in odd:
        for name in every:
            for item in read([{"title": "T", "type": "book", "id": "a", name: value}]).items:
                first, second = again(source_of(item))
                valid_csl(first)
                assert first == second
                assert "\x00" not in json.dumps(item.values, ensure_ascii=False)


def test_what_is_nested_as_deep_as_can_be_read_breaks_nothing() -> None:
    fields = [
        "note",
        "custom",
        "author",
        "issued",
        "accessed",
        "title",
        "categories",
        "editor",
        "event-date",
        "x",
        "id",
    ]
    for depth in (300, 940, 970, 985):
        deep = "[" * depth + "]" * depth
        values = (deep, f'{{"raw": {deep}}}', f'{{"date-parts": [[2022]], "circa": {deep}, "season": {deep}}}')
        works = ", ".join(f'{{"title": "T", "type": "book", "{name}": {value}}}' for name in fields for value in values)
        try:
            found = csl_reading.read(f"[{works}]".encode(), "list.json")
        except IntakeError:
            assert depth > 900
            continue
        for item in found.items:
            valid_csl(csl.written([source_of(item)])[0])


def test_no_file_can_give_a_source_the_id_of_another() -> None:
    other = Source(id=f"{ID[:-1]}9", title="Other")
    note = join("", [("id", f"urn:uuid:{other.id}")])
    works = valid_csl(csl.written([Source(id=ID, title="Crafted", notes=note), other])[0])
    assert {work["id"]: work["title"] for work in works} == {
        f"urn:uuid:{ID}": "Crafted",
        f"urn:uuid:{other.id}": "Other",
    }


def test_markup_of_a_title_is_taken_out_and_other_signs_stay() -> None:
    given = 'A <i>b</i><sup>2</sup> <span style="font-variant:small-caps;">C</span> < d & e > f<script>x</script>'
    (item,) = read([{"type": "book", "title": given}]).items
    assert item.values["title"] == "A b2 C < d & e > fx"


def test_a_title_longer_than_a_line_is_shortened_and_goes_out_whole() -> None:
    (item,) = read([{"type": "book", "id": "a", "title": "word " * 400}]).items
    assert len(str(item.values["title"])) == 1_000
    (out,) = valid_csl(csl.written([source_of(item)])[0])
    assert out["title"] == ("word " * 400).strip()


def test_what_is_too_long_for_the_notes_is_left_out_and_told() -> None:
    found = read([{"type": "book", "title": "T", "abstract": "a" * 150_000, "volume": "3"}])
    assert found.notices[-1] == "Item 1: there was no room in the notes for abstract."
    assert str(found.items[0].values["notes"]).endswith("- volume: 3")


def test_fields_that_the_format_does_not_have_are_kept_in_the_notes_and_told_once() -> None:
    works = [{"type": "speech", "title": f"T{n}", "mood": "calm", "deep": {"a": [1, None]}} for n in range(3)]
    found = read(works)
    assert found.notices == ("Fields that CSL-JSON does not have are kept in the notes: mood, deep.",)
    assert '- deep: {"a": [1, null]}\n- mood: calm' in str(found.items[0].values["notes"])
    (out,) = valid_csl(csl.written([source_of(found.items[0])])[0])
    assert "mood" not in out
    assert "- mood: calm" in out["note"]


def test_authors_that_are_no_names_are_told_when_they_stay_behind() -> None:
    data, notices = csl.written([Source(id=ID, title="T", author='["Mara Vale", 5, {"rôle": "x"}]')])
    assert valid_csl(data)[0]["author"] == [{"literal": "Mara Vale"}, {"literal": "5"}]
    assert notices == ("1 source has authors that are no names; they stayed behind.",)


def test_two_works_with_the_key_of_one_go_out_under_two_ids() -> None:
    note = join("", [("id", "Vale2025")])
    sources = [Source(id=f"{ID[:-1]}{n}", title=f"T{n}", notes=note) for n in range(2)]
    assert len({item["id"] for item in valid_csl(csl.written(sources)[0])}) == 2


def test_the_list_at_the_end_of_notes_is_read_as_somebody_left_it() -> None:
    notes = join("Mine.", [("volume", "3"), ("abstract", "One.\nTwo.")])
    assert notes == f"Mine.\n\n{HEAD}\n\n- abstract: One.\n  Two.\n- volume: 3"
    assert split(notes) == ("Mine.", [("abstract", "One.\nTwo."), ("volume", "3")])
    assert split(f"{notes}\n\nAdded later.") == ("Mine.\n\nAdded later.", [("abstract", "One.\nTwo."), ("volume", "3")])
    assert split("Mine alone.") == ("Mine alone.", [])


@pytest.mark.no_cover
def test_works_with_very_many_or_very_long_fields_are_read_in_time() -> None:
    work = {"type": "book", "title": "T", **{f"field {number}": "words " * 4 for number in range(20_000)}}
    long = {"type": "book", "title": "<" * 500_000, "note": "<i " * 200_000, "DOI": "10.5555/" + "a." * 300_000}
    begun = time.monotonic()
    found = read([work, long, {"type": "book", "title": "T", "author": [{"family": "x" * 500}] * 20_000}])
    assert time.monotonic() - begun < 8
    assert len(found.items) == 3
    assert max(len(str(item.values["notes"])) for item in found.items if "notes" in item.values) <= 100_000
    assert any("no room in the notes" in notice for notice in found.notices)


@pytest.mark.no_cover
def test_ten_thousand_works_are_read_in_seconds() -> None:
    work = {
        "type": "book",
        "title": "T",
        "volume": 3,
        "issued": {"date-parts": [[2022, 8, 18]]},
        "author": [{"family": "V"}],
    }
    data = json.dumps([{**work, "id": f"k{n}"} for n in range(csl_reading.MOST)]).encode()
    begun = time.monotonic()
    assert len(csl_reading.read(data, "list.json").items) == csl_reading.MOST
    assert time.monotonic() - begun < 8


def test_every_type_of_ours_is_a_type_of_theirs_and_comes_back() -> None:
    assert {name for name, ours in TYPES.items() if name == ours.value} == {one.value for one in SourceType}
    assert FURTHER_DATES.isdisjoint(FURTHER_TEXTS | FURTHER_NAMES)


LINES = st.text(st.characters(blacklist_categories=["Cc", "Cs", "Cn", "Zl", "Zp"]), max_size=30)
NAMES = st.fixed_dictionaries({}, optional={"family": LINES, "given": LINES, "literal": LINES, "suffix": LINES})
DATES = st.sampled_from(
    ["", "2022", "2022-08-18?", "2022-08-XX", "2022-21", "2022-34", "../2022", "201X", "2022~/2023"]
)
SOURCES = st.builds(
    Source,
    id=st.just(ID),
    type=st.sampled_from(SourceType),
    title=LINES.filter(str.strip),
    container_title=LINES,
    publisher=LINES,
    author=st.lists(NAMES, max_size=2).map(lambda found: json.dumps(found, ensure_ascii=False)),
    issued_edtf=DATES,
    accessed_edtf=DATES,
    language=st.sampled_from(["", "en", "sr-Latn?"]),
    url=st.one_of(st.just("https://courier.example/a"), LINES),
    held=st.sampled_from(Held),
    reliability=st.sampled_from(Reliability),
    notes=st.lists(LINES, max_size=4).map("\n".join),
    rights=LINES,
)


@settings(max_examples=60)
@given(SOURCES)
def test_any_source_is_written_validly_and_comes_back_in_every_field_but_odd_names(source: Source) -> None:
    data, _ = csl.written([source])
    valid_csl(data)
    (item,) = csl_reading.read(data, "list.json").items
    found = source_of(item)
    kept = join(source.notes, [("id", f"urn:uuid:{ID}")])
    assert {**vars(found), "id": ID, "author": ""} == {**vars(source), "notes": kept, "author": ""}
    first, second = again(source)
    assert first == second


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
WORKS = st.dictionaries(
    st.sampled_from(
        ["id", "type", "title", "author", "issued", "note", "editor", "custom", "categories", "event-date", "x"]
    )
    | st.text(max_size=5),
    JSON,
    max_size=6,
)


@settings(max_examples=100)
@given(st.lists(WORKS, max_size=3))
def test_any_json_gives_sources_or_sentences_and_what_came_in_goes_out_validly(works: list[object]) -> None:
    found = csl_reading.read(json.dumps(works).encode(), "list.json")
    assert len(found.items) + len(found.left_out) == len(works)
    for number, item in enumerate(found.items):
        first, second = again(source_of(item, number))
        valid_csl(first)
        assert first == second
