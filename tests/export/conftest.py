"""Two briefs about an invented dispute, built by hand, so that the exporters are tested without a store."""

from dataclasses import replace

import pytest

from briefing.brief.tree import (
    BlockQuote,
    Blocks,
    Brief,
    Callout,
    Code,
    CodeBlock,
    Emph,
    Heading,
    LineBreak,
    Link,
    ListBlock,
    Note,
    NoteRef,
    Paragraph,
    QuoteBlock,
    Runs,
    Strong,
    Table,
    Text,
)

MARKING = "INVENTED SAMPLE – NOT AN OFFICIAL DOCUMENT"
FIRST_QUOTE = "We are not there yet … but nobody has left the table"
SECOND_QUOTE = "an official confirmation of the ferry timetable"


def words(text: str, *notes: int) -> Runs:
    """`text` as runs, followed by references to `notes`."""
    return (Text(text), *(NoteRef(number) for number in notes))


def _quotes() -> Blocks:
    return (
        QuoteBlock(
            id="q1",
            exact=FIRST_QUOTE,
            speaker="Ilka Torvald, chair of the Harbour Talks",
            occasion="18 August 2022, after the second round",
            note=1,
            language="en",
        ),
        QuoteBlock(
            id="q2",
            exact=SECOND_QUOTE,
            speaker="unnamed official of the Northern Port Authority",
            occasion="17 August 2022",
            note=2,
            remark="A fragment: the sentence around it is not quoted by the source.",
        ),
    )


def _issues() -> Table:
    return Table(
        caption="Open issues",
        head=("Issue", "Status and trend", "Deadline", "Next step"),
        rows=(
            (
                words("Licences for night crossings"),
                words("on hold · unchanged →"),
                words("1 September 2022"),
                words("Legal adviser sends options by Monday", 2),
            ),
            (
                words("Safety of the eastern quay"),
                words("open · deteriorating ↓"),
                words("–"),
                words("Joint inspection, date to be agreed"),
            ),
            (
                words("Recognition of harbour papers"),
                words("stalled · unchanged →"),
                words("–"),
                words("Raise at the next round"),
            ),
            (
                words("Resumption of talks"),
                words("in negotiation · improving ↑"),
                words("25 August 2022"),
                words("Chair proposes an agenda", 1),
            ),
        ),
        widths=(2.4, 2.0, 1.5, 2.6),
    )


NOTES = (
    Note(
        1,
        (
            Text("The Harbour Gazette, "),
            Emph((Text("Second round ends without a text"),)),
            Text(", 18 August 2022, retrieved 19 August 2022, grade C2. "),
            Link(
                "https://gazette.example/2022/08/18/second-round-ends-without-a-text?edition=late&page=4",
                (Text("https://gazette.example/2022/08/18/second-round-ends-without-a-text?edition=late&page=4"),),
            ),
        ),
    ),
    Note(
        2,
        words("Northern Port Authority, press notice 14/2022, 17 August 2022, paragraph 9, grade B2."),
    ),
    Note(
        3,
        words("Ministry of Transport, Statistical bulletin on crossings, July 2022, table 3."),
    ),
)


def build_one_page() -> Brief:
    """A one-page brief with every usual block."""
    return Brief(
        template="one-page",
        title="Harbour Talks: second round ends without a text",
        marking=MARKING,
        language="en-GB",
        as_at="2022-08-19",
        as_at_text="Friday 19 August 2022",
        reference="HD/2022/07",
        contact="Harbour Desk, ext. 4410",
        meta=(("To", "The Minister"), ("From", "Harbour Desk")),
        blocks=(
            Callout(
                "Bottom line",
                (
                    Paragraph(
                        (
                            Strong(words("The second round on Thursday 18 August ended without a text.")),
                            *words(
                                " The chair expects a third round within a week. The night licences stay suspended "
                                "until Thursday 1 September, so there is time, but not much.",
                                1,
                            ),
                        )
                    ),
                ),
            ),
            Heading(2, words("What happened")),
            ListBlock(
                (
                    (
                        Paragraph(
                            words(
                                "Wednesday 17 August: the Port Authority published its conditions for night crossings.",
                                2,
                            )
                        ),
                    ),
                    (
                        Paragraph(
                            words(
                                "Thursday 18 August: six hours of talks; no joint statement.",
                                1,
                            )
                        ),
                    ),
                    (
                        Paragraph(
                            words(
                                "Thursday 18 August, evening: two crossings cancelled for lack of crew.",
                                3,
                            )
                        ),
                    ),
                )
            ),
            Heading(2, words("Open issues")),
            _issues(),
            Heading(2, words("Positions")),
            ListBlock(
                (
                    (
                        Paragraph(
                            (
                                Strong(words("Port Authority")),
                                *words(" – accepts inspections, opposes a fixed date."),
                            )
                        ),
                    ),
                    (
                        Paragraph(
                            (
                                Strong(words("Crew Union")),
                                *words(" – supports a fixed date, conditional on pay for waiting time."),
                            )
                        ),
                    ),
                )
            ),
            Heading(2, words("Key quote")),
            _quotes()[0],
            Heading(2, words("Next seven days")),
            ListBlock(
                (
                    (Paragraph(words("Monday 22 August: options from the legal adviser (planned).")),),
                    (
                        Paragraph(
                            words(
                                "Thursday 25 August: third round (announced, place not stated).",
                                1,
                            )
                        ),
                    ),
                )
            ),
            Heading(2, words("What we do not know")),
            Paragraph(words("What blocked the text; who will lead the Port Authority’s delegation next time.")),
        ),
        notes=NOTES,
        one_page=True,
        quotes=("q1",),
    )


def build_issue_brief() -> Brief:
    """A long brief: contents, numbered paragraphs, tables, nested lists, two quotes side by side."""
    long = (
        "The Port Authority issued the conditions before the round began and has not changed them since. "
        "Officials on both sides describe the exchange as orderly. "
    )
    chapters: list[object] = []
    number = 1
    for title in (
        "Licences for night crossings",
        "Safety of the eastern quay",
        "Recognition of harbour papers",
    ):
        chapters.append(Heading(3, words(title)))
        for _ in range(4):
            chapters.append(Paragraph(words(long * 2, 2), number))
            number += 1
    blocks: Blocks = (
        Callout(
            "Summary",
            (Paragraph(words("Three issues remain open; one has a date.", 1)),),
        ),
        Heading(2, words("Purpose")),
        Paragraph(words("To prepare the Minister for the call on Monday 22 August 2022.")),
        Heading(2, words("State of play")),
        _issues(),
        *chapters,  # type: ignore[arg-type]
        Heading(2, words("Key quotes")),
        *_quotes(),
        Heading(2, words("Lines to take")),
        ListBlock(
            (
                (
                    Paragraph(words("We welcome that the talks go on.")),
                    ListBlock(
                        (
                            (Paragraph(words("If pressed: we do not comment on drafts.")),),
                            (Paragraph(words("Avoid: any date for a text.")),),
                        )
                    ),
                ),
                (
                    Paragraph(
                        (
                            Text("We "),
                            Emph(words("support")),
                            Text(" the chair."),
                            LineBreak(),
                            Text("We thank the crews."),
                        )
                    ),
                ),
            ),
            ordered=True,
        ),
        BlockQuote((Paragraph(words("Prose that the officer set off.")),)),
        CodeBlock("timetable\n  07:30  first crossing"),
        Paragraph(
            (
                Text("The file is "),
                Code("crossings_2022.csv"),
                Text(" on the desk’s drive."),
            )
        ),
        Heading(2, words("Facts and figures")),
        Table(
            "Crossings",
            ("Month", "Crossings"),
            tuple((words(f"Month {n}"), words(str(100 + n), 3)) for n in range(1, 9)),
            (1, 1),
        ),
    )
    return replace(
        build_one_page(),
        template="issue-brief",
        blocks=blocks,
        one_page=False,
        contents=True,
        quotes=("q1", "q2"),
    )


@pytest.fixture
def one_page() -> Brief:
    return build_one_page()


@pytest.fixture
def issue_brief() -> Brief:
    return build_issue_brief()
