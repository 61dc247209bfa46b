"""The verbs of the desk and of the command line: sources out and in, quotes out; undone, withheld, refused."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from briefing import cli
from briefing.desk import Desk
from briefing.desk.listed_works import TakenSources
from briefing.errors import ExportError, IntakeError, LeakError, ReadOnlyStoreError
from briefing.interchange import csl
from briefing.model import Quote, Source, SourceVersion

from .reading import SAMPLES, valid_annotations, valid_csl

TEXT = "The minister said: “Water 💧 comes first.” He added: “We will mend it.”\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A store with two sources, one of them with an address, and three quotes."""
    with closing(Desk.new(tmp_path / "desk.db", "Anna")) as desk:
        vale = desk.create("actor", {"name": "Mara Vale", "role_as_stated": "Minister of Energy"})
        source = desk.archive_text("Statement", TEXT).source
        desk.edit("source", source, {"url": "https://courier.example/statement", "language": "en"})
        start = TEXT.index("Water")
        values = {"speaker": vale, "date_edtf": "2026-11-20"}
        desk.capture_quote(source, start, TEXT.index("”"), values)
        start = TEXT.index("We will")
        desk.capture_quote(source, start, start + 15, {"speaker": vale, "speaker_certainty": "by continuation"})
        note = desk.archive_text("Note", "Nobody knows who wrote “all is well”.").source
        desk.capture_quote(note, 24, 35)
        yield desk


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Desk]:
    with closing(Desk.new(tmp_path / "other.db", "Ben")) as other:
        yield other


def listed(path: Path, works: list[Any]) -> Path:
    path.write_text(json.dumps(works), encoding="utf-8")
    return path


# sources


def test_sources_go_to_an_empty_store_and_come_out_of_it_the_same(desk: Desk, other: Desk, tmp_path: Path) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    done = desk.export_sources(first)
    assert (done.records, done.sha256) == (2, hashlib.sha256(first.read_bytes()).hexdigest())
    valid_csl(first.read_bytes())
    taken = other.import_sources(first)
    assert len(taken.new) == 2
    assert {one.title for one in other.every(Source)} == {"Statement", "Note"}
    other.export_sources(second)
    assert second.read_bytes() == first.read_bytes()


def test_importing_a_list_again_adds_nothing_wherever_it_came_from(desk: Desk, tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    desk.export_sources(own)
    for path in (own, SAMPLES / "zotero.json", SAMPLES / "jabref.json"):
        before = desk.import_sources(path)
        steps, count = desk.step_number(), len(desk.ids("source"))
        again = desk.import_sources(path)
        assert (again.new, len(again.known)) == ((), len(before.new) + len(before.known))
        assert again.left_out == ()
        assert (desk.step_number(), len(desk.ids("source"))) == (steps, count)
        assert desk.latest == ""


def test_what_a_reference_manager_gives_back_without_our_ids_is_known_all_the_same(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    desk.import_sources(SAMPLES / "jabref.json")
    desk.export_sources(out)
    works = json.loads(out.read_bytes())
    for number, work in enumerate(works):
        work["id"] = f"http://zotero.org/users/local/items/{number}"
        work.pop("custom", None)
    taken = desk.import_sources(listed(tmp_path / "back.json", works))
    assert (taken.new, len(taken.known), taken.left_out) == ((), 5, ())


def test_an_import_is_one_step_that_is_undone_and_can_be_done_again(desk: Desk, other: Desk, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    desk.export_sources(path)
    before = other.step_number()
    other.import_sources(path)
    assert other.step_number() == before + 1
    assert other.undo_label() == "import sources"
    other.undo_entry(other.latest)
    assert other.ids("source") == []
    assert len(other.import_sources(path).new) == len(other.ids("source")) == 2
    other.undo()
    assert other.ids("source") == []


def test_a_source_is_known_by_address_doi_or_title_day_and_publisher(desk: Desk, tmp_path: Path) -> None:
    desk.create("source", {"title": "Plan", "issued_edtf": "2026-11", "publisher": "Directorate of Utilities"})
    desk.create("source", {"title": "Study", "url": "https://doi.org/10.5555/ABC.1"})
    works = [
        {"type": "webpage", "title": "Other words", "URL": "HTTP://www.Courier.example/statement/?utm_medium=x#top"},
        {"type": "report", "title": "Another", "DOI": "https://dx.doi.org/10.5555/abc.1"},
        {
            "type": "report",
            "title": "the plan".removeprefix("the "),
            "issued": "2026-11",
            "publisher": "directorate of utilities",
        },
    ]
    taken = desk.import_sources(listed(tmp_path / "a.json", works))
    assert (taken.new, len(taken.known)) == ((), 3)


def test_works_that_only_look_alike_are_new(desk: Desk, tmp_path: Path) -> None:
    desk.create("source", {"title": "Daily report", "url": "https://a.example/1", "issued_edtf": "2026-11-20"})
    desk.create("source", {"title": "Site", "url": "https://a.example/"})
    works = [
        {"type": "report", "title": "Daily report", "URL": "https://a.example/2", "issued": "2026-11-20"},
        {"type": "report", "title": "Daily report", "issued": "2026-11-21"},
        {"type": "webpage", "title": "Other page", "URL": "https://a.example"},
        {"type": "book", "id": "key", "title": "One"},
        {"type": "book", "id": "key", "title": "Two"},
        {"type": "book", "id": "key", "title": "Two"},
    ]
    taken = desk.import_sources(listed(tmp_path / "a.json", works))
    assert len(taken.new) == 5
    assert taken.left_out == ("Item 6 “Two” is twice in the file.",)


def test_a_work_that_may_be_two_sources_is_told_and_not_added(desk: Desk, tmp_path: Path) -> None:
    made = [desk.create("source", {"title": f"Part {n}", "url": "https://a.example/page"}) for n in (1, 2)]
    works = [
        {"type": "webpage", "title": "Page", "URL": "https://a.example/page"},
        {"type": "webpage", "title": "Part 2", "URL": "https://a.example/page"},
    ]
    taken = desk.import_sources(listed(tmp_path / "a.json", works))
    assert taken.known == (made[1],)
    assert taken.left_out[0].startswith("Item 1 “Page” may be any of S-")
    assert taken.new == ()


def test_a_source_in_the_bin_is_told_and_one_that_was_joined_is_known_by_the_other(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    double = desk.create("source", {"title": "Statement, again", "url": "https://mirror.example/statement"})
    desk.export_sources(path)
    sources = {one.title: one.id for one in desk.every(Source)}
    desk.join("source", sources["Statement"], double)
    desk.delete("source", sources["Note"])
    taken = desk.import_sources(path)
    assert (taken.new, taken.known) == ((), (sources["Statement"],))
    assert [sentence.partition(" ")[2].partition(" ")[2] for sentence in taken.left_out] == [
        "“Note” is in the bin. Restore it there."
    ]


def test_two_desks_that_took_in_one_list_can_still_exchange(desk: Desk, other: Desk, tmp_path: Path) -> None:
    listed_, copy = tmp_path / "list.json", tmp_path / "copy.db"
    desk.export_sources(listed_)
    other.create("issue", {"title": "Supply"})
    other.save_working_copy(copy)
    with closing(Desk.open(copy, "Carl")) as third:
        for one in (other, third):
            one.import_sources(listed_)
        third.take_from(other.store.path)
        assert third.import_sources(listed_).new == ()
        assert third.check().ok


def test_a_marking_travels_and_a_work_whose_marking_cannot_be_used_here_stays_out(desk: Desk, tmp_path: Path) -> None:
    marked = {name: {"briefing-desk": {"marking": name}} for name in ("tlp:amber", "COSMIC", "SECRET")}
    works = [{"type": "report", "title": f"T {name}", "custom": custom} for name, custom in marked.items()]
    taken = desk.import_sources(listed(tmp_path / "a.json", works))
    assert [one.marking for one in desk.among(Source, taken.new)] == ["TLP:AMBER"]
    assert taken.left_out == (
        "Item 2 “T COSMIC” is marked “COSMIC”, which cannot be used here.",
        "Item 3 “T SECRET” is marked “SECRET”, which cannot be used here.",
    )


def test_what_lies_above_the_ceiling_is_neither_written_nor_named(desk: Desk, tmp_path: Path) -> None:
    secret = desk.create("source", {"title": "Cable from the north", "marking": "TLP:RED"})
    desk.create("source", {"title": "Circular", "marking": "TLP:GREEN"})
    path = tmp_path / "out.json"
    done = desk.export_sources(path, ceiling="tlp:green")
    assert [held.id for held in done.withheld] == [secret]
    assert {work["title"] for work in valid_csl(path.read_bytes())} == {"Statement", "Note", "Circular"}
    desk.edit("source", desk.ids("source")[-1], {"notes": "See the Cable from the north."})
    with pytest.raises(LeakError):
        desk.export_sources(tmp_path / "leak.json", ceiling="TLP:GREEN")
    assert not (tmp_path / "leak.json").exists()
    everything = desk.export_sources(tmp_path / "all.json")
    assert everything.notices == ("2 records in it are marked.",)
    with pytest.raises(ExportError, match="no marking"):
        desk.export_sources(tmp_path / "x.json", ceiling="nonsense")


def test_a_file_that_differs_is_not_replaced_unasked_and_nothing_half_written_stays(desk: Desk, tmp_path: Path) -> None:
    path = listed(tmp_path / "there.json", [])
    with pytest.raises(ExportError, match="already"):
        desk.export_sources(path)
    assert path.read_text() == "[]"
    desk.export_sources(path, overwrite=True)
    desk.export_sources(path)
    assert len(valid_csl(path.read_bytes())) == 2
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(ExportError):
        desk.export_sources(file / "out.json")
    assert not list(tmp_path.glob("*.part"))


def test_an_empty_store_writes_no_file(other: Desk, tmp_path: Path) -> None:
    for verb in (other.export_sources, other.export_annotations):
        with pytest.raises(ExportError, match="nothing to write"):
            verb(tmp_path / "none.json")
    assert not (tmp_path / "none.json").exists()


def test_a_list_cannot_come_into_a_store_that_is_open_for_reading_only(desk: Desk) -> None:
    with closing(desk.twin()) as reader, pytest.raises(ReadOnlyStoreError):
        reader.import_sources(SAMPLES / "zotero.json")


def test_a_bad_file_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text("[{]")
    before = desk.step_number()
    with pytest.raises(IntakeError):
        desk.import_sources(path)
    assert desk.import_sources(listed(path, [5, {}])) == TakenSources(
        (),
        (),
        (
            "Item 1 is no object with the fields of a source.",
            "Item 2 has no title, publication or address.",
        ),
        (),
    )
    assert desk.step_number() == before


# quotes


def test_verified_quotes_go_out_as_annotations_that_select_exactly_their_words(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "quotes.jsonld"
    assert desk.export_annotations(path).records == 3
    items = {str(one["id"]): one for one in valid_annotations(path.read_bytes())}
    versions = {one.id: one for one in desk.every(SourceVersion)}
    for quote in desk.every(Quote):
        target = items[f"urn:uuid:{quote.id}"]["target"]
        words, place = target["selector"]
        archived = desk.quote_archive(quote)
        assert archived is not None
        text = archived.text
        assert text[place["start"] : place["end"]] == words["exact"] == quote.exact
        assert text[: place["start"]].endswith(words["prefix"])
        assert text[place["end"] :].startswith(words["suffix"])
        state = target["state"]
        assert state["briefing:textSha256"] == hashlib.sha256(text.encode()).hexdigest()
        assert state["cached"] == f"urn:uuid:{quote.source_version}"
        assert versions[quote.source_version].text_sha256 == state["briefing:textSha256"]


def test_positions_count_code_points_and_not_code_units(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "quotes.jsonld"
    desk.export_annotations(path)
    selectors = [one["target"]["selector"] for one in valid_annotations(path.read_bytes())]
    (start,) = (place["start"] for words, place in selectors if words["exact"].startswith("We will"))
    assert start == TEXT.index("We will")
    assert len(TEXT[:start].encode("utf-16-le")) // 2 == start + 1


def test_the_speaker_stands_in_a_body_and_made_no_annotation(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "quotes.jsonld"
    desk.export_annotations(path)
    bodies = [one.get("body", []) for one in valid_annotations(path.read_bytes())]
    said = sorted(body["value"] for one in bodies for body in one if body["purpose"] == "describing")
    assert said == [
        "Speaker: Mara Vale, Minister of Energy (named in the sentence before)",
        "Speaker: Mara Vale, Minister of Energy, 20 November 2026",
    ]
    assert [body["value"] for one in bodies for body in one if body["purpose"] == "tagging"] == ["Mara Vale"] * 2
    assert [] in bodies
    assert "creator" not in path.read_text()
    assert "Anna" not in path.read_text()


def test_the_target_is_the_address_of_the_source_or_else_its_record(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "quotes.jsonld"
    desk.edit("source", desk.ids("source")[0], {"language": "mostly English"})
    desk.create("source", {"title": "x"})
    desk.export_annotations(path)
    sources = [one["target"]["source"] for one in valid_annotations(path.read_bytes())]
    note = next(one.id for one in desk.every(Source) if one.title == "Note")
    assert {one["id"] for one in sources} == {"https://courier.example/statement", f"urn:uuid:{note}"}
    desk.edit("source", next(one.id for one in desk.every(Source) if one.url), {"url": "javascript:alert(1)"})
    desk.export_annotations(path, overwrite=True)
    assert "javascript:" not in path.read_text()


def test_the_same_quotes_give_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    first, second = (desk.export_annotations(tmp_path / f"{n}.jsonld").sha256 for n in (1, 2))
    assert first == second


def test_quotes_that_are_not_verified_and_paraphrases_stay_behind_and_are_told(desk: Desk, tmp_path: Path) -> None:
    well, story, mend = sorted(desk.every(Quote), key=lambda one: one.exact.casefold())
    desk.reword(well.id, "Everything is in order.")
    desk.store.connection.execute("DROP TRIGGER source_text_keep_u")  # as a damaged disk would
    desk.store.connection.execute("UPDATE source_text SET text = replace(text, 'minister', 'mayor')")
    path = tmp_path / "none.jsonld"
    with pytest.raises(ExportError) as refused:
        desk.export_annotations(path)
    assert "1 paraphrase has no place in a text, and is left out." in str(refused.value)
    assert "left out: source changed." in str(refused.value)
    assert not path.exists()
    fresh = desk.archive_text("Fresh", "“Sound” words.").source
    desk.capture_quote(fresh, 1, 6)
    done = desk.export_annotations(path)
    assert (done.records, len(done.notices)) == (1, 3)
    assert all(desk.reference(one) in " ".join(done.notices) for one in (story, mend))


def test_a_quote_above_the_ceiling_stays_behind_with_its_source_and_speaker(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "quotes.jsonld"
    first = next(one for one in desk.every(Quote) if one.exact.startswith("Water"))
    desk.edit("quote", first.id, {"marking": "TLP:RED"})
    done = desk.export_annotations(path, ceiling="TLP:AMBER")
    assert (done.records, [held.id for held in done.withheld]) == (2, [first.id])
    assert "Water" not in path.read_text().replace(first.prefix, "").split('"prefix"')[0]
    everything = desk.export_annotations(tmp_path / "all.jsonld")
    marked = [one for one in valid_annotations((tmp_path / "all.jsonld").read_bytes()) if "TLP:RED" in str(one)]
    assert (everything.notices, len(marked)) == (("1 record in it is marked.",), 1)
    assert marked[0]["body"][-1]["purpose"] == "classifying"


# the command line


def run(*words: object) -> Any:
    return CliRunner().invoke(cli.group, [str(one) for one in words])


def test_the_command_line_writes_and_reads_the_same_files(desk: Desk, tmp_path: Path) -> None:
    store, file = desk.store.path, tmp_path / "out.json"
    done = json.loads(run("sources-export", store, file, "--json").stdout)
    assert (done["sources"], done["withheld"], done["notices"]) == (2, 0, [])
    taken = json.loads(run("sources-import", store, file, "--json").stdout)
    assert (taken["new"], len(taken["known"]), taken["left_out"]) == ([], 2, [])
    words = run("sources-import", store, SAMPLES / "zotero.json", "--user", "Carl")
    assert words.stdout == "4 new sources, 0 here already, 0 left out.\n"
    assert "Item 3" in words.stderr
    one = desk.reference(desk.every(Quote)[0])
    quotes = json.loads(run("annotations", store, tmp_path / "q.jsonld", "--quote", one, "--json").stdout)
    assert quotes["quotes"] == 1
    assert len(valid_annotations((tmp_path / "q.jsonld").read_bytes())) == 1
    refused = run("sources-export", store, file)
    assert isinstance(refused.exception, ExportError)
    assert run("sources-export", store, file, "--overwrite").stdout == f"Wrote {file} with 6 sources.\n"
    with pytest.raises(ExportError):
        raise refused.exception


def test_bytes_of_the_writer_hold_no_name_of_a_user_or_a_place(desk: Desk, tmp_path: Path) -> None:
    data, _ = csl.written(desk.every(Source))
    assert b"Anna" not in data
    assert str(tmp_path).encode() not in data
