"""Files come in: each is told what became of it, nothing comes twice, and a batch is undone at once."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.desk import Desk
from briefing.errors import InvalidEntryError, NotFoundError, StoreError
from briefing.intake.readers import read_bytes, read_file
from briefing.intake.readfile import ReadFile, Stated
from briefing.model import Source, SourceVersion
from briefing.reading import Outcome
from briefing.store import doubles
from briefing.store.store import create_store

PAGE = """<!doctype html><html lang="en"><head><title>No deal yet</title>
<link rel="canonical" href="https://news.example/2022/no-deal"><meta name="author" content="Ana Kovac">
<meta property="article:published_time" content="2022-08-18T21:05:00Z"><meta property="og:site_name" content="The Note">
</head><body><article><h1>No deal yet</h1><p>The talks went on until noon, and nobody in the room said any more.</p>
<p>“We will go on,” the mediator told us in the corridor, before she left for the airport in the evening.</p></article>
</body></html>"""
LINK = "[InternetShortcut]\r\nURL=https://other.example/statement\r\n"


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk(create_store(), "Tester")
    yield desk
    desk.close()


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_what_a_page_states_stands_in_the_fields_of_its_source(desk: Desk, tmp_path: Path) -> None:
    done = desk.import_file(put(tmp_path, "a.html", PAGE))
    source = desk.get(Source, done.source)
    assert (done.outcome, done.new, done.file_name) == (Outcome.IMPORTED, True, "a.html")
    assert (source.title, source.issued_edtf, source.language) == ("No deal yet", "2022-08-18", "en")
    assert (source.url, source.publisher) == ("https://news.example/2022/no-deal", "The Note")
    assert json.loads(source.author) == [{"literal": "Ana Kovac"}] and source.issued_basis.startswith("stated in ")
    archived = desk.archived(source.id)
    assert archived is not None and archived.version.number == 1
    stated = json.loads(archived.version.stated)
    assert {one["field"] for one in stated} >= {"author", "published", "address", "language"}
    assert all(one["where"] for one in stated)


def test_what_a_file_does_not_state_stays_empty(desk: Desk, tmp_path: Path) -> None:
    source = desk.get(Source, desk.import_file(put(tmp_path, "plain.txt", "Nothing but words.\n")).source)
    assert (source.title, source.notes) == ("plain.txt", "The file states no title; this is its name.")
    assert (source.issued_edtf, source.issued_basis, source.url, source.publisher, source.author) == ("",) * 4 + ("[]",)


def test_a_batch_tells_of_each_file_and_is_undone_at_once(desk: Desk, tmp_path: Path) -> None:
    before = desk.get(Source, desk.import_file(put(tmp_path, "before.txt", "Before.\n")).source)
    files = [
        put(tmp_path, "a.txt", "First.\n"), put(tmp_path, "empty.txt", ""), put(tmp_path, "same.txt", "First.\n"),
        tmp_path / "none.txt", put(tmp_path, "b.html", PAGE), put(tmp_path, "link.url", LINK),
        put(tmp_path, "odd.xyz", "x"),
    ]  # fmt: skip
    seen: list[tuple[str, float]] = []
    done = desk.import_files(files, progress=lambda name, part: seen.append((name, part)))
    assert [one.outcome.value for one in done] == [
        "imported", "refused", "already there", "refused", "imported", "referred to", "refused",
    ]  # fmt: skip
    assert [one.file_name for one in done] == [path.name for path in files] == [name for name, _ in seen]
    assert "is empty" in done[1].reason and "There is no file" in done[3].reason and done[2].source == done[0].source
    assert desk.undo_label() == "import sources" and desk.count("source") == 4
    entry = desk.latest
    desk.undo()
    assert [source.id for source in desk.every(Source)] == [before.id]
    desk.redo()
    assert desk.count("source") == 4
    assert entry and all(one.outcome is Outcome.ALREADY_THERE for one in desk.import_files([files[0], *files[4:6]]))
    assert desk.latest == ""


def test_a_file_that_states_and_parts_without_end_comes_in_as_far_as_it_can_be_kept(desk: Desk, tmp_path: Path) -> None:
    links = "".join(f"<link rel=canonical href=http://e.example/{number}>" for number in range(20_000))
    several = "".join(
        f"<script type=application/ld+json>{json.dumps({'@type': 'Article', 'author': authors})}</script>"
        for authors in ([f"{at} {each} " + 'x"' * 450 for each in range(20)] for at in range(80))
    )
    answers = "".join(f"> answer {number}\nquestion {number}\n" for number in range(20_000))
    mail = f"From: a@b.example\nSubject: Answers\nContent-Type: text/plain\n\n{answers}"
    done = desk.import_files(
        [
            put(tmp_path, "links.html", f"<p>Words.</p>{links}{several}"),
            put(tmp_path, "answers.eml", mail),
            put(tmp_path, "last.txt", "The last one.\n"),
        ]
    )
    assert [one.outcome for one in done] == [Outcome.IMPORTED] * 3
    assert done[1].notices[-1] == "The text has 40,000 parts, too many to be told apart; its end is one."
    archived = desk.archived(done[1].source)
    assert archived is not None
    parts = json.loads(archived.version.parts)
    assert (parts[-1]["kind"], parts[-1]["end"]) == ("reply", len(archived.text))
    assert desk.about(archived).folded[-1] == (parts[-1]["start"], parts[-1]["end"])
    assert 0 < parts[-2]["end"] <= parts[-1]["start"] and len(archived.version.parts) > 400_000


def test_a_file_whose_fields_cannot_be_kept_is_told_and_the_others_come_in(desk: Desk, tmp_path: Path) -> None:
    good = [read_file(put(tmp_path, f"{number}.txt", f"Text {number}.\n")) for number in range(2)]
    odd = Stated(field="published", value="some day", where="a reader with a fault")
    bad = replace(good[0], text="Other.\n", text_sha256="", archive_sha256="", stated=(odd,), file_name="bad.txt")
    done = desk.archive_files([good[0], bad, good[1]])
    assert [one.outcome for one in done] == [Outcome.IMPORTED, Outcome.REFUSED, Outcome.IMPORTED]
    assert (done[1].source, done[1].new) == ("", False)
    assert done[1].reason.startswith("“bad.txt” cannot be kept. Published: ")
    assert desk.count("source") == 2 == len(desk.every(SourceVersion))
    desk.undo()
    assert desk.count("source") == 0


def test_a_batch_that_ends_in_the_middle_can_be_undone_by_its_name(desk: Desk, tmp_path: Path) -> None:
    def files() -> Iterator[ReadFile]:
        yield read_file(put(tmp_path, "a.txt", "First.\n"))
        yield read_file(put(tmp_path, "b.txt", "Second.\n"))
        yield read_file(put(tmp_path, "c.txt", "First.\n"))
        raise StoreError("The disk is full.")

    with pytest.raises(StoreError, match="full"):
        desk.archive_files(files())
    assert desk.count("source") == 2 and desk.latest
    desk.undo_entry(desk.latest)
    assert desk.count("source") == 0


def test_a_batch_of_one_is_called_by_its_source(desk: Desk, tmp_path: Path) -> None:
    desk.import_files([put(tmp_path, "a.txt", "First.\n")])
    assert desk.undo_label() == "import source “a.txt”"


def test_who_stops_a_batch_keeps_what_came_in(desk: Desk, tmp_path: Path) -> None:
    files = [put(tmp_path, f"{number}.txt", f"Text {number}.\n") for number in range(4)]
    read: list[str] = []
    done = desk.import_files(files, cancelled=lambda: len(read) == 2, progress=lambda name, _: read.append(name))
    assert [one.file_name for one in done] == ["0.txt", "1.txt"][: len(done)] and desk.count("source") == len(done) > 0


def test_a_link_file_makes_a_source_that_is_only_referred_to(desk: Desk, tmp_path: Path) -> None:
    done = desk.import_file(put(tmp_path, "Statement.url", LINK))
    assert (done.outcome, done.new, done.sha256, done.characters) == (Outcome.REFERRED, True, "", 0)
    source = desk.get(Source, done.source)
    assert (source.title, source.url) == ("Statement", "https://other.example/statement")
    assert desk.archived(source.id) is None and desk.every(SourceVersion) == []
    again = desk.import_file(put(tmp_path, "Again.url", LINK.replace("https://", "http://www.")))
    assert (again.outcome, again.source) == (Outcome.ALREADY_THERE, source.id)


def test_the_same_bytes_read_otherwise_are_a_new_version_of_their_source(desk: Desk) -> None:
    first = read_bytes(b"One line.\n", "a.txt")
    done = desk.archive_file(first)
    other = read_bytes(b"One  line.\n", "a.txt")
    other = replace(other, data=first.data, archive_sha256=first.archive_sha256)
    assert desk.foreseen(other).outcome is Outcome.NEW_VERSION and desk.count("source") == 1
    again = desk.archive_file(other)
    assert (again.outcome, again.source, again.other) == (Outcome.NEW_VERSION, done.source, done.source)
    archived = desk.archived(done.source)
    assert archived is not None and (archived.version.number, archived.text) == (2, "One  line.\n")
    assert desk.archive_file(first).outcome is Outcome.ALREADY_THERE
    assert desk.undo_label() == "import version of source “a.txt”"


def test_an_address_that_another_source_has_is_told_and_a_person_joins_them(desk: Desk, tmp_path: Path) -> None:
    known = desk.create("source", {"title": "Known", "url": "http://www.news.example/2022/no-deal/"})
    file = read_file(put(tmp_path, "a.html", PAGE))
    assert desk.foreseen(file).outcome is Outcome.SAME_ADDRESS
    done = desk.archive_file(file)
    assert (done.outcome, done.other, done.new) == (Outcome.SAME_ADDRESS, known, True) and done.source != known
    desk.join("source", known, done.source)
    archived = desk.archived(known)
    assert archived is not None and archived.text == file.text


def test_a_version_is_put_behind_those_of_its_source(desk: Desk, tmp_path: Path) -> None:
    first = desk.import_file(put(tmp_path, "a.txt", "The day was Monday.\n"))
    start = "The day was Monday.".index("Monday")
    quote = desk.capture_quote(first.source, start, start + 6)
    done = desk.new_version(first.source, read_bytes(b"The day was a Monday.\n", "b.txt"))
    assert (done.outcome, done.source) == (Outcome.NEW_VERSION, first.source)
    assert done.notices == ("1 quote stays with an older version of this source. Look at what became of it.",)
    assert [one.number for one in desk.source_versions(first.source)] == [2, 1]
    assert desk.version_text(desk.source_versions(first.source)[1].id).text == "The day was Monday.\n"
    assert [one.id for one in desk.older_quotes()] == [quote] == [one.id for one in desk.older_quotes(first.source)]
    again = desk.new_version(first.source, read_bytes(b"The day was a Monday.\n", "c.txt"))
    assert again.outcome is Outcome.ALREADY_THERE and not again.new
    with pytest.raises(InvalidEntryError, match=r"a file that holds a text"):
        desk.new_version(first.source, read_bytes(LINK.encode(), "c.url"))
    with pytest.raises(NotFoundError):
        desk.new_version("nobody", read_bytes(b"x\n", "c.txt"))
    desk.undo()
    archived = desk.archived(first.source)
    assert archived is not None and archived.version.number == 1 and desk.older_quotes() == []


def test_a_source_that_was_only_referred_to_gets_its_first_text(desk: Desk, tmp_path: Path) -> None:
    source = desk.create("source", {"title": "My title", "language": "sr"})
    desk.new_version(source, read_file(put(tmp_path, "a.html", PAGE)))
    held = desk.get(Source, source)
    assert (held.title, held.language, held.issued_edtf) == ("My title", "sr", "2022-08-18")


def test_parts_of_a_mail_are_kept_with_its_text(desk: Desk, tmp_path: Path) -> None:
    mail = (
        "From: Ana <ana@example.org>\nTo: desk@example.org\nSubject: The talks\nDate: Thu, 18 Aug 2022 21:05:00 +0200\n"
        "Content-Type: text/plain; charset=utf-8\n\nWe go on tomorrow.\n\n"
        "On Wed, 17 Aug 2022 at 10:00, Bo wrote:\n> Will you go on?\n> Bo\n"
    )
    done = desk.import_file(put(tmp_path, "a.eml", mail))
    archived = desk.archived(done.source)
    assert archived is not None
    (folded,) = [one for one in json.loads(archived.version.parts) if one["kind"] == "reply"]
    assert "Will you go on?" in archived.text[folded["start"] : folded["end"]]
    assert desk.about(archived).folded == ((folded["start"], folded["end"]),)
    assert desk.about(archived).published == "2022-08-18"
    assert desk.get(Source, done.source).type == "personal_communication"


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        ("https://News.example/A", "http://www.news.example/a/"),
        ("https://news.example/straße", "https://news.example/STRASSE"),
        ("https://news.example/вести/1", "https://news.example/Вести/1#top"),
        ("https://пример.example/", "https://Пример.example"),
    ],
)
def test_an_address_is_known_however_it_is_written(desk: Desk, held: str, wanted: str) -> None:
    known = desk.create("source", {"title": "Known", "url": held})
    desk.create("source", {"title": "Other", "url": "https://news.example/"})
    assert doubles.at_address(desk.store, wanted) == [known]
    assert doubles.at_address(desk.store, "") == []
