"""What people type and paste: numbers, money and days, on the web and in Excel alike. Imports no Django.

What can be read in two ways is not guessed: the sentence says how to write it clearly.
"""

import re
from datetime import date
from decimal import Decimal

from kehoach.common import formats
from kehoach.common.text.gate import tidy_line

_LARGEST_DIGITS = 15
_GROUPED = re.compile(r"[0-9]{1,3}([. ])[0-9]{3}(?:\1[0-9]{3})*")
# What Excel puts between the cells that somebody copies, and what parts two lines of one.
_APART = re.compile(r"\S\s*[\t\n\v\f\r\x85\u2028\u2029]\s*\S")
# 31/12/2026 · 31-12-26 · 31 12 2026 · ngày 15 tháng 3 năm 2023, as `formats.plain` leaves it.
_DAY = re.compile(r"(?:ngay )?(\d{1,2})(?:[/.\- ]| thang )(\d{1,2})(?:[/.\- ]| nam )(\d{4}|\d{2})", re.ASCII)
_DIGITS_DAY = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ].*)?", re.ASCII)
_CENTURY = 2000
# What lies before or after is a slip of the keys: 0206, 3026.
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
_DAY_OF_YEAR = re.compile(r"(?:ngay )?(\d{1,2})(?:[/.\- ]| thang )(\d{1,2})|(\d{2})(\d{2})", re.ASCII)
# With a 29th of February.
_LEAP_YEAR = 2024
_DECIMAL = re.compile(r"-?[0-9]{1,9}(?:[.,][0-9]{1,4})?")
# A thousand, or one with decimals.
_UNCLEAR_DECIMAL = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")


def parse_count(text: str) -> int:
    """A whole number as a Vietnamese types or pastes it: '1.234', ' 1 234 ', '1234'.

    Dots and blanks stand between groups of three, else the number is asked for again: 12 34 could be two numbers, and
    0.500 half of one. Raises ValueError with a sentence for the person who typed it.
    """
    if _APART.search(text):
        raise ValueError("Có hơn một dòng hoặc hơn một ô ở đây. Hãy chỉ gõ một số, ví dụ 1234 hoặc 1.234.")
    typed = tidy_line(text)
    compact = typed.replace(" ", "")
    if re.fullmatch(r"-\d[\d.,]*", compact):
        raise ValueError("Số liệu không thể âm. Hãy nhập 0 hoặc một số lớn hơn 0.")
    if re.fullmatch(r"\d[\d.]*,\d+", compact):
        raise ValueError(
            "Cần một số nguyên, không có phần thập phân sau dấu phẩy. "
            "Nếu muốn tách hàng nghìn, hãy dùng dấu chấm, ví dụ 1.234."
        )
    grouped = _GROUPED.fullmatch(typed)
    if grouped and not typed.startswith("0"):
        typed = re.sub("[. ]", "", typed)
    digits = re.sub("[. ]", "", typed)
    if not re.fullmatch(r"[0-9]+", digits):
        raise ValueError("Đây không phải là một số nguyên. Hãy chỉ gõ chữ số, ví dụ 1234 hoặc 1.234.")
    if len(digits.lstrip("0")) > _LARGEST_DIGITS:
        raise ValueError("Số quá lớn. Hãy kiểm tra lại, có thể đã gõ thừa chữ số.")
    if digits != typed and re.fullmatch(r"[0-9]+\.[0-9]+", typed):
        raise ValueError("Chưa rõ là số nào. Cần một số nguyên.")
    if digits != typed:
        either = digits if int(digits) < 1000 else f"{int(digits)} hoặc có chấm {formats.count(int(digits))}"
        raise ValueError(f"Chưa rõ là số nào. Hãy gõ liền {either}.")
    return int(digits)


# What people write instead of the zeros, as `formats.plain` leaves it; “tr” and “k” as in a message.
_MULTIPLES = {"nghin": 3, "ngan": 3, "k": 3, "trieu": 6, "tr": 6, "ty": 9, "ti": 9}
_AMOUNT = r"(?P<number>[0-9.]+(?: [0-9]{3})*(?:,[0-9]+)?)"
_MONEY = re.compile(rf"{_AMOUNT} ?(?P<multiple>{'|'.join(_MULTIPLES)})? ?(?:dong|d|vnd|₫)?")


def parse_money(text: str) -> int:
    """Whole đồng as people type them: 12.500.000 · 12,5 triệu · 500 nghin · 1,2 tỷ · 700.000 ₫.

    Raises ValueError with a sentence for the person who typed it.
    """
    said = formats.plain(tidy_line(text))
    match = None if _APART.search(text) else _MONEY.fullmatch(said)
    if match is None and re.search(r"[^\W\d_]", said):
        raise ValueError("Chưa đọc được số tiền này. Hãy nhập đủ số đồng, ví dụ 12.500.000, hoặc 12,5 triệu.")
    if match is None or match["multiple"] is None:
        return parse_count(match["number"] if match else text)
    whole, _, decimals = match["number"].partition(",")
    zeros = _MULTIPLES[match["multiple"]]
    if re.fullmatch(r"[0-9]+\.[0-9]{1,2}|0\.[0-9]+", whole):
        with_comma = tidy_line(text).replace(".", ",")
        raise ValueError(f"Chưa rõ là bao nhiêu tiền. Hãy gõ {with_comma}, hoặc gõ đủ số đồng, ví dụ 12.500.000.")
    if len(decimals) > zeros:
        raise ValueError("Số tiền lẻ hơn một đồng. Hãy nhập số đồng tròn, ví dụ 12.500.000 hoặc 12,5 triệu.")
    return int(f"{parse_count(whole)}{decimals.ljust(zeros, '0')}")


def parse_day(text: str) -> date:
    """A day as people type it: 31/12/2026, 31-12-26, 31 12 2026, 31122026, 2026-12-31, ngày 15 tháng 3 năm 2023.

    Two digits of a year are of this century. Raises ValueError with a sentence for the person who typed it.
    """
    typed = formats.plain(tidy_line(text))
    if found := _DAY.fullmatch(typed) or _DIGITS_DAY.fullmatch(typed):
        day, month, year = (int(part) for part in found.groups())
        year += 0 if len(found[3]) == 4 else _CENTURY
    elif found := _ISO_DAY.fullmatch(typed):
        year, month, day = (int(part) for part in found.groups())
    else:
        raise ValueError("Nhập một ngày hợp lệ, ví dụ 31/12/2026.")
    if year < EARLIEST_YEAR:
        raise ValueError(f"Năm phải từ {EARLIEST_YEAR} trở đi, ví dụ 31/12/2026.")
    if year > LATEST_YEAR:
        raise ValueError(f"Năm {year} xa quá. Hãy xem lại năm, ví dụ 31/12/2026.")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"Không có ngày {tidy_line(text)}. Hãy xem lại ngày và tháng, ví dụ 31/12/2026.") from None


def parse_day_of_year(text: str) -> tuple[int, int]:
    """Month and day of a day that comes every year, typed as 20/11, 20-11, 20 11, 2011 or ngày 20 tháng 11.

    Raises ValueError with a sentence for the person who typed it.
    """
    match = _DAY_OF_YEAR.fullmatch(formats.plain(tidy_line(text)))
    try:
        if match:
            day, month = (int(part) for part in match.groups() if part)
            date(_LEAP_YEAR, month, day)
            return month, day
    except ValueError:
        raise ValueError(f"Không có ngày {tidy_line(text)}. Hãy xem lại ngày và tháng, ví dụ 20/11.") from None
    raise ValueError("Hãy ghi ngày và tháng, ví dụ 20/11.")


def parse_decimal(text: str) -> Decimal:
    """A number with Vietnamese or English decimals: 10 · 9,5 · 9.5 · -3 · 70 %. Raises ValueError with a sentence."""
    typed = tidy_line(text).replace("−", "-").replace("–", "-").removesuffix("%").strip()
    if not _DECIMAL.fullmatch(typed):
        raise ValueError("Cần một số, ví dụ 70 hoặc 12,5.")
    if _UNCLEAR_DECIMAL.fullmatch(typed):
        raise ValueError(f"Chưa rõ là số nào. Hãy gõ {typed.replace('.', '')} hoặc {typed.replace('.', ',')}.")
    return Decimal(typed.replace(",", "."))


def parse_percent(text: str) -> Decimal:
    """A number of percent: 10 · 9,5 · 9.5 · -3 %. Raises ValueError with a sentence for the person who typed it."""
    number = parse_decimal(text)
    return number if tidy_line(text).endswith("%") else clear_percent(number)


def clear_percent(number: Decimal) -> Decimal:
    """A number of percent that stood without its sign. Raises ValueError where it may be a share: 0,98 of 1 is 98 %."""
    if 0 < abs(number) < 1:
        raise ValueError(f"Chưa rõ là bao nhiêu. Hãy gõ {percent_typed(number * 100)} hoặc {percent_typed(number)}.")
    return number


def percent_typed(number: Decimal) -> str:
    """A number of percent as it is read back: 70 % · 0,98 %."""
    return f"{number.normalize():f} %".replace(".", ",")
