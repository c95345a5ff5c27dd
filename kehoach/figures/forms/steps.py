"""The small forms of the workflow's steps."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any

from django import forms

from kehoach.common.fields import TextField
from kehoach.models import State
from kehoach.questionnaire.layout import Section


class SignerForm(forms.Form):
    """Who stands by figures; cleans to what the action takes."""

    name = TextField(label="Họ và tên người chịu trách nhiệm", max_length=100)
    position = TextField(label="Chức vụ", max_length=100)


class SubmitForm(SignerForm):
    """The same for one form, in the version that is on the page, and why a returned one comes again as it was."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why_unchanged = TextField(
        label="Vì sao nộp lại mà không sửa gì?",
        help_text="Phiếu này được trả lại và chưa có gì thay đổi. Xã sẽ đọc lời này khi duyệt.",
        error_messages={"required": "Hãy ghi vì sao nộp lại như cũ, hoặc quay lại phiếu để sửa."},
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, is_unchanged: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_unchanged:
            del self.fields["why_unchanged"]


class AcceptForm(forms.Form):
    """The version that the officer has in front of them."""

    version = forms.IntegerField(widget=forms.HiddenInput)


STOCK_REASONS = (
    "Thiếu số liệu của một số mục",
    "Số liệu không khớp với năm trước, cần giải trình",
    "Nhầm đơn vị tính (nghìn đồng, triệu đồng)",
    "Phần giải trình chưa rõ",
    "Thiếu minh chứng cho dịch vụ, ứng dụng công nghệ hoặc câu lạc bộ",
    "Đơn vị xin sửa lại số liệu",
)


STOCK_WITHDRAWALS = ("Nhập nhầm số", "Thiếu số, bổ sung thêm", "Nộp nhầm phiếu")

# Words of one's own instead of a stock reason. Not the empty value, which Django ticks where nothing is chosen.
OWN_WORDS = "khac"


def _reason(stock: str | None, words: str | None) -> str:
    """A stock reason, own words, or both in one sentence after the other; empty where neither is given."""
    return ". ".join(part for part in (stock, words) if part and part != OWN_WORDS)


class ReasonForm(forms.Form):
    """A reason in own words; cleans to `reason`, trimmed."""

    reason = TextField(max_length=400, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label


class WithdrawForm(forms.Form):
    """Why a submission is taken back: a stock reason, own words, or both."""

    stock = forms.ChoiceField(
        label="Vì sao rút lại?",
        choices=[*((reason, reason) for reason in STOCK_WITHDRAWALS), (OWN_WORDS, "Lý do khác")],
        required=False,
        widget=forms.RadioSelect,
    )
    words = TextField(label="Nói rõ hơn", max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """`reason` becomes the whole text; one of the two has to be there."""
        cleaned = super().clean() or {}
        reason = _reason(cleaned.get("stock"), cleaned.get("words"))
        if not reason and not self.errors:
            self.add_error("words", "Hãy chọn một lý do hoặc ghi lý do, để công chức xã biết.")
        return {"reason": reason}


class ReturnForm(forms.Form):
    """Why the figures go back: a stock reason, own words, or both in one sentence after the other."""

    seen = forms.ChoiceField(
        choices=[(state.value, state.label) for state in (State.SUBMITTED, State.ACCEPTED)],
        required=False,
        widget=forms.HiddenInput,
    )
    stock = forms.ChoiceField(
        label="Lý do",
        choices=[*((reason, reason) for reason in STOCK_REASONS), (OWN_WORDS, "Lý do khác, ghi ở dưới")],
        required=False,
        widget=forms.RadioSelect,
    )
    reason = TextField(
        label="Nói rõ hơn",
        help_text="Cần ghi khi chọn “Lý do khác”. Đơn vị thấy cả hai ở đầu phiếu: ghi rõ mục nào sửa, sửa thế nào.",
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    questions = forms.MultipleChoiceField(
        label="Ô nào phải sửa?",
        help_text="Phiếu của đơn vị dẫn thẳng đến các ô này. Không chọn ô nào là xem lại cả phiếu.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, sections: Sequence[Section], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whole = {f"phan-{number}": section for number, section in enumerate(sections, start=1)}
        questions: Any = self.fields["questions"]
        questions.choices = [
            (section.title, [(whole, "Cả phần này"), *((field.name, field.short_label) for field in section.fields)])
            for whole, section in self.whole.items()
        ]

    @property
    def question_groups(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """The sections with what can be ticked in each, as value, label and whether it is."""
        questions: Any = self["questions"]
        ticked = questions.value() or ()
        return [
            (title, [(value, label, value in ticked) for value, label in options])
            for title, options in questions.field.choices
        ]

    def clean_questions(self) -> set[str]:
        """The names of the questions, those of a whole section among them."""
        chosen = set(self.cleaned_data["questions"])
        whole = {field.name for key in chosen & self.whole.keys() for field in self.whole[key].fields}
        return chosen - self.whole.keys() | whole

    def clean(self) -> dict[str, Any]:
        """`reason` becomes the whole text; one of the two has to be there."""
        cleaned = super().clean() or {}
        reason = _reason(cleaned.get("stock"), cleaned.get("reason"))
        if not reason and not self.errors:
            self.add_error("reason", "Hãy chọn một lý do hoặc ghi lý do, để đơn vị biết phải sửa gì.")
        return {**cleaned, "reason": reason}

    @property
    def state_seen(self) -> State | None:
        """The state that the page told about; None where the request does not say."""
        return State(self.cleaned_data["seen"]) if self.cleaned_data["seen"] else None

    def seeing(self, state: str) -> ReturnForm:
        """The same reason, on a page that tells about the state of now."""
        data: Any = copy(self.data)
        data["seen"] = state
        return ReturnForm(tuple(self.whole.values()), data)
