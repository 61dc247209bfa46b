"""The quote sheet as CSV: opened without harm, in every spreadsheet, with each word recoverable."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.brief.tree import Brief, Paragraph, QuoteBlock, Sheet, Text, plain
from briefing.errors import ExportError
from briefing.export import csv_form
from briefing.export.files import export_brief
from briefing.export.read_back import check_quotes
from tests.export.conftest import FIRST_QUOTE, MARKING, NOTES, SECOND_QUOTE


def quoted(brief: Brief, *exacts: str) -> Brief:
    return replace(brief, blocks=tuple(QuoteBlock("q", exact, "S", "D") for exact in exacts))


def test_a_row_for_each_quote(issue_brief: Brief) -> None:
    first, second = csv_form.read(csv_form.render(issue_brief))
    assert first == {
        "Number": "1",
        "Quote": FIRST_QUOTE,
        "Speaker": "Ilka Torvald, chair of the Harbour Talks",
        "Occasion": "18 August 2022, after the second round",
        "Remark": "",
        "Language": "en",
        "Note": "1",
        "Source": plain(NOTES[0].runs),
        "Marking": MARKING,
    }
    assert (second["Number"], second["Quote"], second["Note"]) == ("2", SECOND_QUOTE, "2")


def test_excel_reads_the_file(issue_brief: Brief, tmp_path: Path) -> None:
    (file,) = export_brief(quoted(issue_brief, "Вучић said", 'two\nlines, "x"'), ["csv"], tmp_path)
    data = file.path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfNumber,Quote,")
    assert data.endswith(b"\r\n")
    assert data.count(b"\r\n") == 3
    assert b'"two\nlines, ""x"""' in data
    assert file.path.suffix == ".csv"


@pytest.mark.parametrize("exact", ["=1+1", "+1", "-1", "@x", "\tx", "＝1", "'=x", "''-x"])
def test_no_cell_is_a_formula(one_page: Brief, exact: str) -> None:
    brief = quoted(one_page, exact)
    text = csv_form.render(replace(brief, marking=f"={MARKING}"))
    row = list(csv.reader(io.StringIO(text[1:], newline="")))[1]
    assert row[1] == f"'{exact}"
    assert row[8] == f"'={MARKING}"
    assert csv_form.read(text)[0]["Quote"] == exact
    check_quotes(brief, "csv", text)


@pytest.mark.parametrize("exact", ["'Tis true", "x=1", "''", "'", " =1", "We"])
def test_other_words_stand_as_they_are(one_page: Brief, exact: str) -> None:
    text = csv_form.render(quoted(one_page, exact))
    assert list(csv.reader(io.StringIO(text[1:], newline="")))[1][1] == exact
    assert csv_form.read(text)[0]["Quote"] == exact


@settings(max_examples=60)
@given(st.text(st.sampled_from("'=+-@\t\n ＝a,\"")))
def test_every_word_is_recovered(exact: str) -> None:
    brief = Brief("t", "T", "", "en", "", "", blocks=(QuoteBlock("q", exact, "S", "D"),))
    assert csv_form.read(csv_form.render(brief))[0]["Quote"] == exact


def test_quotes_inside_other_blocks_are_found(one_page: Brief) -> None:
    brief = replace(one_page, blocks=(Sheet((QuoteBlock("q", "x", "S", "D", note=99),)), Paragraph((Text("y"),))))
    (row,) = csv_form.read(csv_form.render(brief))
    assert (row["Quote"], row["Note"], row["Source"]) == ("x", "99", "")


def test_a_brief_without_quotes_is_a_row_of_names(one_page: Brief) -> None:
    assert csv_form.read(csv_form.render(replace(one_page, blocks=()))) == []


def test_an_altered_table_is_refused(issue_brief: Brief) -> None:
    text = csv_form.render(issue_brief)
    with pytest.raises(ExportError, match="The CSV file does not show the words of Ilka Torvald"):
        check_quotes(issue_brief, "csv", text.replace("not there", "not  there"))
    for broken in ("", "a,b\r\n", text + "x\r\n", text + '"open'):
        with pytest.raises(ExportError, match="not a table of quotes"):
            csv_form.read(broken)
