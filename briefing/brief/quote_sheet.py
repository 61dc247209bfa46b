"""The blocks of the quote sheet: which quotes are on it, a card for each, and what its marks and words mean."""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from briefing.brief import parts
from briefing.brief.material import Material, check, original, speaker_of
from briefing.brief.tree import Block, Blocks, Heading, Paragraph, Runs, Table, Text, Verbatim
from briefing.model import Quote, Source, SourceVersion
from briefing.rules import dates, languages, passages
from briefing.rules.templates import TemplateBlock
from briefing.terms import Held, QuoteForm, SpeakerCertainty, in_words

_KINDS: Mapping[SpeakerCertainty, str] = MappingProxyType(
    {
        SpeakerCertainty.NAMED: "the source names the speaker",
        SpeakerCertainty.BY_CONTINUATION: "by continuation: the speaker is named in the sentence before",
        SpeakerCertainty.ANONYMOUS: "anonymous: the source does not name the speaker",
        SpeakerCertainty.COLLECTIVE: "collective: the source names a group, no person",
        SpeakerCertainty.DISPUTED: "disputed: sources or records do not agree who said it",
    }
)
_FORBIDDING = ("all rights reserved", "no context", "no reproduction", "not be reproduced", "do not reproduce",
               "without permission", "quotations only")  # fmt: skip
"""Words in the rights of a source by which nothing around its quotes is printed."""
_AROUND = 240
"""Characters of context on each side at most."""
_MOST = 10
"""Speakers, issues and variants that are named at most."""


def filters(material: Material, _block: TemplateBlock) -> Blocks:
    """Which quotes are on the sheet: how many, whose, of which days and issues."""
    quotes = material.quotes
    if not quotes:
        return (Paragraph(parts.text(_none(material))),)
    verbatim = [quote for quote in quotes if quote.form is not QuoteForm.PARAPHRASE]
    keys = sum(quote.is_key for quote in quotes)
    said = f"{_counted(len(verbatim), 'verbatim quote')}, of which {keys or 'none'} {'is' if keys == 1 else 'are'} key."
    rest = len(quotes) - len(verbatim)
    said += f" {_counted(rest, 'paraphrase')}, listed apart." if rest else ""
    speakers = Counter(_name(material, quote) for quote in quotes)
    if material.speaker is not None:
        whose = f"{material.titled('actor', material.speaker.id)} alone"
    else:
        whose = _some([f"{name} ({count})" for name, count in speakers.items()], ", ")
    issues = [
        material.titled("issue", issue.id)
        for issue in material.issues
        if any(one in quotes for one in material.quotes_of[issue.id])
    ]
    rows = (
        ("How many", said),
        ("Speakers" if len(speakers) > 1 else "Speaker", whose),
        ("Said on", _days(quotes)),
        ("Issues", _some(issues, "; ")),
    )
    return parts.bullets(*((parts.strong(f"{label}:"), Text(f" {words}")) for label, words in rows if words))


def _none(material: Material) -> str:
    if material.speaker is not None:
        name = material.titled("actor", material.speaker.id)
        return f"No words of {name} are linked to the issues of this sheet."
    return "No quotes are linked to the issues of this sheet."


def _some(words: list[str], between: str) -> str:
    """The first of `words`, and how many there are beside."""
    rest = len(words) - _MOST
    return between.join([*words[:_MOST], *([f"{rest} more"] if rest > 0 else [])])


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _name(material: Material, quote: Quote) -> str:
    return material.titled("actor", quote.speaker) or "speaker not stated"


def _days(quotes: list[Quote]) -> str:
    """The days on which the words were said, each once; the first and the last where they are many."""
    days = sorted(dict.fromkeys(quote.date_edtf for quote in quotes), key=lambda day: dates.bounds(day)[1] or "")
    words = [dates.describe(day) or "not dated" for day in days]
    return "; ".join(words) if len(words) <= 4 else f"{words[0]} to {words[-1]} ({len(words)} days)"


def quote_cards(material: Material, _block: TemplateBlock) -> Blocks:
    """A card for each quote in the order of the text, the paraphrases after them under a heading of their own."""
    blocks: list[Block] = []
    kin = _Kin(material)
    verbatim = [quote for quote in material.quotes if quote.form is not QuoteForm.PARAPHRASE]
    for number, quote in enumerate(verbatim, 1):
        day = dates.describe(quote.date_edtf) or "not dated"
        title = f"Quote {number}: {_name(material, quote)}, {day}"
        blocks.append(Heading(3, parts.text(f"{title} – key quote" if quote.is_key else title)))
        blocks.append(parts.quote_in_full(material, quote))
        blocks.append(_proof(material, quote, number, kin))
    rest = [quote for quote in material.quotes if quote.form is QuoteForm.PARAPHRASE]
    if rest:
        blocks.append(Heading(3, parts.text("Paraphrases")))
        blocks.append(Paragraph(parts.text("Our words, or those of a source, for what was said; not verbatim.")))
        blocks += [parts.quote_in_full(material, quote) for quote in rest]
    return tuple(blocks)


def _proof(material: Material, quote: Quote, number: int, kin: "_Kin") -> Table:
    reading = material.reading
    source = reading.quote_source(quote)
    occasion = material.titled("event", quote.occasion)
    said = [dates.describe(quote.date_edtf, weekday=material.profile.weekdays) or "not dated"]
    said += [f"– {quote.date_basis}" if quote.date_basis else "", f"· {quote.place or 'place not stated'}"]
    said.append(f"· {occasion}" if occasion else "")
    form = "fragment: part of a sentence" if quote.form is QuoteForm.FRAGMENT else "direct: whole sentences"
    language = languages.named(quote.language) or "not stated"
    stamp = f"Exact match with the archived text, checked {dates.describe(reading.today.isoformat())}, "
    rows: list[tuple[str, Runs]] = [
        ("Speaker", parts.text(speaker_of(reading, quote) or "not stated")),
        ("Said", parts.text(" ".join(part for part in said if part))),
        ("Attribution", parts.text(f"{form}; {_KINDS[quote.speaker_certainty]}")),
        ("Language", parts.text("; ".join(part for part in (language, original(quote)) if part))),
        ("Source", _source(material, source)),
        ("Found at", parts.text(_anchor(material, quote))),
        ("Checked", parts.text(f"{stamp}SHA-256 {quote.text_sha256[:12]}")),
        *_context(material, quote, source),
        ("In other sources", parts.joined(kin.variants(quote, source))),
    ]
    filled = tuple((parts.text(label), runs) for label, runs in rows if runs)
    return Table(f"Proof of quote {number}", ("Point", "What is known"), filled, (1.7, 7.3))


def _source(material: Material, source: Source | None) -> Runs:
    if source is None:
        return parts.text("not given")
    held = "held in full" if source.held is Held.FULL else "held as excerpts"
    retrieved = dates.describe(source.accessed_edtf)
    words = [source.container_title or source.publisher, source.title, in_words(source.type), held]
    words.append(f"retrieved {retrieved}" if retrieved else "day of retrieval not recorded")
    return (*parts.text(", ".join(word for word in words if word)), material.notes.ref(source))


def _anchor(material: Material, quote: Quote) -> str:
    version = material.reading.get(SourceVersion, quote.source_version).number
    place = f"characters {quote.start or 0} to {quote.end} of archived version {version}"
    return f"{quote.locator}; {place}" if quote.locator else place


def shows_surroundings(source: Source) -> bool:
    """Whether the rights of a source let the sentences around a quote be shown to readers."""
    return not any(words in source.rights.casefold() for words in _FORBIDDING)


def _context(material: Material, quote: Quote, source: Source | None) -> list[tuple[str, Runs]]:
    """The sentence before and after, as it stands in the archive; nothing where the rights of the source forbid it."""
    archived = material.reading.quote_archive(quote)
    if archived is None or source is None or quote.start is None or quote.end is None:
        return []
    if not shows_surroundings(source):
        return [("Around it", parts.text("not printed: the rights of the source forbid it"))]
    text = archived.text
    first, last = passages.surroundings(text, quote.start, quote.end)
    before, after = text[first : quote.start].strip(), text[quote.end : last].strip()
    if len(before) > _AROUND:
        before = before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0]
    found = [("Before it", before), ("After it", after)]
    return [(label, (Verbatim(words),)) for label, words in found if any(map(str.isalnum, words))]


_Days = dict[tuple[str | None, str | None], list[tuple[Quote, Source]]]


class _Kin:
    """The quotes of each speaker by their day, read once: a sheet may hold hundreds of the same."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._of: dict[str, _Days] = {}

    def variants(self, quote: Quote, source: Source | None) -> list[Runs]:
        """Quotes in other sources, checked, a line each: linked variants, then those of the same speaker and day."""
        if source is None:
            return []
        linked = self._linked(quote)
        others = [(other, its) for other, its in [*linked, *self._same_day(quote)] if its.id != source.id]
        others = list({other.id: (other, its) for other, its in others}.values())
        lines = [self._line(other, its) for other, its in others[:_MOST]]
        rest = len(others) - len(lines)
        return [*lines, *([parts.text(f"and {rest} more")] if rest > 0 else [])]

    def _same_day(self, quote: Quote) -> list[tuple[Quote, Source]]:
        if not quote.speaker or not quote.date_edtf:
            return []
        return self._said(quote.speaker).get(dates.bounds(quote.date_edtf), [])

    def _linked(self, quote: Quote) -> list[tuple[Quote, Source]]:
        reading = self._material.reading
        linked = [(one, reading.quote_source(one)) for one in reading.variants(quote.id)]
        return [(one, its) for one, its in linked if its is not None and one.form is not QuoteForm.PARAPHRASE]

    def _said(self, speaker: str) -> _Days:
        if speaker not in self._of:
            by_day = self._of.setdefault(speaker, {})
            for quote in self._material.reading.quotes_by(speaker):
                source = self._material.reading.quote_source(quote)
                if quote.form is not QuoteForm.PARAPHRASE and source is not None:
                    by_day.setdefault(dates.bounds(quote.date_edtf), []).append((quote, source))
        return self._of[speaker]

    def _line(self, quote: Quote, source: Source) -> Runs:
        check(self._material.reading, quote)
        words = parts.in_marks(self._material.quote_block(quote))
        return (*self._material.told(quote), *words, self._material.notes.ref(source))


def quote_conventions(material: Material, _block: TemplateBlock) -> Blocks:
    """What the marks and the words on the sheet mean."""
    opening, closing = material.profile.marks
    meanings: tuple[tuple[str, str], ...] = (
        (f"{opening}{closing}", "words of the archived source, character for character; these outer marks are ours."),
        ("…", "stands in the source; our omissions are […]."),
        ("[ ]", "words in square brackets are ours."),
        ("Direct, fragment", "whole sentences, or a part of one: read a fragment with what stands around it."),
        ("By continuation", "the words go on from a sentence that names the speaker."),
        ("Anonymous, collective", "the source names no person; we do not guess one."),
        ("Disputed", "it is not agreed who said it; do not use it without a second source."),
        ("Paraphrase", "not verbatim, and therefore without quotation marks."),
        (
            "Translation",
            "stands without quotation marks, with whose it is; the words in marks are those of the source.",
        ),
        ("Characters", "counted in the archived text from 0, as Unicode code points; the last number is not included."),
        (
            "SHA-256",
            "the first twelve digits of the hash of the whole archived text: one altered character changes it.",
        ),
    )
    if any(_context(material, quote, material.reading.quote_source(quote)) for quote in material.quotes):
        about = "what stands next to the quote in the archived text, unaltered, cut to be short."
        meanings += (("Before it, after it", about),)
    return parts.bullets(*((parts.strong(f"{mark}:"), Text(f" {words}")) for mark, words in meanings))
