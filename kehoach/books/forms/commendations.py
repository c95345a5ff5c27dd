"""What has become of a proposed commendation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from kehoach.common.fields import DayField, TextField
from kehoach.models import Commendation, Decision


class DecisionForm(forms.Form):
    """Decided by a document, declined, or still proposed; cleans to what the action takes."""

    decision = forms.ChoiceField(label="Kết quả", choices=Decision.choices, widget=forms.RadioSelect)
    number = TextField(
        label="Số quyết định", max_length=50, required=False, help_text="Cần ghi khi đã quyết định, ví dụ 45/QĐ-UBND."
    )
    decided_on = DayField(label="Ngày quyết định", required=False)

    def __init__(self, row: Commendation, data: Mapping[str, Any] | None = None) -> None:
        initial = {"decision": row.decision, "number": row.decision_number, "decided_on": row.decided_on}
        super().__init__(data, initial=initial)

    def clean_decision(self) -> Decision:
        """The choice as the enum."""
        return Decision(self.cleaned_data["decision"])

    def clean(self) -> dict[str, Any]:
        """A decision has a number and a day."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") is Decision.DECIDED:
            if not cleaned.get("number") and "number" not in self.errors:
                self.add_error("number", "Hãy ghi số của quyết định khen thưởng.")
            if not cleaned.get("decided_on") and "decided_on" not in self.errors:
                self.add_error("decided_on", "Hãy ghi ngày của quyết định khen thưởng.")
        return cleaned
