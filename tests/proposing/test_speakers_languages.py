"""Speakers in other languages than English, with their own word order; the language is guessed where nobody says it."""

import pytest

from briefing.proposing.guessing import likeliest
from briefing.proposing.proposal import About
from briefing.proposing.quotes import find
from briefing.proposing.speakers import attribute

SPOKEN = [
    ("de", "„Wir haben heute keine Brücke“, sagte Nora Beck.", "Nora Beck"),
    ("de", "„Wir haben heute keine Brücke“, sagte die Ministerin Nora Beck am Montag.", "die Ministerin Nora Beck"),
    ("de", "„Wir haben heute keine Brücke“, so Nora Beck.", "Nora Beck"),
    ("de", "In Lund sagte Beck: „Wir haben heute keine Brücke mehr.“", "Beck"),
    ("de", "Beck sagte am Montag: „Wir haben heute keine Brücke mehr.“", "Beck"),
    ("de", "Laut Beck ist das „eine Schande für die ganze Stadt“.", "Beck"),
    ("de", "Ursula von der Heide nannte die Brücke „einen guten Ort für alle“.", "Ursula von der Heide"),
    ("de", "Der Sprecher der Regierung, Hans Beck, sagte am Freitag: „Wir prüfen das genau.“", "Hans Beck"),
    ("de", "„Ich habe keine Brücke“, hatte Beck zuvor erklärt.", "Beck"),
    ("sr", "Petrović je juče u Nišu izjavio da je most „star, ali lep“.", "Petrović"),
    ("sr", "„Nemamo most“, rekao je Petrović.", "Petrović"),
    ("sr", "„Nemamo most“, izjavila je ministarka Ana Petrović.", "ministarka Ana Petrović"),
    ("sr", "Petrović je rekao da je to „sramota za ceo grad“.", "Petrović"),
    ("sr", "Prema rečima Petrovića, to je „sramota za ceo grad“.", "Petrovića"),
    ("sr-Cyrl", "„Немамо мост“, рекао је Петровић.", "Петровић"),
    ("sr-Cyrl", "„Немамо мост“, изјавила је Ана Петровић.", "Ана Петровић"),
    ("fr", "« Nous n’avons pas de pont », a déclaré Mme Beck.", "Mme Beck"),
    ("fr", "« Nous n’avons pas de pont », a dit la ministre, Nora Beck.", "Nora Beck"),
    ("fr", "Selon Nora Beck, c’est « une honte pour toute la ville ».", "Nora Beck"),
    ("ja", "田中氏は「橋はもうない」と述べた。", "田中"),
    ("zh", "“我们没有桥了。”田中说。", "田中"),
    ("zh", "田中表示：“我们没有桥了。”", "田中"),
    ("pl", "„Nie mamy mostu” – powiedziała Beck.", "Beck"),
    ("sv", "”Vi har ingen bro”, sade Beck.", "Beck"),
]


@pytest.mark.parametrize(("language", "text", "speaker"), SPOKEN)
def test_the_speaker_is_found_in_the_order_of_the_language(language: str, text: str, speaker: str) -> None:
    found = attribute(text, find(text, language), About(language=language))
    assert [one.speaker.name if one.speaker else "" for one in found] == [speaker]


@pytest.mark.parametrize(("language", "text", "speaker"), [one for one in SPOKEN if "so Nora" not in one[1]])
def test_a_language_that_nobody_states_is_guessed(language: str, text: str, speaker: str) -> None:
    found = attribute(text, find(text, language), About())
    assert [one.speaker.name if one.speaker else "" for one in found] == [speaker]


def test_the_guess_is_by_small_words_outside_of_quotations() -> None:
    assert likeliest("Der Bericht ist da, und er ist nicht gut.") == "de"
    assert likeliest("“Nous n’avons pas de pont dans la ville,” said Beck in a letter.", [(0, 44)]) == "en"
    assert likeliest("") == "en"
    assert likeliest("12 34 !!") == "en"
