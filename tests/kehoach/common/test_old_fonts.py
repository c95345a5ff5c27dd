"""Text typed for the fonts of old is recognised and asked about, and nothing else is."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.core.exceptions import ValidationError

from kehoach.common.fields import TextField
from kehoach.common.text.old_fonts import converted
from kehoach.excel.workbooks.answers import Unreadable, note_of, parser_of
from kehoach.setup.widgets import Words
from tests.house import ROOT
from thuvien.layout import LAYOUT

SCHOOL = "Tr\u00adêng TiÓu häc Qu¶ng NghiÖp"
SCHOOL_READ = "Trường Tiểu học Quảng Nghiệp"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (SCHOOL, SCHOOL_READ),
        ("Tröôøng Tieåu hoïc Quaûng Nghieäp", SCHOOL_READ),
        ("Kh«ng cã sè liÖu", "Không có số liệu"),
        ("Khoâng coù soá lieäu", "Không có số liệu"),
        ("UBND x· Qu¶ng NghiÖp, tØnh H¶i D\u00ad¬ng (2025)", "UBND xã Quảng Nghiệp, tỉnh Hải Dương (2025)"),
        ("Th\u00ad viÖn\r\nth«n M¹c", "Thư viện\nthôn Mạc"),
        ("THOÂN MAÏC", "THÔN MẠC"),
        ("n¨m 2025, lµ", "năm 2025, là"),
    ],
)
def test_a_font_of_old_is_read(typed: str, read: str) -> None:
    assert converted(typed) == read


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "Library",
            "Trường Tiểu học",
            "Tôi là cô giáo",
            "cã",
            "hoà",
            "là có và",
            "thư\u00adviện",
            "co\u00adoperate",
        ),
        *("Café où la forêt", "« Bonjour »", "Où est la bibliothèque? Là-bas, à côté", "Château été où là", "«99»"),
        *("m² 5°C ©2025", "naïve résumé", "Señor Núñez", "Göteborg Malmö", "4 · 4.0 · 5", "École «Jean»"),
    ],
)
def test_other_text_is_left_alone(text: str) -> None:
    assert converted(text) is None


@pytest.mark.once
def test_no_text_of_the_project_is_taken_for_it() -> None:
    files = [*ROOT.glob("fixtures/**/*.*"), *ROOT.glob("templates/**/*.html"), *ROOT.glob("docs/**/*.md")]
    pieces = {piece for path in files for piece in re.findall(r"[^\n\"'<>|]{2,}", path.read_text(errors="ignore"))}

    assert len(pieces) > 1_000
    assert [piece for piece in pieces if converted(piece)] == []


class Form(forms.Form):
    name = TextField()


@pytest.mark.case("SC-110")
def test_the_input_offers_the_text_in_letters_of_today() -> None:
    form = Form({"name": SCHOOL})

    assert f"Có phải là “{SCHOOL_READ}” không?" in form.errors["name"][0]
    assert form["name"].value() == SCHOOL_READ
    assert Form({"name": SCHOOL_READ}).is_valid()


def test_a_workbook_is_asked_at_its_cell() -> None:
    with pytest.raises(Unreadable, match="Không có số liệu"):
        note_of("Kh«ng cã sè liÖu")
    with pytest.raises(Unreadable, match="Không thống kê"):
        parser_of(LAYOUT.field("loans"))("Kh«ng thèng kª")
    with pytest.raises(ValueError, match=SCHOOL_READ):
        Words().clean(SCHOOL)


def test_a_field_takes_no_text_of_old_silently() -> None:
    with pytest.raises(ValidationError):
        TextField().clean("Tieåu hoïc")
