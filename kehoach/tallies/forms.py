"""The form of one month: a number for each flow question, empty where nobody has counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from kehoach.common import formats
from kehoach.common.converters import whole_number
from kehoach.common.fields import CountField, MoneyField
from kehoach.figures.proposals import Proposal
from kehoach.models import MonthlyTally
from kehoach.questionnaire.layout import Field, Kind, Section
from kehoach.questionnaire.values import LARGEST_COUNT, LARGEST_MONEY


class MonthForm(forms.Form):
    """Cleans to `amounts`. `before` are those of the month before, `theirs` what somebody else saved meanwhile.

    What nobody has counted yet begins with one of the `proposals`.
    """

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        tally: MonthlyTally,
        parts: Sequence[Section],
        before: Mapping[str, int],
        proposals: Mapping[str, Proposal],
        sent: QueryDict | None = None,
    ) -> None:
        begun = {name: proposal.value for name, proposal in proposals.items()}
        super().__init__(sent, initial={**begun, **tally.amounts, "version": tally.version})
        self.parts, self.before, self.proposals = parts, before, proposals
        self.flows = [field for part in parts for field in part.fields]
        self.theirs: dict[str, str] = {}
        for field in self.flows:
            input_of = MoneyField if field.kind is Kind.MONEY else CountField
            self.fields[field.name] = input_of(
                largest=LARGEST_MONEY if field.kind is Kind.MONEY else LARGEST_COUNT,
                required=False,
                label=field.label,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "enterkeyhint": "next"}),
            )

    @property
    def amounts(self) -> dict[str, int | None]:
        """What was sent; a question that was not sent stays as it is."""
        return {field.name: self.cleaned_data.get(field.name) for field in self.flows if field.name in self.data}

    @property
    def seen(self) -> int:
        """The version that the sender had in front of them; -1 where that is not known."""
        version = whole_number(self.cleaned_data["version"])
        return -1 if version is None else version

    def show_theirs(self, tally: MonthlyTally, clashes: frozenset[str]) -> None:
        """What somebody else saved stands beside what was typed; sent once more, what was typed holds."""
        self.data = {**self.data, "version": str(tally.version)}
        self.theirs = {name: _shown(tally.amounts.get(name)) for name in clashes}

    def sections(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """The inputs with what stands beside them, under the titles of the yearly form."""
        return [(part.title, [self._row(field) for field in part.fields]) for part in self.parts]

    def _row(self, field: Field) -> dict[str, Any]:
        return {
            "field": self[field.name],
            "question": field,
            "is_money": field.kind is Kind.MONEY,
            "before": _shown(self.before[field.name]) if field.name in self.before else "",
            "proposal": self.proposals.get(field.name),
            "theirs": self.theirs.get(field.name, ""),
        }


def _shown(amount: int | None) -> str:
    """An amount, or that there is none."""
    return "để trống" if amount is None else formats.count(amount)
