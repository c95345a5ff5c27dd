"""What the officer says when handing out entry links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from kehoach.models import ReportingYear, Unit


class HandOutForm(forms.Form):
    """For which unit; none: for all that have forms."""

    unit = forms.ChoiceField(required=False)

    def __init__(self, year: ReportingYear, units: Sequence[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year, self.units = year, units
        choices: Any = self.fields["unit"]
        choices.choices = [(unit.code, unit.name) for unit in units]

    @property
    def chosen(self) -> list[Unit]:
        """The unit that was asked for, or all of them."""
        code = self.cleaned_data["unit"]
        return [unit for unit in self.units if not code or unit.code == code]
