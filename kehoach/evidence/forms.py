"""Sending a photo or paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from kehoach.common.uploads import LARGEST_BYTES, SUFFIXES, Accepted, NotAccepted, accept
from kehoach.models import YearFigures


class FileForm(forms.Form):
    """A file; cleans to an Accepted, which the actions take."""

    file = forms.FileField(
        label="Ảnh hoặc tệp PDF",
        help_text=(
            "JPG, PNG hoặc PDF, đến 10 MB. Vị trí và thông tin máy chụp được xóa khỏi ảnh. "
            "Tránh ảnh thấy rõ mặt học sinh hoặc danh sách tên người."
        ),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
        error_messages={"required": "Hãy chọn một ảnh hoặc một tệp PDF."},
    )

    def clean_file(self) -> Accepted | None:
        """The file as it may be kept, judged by its content; None where none was asked for and none was sent."""
        sent: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if sent is None:
            return None
        try:
            return accept(sent.name or "", sent.read(LARGEST_BYTES + 1))
        except NotAccepted as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class EvidenceForm(FileForm):
    """A file and the question of a form that it is about."""

    def __init__(self, figures: YearFigures, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questions = [
            (section.title, [(field.name, field.label) for field in section.fields])
            for section in figures.layout.sections_for(figures.facility.kind)
        ]
        self.fields["question"] = forms.ChoiceField(
            label="Minh chứng cho mục",
            choices=[("", "Cả phiếu (ảnh phiếu giấy …)"), *questions],
            required=False,
        )
        self.order_fields(["question"])
