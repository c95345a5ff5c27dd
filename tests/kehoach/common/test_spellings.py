"""Spellings: what each means, or that it is asked about, alike on the web, in the yearly form and in set-up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from kehoach.common.fields import CountField, DayField, MoneyField, PercentField
from kehoach.excel.workbooks.answers import Unreadable, parser_of
from kehoach.questionnaire.layout import Field, Kind
from kehoach.questionnaire.values import LARGEST_COUNT, LARGEST_MONEY
from kehoach.setup.widgets import Day, Money, Percent, Whole
from thuvien.layout import LAYOUT

Reader = Callable[[str], Any]
ASKED = None


def of_kind(kind: Kind) -> Field:
    """A question of the library's form."""
    return next(field for field in LAYOUT.fields if field.kind is kind)


COUNT: tuple[Reader, ...] = (CountField(largest=LARGEST_COUNT).clean, parser_of(of_kind(Kind.COUNT)), Whole().clean)
MONEY: tuple[Reader, ...] = (MoneyField(largest=LARGEST_MONEY).clean, parser_of(of_kind(Kind.MONEY)), Money().clean)
DAY: tuple[Reader, ...] = (DayField().clean, parser_of(of_kind(Kind.DATE)), Day().clean)
PERCENT: tuple[Reader, ...] = (PercentField().clean, Percent().clean)

COUNTS = {
    0: ["0", "00", " 0 "],
    34: ["34", " 34 ", "\u200b34", "34\ufeff", "3\u00ad4", "\u202d34\u202c", "034", "34\u00a0", "34\t"],
    1234: ["1234", "1.234", "1 234", "1\u00a0234", "1\u202f234", "1\u2009234", " 1.234 ", "\u200e1.234"],
    1_234_567: ["1234567", "1.234.567", "1 234 567", "1\u00a0234\u00a0567"],
    ASKED: [
        *(
            "12 34",
            "0.500",
            "1.2",
            "1.23",
            "12.34",
            "1.2345",
            "1,5",
            "1.234,5",
            "1,234.5",
            "-1",
            "−1",
            "- 5",
            "+5",
            "1e3",
        ),
        *(
            "1E3",
            "abc",
            "12a",
            "mười",
            "12 quyển",
            "~34",
            "khoảng 34",
            "34-35",
            "34/2",
            "34?",
            "1..234",
            "1.234.",
            ".5",
        ),
        *(
            "1.234 567",
            "1 234.567",
            "12.3.4",
            "100%",
            "85%",
            "1,234,567",
            "3 4",
            "0 500",
            "0.034",
            "1'234",
            "1_234",
            "½",
        ),
        *("99999999999999999999", "0x10", "1;2", "Ⅳ", "3\n4", "1\r\n2", "1\v2"),
    ],
}
MONEYS = {
    0: ["0", "0 đồng", "0đ"],
    500_000: [
        "500000",
        "500.000",
        "500 000",
        "500.000 đ",
        "500.000đ",
        "500.000 đồng",
        "500.000 VNĐ",
        "500.000vnd",
        "500k",
        "500 K",
    ],
    5_000_000: [
        "5.000.000",
        "5.000.000 đ",
        "5 triệu",
        "5 tr",
        "5tr",
        "5 TRIỆU",
        "5 trie\u0323\u0302u",
        "5,0 triệu",
        "5.000 nghìn",
        "5.000 ngàn",
    ],
    12_500_000: [
        "12.500.000",
        "12,5 triệu",
        "12,5triệu",
        "12,5 triệu đồng",
        "12,50 triệu",
        " 12,5\u00a0triệu ",
        "\u200b12,5 triệu",
    ],
    1_200_000_000: ["1,2 tỷ", "1,2 tỉ", "1.200 triệu", "1.200.000.000", "1,2 tỷ đồng", "1,200 tỷ"],
    ASKED: [
        *(
            "-5",
            "12.5 triệu",
            "5 trăm",
            "năm triệu",
            "5 usd",
            "$5",
            "5.00.000",
            "1,2345678 triệu",
            "5 triệu 2",
            "5tr2",
            "đồng",
        ),
        *(
            "triệu",
            "12,5",
            "12,500",
            "0,5",
            "1.234,56",
            "5 000 00",
            "100%",
            "5 - 6 triệu",
            "khoảng 5 triệu",
            "9.999 tỷ tỷ",
        ),
    ],
}
DAYS = {
    date(2023, 3, 15): [
        *(
            "15/03/2023",
            "15/3/2023",
            "15-3-2023",
            "15-03-23",
            "15.3.2023",
            "15 3 2023",
            "15032023",
            "2023-03-15",
            "2023-3-15",
        ),
        *("ngày 15 tháng 3 năm 2023", "Ngày 15 tháng 03 năm 2023", "15 tháng 3 năm 2023", "NGÀY 15 THÁNG 3 NĂM 2023"),
        *(
            "2023-03-15 00:00:00",
            "2023-03-15T08:30:00",
            " 15/3/2023 ",
            "\u200b15/03/2023",
            "15/03/2023\ufeff",
            "15/3/23",
        ),
        *("nga\u0300y 15 tha\u0301ng 3 na\u0306m 2023", "15/3 2023", "15-3/2023"),
    ],
    date(2024, 2, 29): ["29/2/2024", "29022024", "2024-02-29"],
    ASKED: [
        *(
            "31/02/2023",
            "29/2/2023",
            "00/01/2023",
            "15/13/2023",
            "3/2023",
            "2023",
            "15/3",
            "hôm qua",
            "15/3/20233",
            "153 2023",
        ),
        *(
            "15 03",
            "15//3/2023",
            "15/3/2023/1",
            "2023-13-01",
            "2023-02-30",
            "tháng 3 năm 2023",
            "quý I",
            "45000",
            "15-ba-2023",
            "?",
        ),
    ],
}
PERCENTS = {
    70: ["70", "70%", "70 %", "70,0", "70.0", " 70 ", "\u200b70", "70,00 %", "70\u00a0%"],
    12.5: ["12,5", "12.5", "12,5%", "12,50", "12.5 %"],
    0: ["0", "0%", "0,0"],
    1: ["1", "1,0", "1 %"],
    Decimal("0.98"): ["0,98%", "0.98 %", " 0,98\u00a0% "],
    ASKED: [
        *("0,98", "0.98", "0,5", "0.0001", ",98"),
        "bảy mươi",
        "70 phần trăm",
        "%",
        "7/10",
        "70-80",
        "> 70",
        "70%%",
        "1,2,3",
        "1.234,5",
        "10,12345",
        "≥ 80%",
        "1e1",
    ],
}
TABLE = [
    (readers, spelling, value)
    for readers, table in ((COUNT, COUNTS), (MONEY, MONEYS), (DAY, DAYS), (PERCENT, PERCENTS))
    for value, spellings in table.items()
    for spelling in spellings
]


def test_every_spelling_means_the_same_everywhere() -> None:
    """One test for all: each takes microseconds. What is asked about has a sentence."""
    assert len(TABLE) >= 200
    wrong = []
    for readers, spelling, value in TABLE:
        for reader in readers:
            try:
                read = reader(spelling)
            except (ValidationError, Unreadable, ValueError) as problem:
                read = ASKED if str(problem).strip() else problem
            if read != value:
                wrong.append((ascii(spelling), value, read, reader))
    assert wrong == []


@pytest.mark.parametrize("reader", [*COUNT, *MONEY, *DAY])
def test_a_number_too_long_for_python_is_asked_about(reader: Reader) -> None:
    with pytest.raises((ValidationError, Unreadable, ValueError), match=r"[A-ZĐ]"):
        reader("9" * 5_000)
