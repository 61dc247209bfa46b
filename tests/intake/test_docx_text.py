"""The words of a Word file, element by element."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.intake.docx_text import words_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def said(body: str, namespace: str = W) -> list[str]:
    return words_of([f'<w:document xmlns:w="{namespace}" xmlns:mc="mc">{body}</w:document>'.encode()]).paragraphs


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


GONE = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
"""What says that the end of a paragraph was deleted."""


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        (f"<w:p>{run('one ')}{run('two')}</w:p><w:p>{run('three')}</w:p>", ["one two", "three"]),
        (f"<w:p>{run('not ')}<w:ins>{run('a ')}</w:ins><w:del><w:r><w:delText>the </w:delText></w:r></w:del>"
         f"{run('meeting')}</w:p>", ["not a meeting"]),
        (f"<w:p><w:moveFrom>{run('gone')}</w:moveFrom>{run('kept')}<w:moveTo>{run(' moved')}</w:moveTo></w:p>",
         ["kept moved"]),
        (f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('one ')}</w:p><w:p>{run('line')}</w:p>", ["one line"]),
        (f"<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>{run('one')}</w:p><w:p>{run('two')}</w:p>", ["one", "two"]),
        (f"<w:p>{run('a')}<w:r><w:br/></w:r>{run('b')}<w:r><w:tab/></w:r>{run('c')}</w:p>", ["a\nb\tc"]),
        (f"<w:p>{run('a')}<w:r><w:noBreakHyphen/></w:r>{run('b')}<w:r><w:softHyphen/></w:r>{run('c')}</w:p>",
         ["a\u2011b\u00adc"]),
        (f"<w:p><w:hyperlink>{run('a link')}</w:hyperlink> <w:fldSimple>{run(' a field')}</w:fldSimple></w:p>",
         ["a link a field"]),
        (f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>{run('7')}</w:p>", ["7"]),
        (f"<w:p>{run('shown')}{run('hidden', '<w:rPr><w:vanish/></w:rPr>')}</w:p>", ["shown"]),
        (f"<w:p>{run('shown', '<w:rPr><w:vanish w:val=' + chr(34) + '0' + chr(34) + '/></w:rPr>')}</w:p>", ["shown"]),
        (f"<w:tbl><w:tr><w:tc><w:p>{run('1')}</w:p></w:tc><w:tc><w:p>{run('2')}</w:p></w:tc></w:tr></w:tbl>",
         ["1", "2"]),
        (f"<w:p><w:r><mc:AlternateContent><mc:Choice><w:p>{run('box')}</w:p></mc:Choice><mc:Fallback><w:p>{run('box')}"
         f"</w:p></mc:Fallback></mc:AlternateContent></w:r>{run('outside')}</w:p>", ["box", "outside"]),
        ("<w:p/><w:p><w:r><w:t> </w:t></w:r></w:p>", []),
        (f"<w:body><w:p>{run('one')}</w:p><w:p>{GONE}{run('two')}</w:p><w:sectPr/></w:body>", ["one", "two"]),
        (f"<w:p>{GONE}{run('before')}</w:p><w:tbl><w:tr><w:tc><w:p>{GONE}{run('1')}</w:p></w:tc>"
         f"<w:tc><w:p>{run('2')}</w:p></w:tc></w:tr></w:tbl><w:p>{run('after')}</w:p>", ["before", "1", "2", "after"]),
    ],
)  # fmt: skip
def test_what_word_shows_is_what_is_read(body: str, paragraphs: list[str]) -> None:
    assert said(body) == paragraphs
    assert said(body, STRICT) == paragraphs


def test_a_note_whose_end_was_deleted_is_not_joined_to_the_next_one() -> None:
    notes = "".join(f'<w:footnote w:id="{n}"><w:p>{GONE}{run(f"note {n}")}</w:p></w:footnote>' for n in (1, 2))
    found = words_of([f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>'.encode()]).notes
    assert found == {"1": ["note 1"], "2": ["note 2"]}


def test_what_is_left_out_is_counted() -> None:
    counted = words_of(
        [
            f'<w:document xmlns:w="{W}"><w:p><w:ins>{run("a")}</w:ins><w:del/><w:r><w:commentReference/></w:r>'
            f"{run('x', '<w:rPr><w:vanish/></w:rPr>')}<w:r><w:object/><w:sym/></w:r></w:p></w:document>".encode()
        ]
    ).counted
    assert counted == {"inserted": 1, "deleted": 1, "comments": 1, "hidden": 1, "objects": 1, "symbols": 1}


NAMES = (
    "p r t ins del moveFrom moveTo rPr pPr vanish br tab sym footnote endnote footnoteReference hyperlink tbl tr tc"
    " object instrText delText fldSimple sdt"
).split()
trees: st.SearchStrategy[str] = st.recursive(
    st.sampled_from(["", "words"]),
    lambda inside: st.builds(
        lambda name, parts: f'<w:{name} w:id="1">{"".join(parts)}</w:{name}>',
        st.sampled_from(NAMES),
        st.lists(inside, max_size=4),
    ),
    max_leaves=25,
)


@given(trees)
def test_any_heap_of_elements_is_read(tree: str) -> None:
    words = words_of([f'<w:document xmlns:w="{W}">{tree}</w:document>'.encode()])
    assert set("".join(words.paragraphs)) <= set("words\n\t ")
    assert all(paragraph.strip() for paragraph in words.paragraphs)
