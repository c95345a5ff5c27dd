"""Numbers and dates as Vietnamese officials write them, for page, PDF and Excel alike. Imports no Django.

Rounding happens here and nowhere else. Sources: Luật Kế toán 2015 Điều 11 (dot after thousands, comma
before decimals), Nghị định 30/2020/NĐ-CP Phụ lục I (dates and document numbers).
"""

import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

DASH = "–"
DONG = "đồng"
LIST_LETTERS = "abcdđeghiklmnopqrstuvxy"


def plain(text: str) -> str:
    """Text as somebody in a hurry types it, for searching: Trường Tiểu học → truong tieu hoc."""
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())


def uncapitalized(text: str) -> str:
    """Text as it stands inside a sentence: Số tên sách → số tên sách. An abbreviation keeps its capitals: UBND xã."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def joined(items: Sequence[str]) -> str:
    """A, B và C; with semicolons where an item has a comma of its own."""
    if len(items) < 2:
        return "".join(items)
    if any("," in item for item in items):
        return "; ".join(items)
    return f"{', '.join(items[:-1])} và {items[-1]}"


def count(number: int) -> str:
    """1234567 → 1.234.567"""
    return f"{number:,}".replace(",", ".")


def decimal(number: Decimal | Fraction | int, places: int = 1) -> str:
    """At most `places` decimals, rounded half up, without trailing zeros: 1234.5 → 1.234,5; 75.0 → 75."""
    rounded = _rounded(number, places)
    whole, _, rest = f"{abs(rounded):f}".partition(".")
    rest = rest.rstrip("0")
    text = count(int(whole)) + (f",{rest}" if rest else "")
    return f"-{text}" if rounded < 0 and text != "0" else text


def _rounded(number: Decimal | Fraction | int, places: int) -> Decimal:
    exact = Fraction(number)
    scaled = Decimal(exact.numerator) / Decimal(exact.denominator)
    return scaled.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def decimal_beside(number: Decimal | Fraction | int, limit: Decimal | int) -> str:
    """One decimal, or as many as show on which side of `limit` the number is: 20.03 beside 20 → 20,03."""
    exact, bound, places = Fraction(number), Fraction(limit), 1
    while _side(Fraction(_rounded(exact, places)), bound) != _side(exact, bound):
        places += 1
    return decimal(exact, places)


def _side(number: Fraction, bound: Fraction) -> int:
    """1 above, 0 at and -1 below the bound."""
    return (number > bound) - (number < bound)


def percent(share: Fraction | Decimal | int) -> str:
    """A share of one as a percentage: 2/3 → 66,7%; 3/4 → 75%."""
    return f"{decimal(Fraction(share) * 100)}%"


def file_size(size: int) -> str:
    """Bytes as people read them: 1258291 → 1,2 MB; 34816 → 34 KB."""
    if size >= 1024 * 1024:
        return f"{decimal(Fraction(size, 1024 * 1024))} MB"
    return f"{count(max(1, round(size / 1024)))} KB"


def money(dong: int) -> str:
    """12500000 → 12.500.000 đồng"""
    return f"{count(dong)} {DONG}"


def change(now: int, before: int, limit: Decimal | int = 0) -> str:
    """How much `now` differs from `before`, in words: tăng 10,6%. Nothing is computed against zero.

    A change of more than `limit` per cent has as many decimals as it takes to look so.
    """
    if now == before:
        return "không đổi"
    word = "tăng" if now > before else "giảm"
    if before == 0:
        return f"{word} {count(abs(now - before))}"
    return f"{word} {decimal_beside(Fraction(abs(now - before), before) * 100, limit)}%"


def date_short(day: date) -> str:
    """05/01/2026, as in running text and tables."""
    return day.strftime("%d/%m/%Y")


def date_long(day: date) -> str:
    """ngày 05 tháng 01 năm 2026: days below 10 and the months 1 and 2 take a leading zero (NĐ 30, Phụ lục I)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
