"""What marked words are: speech, or a title, a name, a term, words held at arm's length.

Responsible for: one verdict on one piece, from its words and the sentence around it, with the reason in words.
Refuses to: look at more than a few hundred characters on each side.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from briefing.proposing.cue_words import WORD, CueWords, plain_words
from briefing.wording import say

SHORT = 2
"""As many words may be anything: they are speech only beside a word that reports."""

_WIDE = re.compile("[\u3040-\u9fff\uac00-\ud7af]")
_FRAGMENT = 5
_NEAR = 7
_PHRASE = 48


class Kind(StrEnum):
    """What marked words are."""

    SPEECH = "speech"
    SCARE = "scare"
    TITLE = "title"
    TERM = "term"
    NAME = "name"
    HEADLINE = "headline"
    REFERENCE = "reference"
    MARKUP = "markup"
    NOTE = "note"
    REPEATED = "repeated"
    UNCLOSED = "unclosed"
    TURN = "turn"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a piece is, how sure that is (0 to 1), and why."""

    kind: Kind
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A piece and what stands around it.

    `before` and `after` are the sentence on both sides, with the words of other pieces blotted out. `comma` is the
    reporter's comma inside the marks; `heading` and `alone` describe the paragraph, `leads` says that the sentence
    begins with the piece, `listed` that it stands in a list of sources.
    """

    inside: str
    before: str
    after: str
    comma: bool
    heading: bool
    alone: bool
    leads: bool
    listed: bool
    beside_speech: bool


def judge(setting: Setting, words: CueWords) -> Verdict:
    """The verdict on a piece that has an opening and a closing mark."""
    before, after = plain_words(setting.before), plain_words(setting.after)
    count = length(setting.inside)
    if setting.before.endswith("=") or _in_tag(setting.before) or _is_sender(setting.after):
        return Verdict(Kind.MARKUP, 0.95, say("The marks belong to a tag or an address, not to the text."))
    if setting.listed:
        return Verdict(Kind.REFERENCE, 0.9, say("A headline in a list of sources."))
    direct = _direct(setting, words, before, after)
    naming = words.naming.search(setting.before[-_PHRASE:])
    if naming and not setting.before.rstrip().endswith(":") and not (direct and _is_clause(setting, words)):
        return Verdict(Kind.TERM, 0.85, say("A name or a term: “%1” stands before it.", naming[0].strip(" ,:")))
    if count <= _FRAGMENT and words.naming_after.match(setting.after):
        return Verdict(Kind.TERM, 0.8, say("A name or a term: the words after it say so."))
    if count <= SHORT and setting.inside.endswith(":"):
        return Verdict(Kind.TERM, 0.7, say("A label, not words that were said."))
    if count <= SHORT and _is_nickname(setting, words):
        return Verdict(Kind.NAME, 0.85, say("A nickname inside a name."))
    titled = (
        before and before[-1] in words.titled and setting.inside[:1].isupper() and setting.before.rstrip()[-1:] != ":"
    )
    if titled and count <= 12 and not (direct and _is_clause(setting, words)):
        return Verdict(Kind.TITLE, 0.85, say("A title: “%1” stands before it.", before[-1]))
    if count <= 12 and _is_authored(setting, before, words):
        return Verdict(Kind.TITLE, 0.85, say("A title: who made the work stands after it."))
    if setting.heading and _in_headline(setting, words, after, count):
        return Verdict(Kind.HEADLINE, 0.7, say("A name or a word in the marks of a headline."))
    if count <= SHORT and words.programme.search(setting.before[-_PHRASE:]) and not setting.inside[:1].islower():
        return Verdict(Kind.TITLE, 0.8, say("A programme: whose it is stands before it."))
    if not (direct and _spoken(setting, before, words)) and _is_title(setting, words, before, after, count):
        return Verdict(Kind.TITLE, 0.8, say("Capitals or the words beside it make it the title of a work."))
    if direct:
        return Verdict(Kind.SPEECH, 0.95, direct)
    if count <= SHORT:
        return _short(setting, words, before, after, count)
    return _longer(setting, words, before, after, count)


def judge_unclosed(setting: Setting, words: CueWords) -> Verdict:
    """The verdict on words without a closing mark: a stray mark is none, unless its place is that of speech."""
    before = plain_words(setting.before)
    lead = setting.before.rstrip()
    introduced = lead.endswith((",", ":", "：")) or any(word in words.reporting for word in before[-_NEAR:])
    if length(setting.inside) > SHORT and (setting.leads or introduced):
        return Verdict(Kind.UNCLOSED, 0.3, say("The closing mark is missing: where the words end is not certain."))
    return Verdict(Kind.SCARE, 0.5, say("A single mark, and nothing that closes it."))


def is_note(inside: str) -> bool:
    """Whether there is nothing but a remark in brackets, such as "(Applause.)" in a transcript."""
    closed = inside.rstrip(" .")[-1:] in tuple(")]")
    return inside[0] in "([" and closed and inside.count("(") + inside.count("[") == 1


def length(inside: str) -> int:
    """How many words there are; two characters count as one in scripts that have no blanks."""
    found = len(inside.split())
    return found if inside.isascii() else max(found, len(_WIDE.findall(inside[:400])) // 2)


def _direct(setting: Setting, words: CueWords, before: list[str], after: list[str]) -> str:
    """Why the words right beside the marks make it speech; empty if they do not."""
    lead = setting.before.rstrip()
    if _report_follows(setting, words, before, after):
        return say("A reporting verb follows it.")
    if lead.endswith((",", ":", "：")) and any(word in words.reporting for word in before[-_NEAR:]):
        return say("A reporting verb introduces it.")
    beside = lead[-12:] if lead.endswith(tuple(",:：，")) else ""
    if words.glued.match(setting.after.lstrip(" ,，、")) or words.glued.search(beside):
        return say("A reporting word stands right beside it.")
    if lead.endswith((":", "：")) and before and before[-1] not in words.labels:
        return say("A colon introduces it.")
    return ""


def _report_follows(setting: Setting, words: CueWords, before: list[str], after: list[str]) -> bool:
    """Whether the clause after the marks reports them: “…,” said X – “…” X said – but not: the “border” police said."""
    rest = setting.after.lstrip()
    if setting.leads and setting.comma and after[:1] and after[0] in words.subjects:
        return True
    border = setting.comma or rest[:1] in tuple(",–—-,،") or setting.inside[-1:] in tuple("!?…")
    if border and after and after[0] not in words.joining:
        return any(word in words.reporting for word in after[:_NEAR])
    if not after or (before and before[-1] in words.articles) or not rest[:1].isalpha():
        return False
    if after[0] in words.reporting:
        return True
    subject = (rest[:1].isupper() and after[0] not in words.works) or after[0] in words.clause
    return subject and any(word in words.reporting for word in after[1:4])


def _short(setting: Setting, words: CueWords, before: list[str], after: list[str], count: int) -> Verdict:
    """One or two words: speech only beside a word that reports."""
    if setting.heading:
        return Verdict(Kind.HEADLINE, 0.7, say("A word or two in the marks of a headline."))
    lead = setting.before[-_PHRASE:].rstrip(" ,:")
    worded = any(phrase.end() == len(lead) for phrase in words.phrases.finditer(lead))  # replied with the words “…”
    if words.naming_short.search(setting.before[-_PHRASE:]) and not worded:
        return Verdict(Kind.TERM, 0.7, say("A name or a term that somebody gave."))
    if not setting.inside[:1].islower() and _gives_name(before, words):
        return Verdict(Kind.NAME, 0.7, say("A name that somebody gave."))
    if words.phrases.search(setting.before[-100:] + " | " + setting.after[:60]):
        return Verdict(Kind.SPEECH, 0.75, say("Whose words they are stands close by."))
    near = before[-_NEAR:]
    follows = _noun_follows(setting, words)
    if not follows and _near_report(near, words):
        return Verdict(Kind.SPEECH, 0.7, say("A word of reporting stands close before it."))
    if count == SHORT and not follows and any(word in words.reporting for word in before[-3 * _NEAR :]):
        return Verdict(Kind.SPEECH, 0.55, say("The sentence reports what somebody said."))
    if setting.beside_speech and not follows:
        return Verdict(Kind.SPEECH, 0.6, say("It stands beside other words of the speaker."))
    if setting.inside[-1:] in ".!?…" and setting.leads and setting.inside[:1].isupper():
        return Verdict(Kind.SPEECH, 0.55, say("A whole sentence, however short."))
    if setting.leads and setting.comma and after and after[0] in words.clause and after[0] not in words.joining:
        return Verdict(Kind.SPEECH, 0.6, say("Who says it seems to stand right after its comma."))
    if setting.alone:
        return Verdict(Kind.SPEECH, 0.5, say("It is the whole paragraph."))
    if setting.leads and not words.known:
        return Verdict(
            Kind.SPEECH, 0.45, say("A sentence begins with it; the language is not known well enough to say more.")
        )
    return Verdict(Kind.SCARE, 0.7, say("A word or two, and nobody near who says them."))


def _near_report(near: list[str], words: CueWords) -> bool:
    """Whether a verb that reports is near, or a noun that does with a word between it and the marks."""
    return any(word in words.reporting for word in near) or any(word in words.speech_nouns for word in near[-5:-1])


def _longer(setting: Setting, words: CueWords, before: list[str], after: list[str], count: int) -> Verdict:
    """Three words or more: speech unless nothing at all says so."""
    if _is_reported(setting, words, before, after, count):
        return Verdict(Kind.SPEECH, 0.85, say("The sentence reports what somebody said."))
    if count > _FRAGMENT:
        return Verdict(Kind.SPEECH, 0.75, say("So many words in marks are speech."))
    if setting.heading:
        return Verdict(Kind.SPEECH, 0.6, say("Words of somebody in a headline."))
    follows = _noun_follows(setting, words)
    if setting.beside_speech and (not follows or words.reports(before) or words.reports(after)):
        return Verdict(Kind.SPEECH, 0.7, say("It stands beside other words of the speaker."))
    if follows:
        return Verdict(Kind.SCARE, 0.6, say("A few words used like an adjective."))
    if any(word in words.clause for word in plain_words(setting.inside)) or setting.leads:
        return Verdict(Kind.SPEECH, 0.6, say("A sentence in marks."))
    if not words.known:
        return Verdict(Kind.SPEECH, 0.5, say("Words in marks; the language is not known well enough to say more."))
    return Verdict(
        Kind.SPEECH, 0.45, say("Several words in marks are mostly somebody's, though the sentence does not say whose.")
    )


def _is_reported(setting: Setting, words: CueWords, before: list[str], after: list[str], count: int) -> bool:
    """Whether the sentence reports speech; a few words without a verb want that close by, and not as an adjective."""
    if words.phrases.search(setting.before + " " + setting.after):
        return True
    completes = bool(before) and before[-1] in words.clause
    if completes or count > _FRAGMENT or any(word in words.clause for word in plain_words(setting.inside)):
        return words.reports(before) or words.reports(after)
    if _noun_follows(setting, words) and not _near_report(before[-_NEAR:], words):
        return False
    return words.reports(before[-2 * _NEAR :]) or words.reports(after[:_NEAR])


def _in_tag(before: str) -> bool:
    return before.rfind("<") > before.rfind(">") and "=" in before[before.rfind("<") :]


def _is_sender(after: str) -> bool:
    """Whether an address of a mail follows: "Name" <name@place>."""
    return after.lstrip()[:1] == "<" and "@" in after[:80]


def _noun_follows(setting: Setting, words: CueWords) -> bool:
    """Whether the words in marks are used like an adjective: an article before them, a plain word right after."""
    if setting.comma or not setting.after[:1].isspace():
        return False
    before, after = plain_words(setting.before[-40:]), plain_words(setting.after[:40])
    if not before or not after or not _determined(setting, before, words):
        return False
    if after[0] in words.speech_nouns:  # the mayor's “never” remark
        return False
    first = setting.after.lstrip()[:1]
    return (
        first.isalpha()
        and after[0] not in words.small
        and after[0] not in words.joining
        and after[0] not in words.clause
        and after[0] not in words.reporting
    )


def _determined(setting: Setting, before: list[str], words: CueWords) -> bool:
    """Whether an article or a possessive stands before the marks; before a word or two an adjective may be between."""
    last = before[-1]
    if last in words.articles or last.endswith(("'s", "s'")):
        return True
    if length(setting.inside) > SHORT or len(before) < 2 or before[-2] not in words.articles:
        return False
    bare = last not in words.joining and last not in words.clause and not words.reports([last])
    return bare and setting.before.endswith(f"{last} ")


def _is_authored(setting: Setting, before: list[str], words: CueWords) -> bool:
    """Whether the name of a work is followed by who made it: “Night Train,” by Eva Holm, but not: called “…” by her."""
    by = words.authored.match(setting.after)
    if by is None or not setting.after[by.end() :][:1].isupper() or setting.inside[:1].islower():
        return False
    if not (setting.comma or by[0][:1] == ","):
        if setting.before.rstrip()[-1:] == ":":
            return True
        if any(word in words.reporting or word in words.describing for word in before[-_NEAR:]):
            return False
    return _title_case(setting.inside, words) > 0


def _in_headline(setting: Setting, words: CueWords, after: list[str], count: int) -> bool:
    """Whether a headline has a name for its subject, or a word or two, in marks: ‘The Times’ Apologises for Map."""
    goes_on = setting.after.lstrip()[:1].isalpha() and not words.reports([*after[:1], *after[-1:]])
    if not goes_on or setting.comma or setting.inside[-1:] in tuple(".!?…"):
        return False
    return count <= SHORT or (setting.leads and count <= _FRAGMENT and _title_case(setting.inside, words) > 0)


def _is_clause(setting: Setting, words: CueWords) -> bool:
    """Whether the words in marks make a sentence, not a title."""
    said = plain_words(setting.inside)
    return len(said) > SHORT and not _title_case(setting.inside, words) and any(word in words.clause for word in said)


def _is_nickname(setting: Setting, words: CueWords) -> bool:
    """A name, the marks, and the rest of the name."""
    left, right = setting.before.rstrip(), setting.after.lstrip()
    if setting.comma or left == setting.before or right == setting.after or not setting.inside[:1].isupper():
        return False
    name = left.split()[-1] if left.split() else ""
    following = WORD.match(right)
    if not following or not name[:1].isupper() or plain_words(name)[-1:] == []:
        return False
    return following[0][:1].isupper() and name[-1:] not in ",:;!?" and plain_words(name)[-1] not in words.reporting


def _spoken(setting: Setting, before: list[str], words: CueWords) -> bool:
    """Whether the place of the marks is that of speech, not that of a name: after a comma or colon, or first."""
    lead = setting.before.rstrip()
    if lead.endswith(":") and setting.inside[-1:] in tuple(".!?") and length(setting.inside) > SHORT:
        return True
    if setting.leads or (lead.endswith((":", "：")) and not _title_case(setting.inside, words)):
        return True
    return lead.endswith((",", ":", "：", "-", "–", "—")) and not _work_before(before, words)


def _is_title(setting: Setting, words: CueWords, before: list[str], after: list[str], count: int) -> bool:
    """Capitals in most words, or a noun of works right beside it."""
    if count > 12 or setting.inside[:1].islower():
        return False
    beside = _work_before(before, words) or _works(after[:2], words)
    capitals = _title_case(setting.inside, words)
    named = count <= 4 and capitals > 0 and before[-1:] and before[-1] in words.before_names
    if named and (words.noun_capitals or count <= SHORT) and not setting.comma:
        return True
    if not words.title_case:
        mid = not setting.leads and setting.before.rstrip()[-1:] not in ":,"
        return count <= 6 and (beside or (not words.noun_capitals and capitals >= 2 and mid))
    if setting.heading:
        return beside and count <= 6 and capitals > 0
    if not beside and (_attributed(setting, before, words) or any(word in words.uttered for word in after[:2])):
        return False
    return capitals >= 2 or (beside and capitals + (count <= SHORT) >= 2) or (beside and count <= SHORT)


def _attributed(setting: Setting, before: list[str], words: CueWords) -> bool:
    """Whether speech is announced right before the marks: a verb, its "as" (hailed X as “…”), a slogan or a vow."""
    if any(word in words.uttered for word in before[-3:]):
        return True
    last = before[-1] if before else ""
    if _calls_somebody(setting, before, words):
        return True
    if last in words.joining:
        return last == words.as_word and any(word in words.reporting for word in before[-6:-1])
    return last in words.reporting and not _gives_name(before, words)


def _calls_somebody(setting: Setting, before: list[str], words: CueWords) -> bool:
    """Whether a verb like "call" has the marks for what it calls somebody: hailed the new “…”, called Ana “…”."""
    if not any(word in words.describing for word in before[-6:-1]):
        return False
    if before[-1] in words.articles:
        return True
    if not setting.before.rstrip()[-1:].isalnum():
        return False
    if before[-2] in words.articles:
        return True
    named = WORD.findall(setting.before[-_PHRASE:])[-1:]
    return setting.before[-1:].isspace() and bool(named) and named[0][:1].isupper() and before[-2] in words.describing


def _gives_name(before: list[str], words: CueWords) -> bool:
    """Whether the last verb names rather than reports: she called, she read “…”, but not: the sign read “…”."""
    if not before or before[-1] not in words.called:
        return False
    return not any(word in words.speech_nouns for word in before[-3:-1])


def _work_before(before: list[str], words: CueWords) -> bool:
    """Whether a work stands before the marks, and does not speak itself: the song “…”, but not: the group said “…”."""
    last = before[-1] if before else ""
    speaks = last in words.reporting and not _gives_name(before, words)
    worded = last in words.speech_nouns and last not in words.works  # a single word, “…”
    return _works(before[-3:], words) and not speaks and not worded


def _works(near: list[str], words: CueWords) -> bool:
    return any(word in words.works or word in words.after_name for word in near)


def _title_case(inside: str, words: CueWords) -> int:
    """How many words have a capital, if all but small words have; 0 if one has not, or if all letters are capitals."""
    found = [word for word in WORD.findall(inside) if not word[0].isdigit()]
    if (
        not found
        or (len(found) > 1 and inside.isupper())
        or any(mark in inside.rstrip(".!?") for mark in ("; ", ". ", "! ", "? "))
    ):
        return 0
    plain = [word for word in found if word.lower() not in words.small]
    if any(not word[0].isupper() for word in plain) or any(word in ("I", "I’m", "I'm") for word in found):
        return 0
    return sum(word[0].isupper() for word in found)
