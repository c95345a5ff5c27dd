"""Form fields that understand what Vietnamese officials type."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.db import models

from kehoach.common import formats, reading
from kehoach.common.text import old_fonts
from kehoach.common.text.gate import tidy_line, tidy_lines

# The code of the error that asks about text for a font of old.
OLD_FONT = "old_font"


class CountField(forms.CharField):
    """A whole number, typed or pasted with dots or blanks between thousands. Cleans to int, or None when empty."""

    parse = staticmethod(reading.parse_count)

    def __init__(self, *, largest: int, smallest: int = 0, **kwargs: Any) -> None:
        super().__init__(strip=True, **kwargs)
        self.smallest, self.largest = smallest, largest

    def clean(self, value: Any) -> Any:
        """The number, or a sentence on what is wrong with it."""
        text = super().clean(value)
        if not text:
            return None
        try:
            number = self.parse(text)
        except ValueError as problem:
            raise ValidationError(str(problem)) from problem
        if number < self.smallest:
            raise ValidationError(f"Số nhỏ nhất là {formats.count(self.smallest)}.")
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


class TextField(forms.CharField):
    """Words as people type and paste them: precomposed, without letters that nobody sees.

    Several lines stay lines, and a line break counts once, as it does in the browser, before the length is looked at.
    What was typed for a font of old is asked about: the input then holds it in letters of today, for one more tap.
    """

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What the input shows of what was sent."""
        return (isinstance(data, str) and old_fonts.converted(data)) or data

    def to_python(self, value: Any) -> str:
        """The words as they are kept."""
        text = super().to_python(value) or ""
        if question := old_fonts.question(text):
            raise ValidationError(question, code=OLD_FONT)
        return tidy_lines(text) if isinstance(self.widget, forms.Textarea) else tidy_line(text)


class YearField(forms.IntegerField):
    """A year in four digits."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        """The year, whatever was pasted around it."""
        return super().to_python(tidy_line(value) if isinstance(value, str) else value)


class DecimalField(forms.DecimalField):
    """A number with Vietnamese or English decimals."""

    parse = staticmethod(reading.parse_decimal)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """The number, or a sentence on how to write it."""
        if not isinstance(value, str) or not tidy_line(value):
            return super().to_python(value)
        try:
            return self.parse(value)
        except ValueError as problem:
            raise ValidationError(str(problem), code="invalid") from problem


class PercentField(DecimalField):
    """A number of percent; one below 1 with its sign, else it may be a share."""

    parse = staticmethod(reading.parse_percent)

    def prepare_value(self, value: Any) -> Any:
        """What would be asked about is shown as it is read."""
        return reading.percent_typed(value) if isinstance(value, Decimal) and 0 < abs(value) < 1 else value


class DayField(forms.DateField):
    """A day, typed in any way that people type it.

    The digit pad of an iPhone has no slash, so eight digits are enough: 31122026.
    """

    widget = forms.DateInput(attrs={"placeholder": "ngày/tháng/năm", "inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> date | None:
        """The day, or a sentence on what is wrong with it."""
        if not isinstance(value, str):
            return super().to_python(value)
        if not tidy_line(value):
            return None
        try:
            return reading.parse_day(value)
        except ValueError as problem:
            raise ValidationError(str(problem), code="invalid") from problem


class DayOfYearField(forms.CharField):
    """A day without a year, typed as 20/11, or in digits alone as 2011; cleans to month and day."""

    widget = forms.TextInput(attrs={"placeholder": "ngày/tháng", "inputmode": "numeric", "autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        """(11, 20), or a sentence on how to write it."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return reading.parse_day_of_year(text)
        except ValueError as problem:
            raise ValidationError(str(problem)) from problem


# The overrides of an administration page: a day is typed there as everywhere, and the calendar stays.
DAYS_IN_ADMIN: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    models.DateField: {"form_class": DayField, "widget": AdminDateWidget}
}
