"""The entry form of one facility's year, built from the layout of its kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from kehoach.common.fields import OLD_FONT, TextField
from kehoach.figures.assessment import Assessment
from kehoach.figures.forms.cards import CHANGE, SAME, Cards, Steady, cards_of, steady_groups
from kehoach.figures.forms.inputs import (
    ABSENCES,
    EMPTY,
    NO,
    NO_ANSWER,
    NONE_OF_THESE,
    THEIRS,
    YES,
    ZERO,
    absent_name,
    clash_name,
    input_for,
    note_name,
    options,
    take_name,
    why_name,
    without,
    wrong_name,
)
from kehoach.figures.forms.rows import Row, RowSection, Sum, change_of, sum_of
from kehoach.figures.last_year import LastYear
from kehoach.figures.proposals import Proposal
from kehoach.models import YearFigures
from kehoach.questionnaire.layout import Field, Kind, Section
from kehoach.questionnaire.values import LONGEST_NOTE, Absent, Value, Values


class EntryForm(forms.Form):
    """The questions that apply to this facility; cleans to `values` and `notes` of what was sent and is right.

    `last` is what is known of the year before, which a group of steady questions can be confirmed with. What is
    unanswered begins with one of the `proposals`. `page` is the open page that sends, so that it never clashes with
    what it has sent before.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    page = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        figures: YearFigures,
        last: LastYear,
        data: MultiValueDict[str, str] | None = None,
        proposals: Mapping[str, Proposal] | None = None,
    ) -> None:
        self.figures, self.last = figures, last
        self.proposals: Mapping[str, Proposal] = {} if proposals is None else proposals
        self.sections = figures.layout.sections_for(figures.facility.kind)
        self.asked = figures.layout.for_kind(figures.facility.kind)
        self.groups = steady_groups(self.sections, last.values)
        #: The questions on which somebody has chosen between two people's answers.
        self.settled = {
            field.name: data[take_name(field.name)] for field in self.asked if data and take_name(field.name) in data
        }
        #: Those on which they still have to.
        self.unsettled = frozenset(
            field.name
            for field in self.asked
            if data and clash_name(field.name) in data and field.name not in self.settled
        )
        if data is not None:
            theirs = [name for name, whose in self.settled.items() if whose == THEIRS]
            data = without(data, [*theirs, *self._not_confirmed(data)])
        super().__init__(data)
        self.sent = data or MultiValueDict()
        for field in self.asked:
            self.fields[field.name] = input_for(field)
            self.fields[absent_name(field.name)] = forms.ChoiceField(
                choices=[("", ""), (ZERO, "Không có: 0"), *((reason.value, reason.label) for reason in ABSENCES)],
                required=False,
            )
            self.fields[note_name(field.name)] = TextField(max_length=LONGEST_NOTE, required=False)

    def _not_confirmed(self, data: MultiValueDict[str, str]) -> Iterable[str]:
        """The questions of groups for which nothing has been chosen yet: their inputs hold last year's answers."""
        for group in self.groups:
            if group.shown_name in data and not data.get(group.confirm_name):
                yield from (field.name for field in group.fields)

    def clean(self) -> dict[str, Any]:
        """A question is answered with a value or with a reason for having none, not with both.

        An optional one that is answered applies, whatever was left marked from last time.
        """
        cleaned = super().clean() or {}
        for field in self.asked:
            given, absent = cleaned.get(field.name), cleaned.get(absent_name(field.name))
            if field.optional and absent == Absent.NOT_APPLICABLE and given not in EMPTY:
                cleaned[absent_name(field.name)] = ""
            elif absent and given not in EMPTY and not (absent == ZERO and given == 0):
                self.add_error(
                    field.name,
                    "Đã có giá trị thì không chọn “Chưa thống kê” hoặc “Không áp dụng”. Hãy bỏ một trong hai.",
                )
            if field.kind is Kind.CHOICES and given and NONE_OF_THESE in given and len(given) > 1:
                self.add_error(field.name, "Đã chọn “Không có” thì không chọn thêm mục khác.")
        return cleaned

    @property
    def values(self) -> dict[str, Value]:
        """The values of the questions that were sent and have no error, those of confirmed groups among them."""
        right = {
            field.name: self._value(field)
            for field in self.asked
            if self._carries(field) and {field.name, absent_name(field.name)} <= self.cleaned_data.keys()
        }
        for group in self.groups:
            if self.data.get(group.confirm_name) == SAME:
                right = {**{name: value for name, value in group.last.items() if name not in self.data}, **right}
        return {name: value for name, value in right.items() if name not in self.unsettled}

    @property
    def notes(self) -> dict[str, str]:
        """The notes that were sent and have no error, blanks trimmed; an empty one removes the note.

        An explanation that was chosen comes first, own words after it.
        """
        sent = [field.name for field in self.asked if note_name(field.name) in self.data]
        return {
            name: self._note(name, self.cleaned_data[note_name(name)])
            for name in sent
            if note_name(name) in self.cleaned_data and name not in self.unsettled
        }

    @property
    def unreadable(self) -> frozenset[str]:
        """The questions that were answered with something that cannot be saved."""
        sent = (field.name for field in self.asked if field.name in self.data and field.name not in self.unsettled)
        return frozenset(name for name in sent if name in self.errors)

    @property
    def marked(self) -> frozenset[str]:
        """The questions that stand marked as wrong on the page that sends, whatever is typed there now."""
        return frozenset(field.name for field in self.asked if wrong_name(field.name) in self.sent)

    def _note(self, name: str, own_words: str) -> str:
        return ". ".join(filter(None, (self.data.get(why_name(name), ""), own_words)))

    def _carries(self, field: Field) -> bool:
        """Whether this request answers the question: a choice always sends one of its inputs along (its `-absent`).

        An empty field says nothing where “chưa thống kê” or “không áp dụng” is kept: only an answer ends that.
        """
        if field.name not in self.data and absent_name(field.name) not in self.data:
            return False
        is_empty = self.cleaned_data.get(field.name) in EMPTY and not self.cleaned_data.get(absent_name(field.name))
        return not (is_empty and self.figures.value(field.name) in ABSENCES)

    def _value(self, field: Field) -> Value:
        given = self.cleaned_data[field.name]
        absent = self.cleaned_data.get(absent_name(field.name))
        if absent:
            return 0 if absent == ZERO else Absent(absent)
        if given in EMPTY:
            return Absent.UNANSWERED
        if field.kind is Kind.CHOICES:
            return frozenset(given) - {NONE_OF_THESE}
        if field.kind is Kind.TEXT:
            return str(given)
        answer: Value = given == YES if field.kind is Kind.SWITCH else given
        return answer

    def cards(self, assessment: Assessment, clashes: Collection[str] = ()) -> Cards:
        """Everything that the entry page draws; `clashes` were answered by somebody else meanwhile."""
        rows = self._rows(assessment, clashes)
        groups = {group.slug: (group, self._choice(group)) for group in self.groups}
        sums = {section.title: self._sums(section, assessment.last.values) for section in self.sections}
        return cards_of(self.sections, rows, sums, groups)

    def tables(self, assessment: Assessment) -> tuple[RowSection, ...]:
        """The same section by section, as the pages show it that are only read."""
        rows = self._rows(assessment, ())
        return tuple(
            RowSection(
                section.title,
                tuple(rows[field.name] for field in section.fields),
                self._sums(section, assessment.last.values),
            )
            for section in self.sections
        )

    def _rows(self, assessment: Assessment, clashes: Collection[str]) -> dict[str, Row]:
        rows = {field.name: self._row(field, assessment, field.name in clashes) for field in self.asked}
        return rows | {name: replace(rows[name], is_unsaved=True, change="") for name in self._unsaved()}

    def _unsaved(self) -> frozenset[str]:
        """The questions whose input holds something else than what is kept: unreadable, refused, or undecided."""
        if not self.is_bound:
            return frozenset()
        other = {name for name, value in self.values.items() if value != self.figures.value(name)}
        return self.unreadable | self.unsettled | other

    def _sums(self, section: Section, last: Values | None) -> tuple[Sum, ...]:
        unsaved = self._unsaved()
        return tuple(sum_of(total, self.figures.values(), last, unsaved) for total in section.totals)

    def _choice(self, group: Steady) -> str:
        """What stands chosen for a group: what was sent, else what is kept. What a return names is open."""
        if self.is_bound and group.shown_name in self.data:
            return str(self.data.get(group.confirm_name, ""))
        if any(map(self._is_to_correct, group.fields)):
            return CHANGE
        return group.choice(self.figures)

    def _row(self, field: Field, assessment: Assessment, clashes: bool) -> Row:
        saved = self.figures.value(field.name)
        last = (assessment.last.values or {}).get(field.name)
        proposal, begun = self.proposals.get(field.name), saved
        if saved is Absent.UNANSWERED and proposal is not None and not proposal.lacks:
            begun = proposal.value
        elif saved is Absent.UNANSWERED and last is not None and self._can_be_confirmed(field):
            # A group that opens to be changed begins with last year's answers.
            begun = last
        chosen = self._chosen(field, begun)
        own_words = self.data.get(note_name(field.name)) if self.is_bound else None
        absent = self.data.get(absent_name(field.name)) if self.is_bound else None
        return Row(
            field=field,
            input_name=field.name,
            text=self._text(field, begun),
            choices=tuple((value, label, value in chosen) for value, label in options(field)),
            absent=absent if absent is not None else _reason(saved),
            note=self.figures.notes.get(field.name, "") if own_words is None else self._note(field.name, own_words),
            errors=self._errors_of(field.name, absent_name(field.name)),
            note_errors=self._errors_of(note_name(field.name)),
            offer=self._offer(field.name),
            note_offer=self._offer(note_name(field.name)),
            findings=tuple(finding for finding in assessment.findings if finding.fields[0] == field.name),
            last="" if last is None or isinstance(last, Absent) else field.shown(last),
            change=change_of(field, saved, last),
            theirs=_theirs(field, self.figures) if clashes else "",
            value=saved,
            saved=field.shown(saved),
            proposal=proposal,
            is_to_correct=self._is_to_correct(field),
        )

    def _is_to_correct(self, field: Field) -> bool:
        return self.figures.is_returned and field.name in self.figures.return_questions

    def _can_be_confirmed(self, field: Field) -> bool:
        return any(field in group.fields for group in self.groups)

    def _errors_of(self, *names: str) -> tuple[str, ...]:
        return tuple(str(error) for name in names for error in self.errors.get(name, ()))

    def _offer(self, name: str) -> str:
        """What was typed for a font of old, in letters of today; empty for anything else."""
        return str(self[name].value()) if self.has_error(name, OLD_FONT) else ""

    def _text(self, field: Field, begun: Value) -> str:
        if options(field):
            return ""
        if self.is_bound and field.name in self.data:
            return str(self.data[field.name])
        return "" if isinstance(begun, Absent) else field.shown(begun)

    def _chosen(self, field: Field, begun: Value) -> frozenset[str]:
        if self.is_bound and absent_name(field.name) in self.data:
            return frozenset(self.sent.getlist(field.name))
        if field.kind is Kind.SWITCH and isinstance(begun, bool):
            return frozenset({YES if begun else NO})
        if isinstance(begun, frozenset):
            return begun or frozenset({NONE_OF_THESE})
        if field.kind is Kind.ONE:
            return frozenset({NO_ANSWER if isinstance(begun, Absent) else str(begun)})
        return frozenset()


def _theirs(field: Field, figures: YearFigures) -> str:
    """What the other person saved: the answer, and their note where there is one."""
    note = figures.notes.get(field.name, "")
    return field.shown(figures.value(field.name)) + (f" (ghi chú: {note})" if note else "")


def _reason(value: Value) -> str:
    return value.value if value in ABSENCES and isinstance(value, Absent) else ""
