"""A further table of odd but valid workbooks, each decided from the rules before it was read once."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from typing import Any

import pytest

from kehoach.excel.workbooks.labels import NOTE
from kehoach.questionnaire.values import Absent
from tests.foreign_workbooks import as_ods, as_xls
from tests.hostile_workbooks import parts_of, zipped
from tests.small_forms import (
    ASKED,
    BOOK,
    FILLED,
    NO_CELL,
    PLAIN,
    QUESTIONS,
    RELATIONS,
    SHEET,
    answers,
    cell,
    centre,
    edited,
    form,
    number,
    numbers,
    ods,
    prefixed,
    renamed,
    streamed,
    strict,
    string,
    without_references,
    written,
)
from thuvien.layout import LAYOUT as LIBRARIES

HALF_PAST_NINE = datetime(2026, 5, 1, 9, 30)  # noqa: DTZ001
# By name: the workbook, and what is read in it.
WORKBOOKS: dict[str, tuple[bytes, dict[str, Any]]] = {
    # Percentages and other formats.
    "percent with a blank": (form({"loans": 0.5}, {"loans": "0 %"}), {"loans": ASKED}),
    "percent in red": (form({"loans": 2}, {"loans": "[Red]0%;[Blue]-0%"}), {"loans": ASKED}),
    "percent with words": (form({"loans": 1}, {"loans": '"đạt "0.0%'}), {"loans": ASKED}),
    "percent with room": (form({"loans": 1}, {"loans": "_(* 0%_);_(* (0%)"}), {"loans": ASKED}),
    "percent of money": (form({"funding_state_vnd": 1}, {"funding_state_vnd": "0%"}), {"funding_state_vnd": ASKED}),
    "percent as words": (
        form({"standard_decision": 0.335}, {"standard_decision": "0.0%"}),
        {"standard_decision": "33,5%"},
    ),
    "percent in a note": (form({}, {NOTE: "0%"}, note=0.07), {"loans" + NOTE: "7%"}),
    "percent of nothing": (form({"seats": 5}, {"loans": "0%", "seats": "0"}), {"seats": 5}),
    "a percent sign said": (form({"loans": 34}, {"loans": '0" %"'}), {"loans": 34}),
    "a percent sign escaped": (form({"loans": 34}, {"loans": "0\\ \\%"}), {"loans": 34}),
    "as text": (form({"loans": 34}, {"loans": "@"}), {"loans": 34}),
    "scientific": (form({"loans": 12345}, {"loans": "0.00E+00"}), {"loans": 12345}),
    "with words of days": (form({"loans": 34}, {"loans": '0 "ngày"'}), {"loans": 34}),
    "general in red": (form({"loans": 34}, {"loans": "[Red]General"}), {"loans": 34}),
    "money": (
        form({"funding_state_vnd": 2_500_000}, {"funding_state_vnd": "#,##0\\ [$₫-42A]"}),
        {"funding_state_vnd": 2_500_000},
    ),
    "accounts": (
        form({"funding_state_vnd": 2_500_000}, {"funding_state_vnd": '_-* #,##0\\ "đ"_-'}),
        {"funding_state_vnd": 2_500_000},
    ),
    # Days and times.
    "a time for a number": (form({"loans": time(7, 45)}), {"loans": ASKED}),
    "a day for a number": (form({"loans": date(2026, 5, 1)}), {"loans": ASKED}),
    "hours for a number": (form({"loans": 1.5}, {"loans": "[h]:mm"}), {"loans": ASKED}),
    "a day": (
        form({"standard_date": date(2026, 5, 1)}, {"standard_date": "d/m/yy"}),
        {"standard_date": date(2026, 5, 1)},
    ),
    "a moment": (form({"standard_date": HALF_PAST_NINE}), {"standard_date": date(2026, 5, 1)}),
    "a day in words": (form({"standard_date": "ngày 1 tháng 5 năm 2026"}), {"standard_date": date(2026, 5, 1)}),
    "a day of long ago": (form({"standard_date": 0}, {"standard_date": "dd/mm/yyyy"}), {"standard_date": ASKED}),
    "a day as a number": (form({"standard_date": 46143}, {"standard_date": "0"}), {"standard_date": ASKED}),
    "a time for a day": (form({"standard_date": time(7, 45)}), {"standard_date": ASKED}),
    "a day of 1904": (
        edited(
            written("standard_date", '<c r="{}" s="1"><v>44681</v></c>', form({"standard_date": date(2026, 5, 1)})),
            BOOK,
            lambda part: re.sub("<workbookPr[^>]*/>", '<workbookPr date1904="1"/>', part),
        ),
        {"standard_date": date(2026, 5, 1)},
    ),
    "an ISO day": (
        written("standard_date", '<c r="{}" t="d"><v>2026-05-01</v></c>', form({"standard_date": 1})),
        {"standard_date": date(2026, 5, 1)},
    ),
    "an ISO time in a note": (form({"loans": 3}, note=time(7, 45)), {"loans": 3, "loans" + NOTE: "07:45:00"}),
    "a date in a note": (form({"loans": 3}, note=date(2026, 5, 1)), {"loans": 3, "loans" + NOTE: "01/05/2026"}),
    "a moment in a note": (
        form({"loans": 3}, note=HALF_PAST_NINE),
        {"loans": 3, "loans" + NOTE: "01/05/2026 09:30"},
    ),
    # Dust and other numbers.
    "dust below": (numbers("33.999999999999993"), {"loans": 34}),
    "dust above": (numbers("34.000000000000007"), {"loans": 34}),
    "dust of thousands": (numbers("330000.00000000006"), {"loans": 330_000}),
    "no dust": (numbers("33.9999"), {"loans": ASKED}),
    "an exponent": (numbers("3.4E+02"), {"loans": 340}),
    "a small exponent": (numbers("3400E-2"), {"loans": 34}),
    "minus nothing": (numbers("-0"), {"loans": 0}),
    "a plus": (numbers("+34"), {"loans": 34}),
    "with nothing behind": (numbers("34."), {"loans": 34}),
    "no number": (numbers("NaN"), {"loans": ASKED}),
    "endless": (numbers("INF"), {"loans": ASKED}),
    "no day": (
        written("standard_date", '<c r="{}" s="1"><v>NaN</v></c>', form({"standard_date": date(2026, 5, 1)})),
        {"standard_date": ASKED},
    ),
    "a whole number as words": (
        written("standard_decision", '<c r="{}"><v>12.0</v></c>'),
        dict.fromkeys(("loans", "seats", "funding_state_vnd"), 1)
        | {"standard_date": ASKED, "services": ASKED, "standard_decision": "12"},
    ),
    "a whole number as a note": (
        edited(form({}, note=5), SHEET, lambda part: part.replace("<v>5</v>", "<v>5.0</v>")),
        {"loans" + NOTE: "5"},
    ),
    "a decimal as a note": (form({}, note=12.5), {"loans" + NOTE: "12,5"}),
    # Words.
    "in two lines": (form({"loans": "12\n345"}), {"loans": ASKED}),
    "services in lines": (
        form({"services": "\n".join(label for _, label in LIBRARIES.field("services").choices[:2])}),
        {"services": frozenset(code for code, _ in LIBRARIES.field("services").choices[:2])},
    ),
    "decomposed": (form({"loans": unicodedata.normalize("NFD", "chưa thống kê")}), {"loans": Absent.UNKNOWN}),
    "dong": (form({"funding_state_vnd": "2.500.000 ₫"}), {"funding_state_vnd": 2_500_000}),
    "an apostrophe typed": (form({"loans": "'34"}), {"loans": ASKED}),
    "yes as 1.0": (
        edited(centre({"has_internet": 1}), SHEET, lambda part: part.replace("<v>1</v>", "<v>1.0</v>")),
        {"has_internet": True},
    ),
    "yes as a boolean": (centre({"has_internet": True}), {"has_internet": True}),
    "no as a number": (centre({"has_internet": 0}), {"has_internet": False}),
    "yes as a percentage": (centre({"has_internet": "100%"}), {"has_internet": ASKED}),
    "a year as 2019.0": (
        edited(centre({"renewed_in": 2019}), SHEET, lambda part: part.replace("<v>2019</v>", "<v>2019.0</v>")),
        {"renewed_in": 2019},
    ),
    "a year as words": (centre({"renewed_in": " 2019 "}), {"renewed_in": 2019}),
    "a day for a year": (centre({"renewed_in": date(2019, 5, 1)}), {"renewed_in": ASKED}),
    # How parts are written.
    "streamed": (streamed(PLAIN), FILLED),
    "strict": (strict(PLAIN), FILLED),
    "prefixed": (edited(PLAIN, SHEET, prefixed), FILLED),
    "prefixed book": (edited(PLAIN, BOOK, prefixed), FILLED),
    "without references": (
        edited(
            form(dict(zip(QUESTIONS, (34, 12, 5, "1/5/2026", "7/QĐ", "không có"), strict=True)), note="a"),
            SHEET,
            without_references,
        ),
        {
            "loans": 34,
            "seats": 12,
            "funding_state_vnd": 5,
            "standard_date": date(2026, 5, 1),
            "standard_decision": "7/QĐ",
            "services": frozenset(),
            "loans" + NOTE: "a",
        },
    ),
    "in UTF-16": (
        zipped(
            {
                name: part.decode().replace("UTF-8", "UTF-16").encode("utf-16") if name == SHEET else part
                for name, part in parts_of(PLAIN).items()
            }
        ),
        FILLED,
    ),
    "with a byte mark": (
        zipped(
            {name: b"\xef\xbb\xbf" + part if name in (SHEET, BOOK) else part for name, part in parts_of(PLAIN).items()}
        ),
        FILLED,
    ),
    "a sheet of another name": (
        edited(
            renamed(PLAIN, **{SHEET: "xl/worksheets/Trang tính 1.xml"}),
            RELATIONS,
            lambda part: part.replace("sheet1.xml", "Trang tính 1.xml"),
        ),
        FILLED,
    ),
    "a sheet of an escaped name": (
        edited(
            renamed(PLAIN, **{SHEET: "xl/worksheets/trang 1.xml"}),
            RELATIONS,
            lambda part: part.replace("sheet1.xml", "trang%201.xml"),
        ),
        FILLED,
    ),
    "targets from here": (
        edited(PLAIN, RELATIONS, lambda part: part.replace("/xl/worksheets", "./worksheets")),
        FILLED,
    ),
    "backslashes": (
        zipped(
            {name.replace("/", "\\") if "worksheets" in name else name: part for name, part in parts_of(PLAIN).items()}
        ),
        FILLED,
    ),
    "half a reference": (edited(PLAIN, BOOK, lambda part: part.replace("$B$", "B$")), FILLED),
    "a reference without dollars": (edited(PLAIN, BOOK, lambda part: re.sub(r"\$B\$(\d)", r"B\1:B\1", part)), FILLED),
    "an escaped reference": (
        edited(
            PLAIN, BOOK, lambda part: re.sub("<definedName [^<]*", lambda found: found[0].replace("'", "&#39;"), part)
        ),
        FILLED,
    ),
    "a decomposed reference": (
        edited(
            PLAIN,
            BOOK,
            lambda part: re.sub("<definedName [^<]*", lambda found: unicodedata.normalize("NFD", found[0]), part),
        ),
        FILLED,
    ),
    "a decomposed sheet": (
        edited(
            PLAIN, BOOK, lambda part: re.sub("<sheet [^<]*", lambda found: unicodedata.normalize("NFD", found[0]), part)
        ),
        FILLED,
    ),
    "a name of a sheet before": (
        edited(
            PLAIN,
            BOOK,
            lambda part: part.replace(
                "<definedNames>",
                '<definedNames><definedName name="kehoach_nam" localSheetId="1">\'Mã tệp\'!$A$1</definedName>',
            ),
        ),
        FILLED,
    ),
    "a name that is broken besides": (
        edited(
            PLAIN,
            BOOK,
            lambda part: part.replace(
                "<definedNames>",
                '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">#REF!</definedName>',
            ),
        ),
        FILLED,
    ),
    # Other formats.
    "currency of an ods": (
        ods(NO_CELL * 2, number("2500000", "2.500.000 ₫", "currency")),
        {"funding_state_vnd": 2_500_000},
    ),
    "percentage of an ods": (ods(number("1", "100%", "percentage")), {"loans": ASKED}),
    "repeated in an ods": (ods(number("7", more='table:number-columns-repeated="2"')), {"loans": 7, "seats": 7}),
    "a remark in an ods": (
        ods(string("<office:annotation><text:p>xem lại</text:p></office:annotation><text:p>34</text:p>")),
        {"loans": 34},
    ),
    "pieces in an ods": (ods(string("<text:p>1<text:span>2</text:span><text:a>3</text:a></text:p>")), {"loans": 123}),
    "lines in an ods": (ods(string("<text:p>12</text:p><text:p>345</text:p>")), {"loans": ASKED}),
    "blanks in an ods": (ods(string('<text:p>1<text:s text:c="1"/>234</text:p>')), {"loans": 1234}),
    "covered in an ods": (ods("<table:covered-table-cell/>", number("5")), {"seats": 5}),
    "an error of an ods": (
        ods(cell("string", 'string-value="" table:formula="of:=1/0"', "<text:p>#DIV/0!</text:p>")),
        {"loans": ASKED},
    ),
    "dust of an ods": (ods(number("33.999999999999993", "34")), {"loans": 34}),
    "hours of an ods": (
        ods(cell("time", 'time-value="PT07H45M00S"', "<text:p>07:45</text:p>")),
        {"loans": ASKED},
    ),
    "a day of an ods": (
        ods(NO_CELL * 3, cell("date", 'date-value="2026-05-01"', "<text:p>01/05/26</text:p>")),
        {"standard_date": date(2026, 5, 1)},
    ),
    **{f"plain {name}": (save(PLAIN), FILLED) for name, save in (("ods", as_ods), ("xls", as_xls))},
    **{
        f"percent {name}": (save(form({"loans": 0.5}), (2, 2)), {"loans": ASKED})
        for name, save in (("ods", as_ods), ("xls", as_xls))
    },
    **{
        f"a time {name}": (save(form({"loans": 3}, note="07:45")), {"loans": 3, "loans" + NOTE: "07:45"})
        for name, save in (("ods", as_ods), ("xls", as_xls))
    },
    **{
        f"yes {name}": (
            save(centre({"has_internet": True, "renewed_in": 2019})),
            {"has_internet": True, "renewed_in": 2019},
        )
        for name, save in (("ods", as_ods), ("xls", as_xls))
    },
    "dust of an xls": (
        as_xls(form({"loans": 33.999999999999993, "standard_decision": 12.0}, note=12.5)),
        {"loans": 34, "standard_decision": "12", "loans" + NOTE: "12,5"},
    ),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_cell_is_read_or_asked_about(name: str) -> None:
    content, expected = WORKBOOKS[name]
    assert answers(content) == expected
