"""What the officer says when handing out entry links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from kehoach.common import formats
from kehoach.models import ReportingYear, Unit


class HandOutForm(forms.Form):
    """For which unit (none: for all that have forms), and until when where the deadline is not late enough."""

    unit = forms.ChoiceField(required=False)
    until = forms.DateField(
        label="Dùng được đến hết ngày",
        required=False,
        widget=forms.DateInput(attrs={"placeholder": "ngày/tháng/năm", "inputmode": "numeric"}),
    )

    def __init__(self, year: ReportingYear, units: Sequence[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year, self.units = year, units
        choices: Any = self.fields["unit"]
        choices.choices = [(unit.code, unit.name) for unit in units]
        deadline = formats.date_short(year.unit_deadline)
        self.fields["until"].help_text = f"Để trống thì đường dẫn hết hạn cùng hạn nộp, {deadline}."

    def clean_until(self) -> date | None:
        """A link lasts to the deadline at least."""
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < self.year.unit_deadline:
            deadline = formats.date_short(self.year.unit_deadline)
            raise forms.ValidationError(f"Hãy chọn ngày từ hạn nộp {deadline} trở đi, hoặc để trống.")
        return until

    @property
    def chosen(self) -> list[Unit]:
        """The unit that was asked for, or all of them."""
        code = self.cleaned_data["unit"]
        return [unit for unit in self.units if not code or unit.code == code]
