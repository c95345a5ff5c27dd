"""Template filters for numbers, shares, dates and what was found; the formats themselves are kehoach.formats."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kehoach import formats
from kehoach.matching import Piece
from kehoach.values import Value

register = template.Library()
_DASH = r"\b\w{1,15} -(?= )"
# The number of a document, that of an appendix, a dash with its word. Longer pieces would tear justified lines apart.
_PIECE = rf"(?:\b\d{{1,6}}/[A-ZĐ][\w-]{{1,20}}|\bPhụ lục [IVX]+\b|{_DASH})"
# What follows another piece is one with it: WeasyPrint writes no blank between two elements.
_TOGETHER = re.compile(f"({_PIECE}(?: {_PIECE})*)")
_DASHES = re.compile(f"({_DASH})")


@register.filter
def count(number: int | None) -> str:
    """1234 → 1.234; nothing → –"""
    return formats.DASH if number is None else formats.count(number)


@register.filter
def percent(share: Fraction | None) -> str:
    """A share of one: 3/4 → 75%; nothing → –"""
    return formats.DASH if share is None else formats.percent(share)


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
    return formats.value(value)


@register.filter
def unbroken(text: str) -> SafeString:
    """Running text of which no line ends inside 04/KH-UBND or Phụ lục II, or before a dash."""
    return _kept_together(_TOGETHER, text)


@register.filter
def unbroken_dash(text: str) -> SafeString:
    """Text of which no line begins with a dash: for cells, which are narrower than some numbers of documents."""
    return _kept_together(_DASHES, text)


def _kept_together(pieces: re.Pattern[str], text: str) -> SafeString:
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<span class="doc-unbroken">{}</span>', piece) if place % 2 else piece,)
            for place, piece in enumerate(pieces.split(text))
        ),
    )


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """Text in which what was looked for is marked."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece.text) if piece.hit else piece.text,) for piece in pieces)
    )
