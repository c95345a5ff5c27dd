"""A unit's result of a task, what the officer says to it, and asking to explain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms

from kehoach.common.fields import CountField, DayField, TextField
from kehoach.evidence.forms import FileForm
from kehoach.figures.proposals import Proposal
from kehoach.models import ProgressState, TaskProgress
from kehoach.questionnaire.values import LARGEST_COUNT, Absent
from kehoach.tasks.actions.results import ANSWERS
from kehoach.tasks.rules import SAY_WHY, is_sent_unchanged

# For so many days a unit has time to answer, unless the officer says otherwise.
DAYS_TO_ANSWER = 5


class ResultForm(FileForm):
    """State, result in words, a number where the task has one, and perhaps a photo; cleans to what the action takes.

    `start` is a result to begin from, such as last year's words, `proposal` a number that is known already; nothing
    of either is saved before somebody says so.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label="Tình trạng",
        choices=ProgressState.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn tình trạng."},
    )
    result = TextField(
        label="Kết quả",
        help_text="Một vài câu: đã làm gì, khi nào, ở đâu, bao nhiêu người tham gia.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    why_unchanged = TextField(
        label="Nếu không sửa gì: vì sao gửi lại như cũ?",
        help_text="Kết quả này được trả lại. Chỉ ghi ở đây khi các mục trên giữ nguyên; xã sẽ đọc lời này.",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ("version", "state", "result", "count", "file", "why_unchanged")

    def __init__(
        self,
        row: TaskProgress,
        *args: Any,
        start: str = "",
        last: str = "",
        proposal: Proposal | None = None,
        **kwargs: Any,
    ) -> None:
        initial = {**{name: getattr(row, name) for name in ANSWERS}, "version": row.version}
        initial["result"] = row.result or start
        if row.count is None and proposal:
            initial["count"] = proposal.value
        if row.version == 0:
            initial["state"] = ProgressState.DONE if start else None
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.row, self.is_first = row, row.version == 0
        if not row.is_returned:
            del self.fields["why_unchanged"]
        if row.task.counts:
            self.fields["count"] = CountField(
                largest=LARGEST_COUNT,
                label=f"Số {row.task.counts}",
                help_text=f"{_known(proposal, row.count)} {last}".strip(),
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            )
        self.fields["file"].required = False
        self.fields["file"].label = "Ảnh hoặc tệp PDF minh chứng"
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Who is done says what was done."""
        cleaned = super().clean() or {}
        says_something = cleaned.get("result") or cleaned.get("count")
        if cleaned.get("state") == ProgressState.DONE and not says_something and not self.errors:
            self.add_error("result", "Đã hoàn thành thì cần ghi kết quả bằng lời hoặc số lượng.")
        if cleaned.get("state") == ProgressState.NOT_STARTED and self.is_first and not says_something:
            self.add_error("state", "Chưa có gì để ghi. Hãy ghi khi đã bắt đầu, hoặc nêu lý do chưa thực hiện.")
        is_silent = "why_unchanged" in self.fields and not cleaned.get("why_unchanged") and not cleaned.get("file")
        if is_silent and not self.errors and is_sent_unchanged(self.row, self.answers):
            self.add_error("why_unchanged", SAY_WHY)
        return cleaned

    @property
    def answers(self) -> dict[str, Any]:
        """What was asked and answered."""
        return {name: self.cleaned_data[name] for name in ANSWERS if name in self.fields}

    def with_theirs(self, theirs: Mapping[str, str]) -> Iterator[tuple[forms.BoundField, str]]:
        """The fields, each with what somebody else has saved there meanwhile, where that differs."""
        return ((field, theirs.get(field.name, "")) for field in self)


def _known(proposal: Proposal | None, count: int | None) -> str:
    """What is known of the number already, and how far the one that is kept is from it."""
    if proposal is None:
        return ""
    difference = proposal.difference(Absent.UNANSWERED if count is None else count)
    known = f"{str(proposal)[0].upper()}{str(proposal)[1:]}"
    return f"{known}; đã ghi {difference}, vì sao thì ghi ở “Kết quả”." if difference else f"{known}."


class ConfirmForm(forms.Form):
    """The version of a result that the officer has in front of them."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReturnResultForm(ConfirmForm):
    """Why a result goes back."""

    reason = TextField(
        label="Lý do trả lại",
        help_text="Đơn vị thấy lý do này ở đầu trang kết quả: ghi rõ cần bổ sung gì.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Cần ghi lý do trả lại để đơn vị biết phải bổ sung gì."},
    )


class AskForm(forms.Form):
    """What a unit is asked to explain, and by which day."""

    question = TextField(
        label="Nội dung yêu cầu",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Cần ghi nội dung để đơn vị biết phải giải trình điều gì."},
    )
    answer_by = DayField(label="Trả lời trước hết ngày")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        initial = {
            "question": "Đề nghị đơn vị giải trình lý do chưa có kết quả và nêu thời hạn hoàn thành.",
            "answer_by": today + timedelta(days=DAYS_TO_ANSWER),
        }
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.today = today

    def clean_answer_by(self) -> date:
        """A day that is still to come."""
        day: date = self.cleaned_data["answer_by"]
        if day < self.today:
            raise forms.ValidationError("Ngày này đã qua. Hãy chọn hôm nay hoặc một ngày sau.")
        return day


class AnswerForm(forms.Form):
    """The unit's answer."""

    answer = TextField(
        label="Nội dung giải trình",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Hãy ghi nội dung giải trình."},
    )
