"""Whether a facility counts in a denominator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from kehoach.common.fields import DayField, TextField
from kehoach.models import Scope


class MembershipForm(forms.Form):
    """From which day a facility counts in a scope or does not, and why; cleans to what the action takes."""

    counted = forms.TypedChoiceField(
        label="Quyết định",
        choices=[("1", "Được tính vào mẫu số"), ("0", "Không tính vào mẫu số")],
        coerce=lambda answer: answer == "1",
        empty_value=None,
    )
    since = DayField(label="Từ ngày")
    reason = TextField(label="Lý do", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, scopes: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"] = forms.ChoiceField(
            label="Phạm vi", choices=[(scope, Scope(scope).label) for scope in scopes]
        )
        self.order_fields(["scope"])
