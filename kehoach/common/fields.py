"""Form fields that understand what Vietnamese officials type."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kehoach.common import formats, reading


class CountField(forms.CharField):
    """A whole number, typed or pasted with dots or blanks between thousands. Cleans to int, or None when empty."""

    parse = staticmethod(reading.parse_count)

    def __init__(self, *, largest: int, **kwargs: Any) -> None:
        super().__init__(strip=True, **kwargs)
        self.largest = largest

    def clean(self, value: Any) -> Any:
        """The number, or a sentence on what is wrong with it."""
        text = super().clean(value)
        if not text:
            return None
        try:
            number = self.parse(text)
        except ValueError as problem:
            raise ValidationError(str(problem)) from problem
        if number > self.largest:
            raise ValidationError(
                f"Số quá lớn: nhiều nhất là {formats.count(self.largest)}. Hãy kiểm tra lại, có thể đã gõ thừa chữ số."
            )
        return number

    def prepare_value(self, value: Any) -> Any:
        """A number from the database is shown as it is written; what was typed is shown as it was typed."""
        return formats.count(value) if isinstance(value, int) else value


class MoneyField(CountField):
    """Whole đồng, typed in full or in thousands, millions, billions: 12.500.000 or 12,5 triệu."""

    parse = staticmethod(reading.parse_money)


class DayField(forms.DateField):
    """A day, typed in any way that people type it; a phone's digits are enough: 31122026."""

    widget = forms.DateInput(attrs={"placeholder": "ngày/tháng/năm", "inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> date | None:
        """The day, or a sentence on what is wrong with it."""
        if not isinstance(value, str):
            return super().to_python(value)
        if not reading.visible(value):
            return None
        try:
            return reading.parse_day(value)
        except ValueError as problem:
            raise ValidationError(str(problem), code="invalid") from problem
