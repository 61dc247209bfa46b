"""Which letters stand in a file: what is certain first, and a sentence about everything that is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.intake.doubts import mended
from briefing.intake.readers import read_bytes

POLISH = "Premier powiedział, że „nie będzie żadnych zmian”, a sąd orzekł inaczej. Posłowie chcą głosować w piątek. "
FRENCH = "Le président a déclaré qu’il n’y aura « pas de changement » à l’issue du sommet, où elle a été très claire. "
SERBIAN = "Премијер је рекао да „неће бити промена“, а суд је одлучио другачије. "
TURKISH = "Başbakan “değişiklik olmayacak” dedi ve mahkeme farklı karar verdi. Milletvekilleri oylama yapmak istiyor. "


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(POLISH, "cp1250"), (FRENCH, "cp1252"), (SERBIAN, "cp1251"), (TURKISH, "cp1254")],
)
def test_an_encoding_that_nothing_declares_is_found_by_its_language_and_told(text: str, encoding: str) -> None:
    file = read_bytes((text * 3).encode(encoding), "a.txt")
    assert (file.text, file.method) == (text * 3, f"text/1 {encoding}")
    assert file.notices == (f"Read as {encoding}, by assumption: please check accented letters.",)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["He said “no” – twice.\nShe did not.", SERBIAN])
def test_utf_16_without_a_mark_is_read_and_told(text: str, encoding: str) -> None:
    file = read_bytes(text.encode(encoding), "a.txt")
    assert (file.text, file.method) == (text, f"text/1 {encoding}")
    assert file.notices == (f"Read as {encoding}, which it does not declare: please check that it reads well.",)


def test_a_few_nul_bytes_are_left_out_of_a_text() -> None:
    file = read_bytes(b"The talks went on.\0 " + b"The talks went on. " * 19, "a.txt")
    assert file.text == "The talks went on. " * 20
    assert file.notices == ("1 control character was left out.",)


@pytest.mark.parametrize(
    "right", ["“We won’t,” he said – “café”.", "„Nein“, sagte er, „überhaupt nicht“.", "Вучић је ћутао."]
)
def test_letters_that_were_encoded_twice_are_told_and_a_mended_reading_is_offered(right: str) -> None:
    wrong = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in right.encode())
    file = read_bytes(wrong.encode(), "a.txt")
    (reading,) = file.readings
    assert (reading.key, reading.suggested) == ("mended", True)
    assert "A mended reading is offered." in file.notices[-1]
    assert reading.text == right
    assert file.chosen("mended").text == right
    assert file.chosen("mended").chosen("text").text == file.text


def test_a_closing_mark_that_lost_its_last_byte_is_mended() -> None:
    assert mended("â€œYesâ€ he said") == ("“Yes” he said", 2)


@pytest.mark.parametrize("text", ["Ångström, São Paulo, Łódź", "A naïve café – “fin”.", "plain", "Вучић"])
def test_right_letters_are_left_alone(text: str) -> None:
    assert mended(text) == (text, 0)
    assert read_bytes(text.encode(), "a.txt").readings == ()


def test_what_cannot_be_seen_is_counted_and_kept() -> None:
    file = read_bytes("un\u00adseen\u200b words \u202eesrever\u202c and \ue000".encode(), "a.txt")
    assert file.text == "un\u00adseen\u200b words \u202eesrever\u202c and \ue000"
    assert file.notices == (
        "2 hidden characters (of no width, or soft hyphens) stand in the text and were kept.",
        "2 controls of the direction of writing stand in the text, which may show other than what is kept.",
        "1 character has no meaning outside of its own font. Please check the words around it.",
    )


def test_joiners_that_a_script_needs_are_no_hidden_characters() -> None:
    assert read_bytes("می\u200cخواهم 👩\u200d🚀".encode(), "a.txt").notices == ()
    assert len(read_bytes("in\u200dvisible".encode(), "a.txt").notices) == 1


@given(st.text(max_size=60))
def test_mending_never_makes_a_text_longer(text: str) -> None:
    better, count = mended(text)
    assert len(better) + count <= len(text)
    assert (better == text) == (count == 0)
