"""Choosing rows of the grid: to look at, and to accept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from kehoach.common import formats
from kehoach.common.fields import TextField
from kehoach.figures.bulk_acceptance import Choice
from kehoach.figures.state_words import OFFICE_WORDS
from kehoach.figures.submissions import Submission
from kehoach.models.kinds import kinds

KIND, STATE, PLACE, OVERDUE = "loai", "trang-thai", "don-vi", "qua-han"
CHOICE = re.compile(r"([a-z-]{1,20})\.([0-9]{1,15})\.([0-9]{1,9})")


class FilterForm(forms.Form):
    """Which rows of the grid are shown, out of the address; what it cannot read it leaves aside."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[PLACE] = TextField(label="Đơn vị hoặc cơ sở", max_length=100, required=False)
        self.fields[KIND] = forms.ChoiceField(
            label="Loại", choices=[("", "Tất cả"), *((kind.slug, kind.title) for kind in kinds())], required=False
        )
        states = [(state.value, word) for state, word in OFFICE_WORDS.items()]
        self.fields[STATE] = forms.ChoiceField(
            label="Trạng thái",
            choices=[("", "Tất cả"), *states],
            required=False,
        )
        self.fields[OVERDUE] = forms.BooleanField(label="Chỉ phiếu quá hạn", required=False)

    @property
    def narrows(self) -> bool:
        """Whether anything at all was asked for."""
        return self.is_valid() and any(self.cleaned_data.values())

    def chosen(self, forms: Sequence[Submission]) -> list[Submission]:
        """The forms that were asked for, in the order in which they came."""
        self.is_valid()
        kind, state = self.cleaned_data.get(KIND, ""), self.cleaned_data.get(STATE, "")
        words = formats.plain(self.cleaned_data.get(PLACE, ""))
        return [
            form
            for form in forms
            if kind in ("", form.kind.slug)
            and state in ("", form.state)
            and (form.is_overdue or not self.cleaned_data.get(OVERDUE))
            and (not words or words in formats.plain(f"{form.name} {form.code} {form.unit_name}"))
        ]


def choices_of(sent: Sequence[str]) -> list[Choice]:
    """The ticked boxes of a request, each once; what no page of ours has sent is left aside."""
    boxes = [CHOICE.fullmatch(value) for value in sent]
    return list(dict.fromkeys(Choice(box[1], int(box[2]), int(box[3])) for box in boxes if box))
