"""What văn thư puts on a report: to whom it goes, its number in the commune's register and its date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from baocao.models import Length, Purpose
from kehoach.common.fields import CountField, DayField

_LARGEST_NUMBER = 9_999


class ReportForm(forms.Form):
    """Number and date, either of them blank until it is assigned. The names stand in addresses, as ?nam= does.

    To whom the report goes is asked where the commune reports to the level above as well.
    """

    gui = forms.TypedChoiceField(
        label="Mẫu báo cáo",
        required=False,
        coerce=Purpose,
        empty_value=None,
    )
    ban = forms.TypedChoiceField(
        label="Độ dài",
        choices=Length.choices,
        required=False,
        coerce=Length,
        empty_value=None,
        help_text="Báo cáo: 5 trang và phụ lục. Bản một trang để lãnh đạo đọc nhanh.",
    )
    so = CountField(
        label="Số báo cáo",
        required=False,
        largest=_LARGEST_NUMBER,
        help_text="Để trống nếu văn thư chưa cấp số.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    ngay = DayField(
        label="Ngày ký",
        required=False,
        help_text="Dạng ngày/tháng/năm, ví dụ 05/01/2026. Để trống để ghi tay.",
    )

    def __init__(self, *args: Any, year: int, purposes: Sequence[Purpose], **kwargs: Any) -> None:
        """`year` is the year reported on: nobody signs a report before it begins. `purposes` are to choose from."""
        super().__init__(*args, **kwargs)
        self.year = year
        if len(purposes) > 1:
            offered = cast(forms.TypedChoiceField, self.fields["gui"])
            offered.choices = [(purpose, purpose.label) for purpose in purposes]
        else:
            del self.fields["gui"]

    def clean_so(self) -> int | None:
        """Registers begin with 1."""
        number: int | None = self.cleaned_data["so"]
        if number == 0:
            raise ValidationError("Số văn bản bắt đầu từ 1.")
        return number

    def clean_ngay(self) -> date | None:
        """A day in the year reported on or not long after it; anything else is a slip of the hand."""
        day: date | None = self.cleaned_data["ngay"]
        if day and not self.year <= day.year <= self.year + 5:
            raise ValidationError(f"Ngày ký báo cáo năm {self.year} phải từ năm {self.year} đến năm {self.year + 5}.")
        return day

    @property
    def issued(self) -> dict[str, Any]:
        """Number and date as a draft takes them; what is not valid stays blank."""
        self.full_clean()
        return {"number": self.cleaned_data.get("so"), "signed_on": self.cleaned_data.get("ngay")}

    @property
    def length(self) -> Length | None:
        """How much the report tells; None where that was not asked."""
        self.full_clean()
        return self.cleaned_data.get("ban") or None

    @property
    def purpose(self) -> Purpose | None:
        """Who reports to whom; None where that was not asked."""
        self.full_clean()
        return self.cleaned_data.get("gui") or None
