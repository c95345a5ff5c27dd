"""Template filters for numbers, shares and dates; the formats themselves are kehoach.formats."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from django import template

from kehoach import formats
from kehoach.values import Value

register = template.Library()


@register.filter
def count(number: int | None) -> str:
    """1234 → 1.234; nothing → –"""
    return formats.DASH if number is None else formats.count(number)


@register.filter
def percent(share: Fraction | None) -> str:
    """A share of one: 3/4 → 75%; nothing → –"""
    return formats.DASH if share is None else formats.percent(share)


@register.filter
def short_date(day: date | None) -> str:
    """05/01/2026; nothing → –"""
    return formats.DASH if day is None else formats.date_short(day)


@register.filter
def long_date(day: date) -> str:
    """ngày 05 tháng 01 năm 2026"""
    return formats.date_long(day)


@register.filter
def figure(value: Value) -> str:
    """A figure's value as a table shows it: a number, Có or Không, or why there is none."""
    return formats.value(value)
