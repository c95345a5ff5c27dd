"""How reports write numbers, days, names and lists: NĐ 30/2020, Phụ lục I and II, held over the whole text."""

from __future__ import annotations

import re
from datetime import date

import pytest

from baocao.document.blocks import Document, Points
from baocao.models import ReportKind
from tests.baocao.report.report_reading import full_report, sentences, tables, years_of
from tests.cast import Cast

KINDS = [ReportKind.ANNUAL, ReportKind.MIDTERM]
# What no official document of the commune may have, and why.
FORBIDDEN = {
    r"Uỷ|[hH]oà\b|thuỷ|uỷ ban": "the tone stands on the other letter: Ủy, hòa",
    r"(?<=[\w,;] )Xã Quảng Nghiệp": "a commune's common noun is small inside a sentence",
    r"(?<=[\w,;] )Thôn (?=Gồm|Ngái|Mạc)": "so is a village's",
    r"ủy ban nhân dân|Ủy Ban|Uỷ Ban|Nhân Dân": "Ủy ban nhân dân: the first syllable alone",
    r"(?<=[\w,;] )Công chức Văn hóa": "a position without a name is small inside a sentence",
    r"\d %": "a percent sign is glued to its number",
    r"\d+-\d+%": "a range has blanks around its hyphen",
    r"\d{1,3},\d{3}(?!\d)": "a comma parts decimals, not thousands",
    r"(?<![\d/.\w])\d{5,}(?![\d/\w])": "thousands are grouped by dots",
    r"đồng đồng|lượt lượt|năm năm 20": "nothing is said twice",
    r'["\']': "quotation marks are “ ”",
    r"  |(?<! )\s[,;.](?! \.)|\(\s|\s\)": "blanks stand where they belong",
    r"ngày [1-9] tháng|tháng [12] năm|tháng 0[3-9]": "days below 10 and the months 1 and 2 alone take a zero",
    r"None|nan|\{|\}": "nothing of the machine shows",
}


@pytest.fixture(params=KINDS, ids=[kind.value for kind in KINDS])
def report(request: pytest.FixtureRequest, cast: Cast) -> Document:
    """The demonstration's report on 2025, numbered and dated."""
    return full_report(years_of(cast.commune), 2025, kind=request.param, number=4, signed_on=date(2026, 1, 5))


def whole(document: Document) -> list[str]:
    """Every text that is printed, but for the words that units sent in and the appendices that list them."""
    cells = [cell for table in tables(document.blocks) for row in (*table.rows, table.total or ()) for cell in row]
    return [
        *sentences(document.blocks),
        *cells,
        document.abstract,
        document.place_line,
        document.letterhead.number_line,
    ]


def test_nothing_that_the_decree_forbids_is_written(report: Document) -> None:
    found = [
        (why, text)
        for text in whole(report)
        for pattern, why in FORBIDDEN.items()
        if re.search(pattern, text.replace("\u00a0", " ").replace("\n", " "))
    ]

    assert found == []


def test_every_sentence_begins_with_a_capital_and_ends(report: Document) -> None:
    for text in sentences(report.blocks):
        bare = re.sub(r"^(\(\d+\)|[a-zđ]{1,2}\)|[IVX]+\.|\d+\.) ", "", text)
        assert bare[:1].isupper() or bare[:1] in "“0123456789", text


def test_points_are_lettered_in_the_order_of_the_alphabet_and_end_alike(report: Document) -> None:
    for block in report.blocks:
        if isinstance(block, Points):
            letters = [text.partition(")")[0] for text in block.lettered]
            assert (
                letters
                == ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q"][: len(letters)]
            )
            assert all(text[-1] in ";.:" for text in block.items)
            assert block.items[-1].endswith(".")


def test_number_and_day_have_their_leading_zeros(report: Document) -> None:
    assert report.letterhead.number_line == "Số: 04/BC-UBND"
    assert report.place_line == "Quảng Nghiệp, ngày 05 tháng 01 năm 2026"
    assert "số 04/BC-UBND ngày 05 tháng 01 năm 2026" in report.appendices[0].attached_to
