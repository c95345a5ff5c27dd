"""What the chairman supposes, out of the address: so that it can be sent to somebody, and nothing is saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from baocao.attainment.scenario import Visits
from baocao.dashboard.what_if import GROWTH, STOPS, VISITS, Candidate, CandidateGroup, Prospects, Supposed
from kehoach.common import formats
from kehoach.common.fields import CountField, DayField, PercentField, TextField
from kehoach.common.folding import words_of
from kehoach.models import Commune
from kehoach.questionnaire.values import LARGEST_COUNT


class KnownChoices(forms.MultipleChoiceField):
    """Several of the choices; what an old address names and is no longer there is left aside."""

    def clean(self, value: Any) -> list[str]:
        """Those of the values that can be chosen."""
        return [choice for choice in value or () if self.valid_value(choice)]


class ScenarioForm(forms.Form):
    """Who will pass or stop passing from next year on, next year's visits, and how much they grow each year after."""

    def __init__(self, prospects: Prospects, asked: QueryDict) -> None:
        super().__init__(asked or None)
        self.prospects = prospects
        for group in prospects.groups:
            self._add(group.slug, group.title, group.could)
            self._add(STOPS + group.slug, "Bỏ dấu cơ sở nào không còn đạt", group.does)
        if prospects.visits is not None:
            self._add_visits(prospects.visits)

    def _add(self, name: str, label: str, candidates: Sequence[Candidate]) -> None:
        choices = [(candidate.code, candidate.name) for candidate in candidates]
        self.fields[name] = KnownChoices(label=label, choices=choices, required=False)

    def _add_visits(self, now: int) -> None:
        self.fields[VISITS] = CountField(
            label=f"Lượt người đến thư viện năm {self.prospects.since + 1}",
            help_text="Của tất cả thư viện cộng lại.",
            largest=LARGEST_COUNT,
            required=False,
            initial=now,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        )
        self.fields[GROWTH] = PercentField(
            label="Các năm sau tăng mỗi năm (%)",
            help_text="Ví dụ 10 hoặc 9,5; giảm thì ghi số âm.",
            required=False,
            initial=0,
            min_value=-50,
            max_value=100,
            max_digits=5,
            decimal_places=2,
            widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
        )

    @property
    def supposed(self) -> Supposed:
        """The scenario; a field that is wrong or left empty counts as unchanged."""
        cleaned: dict[str, Any] = self.cleaned_data if self.is_bound and (self.is_valid() or self.cleaned_data) else {}
        unchanged = self.prospects.unchanged
        visits = unchanged.visits
        if visits is not None:
            first, growth = cleaned.get(VISITS), cleaned.get(GROWTH)
            visits = Visits(visits.first if first is None else first, Decimal(0) if growth is None else growth)
        return Supposed(
            {group.measure: self._passing(group, cleaned) for group in self.prospects.groups},
            visits,
        )

    def _passing(self, group: CandidateGroup, cleaned: dict[str, Any]) -> frozenset[str]:
        return (group.passing | set(cleaned.get(group.slug, ()))) - set(cleaned.get(STOPS + group.slug, ()))

    @property
    def ticked_groups(self) -> list[tuple[CandidateGroup, frozenset[str]]]:
        """Each group with the codes whose boxes are ticked in either of its lists."""
        passing = self.supposed.passing
        return [(group, passing[group.measure] ^ group.passing) for group in self.prospects.groups]


SINCE = "tu"


class SinceForm(forms.Form):
    """A day that is over; its name stands in the address."""

    tu = DayField(label="Từ ngày", required=False, help_text="Dạng ngày/tháng/năm.")

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


class CommuneSearchForm(forms.Form):
    """Words of a commune's name, its province or its code."""

    tim = TextField(label="Tên xã, tỉnh hoặc mã", max_length=100, required=False)

    def found_in(self, communes: Sequence[Commune]) -> list[Commune]:
        """The communes that have all the words; all of them where nothing is asked."""
        words = words_of(self.cleaned_data["tim"]) if self.is_valid() else ()
        texts = ((row, formats.plain(f"{row.full_name} {row.province} {row.code}")) for row in communes)
        return [row for row, text in texts if all(word in text for word in words)]
