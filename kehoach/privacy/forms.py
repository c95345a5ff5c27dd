"""What people ask about their data, and the answer."""

from __future__ import annotations

from typing import Any

from django import forms

from kehoach.common.fields import TextField
from kehoach.models import DataRequestKind


class AskForm(forms.Form):
    """What is asked for; the words are needed where something is wrong."""

    kind = forms.ChoiceField(label="Tôi muốn", choices=DataRequestKind.choices, widget=forms.RadioSelect)
    words = TextField(
        label="Nội dung",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ví dụ: số điện thoại nào sai.",
    )

    def clean(self) -> dict[str, Any]:
        """Whoever wants something corrected says what."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == DataRequestKind.CORRECT and not cleaned.get("words"):
            self.add_error("words", "Hãy ghi dữ liệu nào sai và đúng là gì.")
        return cleaned


class AnswerForm(forms.Form):
    """Whether it was done, and the words that the person reads."""

    is_done = forms.ChoiceField(
        label="Kết quả",
        choices=[("1", "Đã làm theo yêu cầu"), ("0", "Không làm được, lý do bên dưới")],
        widget=forms.RadioSelect,
    )
    words = TextField(label="Trả lời cho người yêu cầu", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_is_done(self) -> bool:
        """As the action takes it."""
        return bool(self.cleaned_data["is_done"] == "1")
