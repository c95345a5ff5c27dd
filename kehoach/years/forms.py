"""Opening a year, its deadlines, closing it, and letting one unit in afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms

from kehoach.common import formats
from kehoach.common.fields import DayField, TextField, YearField
from kehoach.common.periods import Window, attainable_window, end_of
from kehoach.models import ReportingYear, Unit
from kehoach.models.years import UNTIL_CLOSED


class DeadlinesForm(forms.Form):
    """By when the units submit and the commune reports, and the closing days; cleans to what the action takes."""

    unit_deadline = DayField(label="Hạn nộp của đơn vị")
    entry_until = DayField(
        label="Nhận phiếu mới đến hết ngày",
        required=False,
        help_text=f"Sau ngày này đơn vị không nộp phiếu chưa nộp lần nào. {UNTIL_CLOSED}",
    )
    correction_until = DayField(
        label="Sửa phiếu đến hết ngày",
        required=False,
        help_text=f"Sau ngày này đơn vị không sửa phiếu đã nộp. {UNTIL_CLOSED}",
    )
    report_deadline = DayField(label="Hạn gửi báo cáo của xã")

    def __init__(self, *args: Any, window_start: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first_day = window_start

    def clean(self) -> dict[str, Any]:
        """The window begins, the units submit, the commune reports."""
        cleaned = super().clean() or {}
        start = cleaned.get("window_start", self.first_day)
        unit_deadline, report_deadline = cleaned.get("unit_deadline"), cleaned.get("report_deadline")
        if start and unit_deadline and unit_deadline <= start:
            fault = f"Hạn nộp của đơn vị phải sau ngày đầu của kỳ số liệu ({formats.date_short(start)})."
            self.add_error("unit_deadline", fault)
        if unit_deadline and report_deadline and report_deadline < unit_deadline:
            fault = f"Hạn gửi báo cáo không được trước hạn nộp của đơn vị ({formats.date_short(unit_deadline)})."
            self.add_error("report_deadline", fault)
        entry, correction = cleaned.get("entry_until"), cleaned.get("correction_until")
        if entry and unit_deadline and entry < unit_deadline:
            fault = f"Ngày này không được trước hạn nộp của đơn vị ({formats.date_short(unit_deadline)})."
            self.add_error("entry_until", fault)
        if correction and entry is None and "entry_until" not in self.errors:
            self.add_error("entry_until", "Có ngày cuối sửa phiếu thì cần cả ngày cuối nhận phiếu mới.")
        if correction and entry and correction < entry:
            fault = f"Ngày này không được trước ngày cuối nhận phiếu mới ({formats.date_short(entry)})."
            self.add_error("correction_until", fault)
        return cleaned


class OpenYearForm(DeadlinesForm):
    """A new year with its window (NĐ 09/2019 Điều 12) and deadlines; `years` are those that the commune has."""

    year = YearField(
        label="Năm báo cáo",
        min_value=2000,
        max_value=2099,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "Hãy nhập một năm, ví dụ 2027."),
    )
    window_start = DayField(
        label="Số liệu từ ngày",
        help_text="Theo Nghị định 09/2019/NĐ-CP, kỳ số liệu năm tính từ ngày 15/12 năm trước đến hết ngày 14/12.",
    )
    window_end = DayField(label="Đến hết ngày")
    field_order = ("year", "window_start", "window_end")

    def __init__(self, years: Sequence[ReportingYear], proposed: int, today: date, *args: Any, **kwargs: Any) -> None:
        window = attainable_window(proposed, today)
        initial = {
            "year": proposed,
            "window_start": window.start,
            "window_end": window.end,
            "unit_deadline": window.unit_deadline,
            "report_deadline": window.report_deadline,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.years = years

    def clean(self) -> dict[str, Any]:
        """The window lies in its year, in order, and shares no day with another year's."""
        cleaned = super().clean()
        year, start, end = (cleaned.get(name) for name in ("year", "window_start", "window_end"))
        if start and end and end <= start:
            self.add_error("window_end", "Ngày cuối của kỳ số liệu phải sau ngày đầu.")
        elif year and end and end.year != year:
            self.add_error("window_end", f"Ngày cuối của kỳ số liệu năm {year} phải thuộc năm {year}.")
        elif year and start and end:
            self._check_overlap(year, start, end)
        return cleaned

    def _check_overlap(self, year: int, start: date, end: date) -> None:
        for other in self.years:
            if other.year != year and start <= other.window_end and other.window_start <= end:
                first, last = formats.date_short(other.window_start), formats.date_short(other.window_end)
                self.add_error("window_start", f"Kỳ số liệu trùng ngày với năm {other.year} ({first} đến {last}).")

    @property
    def window(self) -> Window:
        """The window and deadlines that were entered."""
        given = self.cleaned_data
        names = ("window_start", "window_end", "unit_deadline", "report_deadline", "entry_until", "correction_until")
        return Window(*(given[name] for name in names))


class CloseYearForm(forms.Form):
    """Closing; where forms are missing, only with the explicit word for it and a reason that is kept."""

    despite_missing = forms.BooleanField(required=False)
    reason = TextField(
        label="Lý do khóa khi còn thiếu",
        help_text="Lý do được giữ trong lịch sử của năm và hiện ở trang số liệu.",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, missing: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.missing = missing
        self.fields["despite_missing"].label = f"Khóa dù còn {formats.count(missing)} phiếu chưa được duyệt"
        if not missing:
            self.fields.clear()

    def clean(self) -> dict[str, Any]:
        """Both or nothing."""
        cleaned = super().clean() or {}
        if self.missing and not cleaned.get("despite_missing"):
            self.add_error("despite_missing", "Hãy đánh dấu nếu vẫn khóa năm khi còn thiếu.")
        if self.missing and not cleaned.get("reason"):
            self.add_error("reason", "Hãy ghi vì sao khóa khi còn thiếu.")
        return cleaned


class ExceptionForm(forms.Form):
    """A unit that may work on a closed year until the end of a day, and why; cleans to what the action takes."""

    expires_at = DayField(label="Đến hết ngày")
    reason = TextField(label="Lý do", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, units: Sequence[Unit], *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_key = {str(unit.pk): unit for unit in units}
        self.fields["unit"] = forms.TypedChoiceField(
            label="Đơn vị",
            choices=[("", "Chọn đơn vị"), *((key, unit.name) for key, unit in by_key.items())],
            coerce=by_key.__getitem__,
        )
        self.order_fields(["unit"])
        self.today = today

    def clean_expires_at(self) -> datetime:
        """The moment at which that day is over."""
        day: date = self.cleaned_data["expires_at"]
        if day < self.today:
            raise forms.ValidationError("Ngày này đã qua. Hãy chọn hôm nay hoặc một ngày sau.")
        return end_of(day)
