"""The entry form of one facility's year, built from the layout of its kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.datastructures import MultiValueDict

from kehoach.common import formats
from kehoach.common.fields import CountField
from kehoach.figures.assessment import Assessment
from kehoach.figures.forms.rows import Row, RowSection
from kehoach.models import YearFigures
from kehoach.questionnaire.layout import AMOUNTS, Field, Kind, Total, applying, total
from kehoach.questionnaire.values import (
    EARLIEST_YEAR,
    LARGEST_COUNT,
    LARGEST_MONEY,
    LATEST_YEAR,
    LONGEST_NOTE,
    LONGEST_TEXT,
    Absent,
    Value,
    Values,
)

NONE_OF_THESE = "none"
THEIRS = "theirs"
YES, NO = "yes", "no"
# The radio that takes an answer back, where none is needed.
NO_ANSWER = ""
EARLIEST_DAY = date(EARLIEST_YEAR, 1, 1)


def absent_name(name: str) -> str:
    """The input that says why there is no value."""
    return f"{name}-absent"


def note_name(name: str) -> str:
    """The input for the note on one value."""
    return f"{name}-note"


def take_name(name: str) -> str:
    """The radio that chooses between one's own answer and the one that somebody else gave meanwhile."""
    return f"{name}-take"


def without(data: MultiValueDict[str, str], names: Iterable[str]) -> MultiValueDict[str, str]:
    """What was sent, but for these questions: for them the form shows what is saved."""
    left = data.copy()
    for name in names:
        for key in (name, absent_name(name), note_name(name)):
            left.pop(key, None)
    return left


class EntryForm(forms.Form):
    """The questions that apply to this facility; cleans to `values` and `notes` of what was sent and is right."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, figures: YearFigures, data: MultiValueDict[str, str] | None = None) -> None:
        self.figures = figures
        self.asked: list[Field] = list(figures.layout.for_kind(figures.facility.kind))
        #: The questions on which somebody has chosen between two people's answers.
        self.settled = {
            field.name: data[take_name(field.name)] for field in self.asked if data and take_name(field.name) in data
        }
        if data is not None:
            data = without(data, [name for name, whose in self.settled.items() if whose == THEIRS])
        super().__init__(data)
        self.sent = data or MultiValueDict()
        for field in self.asked:
            self.fields[field.name] = _input_for(field)
            self.fields[absent_name(field.name)] = forms.ChoiceField(
                choices=[("", "Có số"), *((reason.value, reason.label) for reason in ABSENCES)], required=False
            )
            self.fields[note_name(field.name)] = forms.CharField(max_length=LONGEST_NOTE, required=False)

    def clean(self) -> dict[str, Any]:
        """A question is answered with a value or with a reason for having none, not with both.

        An optional one that is answered applies, whatever was left marked from last time.
        """
        cleaned = super().clean() or {}
        for field in self.asked:
            given, absent = cleaned.get(field.name), cleaned.get(absent_name(field.name))
            if field.optional and absent == Absent.NOT_APPLICABLE and given not in (None, "", []):
                cleaned[absent_name(field.name)] = ""
            elif absent and given not in (None, "", []):
                self.add_error(
                    field.name,
                    "Đã có giá trị thì không chọn “Chưa thống kê” hoặc “Không áp dụng”. Hãy bỏ một trong hai.",
                )
            if field.kind is Kind.CHOICES and given and NONE_OF_THESE in given and len(given) > 1:
                self.add_error(field.name, "Đã chọn “Không có” thì không chọn thêm mục khác.")
        return cleaned

    @property
    def values(self) -> dict[str, Value]:
        """The values of the questions that were sent and have no error."""
        right = (field for field in self._sent() if {field.name, absent_name(field.name)} <= self.cleaned_data.keys())
        return {field.name: self._value(field) for field in right}

    @property
    def notes(self) -> dict[str, str]:
        """The notes that were sent and have no error, blanks trimmed; an empty one removes the note."""
        sent = {field.name: note_name(field.name) for field in self.asked if note_name(field.name) in self.data}
        return {name: formats.nfc(self.cleaned_data[note]) for name, note in sent.items() if note in self.cleaned_data}

    def _sent(self) -> Iterable[Field]:
        """The questions that this request carries: one of a choice's inputs is always sent along (its `-absent`)."""
        return filter(self._carries, self.asked)

    def _carries(self, field: Field) -> bool:
        return field.name in self.data or absent_name(field.name) in self.data

    def _value(self, field: Field) -> Value:
        given = self.cleaned_data[field.name]
        absent = self.cleaned_data.get(absent_name(field.name))
        if absent:
            return Absent(absent)
        if given in (None, "", []):
            return Absent.UNANSWERED
        if field.kind is Kind.CHOICES:
            return frozenset(given) - {NONE_OF_THESE}
        if field.kind is Kind.TEXT:
            return formats.nfc(given)
        return given == YES if field.kind is Kind.SWITCH else given

    def sections(
        self, assessment: Assessment, clashes: Collection[str] = (), recorded: Mapping[str, str] | None = None
    ) -> tuple[RowSection, ...]:
        """Everything the page draws, section by section.

        `clashes` were answered by somebody else meanwhile; `recorded` is what the book of activities says.
        """
        noted = recorded or {}
        return tuple(
            RowSection(
                section.title,
                tuple(
                    self._row(field, assessment, field.name in clashes, noted.get(field.name, ""))
                    for field in section.fields
                ),
                tuple(_total_row(item, self.figures.values(), assessment.last) for item in section.totals),
            )
            for section in self.figures.layout.sections_for(self.figures.facility.kind)
        )

    def _row(self, field: Field, assessment: Assessment, clashes: bool, recorded: str) -> Row:
        saved = self.figures.value(field.name)
        last = assessment.last.get(field.name) if assessment.last else None
        chosen = self._chosen(field, saved)
        note = self.data.get(note_name(field.name)) if self.is_bound else None
        absent = self.data.get(absent_name(field.name)) if self.is_bound else None
        return Row(
            field=field,
            input_name=field.name,
            text=self._text(field, saved),
            choices=tuple((value, label, value in chosen) for value, label in options(field)),
            absent=absent if absent is not None else _reason(saved),
            note=note if note is not None else self.figures.notes.get(field.name, ""),
            errors=self._errors_of(field),
            findings=tuple(finding for finding in assessment.findings if finding.fields[0] == field.name),
            last="" if last is None or isinstance(last, Absent) else field.shown(last),
            change=_change(field, saved, last),
            prefilled=field.slow and last is not None and saved == last and not isinstance(saved, Absent),
            theirs=_theirs(field, self.figures) if clashes else "",
            saved=field.shown(saved),
            recorded=recorded,
        )

    def _errors_of(self, field: Field) -> tuple[str, ...]:
        names = (field.name, absent_name(field.name), note_name(field.name))
        return tuple(str(error) for name in names for error in self.errors.get(name, ()))

    def _text(self, field: Field, saved: Value) -> str:
        if options(field):
            return ""
        if self.is_bound and field.name in self.data:
            return self.data[field.name]
        return "" if isinstance(saved, Absent) else field.shown(saved)

    def _chosen(self, field: Field, saved: Value) -> frozenset[str]:
        if self.is_bound and absent_name(field.name) in self.data:
            return frozenset(self.sent.getlist(field.name))
        if field.kind is Kind.SWITCH and isinstance(saved, bool):
            return frozenset({YES if saved else NO})
        if isinstance(saved, frozenset):
            return saved or frozenset({NONE_OF_THESE})
        if field.kind is Kind.ONE:
            return frozenset({NO_ANSWER if isinstance(saved, Absent) else str(saved)})
        return frozenset()


ABSENCES = (Absent.UNKNOWN, Absent.NOT_APPLICABLE)


def options(field: Field) -> tuple[tuple[str, str], ...]:
    """The choices that a question offers, with the one that says none or takes the answer back."""
    if field.kind is Kind.SWITCH:
        return ((YES, "Có"), (NO, "Không"))
    if field.kind is Kind.CHOICES:
        return (*field.choices, (NONE_OF_THESE, "Không có"))
    if field.kind is Kind.ONE and field.optional:
        return (*field.choices, (NO_ANSWER, Absent.UNANSWERED.label))
    return field.choices


def _input_for(field: Field) -> forms.Field:
    if field.kind is Kind.CHOICES:
        return forms.MultipleChoiceField(choices=options(field), required=False)
    if field.kind in (Kind.SWITCH, Kind.ONE):
        return forms.ChoiceField(choices=[("", ""), *options(field)], required=False)
    if field.kind is Kind.TEXT:
        return forms.CharField(max_length=LONGEST_TEXT, required=False)
    if field.kind is Kind.DATE:
        too_early = MinValueValidator(EARLIEST_DAY, f"Năm phải từ {EARLIEST_YEAR} trở đi, ví dụ 31/12/2026.")
        return forms.DateField(validators=[too_early], required=False)
    if field.kind is Kind.YEAR:
        wrong = "Năm gồm bốn chữ số, ví dụ 2019."
        return forms.IntegerField(
            min_value=EARLIEST_YEAR,
            max_value=LATEST_YEAR,
            required=False,
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
        )
    return CountField(largest=LARGEST_MONEY if field.kind is Kind.MONEY else LARGEST_COUNT, required=False)


def _theirs(field: Field, figures: YearFigures) -> str:
    """What the other person saved: the answer, and their note where there is one."""
    note = figures.notes.get(field.name, "")
    return field.shown(figures.value(field.name)) + (f" (ghi chú: {note})" if note else "")


def _reason(value: Value) -> str:
    return value.value if value in ABSENCES and isinstance(value, Absent) else ""


def _change(field: Field, now: Value, last: Value | None) -> str:
    if field.kind in AMOUNTS and isinstance(now, int) and isinstance(last, int):
        return formats.change(now, last)
    return ""


def _total_row(item: Total, values: Values, last: Values | None) -> tuple[Total, str, str]:
    now = total(values, item.parts) if applying(values, item.parts) else None
    before = total(last, item.parts) if last and applying(last, item.parts) else None
    return (
        item,
        formats.DASH if now is None else formats.count(now),
        formats.DASH if before is None else formats.count(before),
    )
