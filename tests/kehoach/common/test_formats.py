"""Numbers and dates as Vietnamese officials write and type them."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.common import formats
from kehoach.common.reading import parse_count
from kehoach.common.text.gate import tidy_line
from kehoach.questionnaire.values import Absent, displayed

BLANKS = st.sampled_from(["", " ", "\u00a0", "\u202f"])


@pytest.mark.parametrize(
    ("number", "written"),
    [(0, "0"), (7, "7"), (999, "999"), (1000, "1.000"), (1234567, "1.234.567"), (-1234, "-1.234")],
)
def test_a_count_has_dots_between_thousands(number: int, written: str) -> None:
    assert formats.count(number) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [
        *(("1234.5", "1.234,5"), ("75.0", "75"), ("0.05", "0,1"), ("0.04", "0"), ("-0.04", "0"), ("-0.05", "-0,1")),
        *(("99.95", "100"), ("999.95", "1.000"), ("9.4462", "9,4"), ("-1234.56", "-1.234,6"), ("0", "0")),
    ],
)
def test_a_decimal_has_at_most_one_place_rounded_half_up(number: str, written: str) -> None:
    assert formats.decimal(Decimal(number)) == written


@pytest.mark.parametrize(
    ("share", "written"),
    [
        *((Fraction(2, 3), "66,7%"), (Fraction(3, 4), "75%"), (Fraction(0), "0%"), (Fraction(1), "100%")),
        *((Fraction(1, 3), "33,3%"), (Fraction(7, 8), "87,5%"), (Fraction(133, 10), "1.330%"), (Decimal("0.7"), "70%")),
    ],
)
def test_a_share_is_a_percentage(share: Fraction | Decimal, written: str) -> None:
    assert formats.percent(share) == written


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        *((3640, 3290, "tăng 10,6%"), (9, 10, "giảm 10%"), (7, 7, "không đổi"), (0, 0, "không đổi")),
        *((12, 0, "tăng 12"), (0, 5, "giảm 100%"), (1200, 0, "tăng 1.200")),
    ],
)
def test_a_change_is_told_in_words_and_never_against_zero(now: int, before: int, told: str) -> None:
    assert formats.change(now, before) == told


@pytest.mark.parametrize(
    ("value", "written"),
    [
        *((1234, "1.234"), (0, "0"), (True, "Có"), (False, "Không"), (frozenset(), "Không có")),
        *((frozenset({"a", "b"}), "2 mục"), (Absent.UNKNOWN, "Chưa thống kê"), (Absent.UNANSWERED, "Chưa trả lời")),
        (Absent.NOT_APPLICABLE, "Không áp dụng"),
    ],
)
def test_a_value_says_what_it_is(value: Any, written: str) -> None:
    assert displayed(value) == written


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2026, 1, 5), "05/01/2026", "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "28/02/2026", "ngày 28 tháng 02 năm 2026"),
        (date(2023, 3, 1), "01/03/2023", "ngày 01 tháng 3 năm 2023"),
        (date(2025, 12, 14), "14/12/2025", "ngày 14 tháng 12 năm 2025"),
    ],
)
def test_a_day_is_written_as_the_decree_wants_it(day: date, short: str, long: str) -> None:
    assert (formats.date_short(day), formats.date_long(day)) == (short, long)


def test_money_is_whole_dong() -> None:
    assert formats.money(12_500_000) == "12.500.000 đồng"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *(("0", 0), ("000", 0), ("1234", 1234), ("1.234", 1234), ("1.234.567", 1234567), (" 1 234 ", 1234)),
        *(("1\u00a0234", 1234), ("1\u202f234", 1234), ("12\n", 12), ("１２", 12), ("9" * 15, 10**15 - 1)),
        ("0" * 20 + "1", 1),
    ],
)
def test_a_count_is_understood_as_it_is_typed_or_pasted(typed: str, number: int) -> None:
    assert parse_count(typed) == number


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        *(("-1", "âm"), ("-1.234", "âm"), ("12,5", "phần thập phân"), ("1.234,0", "phần thập phân")),
        *(("1,234", "dấu chấm"), ("", "số nguyên"), ("abc", "số nguyên"), ("12a", "số nguyên"), ("1.23", "là số nào")),
        *(("1.2345", "là số nào"), (".5", "là số nào"), ("1..000", "là số nào"), ("1e3", "số nguyên")),
        *(("0x10", "số nguyên"), ("+5", "số nguyên"), ("٣", "số nguyên"), ("١２", "số nguyên"), ("½", "số nguyên")),
        *(("9" * 16, "quá lớn"), ("9" * 5000, "quá lớn"), ("--1", "số nguyên"), ("-", "số nguyên")),
    ],
)
def test_what_is_no_count_is_refused_with_a_sentence(typed: str, told: str) -> None:
    with pytest.raises(ValueError, match=told) as refused:
        parse_count(typed)

    assert str(refused.value).endswith(".")


@given(number=st.integers(0, 10**15 - 1))
def test_every_count_is_read_back_as_it_is_written(number: int) -> None:
    assert parse_count(formats.count(number)) == number


@given(number=st.integers(0, 10**15 - 1), blanks=st.lists(BLANKS, min_size=20, max_size=20))
def test_blanks_between_groups_of_three_change_nothing(number: int, blanks: list[str]) -> None:
    groups = formats.count(number).split(".")
    pasted = "".join(group + (blank or " ") for group, blank in zip(groups, blanks, strict=False))

    assert parse_count(pasted) == number


@given(typed=st.text(st.characters(codec="utf-8") | st.sampled_from("0123456789.,- \u00a0")))
def test_whatever_is_typed_is_a_count_or_a_sentence(typed: str) -> None:
    try:
        read: int | str = parse_count(typed)
    except ValueError as refused:
        read = str(refused)

    assert 0 <= read < 10**15 if isinstance(read, int) else len(read) > 20


@given(number=st.fractions(-(10**9), 10**9))
def test_a_decimal_is_never_further_off_than_half_of_its_last_place(number: Fraction) -> None:
    written = formats.decimal(number)

    assert abs(Fraction(written.replace(".", "").replace(",", ".")) - number) <= Fraction(1, 20)
    assert not written.endswith((",0", ","))
    assert written != "-0"


@given(text=st.text())
def test_text_is_composed_and_has_single_blanks(text: str) -> None:
    tidy = tidy_line(text)

    assert tidy == unicodedata.normalize("NFC", tidy)
    assert tidy == " ".join(tidy.split())


@pytest.mark.parametrize(("text", "inside"), [("Thôn Mạc", "thôn Mạc"), ("UBND xã", "UBND xã"), ("", "")])
def test_abbreviations_keep_their_capitals_inside_a_sentence(text: str, inside: str) -> None:
    assert formats.uncapitalized(text) == inside
