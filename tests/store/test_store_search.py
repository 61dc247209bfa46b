"""One search over all kinds: every spelling, best first, in step with the records at every moment."""

import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import DamagedStoreError, GivenUpError
from briefing.store import engine, history, search
from briefing.store.integrity import check_integrity
from briefing.store.store import Store, create_store, open_store


@pytest.fixture
def store() -> Iterator[Store]:
    with create_store() as store:
        yield store


def make(store: Store, kind: str, **values: object) -> str:
    with store.step(f"new {kind}", "T") as step:
        return step.insert(kind, values)


def edit(store: Store, kind: str, one: str, **values: object) -> None:
    with store.step("edit", "T") as step:
        step.update(kind, one, values)


def titles(store: Store, query: str, *kinds: str) -> list[str]:
    found = search.find(store.connection, query, kinds) if kinds else search.find(store.connection, query)
    return [hit.title for hit in found]


def index(store: Store) -> list[tuple[object, ...]]:
    return [tuple(row) for row in store.query("SELECT kind, ref, title, body, extra FROM doc ORDER BY ref")]


def assert_index_is_whole(store: Store) -> None:
    before = index(store)
    assert check_integrity(store) == []
    store.connection.execute("BEGIN IMMEDIATE")
    search.rebuild(store.connection)
    assert index(store) == before
    store.connection.execute("ROLLBACK")


FAMILIES = [
    ["Vučić", "Vucic", "Вучић", "ВУЧИЋ"],
    ["Đurić", "Djuric", "Duric", "Ђурић"],
    ["Gërvalla", "Gervalla"],
    ["Thaçi", "Thaci"],
    ["Štrpce", "Strpce", "Штрпце"],
    ["Straße", "Strasse"],
    ["Łódź", "Lodz"],
    ["Љубљана", "Ljubljana"],
    ["oﬃce", "office"],
    ["Αθήνα", "Αθηνα"],
]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family[0])
def test_every_spelling_finds_every_spelling(store: Store, family: list[str]) -> None:
    for word in family:
        make(store, "actor", name=f"President {word} himself")
    for word in family:
        for query in (word, word.lower(), word.upper(), word[:-1]):
            assert len(titles(store, query)) == len(family), query


def test_another_name_is_found_as_an_alias(store: Store) -> None:
    place = make(store, "actor", name="Prishtina")
    make(store, "alias", actor=place, text="Priština")
    make(store, "alias", actor=place, text="Приштина")
    for query in ("Priština", "pristina", "приштина", "Prisht"):
        assert titles(store, query) == ["Prishtina"]


def test_every_word_must_begin_a_word_somewhere(store: Store) -> None:
    make(store, "issue", title="Licence plates", background="Northern Kosovo")
    assert titles(store, "plat koso") == ["Licence plates"]
    assert titles(store, "plat missing") == []
    assert titles(store, "osovo") == []


def test_titles_come_before_bodies(store: Store) -> None:
    make(store, "issue", title="Roadblocks", background="plates plates plates")
    make(store, "issue", title="Plates", background="roads")
    make(store, "issue", title="Other", background="plates")
    assert titles(store, "plates")[0] == "Plates"


def test_one_and_two_letters_show_the_newest_first(store: Store) -> None:
    for number in range(60):
        make(store, "fact", label=f"Kosovo {number}")
    assert titles(store, "k")[:2] == ["Kosovo 59", "Kosovo 58"] and len(titles(store, "k")) == 50
    assert titles(store, "ko")[:2] == ["Kosovo 59", "Kosovo 58"]
    assert titles(store, "k", "fact")[:2] == ["Kosovo 59", "Kosovo 58"]


@pytest.mark.parametrize("query", ["k", "kosovo"])
def test_kinds_can_be_chosen(store: Store, query: str) -> None:
    make(store, "fact", label="Kosovo fact")
    make(store, "event", title="Kosovo event")
    make(store, "issue", title="Kosovo issue")
    assert titles(store, query, "event") == ["Kosovo event"]
    assert set(titles(store, query, "fact", "issue")) == {"Kosovo fact", "Kosovo issue"}
    assert titles(store, query, "nonsense") == []


def test_a_very_common_word_is_ranked_among_the_newest_only(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "RANKED_CANDIDATES", 5)
    for number in range(20):
        make(store, "fact", label=f"talks {number}")
    assert set(titles(store, "talks")) == {f"talks {number}" for number in range(15, 20)}


@pytest.mark.parametrize(
    "query",
    ['"', '"plates', "*", "pla*", "AND", "plates AND", "NOT x", "NEAR(plates", "-plates", "title:plates", "(((", "\0",
     "';--", "\ud800", "𝓹𝓵𝓪𝓽𝓮𝓼", "x" * 10_000, "plates " * 1_500, "(" * 10_000],
)  # fmt: skip
def test_no_query_is_an_error(store: Store, query: str) -> None:
    make(store, "issue", title="Plates")
    assert titles(store, query) in ([], ["Plates"])


def test_quotation_marks_and_stars_are_not_in_the_way(store: Store) -> None:
    make(store, "issue", title="Plates and documents")
    for query in ('"plates"', "plat*", "plates, documents!", "PLATES"):
        assert titles(store, query) == ["Plates and documents"]
    assert titles(store, "   ") == [] and titles(store, "") == []


def test_the_snippet_shows_the_passage(store: Store) -> None:
    make(store, "issue", title="x", background="long " * 60 + "Вучић spoke " + "after " * 60)
    (hit,) = search.find(store.connection, "vucic")
    assert "Вучић spoke" in hit.snippet
    assert hit.snippet.startswith("… ") and hit.snippet.endswith(" …")
    (hit,) = search.find(store.connection, "x")
    assert hit.snippet == ""


def test_archived_texts_are_searched(store: Store) -> None:
    with store.step("import", "T") as step:
        source = step.insert("source", {"title": "Article"})
        sha256 = step.keep_text("The impasse was long.")
        step.insert("source_version", {"source": source, "number": 1, "text_sha256": sha256})
    assert titles(store, "impasse") == ["Article"]


def test_a_renamed_speaker_is_found_with_the_quotes(store: Store) -> None:
    actor = make(store, "actor", name="Josep")
    make(store, "quote", exact="some words", form="paraphrase", speaker=actor)
    make(store, "position", summary="wants talks", actor=actor, issue=make(store, "issue", title="i"))
    edit(store, "actor", actor, name="Borrell")
    assert set(titles(store, "borrell")) == {"Borrell", "some words", "wants talks"}
    assert titles(store, "josep") == []
    history.undo(store, "T")
    assert set(titles(store, "josep")) == {"Josep", "some words", "wants talks"}
    assert_index_is_whole(store)


def test_a_new_alias_finds_the_quotes_too_until_it_is_deleted(store: Store) -> None:
    actor = make(store, "actor", name="Josep")
    make(store, "quote", exact="some words", form="paraphrase", speaker=actor)
    alias = make(store, "alias", actor=actor, text="Pepe")
    assert set(titles(store, "pepe")) == {"Josep", "some words"}
    with store.step("delete", "T") as step:
        step.delete("alias", alias)
    assert titles(store, "pepe") == []
    history.undo(store, "T")
    assert set(titles(store, "pepe")) == {"Josep", "some words"}
    assert_index_is_whole(store)


@pytest.mark.parametrize(
    ("child", "field", "text", "parent"),
    [
        ("alias", "actor", "text", "actor"),
        ("membership", "person", "role", "actor"),
        ("brief_block", "brief", "text", "brief"),
    ],
)
def test_a_child_that_moves_is_found_under_its_new_parent_only(
    store: Store, child: str, field: str, text: str, parent: str
) -> None:
    name = "name" if parent == "actor" else "title"
    more = {"template": "one-page"} if parent == "brief" else {}
    one, two = make(store, parent, **{name: "First"}, **more), make(store, parent, **{name: "Second"}, **more)
    values = {"block": "bottom_line"} if child == "brief_block" else {}
    row = make(store, child, **{field: one, text: "wanderer"}, **values)
    assert titles(store, "wanderer") == ["First"]
    edit(store, child, row, **{field: two})
    assert titles(store, "wanderer") == ["Second"]
    history.undo(store, "T")
    assert titles(store, "wanderer") == ["First"]
    assert_index_is_whole(store)


def test_deleted_records_are_not_found(store: Store) -> None:
    one = make(store, "event", title="Meeting")
    with store.step("delete", "T") as step:
        step.delete("event", one)
    assert titles(store, "meeting") == []
    history.undo(store, "T")
    assert titles(store, "meeting") == ["Meeting"]


def test_search_still_finds_the_right_rows_after_vacuum(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with create_store(path) as store:
        made = [make(store, "fact", label=f"word{number:03d}") for number in range(60)]
        with store.step("delete", "T") as step:
            for one in made[::3]:
                step.delete("fact", one)
        store.connection.execute("VACUUM")
        for number, one in enumerate(made):
            found = [hit.id for hit in search.find(store.connection, f"word{number:03d}")]
            assert found == ([] if number % 3 == 0 else [one])
    with open_store(path) as store:
        assert_index_is_whole(store)


def test_a_rebuild_keeps_the_newest_first(store: Store) -> None:
    with store.step("fill", "T") as step:
        for number in range(6):
            kind, field = ("fact", "label") if number % 2 else ("issue", "title")
            step.insert(kind, {field: f"Kosovo {number}"}, f"00000000-0000-7000-8000-00000000000{number}")
    before = titles(store, "k")
    store.connection.execute("BEGIN")
    search.rebuild(store.connection)
    store.connection.execute("COMMIT")
    assert titles(store, "k") == before


def test_a_damaged_index_is_told_in_a_sentence(store: Store) -> None:
    for number in range(50):
        make(store, "fact", label=f"word{number}")
    store.connection.execute("UPDATE doc_ft_data SET block = x'00' WHERE id > 10")
    with pytest.raises(DamagedStoreError):
        search.find(store.connection, "word1")


def test_a_search_can_be_interrupted_from_another_thread(tmp_path: Path) -> None:
    with create_store(tmp_path / "a.db") as store:
        chance = random.Random(3)
        with store.step("fill", "T") as step:
            for _ in range(1500):
                step.insert("fact", {"label": " ".join(chance.choices("talks tension tonight", k=60))})
        reached = threading.Event()

        def wait() -> int:
            reached.set()
            interrupted.wait(10)
            return 0

        interrupted = threading.Event()
        store.connection.set_progress_handler(wait, 50)

        def interrupt() -> None:
            reached.wait(10)
            store.connection.interrupt()
            interrupted.set()

        other = threading.Thread(target=interrupt)
        other.start()
        with pytest.raises(GivenUpError):
            search.find(store.connection, "t t t ten")
        other.join()
        store.connection.set_progress_handler(None, 0)
        assert search.find(store.connection, "tal ten ton") is not None


def test_errors_of_ours_in_a_search_are_not_hidden(store: Store) -> None:
    store.connection.execute("DROP TABLE doc")
    with pytest.raises(engine.sqlite3.OperationalError, match=r"no such table"):
        search.find(store.connection, "x")


WORDS = st.sampled_from(["Vučić", "Вучић", "Đurić", "plates", "talks", ""])
VERBS = st.sampled_from(["actor", "alias", "quote", "rename", "move", "delete", "undo", "redo"])
DOINGS = st.lists(st.tuples(VERBS, WORDS, st.integers(0, 9)), max_size=20)


@settings(max_examples=40, deadline=None)
@given(DOINGS)
def test_the_index_is_always_what_a_rebuild_would_make(doings: list[tuple[str, str, int]]) -> None:
    with create_store() as store:
        actors = [make(store, "actor", name="First")]
        aliases: list[str] = []
        for what, word, number in doings:
            actor = actors[number % len(actors)]
            match what:
                case "actor":
                    actors.append(make(store, "actor", name=word or "x"))
                case "alias":
                    aliases.append(make(store, "alias", actor=actor, text=word or "x"))
                case "quote":
                    make(store, "quote", exact=word, form="paraphrase", speaker=actor)
                case "rename":
                    edit(store, "actor", actor, name=word or "y")
                case "move" if aliases:
                    edit(store, "alias", aliases[number % len(aliases)], actor=actor)
                case "delete":
                    with store.step("delete", "T") as step:
                        step.delete("actor", actor)
                case "undo" if history.undo_label(store):
                    history.undo(store, "T")
                case "redo":
                    history.redo(store, "T")
        assert_index_is_whole(store)
