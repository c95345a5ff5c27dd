"""Template filters for numbers, shares, dates and what was found; the formats themselves are kehoach.common.formats."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction

from django import template
from django.utils import timezone
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from kehoach.common import formats
from kehoach.common.folding import Piece
from kehoach.questionnaire.values import Value, displayed

register = template.Library()
_DASH, _APPENDIX = re.compile(r"(?<=\w) -(?= )"), re.compile(r"\bPhụ lục (?=[IVX]+\b)")
# With the blank before it: between a blank and an element WeasyPrint at times breaks a line after its first word.
_NUMBER = re.compile(r"((?:(?<=\w) )?\b\d{1,6}/[A-ZĐ][\w-]{1,20})")
_NO_BREAK = "\u00a0"
# As in kehoach.css, whose classes reach no chart that is printed; on white an open bar can be lighter than open text.
_TONES = {"met": "#17683f", "late": "#a3261d", "path": "#1c5596"}


@register.filter
def count(number: int | None) -> str:
    """1234 → 1.234; nothing → –"""
    return formats.DASH if number is None else formats.count(number)


@register.filter
def percent(share: Fraction | None) -> str:
    """A share of one: 3/4 → 75%; nothing → –"""
    return formats.DASH if share is None else formats.percent(share)


@register.filter
def tone_colour(tone: str) -> str:
    """The colour in which a chart shows a tone: met → #17683f; whatever is no verdict → that of open"""
    return _TONES.get(tone, "#8a6d1c")


@register.filter
def file_size(size: int) -> str:
    """1258291 → 1,2 MB"""
    return formats.file_size(size)


@register.filter(expects_localtime=True)
def short_date(day: date | datetime | None) -> str:
    """05/01/2026, of a moment the day that it was here; nothing → –"""
    if isinstance(day, datetime):
        day = timezone.localdate(day)
    return formats.DASH if day is None else formats.date_short(day)


@register.filter
def long_date(day: date) -> str:
    """ngày 05 tháng 01 năm 2026"""
    return formats.date_long(day)


@register.filter
def figure(value: Value) -> str:
    """A figure's value as a table shows it: a number, Có or Không, or why there is none."""
    return displayed(value)


@register.filter
def unbroken(text: str) -> SafeString:
    """Running text of which no line ends inside số 04/KH-UBND or Phụ lục II, or before a dash."""
    escaped = escape(_APPENDIX.sub(f"Phụ{_NO_BREAK}lục{_NO_BREAK}", unbroken_dash(text)))
    return mark_safe(_NUMBER.sub(_unbroken_number, escaped))  # noqa: S308 escaped before it was marked up


def _unbroken_number(number: re.Match[str]) -> str:
    return f'<span class="doc-unbroken">{number[0].replace(" ", _NO_BREAK)}</span>'


@register.filter
def unbroken_dash(text: str) -> str:
    """Text of which no line begins with a dash: for cells, which are narrower than some numbers of documents."""
    return _DASH.sub(f"{_NO_BREAK}-", text) if " - " in text else text


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """Text in which what was looked for is marked."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece.text) if piece.hit else piece.text,) for piece in pieces)
    )
