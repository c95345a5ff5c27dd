"""A day of every year that the commune celebrates."""

from __future__ import annotations

from typing import Any

from django import forms

from kehoach.common.fields import DayOfYearField, TextField
from kehoach.models import Occasion


class OccasionForm(forms.Form):
    """Name, first and last day; cleans to what the actions take."""

    name = TextField(label="Tên dịp", max_length=150)
    start = DayOfYearField(label="Từ ngày", help_text="Ngày và tháng, ví dụ 20/11.")
    end = DayOfYearField(label="Đến hết ngày", required=False, help_text="Một ngày thì để trống.")

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
