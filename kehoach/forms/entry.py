"""The entry form of one facility's year, built from the layout of its kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from kehoach import formats
from kehoach.assessment import Assessment
from kehoach.checks import Finding
from kehoach.fields import CountField
from kehoach.layout import Field, Kind, Total, total
from kehoach.models import YearFigures
from kehoach.values import LARGEST_COUNT, LARGEST_MONEY, Absent, Value, Values

NONE_OF_THESE = "none"
YES, NO = "yes", "no"
LONGEST_NOTE = 500


@dataclass(frozen=True)
class Row:
    """One question with all that its card shows; texts arrive formatted."""

    field: Field
    input_name: str
    text: str
    choices: tuple[tuple[str, str, bool], ...]
    absent: str
    note: str
    errors: tuple[str, ...]
    findings: tuple[Finding, ...]
    last: str
    change: str
    prefilled: bool
    theirs: str
    saved: str

    @property
    def input_id(self) -> str:
        """The id that errors and the summary link to."""
        return f"id_{self.input_name}"

    @property
    def kind(self) -> str:
        """Which sort of input the card draws."""
        return self.field.kind.value

    @property
    def is_answered(self) -> bool:
        """Whether the question has a number, a choice or a reason for having none."""
        return bool(self.text or self.absent or any(checked for _, _, checked in self.choices))


@dataclass(frozen=True)
class RowSection:
    """A titled group of questions and the totals computed from them."""

    title: str
    rows: tuple[Row, ...]
    totals: tuple[tuple[Total, str, str], ...]


def absent_name(name: str) -> str:
    """The input that says why there is no value."""
    return f"{name}-absent"


def note_name(name: str) -> str:
    """The input for the note on one value."""
    return f"{name}-note"


class EntryForm(forms.Form):
    """The questions that apply to this facility; cleans to `values` and `notes` of what was sent and is right."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, figures: YearFigures, data: MultiValueDict[str, str] | None = None) -> None:
        super().__init__(data)
        self.sent = data or MultiValueDict()
        self.figures = figures
        self.asked: list[Field] = list(figures.layout.for_kind(figures.facility.kind))
        for field in self.asked:
            self.fields[field.name] = _input_for(field)
            self.fields[absent_name(field.name)] = forms.ChoiceField(
                choices=[("", "Có số"), *((reason.value, reason.label) for reason in ABSENCES)], required=False
            )
            self.fields[note_name(field.name)] = forms.CharField(max_length=LONGEST_NOTE, required=False)

    def clean(self) -> dict[str, Any]:
        """A question is answered with a value or with a reason for having none, not with both."""
        cleaned = super().clean() or {}
        for field in self.asked:
            given = cleaned.get(field.name)
            if cleaned.get(absent_name(field.name)) and given not in (None, "", []):
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
        return {field.name: self._value(field) for field in self._sent() if field.name in self.cleaned_data}

    @property
    def notes(self) -> dict[str, str]:
        """The notes that were sent, blanks trimmed; an empty one removes the note."""
        names = [field.name for field in self._sent() if note_name(field.name) in self.data]
        return {name: formats.nfc(self.cleaned_data.get(note_name(name), "")) for name in names}

    def _sent(self) -> Iterable[Field]:
        """The questions that this request carries: one of a choice's inputs is always sent along (its `-absent`)."""
        return (field for field in self.asked if field.name in self.data or absent_name(field.name) in self.data)

    def _value(self, field: Field) -> Value:
        given = self.cleaned_data[field.name]
        absent = self.cleaned_data.get(absent_name(field.name))
        if absent:
            return Absent(absent)
        if given in (None, "", []):
            return Absent.UNANSWERED
        if field.kind is Kind.CHOICES:
            return frozenset(given) - {NONE_OF_THESE}
        return given == YES if field.kind is Kind.SWITCH else given

    def sections(self, assessment: Assessment, theirs: Values | None = None) -> tuple[RowSection, ...]:
        """Everything the page draws, section by section. `theirs` are values that somebody else saved meanwhile."""
        return tuple(
            RowSection(
                section.title,
                tuple(self._row(field, assessment, theirs) for field in section.fields),
                tuple(_total_row(item, self.figures.values(), assessment.last) for item in section.totals),
            )
            for section in self.figures.layout.sections_for(self.figures.facility.kind)
        )

    def _row(self, field: Field, assessment: Assessment, theirs: Values | None) -> Row:
        saved = self.figures.value(field.name)
        last = assessment.last.get(field.name) if assessment.last else None
        chosen = self._chosen(field, saved)
        note = self.data.get(note_name(field.name)) if self.is_bound else None
        absent = self.data.get(absent_name(field.name)) if self.is_bound else None
        differs = theirs is not None and field.name in self.data and theirs[field.name] != self._typed(field)
        return Row(
            field=field,
            input_name=field.name,
            text=self._text(field, saved),
            choices=tuple((value, label, value in chosen) for value, label in options(field)),
            absent=absent if absent is not None else _reason(saved),
            note=note if note is not None else self.figures.notes.get(field.name, ""),
            errors=tuple(str(error) for error in self.errors.get(field.name, ())) if self.is_bound else (),
            findings=tuple(finding for finding in assessment.findings if finding.fields[0] == field.name),
            last="" if last is None or isinstance(last, Absent) else shown(field, last),
            change=_change(saved, last),
            prefilled=field.slow and last is not None and saved == last and not isinstance(saved, Absent),
            theirs=shown(field, theirs[field.name]) if theirs is not None and differs else "",
            saved=shown(field, saved),
        )

    def _typed(self, field: Field) -> Value | None:
        return self._value(field) if field.name in self.cleaned_data else None

    def _text(self, field: Field, saved: Value) -> str:
        if field.kind in (Kind.CHOICES, Kind.SWITCH):
            return ""
        if self.is_bound and field.name in self.data:
            return self.data[field.name]
        return formats.count(saved) if isinstance(saved, int) else ""

    def _chosen(self, field: Field, saved: Value) -> frozenset[str]:
        if self.is_bound and absent_name(field.name) in self.data:
            return frozenset(self.sent.getlist(field.name))
        if field.kind is Kind.SWITCH and isinstance(saved, bool):
            return frozenset({YES if saved else NO})
        if isinstance(saved, frozenset):
            return saved or frozenset({NONE_OF_THESE})
        return frozenset()


ABSENCES = (Absent.UNKNOWN, Absent.NOT_APPLICABLE)


def options(field: Field) -> tuple[tuple[str, str], ...]:
    """The choices that a question offers, with the one that says none."""
    if field.kind is Kind.SWITCH:
        return ((YES, "Có"), (NO, "Không"))
    if field.kind is Kind.CHOICES:
        return (*field.choices, (NONE_OF_THESE, "Không có"))
    return ()


def shown(field: Field, value: Value) -> str:
    """A value in words: the choices by their labels, everything else as tables show it."""
    if isinstance(value, frozenset) and value:
        return field.names_of(value)
    return formats.value(value)


def _input_for(field: Field) -> forms.Field:
    if field.kind is Kind.CHOICES:
        return forms.MultipleChoiceField(choices=options(field), required=False)
    if field.kind is Kind.SWITCH:
        return forms.ChoiceField(choices=[("", ""), *options(field)], required=False)
    return CountField(largest=LARGEST_MONEY if field.kind is Kind.MONEY else LARGEST_COUNT, required=False)


def _reason(value: Value) -> str:
    return value.value if value in ABSENCES and isinstance(value, Absent) else ""


def _change(now: Value, last: Value | None) -> str:
    if isinstance(now, int) and isinstance(last, int) and not isinstance(now, bool):
        return formats.change(now, last)
    return ""


def _total_row(item: Total, values: Values, last: Values | None) -> tuple[Total, str, str]:
    now = total(values, item.parts)
    before = total(last, item.parts) if last else None
    return (
        item,
        formats.DASH if now is None else formats.count(now),
        formats.DASH if before is None else formats.count(before),
    )
