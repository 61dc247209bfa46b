"""The language of a text that does not say it. Every sentence is our own."""

import pytest

from briefing.proposing.guessing import guess
from briefing.proposing.quotes import find
from briefing.proposing.verdicts import Kind


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The mayor said that the bridge would be closed for a week, but he did not say why."),
        ("de", "Der Bürgermeister sagte, dass die Brücke für eine Woche geschlossen wird, aber nicht warum."),
        ("fr", "Le maire a dit que le pont sera fermé pour une semaine, mais il n’a pas dit pourquoi."),
        ("sr", "Gradonačelnik je rekao da će most biti zatvoren nedelju dana, ali nije rekao zašto."),
        ("sr-cyrl", "Градоначелник је рекао да ће мост бити затворен недељу дана, али није рекао зашто."),
        ("es", "El alcalde dijo que el puente será cerrado por una semana, pero no dijo por qué."),
        ("it", "Il sindaco ha detto che il ponte sarà chiuso per una settimana, ma non ha detto perché."),
        ("ru", "Мэр сказал, что мост будет закрыт на неделю, но он не сказал, почему это нужно."),
        ("uk", "Мер сказав, що міст буде закрито на тиждень, але він не сказав, чому це потрібно."),
        ("nl", "De burgemeester zei dat de brug een week dicht is, maar hij zei niet waarom."),
        ("sv", "Borgmästaren sade att bron ska vara stängd i en vecka, men han sade inte varför det är så."),
        ("ja", "市長は「橋は一週間閉鎖される」と述べた。"),
        ("zh", "市长表示，这座桥将关闭一个星期，但是没有说明原因。"),
    ],
)
def test_a_sentence_tells_its_language(language: str, text: str) -> None:
    assert guess(text) == language


@pytest.mark.parametrize("text", ["", "“”", "12 345", "Kosovo Serbia EU", "\x00" * 50, "zzz qqq xxx " * 50])
def test_what_is_not_plain_is_not_guessed(text: str) -> None:
    assert guess(text) == ""


def test_quotes_of_a_text_without_a_language_are_found_by_its_own_words() -> None:
    text = "Die Ministerin sprach am Montag von „großen Fortschritten“. Der Film „Der lange Weg“ wird nicht gezeigt."
    found = find(text)
    assert [text[one.start : one.end] for one in found] == ["großen Fortschritten"]
    assert found[0].kind is Kind.SPEECH
