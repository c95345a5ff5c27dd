"""A second table of spellings, made up after the reader of words was finished: fresh ones of the same kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from kehoach.excel.workbooks.answers import Unreadable, parser_of
from kehoach.questionnaire.layout import Kind
from tests.kehoach.common.test_spellings import ASKED, COUNT, DAY, MONEY, PERCENT, Reader
from vanhoa.layout import LAYOUT as CENTRES

Tables = Sequence[tuple[Sequence[Reader], Mapping[Any, str]]]
YES_NO: tuple[Reader, ...] = (parser_of(next(field for field in CENTRES.fields if field.kind is Kind.SWITCH)),)
# Each spelling between two bars.
COUNTS = {
    9: "9|009|\u20609|9\u200c|\u2066 9\u2069|\t9\t",
    2050: "2050|2.050|2 050|2\u2007050|2\u205f050|02050|\ufeff2.050",
    12_345_678: "12345678|12.345.678|12 345 678|12\u00a0345\u00a0678",
    ASKED: (
        "2.05|20.50|2,050.0|2050,0|2050.0|20 50|2 0 5 0|-7|–7|(7)|7-|7+1|7 cuốn|bảy|VII|7.|.7|7,|1e2|7%|0.7|00.123"
        "|1.0000|1 2345|1.234.56|7/7|=7|7 ?|∞|NaN|-|—|#N/A|2²|1,000|٩|7 hoặc 8|trên 7|7*|1.234 cuốn|12.345.6|1 23"
    ),
}
MONEYS = {
    100: "0,0000001 tỷ|100|100đ|0,1k",
    700_000: "700 nghìn|700k|700 ngàn đồng|0,7 triệu|0,7tr|700.000 Đ|700000VND|700 000đ|700.000 đồng",
    2_350_000: "2.350.000|2 350 000|2,35 triệu|2,35 TR|2.350 nghìn|2.350k|2.350.000 vnđ|2,350 triệu",
    3_000_000_000: "3 tỷ|3tỉ|3.000 triệu|3,0 tỷ đồng|3 TỶ|3.000.000.000 đ",
    ASKED: (
        "2.35 triệu|-700k|700 nghìn 500|1tr5|hai triệu|2 triệu rưỡi|700 USD|€5|700.00|7,5|1.23.456|7.5k|triệu 5"
        "|5 triệu đến 6 triệu|~5tr|12.500.000,5|5 m|5 đô|0,5 đồng|1,2345 nghìn|5 triệu triệu|5+5 triệu|trên 5 triệu"
    ),
}
DAYS = {
    date(2026, 12, 5): (
        "05/12/2026|5/12/26|5-12-2026|5.12.26|05 12 2026|05122026|2026-12-05|2026-12-5|ngày 5 tháng 12 năm 2026"
        "|5 tháng 12 năm 2026|Ngày 05 Tháng 12 Năm 2026|2026-12-05T00:00|\u202a05/12/2026\u202c|5/12 2026|5-12/26"
    ),
    ASKED: (
        "30/02/2026|31/11/2026|32/01/2026|5/0/2026|05/12|12/2026|2026|051226|5/12/206|5/12/3026|ngày mai|5 tháng chạp"
        "|05/12/2026 và 06/12/2026|2026/12/05|Dec 5, 2026|thứ Hai|5-12|46361|00/00/0000|5/12/1026|05/12/2026 (dự kiến)"
    ),
}
PERCENTS = {
    85: "85|85%|85 %|85,0|85.00|\u200e85%|85\u202f%",
    Decimal("33.3"): "33,3|33.3%|33,30 %",
    100: "100|100%|100,0 %",
    ASKED: "tám lăm|85 phần trăm|85/100|85-90|85~|85%%|%85|8 5|85,12345|1.000,5|≈85|85 %?|0,85 lần",
}
YES_NOS = {
    True: "Có|có|CÓ| co\u0301 |\u200bCó",
    False: "Không|không|KHÔNG|kho\u0302ng",
    ASKED: "có thể|chưa biết|có và không|?|2|không rõ",
}
READERS = ((COUNT, COUNTS), (MONEY, MONEYS), (DAY, DAYS), (PERCENT, PERCENTS), (YES_NO, YES_NOS))


def what_is_read(reader: Reader, spelling: str) -> Any:
    """What a reader takes it for; a question that says nothing is none."""
    try:
        return reader(spelling)
    except (ValidationError, Unreadable, ValueError) as problem:
        return ASKED if str(problem).strip() else problem


def misread(tables: Tables) -> list[Any]:
    """The spellings that some reader takes for something else than the table says."""
    return [
        (ascii(spelling), value, read, reader)
        for readers, table in tables
        for value, spellings in table.items()
        for spelling in spellings.split("|")
        for reader in readers
        if (read := what_is_read(reader, spelling)) != value
    ]


def number_of_spellings(tables: Tables) -> int:
    """How many spellings the tables hold."""
    return sum(len(spellings.split("|")) for _, table in tables for spellings in table.values())


def test_fresh_spellings_mean_the_same_everywhere() -> None:
    assert number_of_spellings(READERS) >= 160
    assert misread(READERS) == []
