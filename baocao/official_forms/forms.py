"""The page of questions: what a layout asks, in its sections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from baocao.official_forms.questions import PART_OF
from kehoach.figures.forms.inputs import NO, YES, input_for
from kehoach.questionnaire.layout import AMOUNTS, Field, Kind, Layout, Section
from kehoach.questionnaire.values import Absent, Value

_UNANSWERED = ("", Absent.UNANSWERED.label)


class AnswersForm(forms.Form):
    """What a commune or a library is asked further; nothing has to be answered at once.

    `known` is what the portal can say beside a question, `limits` what an answer cannot exceed.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(
        self,
        data: Any,
        *,
        layout: Layout,
        kind: str,
        answers: Mapping[str, Value],
        version: int,
        known: Mapping[str, str],
        limits: Mapping[str, int],
    ) -> None:
        self.limits = limits
        self.sections = layout.sections_for(kind)
        asked = [field for section in self.sections for field in section.fields]
        initial = {field.name: _initial(field, answers.get(field.name, Absent.UNANSWERED)) for field in asked}
        super().__init__(data, initial={**initial, "version": version})
        for field in asked:
            self.fields[field.name] = _input(field, known.get(field.name, ""))

    def clean(self) -> dict[str, Any]:
        """A part is at most its whole, and nothing is more than what is known to be the most."""
        cleaned: dict[str, Any] = super().clean() or {}
        most = {**{part: cleaned.get(whole) for part, whole in PART_OF.items()}, **self.limits}
        for field in (field for section in self.sections for field in section.fields):
            given, limit = cleaned.get(field.name), most.get(field.name)
            if isinstance(given, int) and isinstance(limit, int) and given > limit:
                self.add_error(field.name, f"Không thể quá {field.shown(limit)} {field.unit}.".replace(" .", "."))
        return cleaned

    @property
    def questions(self) -> Iterator[tuple[Section, list[forms.BoundField]]]:
        """The inputs under the title of their section."""
        return ((section, [self[field.name] for field in section.fields]) for section in self.sections)

    @property
    def answers(self) -> dict[str, Value]:
        """What was answered, by question."""
        asked = [field for section in self.sections for field in section.fields]
        return {field.name: _value(field, self.cleaned_data[field.name]) for field in asked}

    def ask_again(self, clashes: frozenset[str], theirs: Mapping[str, Value], version: int) -> None:
        """Says beside each question that somebody else has just answered it, and lets the next save stand."""
        for section in self.sections:
            for field in section.fields:
                if field.name in clashes:
                    shown = field.shown(theirs.get(field.name, Absent.UNANSWERED))
                    self.add_error(field.name, f"Người khác vừa ghi “{shown}”. Bấm Ghi lần nữa để lấy câu của bạn.")
        sent: Any = self.data
        self.data = sent = sent.copy()
        sent["version"] = str(version)


def _input(field: Field, known: str) -> forms.Field:
    """The input of the yearly form, with its question and what is known of it; a yes or no is one tap."""
    question: Any = input_for(field)
    question.label = f"{field.label} ({field.unit})" if field.kind in (Kind.AREA, Kind.MONEY) else field.label
    question.help_text = f"{field.definition} {known}".strip()
    if field.kind in (Kind.SWITCH, Kind.ONE):
        question.choices = [*(choice for choice in question.choices if choice[0]), _UNANSWERED]
        question.widget = forms.RadioSelect(attrs={"class": "choices"}, choices=question.choices)
    elif field.kind is Kind.CHOICES:
        question.choices = field.choices
        question.widget = forms.CheckboxSelectMultiple(attrs={"class": "choices"}, choices=question.choices)
    elif field.kind in AMOUNTS:
        question.widget.attrs.update(inputmode="numeric", autocomplete="off")
    return question


def _initial(field: Field, value: Value) -> Any:
    if isinstance(value, Absent):
        return None
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, frozenset):
        return sorted(value)
    return value


def _value(field: Field, given: Any) -> Value:
    if given in (None, "", []):
        return Absent.UNANSWERED
    if field.kind is Kind.SWITCH:
        return bool(given == YES)
    if field.kind is Kind.CHOICES:
        return frozenset(given)
    value: Value = given
    return value
