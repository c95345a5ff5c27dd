"""What every yearly figure has in common: its state, its three kinds of absence, who did what when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from kehoach.common.text.columns import LineField, NoteField, NotesField
from kehoach.models.evidence import Evidence
from kehoach.models.facilities import Facility, existing_on
from kehoach.models.figures.columns import moment, person
from kehoach.models.years import ReportingYear
from kehoach.questionnaire.layout import WORDS, Field, Layout
from kehoach.questionnaire.values import Absent, Value, Values


class State(models.TextChoices):
    """Where one facility's figures of one year stand."""

    NOT_OPENED = "not_opened", "Chưa mở"
    DRAFT = "draft", "Nháp"
    SUBMITTED = "submitted", "Đã nộp"
    RETURNED = "returned", "Trả lại"
    ACCEPTED = "accepted", "Đã duyệt"

    @property
    def tone(self) -> str:
        """The pill's tone in the stylesheet; the word beside it says the same."""
        return _STATE_TONES[self]


_STATE_TONES = {
    State.NOT_OPENED: "open",
    State.DRAFT: "open",
    State.SUBMITTED: "path",
    State.RETURNED: "late",
    State.ACCEPTED: "met",
}


TRANSITIONS: dict[State, frozenset[State]] = {
    State.NOT_OPENED: frozenset({State.DRAFT}),
    State.DRAFT: frozenset({State.SUBMITTED}),
    State.SUBMITTED: frozenset({State.ACCEPTED, State.RETURNED, State.DRAFT}),
    State.RETURNED: frozenset({State.SUBMITTED}),
    State.ACCEPTED: frozenset({State.RETURNED}),
}


EDITABLE = frozenset({State.DRAFT, State.RETURNED})


# Of which forms a version counts: the form itself, or what was accepted before its correction.
COUNTS = Q(state=State.ACCEPTED) | Q(accepted_version__isnull=False)

# The forms of a year's population (plan 04, mục I.2): whoever is asked, reminded, counted and printed in a year is one
# set, the facilities that exist on the last day of its window.
ASKED = existing_on(F("reporting_year__window_end"), "facility__")


def value_in(version: Any, name: str) -> Value:
    """What the named column says in a form or in one version of its history."""
    return value_of(getattr(version, name), version.absences.get(name))


def value_of(raw: Any, absence: str | None) -> Value:
    """What a column says that holds `raw`, with the reason that stands in `absences` for it (None: none does)."""
    if raw is None or raw == "":
        return Absent(absence) if absence else Absent.UNANSWERED
    return frozenset(raw) if isinstance(raw, list) else raw


class StateQuestions:
    """What templates and rules ask about the `state` of a form."""

    state: Any

    @property
    def is_not_opened(self) -> bool:
        """Whether nobody has opened the form yet."""
        return bool(self.state == State.NOT_OPENED)

    @property
    def is_draft(self) -> bool:
        """Whether the unit has begun and not submitted."""
        return bool(self.state == State.DRAFT)

    @property
    def is_submitted(self) -> bool:
        """Whether it waits for the officer."""
        return bool(self.state == State.SUBMITTED)

    @property
    def is_returned(self) -> bool:
        """Whether the officer has sent it back to be corrected."""
        return bool(self.state == State.RETURNED)

    @property
    def is_accepted(self) -> bool:
        """Whether its values count."""
        return bool(self.state == State.ACCEPTED)


class YearFigures(StateQuestions, models.Model):
    """One facility's figures of one year. The child class adds `facility`, `accepted_version` and what `layout` names.

    A column holds a number, a yes or no, a list of choices, a word or a day. Where it is empty, `absences` says why
    (values.Absent); empty and not in `absences` means that nobody has answered yet.
    """

    layout: ClassVar[Layout]
    if TYPE_CHECKING:
        facility: Facility
        facility_id: int
        accepted_version: Any
        accepted_version_id: int | None

    reporting_year = models.ForeignKey(
        ReportingYear, models.PROTECT, verbose_name="năm báo cáo", related_name="%(class)s_set"
    )
    state = models.CharField("trạng thái", max_length=12, choices=State.choices, default=State.NOT_OPENED)
    version = models.PositiveIntegerField("phiên bản", default=0)
    absences = models.JSONField("giá trị không có số", default=dict, blank=True)
    notes = NotesField("ghi chú từng mục", default=dict, blank=True)
    # Whoever saved or submitted last was the officer, not somebody of the unit.
    entered_on_behalf = models.BooleanField("nhập thay", default=False)
    responsible_name = LineField("người chịu trách nhiệm số liệu", max_length=100, blank=True)
    responsible_position = LineField("chức vụ", max_length=100, blank=True)
    opened_at = moment("mở phiếu lúc")
    opened_by = person("người mở phiếu")
    saved_at = moment("lưu lúc")
    saved_by = person("người lưu")
    # The open page that saved last, so that a page never clashes with what it has sent itself.
    saved_from = models.CharField("trang đã lưu", max_length=12, blank=True, editable=False)
    submitted_at = moment("nộp lúc")
    submitted_by = person("người nộp")
    returned_at = moment("trả lại lúc")
    returned_by = person("người trả lại")
    return_reason = NoteField("lý do trả lại", max_length=500, blank=True)
    return_questions = models.JSONField("các mục phải sửa", default=list, blank=True)
    return_seen_at = moment("đơn vị xem lời trả lại lúc")
    why_unchanged = NoteField("lý do nộp lại không sửa", max_length=500, blank=True)
    withdrawn_at = moment("rút lại lúc")
    withdrawn_by = person("người rút lại")
    withdrawal_reason = NoteField("lý do rút lại", max_length=500, blank=True)
    asked_back_at = moment("xin trả lại lúc")
    asked_back_by = person("người xin trả lại")
    asked_back_reason = NoteField("lý do xin trả lại", max_length=500, blank=True)
    asked_back_answer = NoteField("trả lời lời xin", max_length=500, blank=True)
    accepted_at = moment("duyệt lúc")
    accepted_by = person("người duyệt")
    evidence = GenericRelation(Evidence)
    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
        ordering = ("facility", "reporting_year")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(
                fields=("facility", "reporting_year"),
                name="%(class)s_once_a_year",
                violation_error_message="Cơ sở này đã có phiếu của năm này.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(State.SUBMITTED, State.ACCEPTED))
                | Q(submitted_at__isnull=False) & ~Q(responsible_name="") & ~Q(responsible_position=""),
                name="%(class)s_submitted_by_someone",
                violation_error_message="Phiếu đã nộp phải ghi họ tên, chức vụ người chịu trách nhiệm và lúc nộp.",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ACCEPTED) | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="%(class)s_accepted_by_someone",
                violation_error_message="Phiếu đã duyệt phải ghi ai duyệt và lúc nào.",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RETURNED) | Q(returned_at__isnull=False) & ~Q(return_reason=""),
                name="%(class)s_returned_with_a_reason",
                violation_error_message="Phiếu trả lại phải ghi lý do.",
            ),
            models.CheckConstraint(
                condition=Q(state=State.ACCEPTED, accepted_version=None)
                | ~Q(state=State.ACCEPTED) & (Q(accepted_at=None) | Q(accepted_version__isnull=False)),
                name="%(class)s_counts_once_accepted",
                violation_error_message="Số liệu đã duyệt được tính cho đến khi bản sửa được duyệt.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.facility} {self.reporting_year}"

    @property
    def state_enum(self) -> State:
        """The state as the enum, for its label and tone."""
        return State(self.state)

    @property
    def is_asked_back(self) -> bool:
        """Whether the unit has asked to have it back, and the officer has not answered yet."""
        return self.is_accepted and self.asked_back_at is not None and not self.asked_back_answer

    @property
    def accepted_figures(self) -> Self | None:
        """The version that counts: these figures where they are accepted, else what was accepted before them.

        None where nothing ever was. A version out of the history is put together anew for each call, without its
        facility and year; a query where `accepted_version` is not loaded.
        """
        if self.is_accepted:
            return self
        version: Self | None = self.accepted_version and self.accepted_version.instance
        return version

    @property
    def is_return_unseen(self) -> bool:
        """Whether nobody of the unit has opened the form since it was returned."""
        return self.is_returned and self.return_seen_at is None

    @property
    def to_correct(self) -> list[Field]:
        """The questions that a return names, in the order of the form; none while it is not with the unit."""
        named = frozenset(self.return_questions if self.is_returned else ())
        return [field for field in self.layout.fields if field.name in named]

    def value(self, name: str) -> Value:
        """What the named column says, or why it says nothing."""
        return value_in(self, name)

    def is_unanswered(self, name: str) -> bool:
        """Whether nobody has said anything in this column, not even why there is no answer."""
        return self.value(name) is Absent.UNANSWERED

    def values(self) -> dict[str, Value]:
        """Every column of the layout with what it says."""
        absences = self.absences
        return {
            field.name: value_of(getattr(self, field.name), absences.get(field.name)) for field in self.layout.fields
        }

    def evidence_by_question(self) -> list[tuple[str, list[Evidence]]]:
        """The photos and papers under the label of their question, in the order of the form; the whole form's first."""
        labels = {"": "Cả phiếu", **{field.name: field.label for field in self.layout.fields}}
        files: dict[str, list[Evidence]] = {name: [] for name in labels}
        for evidence in self.evidence.all():
            files.setdefault(evidence.question, []).append(evidence)
        return [(labels.get(name, name), of_question) for name, of_question in files.items() if of_question]

    def set_value(self, name: str, value: Value) -> None:
        """Puts a value into the named column, keeping column and `absences` in step. Does not save."""
        if name in self.absences:
            self.absences = {key: reason for key, reason in self.absences.items() if key != name}
        if isinstance(value, Absent):
            setattr(self, name, "" if self.layout.field(name).kind in WORDS else None)
            if value is not Absent.UNANSWERED:
                self.absences = {**self.absences, name: value.value}
        else:
            setattr(self, name, sorted(value) if isinstance(value, frozenset) else value)

    def carry_over(self, last: Values | None) -> None:
        """Takes over from last year what rarely changes and need not be answered, where there is none yet.

        What has to be answered is confirmed by whoever fills the form in. Does not save.
        """
        for field in self.layout.fields:
            value = (last or {}).get(field.name, Absent.UNANSWERED)
            if field.slow and field.optional and not isinstance(value, Absent) and self.is_unanswered(field.name):
                self.set_value(field.name, value)
