"""The one gate for text: what is kept of what people paste, and what every kind of file can hold."""

from __future__ import annotations

import unicodedata
from io import BytesIO

import openpyxl
import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from kehoach.common.sheets import Sheet, tables_workbook
from kehoach.common.text.columns import NotesField, TidyText
from kehoach.common.text.gate import printable, tidy_line, tidy_lines
from kehoach.models import Activity, Plan, Unit

TEXTS = (
    st.text() | st.text(st.characters(max_codepoint=0xA0)) | st.text(st.sampled_from("aư\u0301\x02\v\r\n \u00ad\ufffe"))
)


@pytest.mark.parametrize(
    ("pasted", "line", "lines"),
    [
        ("Tru\u031bo\u031b\u0300ng", "Trường", "Trường"),
        ("Thư viện\x02 xã", "Thư viện xã", "Thư viện xã"),
        ("Buổi 1\vBuổi 2", "Buổi 1 Buổi 2", "Buổi 1\nBuổi 2"),
        ("Buổi 1\u2028Buổi 2\r\n\r\nBuổi 3\n", "Buổi 1 Buổi 2 Buổi 3", "Buổi 1\nBuổi 2\n\nBuổi 3"),
        ("văn\x1ehóa, thư\x1fviện\x07", "văn-hóa, thưviện", "văn-hóa, thưviện"),
        ("a\u200b\u0301", "á", "á"),
        ("3\u00ad4\ufeff \u202d5\u202c", "34 5", "34 5"),
        ("x\ud800\ufffe\ufdd0y", "xy", "xy"),
        ("😀 ✓ \uf0b7 ①", "😀 ✓ \uf0b7 ①", "😀 ✓ \uf0b7 ①"),
    ],
)
def test_what_is_kept_of_a_pasted_text(pasted: str, line: str, lines: str) -> None:
    assert (tidy_line(pasted), tidy_lines(pasted)) == (line, lines)


@given(text=TEXTS)
def test_what_is_kept_stays_as_it_is_and_every_document_can_hold_it(text: str) -> None:
    for tidy in (tidy_line, tidy_lines, printable):
        kept = tidy(text)
        assert tidy(kept) == kept == unicodedata.normalize("NFC", kept)
        assert printable(kept) == kept
        kept.encode()


@given(text=TEXTS)
def test_a_sheet_holds_any_text(text: str) -> None:
    sheet = openpyxl.load_workbook(BytesIO(tables_workbook([Sheet(text, text, ("Mục",), ((text,),))]))).active

    assert tidy_lines(str(sheet["A5"].value or "")) == tidy_lines(printable(text))


def test_every_column_passes_the_gate_on_its_way_to_be_kept_or_looked_for() -> None:
    columns = [Unit._meta.get_field("name"), Activity._meta.get_field("title"), Plan._meta.get_field("preamble")]

    assert all(isinstance(column, TidyText) for column in columns)
    assert [column.get_prep_value(" Hội\v ngh\u00a0ị ") for column in columns] == [
        "Hội ngh ị",
        "Hội ngh ị",
        "Hội\nngh ị",
    ]
    assert NotesField().get_prep_value({"loans": "Đo\u0302\x02"}) == {"loans": "Đô"}
    assert [type(models.Field.clone(column)) for column in columns] == [type(column) for column in columns]
