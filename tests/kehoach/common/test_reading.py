"""One way of reading numbers and days, whatever a Vietnamese keyboard or a copied cell puts in."""

from datetime import date

import pytest

from kehoach.common.reading import parse_count, parse_day
from kehoach.common.text.gate import tidy_line


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("34", 34),
        (" 34 ", 34),
        ("\u200b34", 34),
        ("34\ufeff", 34),
        ("3\u00ad4", 34),
        ("\u202d34\u202c", 34),
        ("1.234", 1234),
        ("1 234", 1234),
        ("1\u00a0234\u00a0567", 1234567),
        ("1\u202f234", 1234),
        ("0", 0),
        ("007", 7),
    ],
)
def test_a_number_is_read(typed: str, number: int) -> None:
    assert parse_count(typed) == number


@pytest.mark.parametrize("typed", ["0.500", "12 34", "1.23", "1.234 567", "1.2345", "12.34.567", "1..234", ". 12"])
def test_a_number_that_can_be_read_in_two_ways_is_asked_for_again(typed: str) -> None:
    with pytest.raises(ValueError, match="Chưa rõ là số nào"):
        parse_count(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "31/12/2026",
        "31-12-2026",
        "31.12.2026",
        "31 12 2026",
        "31122026",
        "31/12/26",
        "2026-12-31",
        "2026-12-31 10:30",
        "ngày 31 tháng 12 năm 2026",
        "31 THÁNG 12 NĂM 2026",
        "\u200e31/12/2026\u200e",
    ],
)
def test_a_day_is_read(typed: str) -> None:
    assert parse_day(typed) == date(2026, 12, 31)


@pytest.mark.parametrize("typed", ["31/02/2026", "00/12/2026", "31/13/26"])
def test_a_day_that_is_none_is_named(typed: str) -> None:
    with pytest.raises(ValueError, match=f"Không có ngày {typed}"):
        parse_day(typed)


@pytest.mark.case("SC-250")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31/12/1026", "Năm phải từ 1900 trở đi"),
        ("05/01/0206", "Năm phải từ 1900 trở đi"),
        ("31123026", "Năm 3026 xa quá"),
        ("9999-12-31", "Năm 9999 xa quá"),
    ],
)
def test_a_year_that_is_a_slip_of_the_keys_is_asked_again(typed: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        parse_day(typed)


@pytest.mark.parametrize("typed", ["", "hôm qua", "12/2026", "311226", "3112", "1/2/3/2026"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="Nhập một ngày hợp lệ"):
        parse_day(typed)


def test_what_nobody_sees_is_dropped_and_marks_stay() -> None:
    assert tidy_line("\ufeff Trường\u00a0 Tiểu học\u200b ") == "Trường Tiểu học"
