"""Choosing rows of the grid: to look at, and to accept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from kehoach.common import formats
from kehoach.figures.submissions import Submission
from kehoach.models import State
from kehoach.models.kinds import kinds

KIND, STATE, PLACE, OVERDUE = "loai", "trang-thai", "don-vi", "qua-han"
CHOICE = re.compile(r"([a-z-]{1,20})\.([0-9]{1,15})\.([0-9]{1,9})")


class FilterForm(forms.Form):
    """Which rows of the grid are shown, out of the address; what it cannot read it leaves aside."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[PLACE] = forms.CharField(label="Đơn vị hoặc cơ sở", max_length=100, required=False)
        self.fields[KIND] = forms.ChoiceField(
            label="Loại", choices=[("", "Tất cả"), *((kind.slug, kind.title) for kind in kinds())], required=False
        )
        self.fields[STATE] = forms.ChoiceField(
            label="Trạng thái", choices=[("", "Tất cả"), *State.choices], required=False
        )
        self.fields[OVERDUE] = forms.BooleanField(label="Chỉ phiếu quá hạn", required=False)

    @property
    def narrows(self) -> bool:
        """Whether anything at all was asked for."""
        return self.is_valid() and any(self.cleaned_data.values())

    def chosen(self, all_forms: Sequence[Submission]) -> list[Submission]:
        """The forms that were asked for, in the order in which they came."""
        self.is_valid()
        return [one for one in all_forms if self._fits(one)]

    def _fits(self, one: Submission) -> bool:
        asked, facility = self.cleaned_data, one.figures.facility
        words = formats.plain(asked.get(PLACE, ""))
        names = formats.plain(f"{facility.name} {facility.code} {facility.unit.name}")
        return (
            asked.get(KIND, "") in ("", one.kind.slug)
            and asked.get(STATE, "") in ("", one.state)
            and (one.is_overdue or not asked.get(OVERDUE))
            and words in names
        )


@dataclass(frozen=True)
class Choice:
    """One ticked box: the kind's slug, the form's key, and the version that was on the page."""

    kind: str
    pk: int
    version: int


def choices_of(sent: Sequence[str]) -> list[Choice]:
    """The ticked boxes of a request, each once; what no page of ours has sent is left aside."""
    found = [CHOICE.fullmatch(value) for value in sent]
    return list(dict.fromkeys(Choice(one[1], int(one[2]), int(one[3])) for one in found if one))
