"""Which words of a text are proposed as quotes, and which are titles, names, terms and words held at arm's length.

Every sentence is our own.
"""

import pytest

from briefing.proposing.quotes import Quoted, find, spoken_turns, verdicts
from briefing.proposing.verdicts import Kind
from briefing.terms import QuoteForm

SPOKEN = [
    ("“Yes,” she said.", ["Yes"]),
    ("“No!” shouted the crowd.", ["No!"]),
    ("Asked if he would resign, the minister said “never”.", ["never"]),
    ("She described the vote as “a disgrace to the nation”.", ["a disgrace to the nation"]),
    ("The report found “serious failings” in the ministry.", ["serious failings"]),
    ("The court said the law was “manifestly unlawful”.", ["manifestly unlawful"]),
    ("In a statement, the embassy said it was “deeply concerned”.", ["deeply concerned"]),
    ("The mayor's remark that the bridge is “safe as houses” angered engineers.", ["safe as houses"]),
    ("The talks were “constructive”, according to the Commission.", ["constructive"]),
    (
        "“The bridge is safe,” the mayor said, adding: “I drove over it today.”",
        ["The bridge is safe", "I drove over it today."],
    ),
    ("“It is,” he said, “what it is,” and left.", ["It is", "what it is"]),
    ("‘We'll not go back,’ she said. ‘It's over.’", ["We'll not go back", "It's over."]),
    ("'The girls' school is closed,' the teachers' union said.", ["The girls' school is closed"]),
    ('Two boys, aged 5 and 7, said "hello" to the queen.', ["hello"]),
    (
        "“The treaty is dead.\n\n“We will write a new one.\n\n“It will be better,” the president said.",
        ["The treaty is dead.", "We will write a new one.", "It will be better"],
    ),
    ("The minister said: “First.\n\nSecond.\n\nThird.” He then left.", ["First.\n\nSecond.\n\nThird."]),
    (
        "“The road is closed, the mayor said.\n\nThe bridge is open, the governor said.",
        ["The road is closed, the mayor said."],
    ),
    ('"The road is closed, "the mayor said. "The bridge is open."', ["The road is closed", "The bridge is open."]),
    ("He asked: “Who said ‘no deal’?”", ["Who said ‘no deal’?"]),
    (
        "MR PRICE: Good afternoon. I called it “a good day” and it was.\n\nQUESTION: Was it?\n\nMR PRICE: It was.",
        ["a good day"],
    ),
    (
        'Hi Ana,\n\nthe deputy told me "we cannot sign\nbefore Friday" and hung up.\n\n'
        'On Monday, Marko wrote:\n> He said "we will sign\n> tomorrow" on the phone.\n> Best\n',
        ["we cannot sign\nbefore Friday", "we will sign\n> tomorrow"],
    ),
    (
        "PM: budget is ‘the toughest in a generation’\n\nThe prime minister presented the budget.",
        ["the toughest in a generation"],
    ),
    ("A banner read “Hands off our water”.", ["Hands off our water"]),
    ("Protesters chanted “Shame, shame” outside.", ["Shame, shame"]),
    ("Their slogan, “Water for all”, was everywhere.", ["Water for all"]),
    ("“Borders are closed” – Ana Kovač, interior minister", ["Borders are closed"]),
    ("“We are done”, the ambassador told reporters in Vienna.", ["We are done"]),
    ("The ambassador told reporters in Vienna that they were “done”.", ["done"]),
    ("“Why?” “Because.”", ["Why?", "Because."]),
    ("Kallas wrote on X that “words are not enough”.", ["words are not enough"]),
    ("It was, in the minister's words, “a long night”.", ["a long night"]),
    ("It was what diplomats call “constructive ambiguity”.", ["constructive ambiguity"]),
    ("“I'm not going to say 'yes' or 'no' to that,\" she added.", ["I'm not going to say 'yes' or 'no' to that"]),
    ("He said: ''We won't go.'' She said: ''You'll.''", ["We won't go.", "You'll."]),
    ('He said "We agree."She nodded.', ["We agree."]),
    ('He said,"We agree to that."', ["We agree to that."]),
    ("The minister (“I am not a crook”) resigned.", ["I am not a crook"]),
    ("He said he “will [not] go… anywhere”.", ["will [not] go… anywhere"]),
]

NOT_SPOKEN = [
    "The minister hosts “Breakfast Today” on Radio Four.",
    "Her memoir, “A Bridge Too Many,” appears in May.",
    "He quoted from “War and Peace” for an hour.",
    "The ship “Northern Light” left the harbour.",
    "The term “hybrid threat” is used loosely.",
    "The agency, known as “the Circus”, declined to comment.",
    "John “Jack” Miller resigned.",
    "Maria (“Mimi”) Alvarez resigned.",
    "The so-called ‘green lane’ is closed.",
    "He is a “genius” at losing money.",
    "The “experts” were wrong again.",
    "He said the ‘90s were over and that the players' strike would go on.",
    "Rock 'n' roll isn't dead, the fans' club said.",
    'The 6\' 2" guard and a 12" ruler were mentioned.',
    "Mayor ‘furious’ over bridge\n\nThe mayor is angry.",
    "The song “Shame” was played.",
    'The file was named "final report v2".',
    'Click "Save" and then "Close".',
    'Set the field to "none".',
    "Sources\n\n“Bridge closed after flood” — The Gazette, 3 May 2021\n\n“Mayor resigns” — Daily Post, 4 May 2021",
    "The word ‘sorry’ never came.",
    "By ‘peace’ he means surrender.",
    'The paper "On the Origin of Tariffs" was cited.',
    "The ministry's “Clean Hands” campaign failed.",
    "Operation “Storm” began in August.",
    '<a href="https://example.org" title="A page">The link</a>',
]

OTHER_LANGUAGES = [
    ("de", "„Wir haben kein Geld“, sagte der Minister.", ["Wir haben kein Geld"]),
    ("de", "Der Minister sprach von „großen Fortschritten“.", ["großen Fortschritten"]),
    ("de", "Das sagte er der „Süddeutschen Zeitung“.", []),
    ("de", "Der Film „Das Boot“ läuft heute.", []),
    ("de", "Die sogenannte „Balkanroute“ ist geschlossen.", []),
    ("de", "»Das ist das Ende«, rief sie.", ["Das ist das Ende"]),
    ("de", 'Er sagte, die Lage sei "sehr ernst".', ["sehr ernst"]),
    ("de", "„Wir gehen“, sagte sie. „Und wir kommen nicht wieder.“", ["Wir gehen", "Und wir kommen nicht wieder."]),
    ("de", "Die Ministerin nannte den Plan „unverantwortlich und gefährlich“.", ["unverantwortlich und gefährlich"]),
    ("fr", "« Nous sommes prêts », a déclaré le ministre.", ["Nous sommes prêts"]),
    ("fr", "Le président a dénoncé une « grave erreur ».", ["grave erreur"]),
    ("fr", "Le journal « Le Monde » l'a annoncé.", []),
    ("fr", "L’accord, selon lui, est “mort et enterré”.", ["mort et enterré"]),
    ("fr", "Les « gilets jaunes » sont revenus.", []),
    ("sr", "„Nećemo potpisati“, rekao je ministar.", ["Nećemo potpisati"]),
    ("sr", "Ministar je rekao da je predlog „potpuno neprihvatljiv”.", ["potpuno neprihvatljiv"]),
    ("sr", "List „Politika” piše o tome.", []),
    ("sr-Cyrl", "„Нећемо потписати“, рекао је министар.", ["Нећемо потписати"]),
    ("sr", "Министар је рекао да је предлог „потпуно неприхватљив”.", ["потпуно неприхватљив"]),
    ("hr", "»Ne možemo to prihvatiti«, poručila je ministrica.", ["Ne možemo to prihvatiti"]),
    ("sr", "Takozvani „zeleni koridor“ je zatvoren.", []),
    ("", "„Wir haben kein Geld“, sagte der Minister.", ["Wir haben kein Geld"]),
    ("es", "«No vamos a firmar», dijo el ministro.", ["No vamos a firmar"]),
    ("ru", "«Мы не подпишем», — заявил министр.", ["Мы не подпишем"]),
    ("ru", "Газета «Известия» сообщила об этом.", []),
    ("zh", "王毅表示：“我们坚决反对这种做法。”", ["我们坚决反对这种做法。"]),
    ("ja", "外相は「遺憾だ」と述べた。", ["遺憾だ"]),
    ("pl", "„Nie podpiszemy” – powiedział minister.", ["Nie podpiszemy"]),
    ("it", "«Non firmeremo», ha detto il ministro.", ["Non firmeremo"]),
    ("nl", "‘We tekenen niet’, zei de minister.", ["We tekenen niet"]),
    ("sv", "”Vi skriver inte under”, sade ministern.", ["Vi skriver inte under"]),
    ("uk", "«Ми не підпишемо», — сказав міністр.", ["Ми не підпишемо"]),
    ("sq", "“Nuk do të nënshkruajmë”, tha ministri.", ["Nuk do të nënshkruajmë"]),
    ("ar", "وقال الوزير: «لن نوقع على الاتفاق».", ["لن نوقع على الاتفاق"]),
]


def words(text: str, language: str = "en") -> list[str]:
    return [text[quote.start : quote.end] for quote in find(text, language)]


def kinds(text: str, language: str = "en") -> list[Kind]:
    return [one.kind for one in verdicts(text, language)]


@pytest.mark.parametrize(("text", "expected"), SPOKEN)
def test_speech_is_found_to_the_character(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("text", NOT_SPOKEN)
def test_titles_names_terms_and_apostrophes_are_no_quotes(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(("language", "text", "expected"), OTHER_LANGUAGES)
def test_other_languages_have_their_own_marks_and_verbs(language: str, text: str, expected: list[str]) -> None:
    assert words(text, language) == expected


def test_the_place_of_the_marks_takes_in_the_comma_of_the_reporter() -> None:
    text = "He paused. “The road is open,” the mayor said."
    (quote,) = find(text, "en")
    assert text[quote.marks_start : quote.marks_end] == "“The road is open,”"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("He wrote “The Long Road Home” in a year.", Kind.TITLE),
        ("The “experts” were wrong again.", Kind.SCARE),
        ("The term “grey zone” is used loosely.", Kind.TERM),
        ("Anna “Bee” Kovač resigned.", Kind.NAME),
        ("Mayor ‘furious’ over bridge\n\nThe mayor is angry.", Kind.HEADLINE),
        ('<img alt="A bridge at night">', Kind.MARKUP),
        ("“(Laughter.)”", Kind.NOTE),
        ("Sources\n\n“Bridge closed after flood” — The Gazette, 3 May 2021", Kind.REFERENCE),
        ("“The road is open, the mayor said and left.", Kind.UNCLOSED),
    ],
)
def test_what_is_no_speech_says_what_it_is(text: str, kind: Kind) -> None:
    assert kinds(text) == [kind]


def continued(text: str) -> list[int | None]:
    return [quote.continues for quote in find(text, "en")]


def test_a_quote_split_by_its_reporting_clause_goes_on_with_its_first_half() -> None:
    assert continued("“We did not sign,” the envoy said, “but we will meet again.”") == [None, 0]


def test_a_mark_opened_in_each_paragraph_makes_a_chain() -> None:
    assert continued("“It rained.\n\n“It stopped.\n\n“It rained again,” she said.") == [None, 0, 1]


def test_two_speakers_in_one_sentence_do_not_continue_each_other() -> None:
    text = "Ana called it “a step back for all of us”, while Ben said it was “the only way forward”."
    assert continued(text) == [None, None]


def test_the_number_of_the_continued_quote_counts_only_what_is_proposed() -> None:
    text = "The film “The Long Road Home” ran. “We like it,” she said, “very much indeed.”"
    assert continued(text) == [None, 0]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“The road is open,” she said.", QuoteForm.FULL),
        ("She said it was “not a normal meeting”.", QuoteForm.FRAGMENT),
        ("She replied: “No.”", QuoteForm.FULL),
        ("She said “the road is open for all of us”.", QuoteForm.FRAGMENT),
    ],
)
def test_whole_sentences_are_told_from_fragments(text: str, form: QuoteForm) -> None:
    assert [quote.form for quote in find(text, "en")] == [form]


def test_an_unclosed_mark_never_swallows_the_next_paragraph_and_is_not_trusted() -> None:
    text = "“The road is open, the mayor said.\n\nThe bridge is closed."
    (quote,) = find(text, "en")
    assert text[quote.start : quote.end] == "The road is open, the mayor said."
    assert quote.confidence < 0.5


def test_an_unclosed_mark_in_a_text_without_paragraphs_swallows_no_later_quote() -> None:
    filler = "The council met again and nothing was decided that day. " * 30
    text = f"“The road is open, he said. {filler}“The bridge is closed,” she said. {filler}“So is the tunnel,” he said."
    assert words(text)[1:] == ["The bridge is closed", "So is the tunnel"]
    assert all(len(one) < 1600 for one in words(text))


REPEATED = "“The bridge will stay closed until May,” the mayor said."


@pytest.mark.parametrize(
    "text",
    [
        f"‘Bridge will stay closed until May’\n\nNews from the town.\n\n{REPEATED}",
        f"{REPEATED}\n\n“The bridge will stay closed until May”\n\nHe left.",
        f"{REPEATED}\n\n> “The bridge will stay closed until May,” he said.",
        f"{REPEATED}\n\nLater he said: “The bridge will stay closed until May.”",
    ],
)
def test_the_same_words_are_proposed_once_where_they_are_attributed(text: str) -> None:
    (quote,) = find(text, "en")
    assert text[quote.start : quote.end] == "The bridge will stay closed until May"
    assert Kind.REPEATED in kinds(text)


def test_a_folded_message_holds_no_quote_of_the_text_around_it() -> None:
    reply = "He said “we sign\n"
    earlier = "today” and “the road is open for everyone again”, she wrote."
    text = reply + earlier
    found = find(text, "en", folded=[(len(reply), len(text))])
    assert all(quote.end <= len(reply) or quote.start >= len(reply) for quote in found)


TRANSCRIPT = (
    "MS RADO: Good morning. The envoy told us “the talks are over” today.\n\n"
    "QUESTION: Are they?\n\n"
    "MS RADO: Ask him.\n\nWe have no comment.\n"
)


def test_the_turns_of_a_transcript_are_told_with_their_tags() -> None:
    turns = spoken_turns(TRANSCRIPT, "en")
    assert [TRANSCRIPT[slice(*turn.turn)] for turn in turns if turn.turn] == ["MS RADO", "QUESTION", "MS RADO"]
    assert [TRANSCRIPT[turn.start : turn.end] for turn in turns][1:] == ["Are they?", "Ask him.\n\nWe have no comment."]
    assert {turn.kind for turn in turns} == {Kind.TURN}


def test_a_quote_in_a_turn_names_the_tag_of_its_turn() -> None:
    (quote,) = find(TRANSCRIPT, "en")
    assert quote.turn is not None
    assert TRANSCRIPT[slice(*quote.turn)] == "MS RADO"


@pytest.mark.parametrize(
    "text",
    [
        "Photo: Ana Kovač\n\nSource: City archive\n\nPhoto: Ben Okafor\n",
        "From: ana@example.org\nTo: ben@example.org\nSubject: The bridge\n\nHi Ben",
        "The mayor: a portrait\n\nHe was born in 1960.",
        "",
    ],
)
def test_labels_are_no_speakers(text: str) -> None:
    assert spoken_turns(text, "en") == ()


def test_the_turns_of_an_interview_in_ordinary_letters_are_told_where_they_come_back() -> None:
    text = "Ana Kovač: Who decided?\n\nThe Mayor: I did.\n\nAna Kovač: Why?\n\nThe Mayor: It rained."
    assert [text[turn.start : turn.end] for turn in spoken_turns(text, "en")] == [
        "Who decided?",
        "I did.",
        "Why?",
        "It rained.",
    ]


def test_offsets_count_code_points() -> None:
    text = "😀 “Great 🤝 day,” she wrote."
    (quote,) = find(text, "en")
    assert text[quote.start : quote.end] == "Great 🤝 day"


def test_every_answer_has_a_reason_and_a_confidence() -> None:
    text = f"{TRANSCRIPT}\n\n{REPEATED}\n\nHe wrote “The Long Road Home”.\n\n“Never closed"
    answers: list[Quoted] = [*verdicts(text, "en"), *spoken_turns(text, "en")]
    assert answers
    assert all(answer.reason.endswith(".") and 0 < answer.confidence < 1 for answer in answers)
