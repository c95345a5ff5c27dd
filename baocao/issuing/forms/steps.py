"""The forms of a report's way: own text, remarks, reasons, number and date, files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from baocao.models import FilePart
from baocao.models.writing import LONGEST_TEXT
from baocao.report.outline import Section
from baocao.report.section_markup import CODE, Figure, clean, unknown_codes, unknown_sources
from kehoach.common import formats
from kehoach.common.fields import CountField, DayField, TextField
from kehoach.common.pdf.papers import begins_as_pdf
from kehoach.common.uploads import LARGEST_BYTES

_LARGEST_NUMBER = 9_999


class TextForm(forms.Form):
    """The officer's own text of a section. A code that stands for nothing is told beside it, and nothing is saved."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = TextField(
        label="Lời văn của mục này",
        help_text="Mỗi dòng là một đoạn. Dòng bắt đầu bằng “- ” là một điểm a), b), c); bằng “# ” là tiêu đề nhỏ. "
        "Mã nguồn trong ngoặc vuông ở cuối dòng, ví dụ [TV], được in nhỏ sau câu.",
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        error_messages={"max_length": f"Lời văn quá dài: nhiều nhất {formats.count(LONGEST_TEXT)} chữ cái."},
    )

    def __init__(self, *args: Any, figures: Mapping[str, Figure], tables: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.figures, self.tables = figures, tables

    def clean_text(self) -> str:
        """The text without what Word left in it."""
        text = clean(self.cleaned_data["text"])
        unknown = unknown_codes(text, self.figures, self.tables)
        if unknown:
            codes = ", ".join(f"{{{{{code}}}}}" for code in unknown)
            raise ValidationError(f"Không có số liệu nào mang mã {codes}. Hãy chọn mã trong danh sách bên dưới.")
        if strangers := unknown_sources(text, self.figures):
            codes = ", ".join(strangers)
            raise ValidationError(f"Không có nguồn số liệu nào mang mã {codes}. Hãy sửa hoặc bỏ mã trong ngoặc vuông.")
        if "{{" in CODE.sub("", text):
            raise ValidationError("Có dấu {{ chưa đóng bằng }}. Mã số liệu viết như {{TV.số bản sách}}.")
        return text


class ProposeForm(forms.Form):
    """Why a report that came back goes to the leader again in the same words."""

    why_unchanged = TextField(
        label="Vì sao trình lại mà không sửa lời văn?",
        help_text="Báo cáo bị trả lại và lời văn chưa đổi. Lãnh đạo xã sẽ đọc lời này.",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawForm(forms.Form):
    """Why the officer takes back what was proposed."""

    reason = TextField(
        label="Vì sao rút lại?",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Hãy ghi lý do, để lãnh đạo xã biết."},
    )


class ReplaceForm(forms.Form):
    """Why an issued report is replaced."""

    reason = TextField(
        label="Vì sao thay thế?",
        max_length=400,
        help_text="In trong báo cáo mới, ví dụ: số lượt người của Trường THCS được tính lại.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Hãy ghi vì sao thay thế: lý do được in trong báo cáo mới."},
    )


class RemarksForm(forms.Form):
    """What the leader wants changed: a field for each section, and one for the whole."""

    reason = TextField(
        label="Ý kiến chung",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, sections: Sequence[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {f"section-{index}": section.code for index, section in enumerate(sections)}
        for (name, _), section in zip(self.names.items(), sections, strict=True):
            self.fields[name] = TextField(
                label=section.numbered_title, max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    @property
    def remarks(self) -> dict[str, str]:
        """The remarks by the code of their section."""
        return {code: self.cleaned_data.get(name, "") for name, code in self.names.items()}


class WaiverForm(forms.Form):
    """Why a finding does not stop the report; `finding` is what the page said was found."""

    finding = forms.CharField(widget=forms.HiddenInput)
    reason = TextField(
        label="Lý do vẫn ban hành",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Hãy ghi lý do: lý do được lưu cùng báo cáo."},
    )


class IssueForm(forms.Form):
    """Number and date of the register, and how the file is made; `seen` tells what the leader had before them."""

    seen = forms.CharField(widget=forms.HiddenInput)
    number = CountField(
        label="Số văn bản",
        largest=_LARGEST_NUMBER,
        help_text="Số tiếp theo trong sổ của cổng; hãy sửa nếu văn thư cấp số khác.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Hãy ghi số văn bản."},
    )
    signed_on = DayField(
        label="Ngày ban hành",
        help_text="Dạng ngày/tháng/năm, ví dụ 05/01/2026.",
        error_messages={"required": "Hãy ghi ngày ban hành."},
    )
    blank = forms.BooleanField(
        label="Để trống số và ngày trên bản in, văn thư ghi tay",
        help_text="Sổ của cổng vẫn giữ số và ngày ở trên.",
        required=False,
    )
    signature_field = forms.BooleanField(
        label="Thêm ô trống để ký số", help_text="Chỉ cần khi báo cáo được ký bằng chữ ký số.", required=False
    )

    def __init__(self, *args: Any, year: int, today: date, **kwargs: Any) -> None:
        """`year` is the year reported on; nobody issues a report tomorrow."""
        super().__init__(*args, **kwargs)
        self.year, self.today = year, today

    def clean_number(self) -> int:
        """Registers begin with 1."""
        number: int = self.cleaned_data["number"]
        if number == 0:
            raise ValidationError("Số văn bản bắt đầu từ 1.")
        return number

    def clean_signed_on(self) -> date:
        """A day from the year reported on until today."""
        day: date = self.cleaned_data["signed_on"]
        if day.year < self.year:
            raise ValidationError(f"Ngày ban hành báo cáo năm {self.year} không thể trước năm {self.year}.")
        if day > self.today:
            raise ValidationError("Ngày ban hành không thể sau hôm nay.")
        return day


class PdfForm(forms.Form):
    """A PDF that is looked at or kept as it is."""

    file = forms.FileField(
        label="Tệp PDF",
        help_text="Tệp PDF đến 10 MB.",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={"required": "Hãy chọn một tệp PDF."},
    )

    def clean_file(self) -> bytes:
        """The bytes, judged by how they begin; nothing in them is opened."""
        sent: UploadedFile[bytes] = self.cleaned_data["file"]
        content = sent.read(LARGEST_BYTES + 1)
        if len(content) > LARGEST_BYTES:
            raise ValidationError("Tệp lớn hơn 10 MB nên không phải tệp do cổng ban hành.")
        if not begins_as_pdf(content):
            raise ValidationError("Đây không phải tệp PDF. Hãy chọn tệp có đuôi .pdf.")
        return content


class SignedCopyForm(PdfForm):
    """A copy that was signed outside the portal, and how: it decides what is looked for in it."""

    part = forms.ChoiceField(
        label="Cách ký",
        choices=(
            (FilePart.SIGNED, "Ký số: chính tệp bản ban hành, được ký bằng chữ ký số"),
            (FilePart.SCANNED, "Ký giấy: bản in đã ký, đóng dấu rồi quét lại"),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn cách ký."},
    )
    field_order = ("part", "file")

    def clean_part(self) -> FilePart:
        """The choice as the enum."""
        return FilePart(self.cleaned_data["part"])
