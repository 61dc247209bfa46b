"""Which words are looked at, which of them are right, what was meant, and the words a store adds to the dictionary."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import pytest

from briefing.desk import Desk
from briefing.errors import InvalidEntryError, ReadOnlyStoreError, SpellingError
from briefing.spelling import Dictionary, Known, Speller, stem_of
from briefing.store.store import create_store

pytest.importorskip("hunspell", reason="chunspell has no wheel for this machine")


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary()


@pytest.fixture
def speller(dictionary: Dictionary) -> Speller:
    made = Speller(dictionary)
    made.learn(Known(["Aleksandar Vučić", "Albin Kurti", "Zvečan", "Rambouillet-Group"], ["planification"]))
    return made


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk(create_store(), "Tester")
    yield made
    made.close()


def wrong(speller: Speller, text: str) -> list[str]:
    return [text[span.start : span.end] for span in speller.misspelt(text)]


def test_misspelt_words_are_found_at_their_place(speller: Speller) -> None:
    text = "😀 The goverment occured here, **wich** was _teh_ plan."
    assert wrong(speller, text) == ["goverment", "occured", "wich", "teh"]
    assert [span.text for span in speller.misspelt(text)] == wrong(speller, text)


@pytest.mark.parametrize(
    "text",
    [
        "The talks weren’t organised in colour; it's the EU's licence, isn't it?",
        "A well-known, state-run and re-elected co-ordinator of Serbo-Greek pre-war x-ray matters.",
        "MEPs, MPs, KFOR-led patrols, UNSCR 1244, 3rd, 60km, 1990s, B2B",
        "Vučić’s and Kurti's letters; KURTI too. Zvečan-based. The Rambouillet-Group met.",
        "Planification, planification",
        "Александар Вучић и Приштина; Αθήνα; القدس; 北京",
        "a café, a naïve démarche, a cafe\u0301",
        "Prishtina, Priština and Pristina; Kyiv, Kharkiv, Brčko or Brcko; Kosovars and a demarche",
        "co\u00adoper\u00adation",
    ],
)
def test_what_is_right_is_never_marked(speller: Speller, text: str) -> None:
    assert wrong(speller, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{quote:0190-wrogn}} and {{quote:wrogn-being-writen",
        "https://wrogn.exmaple/teh?occured=1 www.wrogn.teh wrogn@teh.exmple",
        "[the report](https://teh.wrogn) and [this](wrogn)\n\n[ref]: wrogn",
        "`teh wrogn` and ``teh ` wrogn``",
        "Before\n\n```\nteh wrogn\n```\n\nafter",
        "Before\n\n~~~text\nteh wrogn",
        "state_of_plya, report.pfd, e.g. and #wrogn or @wrogn, <wrogn teh> &nbsp;",
        "wrogn" * 20,
        "/etc/wrogn/teh and C:\\wrogn\\teh",
    ],
)
def test_references_addresses_and_code_are_never_marked(speller: Speller, text: str) -> None:
    assert wrong(speller, text) == []


def test_code_ends_where_its_fence_does(speller: Speller) -> None:
    assert wrong(speller, "```\nteh\n```\nwich ```wrogn``` occured") == ["wich", "occured"]


def test_a_name_in_small_letters_is_marked_and_its_spelling_offered(speller: Speller) -> None:
    assert wrong(speller, "vučić and Vucic met Kurtí") == ["vučić", "Vucic", "Kurtí"]
    assert speller.suggestions("vučić")[0] == "Vučić"
    assert speller.suggestions("Vucic’s")[0] == "Vučić’s"
    assert speller.suggestions("Kutri")[0] == "Kurti"
    assert speller.suggestions("Prishtna")[0] == "Prishtina"


def test_suggestions_are_few_and_the_likeliest_comes_first(speller: Speller) -> None:
    assert speller.suggestions("recieve")[0] == "receive"
    assert speller.suggestions("Goverment’s") == ["Government’s"]
    assert speller.suggestions("alot")[0] == "a lot"
    assert len(speller.suggestions("teh")) == 5
    assert len(speller.suggestions("teh", at_most=2)) == 2


def test_only_the_wrong_part_of_a_joined_word_is_marked(speller: Speller) -> None:
    assert wrong(speller, "a goverment-led, pre-occured, neo-liberal plan") == ["goverment", "occured"]


def test_an_ignored_word_is_right_with_and_without_a_possessive(speller: Speller) -> None:
    speller.ignore("Wrogn’s")
    assert wrong(speller, "Wrogn and Wrogn's, wrogn") == ["wrogn"]


def test_learning_anew_forgets_what_is_no_longer_known(speller: Speller) -> None:
    assert wrong(speller, "Kurti") == []
    speller.learn(Known())
    assert wrong(speller, "Kurti") == ["Kurti"]


def test_a_stem_is_a_word_without_its_possessive() -> None:
    assert [stem_of(word) for word in ("Vučić’s", "EU's", "boss", "cafe\u0301")] == ["Vučić", "EU", "boss", "café"]


def test_a_long_text_is_checked_at_once(speller: Speller) -> None:
    text = "The goverment met the Serbian delegation, whose answer occured late (see https://teh.example/a). " * 1_050
    assert len(text) > 100_000
    speller.misspelt(text)
    begun = time.perf_counter()
    assert len(speller.misspelt(text)) == 2_100
    assert time.perf_counter() - begun < 3


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a-",
        "a.",
        ".",
        "`",
        "`a ",
        "``a`",
        "[",
        "](",
        "<a",
        "{{",
        "/a",
        "@",
        "a@",
        "_a",
        "&a",
        "~~~\n",
        "'a",
        "é",
        "😀",
    ],
)
def test_no_text_keeps_the_speller_busy(speller: Speller, piece: str) -> None:
    begun = time.perf_counter()
    speller.misspelt(piece * (100_000 // len(piece)))
    assert time.perf_counter() - begun < 5


def test_without_the_package_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hunspell", None)
    with pytest.raises(SpellingError, match="not there on this computer"):
        Dictionary()


# the words of a store


def test_the_names_in_the_records_are_known_as_long_as_they_are_there(desk: Desk) -> None:
    actor = desk.create("actor", {"name": "Ana Brnabić", "name_native": "Ана Брнабић"})
    desk.create("alias", {"actor": actor, "text": "Brnabiq"})
    desk.create("event", {"title": "Talks", "place": "Jarinje"})
    desk.create("source", {"title": "News", "publisher": "Tanjug"})
    assert {"Ana Brnabić", "Ана Брнабић", "Brnabiq", "Jarinje", "Tanjug"} <= set(desk.proper_names())
    desk.delete("actor", actor)
    assert "Ana Brnabić" not in desk.proper_names()


def test_a_word_is_added_once_undone_and_taken_out_again(desk: Desk) -> None:
    desk.add_word(" Banjska ")
    steps = desk.step_number()
    desk.add_word("Banjska")
    assert desk.own_words() == ["Banjska"] and desk.step_number() == steps
    assert desk.undo_label() == "add word"
    desk.undo()
    assert desk.own_words() == []
    desk.redo()
    desk.remove_word("Banjska")
    assert desk.own_words() == [] and desk.undo_label() == "remove word"
    desk.undo()
    assert desk.own_words() == ["Banjska"]
    desk.remove_word("nothing like it")
    assert desk.own_words() == ["Banjska"]


def test_an_own_word_disturbs_no_other_setting(desk: Desk) -> None:
    desk.set_setting("as_at", "2022-08-19")
    desk.add_word("Banjska")
    assert desk.setting("as_at") == "2022-08-19" and desk.today.isoformat() == "2022-08-19"


@pytest.mark.parametrize("word", ["", "  ", "two words", "42"])
def test_what_is_no_word_is_refused(desk: Desk, word: str) -> None:
    with pytest.raises(InvalidEntryError):
        desk.add_word(word)


def test_a_store_for_reading_takes_no_words(desk: Desk) -> None:
    desk.store.read_only = True
    with pytest.raises(ReadOnlyStoreError):
        desk.add_word("Banjska")
