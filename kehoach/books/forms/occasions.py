"""A day of every year that the commune celebrates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from kehoach.models import Occasion

# A year with a 29th of February, so that the day may be chosen.
_ANY_YEAR = 2024
_BAD_DAY = "Hãy ghi ngày và tháng, ví dụ 20/11."


class DayField(forms.CharField):
    """A day without a year, typed as 20/11; cleans to month and day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"placeholder": "ngày/tháng"}), **kwargs)

    def clean(self, value: Any) -> Any:
        """(11, 20), or a sentence on how to write it."""
        text = super().clean(value)
        if not text:
            return None
        try:
            day, month = (int(part) for part in text.replace("-", "/").split("/"))
            date(_ANY_YEAR, month, day)
        except ValueError as wrong:
            raise forms.ValidationError(_BAD_DAY) from wrong
        return month, day


class OccasionForm(forms.Form):
    """Name, first and last day; cleans to what the actions take."""

    name = forms.CharField(label="Tên dịp", max_length=150)
    start = DayField(label="Từ ngày", help_text="Ngày và tháng, ví dụ 20/11.")
    end = DayField(label="Đến hết ngày", required=False, help_text="Một ngày thì để trống.")

    def __init__(self, occasion: Occasion | None, *args: Any, **kwargs: Any) -> None:
        if occasion is not None:
            kwargs["initial"] = {
                "name": occasion.name,
                "start": f"{occasion.start_day}/{occasion.start_month}",
                "end": f"{occasion.end_day}/{occasion.end_month}",
            }
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The last day does not come before the first."""
        cleaned = super().clean() or {}
        start = cleaned.get("start")
        cleaned["end"] = cleaned.get("end") or start
        if start and cleaned["end"] < start:
            self.add_error("end", "Ngày cuối của dịp phải sau ngày đầu, trong cùng một năm.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """The columns of an occasion."""
        (start_month, start_day), (end_month, end_day) = self.cleaned_data["start"], self.cleaned_data["end"]
        return {
            "name": self.cleaned_data["name"],
            "start_month": start_month,
            "start_day": start_day,
            "end_month": end_month,
            "end_day": end_day,
        }
