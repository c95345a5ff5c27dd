"""Sending a workbook."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.core.files.uploadedfile import UploadedFile

from kehoach.common.uploads import LARGEST_BYTES, name_to_show

SUFFIX = ".xlsx"


@dataclass(frozen=True)
class Sent:
    """A file as it arrived; `name` is for people to read, never a path."""

    name: str
    content: bytes


class WorkbookForm(forms.Form):
    """A workbook to bring figures in; cleans to a Sent, whose content nobody has looked at yet."""

    file = forms.FileField(
        label="Tệp Excel đã điền",
        help_text="Tệp tải từ trang này (.xlsx; lưu lại thành .xls, .ods cũng được), đến 10 MB. "
        "Chưa ghi gì cho đến khi anh chị xem lại và xác nhận.",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": f"{SUFFIX},.ods,.xls"}),
        error_messages={"required": "Hãy chọn tệp Excel đã điền."},
    )

    def clean_file(self) -> Sent:
        """The file's name and bytes."""
        sent: UploadedFile[bytes] = self.cleaned_data["file"]
        content = sent.read(LARGEST_BYTES + 1)
        if len(content) > LARGEST_BYTES:
            raise forms.ValidationError("Tệp lớn hơn 10 MB. Hãy xóa ảnh và các trang không cần khỏi tệp.")
        return Sent(name_to_show(sent.name or "", SUFFIX), content)


class ConfirmForm(forms.Form):
    """What the person has looked at, told by its digest."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
