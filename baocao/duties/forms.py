"""What the officer notes of a duty: that it was sent, and what holds for it in the commune."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from baocao.duties.standing import DutyYear
from baocao.models import DutySetting, PlannedActivity, SentDuty
from kehoach.common.converters import whole_number
from kehoach.common.fields import DayField, DayOfYearField, TextField
from kehoach.models import Unit


class VersionedForm(forms.Form):
    """Says which version of a row the sender had in front of them; 0 where there was none."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def seen(self) -> int:
        """The version; -1 where it is not known."""
        version = whole_number(self.cleaned_data["version"])
        return -1 if version is None else version

    def show_version(self, version: int) -> None:
        """What is sent once more takes the place of this version."""
        self.data = {**self.data, "version": str(version)}


class SentForm(VersionedForm):
    """When a report was sent, and under which number."""

    sent_on = DayField(label="Gửi ngày")
    document_number = TextField(label="Số văn bản", max_length=50, required=False, help_text="Ví dụ 45/BC-UBND.")

    def __init__(self, row: SentDuty | None, sent: QueryDict | None = None) -> None:
        initial: dict[str, Any] = {"version": 0}
        if row is not None:
            initial = {"version": row.version, "sent_on": row.sent_on, "document_number": row.document_number}
        super().__init__(sent, initial=initial)


class PlannedForm(VersionedForm):
    """What is to be held, when, where, and by which unit; `values` are the columns."""

    title = TextField(label="Nội dung", max_length=200)
    planned_on = DayField(label="Ngày dự kiến")
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị tổ chức", empty_label=None)
    place = TextField(label="Địa điểm", max_length=200, required=False)

    def __init__(self, row: PlannedActivity, units: QuerySet[Unit], sent: QueryDict | None = None) -> None:
        names = ("title", "planned_on", "unit", "place", "version")
        super().__init__(sent, initial={name: getattr(row, name) for name in names} if row.pk else {"version": 0})
        unit: Any = self.fields["unit"]
        unit.queryset = units

    @property
    def values(self) -> dict[str, Any]:
        """The columns of a planned activity."""
        return {name: self.cleaned_data[name] for name in ("title", "planned_on", "unit", "place")}


class SettingForm(VersionedForm):
    """Whether, when and to whom a report is owed in this commune."""

    due = DayOfYearField(label="Hạn hằng năm", required=False)
    is_year_after = forms.BooleanField(label="Hạn thuộc năm sau năm số liệu", required=False)
    receiver = TextField(label="Nơi nhận", max_length=200, required=False)
    is_owed = forms.BooleanField(label="Xã phải gửi báo cáo này", required=False)

    def __init__(self, setting: DutySetting, duty: DutyYear, sent: QueryDict | None = None) -> None:
        due = f"{setting.due_day}/{setting.due_month}" if setting.due_day else ""
        initial = {
            "version": setting.version,
            "due": due,
            "is_year_after": setting.is_year_after,
            "receiver": setting.receiver,
            "is_owed": setting.is_owed,
        }
        super().__init__(sent, initial=initial)
        known = f"{duty.due:%d/%m}" if duty.due and not due else ""
        self.fields["due"].help_text = (
            f"Để trống thì theo ngày {known}." if known else "Ngày và tháng, ví dụ 20/11. Chưa biết thì để trống."
        )
        elsewhere = duty.duty.receiver if setting.receiver else duty.receiver
        self.fields["receiver"].help_text = (
            f"Để trống thì là {elsewhere}." if elsewhere else "Ví dụ Sở Văn hóa, Thể thao và Du lịch."
        )

    @property
    def values(self) -> dict[str, Any]:
        """The columns of a setting."""
        month, day = self.cleaned_data["due"] or (None, None)
        return {
            "due_month": month,
            "due_day": day,
            "is_year_after": self.cleaned_data["is_year_after"] and day is not None,
            "receiver": self.cleaned_data["receiver"],
            "is_owed": self.cleaned_data["is_owed"],
        }
