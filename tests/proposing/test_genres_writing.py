"""Letters, mails, posts, lists, press releases, dialogue, and newspapers of several languages."""

import pytest

from briefing.proposing.engine import propose
from briefing.proposing.proposal import About


def answers(text: str, language: str = "en", **about: object) -> list[tuple[str, str]]:
    """Of each quotation its speaker as the text says it, and the name meant."""
    found = propose(text, About(language=language, **about)).quotes  # type: ignore[arg-type]
    return [(one.speaker.name if one.speaker else "", one.resolved) for one in found]


def test_i_in_a_mail_is_its_sender() -> None:
    text = "Colleagues,\n\nI told Markovic that we “cannot carry this file for ever”. He nodded.\n\nBest\nClaire"
    assert answers(text) == [("I", "")]
    assert answers(text, author="Claire Dubois <claire@desk.example>") == [("I", "Claire Dubois")]


def test_i_in_a_mail_is_whoever_its_head_names() -> None:
    text = "From: Claire Dubois\nTo: The desk\nSubject: Lunch\n\nI told Markovic that it was “a file without a bottom”."
    assert answers(text) == [("I", "Claire Dubois")]


def test_i_in_an_earlier_message_is_whoever_wrote_that() -> None:
    head = "Noted. I told him “no”.\n\n"
    earlier = "On Wed, 13 Mar 2024, Jonas Weber <jonas@desk.example> wrote:\n> I told them “not before June, please”.\n"
    text = head + earlier
    found = answers(text, author="Claire Dubois", folded=((len(head), len(text)),))
    assert found == [("I", "Claire Dubois"), ("I", "Jonas Weber")]


def test_an_address_is_not_taken_for_a_name() -> None:
    assert answers("I told him “no, not this year”.", author="press@desk.example") == [("I", "")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It could have been a letter” — Brian Lacey, prime minister", "Brian Lacey"),
        ("“Too long, too cold, too late” – A diplomat", "A diplomat"),
        ("“I never read a paper I liked.” — a Baltic ambassador", "a Baltic ambassador"),
        ("QUOTE OF THE DAY: “I never read a paper I liked.” — Ann Tolle", "Ann Tolle"),
        ("“The only thing missing was a result.” (Le Soir)", "Le Soir"),
        ("“I was tired and I was wrong” — Sean Rafferty (@sean) March 13, 2024", "Sean Rafferty"),
        ("> “Finally some sense here.”\n> — @brickmason77", "@brickmason77"),
    ],
)
def test_a_signed_quotation_is_of_whoever_signed_it(text: str, speaker: str) -> None:
    listed = f"What they said\n\n“A good day for us all” — Roberta Maas\n\n{text}\n"
    assert [one for one, _ in answers(listed)] == ["Roberta Maas", speaker]


def test_a_clause_behind_a_dash_is_no_signature() -> None:
    assert answers("“We were told to stay” – Ann Dwyer said so twice.")[0][0] == "Ann Dwyer"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The ministry recalls the words of the late President Toma: “Good fences talk.”", "the late President Toma"),
        ("The chair read out the letter from the mayor: “I will not sign it.”", "the mayor"),
        ("It concerns the remarks attributed to Ambassador Wuyts (“Europe has run out of words”).", "Ambassador Wuyts"),
        (
            "Please attribute the following to a Northwind spokesperson:\n\n“We take this seriously.”",
            "a Northwind spokesperson",
        ),
        ("An earlier version attributed the words “a nation of shopkeepers” to Napoleon.", "Napoleon"),
        ("The desk officer’s exact words were “do not wait by the phone”.", "The desk officer"),
        ("One wrote in the field: “My landlord calls it a studio.”", "One"),
        ("A colleague of his told me, “You people ruin every party”.", "A colleague"),
    ],
)
def test_whose_words_are_handed_on(text: str, speaker: str) -> None:
    assert [one for one, _ in answers(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Minority Leader, Dr. Yaw Boakye, said “Promises are not bread”.", "Yaw Boakye"),
        ("Rep. Marcy Dill, R-Lima, the sponsor, vowed to go on. “We can count,” she said.", "Marcy Dill"),
        (
            "The league urged calm, with its secretary-general, Nabil Haddad, saying that “war has no borders”.",
            "Nabil Haddad",
        ),
        ("Nana Appiah, on his part, appealed to both to “lower the temperature”.", "Nana Appiah"),
        ("Senator Boyle says you’re “asleep at the wheel today”.", "Boyle"),
        ("It was Foreign Minister Sadiq, who once spoke of “a surplus of words”.", "Sadiq"),
        ("De Witt himself, according to nobody, remarked: “An island is an island.”", "De Witt"),
        ("I ran into Minister Bakker.\n\n“You again,” she said.", "Bakker"),
    ],
)
def test_offices_asides_and_small_words_do_not_hide_the_speaker(text: str, name: str) -> None:
    assert [resolved for _, resolved in answers(text)] == [name]


def test_a_dateline_is_nobody() -> None:
    text = (
        "OSLO, March 14 – Norway’s finance minister, Ingrid Halvorsen, rejected a tax, telling reporters that the "
        "country “cannot spend its way out”."
    )
    assert answers(text) == [("Ingrid Halvorsen", "Ingrid Halvorsen")]


def test_the_line_that_somebody_repeats_is_of_whoever_said_it() -> None:
    text = "A Courier editorial said the bill “does little and costs much,” a line Crane has repeated."
    assert [one for one, _ in answers(text)] == ["A Courier editorial"]


def test_he_is_not_somebody_named_before_where_an_envoy_comes_between() -> None:
    text = "Karim Adan came late. The envoy frowned, and he said it was “a poor beginning for all of us”."
    assert answers(text) == [("he", "")]


def test_lines_that_a_reply_repeats_are_of_whoever_wrote_them() -> None:
    text = (
        "Hi,\n\nOn 12 Mar 2024, at 17:02, Bea Lund <bea@desk.example> wrote:\n\n"
        "> I promised them “a straight answer by Monday”.\n\nFine by me.\n"
    )
    assert answers(text, author="Tomas Ek") == [("I", "Bea Lund")]


def test_a_heading_says_whose_statement_follows() -> None:
    text = "Full statement by Captain Sam Obi\n\n“I have loved every minute in this shirt.”"
    assert [one for one, _ in answers(text)] == ["Captain Sam Obi"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Austerity,” he panted.", "he"),
        ("“Then complete the rest,” the judge shot back.", "the judge"),
        ("“He fed our cat,” said one.", "one"),
        ("In a letter released by police, the family said: “Our world is dark.”", "the family"),
        ("Officers found a note reading: “Gone to feed the ducks”.", "a note"),
    ],
)
def test_who_speaks_in_other_words_than_said(text: str, speaker: str) -> None:
    assert [one for one, _ in answers(text)] == [speaker]


def test_who_is_the_office_before_it() -> None:
    text = "We condemn the Speaker of the neighbouring parliament, who claimed that ours is “a dialect with an army”."
    assert answers(text) == [("who", "Speaker of the neighbouring parliament")]


def test_a_short_dialogue_goes_by_turns() -> None:
    text = "“She sleeps in the cinema,” Emir said.\n\n“Once,” said Lejla.\n\n“Three times, at least.”"
    assert [one for one, _ in answers(text)] == ["Emir", "Lejla", "Emir"]


def test_a_new_sentence_before_a_colon_has_its_own_speaker() -> None:
    text = "“Words matter,” Barlow acknowledged. The mother, Agnes Moyo, had one for her: “Liars, all of them.”"
    assert [resolved for _, resolved in answers(text)] == ["Barlow", "Agnes Moyo"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "„Wir haben geliefert“, sagte Jens Althoff. Die Gegner wollten reden, man sei „auf gutem Weg“.",
            ["Jens Althoff"] * 2,
        ),
        ("Der Bürgermeister hatte das Vorhaben „völlig ohne Alternative“ genannt.", ["Der Bürgermeister"]),
        ("Ihr Mann schüttelt den Kopf: „Das ist übertrieben.“", ["Ihr Mann"]),
        ("Der Präsident will das Gesetz „sorgfältig prüfen lassen“, hieß es aus dem Amt.", ["Der Präsident"]),
        ("Ich zitiere nur den Minister: „Die Zahlen sind nicht zu verstehen“.", ["den Minister"]),
        ("Ich habe dem Kanzler gesagt: „Ich lese jede Seite“.", ["Ich"]),
        ("Die Linden seien krank, sagt er, „und ein kranker Baum fragt nicht“.", ["er"]),
        ("Für Anwohnerin Gerda Pohl ist die Sache klar: „Die Bäume bleiben“.", ["Anwohnerin Gerda Pohl"]),
        ("Man werde, so Mia Lenz, „notfalls auf die Bäume steigen“.", ["Mia Lenz"]),
        ("Karl Ebner sagte dem Sender NTK: „Es gibt immer einen Hinterausgang.“", ["Karl Ebner"]),
        ("Seine Referentin, Frau Lutz, bezeichnete den Entwurf als „lesbar, mehr nicht“.", ["Frau Lutz"]),
    ],
)
def test_german_word_order_and_reported_speech(text: str, speakers: list[str]) -> None:
    assert [one for one, _ in answers(text, "de")] == speakers


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Nous ne céderons pas”, a répliqué le général Traoré.", "le général Traoré"),
        ("Le ministre nous avait promis, je cite, « un choc de simplification ».", "Le ministre"),
        ("Je répondrai par une phrase de Clemenceau : « Il n’y a pas de repos ».", "Clemenceau"),
        ("« Un arbre ne signe pas », ironise-t-il.", "il"),
        ("L’opposition municipale, elle, parle d’un « gouffre sans fond ».", "L’opposition municipale"),
        ("La ministre allemande a dit « jamais de la vie ».", "La ministre allemande"),
        ("Lise Duval a qualifié la décision d’« absurde ».", "Lise Duval"),
        ("« On nous ferme le pont », s’est-elle emportée.", "elle"),
        ("Le préfet, lui, invoque « un principe de précaution ».", "Le préfet"),
        ("La maire de Lorvan reste calme. « On verra bien demain. »", "La maire de Lorvan"),
        ("Je leur dis : « Lisez donc le texte ».", "Je"),
        ("« Ce dépôt est une promesse », s’est réjouie la maire.", "la maire"),
    ],
)
def test_french_verbs_and_small_words(text: str, speaker: str) -> None:
    assert [one for one, _ in answers(text, "fr")] == [speaker]


def test_a_town_is_not_meant_by_its_mayor() -> None:
    assert answers("La maire de Lorvan a dit « on verra bien demain ».", "fr") == [("La maire de Lorvan", "")]


def test_serbian_commissions_speak_through_iz() -> None:
    assert (
        answers("Iz Evropske komisije poručuju da „prate situaciju iz dana u dan“.", "sr")[0][0] == "Evropske komisije"
    )


def test_serbian_given_names_say_who_a_pronoun_may_be() -> None:
    text = "„Ovo je kraj“, rekla je Jovana Savić. On je dodao da „nema povratka na staro stanje“."
    assert answers(text, "sr") == [("Jovana Savić", "Jovana Savić"), ("On", "")]
    text = "„Ovo je kraj“, rekao je Luka Savić. On je dodao da „nema povratka na staro stanje“."
    assert answers(text, "sr")[1] == ("On", "Luka Savić")


def test_serbian_reporters_who_are_told_do_not_speak() -> None:
    assert answers("„Nećemo popustiti ni milimetar“, rekao je novinarima.", "sr") == [("", "")]


def test_german_accounts_are_no_part_of_a_name() -> None:
    text = "Nach Angaben von Polizeisprecherin Eva Lutz war der Fahrer „offensichtlich betrunken“."
    assert answers(text, "de")[0][1].endswith("Eva Lutz")
    assert "Angaben" not in answers(text, "de")[0][1]


def test_serbian_roles_in_both_scripts() -> None:
    latin = "Moj profesor mi je govorio: „Zakon je kao most preko reke“."
    assert [one for one, _ in answers(latin, "sr")] == ["Moj profesor"]
    cyrillic = "Градоначелница је рекла да ће мост бити завршен „пре првог снега“."
    assert [one for one, _ in answers(cyrillic, "sr-Cyrl")] == ["Градоначелница"]
