"""Blocks that explain the brief itself: designations, words of likelihood, who cleared it, who receives it."""

import re

from briefing.brief import parts
from briefing.brief.material import Material
from briefing.brief.tree import Blocks, LineBreak, Paragraph, Table
from briefing.rules import dates
from briefing.rules.likelihood import SCALE, WORDS
from briefing.rules.templates import TemplateBlock


def designation_note(material: Material, _block: TemplateBlock) -> Blocks:
    """How the house uses names, each with the footnote that its mark stands for."""
    return tuple(
        Paragraph((parts.strong(f"{rule.term}{rule.mark}:"), *parts.text(f" {rule.footnote}")))
        for rule in material.profile.designations
    )


def likelihood_scale(material: Material, _block: TemplateBlock) -> Blocks:
    """The scale, where the officer used one of its words."""
    said = " ".join(material.own_words.values()).casefold()
    if not any(re.search(rf"\b{re.escape(word)}\b", said) for word in WORDS):
        return ()
    rows = tuple((parts.text(words), parts.text(share)) for words, share in SCALE)
    head = ("Word", "Likelihood")
    said_of_it = "Confidence (high, moderate, low) says how well founded a judgement is, in a sentence of its own."
    table = Table("Words of likelihood (PHIA yardstick)", head, rows, (3.0, 2.0))
    return (table, Paragraph(parts.text(said_of_it)))


def sign_off(material: Material, _block: TemplateBlock) -> Blocks:
    """Everybody to whom the brief was put, with answer and day."""
    if material.brief is None:
        return ()
    rows = tuple(
        (
            parts.text(one.person),
            parts.text(one.unit or "–"),
            parts.text(one.result + (f": {one.condition}" if one.condition else "")),
            parts.text(dates.describe(one.date_edtf) or "not dated"),
        )
        for one in material.reading.clearances(material.brief.id)
    )
    return (Table("Clearances", ("Name", "Unit", "Answer", "Date"), rows, (2.4, 2.0, 3.0, 1.6)),) if rows else ()


def distribution(material: Material, _block: TemplateBlock) -> Blocks:
    """Who receives the brief: the readers that it names, one a line."""
    readers = material.brief.audience if material.brief is not None else ""
    return parts.bullets(*(parts.text(one.strip()) for one in re.split(r"[;\n]", readers) if one.strip()))


def decision(_material: Material, _block: TemplateBlock) -> Blocks:
    """Boxes to tick and a line to sign, for the one who decides, on paper."""
    answers = ("Agree", "Agree with changes", "Discuss", "Do not agree")
    rows = tuple((parts.text(answer), parts.text("☐"), ()) for answer in answers)
    signed = ((LineBreak(), LineBreak()), (), ())
    return (
        Table("Tick one", ("Decision", "Tick", "Remarks"), rows, (2.4, 0.8, 5.8)),
        Table("Signed", ("Name", "Signature", "Date"), (signed,), (3.4, 3.4, 2.2), row_headers=False),
    )
