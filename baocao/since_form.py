"""From which day on changes are told."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

SINCE = "tu"


class SinceForm(forms.Form):
    """A day that is over; its name stands in the address."""

    tu = forms.DateField(
        label="Từ ngày",
        required=False,
        help_text="Dạng ngày/tháng/năm.",
        error_messages={"invalid": "Đây không phải là một ngày. Hãy gõ dạng ngày/tháng/năm, ví dụ 05/01/2026."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_tu(self) -> date | None:
        """Nothing has changed since tomorrow."""
        day: date | None = self.cleaned_data["tu"]
        if day and day > self.today:
            raise ValidationError("Ngày này chưa đến. Hãy chọn một ngày đã qua.")
        return day

    @property
    def since(self) -> date | None:
        """The day asked for; None where none was, or none that can be."""
        return self.cleaned_data.get(SINCE) if self.is_bound and self.is_valid() else None
